import { AppError } from "../../domain/appError.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Graph } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import { findPeople } from "../people/findPeople.ts";
import type { Managers } from "../people/managers.ts";
import {
  normalizeUpn,
  toPersonRef,
  type PersonRef,
  type User,
} from "../../domain/people/user.ts";
import type { SettingValues } from "../../domain/settings/settings.ts";
import type { Storage } from "../../ports/storage.ts";

/**
 * Finds who is told of the devices that a staging account staged: the lead that the settings name for it, else the
 * one for the rest (`*`), else the account's manager in Entra. Whoever cannot read it any more is passed over: an
 * account that is unknown, disabled or a guest's, and one whose look-up is refused.
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
    const lead = await unlessRefused(deps.log, async () =>
      (await findPeople(deps, [upn])).get(upn),
    );
    if (canBeTold(lead)) return toPersonRef(lead);
    deps.log.warn(
      { setting: "stagingLeads" },
      "A staging lead of the settings cannot be told: unknown to Entra, disabled, a guest or not to be read",
    );
  }
  if (!stagingAccount) return null;
  const manager = await unlessRefused(deps.log, () =>
    deps.managers.find(normalizeUpn(stagingAccount)),
  );
  return canBeTold(manager) ? toPersonRef(manager) : null;
}

/** Whom Entra will not tell of cannot be told, now or later: someone else is. */
async function unlessRefused(
  log: Log,
  read: () => Promise<User | null | undefined>,
): Promise<User | null> {
  try {
    return (await read()) ?? null;
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    log.warn(
      { code: error.code, detail: error.message },
      "Entra refused the look-up of somebody who may be a staging lead",
    );
    return null;
  }
}

function canBeTold(user: User | null): user is User {
  return user !== null && user.accountEnabled && user.userType !== "guest";
}
