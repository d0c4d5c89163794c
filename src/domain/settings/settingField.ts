import {
  domains,
  eachOnce,
  faultsIn,
  guid,
  isDevicePattern,
  isUserPattern,
  MOST_PATTERNS,
  pairedAccounts,
  type Parser,
} from "./parsers.ts";
import { variables, type Variable, type VariableName } from "./variables.ts";
import {
  cost,
  linesOf,
  MOST_NAMED,
  short,
  TOO_LONG,
  writePairs,
} from "./formText.ts";
import type { SectionName } from "./settingsSections.ts";
import type { SettingValues } from "./settings.ts";
import { parseUpn } from "../people/upn.ts";
import { message, type Message } from "../message.ts";

/** One setting, as every form shows and reads it. */
export interface SettingField {
  readonly section: SectionName;
  /** What of the stored settings it is part of. */
  readonly setting: keyof SettingValues;
  /** The variable from which it is seeded; null where none is. */
  readonly variable: VariableName | null;
  readonly input: FieldInput;
  /** What stands in the field. */
  write(values: SettingValues): string;
  /** How many entries a list has; 1 for anything else. */
  count(values: SettingValues): number;
  /** The values with what was typed. What is wrong with it goes to `blame`, and nothing is stored then. */
  read(
    text: string,
    values: SettingValues,
    blame: (fault: Message) => void,
  ): SettingValues;
}

/** With what a value is entered. */
export type FieldInput =
  | {
      readonly kind: "number";
      readonly least: number;
      readonly most: number;
      readonly isWhole: boolean;
    }
  | { readonly kind: "choice"; readonly options: readonly string[] }
  /** A line of text. */
  | { readonly kind: "text"; readonly mostCharacters: number }
  /** A group's object id, or nothing. */
  | { readonly kind: "group"; readonly mostCharacters: number }
  /** Several entries, one a line; so many characters, as JSON writes them. */
  | {
      readonly kind: "list";
      readonly entries: Entries;
      readonly mostCharacters: number;
    };

/** What the lines of a list are, which a form says in the empty field. */
type Entries =
  "upns" | "pairs" | "userDomains" | "excludedDevices" | "excludedUsers";

/** Where a value lies in the settings. */
export interface Place<T> {
  readonly setting: keyof SettingValues;
  get(values: SettingValues): T;
  set(values: SettingValues, value: T): SettingValues;
}

/** A value that is a setting of its own. */
export function at<Name extends keyof SettingValues>(
  setting: Name,
): Place<SettingValues[Name]> {
  return {
    setting,
    get: (values) => values[setting],
    set: (values, value) => ({ ...values, [setting]: value }),
  };
}

/** A value of the rule. */
export function ofAffinity<Name extends keyof SettingValues["affinity"]>(
  name: Name,
): Place<SettingValues["affinity"][Name]> {
  return {
    setting: "affinity",
    get: (values) => values.affinity[name],
    set: (values, value) => ({
      ...values,
      affinity: { ...values.affinity, [name]: value },
    }),
  };
}

/** A number in the range that its variable has. */
export function number(
  section: SectionName,
  place: Place<number>,
  variable: VariableName,
): SettingField {
  const parser = variables[variable].parser as Parser<number>;
  return {
    section,
    setting: place.setting,
    variable,
    input: { kind: "number", ...rangeOf(parser) },
    count: () => 1,
    write: (values) => String(place.get(values)),
    read: (text, values, blame) =>
      readWith(parser, text.trim(), place, values, blame),
  };
}

/** One of those that its variable takes. */
export function choice<T extends string>(
  section: SectionName,
  place: Place<T>,
  variable: VariableName,
  options: readonly T[],
): SettingField {
  const { parser } = variables[variable] as Variable as Variable<T>;
  return {
    section,
    setting: place.setting,
    variable,
    input: { kind: "choice", options },
    count: () => 1,
    write: (values) => place.get(values),
    read: (text, values, blame) =>
      readWith(parser, text.trim(), place, values, blame),
  };
}

/** A line of text, as its variable takes it. */
export function text(
  section: SectionName,
  place: Place<string>,
  variable: VariableName,
  mostCharacters: number,
): SettingField {
  const { parser } = variables[variable] as Variable as Variable<string>;
  return {
    section,
    setting: place.setting,
    variable,
    input: { kind: "text", mostCharacters },
    count: () => 1,
    write: (values) => place.get(values),
    read: (typed, values, blame) =>
      readWith(parser, typed.trim(), place, values, blame),
  };
}

/** The object id of an Entra group; empty for none. */
export function group(
  section: SectionName,
  place: Place<string | null>,
  variable: VariableName,
): SettingField {
  return {
    section,
    setting: place.setting,
    variable,
    input: { kind: "group", mostCharacters: 100 },
    count: () => 1,
    write: (values) => place.get(values) ?? "",
    read: (text, values, blame) =>
      text.trim() === ""
        ? place.set(values, null)
        : readWith(guid, text.trim(), place, values, blame),
  };
}

const MOST_ACCOUNTS = 100;

