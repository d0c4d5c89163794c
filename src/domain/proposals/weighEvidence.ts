import type { AffinityOutcome } from "../evidence/affinity.ts";
import {
  collectCandidates,
  NOBODY_EXCLUDED,
  type IsExcluded,
} from "../evidence/collectCandidates.ts";
import { decideAffinity } from "../evidence/decideAffinity.ts";
import type { DirectoryDevice } from "../devices/directory.ts";
import type { LastLogon } from "../devices/lastLogon.ts";
import type { Tally } from "../evidence/tally.ts";
import {
  decideHandoff,
  listCounted,
  type HandoffPolicy,
} from "../evidence/decideHandoff.ts";
import {
  findStaging,
  stagingAccountsOf,
  type Enrolment,
  type Staging,
} from "../evidence/findStaging.ts";
import type { Moment } from "../evidence/handoffOutcome.ts";
import type { PersonRef, User, UserId } from "../people/user.ts";
import type { SettingValues } from "../settings/settings.ts";
import type { FrozenEvidence } from "./proposal.ts";

/** What is known of a device beside who logged on to it. */
export interface WeighedDevice {
  /** As the sweep saw it; null when it did not yet. */
  readonly listed: DirectoryDevice | null;
  /** By Intune, as newly as it is known. */
  readonly enrolledAt: Date | null;
  readonly primaryUser: PersonRef | null;
  /** Who staged it by the record of its present cycle. */
  readonly stagedBy?: string | null;
}

/** Who logged on to a device last. */
export interface KnownLogons {
  /** Who their ids are; null or missing when Entra does not know them. */
  readonly people: ReadonlyMap<UserId, User | null>;
  /** Technicians by their group. */
  readonly technicianIds: ReadonlySet<UserId>;
  readonly isExcluded: IsExcluded;
}

/** What a device's report alone comes to. */
export type WeighedReport = FrozenEvidence & {
  readonly outcome: AffinityOutcome;
};

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

const NOBODY: ReadonlySet<UserId> = new Set();

/** Whether leaving a technician out could change what a report comes to. */
export function asksTechnicians(
  { outcome, counted }: WeighedReport,
  { affinity }: Pick<SettingValues, "affinity">,
): boolean {
  return (
    affinity.mode !== "as-published" &&
    counted.length > 0 &&
    !(outcome.kind === "keep" && outcome.reason === "primary-user-leads")
  );
}

/**
 * Says what a report of a device comes to by itself. Pure.
 *
 * @param users UPN as in the tally → the user; null or missing when Entra does not know them.
 * @param technicianIds technicians by their group, who are left out as those named in the settings are; the published
 *   rule knows none.
 * @param isExcluded people who are left out by any rule.
 * @returns null on a staged device for a report of the time before its enrolment: it is about somebody else's device.
 */
export function weighReport(
  tally: Tally,
  users: ReadonlyMap<string, User | null>,
  device: WeighedDevice,
  values: SettingValues,
  now: Date,
  technicianIds: ReadonlySet<UserId> = NOBODY,
  isExcluded: IsExcluded = NOBODY_EXCLUDED,
): WeighedReport | null {
  const { primaryUser, enrolledAt } = device;
  const staging = stagingOf(device, values);
  if (staging && enrolledAt && tally.observedAt < enrolledAt) return null;
  const candidates = collectCandidates(
    tally,
    users,
    {
      stagingAccounts: stagingAccountsOf(staging, values.stagingAccounts),
      userDomains: values.userDomains,
    },
    values.affinity.mode === "as-published"
      ? undefined
      : { upns: values.technicians, ids: technicianIds },
    primaryUser?.id,
    isExcluded,
  );
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

/**
 * Whether last logons have a say: counted ones tell more, so a report that is clear wins. Where it is not, or there
 * is none, they say who a staged device, or one without a primary user, was handed to.
 */
export function asksLastLogons(
  device: WeighedDevice,
  report: WeighedReport | null,
  values: SettingValues,
): device is WeighedDevice & { readonly listed: DirectoryDevice } {
  const { listed, primaryUser } = device;
  return (
    listed !== null &&
    !(report && isClear(report.outcome)) &&
    (primaryUser === null || stagingOf(device, values) !== null)
  );
}

/**
 * Says what all evidence of a device comes to: its report, as `weighReport` has it, and its last logons, where
 * `asksLastLogons`. Pure.
 */
export function weighEvidence(
  device: WeighedDevice,
  report: WeighedReport | null,
  logons: KnownLogons,
  values: SettingValues,
  now: Date,
): WeighedEvidence {
  const { listed, primaryUser, enrolledAt } = device;
  const staging = stagingOf(device, values);
  const account = staging ? (staging.account ?? "") : null;
  if (report && isClear(report.outcome))
    return {
      evidence: report,
      handedOff:
        account !== null
          ? handedOffByCount(account, report, primaryUser, listed, enrolledAt)
          : null,
    };
  if (!listed) return { evidence: report, handedOff: null };
  const decision = decideHandoff(
    { ...enrolmentOf(device), lastLogons: listed.lastLogons, enrolledAt },
    primaryUser,
    logons.people,
    handoffPolicy(values, logons),
    now,
  );
  const handedOff =
    account !== null && decision.handedOff
      ? {
          stagingAccount: account,
          toUser: decision.handedOff.toUser,
          moment: {
            at: decision.handedOff.at,
            source: "users-logged-on" as const,
          },
        }
      : null;
  if (report && decision.outcome.kind === "not-concerned")
    return { evidence: report, handedOff };
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

/** Who of those that logged on last may have the device, by what is known of them; newest first. */
export function whoMayHaveIt(
  device: WeighedDevice & { readonly listed: DirectoryDevice },
  logons: KnownLogons,
  values: SettingValues,
): readonly LastLogon[] {
  const { listed, primaryUser, enrolledAt } = device;
  return listCounted(
    { ...enrolmentOf(device), lastLogons: listed.lastLogons, enrolledAt },
    primaryUser,
    logons.people,
    handoffPolicy(values, logons),
  );
}

function enrolmentOf({ listed, stagedBy }: WeighedDevice): Enrolment {
  const { enrolment, enrolledByUpn } = listed ?? UNLISTED;
  return { enrolment, enrolledByUpn, stagedBy };
}

function stagingOf(
  device: WeighedDevice,
  { stagingAccounts }: SettingValues,
): Staging | null {
  return findStaging(enrolmentOf(device), device.primaryUser, stagingAccounts);
}

function handoffPolicy(
  { stagingAccounts, userDomains, technicians, affinity }: SettingValues,
  {
    technicianIds,
    isExcluded,
  }: Pick<KnownLogons, "technicianIds" | "isExcluded">,
): HandoffPolicy {
  const { windowDays } = affinity;
  return {
    stagingAccounts,
    userDomains,
    technicians,
    technicianIds,
    isExcluded,
    windowDays,
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
  { outcome, counted, observedAt }: WeighedReport,
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
