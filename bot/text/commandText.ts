import type { Activity } from "../protocol/wire.ts";
import { fromShown } from "./asText.ts";
import { withoutMarkup } from "./teamsMarkup.ts";

/** What a person typed to the bot, on one line: without Teams' markup, odd spaces resolved. */
export function readCommandText(
  activity: Pick<Activity, "text" | "entities" | "recipient">,
): string {
  return onOneLine(readCommandLines(activity));
}

export function onOneLine(lines: readonly string[]): string {
  return lines.filter((line) => line !== "").join(" ");
}

/** The same, line by line; an empty one is where a line was left out. */
export function readCommandLines(
  activity: Pick<Activity, "text" | "entities" | "recipient">,
): readonly string[] {
  const lines = withoutMarkup(activity)
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) =>
      fromShown(line)
        .replace(/[“”„]/g, '"')
        .replace(/[\s\u00a0\u200b-\u200d\u2060\ufeff]+/g, " ")
        .trim(),
    );
  const from = lines.findIndex((line) => line !== "");
  const to = lines.findLastIndex((line) => line !== "");
  return from === -1 ? [] : lines.slice(from, to + 1);
}

/** With one of these a line begins what a mail program or a phone puts below each message. */
const SIGNATURE =
  /^(?:[-_=*]{2,}$|(?:(?:with )?(?:best|kind|warm|many)? ?(?:regards|thanks)|cheers|sincerely|sent from|get outlook|(?:mit )?(?:freundlichen?|beste[nr]?|viele[nr]?|liebe[nr]?|herzliche[nr]?) gr(?:ü|ue)(?:ß|ss)en?|mfg|vg|lg|(?:vielen )?dank|danke|gesendet von|von meinem)(?![\p{L}\p{N}-]))/iu;

/** The lines above it. The first one is never its begin. */
export function withoutSignature(lines: readonly string[]): readonly string[] {
  const from = lines.findIndex((line, i) => i > 0 && SIGNATURE.test(line));
  return from === -1 ? lines : lines.slice(0, from);
}

/** Which device, and who is to be its primary user; null for nobody: a shared device. */
export interface ParsedPropose {
  readonly device: string;
  readonly user: string | null;
  /** What follows `because`. */
  readonly why?: string;
}

/**
 * Reads what follows `propose`. A name with spaces is quoted; without quotes the last word is the user. After both may
 * come `because` and why.
 *
 * @returns null when one of the two is missing.
 */
export function parsePropose(words: string): ParsedPropose | null {
  const [, before = "", why = ""] = BECAUSE.exec(words) ?? [];
  const pair = parsePair(before);
  return pair && why !== "" ? { ...pair, why } : parsePair(words);
}

/** In English and in German; a name may have the word in it. */
const BECAUSE = /^(.*?)\s+(?:because|weil)\s+(.+)$/i;

function parsePair(words: string): ParsedPropose | null {
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
