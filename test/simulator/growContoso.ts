import type {
  Contoso,
  DeviceStory,
  Logon,
  Person,
  SimulatedDevice,
} from "./contoso.ts";
import {
  DEPARTMENTS,
  DOMAIN,
  GIVEN_NAMES,
  HARDWARE,
  JOB_TITLES,
  OFFICES,
  SURNAMES,
  toLocalPart,
} from "./names.ts";
import { createRandom } from "./random.ts";

interface Growth {
  /** Devices in all afterwards. Those that are there stay; none is added when there are as many. */
  readonly devices: number;
  /** Accounts in all afterwards. Default: four for five devices. */
  readonly people?: number;
  /** The same seed adds the same. */
  readonly seed?: number;
  /** "Now" of the tenant. */
  readonly now?: Date;
}

/**
 * Makes the tenant as large as a real one, for measuring: 20,000 devices take about half a second. Most devices are
 * used by their primary user; of each 1,000, 72 have another story (`STORIES`). Those added are called `GR-…`.
 */
export function growContoso(contoso: Contoso, growth: Growth): void {
  const random = createRandom((growth.seed ?? 1) + 0x6e0);
  const now = (growth.now ?? new Date()).getTime();
  const wantedPeople = growth.people ?? Math.ceil(growth.devices * 0.8);
  const { staging, enrolmentManager, technician, admin } = contoso.cast;
  const employees = [...contoso.people.values()].filter(
    ({ kind, accountEnabled }) => kind === "employee" && accountEnabled,
  );

  for (let n = contoso.people.size; n < wantedPeople; n++) {
    const givenName = random.pick(GIVEN_NAMES);
    const surname = random.pick(SURNAMES);
    const upn = `${toLocalPart(givenName, surname)}.${n}@${DOMAIN}`;
    const leaves = n % 25 === 0;
    const person: Person = {
      id: random.guid(),
      userPrincipalName: upn,
      displayName: `${givenName} ${surname}`,
      givenName,
      surname,
      mail: upn,
      department: random.pick(DEPARTMENTS),
      officeLocation: random.pick(OFFICES),
      jobTitle: random.pick(JOB_TITLES),
      accountEnabled: !leaves,
      userType: "Member",
      plans: PLANS,
      managerId: admin.id,
      teamsUserId: `29:1${random.token(42)}`,
      kind: leaves ? "leaver" : "employee",
    };
    contoso.people.set(person.id, person);
    if (!leaves) employees.push(person);
  }

  const logon = (userId: string, hoursAgo: number, count = 1): Logon => ({
    userId,
    count,
    lastAt: new Date(
      now - hoursAgo * HOUR_MS - Math.floor(random.next() * 6e4),
    ),
  });
  for (let n = contoso.devices.size; n < growth.devices; n++) {
    const story = STORIES[n % 1000] ?? "owned";
    const one = random.pick(employees).id;
    const other = random.pick(employees).id;
    const stager = n % 3 === 0 ? enrolmentManager.id : staging.id;
    const { enrolledBy, primaryUser, enrolledDaysAgo, logons } = ((): Cycle => {
      switch (story) {
        case "handed-off":
          return {
            enrolledBy: stager,
            primaryUser: stager,
            enrolledDaysAgo: 4,
            logons: [
              logon(stager, 80, 2),
              logon(one, 10 + (n % 40), 5),
              ...(n % 7 === 0 ? [logon(technician.id, 4)] : []),
              ...(n % 11 === 0 ? [logon(contoso.deletedUserId, 3)] : []),
            ],
          };
        case "bench":
          return {
            enrolledBy: stager,
            primaryUser: stager,
            enrolledDaysAgo: 2,
            logons: [logon(stager, 40, 2)],
          };
        case "stuck":
          return {
            enrolledBy: stager,
            primaryUser: stager,
            enrolledDaysAgo: 20,
            logons: [logon(stager, 19 * 24)],
          };
        case "self-deployed":
          return {
            enrolledBy: null,
            primaryUser: null,
            enrolledDaysAgo: 6,
            logons: [logon(one, 9, 6)],
          };
        case "kiosk":
          return {
            enrolledBy: null,
            primaryUser: null,
            enrolledDaysAgo: 200,
            logons: Array.from({ length: 6 }, (_, k) =>
              logon(random.pick(employees).id, 5 + 9 * k, 4),
            ),
          };
        case "handed-over":
          return {
            enrolledBy: one,
            primaryUser: one,
            enrolledDaysAgo: 300,
            logons: [logon(other, 6, 9)],
          };
        case "idle":
          return {
            enrolledBy: one,
            primaryUser: one,
            enrolledDaysAgo: 300,
            logons: [],
          };
        case "owned":
        case "staged":
        case "shared-desk":
        case "left-behind":
        case "guest-use":
        case "unlicensed-use":
          return {
            enrolledBy: one,
            primaryUser: one,
            enrolledDaysAgo: 30 + (n % 700),
            logons: [
              logon(one, 2 + (n % 90), 8),
              ...(n % 9 === 0 ? [logon(technician.id, 50)] : []),
            ],
          };
      }
    })();
    const device: SimulatedDevice = {
      id: random.guid(),
      entraDeviceId: random.guid(),
      entraObjectId: random.guid(),
      deviceName: `GR-${String(n + 1).padStart(6, "0")}`,
      serialNumber: `GRW${String(n + 1).padStart(8, "0")}`,
      ...random.pick(HARDWARE),
      operatingSystem: "Windows",
      osVersion: "10.0.26100.6899",
      joinType: "azureADJoined",
      deviceEnrollmentType:
        enrolledBy === null
          ? "windowsAzureADJoinUsingDeviceAuth"
          : enrolledBy === stager
            ? "deviceEnrollmentManager"
            : "windowsAzureADJoin",
      enrolledById: enrolledBy,
      enrolledAt: new Date(now - enrolledDaysAgo * 24 * HOUR_MS),
      lastSyncAt: new Date(now - (1 + (n % 600)) * 60_000),
      complianceState: n % 12 === 0 ? "noncompliant" : "compliant",
      entraAccountEnabled: true,
      alternativeSecurityKeys: [],
      logons,
      category: random.pick(CATEGORIES),
      story,
      primaryUsers: [{ userId: primaryUser, visibleAt: 0 }],
    };
    contoso.devices.set(device.id, device);
  }
}

interface Cycle {
  readonly enrolledBy: string | null;
  readonly primaryUser: string | null;
  readonly enrolledDaysAgo: number;
  readonly logons: readonly Logon[];
}

const HOUR_MS = 60 * 60 * 1000;
const PLANS: Person["plans"] = ["AAD_PREMIUM", "INTUNE_A", "INTUNE_O365"];
const CATEGORIES = ["Unknown", "Unknown", "Berlin", "Porto", "Leeds"];

/**
 * By the last three digits of a device's number, so that a fleet of any size has its share of each; the rest are
 * owned.
 */
const STORIES: Readonly<Record<number, DeviceStory>> = Object.fromEntries(
  (
    [
      ["handed-off", 12],
      ["bench", 10],
      ["stuck", 2],
      ["self-deployed", 6],
      ["kiosk", 4],
      ["handed-over", 8],
      ["idle", 30],
    ] as const
  )
    .flatMap(([story, count]) =>
      Array.from({ length: count }, (): DeviceStory => story),
    )
    // Spread, since what stands together comes in one page.
    .map((story, n) => [(n * 13 + 7) % 1000, story]),
);
