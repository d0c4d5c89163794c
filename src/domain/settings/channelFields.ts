import {
  cost,
  linesOf,
  TOO_LONG,
  type Blame,
  type FormTexts,
  type TextOf,
} from "./formText.ts";
import { shortHash } from "./leadFields.ts";
import type { ChannelScope, SettingValues } from "./settings.ts";
import type { ChannelId } from "../channels/channel.ts";
import { message, type Message } from "../message.ts";

export const MOST_SCOPE_CHARACTERS = 500;

const MOST_IN_SCOPE = 20;
const LONGEST_NAME = 100;

/** What a channel that is not listed speaks. */
export const DEFAULT_LANGUAGE = "en";

export function scopeField(
  kind: "categories" | "prefixes",
  channelId: string,
): string {
  return `${kind}-${shortHash(channelId)}`;
}

/** The form's field for the language of one channel. */
export function languageField(channelId: string): string {
  return `language-${shortHash(channelId)}`;
}

/** What stands in the fields of channels. */
export function writeChannels(
  { channelScopes, channelLanguages }: SettingValues,
  channels: readonly ChannelId[],
): FormTexts {
  return Object.fromEntries(
    channels.flatMap((id) => [
      [
        scopeField("categories", id),
        (channelScopes[id]?.categories ?? []).join("\n"),
      ],
      [
        scopeField("prefixes", id),
        (channelScopes[id]?.namePrefixes ?? []).join("\n"),
      ],
      [languageField(id), channelLanguages[id] ?? DEFAULT_LANGUAGE],
    ]),
  );
}

/** Which devices each channel in use takes, as a form says it; one that is not in use keeps what it had. */
export function readScopes(
  text: TextOf,
  current: SettingValues["channelScopes"],
  channels: readonly ChannelId[],
  blame: Blame,
): SettingValues["channelScopes"] {
  const scopes = new Map<string, ChannelScope>(Object.entries(current));
  for (const id of channels) {
    const before = scopes.get(id);
    const names = (kind: "categories" | "prefixes", was: readonly string[]) => {
      const field = scopeField(kind, id);
      const given = text(field);
      return given === undefined
        ? was
        : readNames(given, (fault) => blame(field, fault));
    };
    const scope = {
      categories: names("categories", before?.categories ?? []),
      namePrefixes: names("prefixes", before?.namePrefixes ?? []),
    };
    if (scope.categories.length + scope.namePrefixes.length > 0)
      scopes.set(id, scope);
    else scopes.delete(id);
  }
  return Object.fromEntries(scopes);
}

/** Whether it is a language that is spoken is for whoever speaks: of another, cards are English. */
export function readLanguages(
  text: TextOf,
  current: SettingValues["channelLanguages"],
  channels: readonly ChannelId[],
  blame: Blame,
): SettingValues["channelLanguages"] {
  const languages = new Map(Object.entries(current));
  for (const id of channels) {
    const field = languageField(id);
    const given = text(field)?.trim();
    if (given === undefined) continue;
    if (given === DEFAULT_LANGUAGE || given === "") languages.delete(id);
    else if (/^[a-z]{2,3}$/.test(given)) languages.set(id, given);
    else blame(field, message("setting.not-offered"));
  }
  return Object.fromEntries(languages);
}

/** One a line: a category may hold a comma. */
function readNames(
  text: string,
  blame: (fault: Message) => void,
): readonly string[] {
  const names = new Map(
    linesOf(text).map((line) => [line.normalize("NFC").toLowerCase(), line]),
  );
  const list = [...names.values()];
  if (list.length > MOST_IN_SCOPE)
    blame(message("setting.most-entries", { most: MOST_IN_SCOPE }));
  else if (list.some((name) => name.length > LONGEST_NAME))
    blame(message("setting.longest-entry", { most: LONGEST_NAME }));
  else if (cost(list.join("\n")) > MOST_SCOPE_CHARACTERS) blame(TOO_LONG);
  return list;
}
