import type {
  SettingsChangeResult,
  GroupReading,
  SettingsPage,
} from "../../src/domain/settings/settingsChange.ts";
import type { ExcludedKind } from "../../src/domain/settings/exclusions.ts";
import { shareOf } from "../../src/domain/settings/channelScope.ts";
import type { NUMBER_FIELDS } from "../../src/domain/settings/settingsForm.ts";
import {
  accountsWithLead,
  cost,
  languageField,
  leadField,
  MOST_CHARACTERS,
  NO_LEAD,
  scopeField,
  writePairs,
  type FormFaults,
  type FormTexts,
} from "../../src/domain/settings/settingsForm.ts";
import { asText } from "../text/asText.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { tones, type Tone } from "./parts/tone.ts";
import { english, LANGUAGES, messagesOf } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

/** What a form shows beside the settings. */
export interface SettingsFormState {
  /** What became of the form that was sent last. */
  readonly after?: Exclude<SettingsChangeResult, { kind: "refused" }>;
  /** What was typed, where it is to be mended. */
  readonly texts?: FormTexts;
}

export interface SettingsFormOptions extends SettingsFormState {
  /** A dialog's form sends `task/submit`; a card's is an Action.Execute. */
  readonly as: "dialog" | "card";
  /** The channel from which it was opened. */
  readonly hereId?: string;
  readonly messages?: Messages;
}

/** Teams counts UTF-16 and takes 28 KB; some of it is the message around the card. */
const MOST_BYTES = 27 * 1024;

/** With more accounts than this, a picker each would be a long way down on a phone. */
const MOST_PICKERS = 15;

type ListField =
  | "stagingAccounts"
  | "stagingLeads"
  | "technicians"
  | "pairedAccounts"
  | "userDomains"
  | "excludedDevices"
  | "excludedUsers";

/** Of the faults of what a form does not show: only a sender of their own making has more. */
const MOST_ELSEWHERE = 3;

const FAULT_LENGTH = 200;

/** What of the settings a form shows. */
interface Extent {
  readonly leadsAsText: boolean;
  readonly channels: number;
  readonly left: ReadonlySet<ListField>;
}

/**
 * The form of the settings, as large as fits: a person picker for each lead where these are few, and lines of text
 * otherwise. A list that is longer than a form can be is counted instead, and saving leaves it as it is.
 */
export function renderSettings(
  page: SettingsPage,
  options: SettingsFormOptions,
): RenderedCard {
  let last: RenderedCard | null = null;
  for (const extent of extentsOf(page)) {
    last = render(page, options, extent);
    if (sizeOf(last) <= MOST_BYTES) return last;
  }
  if (!last) throw new Error("A form has no extent");
  return last;
}

/** The button that opens the dialog, for where everybody reads along. */
export function renderSettingsLink(messages: Messages = english): RenderedCard {
  return fillTemplate("settingsLink", {
    messages: messages.labels,
    summary: messages.settings.summary,
    intro: messages.settings.linkIntro,
  });
}

/** One line for the end of a dialog. */
export function describeSaved(
  result: Extract<SettingsChangeResult, { kind: "saved" | "unchanged" }>,
  messages: Messages = english,
): string {
  return describeAfter(result, messages).join(" ");
}

/** From the whole to the least, as far as these settings need it. */
function* extentsOf({ values, channels }: SettingsPage): Generator<Extent> {
  const tooLong = new Set<ListField>(
    (Object.keys(LISTS) as ListField[]).filter(
      (field) => cost(textOf(field, values)) > MOST_CHARACTERS[field],
    ),
  );
  const all = { channels: channels.length, left: tooLong };
  if (accountsWithLead(values).length <= MOST_PICKERS)
    yield { ...all, leadsAsText: false };
  for (let shown = channels.length; shown > 0; shown = Math.floor(shown * 0.6))
    yield { ...all, leadsAsText: true, channels: shown };
  const left = new Set<ListField>(tooLong);
  for (const field of Object.keys(LISTS) as ListField[]) {
    yield { channels: 0, leadsAsText: true, left: new Set(left) };
    left.add(field);
  }
  yield { channels: 0, leadsAsText: true, left };
}

function sizeOf(card: RenderedCard): number {
  return Buffer.byteLength(JSON.stringify(card), "utf16le");
}

