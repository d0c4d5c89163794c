import type { SettingsPage } from "../../src/domain/settings/settingsChange.ts";
import {
  SECTIONS,
  type SectionName,
} from "../../src/domain/settings/settingsSections.ts";
import { english } from "../messages/languages.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { tones } from "./parts/tone.ts";
import { channelFields } from "./settings/channelFields.ts";
import { extentsOf } from "./settings/extents.ts";
import { noteOfSection, sayLastChange } from "./settings/fieldTexts.ts";
import type {
  Extent,
  Field,
  Form,
  SettingsFormOptions,
} from "./settings/form.ts";
import { leadFields } from "./settings/leadFields.ts";
import { describeAfter, toneOf } from "./settings/outcome.ts";
import { tableFields } from "./settings/tableFields.ts";

/** Teams counts UTF-16 and takes 28 KB; some of it is the message around the card. */
const MOST_BYTES = 27 * 1024;

/**
 * The form of the settings, as large as fits: sections that open, with a line of help at each field and a person picker
 * for each lead where there is room. A list that is longer than a form can be is counted instead, and saving leaves it
 * as it is.
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

function sizeOf(card: RenderedCard): number {
  return Buffer.byteLength(JSON.stringify(card), "utf16le");
}

function render(
  page: SettingsPage,
  options: SettingsFormOptions,
  extent: Extent,
): RenderedCard {
  const messages = options.messages ?? english;
  const { after } = options;
  const form: Form = {
    page,
    options,
    extent,
    messages,
    faults: after?.kind === "faulty" ? after.faults : {},
    meanwhile: after?.kind === "stale" ? after.meanwhile : {},
  };
  const tone = toneOf(after);
  const notices = after ? describeAfter(after, messages) : [];
  return fillTemplate("settings", {
    messages: messages.labels,
    summary: messages.settings.summary,
    version: page.version,
    lastChange: sayLastChange(page, messages),
    isDialog: options.as === "dialog",
    isCard: options.as === "card",
    hasNotice: notices.length > 0,
    noticeStyle: tone.style,
    notices: notices.map((text, index) => ({
      mark: (index === 0 ? tone : tones.doubtful).mark,
      text,
    })),
    sections: SECTIONS.map((name) => section(form, name)),
  });
}

/** Closed, unless something in it is to be looked at. */
function section(form: Form, name: SectionName) {
  const { settings } = form.messages;
  const fields = [...tableFields(form, name), ...fieldsBeside(form, name)];
  const note = noteOfSection(name, form.page, form.messages);
  const isOpen = fields.some(({ hasFaults }) => hasFaults);
  return {
    id: name,
    isOpen,
    titleText: settings.sections[name],
    hasNote: note !== "",
    note,
    fields,
  };
}

/** The fields that come and go with accounts and channels. */
function fieldsBeside(form: Form, name: SectionName): readonly Field[] {
  switch (name) {
    case "staging":
      return leadFields(form);
    case "channels":
      return channelFields(form);
    case "people":
    case "affinity":
    case "exclusions":
    case "proposals":
    case "times":
      return [];
  }
}
