import { de } from "./de.ts";
import { en } from "./en.ts";
import { createWords, type Catalogue, type Words } from "./words.ts";

/** Every language Custodian speaks. Another one is its file and a line here. */
export const catalogues = { en, de } as const satisfies Readonly<
  Record<string, Catalogue>
>;

export type Language = keyof typeof catalogues;

export const LANGUAGES = Object.keys(catalogues) as readonly Language[];

/** How dates and numbers are written where nobody's region is known. */
const DEFAULT_LOCALE: Readonly<Record<Language, string>> = {
  en: "en-GB",
  de: "de-DE",
};

const known = new Map<string, Words>();
/** Locales come from clients, who may name any. */
const MOST_KNOWN = 100;

/** The words of a language: for what many people read. */
export function wordsOf(language: Language): Words {
  return wordsIn(language, DEFAULT_LOCALE[language]);
}

/** For whom no other language is known. */
export const english: Words = wordsOf("en");

/**
 * The words for one person.
 *
 * @param locale as a client gives it: "de-AT"; a language Custodian does not speak, or nothing, is English.
 */
export function wordsFor(locale: string | null | undefined): Words {
  const tag = readLocale(locale);
  if (tag === null) return wordsOf("en");
  const language = LANGUAGES.find((l) => l === tag.language);
  if (language === undefined) return wordsOf("en");
  // A bare language says nothing of a region.
  if (tag.region === undefined) return wordsOf(language);
  return wordsIn(language, `${language}-${tag.region}`);
}

function readLocale(locale: string | null | undefined): Intl.Locale | null {
  if (!locale) return null;
  try {
    return new Intl.Locale(locale);
  } catch {
    return null;
  }
}

function wordsIn(language: Language, locale: string): Words {
  let words = known.get(locale);
  if (!words) {
    words = createWords(catalogues[language], locale);
    const [oldest] = known.keys();
    if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
    known.set(locale, words);
  }
  return words;
}
