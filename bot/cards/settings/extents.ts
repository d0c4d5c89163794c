import { cost } from "../../../src/domain/settings/formText.ts";
import {
  accountsWithLead,
  LEADS_FIELD,
  MOST_LEAD_CHARACTERS,
} from "../../../src/domain/settings/leadFields.ts";
import { writeForm } from "../../../src/domain/settings/settingsForm.ts";
import {
  FIELD_IDS,
  settingsFields,
} from "../../../src/domain/settings/settingsFields.ts";
import type { SettingField } from "../../../src/domain/settings/settingField.ts";
import type { SettingsPage } from "../../../src/domain/settings/settingsChange.ts";
import type { Extent } from "./form.ts";

/** With more accounts than this, a picker each would be a long way down on a phone. */
const MOST_PICKERS = 15;

/** The lists, each with the characters it may have. */
const LISTS: ReadonlyMap<string, number> = new Map([
  ...FIELD_IDS.flatMap((id): [string, number][] => {
    const { input }: SettingField = settingsFields[id];
    return input.kind === "list" ? [[id, input.mostCharacters]] : [];
  }),
  [LEADS_FIELD, MOST_LEAD_CHARACTERS],
]);

/**
 * What a form shows of these settings, from the whole to the least: first the help goes, then the person pickers, then
 * channels and lists.
 */
export function* extentsOf({
  values,
  channels,
}: SettingsPage): Generator<Extent> {
  const texts = writeForm(values, []);
  const tooLong = new Set(
    [...LISTS].flatMap(([id, most]) =>
      cost(texts[id] ?? "") > most ? [id] : [],
    ),
  );
  const all = { channels: channels.length, left: tooLong };
  const hasPickers = accountsWithLead(values).length <= MOST_PICKERS;
  for (const leadsAsText of hasPickers ? [false, true] : [true])
    for (const help of ["whole", "range", "none"] as const)
      yield { ...all, help, leadsAsText };
  const least = { help: "none", leadsAsText: true } as const;
  for (let shown = channels.length; shown > 0; shown = Math.floor(shown * 0.6))
    yield { ...all, ...least, channels: shown };
  const left = new Set(tooLong);
  for (const field of LISTS.keys()) {
    yield { ...least, channels: 0, left: new Set(left) };
    left.add(field);
  }
  yield { ...least, channels: 0, left };
}
