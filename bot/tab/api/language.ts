import { messagesFor } from "../../messages/languages.ts";
import type { Messages } from "../../messages/messages.ts";

/** What is said to one reader of the tab. */
export interface Language {
  /** Sentences about proposals, devices and people, as on cards. */
  readonly cards: Messages;
  /** Those that the tab's API alone says. */
  readonly tab: Messages["tab"]["api"];
  /** What src/ has to say. */
  readonly t: Messages["t"];
}

/** @param acceptLanguage as the page sends it: the person's locale in Teams; others follow in order of preference. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const locale = acceptLanguage?.slice(0, 100).split(/[,;]/)[0]?.trim();
  const messages = messagesFor(locale);
  return { cards: messages, tab: messages.tab.api, t: messages.t };
}
