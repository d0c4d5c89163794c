import { english } from "../../bot/words/languages.ts";
import type { Sentence } from "../../src/domain/sentence.ts";

/** For `toEqual` and its like: a sentence that src/ says, whose English has these words in it. */
export function saying(words: string | RegExp): unknown {
  return {
    $$typeof: Symbol.for("jest.asymmetricMatcher"),
    asymmetricMatch(said: unknown): boolean {
      if (typeof said !== "object" || said === null || !("say" in said))
        return false;
      const text = english.say(said as Sentence);
      return typeof words === "string"
        ? text.includes(words)
        : words.test(text);
    },
    toString: () => "Saying",
    getExpectedType: () => "Sentence",
    toAsymmetricMatcher: () => `Saying<${words}>`,
  };
}
