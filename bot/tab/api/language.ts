import { wordsFor } from "../../words/languages.ts";
import type { Words } from "../../words/words.ts";

/** What is said to one reader of the tab. */
export interface Language {
  /** Sentences about proposals, devices and people, as on cards. */
  readonly cards: Words;
  /** Those that the tab's API alone says. */
  readonly tab: Words["tab"]["api"];
  /** What src/ has to say. */
  readonly say: Words["say"];
}

/** @param acceptLanguage as the page sends it: the person's locale in Teams; others follow in order of preference. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const locale = acceptLanguage?.slice(0, 100).split(/[,;]/)[0]?.trim();
  const words = wordsFor(locale);
  return { cards: words, tab: words.tab.api, say: words.say };
}