/** UPNs, one a line or with commas between them. */
export function upnList(
  section: SectionName,
  place: Place<readonly string[]>,
  variable: VariableName | null,
): SettingField {
  const mostCharacters = 2_000;
  return {
    ...list(section, place, variable, "upns", mostCharacters),
    read(text, values, blame) {
      const entries = linesOf(text.replace(/[,;]/g, "\n"));
      const bad = entries.filter((entry) => parseUpn(entry) === null);
      for (const entry of bad.slice(0, MOST_NAMED))
        blame(message("setting.not-upn", { entry: short(entry) }));
      const upns = [
        ...new Set(entries.flatMap((entry) => parseUpn(entry) ?? [])),
      ];
      if (upns.length > MOST_ACCOUNTS)
        blame(message("setting.most-accounts", { most: MOST_ACCOUNTS }));
      else if (cost(upns.join("\n")) > mostCharacters) blame(TOO_LONG);
      return place.set(values, upns);
    },
  };
}

/** Patterns of devices or of people, one a line; a category may hold a comma, which else stands between two. */
export function patternList(
  section: SectionName,
  place: Place<readonly string[]>,
  variable: VariableName,
  of: "devices" | "people",
): SettingField {
  const mostCharacters = 2_000;
  const isOne = of === "devices" ? isDevicePattern : isUserPattern;
  const fault =
    of === "devices"
      ? "setting.not-device-pattern"
      : "setting.not-user-pattern";
  return {
    ...list(
      section,
      place,
      variable,
      of === "devices" ? "excludedDevices" : "excludedUsers",
      mostCharacters,
    ),
    read(text, values, blame) {
      const entries = linesOf(text).flatMap((line) =>
        /^category:/i.test(line)
          ? [line]
          : line
              .split(/[,;]/)
              .map((entry) => entry.trim())
              .filter((entry) => entry !== ""),
      );
      const bad = entries.filter((entry) => !isOne(entry));
      for (const entry of bad.slice(0, MOST_NAMED))
        blame(message(fault, { entry: short(entry) }));
      const patterns = eachOnce(entries);
      if (patterns.length > MOST_PATTERNS)
        blame(message("setting.most-entries", { most: MOST_PATTERNS }));
      else if (cost(patterns.join("\n")) > mostCharacters) blame(TOO_LONG);
      return place.set(values, patterns);
    },
  };
}

/** Domains, one a line. */
export function domainList(
  section: SectionName,
  place: Place<readonly string[]>,
  variable: VariableName,
): SettingField {
  const mostCharacters = 500;
  return {
    ...list(section, place, variable, "userDomains", mostCharacters),
    read(text, values, blame) {
      if (cost(text) > mostCharacters) blame(TOO_LONG);
      return readWith(domains, commasBetween(text), place, values, blame);
    },
  };
}

/** Accounts that are one person's, `account = account`, one a line. */
export function pairList(
  section: SectionName,
  place: Place<Readonly<Record<string, string>>>,
  variable: VariableName,
): SettingField {
  const mostCharacters = 2_000;
  return {
    section,
    setting: place.setting,
    variable,
    input: { kind: "list", entries: "pairs", mostCharacters },
    count: (values) => Object.keys(place.get(values)).length,
    write: (values) => writePairs(place.get(values)),
    read(text, values, blame) {
      const read = readWith(
        pairedAccounts,
        commasBetween(text),
        place,
        values,
        blame,
      );
      const pairs = place.get(read);
      if (Object.keys(pairs).length > MOST_ACCOUNTS)
        blame(message("setting.most-accounts", { most: MOST_ACCOUNTS }));
      else if (cost(writePairs(pairs)) > mostCharacters) blame(TOO_LONG);
      return read;
    },
  };
}

function list(
  section: SectionName,
  place: Place<readonly string[]>,
  variable: VariableName | null,
  entries: Entries,
  mostCharacters: number,
): Omit<SettingField, "read"> {
  return {
    section,
    setting: place.setting,
    variable,
    input: { kind: "list", entries, mostCharacters },
    count: (values) => place.get(values).length,
    write: (values) => place.get(values).join("\n"),
  };
}

/** For the readings of a variable, in which a list is written with commas. */
function commasBetween(text: string): string {
  return linesOf(text).join(",");
}

function readWith<T>(
  parser: Parser<T>,
  text: string,
  place: Place<T> | Place<T | null>,
  values: SettingValues,
  blame: (fault: Message) => void,
): SettingValues {
  const read = parser.safeParse(text);
  if (read.success) return place.set(values, read.data);
  for (const fault of faultsIn(read.error).slice(0, MOST_NAMED)) blame(fault);
  return values;
}

/** The parser itself says it, of a text that is no number. */
function rangeOf(parser: Parser<number>): {
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
} {
  const refused = parser.safeParse("");
  const [fault] = refused.success ? [] : faultsIn(refused.error);
  return {
    least: Number(fault?.values?.["least"]),
    most: Number(fault?.values?.["most"]),
    isWhole: fault?.say === "setting.whole-number",
  };
}