function render(
  page: SettingsPage,
  options: SettingsFormOptions,
  extent: Extent,
): RenderedCard {
  const messages = options.messages ?? english;
  const faults = options.after?.kind === "faulty" ? options.after.faults : {};
  const form: Form = { page, options, extent, messages, faults };
  const sections = [
    section(form, "affinity", [
      choiceField(form, "affinityMode", page.values.affinity.mode),
      numberField(form, "affinityMultiplier", page.values.affinity.multiplier),
      numberField(form, "affinityMinLogons", page.values.affinity.minLogons),
      numberField(form, "affinityWindowDays", page.values.affinity.windowDays),
    ]),
    section(form, "proposals", [
      choiceField(form, "proposing", page.values.proposing),
      numberField(
        form,
        "firstRunProposalsPerDay",
        page.values.firstRunProposalsPerDay,
      ),
      numberField(form, "openCardsPerChannel", page.values.openCardsPerChannel),
      numberField(
        form,
        "proposalExpiresHours",
        page.values.proposalExpiresHours,
      ),
      numberField(form, "undoWindowHours", page.values.undoWindowHours),
      numberField(
        form,
        "sweepIntervalMinutes",
        page.values.sweepIntervalMinutes,
      ),
    ]),
    section(form, "staging", [listField(form, "stagingAccounts")]),
    section(form, "leads", leadFields(form), messages.settings.leadsNote),
    section(form, "people", [
      listField(form, "technicians"),
      listField(form, "pairedAccounts"),
      listField(form, "userDomains"),
    ]),
    section(
      form,
      "exclusions",
      [
        listField(form, "excludedDevices"),
        ...groupFields(form, "excludedDevicesGroupId", "devices"),
        listField(form, "excludedUsers"),
        ...groupFields(form, "excludedUsersGroupId", "people"),
      ],
      messages.settings.exclusionsNote,
    ),
    section(form, "channels", channelFields(form), channelsNote(form)),
  ];
  const notices = noticesOf(form, sections);
  const tone = toneOf(options.after);
  return fillTemplate("settings", {
    messages: messages.labels,
    summary: messages.settings.summary,
    version: page.version,
    isDialog: options.as === "dialog",
    isCard: options.as === "card",
    hasNotice: notices.length > 0,
    noticeStyle: tone.style,
    notices: notices.map((text, index) => ({
      mark: (index === 0 ? tone : tones.doubtful).mark,
      text,
    })),
    sections,
  });
}

interface Form {
  readonly page: SettingsPage;
  readonly options: SettingsFormOptions;
  readonly extent: Extent;
  readonly messages: Messages;
  readonly faults: FormFaults;
}

/** A place of the form, as the template takes it. */
interface Field {
  readonly id: string;
  readonly [property: string]: unknown;
}

type Section = ReturnType<typeof section>;

function section(
  { messages }: Form,
  name: keyof Messages["settings"]["sections"],
  fields: readonly Field[],
  note = "",
) {
  return {
    titleText: messages.settings.sections[name],
    hasNote: note !== "",
    note,
    fields,
  };
}

function field(form: Form, id: string, properties: object): Field {
  const found = Object.hasOwn(form.faults, id) ? form.faults[id] : undefined;
  return {
    id,
    hasName: false,
    isNumber: false,
    isText: false,
    isList: false,
    isChoice: false,
    isPerson: false,
    isNote: false,
    hasFaults: found !== undefined,
    faults: (found ?? [])
      .map((fault) => asText(form.messages.t(fault), FAULT_LENGTH))
      .join(" "),
    ...properties,
  };
}

/** What was typed, where it is to be mended; else what is stored. */
function typed({ options }: Form, id: string, stored: string): string {
  const texts = options.texts ?? {};
  return (Object.hasOwn(texts, id) ? texts[id] : undefined) ?? stored;
}

function numberField(
  form: Form,
  id: keyof typeof NUMBER_FIELDS,
  stored: number,
): Field {
  const value = Number(typed(form, id, String(stored)) || Number.NaN);
  return field(form, id, {
    isNumber: true,
    labelText: form.messages.settings.labels[id],
    value: Number.isFinite(value) ? value : stored,
  });
}

function choiceField(
  form: Form,
  id: "affinityMode" | "proposing",
  stored: string,
): Field {
  const { modes, proposing } = form.messages.settings;
  const titles =
    id === "affinityMode" ? Object.entries(modes) : Object.entries(proposing);
  const value = typed(form, id, stored);
  return field(form, id, {
    isChoice: true,
    labelText: form.messages.settings.labels[id],
    value: titles.some(([one]) => one === value) ? value : stored,
    choices: titles.map(([one, titleText]) => ({
      titleText,
      value: one,
    })),
  });
}

