import { describe, expect, it } from "@jest/globals";
import { ownedSince } from "../../../src/domain/lookups/ownedSince.ts";
import type {
  Proposal,
  ProposalState,
} from "../../../src/domain/proposals/proposal.ts";
import {
  aDecision,
  after,
  aPerson,
  aProposal,
  DAY_MS,
  everyState,
} from "../../support/builders.ts";
import { aListedDevice } from "../../support/stagingExamples.ts";

const ana = aPerson("Ana");
const ben = aPerson("Ben");
const days = (count: number) => after(count * DAY_MS);
const decision = aDecision();
const enrolledAt = days(-30);

/** Enrolled by Ana. */
const device = aListedDevice(
  { enrolledByUpn: " Ana@contoso.com".trim().toUpperCase() },
  { enrolledAt },
);
const noBody = aListedDevice(
  { enrolment: "none", enrolledByUpn: null },
  { enrolledAt },
);
const untold = aListedDevice({ enrolledByUpn: null }, { enrolledAt });

const verified = (day: number, changed = true): ProposalState => ({
  kind: "verified",
  decision,
  appliedAt: days(day),
  verifiedAt: after(60_000, days(day)),
  changed,
});
const unseen = (day: number): ProposalState => ({
  kind: "applied",
  decision,
  appliedAt: days(day),
});
const undone = (day: number): ProposalState => ({
  kind: "undone",
  decision,
  undo: {
    requestedBy: ana,
    requestedAt: days(day),
    writeStartedAt: days(day),
    writtenAt: days(day),
  },
  undoneAt: after(60_000, days(day)),
});
const toBen = (state: ProposalState) =>
  aProposal({ fromUser: ana, toUser: ben, state });
const toAna = (state: ProposalState) =>
  aProposal({ fromUser: ben, toUser: ana, state });
const toNobody = (state: ProposalState) =>
  aProposal({ fromUser: ana, toUser: null, state });

const byUs = (day: number) => ({ by: "custodian", at: days(day) });
const elsewhere = { by: "elsewhere", at: null };
const enrolment = { by: "enrolment", at: enrolledAt };

describe("Since when a device has its primary user", () => {
  it.each<
    [string, typeof device, typeof ana | null, readonly Proposal[], object]
  >([
    ["our change", device, ben, [toBen(verified(-5))], byUs(-5)],
    ["our change to nobody", device, null, [toNobody(verified(-5))], byUs(-5)],
    ["our undo", device, ana, [toBen(undone(-4))], byUs(-4)],
    [
      "the newer of two changes of ours",
      device,
      ben,
      [toBen(verified(-9)), toAna(verified(-6)), toBen(verified(-3))],
      byUs(-3),
    ],
    [
      "a change of ours that took effect after a newer one",
      device,
      ben,
      [
        toBen({
          kind: "verified",
          decision,
          appliedAt: days(-9),
          verifiedAt: days(-3),
          changed: true,
          tookEffectLate: true,
        }),
        toAna(verified(-6)),
      ],
      byUs(-3),
    ],
    [
      "somebody else's after ours",
      device,
      ben,
      [toAna(verified(-3)), toBen(verified(-9))],
      elsewhere,
    ],
    [
      "one that shows before it is verified",
      device,
      ben,
      [toBen(unseen(-1))],
      byUs(-1),
    ],
    [
      "what was before one that does not show yet",
      device,
      ben,
      [toAna(unseen(0)), toBen(verified(-9))],
      byUs(-9),
    ],
    [
      "no change, where all was so already",
      device,
      ben,
      [toBen(verified(-5, false))],
      elsewhere,
    ],
    [
      "the enrolment, by the same name in another case",
      device,
      ana,
      [],
      enrolment,
    ],
    [
      "the enrolment after our change",
      device,
      ana,
      [toBen(verified(-31))],
      enrolment,
    ],
    ["somebody else's", device, ben, [], elsewhere],
    ["somebody else's who took the user away", device, null, [], elsewhere],
    ["the enrolment without a person", noBody, null, [], enrolment],
    [
      "somebody else's, of a device without an enrolling person",
      noBody,
      ben,
      [],
      elsewhere,
    ],
    [
      "unknown where Intune does not tell who enrolled it",
      untold,
      ben,
      [],
      { by: "unknown", at: null },
    ],
  ])("is %s", (_name, listed, primaryUser, proposals, expected) => {
    for (const order of [proposals, proposals.toReversed()])
      expect(ownedSince(listed, primaryUser, order)).toMatchObject(expected);
  });

  it("names the proposal it came from", () => {
    const proposal = toBen(verified(-5));
    expect(ownedSince(device, ben, [proposal])).toMatchObject({ proposal });
  });

  it("is by no proposal that has not changed anything", () => {
    const CHANGED = [
      "verified",
      "applied",
      "unconfirmed",
      "undoing",
      "undo-failed",
    ];
    for (const state of everyState()) {
      const { by } = ownedSince(device, ben, [toBen(state)]);
      expect([state.kind, by]).toEqual([
        state.kind,
        CHANGED.includes(state.kind) ? "custodian" : "elsewhere",
      ]);
    }
  });
});

it("is elsewhere where the sweep saw somebody else, whoever enrolled the device", () => {
  for (const listed of [device, noBody, untold])
    expect(ownedSince(listed, ana, [], { hadOtherUser: true })).toEqual({
      by: "elsewhere",
      at: null,
    });
});
