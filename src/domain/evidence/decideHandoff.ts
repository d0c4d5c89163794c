import type { LastLogon } from "../devices/lastLogon.ts";
import type { UserPolicy } from "../people/eligibility.ts";
import {
  describeIneligibility,
  whyUserNotEligible,
} from "../people/eligibility.ts";
import {
  toPersonRef,
  type PersonRef,
  type User,
  type UserId,
} from "../people/user.ts";
import { whyPassedOver, type IsExcluded } from "./collectCandidates.ts";
import type { Enrolment } from "./findStaging.ts";
import { findStaging, stagingAccountsOf } from "./findStaging.ts";
import type { WeighedLogon, HandoffOutcome } from "./handoffOutcome.ts";
import { message, type Message } from "../message.ts";

export interface HandoffEvidence extends Enrolment {
  /** The beginning of the device's present cycle; null when Intune does not tell, and every logon counts. */
  readonly enrolledAt: Date | null;
  /** In any order. */
  readonly lastLogons: readonly LastLogon[];
}

export interface HandoffPolicy extends UserPolicy {
  /** UPNs of technicians. */
  readonly technicians: readonly string[];
  /** Technicians by their group. */
  readonly technicianIds: ReadonlySet<UserId>;
  readonly isExcluded: IsExcluded;
  /** How far back logons make a device a shared one. */
  readonly windowDays: number;
}

