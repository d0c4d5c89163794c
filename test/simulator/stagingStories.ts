import type { DeviceStory, Logon, Person, SimulatedDevice } from "./contoso.ts";

/** The people of the staging bench, beside `staging` and `stagingLead`. */
export interface StagingCast {
  /** `superstaging@…`: the staging account's name is the end of hers, and she is a person like any other. */
  readonly superStaging: Person;
  /** A device enrolment manager that no setting names. */
  readonly enrolmentManager: Person;
  /** Its manager. */
  readonly enrolmentLead: Person;
}

/** One device for each turn that staging can take. */
export interface StagingStories {
  /**
   * Staged three days ago, Ben's since this morning. The list is unordered and has the staging account on both sides
   * of him.
   */
  readonly handedOff: SimulatedDevice;
  /** The same by the device enrolment manager: Lidia's. */
  readonly enrolledByManager: SimulatedDevice;
  /** Staged two days ago, on the bench. */
  readonly freshOnBench: SimulatedDevice;
  /** Staged 20 days ago; it checks in and nobody logs on. */
  readonly stuck: SimulatedDevice;
  /** No primary user; Megan uses it. */
  readonly selfDeployed: SimulatedDevice;
  /** No primary user; six people use it. */
  readonly kiosk: SimulatedDevice;
  /** Handed to Ben; a technician logged on after him. */
  readonly technicianOnTop: SimulatedDevice;
  /** Handed to Lidia; somebody who was deleted since logged on after her. */
  readonly deletedOnTop: SimulatedDevice;
  /** Enrolled and owned by the look-alike; Ben logged on last. No staging account had a hand in it. */
  readonly enrolledByLookAlike: SimulatedDevice;
  /** Handed to Ben, who uses it, and Intune lists nobody. */
  readonly handedOffUnlisted: SimulatedDevice;
}

/** How many devices `addStagingStories` adds. */
export const STAGING_STORIES = 10;

type AddPerson = (
  givenName: string,
  surname: string,
  more: Partial<Person>,
  localPart?: string,
) => Person;

export function addStagingCast(
  addPerson: AddPerson,
  boss: Person,
): StagingCast {
  const service = {
    department: "IT Service",
    officeLocation: "Porto",
    managerId: boss.id,
  };
  const enrolmentLead = addPerson("Joana", "Pinto", service);
  return {
    superStaging: addPerson(
      "Supriya",
      "Staging",
      { managerId: boss.id },
      "superstaging",
    ),
    enrolmentLead,
    enrolmentManager: addPerson(
      "Device",
      "Enrolment",
      {
        ...service,
        kind: "staging",
        managerId: enrolmentLead.id,
        jobTitle: null,
        mail: null,
      },
      "dem.porto",
    ),
  };
}

type AddDevice = (
  story: DeviceStory,
  primaryUser: Person | null,
  logons: readonly Logon[],
  more: Partial<SimulatedDevice>,
) => SimulatedDevice;

type StagingPeople = StagingCast &
  Readonly<
    Record<
      | "staging"
      | "owner"
      | "newOwner"
      | "employee"
      | "technician"
      | "namesake"
      | "otherNamesake"
      | "lookAlike",
      Person
    >
  >;

export function addStagingStories(
  addDevice: AddDevice,
  cast: StagingPeople,
  deletedUserId: string,
  now: Date,
): StagingStories {
  const { staging, enrolmentManager, owner, newOwner, employee } = cast;
  const hoursAgo = (hours: number): Date =>
    new Date(now.getTime() - hours * HOUR_MS);
  const logon = (by: Person | string, hours: number, count = 1): Logon => ({
    userId: typeof by === "string" ? by : by.id,
    count,
    lastAt: hoursAgo(hours),
  });
  const enrolled = (
    by: Person | null,
    daysAgo: number,
    more: Partial<SimulatedDevice> = {},
  ): Partial<SimulatedDevice> => ({
    enrolledById: by?.id ?? null,
    deviceEnrollmentType: by
      ? "deviceEnrollmentManager"
      : "windowsAzureADJoinUsingDeviceAuth",
    enrolledAt: hoursAgo(daysAgo * 24),
    lastSyncAt: hoursAgo(1),
    joinType: "azureADJoined",
    complianceState: "compliant",
    ...more,
  });

  return {
    handedOff: addDevice(
      "handed-off",
      staging,
      [logon(staging, 70, 2), logon(newOwner, 5, 4)],
      enrolled(staging, 3, {
        deviceName: "ST-HANDED-OFF",
        category: "Berlin",
        listedLogons: [
          logon(staging, 70),
          logon(newOwner, 5),
          logon(staging, 71),
        ],
      }),
    ),
    enrolledByManager: addDevice(
      "handed-off",
      enrolmentManager,
      [logon(employee, 9, 3), logon(enrolmentManager, 50, 2)],
      enrolled(enrolmentManager, 3, {
        deviceName: "ST-BY-MANAGER",
        category: "Porto",
      }),
    ),
    freshOnBench: addDevice(
      "bench",
      staging,
      [logon(staging, 46, 2)],
      enrolled(staging, 2, { deviceName: "ST-BENCH" }),
    ),
    stuck: addDevice(
      "stuck",
      staging,
      [],
      enrolled(staging, 20, {
        deviceName: "ST-STUCK",
        listedLogons: [logon(staging, 20 * 24 - 1)],
      }),
    ),
    selfDeployed: addDevice(
      "self-deployed",
      null,
      [logon(owner, 8, 6)],
      enrolled(null, 4, { deviceName: "ST-SELF" }),
    ),
    kiosk: addDevice(
      "kiosk",
      null,
      [
        owner,
        newOwner,
        employee,
        cast.namesake,
        cast.otherNamesake,
        cast.lookAlike,
      ].map((person, n) => logon(person, 3 + 7 * n, 4)),
      enrolled(null, 90, { deviceName: "ST-KIOSK", category: "Kiosk" }),
    ),
    technicianOnTop: addDevice(
      "handed-off",
      staging,
      [logon(cast.technician, 2), logon(newOwner, 6, 5), logon(staging, 60, 2)],
      enrolled(staging, 3, { deviceName: "ST-TECHNICIAN" }),
    ),
    deletedOnTop: addDevice(
      "handed-off",
      staging,
      [logon(deletedUserId, 3), logon(employee, 7, 5), logon(staging, 60, 2)],
      enrolled(staging, 3, { deviceName: "ST-DELETED" }),
    ),
    enrolledByLookAlike: addDevice(
      "owned",
      cast.superStaging,
      [logon(cast.superStaging, 9, 9), logon(newOwner, 4)],
      enrolled(cast.superStaging, 30, {
        deviceName: "ST-LOOKALIKE",
        deviceEnrollmentType: "windowsAzureADJoin",
      }),
    ),
    handedOffUnlisted: addDevice(
      "handed-off",
      staging,
      [logon(newOwner, 4, 6)],
      enrolled(staging, 3, { deviceName: "ST-UNLISTED", listedLogons: [] }),
    ),
  };
}

const HOUR_MS = 60 * 60 * 1000;
