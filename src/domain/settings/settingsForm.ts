import { createHash } from "node:crypto";
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
  stagingLeads,
} from "./parsers.ts";
import { variables } from "./variables.ts";
import { parseUpn } from "../people/upn.ts";
import { normalizeUpn } from "../people/user.ts";
import type { ChannelId } from "../channels/channel.ts";
import { message, type Message } from "../message.ts";
import type { ChannelScope, SettingValues } from "./settings.ts";

/** What is typed into a form, by the id of its field. A field that is absent was not shown, and its value stays. */
export type FormTexts = Readonly<Record<string, string>>;

/** By the field's id, what is wrong with it. */
export type FormFaults = Readonly<Record<string, readonly Message[]>>;

/** What a form says, before the people in it are looked up. */
export interface ReadForm {
  readonly values: SettingValues;
  readonly faults: FormFaults;
  /** Leads that are not those stored already: whose, by which name or object id, and the field to blame. */
  readonly newLeads: readonly NewLead[];
}

export interface NewLead {
  /** A staging UPN or `*`. */
  readonly account: string;
  /** A UPN, normalized, or an Entra object id. */
  readonly lead: string;
  readonly field: string;
}

/** The fields with one value, and the variable whose range each has. */
export const NUMBER_FIELDS = {
  affinityMultiplier: variables.AFFINITY_MULTIPLIER.parser,
  affinityMinLogons: variables.AFFINITY_MIN_LOGONS.parser,
  affinityWindowDays: variables.AFFINITY_WINDOW_DAYS.parser,
  firstRunProposalsPerDay: variables.FIRST_RUN_PROPOSALS_PER_DAY.parser,
  openCardsPerChannel: variables.OPEN_CARDS_PER_CHANNEL.parser,
  proposalExpiresHours: variables.PROPOSAL_EXPIRES_HOURS.parser,
  undoWindowHours: variables.UNDO_WINDOW_HOURS.parser,
  sweepIntervalMinutes: variables.SWEEP_INTERVAL_MINUTES.parser,
} as const satisfies Record<string, Parser<number>>;

/** How many characters the lists may have, as JSON writes them: the whole form must fit into one message. */
export const MOST_CHARACTERS = {
  stagingAccounts: 2_000,
  stagingLeads: 3_000,
  technicians: 2_000,
  pairedAccounts: 2_000,
  userDomains: 500,
  excludedDevices: 2_000,
  excludedUsers: 2_000,
  scope: 500,
} as const;

const MOST_UPNS = 100;
const MOST_IN_SCOPE = 20;

/** Each is looked up live while a person waits. */
const MOST_NEW_LEADS = 20;
const LONGEST_NAME = 100;

/** A form names the first faults of a list; the rest show up when these are mended. */
const MOST_NAMED = 3;

/** What the people picker's list offers beside people: nobody in particular. */
export const NO_LEAD = "manager";

/** The form's field for the lead of one staging account, or of the rest (`*`). */
export function leadField(account: string): string {
  return account === "*" ? "lead-rest" : `lead-${shortHash(account)}`;
}

export function scopeField(
  kind: "categories" | "prefixes",
  channelId: string,
): string {
  return `${kind}-${shortHash(channelId)}`;
}

/** The form's field for the language of one channel. */
export function languageField(channelId: string): string {
  return `language-${shortHash(channelId)}`;
}

/** Channel ids and UPNs are long, and hold characters that an input's id should not. */
function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/**
 * Whose leads can be chosen: the staging accounts, and whoever else has one (an enrolment manager need not be
 * listed).
 */
export function accountsWithLead({
  stagingAccounts,
  stagingLeads: leads,
}: SettingValues): readonly string[] {
  const others = Object.keys(leads).filter((account) => account !== "*");
  return [...new Set([...stagingAccounts, ...others])];
}

