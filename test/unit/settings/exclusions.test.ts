import { describe, expect, it } from "@jest/globals";
import type { UserId } from "../../../src/domain/people/user.ts";
import {
  isUserExcluded,
  whyDeviceExcluded,
} from "../../../src/domain/settings/exclusions.ts";

const why = (
  name: string,
  category: string | null,
  ...excludedDevices: readonly string[]
) => whyDeviceExcluded({ name, category }, { excludedDevices }, false);

describe("exclusions", () => {
  it.each([
    ["KIOSK-*", "kiosk-12", true],
    ["KIOSK-*", "my-kiosk-12", false],
    ["*-LAB-*", "ber-lab-3", true],
    ["*-LAB", "ber-lab-3", false],
    ["LT-1", "LT-1", true],
    ["LT-1", "LT-11", false],
    ["a*a", "a", false],
    ["*", "anything", true],
    ["L.-1", "LT-1", false],
    ["(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false],
  ])("compare %s with the device %s: %s", (entry, name, expected) => {
    expect(why(name, null, entry)).toEqual(
      expected ? { by: "name", entry } : null,
    );
  });

  it("compare a category with `category:`, and no name", () => {
    const entry = "category:Meeting rooms";
    expect(why("x", "meeting rooms", entry)).toEqual({ by: "category", entry });
    expect(why("meeting rooms", null, entry)).toBeNull();
  });

  it("name the first entry that fits, then the group, and an edition before all", () => {
    const device = { name: "LT-1", category: null };
    const entries = { excludedDevices: ["X", "LT-*", "*"] };
    expect(whyDeviceExcluded(device, entries, true)).toEqual({
      by: "name",
      entry: "LT-*",
    });
    expect(whyDeviceExcluded(device, { excludedDevices: [] }, true)).toEqual({
      by: "group",
    });
    expect(
      whyDeviceExcluded({ ...device, edition: "room" }, entries, true),
    ).toEqual({ by: "room" });
  });

  it("compare people by their UPN and by the group", () => {
    const user = (userPrincipalName: string) => ({
      id: "1" as UserId,
      userPrincipalName,
    });
    const excludedUsers = ["svc.*@contoso.com"];
    const nobody = new Set<UserId>();
    expect(
      isUserExcluded(user("Svc.Print@contoso.com"), { excludedUsers }, nobody),
    ).toBe(true);
    const ben = user("ben@contoso.com");
    expect(isUserExcluded(ben, { excludedUsers }, nobody)).toBe(false);
    expect(isUserExcluded(ben, { excludedUsers }, new Set([ben.id]))).toBe(
      true,
    );
  });

  it("come to an end with a pattern of nothing but doubt", () => {
    const name = "a".repeat(100_000);
    expect(why(name, null, `${"a*".repeat(50_000)}b`)).toBeNull();
  });
});
