import { de } from "./de.ts";
import { en } from "./en.ts";
import { createMessages, type Catalogue, type Messages } from "./messages.ts";

/** Every language Custodian speaks. Another one is its file and a line here. */
export const catalogues = { en, de } as const satisfies Readonly<
  Record<string, Catalogue>
>;

type Language = keyof typeof catalogues;

export const LANGUAGES = Object.keys(catalogues) as readonly Language[];

/** How dates and numbers are written where nobody's region is known. */
const DEFAULT_LOCALE: Readonly<Record<Language, string>> = {
  en: "en-GB",
  de: "de-DE",
};

const known = new Map<string, Messages>();
/** Locales come from clients, who may name any. */
const MOST_KNOWN = 100;

/** The messages of a language: for what many people read. */
export function messagesOf(language: Language): Messages {
  return messagesIn(language, DEFAULT_LOCALE[language]);
}

/** For whom no other language is known. */
export const english: Messages = messagesOf("en");

/**
 * The messages for one person.
 *
 * @param locale as a client gives it: "de-AT"; a language Custodian does not speak, or nothing, is English.
 */
export function messagesFor(locale: string | null | undefined): Messages {
  const tag = readLocale(locale);
  if (tag === null) return messagesOf("en");
  const language = LANGUAGES.find((l) => l === tag.language);
  if (language === undefined) return messagesOf("en");
  // A bare language says nothing of a region.
  if (tag.region === undefined) return messagesOf(language);
  return messagesIn(language, `${language}-${tag.region}`);
}

function readLocale(locale: string | null | undefined): Intl.Locale | null {
  if (!locale) return null;
  try {
    return new Intl.Locale(locale);
  } catch {
    return null;
  }
}

function messagesIn(language: Language, locale: string): Messages {
  let messages = known.get(locale);
  if (!messages) {
    messages = createMessages(catalogues[language], locale);
    const [oldest] = known.keys();
    if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
    known.set(locale, messages);
  }
  return messages;
}
