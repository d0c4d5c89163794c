import {
  MAX_NAME_LENGTH,
  MAX_TEXT_LENGTH,
  type NameInText,
} from "./findNamesInText.ts";

/** Each is looked up, in one query of some 30 ms. Enough for the runs of 200 words. */
const MOST_RUNS = 2_000;

/** "System Serial Number", "Front desk left of the door". */
const MOST_WORDS = 6;

/**
 * Lists what may be a name because a directory could have it, however unlikely a name it is: up to six neighbouring
 * words, and words with signs in them, both as they stand and without the punctuation around them. Plain words,
 * numbers and addresses alone are none.
 *
 * @returns `isWhole` false where the text has more of them than are listed.
 */
export function findRunsInText(text: string): {
  readonly runs: readonly NameInText[];
  readonly isWhole: boolean;
} {
  const start = text.slice(0, MAX_TEXT_LENGTH);
  const runs = new Map<string, NameInText>();
  for (const { index: lineAt, 0: line } of start.matchAll(/[^\n]+/g)) {
    const words = [...line.matchAll(/\S+/g)];
    for (const [i, { index: from }] of words.entries()) {
      for (const word of words.slice(i, i + MOST_WORDS)) {
        const run = line.slice(from, word.index + word[0].length);
        if (run.length > 2 * MAX_NAME_LENGTH) break;
        if (run === word[0] && !isOddWord(run)) continue;
        for (const name of variantsOf(run)) {
          if (runs.has(name)) continue;
          if (runs.size === MOST_RUNS)
            return { runs: [...runs.values()], isWhole: false };
          runs.set(name, { name, at: lineAt + from });
        }
      }
    }
  }
  return {
    runs: [...runs.values()],
    isWhole: text.length <= MAX_TEXT_LENGTH,
  };
}

/** With a sign that is neither a sentence's nor an address's. */
function isOddWord(word: string): boolean {
  return /[^\p{L}\p{M}\p{N}.,;:!?'’"“”()@/]/u.test(word) && !word.includes("@");
}

/** As it stands, without what a sentence puts around it, and without any sign around it. */
function variantsOf(run: string): ReadonlySet<string> {
  const inSentence = run
    .replace(/^["'“„(]+/, "")
    .replace(/["'”“.,;:!?)]{1,9}$/, "");
  const bare = trimmed(run);
  return new Set(
    [run, inSentence, bare, bare.replace(/['’]s$/, "")].filter(
      (name) =>
        name.length <= MAX_NAME_LENGTH &&
        (/\s/.test(name) || isOddWord(name)) &&
        name.length > 1,
    ),
  );
}

function trimmed(run: string): string {
  const characters = [...run];
  const isInside = (character: string) => /[\p{L}\p{N}]/u.test(character);
  const from = characters.findIndex(isInside);
  return characters
    .slice(Math.max(0, from), characters.findLastIndex(isInside) + 1)
    .join("");
}
