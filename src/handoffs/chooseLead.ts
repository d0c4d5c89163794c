import { AppError } from "../appError.ts";
import type { Clock } from "../clock.ts";
import type { Graph } from "../graph/graph.ts";
import type { Log } from "../log.ts";
import { findPeople } from "../people/findPeople.ts";
import type { Managers } from "../people/managers.ts";
import {
  normalizeUpn,
  toPersonRef,
  type PersonRef,
  type User,
} from "../people/user.ts";
import type { SettingValues } from "../settings/settings.ts";
import type { Storage } from "../storage/storage.ts";

/**
 * Finds who is told of the devices that a staging account staged: the lead that the settings name for it, else the one for
 * the rest (`*`), else the account's manager in Entra. Whoever cannot read it any more is passed over: an account that is
 * unknown, disabled or a guest's.
 *
 * @param stagingAccount empty for one that nobody knows: only the lead for the rest can be told.
 * @returns null when there is nobody: the helpdesk channel is told.
 * @throws {GraphThrottled | GraphUnavailable}
 */
export async function chooseLead(
  deps: {
    readonly storage: Storage;
    readonly graph: Graph;
    readonly managers: Managers;
    readonly clock: Clock;
    readonly log: Log;
  },
  stagingAccount: string,
  { stagingLeads }: Pick<SettingValues, "stagingLeads">,
): Promise<PersonRef | null> {
  for (const account of [normalizeUpn(stagingAccount), "*"]) {
    const upn = Object.hasOwn(stagingLeads, account)
      ? stagingLeads[account]
      : undefined;
    if (!upn) continue;
    const lead = (await findPeople(deps, [upn])).get(upn) ?? null;
    if (canBeTold(lead)) return toPersonRef(lead);
    deps.log.warn(
      { setting: "stagingLeads" },
      "A staging lead of the settings is unknown to Entra, disabled or a guest",
    );
  }
  if (!stagingAccount) return null;
  try {
    const manager = await deps.managers.find(normalizeUpn(stagingAccount));
    return canBeTold(manager) ? toPersonRef(manager) : null;
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    // Someone is told all the same.
    deps.log.warn(
      { code: error.code, detail: error.message },
      "The manager of a staging account cannot be read",
    );
    return null;
  }
}

function canBeTold(user: User | null): user is User {
  return user !== null && user.accountEnabled && user.userType !== "guest";
}
