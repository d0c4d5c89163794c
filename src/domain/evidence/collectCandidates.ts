import type { Tally } from "./tally.ts";
import {
  describeIneligibility,
  type UserPolicy,
  whyUserNotEligible,
} from "../people/eligibility.ts";
import {
  sameUpn,
  toPersonRef,
  type User,
  type UserId,
} from "../people/user.ts";
import type { LogonCount } from "./affinity.ts";
import { message, type Message } from "../message.ts";

/** Who logged on to a device, parted into those who may be its primary user and those who may not. */
export interface Candidates {
  /** Most logons first. */
  readonly counted: readonly LogonCount[];
  /** Most logons first; `why` is a message for a card. */
  readonly leftOut: readonly {
    readonly upn: string;
    readonly logons: number;
    readonly why: Message;
  }[];
}

/** Who logs on to devices to work on them. */
export interface Technicians {
  /** UPNs, by the settings. */
  readonly upns: readonly string[];
  /** By their group. */
  readonly ids: ReadonlySet<UserId>;
}

/** Whether the settings or a group keep evidence from ever proposing somebody. */
export type IsExcluded = (
  user: Pick<User, "id" | "userPrincipalName">,
) => boolean;

export const NOBODY_EXCLUDED: IsExcluded = () => false;

const NO_TECHNICIANS: Technicians = { upns: [], ids: new Set() };

export function isTechnician(
  user: Pick<User, "id" | "userPrincipalName">,
  { upns, ids }: Technicians,
): boolean {
  return (
    ids.has(user.id) || upns.some((upn) => sameUpn(upn, user.userPrincipalName))
  );
}

/**
 * Turns the names of a tally into people. A person who was seen under two names (an alias, or renamed within the
 * window) is one person with the sum of both.
 *
 * A technician, or somebody excluded, is left out, unless it is the primary user: on their own device they are a person
 * like any other.
 *
 * @param users UPN as in the tally → the user as Entra describes them; null or missing when Entra does not know them.
 */
export function collectCandidates(
  tally: Pick<Tally, "logonsByUpn">,
  users: ReadonlyMap<string, User | null>,
  policy: UserPolicy,
  technicians: Technicians = NO_TECHNICIANS,
  primaryUser: UserId | null = null,
  isExcluded: IsExcluded = NOBODY_EXCLUDED,
): Candidates {
  const counted = new Map<UserId, LogonCount>();
  const leftOut: Candidates["leftOut"][number][] = [];
  for (const [upn, logons] of tally.logonsByUpn) {
    const user = users.get(upn) ?? null;
    const ineligibility = whyUserNotEligible(user, policy);
    if (user === null || ineligibility !== null) {
      const why = describeIneligibility(ineligibility ?? "unknown");
      leftOut.push({ upn, logons, why });
      continue;
    }
    const why =
      user.id === primaryUser
        ? null
        : whyPassedOver(user, technicians, isExcluded);
    if (why) {
      leftOut.push({ upn, logons, why });
      continue;
    }
    const before = counted.get(user.id)?.logons ?? 0;
    counted.set(user.id, {
      person: toPersonRef(user),
      logons: before + logons,
    });
  }
  return {
    counted: [...counted.values()].sort(
      (a, b) =>
        b.logons - a.logons ||
        inOrder(a.person.userPrincipalName, b.person.userPrincipalName),
    ),
    leftOut: leftOut.sort(
      (a, b) => b.logons - a.logons || inOrder(a.upn, b.upn),
    ),
  };
}

/** Why somebody who may have a device is not asked about all the same; null where they are. */
export function whyPassedOver(
  user: Pick<User, "id" | "userPrincipalName">,
  technicians: Technicians,
  isExcluded: IsExcluded,
): Message | null {
  if (isTechnician(user, technicians)) return message("logon.technician");
  return isExcluded(user) ? message("logon.excluded") : null;
}

/** By code unit, not by locale: the same evidence must be frozen the same way on every machine. */
function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
