import { describe, expect, it } from "@jest/globals";
import { evidenceStrength } from "../../../src/domain/proposals/evidenceStrength.ts";
import type { HandoffOutcome } from "../../../src/domain/evidence/handoffOutcome.ts";
import { aPerson, aProposal, NOON } from "../../support/builders.ts";

const ana = aPerson("Ana");
const ben = aPerson("Ben");
const cleo = aPerson("Cleo");

const evidence = {
  ...(aProposal().evidence as NonNullable<
    ReturnType<typeof aProposal>["evidence"]
  >),
  counted: [
    { person: ben, logons: 12 },
    { person: cleo, logons: 5 },
    { person: ana, logons: 3 },
  ],
};

describe("evidenceStrength", () => {
  it.each([
    ["nets what speaks for the present primary user", ana, ben, 9],
    ["takes all there is when there is no primary user", null, ben, 12],
    [
      "takes all there is when the primary user was not seen",
      aPerson("Dan"),
      ben,
      12,
    ],
    [
      "counts everybody for a shared device, but the one who has it",
      ana,
      null,
      17,
    ],
    [
      "is negative when less speaks for the change than against it",
      ben,
      ana,
      -9,
    ],
    ["finds nothing for a person who was not seen", ana, aPerson("Eve"), -3],
  ])("%s", (_name, fromUser, toUser, strength) => {
    expect(evidenceStrength(aProposal({ evidence, fromUser, toUser }))).toBe(
      strength,
    );
  });

  it("is nothing without evidence", () => {
    expect(evidenceStrength(aProposal({ evidence: null }))).toBe(0);
  });

  it("puts what a person asked for before all evidence", () => {
    const manual = aProposal({
      evidence: null,
      origin: { kind: "manual", requestedBy: cleo },
    });
    expect(evidenceStrength(manual)).toBeGreaterThan(500 * 1_000_000);
  });

  it("ranks a handoff with the fewest logons that suffice, and a shared device by its people", () => {
    const strength = (outcome: HandoffOutcome) =>
      evidenceStrength(
        aProposal({ evidence: { ...evidence, counted: [], outcome } }),
      );
    expect(
      strength({
        kind: "handed-off",
        toUser: ben.id,
        loggedOnAt: NOON,
        reason: "staged",
      }),
    ).toBe(3);
    expect(strength({ kind: "shared", people: 5 })).toBe(5);
  });
});
