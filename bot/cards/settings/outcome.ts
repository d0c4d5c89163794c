import { fieldNamed } from "../../../src/domain/settings/settingsFields.ts";
import { LEADS_FIELD } from "../../../src/domain/settings/leadFields.ts";
import type { FormFaults } from "../../../src/domain/settings/formText.ts";
import { asText } from "../../text/asText.ts";
import type { Messages } from "../../messages/messages.ts";
import { tones, type Tone } from "../parts/tone.ts";
import { sayWho } from "./fieldTexts.ts";
import { FAULT_LENGTH, type SettingsFormState } from "./form.ts";

type After = NonNullable<SettingsFormState["after"]>;

/** The others show up when these are mended. */
const MOST_FAULTS = 3;

const BESIDE_TABLE = ["lead", "categories", "prefixes", "language"] as const;

/** What became of a form: saved, or why not. */
export function describeAfter(after: After, messages: Messages): string[] {
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
    case "stale": {
      const { lastChange, names } = after.page;
      const values = {
        who: sayWho(lastChange, names, messages),
        time: messages.formats.dateTime(lastChange.at),
      };
      return [
        Object.keys(after.typed).length > 0
          ? said.stale(values)
          : said.staleNothingTyped(values),
      ];
    }
    case "faulty":
      return [said.faulty, ...describeFaults(after.faults, messages)];
  }
}

/** Which fields are wrong and why, the first of them. */
function describeFaults(faults: FormFaults, messages: Messages): string[] {
  return Object.entries(faults)
    .flatMap(([id, found]) =>
      found.map((fault) =>
        asText(
          `${nameOfField(id, messages)}: ${messages.t(fault)}`,
          FAULT_LENGTH,
        ),
      ),
    )
    .slice(0, MOST_FAULTS);
}

/** What a field is called; a lead's and a channel's by what they are about. */
export function nameOfField(id: string, { settings }: Messages): string {
  const { labels } = settings;
  const field = fieldNamed(id);
  if (field !== null) return labels[field];
  if (id === LEADS_FIELD) return labels.stagingLeads;
  const beside = BESIDE_TABLE.find((kind) => id.startsWith(`${kind}-`));
  return beside === undefined ? id : labels[beside];
}

/** How the outcome looks. */
export function toneOf(after: SettingsFormState["after"]): Tone {
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
