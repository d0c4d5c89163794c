import type { User } from "../../src/domain/people/user.ts";
import { asText } from "../text/asText.ts";
import {
  titleOfDevice,
  titleOfPerson,
  type ShownDevice,
} from "./renderPreview.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { tones } from "./parts/tone.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

/** What stands in the form's fields: ids as the choice sets give them; empty for nothing. */
export interface ProposeTexts {
  readonly device: string;
  /** From the client's own people picker. */
  readonly person: string;
  /** From our directory, for clients whose picker does not find them. */
  readonly personKnown: string;
  readonly shared: boolean;
  readonly why: string;
}

interface ProposeForm {
  readonly texts: ProposeTexts;
  /** Offered before anything is typed; what stands in a field must be among these, or clients show its id. */
  readonly devices: readonly ShownDevice[];
  readonly people: readonly User[];
  /** Why the form is shown again; null the first time. */
  readonly fault: string | null;
}

const FAULT_LENGTH = 500;

export const EMPTY_PROPOSAL: ProposeTexts = {
  device: "",
  person: "",
  personKnown: "",
  shared: false,
  why: "",
};

/** The form of the message extension's action *Propose a primary user*, for a dialog. */
export function renderProposeForm(
  { texts, devices, people, fault }: ProposeForm,
  messages: Messages = english,
): RenderedCard {
  const peopleChoices = people.map((user) => ({
    titleText: titleOfPerson(user),
    value: user.id,
  }));
  const chosen = peopleChoices.filter(({ value }) => value === texts.person);
  return fillTemplate("proposeForm", {
    messages: messages.labels,
    summary: messages.extension.proposeSummary,
    hasFault: fault !== null,
    mark: tones.failed.mark,
    // It may name people and devices.
    fault: fault === null ? "" : asText(fault, FAULT_LENGTH),
    device: texts.device,
    deviceChoices: devices.map((device) => ({
      titleText: titleOfDevice(device, messages),
      value: device.device.id,
    })),
    person: texts.person,
    personChoices: chosen,
    personKnown: texts.personKnown,
    personKnownChoices: peopleChoices,
    shared: String(texts.shared),
    why: texts.why,
  });
}
