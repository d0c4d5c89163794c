import type {
  SettingsChangeResult,
  SettingsPage,
} from "../../../src/domain/settings/settingsChange.ts";
import type {
  FormFaults,
  FormTexts,
} from "../../../src/domain/settings/formText.ts";
import type { FieldId } from "../../../src/domain/settings/settingsFields.ts";
import { asText } from "../../text/asText.ts";
import type { Messages } from "../../messages/messages.ts";
import { helpOf, rangeOf, sayValue } from "./fieldTexts.ts";

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

/** What of the settings a form shows. */
export interface Extent {
  /** What each field does and its range, the range alone, or neither. */
  readonly help: "whole" | "range" | "none";
  readonly leadsAsText: boolean;
  readonly channels: number;
  /** The lists that are counted instead. */
  readonly left: ReadonlySet<string>;
}

/** A form while it is drawn. */
export interface Form {
  readonly page: SettingsPage;
  readonly options: SettingsFormOptions;
  readonly extent: Extent;
  readonly messages: Messages;
  readonly faults: FormFaults;
  /** What another admin changed meanwhile, by the field's id. */
  readonly meanwhile: FormTexts;
}

/** A place of the form, as the template takes it. */
export interface Field {
  readonly id: string;
  readonly hasFaults: boolean;
  readonly [property: string]: unknown;
}

/** The longest fault, or value of somebody else's, that a form says. */
export const FAULT_LENGTH = 200;

/** A field with what is wrong with it, or was changed in it meanwhile. */
export function field(form: Form, id: string, properties: object): Field {
  const found = findOwn(form.faults, id) ?? [];
  const now = findOwn(form.meanwhile, id);
  const marked = [
    ...found.map((fault) => form.messages.t(fault)),
    ...(now === undefined ? [] : [sayMeanwhile(id, now, form.messages)]),
  ];
  return {
    id,
    hasName: false,
    isNumber: false,
    isText: false,
    isList: false,
    isChoice: false,
    isPerson: false,
    isNote: false,
    hasHelp: false,
    hasFaults: marked.length > 0,
    faults: marked.map((text) => asText(text, FAULT_LENGTH)).join(" "),
    ...properties,
  };
}

/** What a field that only says something takes. */
export function noteField(form: Form, id: string, note: string): Field {
  return field(form, id, { isNote: true, note });
}

/** The line under a field, as far as there is room for it. */
export function withHelp(
  { extent, messages }: Form,
  id: FieldId,
): { readonly hasHelp: boolean; readonly helpText: string } {
  return toHelp(
    extent.help === "whole"
      ? helpOf(id, messages)
      : extent.help === "range"
        ? rangeOf(id, messages.settings)
        : "",
  );
}

/** The same for a field that is not of the table. */
export function withHelpText(
  { extent }: Form,
  text: string,
): { readonly hasHelp: boolean; readonly helpText: string } {
  return toHelp(extent.help === "whole" ? text : "");
}

function toHelp(helpText: string) {
  return { hasHelp: helpText !== "", helpText };
}

/** What was typed, where it is to be mended; else what is stored. */
export function typed({ options }: Form, id: string, stored: string): string {
  return findOwn(options.texts ?? {}, id) ?? stored;
}

function sayMeanwhile(id: string, now: string, messages: Messages): string {
  const value = sayValue(id, now, messages);
  return value === ""
    ? messages.settings.meanwhileEmpty
    : messages.settings.meanwhile({ value });
}

function findOwn<T>(
  of: Readonly<Record<string, T>>,
  id: string,
): T | undefined {
  return Object.hasOwn(of, id) ? of[id] : undefined;
}
