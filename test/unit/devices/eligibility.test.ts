import { describe, expect, it } from "@jest/globals";
import type { Device, DeviceId } from "../../../src/domain/devices/device.ts";
import {
  describeDeviceIneligibility,
  whyDeviceNotEligible,
  type DeviceIneligibility,
} from "../../../src/domain/devices/eligibility.ts";
import { english } from "../../../bot/messages/languages.ts";

const laptop = (overrides: Partial<Device> = {}): Device => ({
  id: "f61dc341-c9c9-40c1-abbd-6997016f4c9e" as DeviceId,
  name: "LAP-001",
  model: "Latitude",
  manufacturer: "Dell Inc.",
  serialNumber: "5CG1",
  operatingSystem: "Windows",
  joinType: "joined",
  entraDeviceId: null,
  lastCheckInAt: null,
  enrolledAt: null,
  category: null,
  ...overrides,
});
const running = (operatingSystem: string) => laptop({ operatingSystem });

describe("whyDeviceNotEligible", () => {
  it.each<[string, Device | null, DeviceIneligibility | null]>([
    ["a joined Windows device", laptop(), null],
    ["a hybrid joined one", laptop({ joinType: "hybrid" }), null],
    ["a registered one", laptop({ joinType: "registered" }), "not-joined"],
    [
      "one of unknown join type",
      laptop({ joinType: "unknown" }),
      "join-unknown",
    ],
    [
      "macOS of unknown join type",
      laptop({ operatingSystem: "macOS", joinType: "unknown" }),
      "not-windows",
    ],
    ["none", null, "gone"],
    ["windows", running("windows"), null],
    ["Windows with spaces", running(" Windows "), null],
    ["Windows 11", running("Windows 11"), null],
    ["Windows 10 Enterprise", running("Windows 10 Enterprise"), null],
    ["Windows Phone", running("Windows Phone"), "not-windows"],
    ["Windows  Mobile", running("Windows  Mobile"), "not-windows"],
    ["WindowsMobile", running("WindowsMobile"), "not-windows"],
    ["macOS", running("macOS"), "not-windows"],
    [
      "iOS, registered",
      laptop({ operatingSystem: "iOS", joinType: "registered" }),
      "not-windows",
    ],
    ["not Windows", running("not Windows"), "not-windows"],
    ["no operating system", running(""), "not-windows"],
  ])("judges %s", (_name, device, expected) => {
    expect(whyDeviceNotEligible(device)).toBe(expected);
  });
});

describe("describeDeviceIneligibility", () => {
  it("has a sentence of its own for each reason", () => {
    const reasons: DeviceIneligibility[] = [
      "gone",
      "not-windows",
      "not-joined",
      "join-unknown",
    ];
    const named = reasons.map((reason) =>
      english.t(describeDeviceIneligibility(reason)),
    );

    expect(new Set(named).size).toBe(reasons.length);
    for (const message of named) expect(message).toMatch(/^[A-Z].*\.$/);
  });
});
