import languages from "messages:languages";
import {
  createMessages,
  type Catalogue,
  type Messages,
} from "../../../messages/messages.ts";

/** What the pages say, and how numbers and instants are written for their reader. */
export type TabMessages = Pick<
  Messages,
  "language" | "duration" | "refusals" | "tab" | "formats"
>;

/**
 * Loads the messages of one person's language.
 *
 * @param locale as Teams gives it, "de-de"; English where Custodian does not speak the language.
 * @param timeZone an IANA name: the zone in which all instants are shown.
 */
export async function loadMessages(
  locale: string | undefined,
  timeZone: string,
): Promise<TabMessages> {
  const { language, tag } = readLocale(locale);
  const load = languages[language] ?? languages.en;
  if (!load) throw new Error("The build has no language.");
  const { default: catalogue } = await load();
  // Of the catalogue only these parts are in the bundle, and only they are said here.
  return createMessages(catalogue as Catalogue, tag, timeZone);
}

function readLocale(locale: string | undefined): {
  language: string;
  tag: string;
} {
  try {
    const { language, region } = new Intl.Locale(locale ?? "en");
    if (language in languages)
      return { language, tag: region ? `${language}-${region}` : language };
  } catch {
    // No locale; a client may give anything.
  }
  return { language: "en", tag: "en-GB" };
}
