import type { ExcludedKind } from "../../../src/domain/settings/exclusions.ts";
import type { SettingField } from "../../../src/domain/settings/settingField.ts";
import type {
  GroupReading,
  SettingsPage,
} from "../../../src/domain/settings/settingsChange.ts";
import {
  FIELD_IDS,
  settingsFields,
  type FieldId,
} from "../../../src/domain/settings/settingsFields.ts";
import type { SectionName } from "../../../src/domain/settings/settingsSections.ts";
import type { Messages } from "../../messages/messages.ts";
import { choicesOf, hintOf } from "./fieldTexts.ts";
import {
  field,
  noteField,
  typed,
  withHelp,
  type Field,
  type Form,
} from "./form.ts";

/** The fields of one section, as the table of settings has them. */
export function tableFields(
  form: Form,
  section: SectionName,
): readonly Field[] {
  return FIELD_IDS.filter(
    (id) => settingsFields[id].section === section,
  ).flatMap((id) => tableField(form, id));
}

function tableField(form: Form, id: FieldId): readonly Field[] {
  const { messages, page } = form;
  const row: SettingField = settingsFields[id];
  const { input } = row;
  const stored = row.write(page.values);
  const common = {
    labelText: messages.settings.labels[id],
    ...withHelp(form, id),
  };
  switch (input.kind) {
    case "number": {
      const value = Number(typed(form, id, stored) || Number.NaN);
      return [
        field(form, id, {
          ...common,
          isNumber: true,
          value: Number.isFinite(value) ? value : Number(stored),
        }),
      ];
    }
    case "choice": {
      const value = typed(form, id, stored);
      return [
        field(form, id, {
          ...common,
          isChoice: true,
          value: input.options.includes(value) ? value : stored,
          choices: choicesOf(id, messages.settings),
        }),
      ];
    }
    case "text":
      return [
        field(form, id, {
          ...common,
          isText: true,
          hintText: hintOf(id, messages.settings),
          value: typed(form, id, stored).slice(0, input.mostCharacters),
          maxLength: input.mostCharacters,
        }),
      ];
    case "group":
      return [
        field(form, id, {
          ...common,
          isText: true,
          hintText: hintOf(id, messages.settings),
          value: typed(form, id, stored).slice(0, input.mostCharacters),
          maxLength: input.mostCharacters,
        }),
        ...(stored === ""
          ? []
          : [noteField(form, `${id}-note`, sayReading(id, page, messages))]),
      ];
    case "list":
      return [
        form.extent.left.has(id)
          ? countedList(form, id)
          : field(form, id, {
              ...common,
              isList: true,
              hintText: hintOf(id, messages.settings),
              value: typed(form, id, stored).slice(0, input.mostCharacters),
              maxLength: input.mostCharacters,
            }),
      ];
  }
}

/** A list that does not fit: an input could cut it. */
function countedList(form: Form, id: FieldId): Field {
  const { labels } = form.messages.settings;
  const row: SettingField = settingsFields[id];
  const { setting, variable } = row;
  return field(form, id, {
    hasName: true,
    name: labels[id],
    detail: "",
    isNote: true,
    note: sayCount(
      row.count(form.page.values),
      form.page.changedByAdmins.includes(setting) ? null : variable,
      form.messages,
    ),
  });
}

/** How many entries a list has that does not fit, and where they are changed then. */
export function sayCount(
  count: number,
  variable: string | null,
  { settings }: Messages,
): string {
  return variable === null
    ? settings.tooLong({ count })
    : settings.tooLongChangeVariable({ count, variable });
}

const GROUPS: Readonly<Partial<Record<FieldId, ExcludedKind>>> = {
  excludedDevicesGroupId: "devices",
  excludedUsersGroupId: "people",
};

/** What came of reading a group last. */
export function sayReading(
  id: FieldId,
  { groups }: Pick<SettingsPage, "groups">,
  { settings, formats }: Messages,
): string {
  const kind = GROUPS[id];
  const reading: GroupReading | undefined = kind && groups?.[kind];
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
