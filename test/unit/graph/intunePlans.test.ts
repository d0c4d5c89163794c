import { describe, expect, it } from "@jest/globals";
import { hasIntunePlan } from "../../../src/adapters/graph/intunePlans.ts";

const PLAN_1 = "c1ec4a95-1f05-45b3-a911-aa3fa01094f5";
const OFFICE_365 = "882e1d05-acd1-4ccb-8708-6ee03664b117";
const PLAN_2 = "d9923fe3-a2de-4d29-a5be-e3e83bb786be";

describe("hasIntunePlan", () => {
  it.each([
    ["Plan 1", PLAN_1, "Enabled", true],
    ["Plan 1 in capitals", PLAN_1.toUpperCase(), "Enabled", true],
    ["Plan 1 in its grace period", PLAN_1, "Warning", true],
    ["Plan 1, suspended", PLAN_1, "Suspended", false],
    ["Plan 1, deleted", PLAN_1, "Deleted", false],
    ["Plan 1, locked out", PLAN_1, "LockedOut", false],
    ["Plan 1 without a status", PLAN_1, null, false],
    [
      "volume licensing",
      "3e170737-c728-4eae-bbb9-3f3360f7184c",
      "Enabled",
      true,
    ],
    ["education", "da24caf9-af8e-485c-b7c8-e73336da2693", "Enabled", true],
    ["Office 365's mobility", OFFICE_365, "Enabled", false],
    ["Plan 2 alone", PLAN_2, "Enabled", false],
    ["no plan id", null, "Enabled", false],
  ])("with %s", (_name, servicePlanId, capabilityStatus, expected) => {
    expect(hasIntunePlan([{ servicePlanId, capabilityStatus }])).toBe(expected);
  });

  it("needs one among many", () => {
    const enabled = (servicePlanId: string) => ({
      servicePlanId,
      capabilityStatus: "Enabled",
    });

    expect(hasIntunePlan([])).toBe(false);
    expect(hasIntunePlan([enabled(OFFICE_365), enabled(PLAN_1)])).toBe(true);
    expect(hasIntunePlan([enabled(OFFICE_365), enabled(PLAN_2)])).toBe(false);
  });
});