/** The list fields, and the variable from which each is seeded. */
const LISTS: Readonly<Record<ListField, string | null>> = {
  technicians: null,
  pairedAccounts: "PAIRED_ACCOUNTS",
  stagingAccounts: "STAGING_ACCOUNTS",
  stagingLeads: "STAGING_LEADS",
  userDomains: "USER_DOMAINS",
  excludedDevices: "EXCLUDED_DEVICES",
  excludedUsers: "EXCLUDED_USERS",
};

const HINTS = {
  technicians: "upns",
  pairedAccounts: "pairs",
  stagingAccounts: "upns",
  stagingLeads: "leads",
  userDomains: "userDomains",
  excludedDevices: "excludedDevices",
  excludedUsers: "excludedUsers",
} as const satisfies Record<ListField, keyof Messages["settings"]["hints"]>;

function listField(form: Form, id: ListField): Field {
  const { messages, page, extent } = form;
  const { labels, hints } = messages.settings;
  if (extent.left.has(id)) {
    const count = entriesOf(id, page.values);
    const variable = page.changedByAdmins.includes(id) ? null : LISTS[id];
    return field(form, id, {
      hasName: true,
      name: labels[id],
      detail: "",
      isNote: true,
      note:
        variable === null
          ? messages.settings.tooLong({ count })
          : messages.settings.tooLongChangeVariable({ count, variable }),
    });
  }
  return field(form, id, {
    isList: true,
    labelText: labels[id],
    hintText: hints[HINTS[id]],
    value: typed(form, id, textOf(id, page.values)).slice(
      0,
      MOST_CHARACTERS[id],
    ),
    maxLength: MOST_CHARACTERS[id],
  });
}

/** The id of a group, and what came of reading it last. */
function groupFields(
  form: Form,
  id: "excludedDevicesGroupId" | "excludedUsersGroupId",
  kind: ExcludedKind,
): readonly Field[] {
  const { messages, page } = form;
  const { labels, hints } = messages.settings;
  const stored = page.values[id];
  return [
    field(form, id, {
      isText: true,
      labelText: labels[id],
      hintText: hints.groupId,
      value: typed(form, id, stored ?? "").slice(0, GROUP_ID_LENGTH),
      maxLength: GROUP_ID_LENGTH,
    }),
    ...(stored === null
      ? []
      : [
          field(form, `${id}-note`, {
            isNote: true,
            note: describeReading(page.groups?.[kind], messages),
          }),
        ]),
  ];
}

const GROUP_ID_LENGTH = 100;

function describeReading(
  reading: GroupReading | undefined,
  { settings, formats }: Messages,
): string {
  const { readAt = null, failedAt = null } = reading ?? {};
  if (failedAt) {
    const time = formats.dateTime(failedAt);
    return readAt
      ? settings.groupFailed({ time })
      : settings.groupNeverRead({ time });
  }
  return readAt
    ? settings.groupRead({ time: formats.dateTime(readAt) })
    : settings.groupNotRead;
}

function textOf(field: ListField, values: SettingsPage["values"]): string {
  return field === "stagingLeads" || field === "pairedAccounts"
    ? writePairs(values[field])
    : values[field].join("\n");
}

function entriesOf(field: ListField, values: SettingsPage["values"]): number {
  return field === "stagingLeads" || field === "pairedAccounts"
    ? Object.keys(values[field]).length
    : values[field].length;
}

function leadFields(form: Form): readonly Field[] {
  const { page, extent, messages } = form;
  if (extent.leadsAsText) return [listField(form, "stagingLeads")];
  const { labels, leadOfRest, noLead, noLeadForRest } = messages.settings;
  return [...accountsWithLead(page.values), "*"].map((account) => {
    const id = leadField(account);
    const nobodyText = account === "*" ? noLeadForRest : noLead;
    const stored = page.values.stagingLeads[account] ?? "";
    const value = typed(form, id, stored);
    return field(form, id, {
      hasName: true,
      name: account === "*" ? leadOfRest : asText(account, 320),
      detail: "",
      isPerson: true,
      labelText: labels.lead,
      hintText: nobodyText,
      value,
      choices: leadChoices(form, nobodyText, stored, value),
    });
  });
}