interface HandoffDecision {
  readonly outcome: HandoffOutcome;
  /** Every person once, newest first. */
  readonly logons: readonly WeighedLogon[];
  /**
   * Of a staged device: who has it now (null for many) and when it left staging, also where nothing needs to change;
   * null while nobody has it. It left staging with the earliest logon of this cycle that counts, whosever: Intune
   * lists only the last logon of each, so of one who logged on again the first is not known.
   */
  readonly handedOff: {
    readonly toUser: PersonRef | null;
    readonly at: Date;
  } | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** As with counted logons: fewer people are a device that was lent. */
const PEOPLE_OF_A_SHARED_DEVICE = 4;

/**
 * Says who a device was handed to, from Intune's last logons alone. Pure.
 *
 * The published staging script takes the newest logon; its readme means the newest of a real person. So logons of
 * staging accounts, of the device enrolment manager who enrolled the device, of technicians, of people Entra does not
 * know and of people who may not have a device are passed over, as are those of the device's life before its
 * enrolment. Two at the very same instant: the lower user id, so that the outcome is always the same; the other one's
 * `why` says so.
 *
 * It is concerned with staged devices, unless their primary user is a real person who has logged on, and with devices
 * that have no primary user. Whoever is passed over among the logons is no real person as primary user either. And
 * one logon of the primary user in this cycle is enough: that somebody else logs on later makes it theirs only when
 * counted logons say so (`decideAffinity`), or each visit of a colleague would be proposed.
 *
 * @param people who the ids of the logons and the primary user are; null or missing when Entra does not know them.
 */
export function decideHandoff(
  device: HandoffEvidence,
  primaryUser: PersonRef | null,
  people: ReadonlyMap<UserId, User | null>,
  policy: HandoffPolicy,
  now: Date,
): HandoffDecision {
  const staging = findStaging(device, primaryUser, policy.stagingAccounts);
  const enrolledMs = device.enrolledAt?.getTime() ?? -Infinity;
  const weighed = weighLogons(device, primaryUser, people, policy);
  const counted = weighed.filter(isCounted);
  const [winner] = counted;
  const first = counted.at(-1);
  const logons = weighed.map((logon) =>
    winner &&
    logon.why === null &&
    logon !== winner &&
    logon.at.getTime() === winner.at.getTime()
      ? { ...logon, why: TIE }
      : logon,
  );

  const primarysLogon = counted.find(
    ({ userId }) => userId === primaryUser?.id,
  );
  if (primaryUser && (!staging || primarysLogon))
    return {
      outcome: { kind: "not-concerned" },
      logons,
      handedOff:
        staging && primarysLogon
          ? { toUser: primaryUser, at: (first ?? primarysLogon).at }
          : null,
    };

  if (!winner || !first) {
    const someone = weighed.some(({ at }) => at.getTime() >= enrolledMs);
    return {
      outcome: {
        kind: "waiting",
        reason: someone ? "no-real-person-yet" : "nobody-logged-on",
      },
      logons,
      handedOff: null,
    };
  }
  const since = now.getTime() - policy.windowDays * DAY_MS;
  const lately = counted.filter(({ at }) => at.getTime() >= since).length;
  if (lately >= PEOPLE_OF_A_SHARED_DEVICE)
    return {
      outcome: { kind: "shared", people: lately },
      logons: weighed,
      handedOff: staging && { toUser: null, at: first.at },
    };
  return {
    outcome: {
      kind: "handed-off",
      toUser: winner.userId,
      loggedOnAt: winner.at,
      reason: staging ? "staged" : "no-primary-user",
      ...(staging?.account ? { stagedBy: staging.account } : {}),
    },
    logons,
    handedOff: staging && { toUser: winner.person, at: first.at },
  };
}

const TIE = message("logon.tie");

/**
 * The logons that count, newest first. For whoever has to know before the decision whose account matters to it.
 */
export function listCounted(
  device: HandoffEvidence,
  primaryUser: PersonRef | null,
  people: ReadonlyMap<UserId, User | null>,
  policy: HandoffPolicy,
): readonly WeighedLogon[] {
  return weighLogons(device, primaryUser, people, policy).filter(isCounted);
}

/** Every person once, newest first, each with why they do not count. */
function weighLogons(
  device: HandoffEvidence,
  primaryUser: PersonRef | null,
  people: ReadonlyMap<UserId, User | null>,
  policy: HandoffPolicy,
): readonly WeighedLogon[] {
  const staging = findStaging(device, primaryUser, policy.stagingAccounts);
  const userPolicy = {
    userDomains: policy.userDomains,
    stagingAccounts: stagingAccountsOf(staging, policy.stagingAccounts),
  };
  const { enrolledAt } = device;
  return newestOfEach(device.lastLogons).map(({ userId, at }) => {
    const user = people.get(userId) ?? null;
    return {
      userId,
      at,
      person: user && toPersonRef(user),
      why:
        enrolledAt && at < enrolledAt
          ? message("logon.before-enrolment")
          : whyNotCounted(userId, user, policy, userPolicy),
    };
  });
}

function whyNotCounted(
  id: UserId,
  user: User | null,
  { technicians, technicianIds, isExcluded }: HandoffPolicy,
  userPolicy: UserPolicy,
): Message | null {
  if (user === null) return message("logon.unknown-user", { id });
  const reason = whyUserNotEligible(user, userPolicy);
  // The staging account first: that it also has no license is of no interest.
  if (reason === "staging-account") return describeIneligibility(reason);
  return (
    whyPassedOver(
      user,
      { upns: technicians, ids: technicianIds },
      isExcluded,
    ) ??
    (reason && describeIneligibility(reason))
  );
}

function isCounted(
  logon: WeighedLogon,
): logon is WeighedLogon & { readonly person: PersonRef } {
  return logon.person !== null && logon.why === null;
}

/** By instant, then by id: the same logons must be frozen the same way on every machine. */
function newestOfEach(logons: readonly LastLogon[]): readonly LastLogon[] {
  const byUser = new Map<UserId, LastLogon>();
  for (const logon of logons) {
    const before = byUser.get(logon.userId);
    if (!before || before.at < logon.at) byUser.set(logon.userId, logon);
  }
  return [...byUser.values()].sort(
    (a, b) => b.at.getTime() - a.at.getTime() || (a.userId < b.userId ? -1 : 1),
  );
}
