import type {
  ChannelId,
  ChosenChannel,
} from "../../../src/domain/channels/channel.ts";
import {
  DEFAULT_LANGUAGE,
  languageField,
  scopeField,
} from "../../../src/domain/settings/channelFields.ts";
import { shareOf } from "../../../src/domain/settings/channelScope.ts";
import type { EnvironmentValue } from "../../../src/domain/settings/environment.ts";
import type { FormTexts } from "../../../src/domain/settings/formText.ts";
import type { LastChange } from "../../../src/domain/settings/lastChanges.ts";
import {
  accountsWithLead,
  leadField,
  LEADS_FIELD,
  NO_LEAD,
} from "../../../src/domain/settings/leadFields.ts";
import type { SettingField } from "../../../src/domain/settings/settingField.ts";
import {
  FIELD_IDS,
  settingsFields,
  type FieldId,
} from "../../../src/domain/settings/settingsFields.ts";
import { writeForm } from "../../../src/domain/settings/settingsForm.ts";
import type { SettingsPage } from "../../../src/domain/settings/settingsChange.ts";
import {
  SECTIONS,
  type SectionName,
} from "../../../src/domain/settings/settingsSections.ts";
import {
  choicesOf,
  helpOf,
  hintOf,
  noteOfSection,
  sayChannel,
  sayValue,
  sayWho,
} from "../../cards/settings/fieldTexts.ts";
import { sayReading } from "../../cards/settings/tableFields.ts";
import { LANGUAGES, messagesOf } from "../../messages/languages.ts";
import type { Messages } from "../../messages/messages.ts";
import type {
  SettingsChanged,
  SettingsField,
  SettingsGroup,
  SettingsView,
} from "./shapes.ts";
import { plain, toInstant } from "./summary.ts";

interface Drawing {
  readonly page: SettingsPage;
  /** What stands in each field. */
  readonly texts: FormTexts;
  readonly messages: Messages;
}

/** The settings as the page draws them, from the table that the card has, too. */
export function toSettingsView(
  page: SettingsPage,
  environment: readonly EnvironmentValue[],
  messages: Messages,
): SettingsView {
  const texts = writeForm(page.values, page.channels);
  const drawing = { page, texts, messages };
  return {
    version: page.version,
    sections: SECTIONS.map((id) => ({
      id,
      title: messages.settings.sections[id],
      note: noteOfSection(id, page, messages),
      groups: [tableGroup(id, drawing), ...groupsBeside(id, drawing)].filter(
        ({ fields, channel }) => fields.length > 0 || channel !== null,
      ),
    })),
    environment,
  };
}

/** Who did it: whoever it was is said even where their name is not known. */
export function toChanged(
  change: LastChange,
  names: SettingsPage["names"],
  messages: Messages,
): SettingsChanged {
  return {
    who: sayWho(change, names, messages),
    at: change.at.toISOString(),
  };
}

/** What stands now in fields that somebody else changed, in words. */
export function sayMeanwhile(
  meanwhile: FormTexts,
  { sections }: SettingsView,
  messages: Messages,
): Readonly<Record<string, string>> {
  const fields = sections.flatMap(({ groups }) =>
    groups.flatMap((group) => group.fields),
  );
  return Object.fromEntries(
    Object.entries(meanwhile).map(([id, text]) => {
      const input = fields.find((field) => field.id === id)?.input;
      const title =
        input?.kind === "choice"
          ? input.options.find(({ value }) => value === text)?.title
          : undefined;
      return [id, title ?? sayValue(id, text, messages)];
    }),
  );
}

function tableGroup(section: SectionName, drawing: Drawing): SettingsGroup {
  return {
    id: section,
    title: null,
    help: "",
    channel: null,
    changed: null,
    fields: FIELD_IDS.filter(
      (id) => settingsFields[id].section === section,
    ).map((id) => tableField(id, drawing)),
  };
}

function tableField(id: FieldId, { page, texts, messages }: Drawing) {
  const { setting, variable, input }: SettingField = settingsFields[id];
  const value = texts[id] ?? "";
  return {
    id,
    label: messages.settings.labels[id],
    help: helpOf(id, messages),
    hint: hintOf(id, messages.settings),
    value,
    input: toInput(id, input, messages),
    note:
      input.kind === "group" && value !== ""
        ? sayReading(id, page, messages)
        : "",
    changed: changedBySomebody(id, page, messages),
    follows: page.changedByAdmins.includes(setting) ? null : variable,
  } satisfies SettingsField;
}

