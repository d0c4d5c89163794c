import {
  at,
  choice,
  domainList,
  group,
  number,
  ofAffinity,
  pairList,
  patternList,
  type SettingField,
  text,
  upnList,
} from "./settingField.ts";
import { variables, type Variable } from "./variables.ts";

/**
 * What admins tune, a line each: the chat's card, the tab's page and what both refuse are drawn from it, in this order.
 * The lead of each staging account and what each channel takes are beside it, because their fields come and go.
 */
export const settingsFields = {
  technicians: upnList("people", at("technicians"), null),
  pairedAccounts: pairList("people", at("pairedAccounts"), "PAIRED_ACCOUNTS"),
  userDomains: domainList("people", at("userDomains"), "USER_DOMAINS"),

  affinityMode: choice("affinity", ofAffinity("mode"), "AFFINITY_MODE", [
    "active-days",
    "intent",
    "as-published",
  ]),
  affinityMultiplier: number(
    "affinity",
    ofAffinity("multiplier"),
    "AFFINITY_MULTIPLIER",
  ),
  affinityMinLogons: number(
    "affinity",
    ofAffinity("minLogons"),
    "AFFINITY_MIN_LOGONS",
  ),
  affinityWindowDays: number(
    "affinity",
    ofAffinity("windowDays"),
    "AFFINITY_WINDOW_DAYS",
  ),

  excludedDevices: patternList(
    "exclusions",
    at("excludedDevices"),
    "EXCLUDED_DEVICES",
    "devices",
  ),
  excludedDevicesGroupId: group(
    "exclusions",
    at("excludedDevicesGroupId"),
    "EXCLUDED_DEVICES_GROUP_ID",
  ),
  excludedUsers: patternList(
    "exclusions",
    at("excludedUsers"),
    "EXCLUDED_USERS",
    "people",
  ),
  excludedUsersGroupId: group(
    "exclusions",
    at("excludedUsersGroupId"),
    "EXCLUDED_USERS_GROUP_ID",
  ),

  proposing: choice("proposals", at("proposing"), "PROPOSING", [
    "on",
    "observe",
  ]),
  firstRunProposalsPerDay: number(
    "proposals",
    at("firstRunProposalsPerDay"),
    "FIRST_RUN_PROPOSALS_PER_DAY",
  ),
  openCardsPerChannel: number(
    "proposals",
    at("openCardsPerChannel"),
    "OPEN_CARDS_PER_CHANNEL",
  ),
  dailyLine: choice("proposals", at("dailyLine"), "DAILY_LINE", ["on", "off"]),

  stagingAccounts: upnList(
    "staging",
    at("stagingAccounts"),
    "STAGING_ACCOUNTS",
  ),

  proposalExpiresHours: number(
    "times",
    at("proposalExpiresHours"),
    "PROPOSAL_EXPIRES_HOURS",
  ),
  // Seven days by name, and the longest name of a time zone.
  workingHours: text("times", at("workingHours"), "WORKING_HOURS", 100),
  undoWindowHours: number("times", at("undoWindowHours"), "UNDO_WINDOW_HOURS"),
  sweepIntervalMinutes: number(
    "times",
    at("sweepIntervalMinutes"),
    "SWEEP_INTERVAL_MINUTES",
  ),
} as const satisfies Record<string, SettingField>;

export type FieldId = keyof typeof settingsFields;

export const FIELD_IDS = Object.keys(settingsFields) as readonly FieldId[];

/** What a setting is where neither the environment nor an admin says anything; null for nothing, or a choice. */
export function defaultOf(id: FieldId): string | null {
  const { variable }: SettingField = settingsFields[id];
  const found: Variable | null = variable === null ? null : variables[variable];
  return found?.default || null;
}

/** Which of the table a form's field is; null for a lead's or a channel's. */
export function fieldNamed(id: string): FieldId | null {
  return Object.hasOwn(settingsFields, id) ? (id as FieldId) : null;
}
