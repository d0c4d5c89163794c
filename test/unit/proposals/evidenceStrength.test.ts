import { describe, expect, it } from "@jest/globals";
import { evidenceStrength } from "../../../src/proposals/evidenceStrength.ts";
import { aPerson, aProposal } from "../../support/builders.ts";

describe("evidenceStrength", () => {
  it.each([
    ["the leader's logons net of the owner's", {}, 9],
    ["the leader's alone where there is no owner", { fromUser: null }, 12],
    [
      "everybody's net of the owner's where it would be shared",
      { toUser: null },
      12,
    ],
    ["nothing without evidence", { evidence: null }, 0],
  ])("is %s", (_what, overrides, strength) => {
    expect(evidenceStrength(aProposal(overrides))).toBe(strength);
  });

  it("puts what a person asked for before any evidence", () => {
    const asked = aProposal({
      origin: { kind: "manual", requestedBy: aPerson("Noah") },
      evidence: null,
    });
    expect(evidenceStrength(asked)).toBeGreaterThan(
      evidenceStrength(aProposal()) + 1_000_000,
    );
  });
});