/** The client itself adds the people of the tenant; what stands in the field already must be among the choices. */
function leadChoices(
  { options }: Form,
  nobodyText: string,
  stored: string,
  value: string,
) {
  const names = options.after?.kind === "faulty" ? options.after.names : {};
  const people = [...new Set([stored, value])].filter(
    (lead) => lead !== "" && lead !== NO_LEAD,
  );
  return [
    { titleText: nobodyText, value: NO_LEAD },
    ...people.map((lead) => ({
      titleText: asText(
        (Object.hasOwn(names, lead) ? names[lead] : undefined) ?? lead,
        320,
      ),
      value: lead,
    })),
  ];
}

function channelsNote({ page, messages }: Form): string {
  return page.channels.length === 0
    ? messages.settings.noChannels
    : messages.settings.channelsNote;
}

function channelFields(form: Form): readonly Field[] {
  const { page, options, extent, messages } = form;
  const { labels, hints, share, thisChannel, moreChannels } = messages.settings;
  // First the one that was come from, so that it can be given its scope however many there are.
  const isHere = (id: string) => id === options.hereId;
  const inOrder = page.channels.toSorted(
    (a, b) => Number(isHere(b)) - Number(isHere(a)),
  );
  const fields = inOrder.slice(0, extent.channels).flatMap((id) => {
    const scope = page.values.channelScopes[id];
    const names = (
      kind: "categories" | "prefixes",
      stored: readonly string[] = [],
    ) => ({
      isList: true,
      labelText: labels[kind],
      hintText: hints.names,
      value: typed(form, scopeField(kind, id), stored.join("\n")).slice(
        0,
        MOST_CHARACTERS.scope,
      ),
      maxLength: MOST_CHARACTERS.scope,
    });
    const takes = shareOf(id, page.channels, page.values.channelScopes);
    return [
      field(form, scopeField("categories", id), {
        ...names("categories", scope?.categories),
        hasName: true,
        name: isHere(id) ? thisChannel : asText(id, 60),
        detail: `  ${share[takes]}`,
      }),
      field(
        form,
        scopeField("prefixes", id),
        names("prefixes", scope?.namePrefixes),
      ),
      languageChoice(form, id),
    ];
  });
  const hidden = page.channels.length - extent.channels;
  return hidden === 0
    ? fields
    : [
        ...fields,
        field(form, "more-channels", {
          isNote: true,
          note: moreChannels({ count: hidden }),
        }),
      ];
}

/** In the languages' own names, so that whoever reads one of them finds it. */
function languageChoice(form: Form, channelId: string): Field {
  const { page, messages } = form;
  const stored = page.values.channelLanguages[channelId] ?? english.language;
  const value = typed(form, languageField(channelId), stored);
  return field(form, languageField(channelId), {
    isChoice: true,
    labelText: messages.settings.labels.language,
    value: LANGUAGES.some((one) => one === value) ? value : english.language,
    choices: LANGUAGES.map((language) => ({
      titleText: messagesOf(language).languageName,
      value: language,
    })),
  });
}

type After = SettingsFormState["after"];

/** What happened to the form that was sent; and faults of what it does not show. */
function noticesOf(form: Form, sections: readonly Section[]): string[] {
  const { options, faults, messages } = form;
  if (!options.after) return [];
  const shown = new Set(
    sections.flatMap(({ fields }) => fields.map(({ id }) => id)),
  );
  const elsewhere = Object.entries(faults)
    .filter(([id]) => !shown.has(id))
    .flatMap(([id, found]) =>
      found.map((fault) => {
        const { labels } = messages.settings;
        const name = Object.hasOwn(labels, id)
          ? labels[id as keyof typeof labels]
          : id;
        return asText(`${name}: ${messages.t(fault)}`, FAULT_LENGTH);
      }),
    );
  return [
    ...describeAfter(options.after, messages),
    ...elsewhere.slice(0, MOST_ELSEWHERE),
  ];
}

function describeAfter(
  after: NonNullable<After>,
  messages: Messages,
): string[] {
  const said = messages.settings;
  switch (after.kind) {
    case "saved":
      return [
        said.saved({ version: after.page.version }),
        ...(after.unknownTechnicians.length > 0
          ? [
              said.unknownTechnicians({
                upns: after.unknownTechnicians
                  .map((upn) => asText(upn, 320))
                  .join(", "),
              }),
            ]
          : []),
      ];
    case "unchanged":
      return [said.unchanged];
    case "stale":
      return [said.stale];
    case "faulty":
      return [said.faulty];
  }
}

function toneOf(after: After): Tone {
  switch (after?.kind) {
    case "saved":
      return tones.done;
    case "stale":
    case "faulty":
      return tones.doubtful;
    case "unchanged":
    case undefined:
      return tones.working;
  }
}
