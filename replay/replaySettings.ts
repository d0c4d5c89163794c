import type { SettingValues } from "../src/domain/settings/settings.ts";
import { variables } from "../src/domain/settings/variables.ts";
import { oneOf, type Parser } from "../src/domain/settings/parsers.ts";
import { UnreadableLine } from "./readLine.ts";

export interface ReplaySettings {
  readonly mode: "active-days" | SettingValues["affinity"]["mode"];
  readonly values: SettingValues;
}

const MODE = oneOf("active-days", "intent", "as-published");

/**
 * Reads the settings a replay goes by, under the names of the environment. Those that have no say in what is proposed
 * are passed over.
 *
 * @throws {UnreadableLine} a value that is no value of its name.
 */
export function readSettings(
  texts: Readonly<Record<string, string>>,
): ReplaySettings {
  const read = <T>(name: string, parser: Parser<T>, unset: string): T => {
    const parsed = parser.safeParse(texts[name] || unset);
    if (parsed.success) return parsed.data;
    throw new UnreadableLine(
      `values: ${name} ${parsed.error.issues[0]?.message ?? "is wrong"}`,
    );
  };
  const variable = <Name extends keyof typeof variables>(name: Name) =>
    read(
      name,
      variables[name].parser as Parser<
        ReturnType<(typeof variables)[Name]["parser"]["parse"]>
      >,
      (variables[name] as { default?: string }).default ?? "",
    );
  const mode = read("AFFINITY_MODE", MODE, "active-days");
  return {
    mode,
    values: {
      affinity: {
        mode: mode === "active-days" ? variables.AFFINITY_MODE.default : mode,
        multiplier: variable("AFFINITY_MULTIPLIER"),
        minLogons: variable("AFFINITY_MIN_LOGONS"),
        windowDays: variable("AFFINITY_WINDOW_DAYS"),
      },
      stagingAccounts: variable("STAGING_ACCOUNTS"),
      stagingLeads: variable("STAGING_LEADS"),
      technicians: [],
      pairedAccounts: variable("PAIRED_ACCOUNTS"),
      channelScopes: {},
      channelLanguages: {},
      userDomains: variable("USER_DOMAINS"),
      excludedDevices: variable("EXCLUDED_DEVICES"),
      excludedDevicesGroupId: null,
      excludedUsers: variable("EXCLUDED_USERS"),
      excludedUsersGroupId: null,
      proposing: variable("PROPOSING"),
      firstRunProposalsPerDay: variable("FIRST_RUN_PROPOSALS_PER_DAY"),
      openCardsPerChannel: variable("OPEN_CARDS_PER_CHANNEL"),
      proposalExpiresHours: variable("PROPOSAL_EXPIRES_HOURS"),
      workingHours: variable("WORKING_HOURS"),
      dailyLine: "off",
      undoWindowHours: variable("UNDO_WINDOW_HOURS"),
      sweepIntervalMinutes: variable("SWEEP_INTERVAL_MINUTES"),
    },
  };
}
