import { describe, expect, it } from "@jest/globals";
import { possibleActions } from "../../../src/domain/proposals/possibleActions.ts";
import { NO_PAIRS } from "../../../src/domain/people/pairedAccounts.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import {
  aDecision,
  after,
  aProposal,
  HOUR_MS,
  NOON,
} from "../../support/builders.ts";

const ana = {
  id: "a0000000-0000-4000-8000-000000000001" as UserId,
  displayName: "Ana",
  userPrincipalName: "ana@contoso.com",
};

describe("what may be done with a verified proposal", () => {
  const verified = (changed: boolean) =>
    aProposal({
      state: {
        kind: "verified",
        decision: aDecision(),
        appliedAt: NOON,
        verifiedAt: NOON,
        changed,
      },
      undoUntil: after(HOUR_MS),
    });

  it("is to undo it, until the end of its window", () => {
    const actsAt = (now: Date) =>
      possibleActions(verified(true), ana, NO_PAIRS, now).acts;
    expect(actsAt(after(HOUR_MS - 1))).toEqual(["undo"]);
    expect(actsAt(after(HOUR_MS))).toEqual([]);
    expect(actsAt(after(2 * HOUR_MS))).toEqual([]);
  });

  it("is nothing where nothing was changed", () => {
    expect(possibleActions(verified(false), ana, NO_PAIRS, NOON).acts).toEqual(
      [],
    );
  });
});
