import type {
  ChannelNames,
  ChosenChannel,
} from "../../../src/domain/channels/channel.ts";
import type { SettingField } from "../../../src/domain/settings/settingField.ts";
import {
  defaultOf,
  fieldNamed,
  settingsFields,
  type FieldId,
} from "../../../src/domain/settings/settingsFields.ts";
import type { SectionName } from "../../../src/domain/settings/settingsSections.ts";
import type { LastChange } from "../../../src/domain/settings/lastChanges.ts";
import type { SettingsPage } from "../../../src/domain/settings/settingsChange.ts";
import { asText } from "../../text/asText.ts";
import type { Messages } from "../../messages/messages.ts";

/** What a field does, in which range, and what it is where nobody set it. */
export function helpOf(id: FieldId, { settings }: Messages): string {
  return [settings.help[id], rangeOf(id, settings)].filter(Boolean).join(" ");
}

/** The range and the default alone, for where there's no room for more. */
export function rangeOf(id: FieldId, settings: Messages["settings"]): string {
  const { input }: SettingField = settingsFields[id];
  const usual = defaultOf(id);
  const value =
    input.kind === "choice"
      ? choicesOf(id, settings).find((one) => one.value === usual)?.titleText
      : usual;
  return [
    input.kind === "number" &&
      settings.range({ least: input.least, most: input.most }),
    value && settings.default({ value }),
  ]
    .filter(Boolean)
    .join(" ");
}

/** What can be chosen in a field, as people call it. */
export function choicesOf(
  id: FieldId,
  { choices }: Messages["settings"],
): readonly { readonly titleText: string; readonly value: string }[] {
  if (!Object.hasOwn(choices, id)) return [];
  const titles = choices[id as keyof typeof choices];
  return Object.entries(titles).map(([value, titleText]) => ({
    titleText,
    value,
  }));
}

/** What stands in an empty field. */
export function hintOf(id: FieldId, { hints }: Messages["settings"]): string {
  const { input }: SettingField = settingsFields[id];
  switch (input.kind) {
    case "list":
      return hints[input.entries];
    case "text":
      return hints.workingHours;
    case "group":
      return hints.groupId;
    case "number":
    case "choice":
      return "";
  }
}

/** What stands at the beginning of a section; empty for nothing. */
export function noteOfSection(
  name: SectionName,
  { channels }: Pick<SettingsPage, "channels">,
  { settings }: Messages,
): string {
  switch (name) {
    case "exclusions":
      return settings.exclusionsNote;
    case "channels":
      return channels.length === 0
        ? settings.noChannels
        : settings.channelsNote;
    case "people":
    case "affinity":
    case "staging":
    case "proposals":
    case "times":
      return "";
  }
}

/** A value as people read it: what was chosen by its title, a list in one line. */
export function sayValue(
  id: string,
  text: string,
  { settings }: Messages,
): string {
  const field = fieldNamed(id);
  const chosen =
    field &&
    choicesOf(field, settings).find(({ value }) => value === text)?.titleText;
  return chosen ?? text.split("\n").join(", ");
}

/** A team and its channel; null where Teams has not said what they are called. */
export function sayChannel(
  names: ChannelNames | null,
  { settings }: Messages,
): string | null {
  if (names === null) return null;
  const channel = names.channel ?? settings.generalChannel;
  return names.team === null
    ? channel
    : settings.channelName({ team: names.team, channel });
}

/** What a channel is called, or its id. */
export function nameOfChannel(
  id: string,
  chosen: readonly Pick<ChosenChannel, "id" | "names">[],
  messages: Messages,
): string {
  const found = chosen.find((one) => one.id === id);
  return sayChannel(found?.names ?? null, messages) ?? id;
}

/** Who stored these settings, and when. */
export function sayLastChange(
  { lastChange, names }: Pick<SettingsPage, "lastChange" | "names">,
  messages: Messages,
): string {
  const { settings, formats } = messages;
  const time = formats.dateTime(lastChange.at);
  return lastChange.by === null
    ? settings.changedByEnvironment({ time })
    : settings.changedLast({ who: sayWho(lastChange, names, messages), time });
}

/** The name of whoever changed something, where it is known. */
export function sayWho(
  { by }: LastChange,
  names: SettingsPage["names"],
  { settings }: Messages,
): string {
  const name = by !== null && Object.hasOwn(names, by) ? names[by] : undefined;
  return name === undefined ? settings.someone : asText(name, 100);
}
