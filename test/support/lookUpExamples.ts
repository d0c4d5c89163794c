import type { Device, DeviceId } from "../../src/domain/devices/device.ts";
import type { DirectoryDevice } from "../../src/domain/devices/directory.ts";
import type { Choice } from "../../src/domain/matching/finding.ts";
import type {
  DeviceAnswer,
  UserAnswer,
} from "../../src/domain/lookups/lookup.ts";
import type { PersonRef, User } from "../../src/domain/people/user.ts";
import {
  ana,
  ben,
  cleo,
  dara,
  exampleProposal,
  hours,
} from "./cardExamples.ts";

const exampleDevice: Device = {
  ...exampleProposal().device,
  manufacturer: "Dell Inc.",
  operatingSystem: "Windows",
  joinType: "joined",
  entraDeviceId: "0c6a3f0e-2f5b-4f0a-8a6e-8b1f2b9f5d21",
  enrolledAt: hours(-400),
  category: "Office",
};

export function aDirectoryDevice(
  overrides: Partial<Device> = {},
): DirectoryDevice {
  return {
    device: { ...exampleDevice, ...overrides },
    enrolment: "user",
    enrolledByUpn: ana.userPrincipalName,
    compliance: "compliant",
    listedUser: ana,
    lastLogons: [],
    seenAt: hours(-3),
  };
}

/** Ana has the device, Ben uses it more, and an approver is asked. */
export function aDeviceAnswer(
  overrides: Partial<DeviceAnswer> = {},
): DeviceAnswer {
  return {
    device: aDirectoryDevice(),
    freshness: { kind: "live" },
    primaryUser: {
      person: ana,
      department: "Sales",
      officeLocation: "Berlin 2.14",
      manager: cleo,
      isManagerLate: false,
    },
    since: { by: "enrolment", at: hours(-400) },
    seen: [
      {
        person: ben,
        name: ben.userPrincipalName,
        logons: 12,
        lastAt: hours(-3),
      },
      {
        person: ana,
        name: ana.userPrincipalName,
        logons: 3,
        lastAt: hours(-50),
      },
      {
        person: dara,
        name: dara.userPrincipalName,
        logons: null,
        lastAt: hours(-70),
      },
      {
        person: null,
        name: "7b1f2b9f-5d21-4f0a-8a6e-0c6a3f0e2f5b",
        logons: null,
        lastAt: null,
      },
    ],
    seenAt: hours(-2),
    confidence: "others-use-it-more",
    isConfidenceForAll: true,
    proposal: exampleProposal(),
    intuneUrl:
      "https://intune.microsoft.com/#view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/overview/mdmDeviceId/5b0c2f9e-7c39-4a6e-9a55-0d2f3c1e8b17",
    ...overrides,
  };
}

export function aUser(person: PersonRef = ana): User {
  return {
    ...person,
    mail: person.userPrincipalName,
    department: "Sales",
    officeLocation: "Berlin 2.14",
    accountEnabled: true,
    userType: "member",
    hasIntunePlan: true,
  };
}

/** Ana, who has two devices and was seen on a third. */
export function aUserAnswer(overrides: Partial<UserAnswer> = {}): UserAnswer {
  return {
    user: aUser(),
    freshness: { kind: "live" },
    manager: cleo,
    isManagerLate: false,
    owned: [
      aDirectoryDevice(),
      {
        ...aDirectoryDevice({ name: "PH-0007", model: "iPhone 16" }),
        compliance: "noncompliant",
      },
    ],
    ownedTotal: 2,
    used: [
      {
        ...aDirectoryDevice({ name: "KIOSK-3", lastCheckInAt: null }),
        lastLogons: [{ userId: ana.id, at: hours(-30) }],
        reported: null,
      },
    ],
    usedTotal: 1,
    page: 0,
    pages: 1,
    devicesSeenAt: hours(-3),
    entraUrl:
      "https://intune.microsoft.com/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/0c6a3f0e-2f5b-4f0a-8a6e-8b1f2b9f5d21",
    ...overrides,
  };
}

export function aDeviceChoice(
  overrides: Partial<Choice<Device>> = {},
): Choice<Device> {
  return {
    text: "LT-0042",
    found: [
      exampleDevice,
      {
        ...exampleDevice,
        id: "9a55c2f9-7c39-4a6e-5b0c-0d2f3c1e8b17" as DeviceId,
        serialNumber: "5CG9876ABC",
        lastCheckInAt: null,
      },
    ],
    more: false,
    isNear: false,
    unchecked: false,
    ...overrides,
  };
}

export function aUserChoice(
  overrides: Partial<Choice<User>> = {},
): Choice<User> {
  return {
    text: "Ana",
    found: [aUser(), aUser({ ...ben, displayName: "Ana Ortiz" })],
    more: true,
    isNear: false,
    unchecked: false,
    ...overrides,
  };
}

/** Every text in it replaced, ids and instants left alone. */
export function withTexts<T>(value: T, text: string): T {
  const replace = (inner: unknown, key = ""): unknown => {
    if (inner instanceof Date) return inner;
    if (Array.isArray(inner)) return inner.map((item) => replace(item));
    if (typeof inner === "object" && inner !== null)
      return Object.fromEntries(
        Object.entries(inner).map(([name, of]) => [name, replace(of, name)]),
      );
    return typeof inner === "string" && FREE.has(key) ? text : inner;
  };
  return replace(value) as T;
}

const FREE: ReadonlySet<string> = new Set([
  "name",
  "model",
  "manufacturer",
  "serialNumber",
  "operatingSystem",
  "category",
  "entraDeviceId",
  "enrolledByUpn",
  "displayName",
  "userPrincipalName",
  "mail",
  "department",
  "officeLocation",
  "text",
]);