function toInput(
  id: FieldId,
  { kind }: SettingField["input"],
  { settings }: Messages,
): SettingsField["input"] {
  switch (kind) {
    case "number":
    case "text":
    case "list":
      return { kind };
    case "group":
      return { kind: "text" };
    case "choice":
      return {
        kind,
        options: choicesOf(id, settings).map(({ value, titleText }) => ({
          value,
          title: titleText,
        })),
      };
  }
}

/** The groups that come and go with accounts and channels. */
function groupsBeside(
  section: SectionName,
  drawing: Drawing,
): readonly SettingsGroup[] {
  switch (section) {
    case "staging":
      return [leadGroup(drawing)];
    case "channels":
      return drawing.page.chosen.map((chosen) => channelGroup(chosen, drawing));
    case "people":
    case "affinity":
    case "exclusions":
    case "proposals":
    case "times":
      return [];
  }
}

function leadGroup({ page, texts, messages }: Drawing): SettingsGroup {
  const { labels, help, leadOfRest, noLead, noLeadForRest } = messages.settings;
  return {
    id: LEADS_FIELD,
    title: labels.stagingLeads,
    help: help.stagingLeads,
    channel: null,
    changed: changedBySomebody(LEADS_FIELD, page, messages),
    fields: [...accountsWithLead(page.values), "*"].map((account) => {
      const id = leadField(account);
      return {
        id,
        label: account === "*" ? leadOfRest : plain(account),
        help: "",
        hint: "",
        value: texts[id] || NO_LEAD,
        input: {
          kind: "person" as const,
          nobody: {
            value: NO_LEAD,
            title: account === "*" ? noLeadForRest : noLead,
          },
        },
        note: "",
        changed: null,
        follows: null,
      };
    }),
  };
}

function channelGroup(
  { id, names, lostAt, chosenBy, chosenAt }: ChosenChannel,
  drawing: Drawing,
): SettingsGroup {
  const { page, messages } = drawing;
  const isInUse = page.channels.includes(id);
  return {
    id,
    title: plain(sayChannel(names, messages) ?? id),
    help: "",
    channel: {
      id,
      share: isInUse
        ? messages.settings.share[
            shareOf(id, page.channels, page.values.channelScopes)
          ]
        : null,
      lostAt: toInstant(lostAt),
      chosenBy: sayWho({ by: chosenBy, at: chosenAt }, page.names, messages),
      chosenAt: chosenAt.toISOString(),
    },
    changed: null,
    fields: isInUse ? channelFields(id, drawing) : [],
  };
}

function channelFields(
  channelId: ChannelId,
  { page, texts, messages }: Drawing,
): readonly SettingsField[] {
  const { labels, help, hints } = messages.settings;
  const field = (
    id: string,
    name: "categories" | "prefixes" | "language",
    input: SettingsField["input"],
  ): SettingsField => ({
    id,
    label: labels[name],
    help: help[name],
    hint: name === "language" ? "" : hints.names,
    value: texts[id] ?? "",
    input,
    note: "",
    changed: changedBySomebody(id, page, messages),
    follows: null,
  });
  const language = field(languageField(channelId), "language", {
    kind: "choice",
    options: LANGUAGES.map((value) => ({
      value,
      title: messagesOf(value).languageName,
    })),
  });
  return [
    field(scopeField("categories", channelId), "categories", { kind: "list" }),
    field(scopeField("prefixes", channelId), "prefixes", { kind: "list" }),
    // A language that is not spoken any more is English.
    LANGUAGES.some((one) => one === language.value)
      ? language
      : { ...language, value: DEFAULT_LANGUAGE },
  ];
}

/** Null for what only the environment said. */
function changedBySomebody(
  id: string,
  { lastChanges, names }: SettingsPage,
  messages: Messages,
): SettingsChanged | null {
  const change = Object.hasOwn(lastChanges, id) ? lastChanges[id] : undefined;
  return change === undefined || change.by === null
    ? null
    : toChanged(change, names, messages);
}
