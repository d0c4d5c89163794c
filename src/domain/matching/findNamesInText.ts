import { looksLikeId } from "./nameOf.ts";

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
    for (const name of namesIn(match[0])) {
      const likely = likelihood(name);
      const key = name.toLowerCase();
      if (likely > 0 && !found.has(key))
        found.set(key, { name, at: match.index, likely });
    }
  }
  const names = [...found.values()];
  const kept = new Set(
    names.toSorted((a, b) => b.likely - a.likely).slice(0, MOST_NAMES),
  );
  return {
    names: names
      .filter((name) => kept.has(name))
      .map(({ name, at }) => ({ name, at })),
    isWhole: names.length <= MOST_NAMES && text.length <= MAX_TEXT_LENGTH,
  };
}

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}._'’-]*/gu;

/** The word without what a sentence puts after it; of a full domain name the first part, too. */
function namesIn(word: string): readonly string[] {
  const name = withoutEnd(word.replace(/['’]s$/i, ""));
  const [host = ""] = name.split(".", 1);
  return host === name ? [name] : [name, host];
}

/** By hand: a pattern tries a long run of such marks from each of them. */
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
