import { describe, expect, it } from "@jest/globals";
import { isRemembered } from "../../../src/proposals/memory.ts";
import type {
  Proposal,
  ProposalState,
} from "../../../src/proposals/proposal.ts";
import {
  after,
  aDecision,
  aPerson,
  aProposal,
  DAY_MS,
  everyState,
  NOON,
} from "../../support/builders.ts";

const ben = aPerson("Ben");
const lidia = aPerson("Lidia");

/** Ben was proposed with 12 logons, and it ended so at noon. */
function ended(state: ProposalState, toUser: Proposal["toUser"] = ben) {
  const proposal = aProposal({ toUser, state });
  return {
    ...proposal,
    evidence: proposal.evidence && {
      ...proposal.evidence,
      counted: [
        { person: ben, logons: 12 },
        { person: lidia, logons: 3 },
      ],
    },
  };
}

const seen = (logons: number, person = ben) => ({
  counted: [{ person, logons }],
});

const stateOf = (kind: ProposalState["kind"]): ProposalState => {
  const state = everyState().find((one) => one.kind === kind);
  if (!state) throw new Error(`There is no ${kind}`);
  return state;
};

describe("isRemembered", () => {
  it.each<[ProposalState["kind"], number | null]>([
    ["rejected", 30],
    ["undone", 30],
    ["undo-failed", 30],
    ["expired", 7],
    ["failed", 7],
    ["unconfirmed", 7],
    ["superseded", null],
    ["verified", null],
    ["pending", null],
  ])("keeps a %s proposal in mind for %s days", (kind, days) => {
    const earlier = [ended(stateOf(kind))];
    const at = (ms: number) =>
      isRemembered(earlier, ben.id, seen(12), after(ms));
    expect(at(0)).toBe(days !== null);
    if (days === null) return;
    expect(at(days * DAY_MS - 1)).toBe(true);
    expect(at(days * DAY_MS)).toBe(false);
  });

  it.each<[ProposalState["kind"], boolean]>([
    ["rejected", false],
    ["undone", false],
    ["expired", true],
    ["failed", true],
  ])("of a %s one, twice the logons change it: still kept %s", (kind, kept) => {
    const earlier = [ended(stateOf(kind))];
    expect(isRemembered(earlier, ben.id, seen(23), NOON)).toBe(true);
    expect(isRemembered(earlier, ben.id, seen(24), NOON)).toBe(kept);
  });

  it("is of the pair: another person, or nobody, is another question", () => {
    const earlier = [ended({ kind: "rejected", decision: aDecision() })];
    expect(isRemembered(earlier, lidia.id, seen(12, lidia), NOON)).toBe(false);
    expect(isRemembered(earlier, null, seen(12), NOON)).toBe(false);
  });

  it("counts everybody's logons where the device would be shared", () => {
    const earlier = [ended({ kind: "rejected", decision: aDecision() }, null)];
    expect(isRemembered(earlier, null, seen(29, lidia), NOON)).toBe(true);
    expect(isRemembered(earlier, null, seen(30, lidia), NOON)).toBe(false);
  });

  it("knows no doubling of what was asked by hand without evidence", () => {
    const rejected = ended({ kind: "rejected", decision: aDecision() });
    expect(
      isRemembered([{ ...rejected, evidence: null }], ben.id, seen(999), NOON),
    ).toBe(true);
  });

  it("holds when any one of several earlier answers does", () => {
    const old = ended({ kind: "expired", at: after(-8 * DAY_MS) });
    const recent = ended({ kind: "expired", at: after(-DAY_MS) });
    expect(isRemembered([old], ben.id, seen(12), NOON)).toBe(false);
    expect(isRemembered([old, recent], ben.id, seen(12), NOON)).toBe(true);
  });
});
