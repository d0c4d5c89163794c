import type { Activity, Entity } from "../protocol/wire.ts";
import { looksLikeId } from "../../src/domain/matching/nameOf.ts";
import { fromShown } from "./asText.ts";

/** Teams' own limit for a message is 28 KB; what is over was not typed. In code units. */
const MOST_READ = 28 * 1024;
const MOST_MENTIONS = 100;
const LONGEST_NAME = 320;

/**
 * What a person typed to the bot, on one line: without the mention of the bot, entities and odd spaces resolved.
 * The mention of another person becomes their Entra object id where Teams tells it, since others may have their name,
 * and otherwise their name in quotes.
 *
 * Only mentions that Teams lists for this message count: text that merely looks like a mention stays text.
 */
export function readCommandText(
  activity: Pick<Activity, "text" | "entities" | "recipient">,
): string {
  let text = (activity.text ?? "").slice(0, MOST_READ);
  for (const mention of mentionsOf(activity.entities)) {
    const { text: shown, id, objectId, name } = mention;
    if (shown === "") continue;
    const replacement =
      id === activity.recipient.id
        ? " "
        : ` ${objectId ?? `"${name.slice(0, LONGEST_NAME).replaceAll('"', "")}"`} `;
    text = text.replaceAll(shown, () => replacement).slice(0, MOST_READ);
  }
  return fromShown(decodeEntities(text))
    .replace(/[“”„]/g, '"')
    .replace(/[\s\u00a0\u200b-\u200d\u2060\ufeff]+/g, " ")
    .trim();
}

/** Which device, and who is to be its primary user; null for nobody: a shared device. */
export interface ParsedPropose {
  readonly device: string;
  readonly user: string | null;
}

/**
 * Reads what follows `propose`. A name with spaces is quoted; without quotes the last word is the user.
 *
 * @returns null when one of the two is missing.
 */
export function parsePropose(words: string): ParsedPropose | null {
  const match =
    /^"([^"]+)"\s+(.+)$/.exec(words) ??
    /^([^"]+)\s+("[^"]+")$/.exec(words) ??
    /^([^"]+)\s+([^\s"]+)$/.exec(words);
  const device = match?.[1]?.trim();
  const last = match?.[2]?.trim();
  if (!device || !last) return null;
  if (last.toLowerCase() === "shared") return { device, user: null };
  const user = unquote(last);
  return user === "" ? null : { device, user };
}

/** Takes away one pair of quotes around the whole. */
export function unquote(words: string): string {
  return (/^"([^"]*)"$/.exec(words)?.[1] ?? words).trim();
}

interface Mention {
  readonly text: string;
  readonly id: string;
  /** An Entra object id; null where Teams does not tell it. */
  readonly objectId: string | null;
  readonly name: string;
}

function mentionsOf(entities: Entity[] | undefined): Mention[] {
  return (entities ?? []).slice(0, MOST_MENTIONS).flatMap((entity) => {
    const { type, text, mentioned } = entity as Record<string, unknown>;
    if (type !== "mention" || typeof text !== "string") return [];
    if (typeof mentioned !== "object" || mentioned === null) return [];
    const { id, name, aadObjectId } = mentioned as Record<string, unknown>;
    if (typeof id !== "string") return [];
    const objectId =
      typeof aadObjectId === "string" && looksLikeId(aadObjectId)
        ? aadObjectId.toLowerCase()
        : null;
    return [{ text, id, objectId, name: typeof name === "string" ? name : "" }];
  });
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/** Resolves HTML entities, in one pass, so that `&amp;lt;` stays `&lt;`. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,5}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
      const code =
        decimal === undefined
          ? Number.parseInt(hex ?? "", 16)
          : Number.parseInt(decimal, 10);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
