import { expect, it } from "@jest/globals";
import type { ProposalState } from "../../../src/domain/proposals/proposal.ts";
import {
  PROPAGATION_MS,
  replacedRecently,
} from "../../../src/domain/proposals/replacedRecently.ts";
import {
  aDecision,
  after,
  aProposal,
  HOUR_MS,
} from "../../support/builders.ts";

it("counts from when a change took effect, which of a late one is when it was seen", () => {
  const seenAt = after(HOUR_MS);
  const state: ProposalState = {
    kind: "verified",
    decision: aDecision(),
    appliedAt: after(0),
    verifiedAt: seenAt,
    changed: true,
  };
  const late = aProposal({ state: { ...state, tookEffectLate: true } });
  const { fromUser } = late;
  const isReplaced = (proposal: typeof late, ms: number) =>
    replacedRecently(proposal, fromUser, after(ms, seenAt));
  expect(isReplaced(late, PROPAGATION_MS - 1)).toBe(true);
  expect(isReplaced(late, PROPAGATION_MS)).toBe(false);
  expect(isReplaced({ ...late, state }, 0)).toBe(false);
});
