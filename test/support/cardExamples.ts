import type { DeviceId } from "../../src/domain/devices/device.ts";
import { dayOf } from "../../src/domain/evidence/activeDays.ts";
import { describeIneligibility } from "../../src/domain/people/eligibility.ts";
import type { PersonRef, UserId } from "../../src/domain/people/user.ts";
import type {
  Decision,
  FrozenEvidence,
  Proposal,
  ProposalId,
  ProposalState,
  ProposalStateKind,
} from "../../src/domain/proposals/proposal.ts";

export const NOON = new Date("2026-11-20T12:00:00.123Z");
export const hours = (count: number) =>
  new Date(NOON.getTime() + count * 3_600_000);

export function person(displayName: string, upn: string): PersonRef {
  return {
    id: `id-of-${upn}` as UserId,
    displayName,
    userPrincipalName: upn,
  };
}

export const ana = person("Ana Schmidt", "ana.schmidt@contoso.com");
export const ben = person("Ben Ortiz", "ben.ortiz@contoso.com");
export const cleo = person("Cleo Müller", "cleo.mueller@contoso.com");
export const dara = person("Dara O'Brien", "dara.obrien@contoso.com");

/** Ana has the device, Ben uses it: the example on the pictures. */
export const exampleEvidence: FrozenEvidence = {
  source: "device-report",
  observedAt: hours(-2),
  policy: { mode: "intent", multiplier: 1.5, minLogons: 3, windowDays: 7 },
  outcome: {
    kind: "reassign",
    toUser: ben.id,
    share: 0.67,
    ratio: 4,
    reason: "clear-leader",
  },
  counted: [
    { person: ben, logons: 12 },
    { person: ana, logons: 3 },
    { person: cleo, logons: 2 },
    { person: dara, logons: 1 },
  ],
  leftOut: [
    {
      upn: "staging@contoso.com",
      logons: 5,
      why: describeIneligibility("staging-account"),
    },
  ],
  lastLogons: [],
};

export const bench = person("Staging Bench", "staging@contoso.com");

/** Staged by the bench, where a technician looked at it after Ben had unpacked it. */
export const handoffEvidence: FrozenEvidence = {
  ...exampleEvidence,
  source: "users-logged-on",
  outcome: {
    kind: "handed-off",
    toUser: ben.id,
    loggedOnAt: hours(-20),
    reason: "staged",
    stagedBy: bench.userPrincipalName,
  },
  counted: [],
  leftOut: [],
  lastLogons: [
    {
      userId: dara.id,
      at: hours(-4),
      person: dara,
      why: "This is a technician, who signs in to other people's devices.",
    },
    {
      userId: "0c6a3f0e-2f5b-4f0a-8a6e-8b1f2b9f5d21" as UserId,
      at: hours(-6),
      person: null,
      why: describeIneligibility("unknown"),
    },
    { userId: ben.id, at: hours(-20), person: ben, why: null },
    {
      userId: bench.id,
      at: hours(-150),
      person: bench,
      why: describeIneligibility("staging-account"),
    },
  ],
};

/** What a card can show, as its cards' tests need it; each names only what it is about. */
export function exampleProposal(overrides: Partial<Proposal> = {}): Proposal {
  return {
    id: "p-7f3a" as ProposalId,
    version: 1,
    device: {
      id: "5b0c2f9e-7c39-4a6e-9a55-0d2f3c1e8b17" as DeviceId,
      name: "LT-0042",
      model: "Latitude 7440",
      serialNumber: "5CG1234XYZ",
      lastCheckInAt: hours(-3),
      category: null,
    },
    fromUser: ana,
    toUser: ben,
    origin: { kind: "machine" },
    evidence: exampleEvidence,
    state: { kind: "pending" },
    createdAt: hours(-1),
    confirmedAt: hours(-1),
    postedAt: hours(-1),
    expiresAt: hours(71),
    undoUntil: null,
    channelId: null,
    ...overrides,
  };
}

const approved: Decision = {
  verdict: "approve",
  decidedBy: cleo,
  decidedAt: NOON,
  reason: null,
};
export const rejected: Decision = {
  verdict: "reject",
  decidedBy: cleo,
  decidedAt: NOON,
  reason: "Ben only borrows it while his own is repaired.",
};
const appliedAt = hours(0.01);
const failure = {
  code: "graph.forbidden",
  message:
    "Intune refused the change: the permission DeviceManagementManagedDevices.PrivilegedOperations.All is missing.",
  at: hours(0.02),
};
const undo = {
  requestedBy: dara,
  requestedAt: hours(5),
  writeStartedAt: null,
  writtenAt: null,
};

/** One of each state a proposal can be in. */
export const exampleStates: {
  readonly [K in ProposalStateKind]: Extract<ProposalState, { kind: K }>;
} = {
  held: { kind: "held" },
  pending: { kind: "pending" },
  snoozed: { kind: "snoozed", until: hours(72), snoozedBy: cleo, days: 3 },
  rejected: { kind: "rejected", decision: rejected },
  expired: { kind: "expired", at: hours(71) },
  superseded: {
    kind: "superseded",
    by: { kind: "owner-changed-elsewhere", primaryUser: dara },
    at: NOON,
    decision: null,
  },
  approved: { kind: "approved", decision: approved },
  applying: {
    kind: "applying",
    decision: approved,
    writeStartedAt: hours(0.01),
  },
  applied: { kind: "applied", decision: approved, appliedAt },
  verified: {
    kind: "verified",
    decision: approved,
    appliedAt,
    verifiedAt: hours(0.1),
    changed: true,
  },
  failed: { kind: "failed", decision: approved, failure },
  unconfirmed: {
    kind: "unconfirmed",
    decision: approved,
    appliedAt,
    since: hours(0.25),
  },
  undoing: { kind: "undoing", decision: approved, appliedAt, undo },
  undone: { kind: "undone", decision: approved, undo, undoneAt: hours(5.1) },
  "undo-failed": {
    kind: "undo-failed",
    decision: approved,
    appliedAt,
    undo,
    failure,
  },
};

/** Ben took over from Ana three weeks ago, as the device's own days tell. */
export const daysEvidence: FrozenEvidence = {
  source: "device-report",
  observedAt: hours(-2),
  policy: {
    mode: "active-days",
    multiplier: 1.5,
    minLogons: 3,
    windowDays: 7,
  },
  outcome: {
    kind: "took-over",
    toUser: ben,
    reason: "primary-user-not-seen",
    certainty: "unsure",
    days: 13,
    needed: 8,
  },
  counted: [],
  leftOut: [
    {
      upn: "staging@contoso.com",
      logons: 1,
      why: describeIneligibility("staging-account"),
    },
  ],
  lastLogons: [],
  days: {
    until: dayOf(NOON),
    people: [
      { person: ana, seen: 0b1111_1001_1111_0000_0000_0000_0000 },
      { person: ben, seen: 0b0000_0000_0000_1001_1111_0011_1111 },
      { person: cleo, seen: 0b0000_0100_0000_0000_0010_0000_0000 },
      { person: null, seen: 0b0000_0000_0000_0000_0100_0000_0000 },
    ],
    more: 2,
    sources: [
      { source: "own-log", at: hours(-12) },
      { source: "last-logons", at: hours(-1) },
    ],
  },
};
