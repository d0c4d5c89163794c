import { english } from "../../bot/messages/languages.ts";
import type { Message } from "../../src/domain/message.ts";

/** For `toEqual` and its like: a sentence that src/ says, whose English has these words in it. */
export function saying(words: string | RegExp): unknown {
  return {
    $$typeof: Symbol.for("jest.asymmetricMatcher"),
    asymmetricMatch(said: unknown): boolean {
      if (typeof said !== "object" || said === null || !("say" in said))
        return false;
      const text = english.t(said as Message);
      return typeof words === "string"
        ? text.includes(words)
        : words.test(text);
    },
    toString: () => "Saying",
    getExpectedType: () => "Sentence",
    toAsymmetricMatcher: () => `Saying<${words}>`,
  };
}
