import type {
  Handoff,
  HandoffDigestId,
  HandoffId,
} from "../../src/domain/handoffs/handoff.ts";
import type { HandoffObjection } from "../../src/domain/handoffs/handoffObjection.ts";
import type { HandoffBoard } from "../../src/domain/handoffs/board.ts";
import type { TrackedCard } from "../../src/domain/cards/trackedCard.ts";
import type { Sweep, SweepId } from "../../src/domain/sweep/sweep.ts";
import {
  ben,
  bench,
  cleo,
  exampleProposal,
  exampleStates,
  handoffEvidence,
  hours,
} from "./cardExamples.ts";

/** Enrolled six days ago by the bench, with Ben since yesterday, and proposed for him. */
export function exampleHandoff(overrides: Partial<Handoff> = {}): Handoff {
  const { device, id } = exampleProposal();
  return {
    id: "h-1" as HandoffId,
    version: 4,
    device,
    stagingAccount: bench.userPrincipalName,
    enrolledAt: hours(-164),
    moments: {
      enrolled: { at: hours(-164), source: "enrolment" },
      provisioned: { at: hours(-162), source: "check-in" },
      "handed-off": { at: hours(-20), source: "users-logged-on" },
      proposed: { at: hours(-1), source: "proposal" },
    },
    toUser: ben,
    lastCheckInAt: hours(-3),
    proposal: { id, state: "pending", verdict: null },
    endedBecause: null,
    lead: cleo,
    ...overrides,
  };
}

/** The same, approved and seen in Intune. */
const verifiedHandoff: Handoff = exampleHandoff({
  moments: {
    ...exampleHandoff().moments,
    decided: { at: hours(0), source: "proposal" },
    verified: { at: hours(0.1), source: "proposal" },
  },
  proposal: {
    id: exampleProposal().id,
    state: "verified",
    verdict: "approve",
  },
});

type HandoffCard = Extract<TrackedCard, { kind: "handoff" }>;

export function aHandoffCard(
  overrides: Partial<HandoffCard> = {},
): HandoffCard {
  return {
    kind: "handoff",
    handoff: exampleHandoff(),
    proposal: exampleProposal({ fromUser: bench, evidence: handoffEvidence }),
    lead: cleo,
    ...overrides,
  };
}

export const verifiedHandoffCard = aHandoffCard({
  handoff: verifiedHandoff,
  proposal: exampleProposal({
    fromUser: bench,
    evidence: handoffEvidence,
    state: exampleStates.verified,
  }),
});

/** Cleo, the lead, says that the device is in a box; nobody at the helpdesk has been told yet. */
export function anObjection(
  overrides: Partial<HandoffObjection> = {},
): HandoffObjection {
  return {
    by: cleo,
    at: hours(-0.1),
    toUser: ben,
    reason: "In a box",
    choice: "went-elsewhere",
    toldAt: null,
    ended: null,
    ...overrides,
  };
}

type ObjectionCard = Extract<TrackedCard, { kind: "objection" }>;

/** What the helpdesk reads of it, while nothing is proposed. */
export function anObjectionCard(
  overrides: Partial<ObjectionCard> = {},
): ObjectionCard {
  const objection = overrides.objection ?? anObjection();
  return {
    kind: "objection",
    handoff: exampleHandoff({ objection }),
    objection,
    proposal: null,
    ...overrides,
  };
}

type HandoffDigestCard = Extract<TrackedCard, { kind: "handoffDigest" }>;

/** Sixty devices at once: one is done, one has several people, one is gone, and fifty are named. */
export function exampleHandoffDigest(
  overrides: Partial<HandoffDigestCard> = {},
): HandoffDigestCard {
  const { handoff, proposal } = aHandoffCard();
  const { device } = handoff;
  const rows = [
    { handoff, proposal },
    verifiedHandoffCard,
    { handoff: exampleHandoff({ toUser: null }), proposal: null },
    { handoff: exampleHandoff({ endedBecause: "gone" }), proposal: null },
    ...Array.from({ length: 46 }, () => ({ handoff, proposal })),
  ];
  return {
    kind: "handoffDigest",
    digestId: "d-1" as HandoffDigestId,
    handoffs: rows.map((row, index) => ({
      proposal: row.proposal,
      handoff: {
        ...row.handoff,
        device: { ...device, name: `LT-${String(1001 + index)}` },
      },
    })),
    total: 60,
    lead: cleo,
    ...overrides,
  };
}

type SweepCard = Extract<TrackedCard, { kind: "sweep" }>;

/** A full sweep that has read its people and a quarter of its devices in 12 minutes. */
export function aSweepCard(
  step: Sweep["step"] = { kind: "devices", cursor: "next" },
  overrides: Partial<Sweep> = {},
  counts: Partial<Sweep["counts"]> = {},
): SweepCard {
  const endedAt =
    step.kind === "done" || step.kind === "failed" ? hours(0.2) : null;
  return {
    kind: "sweep",
    sweep: {
      id: "s-1" as SweepId,
      version: 12,
      kind: "full",
      startedAt: hours(0),
      steppedAt: hours(0.2),
      endedAt,
      requestedBy: cleo.id,
      showIn: null,
      changedSince: null,
      thenFull: null,
      step,
      restarts: 0,
      counts: {
        pages: 12,
        people: 7_000,
        devices: 5_000,
        devicesExpected: 20_000,
        candidates: 340,
        proposals: 12,
        handoffs: 15,
        gone: 3,
        ...counts,
      },
      peopleListedAt: hours(0.05),
      shownAt: null,
      ...overrides,
    },
  };
}

/** The second of three pages, with a stuck device. */
export function exampleBoard(
  overrides: Partial<HandoffBoard> = {},
): HandoffBoard {
  const row = (name: string, days: number, isStuck: boolean) => ({
    isStuck,
    handoff: exampleHandoff({
      device: { ...exampleProposal().device, name },
      enrolledAt: hours(-24 * days),
      moments: { enrolled: { at: hours(-24 * days), source: "enrolment" } },
      toUser: null,
      proposal: null,
    }),
  });
  return {
    counts: [
      { stage: "enrolled", devices: 7 },
      { stage: "provisioned", devices: 18 },
      { stage: "handed-off", devices: 2 },
      { stage: "proposed", devices: 9 },
      { stage: "decided", devices: 1 },
      { stage: "verified", devices: 214 },
    ],
    contradicted: { first: [], total: 0 },
    waiting: 25,
    stuck: 11,
    rows: [
      row("LT-0117", 31, true),
      ...Array.from({ length: 9 }, (_, index) =>
        row(`LT-02${index}0`, 20 - index, false),
      ),
    ],
    page: 1,
    pages: 3,
    ...overrides,
  };
}
