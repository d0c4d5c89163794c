import { IntlMessageFormat } from "intl-messageformat";
import type {
  Message,
  MessageName,
  MessageValues,
  StoredMessage,
} from "../../src/domain/message.ts";
import type { en } from "./en.ts";
import { createFormats, type Formats } from "./formats.ts";

/** What may stand for a placeholder. Text from outside is inserted, never parsed. */
type Value = string | number | Date;

/**
 * The names of an ICU message's placeholders: what follows a `{`, up to `,` or `}`, and is one word in lower case. So
 * a branch of a plural needs a blank or a capital in its text, lest it be taken for a placeholder.
 */
type Placeholder<Text> = Text extends `${string}{${infer Rest}`
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

/**
 * The messages of a catalogue, ready for use: a text, or for one with placeholders a function of what they stand for.
 */
type Formatted<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends string
    ? [Placeholder<Texts[Key]>] extends [never]
      ? string
      : (values: Readonly<Record<Placeholder<Texts[Key]>, Value>>) => string
    : Formatted<Texts[Key]>;
};

type Translated<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends string
    ? string
    : Translated<Texts[Key]>;
};

/** A language: every message of the English catalogue, in ICU message format. */
export type Catalogue = Translated<typeof en>;

/** All that is said in one language, and how it writes numbers, dates and lists. */
export type Messages = Formatted<typeof en> & {
  readonly formats: Formats;
  /** What src/ has to say. An earlier version stored it in English, which stays as it is. */
  readonly t: (message: StoredMessage) => string;
};

/** Has to be `never`: a sentence that has no message, or one with a placeholder for which src/ gives nothing. */
export type UnmatchedMessage = {
  [Name in MessageName]: Name extends keyof Written
    ? Exclude<
        Placeholder<Written[Name]>,
        keyof NonNullable<MessageValues[Name]>
      >
    : Name;
}[MessageName];
type Written = (typeof en)["named"];

/**
 * @param locale a BCP 47 tag of the catalogue's language, which may name a region: "en-US", "de-CH".
 * @param timeZone an IANA name; UTC unless given.
 * @throws {SyntaxError} at once or when it is first said: a message that is no ICU message.
 */
export function createMessages(
  catalogue: Catalogue,
  locale: string,
  timeZone?: string,
): Messages {
  const formatted = compile(catalogue, locale) as Formatted<typeof en>;
  const t = (message: StoredMessage): string => {
    if (typeof message === "string") return message;
    const format: Formatter = formatted.named[message.say];
    return typeof format === "string"
      ? format
      : format(formatInside(message.values));
  };
  const formatInside = (values: Message["values"]) =>
    Object.fromEntries(
      Object.entries(values ?? {}).map(([name, value]) => [
        name,
        typeof value === "object" ? t(value) : value,
      ]),
    );
  return {
    ...formatted,
    formats: createFormats(formatted, locale, timeZone),
    t,
  };
}

type Formatter = string | ((values: Readonly<Record<string, Value>>) => string);

interface Texts {
  readonly [key: string]: string | Texts;
}

function compile(messages: Texts, locale: string): object {
  return Object.fromEntries(
    Object.entries(messages).map(([key, message]) => [
      key,
      typeof message === "string"
        ? createFormatter(message, locale)
        : compile(message, locale),
    ]),
  );
}

function createFormatter(message: string, locale: string): Formatter {
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
