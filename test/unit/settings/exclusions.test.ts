import { describe, expect, it } from "@jest/globals";
import {
  isDeviceExcluded,
  isUserExcluded,
} from "../../../src/domain/settings/exclusions.ts";

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
  ])("compare %s with the device %s: %s", (entry, name, expected) => {
    expect(
      isDeviceExcluded({ name, category: null }, { devices: [entry] }),
    ).toBe(expected);
  });

  it("compare a category with `category:`, and no name", () => {
    const devices = ["category:Meeting rooms"];
    expect(
      isDeviceExcluded({ name: "x", category: "meeting rooms" }, { devices }),
    ).toBe(true);
    expect(
      isDeviceExcluded({ name: "meeting rooms", category: null }, { devices }),
    ).toBe(false);
  });

  it("compare people by their UPN", () => {
    expect(
      isUserExcluded("Svc.Print@contoso.com", { users: ["svc.*@contoso.com"] }),
    ).toBe(true);
    expect(isUserExcluded("ben@contoso.com", { users: [] })).toBe(false);
  });
});
