import { readLanguages, readScopes, writeChannels } from "./channelFields.ts";
import type { FormFaults, FormTexts } from "./formText.ts";
import {
  isLeadField,
  readLeads,
  writeLeads,
  type NewLead,
} from "./leadFields.ts";
import { FIELD_IDS, settingsFields } from "./settingsFields.ts";
import type { SettingValues } from "./settings.ts";
import type { ChannelId } from "../channels/channel.ts";
import type { Message } from "../message.ts";

/** What a form says, before the people in it are looked up. */
export interface ReadForm {
  readonly values: SettingValues;
  readonly faults: FormFaults;
  /** Leads that are not those stored already: whose, by which name or object id, and the field to blame. */
  readonly newLeads: readonly NewLead[];
}

/**
 * Reads a form over the settings it was made from. Whatever names no field of these settings is passed over.
 *
 * @param channels those in use: the form may give each a scope.
 */
export function readForm(
  texts: FormTexts,
  current: SettingValues,
  channels: readonly ChannelId[],
): ReadForm {
  const faults: Record<string, Message[]> = {};
  const blame = (field: string, ...found: readonly Message[]) => {
    if (found.length > 0) (faults[field] ??= []).push(...found);
  };
  const text = (field: string): string | undefined =>
    Object.hasOwn(texts, field) ? texts[field] : undefined;

  let values = current;
  for (const id of FIELD_IDS) {
    const given = text(id);
    if (given !== undefined)
      values = settingsFields[id].read(given, values, (fault) =>
        blame(id, fault),
      );
  }
  const leads = readLeads(text, current, values.stagingAccounts, blame);
  return {
    values: {
      ...values,
      channelScopes: readScopes(text, current.channelScopes, channels, blame),
      channelLanguages: readLanguages(
        text,
        current.channelLanguages,
        channels,
        blame,
      ),
      stagingLeads: leads.kept,
    },
    newLeads: leads.changed,
    faults,
  };
}

/** What stands in each field of a form of these settings. */
export function writeForm(
  values: SettingValues,
  channels: readonly ChannelId[],
): FormTexts {
  return {
    ...Object.fromEntries(
      FIELD_IDS.map((id) => [id, settingsFields[id].write(values)]),
    ),
    ...writeLeads(values),
    ...writeChannels(values, channels),
  };
}

/**
 * What somebody typed themselves: without the fields that still say what the form was made with, so that those follow
 * whatever another person stored meanwhile.
 *
 * @param shown what the form was made with.
 */
export function typedInto(texts: FormTexts, shown: FormTexts): FormTexts {
  return Object.fromEntries(
    Object.entries(texts).filter(([id, text]) => {
      // A client may draw a picker empty though a person stands in it; see `readLeads`.
      if (isLeadField(id) && folded(text) === "") return false;
      const was = Object.hasOwn(shown, id) ? shown[id] : undefined;
      return was === undefined || folded(text) !== folded(was);
    }),
  );
}

/** The fields that differ. Leads are written in two ways, and a form shows one of them: a lead that differs is both. */
export function fieldsChanged(
  before: FormTexts,
  after: FormTexts,
): readonly string[] {
  return Object.keys(after).filter(
    (id) => folded(before[id] ?? "") !== folded(after[id] ?? ""),
  );
}

/** Clients send lines as they like, and a number as it was typed. */
function folded(text: string): string {
  return text.replace(/\r\n?/g, "\n").trim();
}
