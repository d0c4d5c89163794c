import { deviceReadings } from "./readings.ts";
import { looksLikeId } from "../matching/nameOf.ts";

/** Teams' own limit for a message is 28 KB. */
export const MAX_TEXT_LENGTH = 28 * 1024;

/** Each is looked up. More devices than this are hardly talked about in one message. */
const MOST_NAMES = 200;

/** Intune cuts no name that is longer; Windows names have 15 characters. */
export const MAX_NAME_LENGTH = 64;

export interface NameInText {
  readonly name: string;
  /** Where in the text it begins. */
  readonly at: number;
  /** What stands there as a whole, where this was cut out of it. */
  readonly of?: string;
}

/**
 * Finds what may be a device's name, serial number or id in what somebody wrote, in the order of the text. The
 * likeliest are kept where there are too many: ids, then words with letters and digits. Plain words and addresses are
 * none.
 *
 * @returns at most 200, no two alike but for case; `isWhole` false where there are more. Whether they name anything
 * is for the
 *   directory to say.
 */
export function findNamesInText(text: string): {
  readonly names: readonly NameInText[];
  readonly isWhole: boolean;
} {
  const start = text.slice(0, MAX_TEXT_LENGTH);
  const found = new Map<string, NameInText & { readonly likely: number }>();
  for (const match of start.matchAll(WORD)) {
    const end = match.index + match[0].length;
    if (start[match.index - 1] === "@" || start[end] === "@") continue;
    const whole = withoutEnd(match[0].replace(/['’]s$/i, ""));
    for (const name of namesIn(whole)) {
      const likely = likelihood(name);
      const key = name.toLowerCase();
      if (likely > 0 && !found.has(key))
        found.set(key, {
          name,
          at: match.index,
          likely,
          ...(name !== whole && { of: whole }),
        });
    }
  }
  const names = [...found.values()];
  const kept = new Set(
    names.toSorted((a, b) => b.likely - a.likely).slice(0, MOST_NAMES),
  );
  return {
    names: names
      .filter((name) => kept.has(name))
      .map(({ name, at, of }) => ({
        name,
        at,
        ...(of !== undefined && { of }),
      })),
    isWhole: names.length <= MOST_NAMES && text.length <= MAX_TEXT_LENGTH,
  };
}

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}._'’-]*/gu;

/** Nearly all words are none, and only a dot can have something to be cut out. */
function namesIn(word: string): readonly string[] {
  return likelihood(word) > 0 || word.includes(".")
    ? deviceReadings(word).all.map(({ name }) => name)
    : [];
}

/** Without what a sentence puts after a name. By hand: a pattern tries a long run of such marks from each of them. */
function withoutEnd(word: string): string {
  let end = word.length;
  while (end > 0 && "._'’-".includes(word.charAt(end - 1))) end--;
  return word.slice(0, end);
}

function likelihood(name: string): number {
  if (looksLikeId(name)) return 4;
  if (name.length < 3 || name.length > MAX_NAME_LENGTH) return 0;
  const hasLetter = /\p{L}/u.test(name);
  const hasDigit = /\p{N}/u.test(name);
  if (hasLetter && hasDigit) return 3;
  if (hasLetter && /[-_]/.test(name) && /\p{Lu}/u.test(name)) return 2;
  if (!hasLetter) return /^[\p{N}-]{6,}$/u.test(name) ? 1 : 0;
  return name.length >= 4 && /^\p{Lu}+$/u.test(name) ? 1 : 0;
}
