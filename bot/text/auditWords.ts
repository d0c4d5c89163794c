import type { AuditKind } from "../../src/domain/audit/audit.ts";
import { kindsNamed } from "../../src/domain/audit/auditFilter.ts";
import type { Messages } from "../messages/messages.ts";
import { unquote } from "./commandText.ts";

const NAMES = ["last", "device", "person", "kind", "since", "until"] as const;

type Name = (typeof NAMES)[number];

/** What follows each word of `audit device LT-1 since 2026-11-01 last 5`, as it was typed. */
export type AuditWords = Readonly<Partial<Record<Name, string>>>;

/**
 * Reads what is typed behind `audit`. What begins with none of the words is the name of a device, whatever is in it,
 * and so is what is in quotes.
 *
 * @returns null for what cannot be read: a word without anything behind it, or one that comes twice.
 */
export function parseAuditWords(typed: string): AuditWords | null {
  const tokens = typed.match(/"[^"]*"|\S+/g) ?? [];
  const [first] = tokens;
  if (first === undefined) return {};
  if (nameIn(first) === null) return { device: unquote(typed) };
  const found: Partial<Record<Name, string[]>> = {};
  let into: string[] | null = null;
  for (const token of tokens) {
    const name = nameIn(token);
    // What follows a word is its value, but for *last*, which may have none.
    if (name !== null && (into?.length !== 0 || into === found.last)) {
      if (found[name]) return null;
      found[name] = into = [];
    } else into?.push(token);
  }
  const words = Object.entries(found).map(
    ([name, said]) => [name, unquote(said.join(" "))] as const,
  );
  return words.some(([name, said]) => said === "" && name !== "last")
    ? null
    : Object.fromEntries(words);
}

function nameIn(token: string): Name | null {
  return NAMES.find((name) => name === token.toLowerCase()) ?? null;
}

/**
 * The kinds that a word stands for: by the name of one or of several (`reassignment`, `proposal.approved`,
 * `approved`), or as the reader's language calls it.
 */
export function readKinds(
  word: string,
  { audit }: Pick<Messages, "audit">,
): readonly AuditKind[] | null {
  const said = word.trim().toLowerCase();
  const titled = (Object.keys(audit.kinds) as AuditKind[]).filter(
    (kind) => audit.kinds[kind].toLowerCase() === said,
  );
  return titled.length > 0 ? titled : kindsNamed(word);
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * An instant, or a day of UTC: its beginning.
 *
 * @param end of the day, where it is a day.
 * @returns null for what is none, and for what is beyond the years that databases know.
 */
export function readInstant(
  text: string,
  { end = false }: { readonly end?: boolean } = {},
): Date | null {
  const day = /^\d{4}-\d\d-\d\d$/.test(text);
  if (
    !day &&
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(Z|[+-]\d\d:\d\d)$/i.test(text)
  )
    return null;
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return null;
  // A day that the month does not have would become one of the next month.
  if (day && at.toISOString().slice(0, 10) !== text) return null;
  return day && end ? new Date(at.getTime() + DAY_MS) : at;
}
