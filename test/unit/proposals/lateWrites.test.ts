import { describe, expect, it } from "@jest/globals";
import type {
  Proposal,
  ProposalState,
} from "../../../src/domain/proposals/proposal.ts";
import {
  LATE_LOOKS_MS,
  laterOf,
  replacedBeside,
  tookEffectLate,
} from "../../../src/domain/proposals/lateWrites.ts";
import {
  aPerson,
  aProposal,
  everyState,
  MINUTE_MS,
  NOON,
} from "../../support/builders.ts";

const before = new Date(NOON.getTime() - MINUTE_MS);
const after = new Date(NOON.getTime() + MINUTE_MS);

/** One of each state, all of whose instants are `at`. */
function everyStateAt(at: Date): readonly ProposalState[] {
  return everyState().map((state) => withTimes(state, at));
}

function withTimes<T>(value: T, at: Date): T {
  if (value instanceof Date) return at as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, withTimes(one, at)]),
  ) as T;
}

function stateOf<Kind extends ProposalState["kind"]>(kind: Kind, at: Date) {
  const found = everyStateAt(at).find((state) => state.kind === kind);
  return found as Extract<ProposalState, { kind: Kind }>;
}

const other = (state: ProposalState): Proposal => aProposal({ state });

const LATER: Partial<Record<ProposalState["kind"], string>> = {
  approved: "under-way",
  applying: "under-way",
  applied: "under-way",
  undoing: "under-way",
  verified: "wrote",
  unconfirmed: "wrote",
  undone: "wrote",
  "undo-failed": "wrote",
};

describe("laterOf", () => {
  it.each(everyStateAt(after).map((state) => [state.kind, state] as const))(
    "says of a later one that is %s whether it wrote, may write, or does not matter",
    (kind, state) => {
      expect(laterOf([other(state)], NOON)).toBe(LATER[kind] ?? "none");
    },
  );

  it("counts what failed or was overtaken when its write may have been sent", () => {
    for (const kind of ["failed", "superseded"] as const) {
      const state = { ...stateOf(kind, after), writeStartedAt: after };
      expect(laterOf([other(state)], NOON)).toBe("wrote");
      const earlier = { ...state, writeStartedAt: before };
      expect(laterOf([other(earlier)], NOON)).toBe("none");
    }
  });

  it("goes by when it was written, not by when it was approved", () => {
    const state = stateOf("verified", after);
    const decision = { ...state.decision, decidedAt: before };
    expect(laterOf([other({ ...state, decision })], NOON)).toBe("wrote");
    expect(laterOf([other(stateOf("verified", before))], NOON)).toBe("none");
  });

  it("does not count what found nothing to write", () => {
    const state = { ...stateOf("verified", after), changed: false };
    expect(laterOf([other(state)], NOON)).toBe("none");
  });
});

describe("tookEffectLate", () => {
  const doubtful = aProposal({
    state: { ...stateOf("failed", before), writeStartedAt: before },
  });

  it("is the change whose write in doubt explains who is shown, for a day", () => {
    const { toUser, fromUser } = doubtful;
    const late = new Date(before.getTime() + LATE_LOOKS_MS);
    expect(tookEffectLate([doubtful], toUser, NOON, NOON)).toBe(doubtful);
    expect(tookEffectLate([doubtful], fromUser, NOON, NOON)).toBeNull();
    expect(tookEffectLate([doubtful], null, NOON, NOON)).toBeNull();
    expect(tookEffectLate([doubtful], toUser, NOON, late)).toBeNull();
  });

  it("is an undo in doubt where who was before is shown", () => {
    const state = stateOf("undo-failed", before);
    const undo = { ...state.undo, writeStartedAt: before };
    const undoing = aProposal({ state: { ...state, undo } });
    const { toUser, fromUser } = undoing;
    expect(tookEffectLate([undoing], fromUser, NOON, NOON)).toBe(undoing);
    expect(tookEffectLate([undoing], toUser, NOON, NOON)).toBeNull();
  });

  it("is one that was found since the change that asks is on its way, and none that was known then", () => {
    const found = aProposal({ state: stateOf("verified", after) });
    const known = aProposal({ state: stateOf("verified", before) });
    expect(tookEffectLate([found], found.toUser, NOON, after)).toBe(found);
    expect(tookEffectLate([known], known.toUser, NOON, after)).toBeNull();
  });
});

describe("replacedBeside", () => {
  const ana = aPerson("Ana");
  const ben = aPerson("Ben");
  const earlier = aProposal({ state: stateOf("failed", before) });
  const asking = (state: ProposalState) =>
    replacedBeside(
      earlier,
      aProposal({ fromUser: ana, toUser: ben, createdAt: before, state }),
    );

  it("is whom a change that is on its way still has to replace", () => {
    for (const kind of ["approved", "applied"] as const)
      expect(asking(stateOf(kind, NOON))).toEqual(ana);
  });

  it("is whom an undo still has to replace, or who was seen beside it, nobody included", () => {
    const asked = stateOf("undoing", NOON);
    const { requestedBy, requestedAt, writeStartedAt, writtenAt } = asked.undo;
    const undo = { requestedBy, requestedAt, writeStartedAt, writtenAt };
    const undoing = { ...asked, undo };
    expect(asking(undoing)).toEqual(ben);
    const seen = { by: null, at: after, primaryUser: null };
    expect(
      asking({ ...undoing, undo: { ...undo, otherChange: seen } }),
    ).toBeNull();
  });
});