/** The text of a list of leads, or of pairs, one a line. */
export function writePairs(
  pairs: SettingValues["stagingLeads"] | SettingValues["pairedAccounts"],
): string {
  return Object.entries(pairs)
    .map(([account, lead]) => `${account} = ${lead}`)
    .join("\n");
}

/** What a text costs in a message. */
export function cost(text: string): number {
  return JSON.stringify(text).length;
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
  const parse = <T, Was = T>(
    field: string,
    parser: Parser<T>,
    was: Was,
  ): T | Was => {
    const given = text(field)?.trim();
    if (given === undefined) return was;
    const read = parser.safeParse(given);
    if (read.success) return read.data;
    blame(field, ...faultsIn(read.error));
    return was;
  };
  const number = (field: keyof typeof NUMBER_FIELDS, was: number) =>
    parse(field, NUMBER_FIELDS[field], was);
  const upns = (field: "stagingAccounts" | "technicians") => {
    const given = text(field);
    return given === undefined
      ? current[field]
      : readUpns(given, MOST_CHARACTERS[field], (fault) => blame(field, fault));
  };
  const groupId = (field: "excludedDevicesGroupId" | "excludedUsersGroupId") =>
    text(field)?.trim() === "" ? null : parse(field, guid, current[field]);
  const domainList = text("userDomains");
  if (domainList && cost(domainList) > MOST_CHARACTERS.userDomains)
    blame("userDomains", TOO_LONG);

  const values: SettingValues = {
    affinity: {
      mode: parse(
        "affinityMode",
        variables.AFFINITY_MODE.parser,
        current.affinity.mode,
      ),
      multiplier: number("affinityMultiplier", current.affinity.multiplier),
      minLogons: number("affinityMinLogons", current.affinity.minLogons),
      windowDays: number("affinityWindowDays", current.affinity.windowDays),
    },
    proposing: parse(
      "proposing",
      variables.PROPOSING.parser,
      current.proposing,
    ),
    firstRunProposalsPerDay: number(
      "firstRunProposalsPerDay",
      current.firstRunProposalsPerDay,
    ),
    openCardsPerChannel: number(
      "openCardsPerChannel",
      current.openCardsPerChannel,
    ),
    proposalExpiresHours: number(
      "proposalExpiresHours",
      current.proposalExpiresHours,
    ),
    undoWindowHours: number("undoWindowHours", current.undoWindowHours),
    sweepIntervalMinutes: number(
      "sweepIntervalMinutes",
      current.sweepIntervalMinutes,
    ),
    stagingAccounts: upns("stagingAccounts"),
    technicians: upns("technicians"),
    pairedAccounts: readPairs(text, current.pairedAccounts, blame),
    userDomains:
      domainList === undefined
        ? current.userDomains
        : parseList("userDomains", domains, domainList, blame),
    excludedDevices: readPatterns(
      text,
      "excludedDevices",
      current.excludedDevices,
      blame,
    ),
    excludedDevicesGroupId: groupId("excludedDevicesGroupId"),
    excludedUsers: readPatterns(
      text,
      "excludedUsers",
      current.excludedUsers,
      blame,
    ),
    excludedUsersGroupId: groupId("excludedUsersGroupId"),
    stagingLeads: {},
    channelScopes: readScopes(text, current.channelScopes, channels, blame),
    channelLanguages: readLanguages(
      text,
      current.channelLanguages,
      channels,
      blame,
    ),
  };
  const leads = readLeads(text, current, values.stagingAccounts, blame);
  return {
    values: { ...values, stagingLeads: leads.kept },
    newLeads: leads.changed,
    faults,
  };
}

type Text = (field: string) => string | undefined;

type Blame = (field: string, ...found: readonly Message[]) => void;

const TOO_LONG = message("setting.too-long");

function linesOf(text: string): string[] {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.replace(/\p{Cc}/gu, " ").trim())
    .filter((line) => line !== "");
}

