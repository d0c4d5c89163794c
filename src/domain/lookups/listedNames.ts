import { foldText } from "../matching/foldText.ts";

/** One of several names, and what stands before it: empty before the first. */
interface Part {
  readonly text: string;
  readonly before: string;
}

/** What is asked about at once, as it was typed: a line a name, or several on one line. */
export interface ListedNames {
  readonly parts: readonly Part[];
  /** What may be a name because the directory has it: each part, and neighbours with what stands between them. */
  readonly candidates: readonly string[];
}

/** More than anybody types; what is over is not looked at. */
const MOST_PARTS = 60;
/** A name that has separators in it has not more of them. */
const MOST_JOINED = 6;

/** In both languages. A slash without blanks stands between two names only where both have digits. */
const SEPARATOR =
  /"[^"\n]*"|(\s*\n\s*|\s*[,;]\s*(?:(?:and|und|&)\s+)?|\s+(?:and|und|or|oder|&|\+|\/|\|)\s+|(?<=\d[^\s/]{0,40})\/(?=[^\s/]{0,40}\d))/giu;

export function splitNames(typed: string): ListedNames {
  const parts: Part[] = [];
  let from = 0;
  let before = "";
  const add = (to: number) => {
    const text = typed.slice(from, to).trim();
    if (text !== "")
      parts.push({ text, before: parts.length === 0 ? "" : before });
  };
  for (const { index, 0: match, 1: separator } of typed.matchAll(SEPARATOR)) {
    if (separator === undefined) continue;
    if (parts.length === MOST_PARTS) break;
    add(index);
    from = index + match.length;
    before = match;
  }
  if (parts.length < MOST_PARTS) add(typed.length);
  const candidates = parts.flatMap((_, from) =>
    parts
      .slice(from, from + MOST_JOINED)
      .map((_, length) => joined(parts, from, from + length + 1)),
  );
  return { parts, candidates };
}

/** A name cannot go on in the next line, but a program may have broken it. */
function joined(parts: readonly Part[], from: number, to: number): string {
  return parts
    .slice(from, to)
    .map(({ text, before }, i) =>
      i === 0 ? text : `${before.includes("\n") ? " " : before}${text}`,
    )
    .join("");
}

/**
 * The names that are meant, each once. A name that something has wins over its parts, the longest one first. What
 * follows in other lines is a name only where something has it or it looks like a device's: a signature is none. One
 * name alone where nothing says that there are several.
 *
 * @param isKnown whether something has just this name.
 * @param isBare nobody said that names follow: what is none, such as a greeting, is left out.
 */
export function chooseNames(
  { parts }: ListedNames,
  isKnown: (name: string) => boolean,
  isBare = false,
): readonly string[] {
  const names: { readonly text: string; readonly isName: boolean }[] = [];
  let at = 0;
  while (at < parts.length) {
    const length = longestKnown(parts, at, isKnown);
    const text = joined(parts, at, at + Math.max(1, length));
    const isName = length > 0 || looksLikeDevice(text);
    const isNextLine = at > 0 && (parts[at]?.before.includes("\n") ?? false);
    if (isNextLine && !isName) break;
    names.push({ text, isName });
    at += Math.max(1, length);
  }
  if (!names.some(({ isName }) => isName)) {
    // No list: the first line as it stands.
    const end = parts.findIndex(({ before }) => before.includes("\n"));
    return [joined(parts, 0, end === -1 ? parts.length : end)];
  }
  const meant = isBare ? names.filter(({ isName }) => isName) : names;
  return [...new Map(meant.map(({ text }) => [foldText(text), text])).values()];
}

function longestKnown(
  parts: readonly Part[],
  from: number,
  isKnown: (name: string) => boolean,
): number {
  const most = Math.min(MOST_JOINED, parts.length - from);
  for (let length = most; length > 0; length--)
    if (isKnown(joined(parts, from, from + length))) return length;
  return 0;
}

/** One word with a digit in it that is no time of day. */
export function looksLikeDevice(name: string): boolean {
  return (
    /^(?=\S*\p{N})[^\s@]+$/u.test(name) &&
    /\p{L}|\p{N}{5}/u.test(name) &&
    !/^\d{1,2}([:.]\d\d)?(am|pm|h|uhr)$/i.test(name)
  );
}
