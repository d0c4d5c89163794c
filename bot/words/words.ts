import { IntlMessageFormat } from "intl-messageformat";
import type {
  Sentence,
  SentenceName,
  Sentences,
  StoredSentence,
} from "../../src/domain/sentence.ts";
import type { en } from "./en.ts";
import { createFormats, type Formats } from "./formats.ts";

/** What may stand for a placeholder. Text from outside is inserted, never parsed. */
export type Value = string | number | Date;

/**
 * The names of an ICU message's placeholders: what follows a `{`, up to `,` or `}`, and is one word in lower case. So a branch
 * of a plural needs a blank or a capital in its text, lest it be taken for a placeholder.
 */
type Placeholder<Message> = Message extends `${string}{${infer Rest}`
  ? First<Rest> | Placeholder<Rest>
  : never;
type First<Rest> = Rest extends `${infer Inside}}${string}`
  ? Inside extends `${infer Name},${string}`
    ? OneWord<Name>
    : OneWord<Inside>
  : never;
type OneWord<Text extends string> = Text extends
  `${string} ${string}` | Capitalize<Text>
  ? never
  : Text;

/** The messages of a catalogue, ready to be said: a text, or for one with placeholders a function of what they stand for. */
type Spoken<Messages> = {
  readonly [Key in keyof Messages]: Messages[Key] extends string
    ? [Placeholder<Messages[Key]>] extends [never]
      ? string
      : (values: Readonly<Record<Placeholder<Messages[Key]>, Value>>) => string
    : Spoken<Messages[Key]>;
};

type Translated<Messages> = {
  readonly [Key in keyof Messages]: Messages[Key] extends string
    ? string
    : Translated<Messages[Key]>;
};

/** A language: every message of the English catalogue, in ICU message format. */
export type Catalogue = Translated<typeof en>;

/** All that is said in one language, and how it writes numbers, dates and lists. */
export type Words = Spoken<typeof en> & {
  readonly formats: Formats;
  /** What src/ has to say. An earlier version stored it in English, which stays as it is. */
  readonly say: (sentence: StoredSentence) => string;
};

/** Has to be `never`: a sentence that has no message, or one with a placeholder for which src/ gives nothing. */
export type Unsayable = {
  [Name in SentenceName]: Name extends keyof Written
    ? Exclude<Placeholder<Written[Name]>, keyof NonNullable<Sentences[Name]>>
    : Name;
}[SentenceName];
type Written = (typeof en)["sentences"];

/**
 * @param locale a BCP 47 tag of the catalogue's language, which may name a region: "en-US", "de-CH".
 * @param timeZone an IANA name; UTC unless given.
 * @throws {SyntaxError} at once or when it is first said: a message that is no ICU message.
 */
export function createWords(
  catalogue: Catalogue,
  locale: string,
  timeZone?: string,
): Words {
  const spoken = speak(catalogue, locale) as Spoken<typeof en>;
  const say = (sentence: StoredSentence): string => {
    if (typeof sentence === "string") return sentence;
    const message: Sayer = spoken.sentences[sentence.say];
    return typeof message === "string"
      ? message
      : message(sayInside(sentence.values));
  };
  const sayInside = (values: Sentence["values"]) =>
    Object.fromEntries(
      Object.entries(values ?? {}).map(([name, value]) => [
        name,
        typeof value === "object" ? say(value) : value,
      ]),
    );
  return { ...spoken, formats: createFormats(spoken, locale, timeZone), say };
}

type Sayer = string | ((values: Readonly<Record<string, Value>>) => string);

interface Messages {
  readonly [key: string]: string | Messages;
}

function speak(messages: Messages, locale: string): object {
  return Object.fromEntries(
    Object.entries(messages).map(([key, message]) => [
      key,
      typeof message === "string"
        ? sayer(message, locale)
        : speak(message, locale),
    ]),
  );
}

function sayer(message: string, locale: string): Sayer {
  if (!message.includes("{")) return message;
  let format: IntlMessageFormat | undefined;
  return (values) => {
    format ??= new IntlMessageFormat(message, locale, undefined, {
      // A `<` is a character like any other.
      ignoreTag: true,
    });
    return String(format.format({ ...values }));
  };
}
