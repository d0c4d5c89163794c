import type { AffinityOutcome } from "../evidence/affinity.ts";
import { collectCandidates } from "../evidence/collectCandidates.ts";
import { decideAffinity } from "../evidence/decideAffinity.ts";
import type { DirectoryDevice } from "../devices/directory.ts";
import type { Tally } from "../evidence/tally.ts";
import { decideHandoff } from "../evidence/decideHandoff.ts";
import {
  findStaging,
  stagingAccountsOf,
  type Enrolment,
} from "../evidence/findStaging.ts";
import type { Moment } from "../evidence/handoffOutcome.ts";
import type { PersonRef, User, UserId } from "../people/user.ts";
import type { SettingValues } from "../settings/settings.ts";
import type { FrozenEvidence } from "./proposal.ts";

/** All that is known of one device. */
export interface DeviceEvidence {
  /** Its newest report; null for none. */
  readonly tally: Tally | null;
  /** UPN as in the tally → the user; null or missing when Entra does not know them. */
  readonly reported: ReadonlyMap<string, User | null>;
  /** As the sweep saw it; null when it did not yet. */
  readonly listed: DirectoryDevice | null;
  /** Who the ids of the last logons and the primary user are; null or missing when Entra does not know them. */
  readonly people: ReadonlyMap<UserId, User | null>;
  /** Technicians by their group. */
  readonly technicianIds: ReadonlySet<UserId>;
  /** By Intune, as newly as it is known. */
  readonly enrolledAt: Date | null;
  readonly primaryUser: PersonRef | null;
  /** Who staged it by the record of its present cycle. */
  readonly stagedBy?: string | null;
}

/** That a staged device is with its people, and how that is known. */
export interface HandedOff {
  /** Normalized UPN. */
  readonly stagingAccount: string;
  /** Null for a device that many use. */
  readonly toUser: PersonRef | null;
  readonly moment: Moment;
}

export interface WeighedEvidence {
  /** Null when nothing is known of the device. */
  readonly evidence: FrozenEvidence | null;
  readonly handedOff: HandedOff | null;
}

/** What Intune tells of a device that it was not asked about yet. */
const UNLISTED: Enrolment = { enrolment: "user", enrolledByUpn: null };

/**
 * Says what all evidence of a device comes to. Pure.
 *
 * Counted logons tell more than last ones, so a report that is clear wins. Where it is not, or there is none, the last logons
 * say who a staged device, or one without a primary user, was handed to. On a staged device a report of the time before its
 * enrolment is about somebody else's device.
 */
export function weighEvidence(
  known: DeviceEvidence,
  values: SettingValues,
  now: Date,
): WeighedEvidence {
  const { listed, primaryUser, enrolledAt, tally, stagedBy } = known;
  const { enrolment, enrolledByUpn } = listed ?? UNLISTED;
  const enrolled: Enrolment = { enrolment, enrolledByUpn, stagedBy };
  const staging = findStaging(enrolled, primaryUser, values.stagingAccounts);
  const stagingAccounts = stagingAccountsOf(staging, values.stagingAccounts);
  const policy = { stagingAccounts, userDomains: values.userDomains };
  const isOfThisCycle =
    !staging || !tally || !enrolledAt || tally.observedAt >= enrolledAt;
  const counted =
    tally && isOfThisCycle
      ? weighTally(tally, known, policy, values, now)
      : null;
  const decision =
    listed &&
    decideHandoff(
      { ...enrolled, lastLogons: listed.lastLogons, enrolledAt },
      primaryUser,
      known.people,
      {
        stagingAccounts: values.stagingAccounts,
        userDomains: values.userDomains,
        technicians: values.technicians,
        technicianIds: known.technicianIds,
        windowDays: values.affinity.windowDays,
      },
      now,
    );
  const account = staging ? (staging.account ?? "") : null;

  if (counted && isClear(counted.outcome))
    return {
      evidence: counted,
      handedOff:
        account !== null
          ? handedOffByCount(account, counted, primaryUser, listed, enrolledAt)
          : null,
    };
  const handedOff =
    account !== null && decision?.handedOff
      ? {
          stagingAccount: account,
          toUser: decision.handedOff.toUser,
          moment: {
            at: decision.handedOff.at,
            source: "users-logged-on" as const,
          },
        }
      : null;
  if (
    !listed ||
    !decision ||
    (counted && decision.outcome.kind === "not-concerned")
  )
    return { evidence: counted, handedOff };
  return {
    evidence: {
      source: "users-logged-on",
      observedAt: listed.seenAt,
      policy: values.affinity,
      outcome: decision.outcome,
      counted: [],
      leftOut: [],
      lastLogons: decision.logons,
    },
    handedOff,
  };
}

type Counted = FrozenEvidence & { readonly outcome: AffinityOutcome };

function weighTally(
  tally: Tally,
  { reported, primaryUser }: DeviceEvidence,
  policy: Parameters<typeof collectCandidates>[2],
  values: SettingValues,
  now: Date,
): Counted {
  const candidates = collectCandidates(tally, reported, policy);
  return {
    source: tally.source,
    observedAt: tally.observedAt,
    policy: values.affinity,
    outcome: decideAffinity(
      { ...candidates, observedAt: tally.observedAt },
      primaryUser?.id ?? null,
      values.affinity,
      now,
    ),
    ...candidates,
    lastLogons: [],
  };
}

/** The count alone says whose device it is, or that it is nobody's. */
function isClear(outcome: AffinityOutcome): boolean {
  switch (outcome.kind) {
    case "reassign":
    case "clear":
      return true;
    case "keep":
      return outcome.reason !== "leader-not-far-enough-ahead";
    case "unclear":
      return false;
  }
}

function handedOffByCount(
  stagingAccount: string,
  { outcome, counted, observedAt }: Counted,
  primaryUser: PersonRef | null,
  listed: DirectoryDevice | null,
  enrolledAt: Date | null,
): HandedOff {
  const toUser =
    outcome.kind === "reassign"
      ? (counted.find(({ person }) => person.id === outcome.toUser)?.person ??
        null)
      : outcome.kind === "keep" && outcome.reason === "primary-user-leads"
        ? primaryUser
        : null;
  // A report says how often, not when: Intune's last logon of the person is nearer to the moment.
  const lastLogon =
    toUser &&
    listed?.lastLogons.find(
      ({ userId, at }) =>
        userId === toUser.id && (!enrolledAt || at >= enrolledAt),
    );
  return {
    stagingAccount,
    toUser,
    moment: lastLogon
      ? { at: lastLogon.at, source: "users-logged-on" }
      : { at: observedAt, source: "device-report" },
  };
}