function readUpns(
  text: string,
  mostCharacters: number,
  blame: (fault: Message) => void,
): readonly string[] {
  const entries = linesOf(text.replace(/[,;]/g, "\n"));
  const bad = entries.filter((entry) => parseUpn(entry) === null);
  for (const entry of bad.slice(0, MOST_NAMED))
    blame(message("setting.not-upn", { entry: short(entry) }));
  const upns = [...new Set(entries.flatMap((entry) => parseUpn(entry) ?? []))];
  if (upns.length > MOST_UPNS)
    blame(message("setting.most-accounts", { most: MOST_UPNS }));
  else if (cost(upns.join("\n")) > mostCharacters) blame(TOO_LONG);
  return upns;
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** For the readings of a variable, in which a list is written with commas. */
function parseList<T>(
  field: string,
  parser: Parser<readonly T[]>,
  text: string,
  blame: Blame,
): readonly T[] {
  const read = parser.safeParse(linesOf(text).join(","));
  if (read.success) return read.data;
  blame(field, ...faultsIn(read.error).slice(0, MOST_NAMED));
  return [];
}

function readPairs(
  text: Text,
  was: SettingValues["pairedAccounts"],
  blame: Blame,
): SettingValues["pairedAccounts"] {
  const lines = text("pairedAccounts");
  if (lines === undefined) return was;
  const read = pairedAccounts.safeParse(linesOf(lines).join(","));
  if (!read.success) {
    blame("pairedAccounts", ...faultsIn(read.error).slice(0, MOST_NAMED));
    return was;
  }
  const pairs = read.data;
  if (Object.keys(pairs).length > MOST_UPNS)
    blame(
      "pairedAccounts",
      message("setting.most-accounts", { most: MOST_UPNS }),
    );
  else if (cost(writePairs(pairs)) > MOST_CHARACTERS.pairedAccounts)
    blame("pairedAccounts", TOO_LONG);
  return pairs;
}

/** One a line; a category may hold a comma, which else stands between two. */
function readPatterns(
  text: Text,
  field: "excludedDevices" | "excludedUsers",
  was: readonly string[],
  blame: Blame,
): readonly string[] {
  const given = text(field);
  if (given === undefined) return was;
  const entries = linesOf(given).flatMap((line) =>
    /^category:/i.test(line)
      ? [line]
      : line
          .split(/[,;]/)
          .map((entry) => entry.trim())
          .filter((entry) => entry !== ""),
  );
  const isDevices = field === "excludedDevices";
  const isOne = isDevices ? isDevicePattern : isUserPattern;
  for (const entry of entries.filter((one) => !isOne(one)).slice(0, MOST_NAMED))
    blame(
      field,
      message(
        isDevices ? "setting.not-device-pattern" : "setting.not-user-pattern",
        { entry: short(entry) },
      ),
    );
  const list = eachOnce(entries);
  if (list.length > MOST_PATTERNS)
    blame(field, message("setting.most-entries", { most: MOST_PATTERNS }));
  else if (cost(list.join("\n")) > MOST_CHARACTERS[field])
    blame(field, TOO_LONG);
  return list;
}

function readScopes(
  text: Text,
  current: SettingValues["channelScopes"],
  channels: readonly ChannelId[],
  blame: Blame,
): SettingValues["channelScopes"] {
  const scopes = new Map<string, ChannelScope>(Object.entries(current));
  for (const id of channels) {
    const before = scopes.get(id);
    const names = (kind: "categories" | "prefixes", was: readonly string[]) => {
      const field = scopeField(kind, id);
      const given = text(field);
      return given === undefined
        ? was
        : readNames(given, (fault) => blame(field, fault));
    };
    const scope = {
      categories: names("categories", before?.categories ?? []),
      namePrefixes: names("prefixes", before?.namePrefixes ?? []),
    };
    if (scope.categories.length + scope.namePrefixes.length > 0)
      scopes.set(id, scope);
    else scopes.delete(id);
  }
  return Object.fromEntries(scopes);
}

/** What a channel that is not listed speaks. */
const DEFAULT_LANGUAGE = "en";

/** Whether it is a language that is spoken is for whoever speaks: of another, cards are English. */
function readLanguages(
  text: Text,
  current: SettingValues["channelLanguages"],
  channels: readonly ChannelId[],
  blame: Blame,
): SettingValues["channelLanguages"] {
  const languages = new Map(Object.entries(current));
  for (const id of channels) {
    const field = languageField(id);
    const given = text(field)?.trim();
    if (given === undefined) continue;
    if (given === DEFAULT_LANGUAGE || given === "") languages.delete(id);
    else if (/^[a-z]{2,3}$/.test(given)) languages.set(id, given);
    else blame(field, message("setting.not-offered"));
  }
  return Object.fromEntries(languages);
}

/** One a line: a category may hold a comma. */
function readNames(
  text: string,
  blame: (fault: Message) => void,
): readonly string[] {
  const names = new Map(
    linesOf(text).map((line) => [line.normalize("NFC").toLowerCase(), line]),
  );
  const list = [...names.values()];
  if (list.length > MOST_IN_SCOPE)
    blame(message("setting.most-entries", { most: MOST_IN_SCOPE }));
  else if (list.some((name) => name.length > LONGEST_NAME))
    blame(message("setting.longest-entry", { most: LONGEST_NAME }));
  else if (cost(list.join("\n")) > MOST_CHARACTERS.scope) blame(TOO_LONG);
  return list;
}

/**
 * Leads come from a field each or, where the accounts are many, from one field of lines. An account that this very
 * form takes from the staging accounts loses its lead.
 */
function readLeads(
  text: Text,
  current: SettingValues,
  stagingAccounts: readonly string[],
  blame: Blame,
): {
  readonly kept: Record<string, string>;
  readonly changed: readonly NewLead[];
} {
  const kept = new Map<string, string>();
  const changed: NewLead[] = [];
  const take = (account: string, lead: string, field: string) => {
    if (current.stagingLeads[account] === lead) kept.set(account, lead);
    else changed.push({ account, lead, field });
  };

  const lines = text("stagingLeads");
  if (lines === undefined) {
    for (const account of [...accountsWithLead(current), "*"]) {
      const field = leadField(account);
      const was = current.stagingLeads[account];
      const given = text(field)?.trim();
      // A client may draw a picker empty though a person stands in it, and sends it empty then. Nobody is a choice of
      // its own.
      if (!given || normalizeUpn(given) === was) {
        if (was !== undefined) kept.set(account, was);
        continue;
      }
      if (given === NO_LEAD) continue;
      const lead = parseLead(given);
      if (lead === null) blame(field, message("setting.not-a-person"));
      else take(account, lead, field);
    }
  } else {
    const read = stagingLeads.safeParse(linesOf(lines).join(","));
    if (!read.success)
      blame("stagingLeads", ...faultsIn(read.error).slice(0, MOST_NAMED));
    else if (cost(writePairs(read.data)) > MOST_CHARACTERS.stagingLeads)
      blame("stagingLeads", TOO_LONG);
    else
      for (const [account, lead] of Object.entries(read.data))
        take(account, lead, "stagingLeads");
  }
  const isGone = (account: string) =>
    current.stagingAccounts.includes(account) &&
    !stagingAccounts.includes(account);
  const wanted = changed.filter(({ account }) => !isGone(account));
  if (wanted.length > MOST_NEW_LEADS)
    blame(
      "stagingLeads",
      message("setting.most-new-leads", { most: MOST_NEW_LEADS }),
    );
  return {
    kept: Object.fromEntries([...kept].filter(([account]) => !isGone(account))),
    changed: wanted.slice(0, MOST_NEW_LEADS),
  };
}

const OBJECT_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

function parseLead(text: string): string | null {
  return OBJECT_ID.test(text) ? text.toLowerCase() : parseUpn(text);
}
