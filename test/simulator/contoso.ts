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
import {
  addStagingCast,
  addStagingStories,
  STAGING_STORIES,
  type StagingCast,
  type StagingStories,
} from "./stagingStories.ts";

/** What a person does with devices, which is what a test or a demo looks for. */
type PersonKind =
  "employee" | "technician" | "staging" | "leaver" | "guest" | "unlicensed";

export interface Person {
  /** Entra object id. */
  readonly id: string;
  userPrincipalName: string;
  displayName: string;
  readonly givenName: string;
  readonly surname: string;
  readonly mail: string | null;
  readonly department: string | null;
  readonly officeLocation: string | null;
  readonly jobTitle: string | null;
  accountEnabled: boolean;
  readonly userType: "Member" | "Guest";
  /** Enabled service plans by name. */
  plans: readonly PlanName[];
  managerId: string | null;
  /** How Teams names them to this bot: `29:…`. */
  readonly teamsUserId: string;
  readonly kind: PersonKind;
  /** Of an account that is synchronized from a domain. */
  onPremisesSid?: string;
  /** Further mail addresses. */
  aliases?: readonly string[];
}

/** Service plans as Microsoft numbers them. INTUNE_O365 is in nearly every Office licence and is no Intune licence. */
export const PLAN_IDS = {
  INTUNE_A: "c1ec4a95-1f05-45b3-a911-aa3fa01094f5",
  INTUNE_O365: "882e1d05-acd1-4ccb-8708-6ee03664b117",
  AAD_PREMIUM: "41781fb2-bc02-4b7c-bd55-b576c07bb09d",
} as const;
type PlanName = keyof typeof PLAN_IDS;

/** What is going on with a device; says what a right decision about it would be. */
export type DeviceStory =
  /** Its primary user uses it. */
  | "owned"
  /** Somebody else has used it for a week. */
  | "handed-over"
  /** Many people use it, nobody most. */
  | "shared-desk"
  /** Prepared by the staging account, its primary user still; its person has begun to use it. */
  | "staged"
  /** Prepared, lying on the bench: only the staging account logged on. */
  | "bench"
  /** Its primary user left; a colleague uses it. */
  | "left-behind"
  /** Mostly used by a guest. */
  | "guest-use"
  /** Mostly used by someone without an Intune licence. */
  | "unlicensed-use"
  /** A primary user and no logons in the window. */
  | "idle"
  /**
   * Prepared by a staging account or a device enrolment manager, its primary user still; its person logged on since.
   */
  | "handed-off"
  /** Prepared 20 days ago; nobody but the staging account ever logged on. */
  | "stuck"
  /** Enrolled by itself, without a primary user; one person uses it. */
  | "self-deployed"
  /** Enrolled by itself, without a primary user; many use it. */
  | "kiosk";

export interface Logon {
  readonly userId: string;
  readonly count: number;
  readonly lastAt: Date;
}

/** One entry of `usersLoggedOn`; null for a time that was never set. */
export interface ListedLogon {
  readonly userId: string;
  readonly lastAt: Date | null;
}

export interface SimulatedDevice {
  /** Intune id. */
  readonly id: string;
  /** `azureADDeviceId`, and the subject of its certificate. */
  readonly entraDeviceId: string;
  /** The Entra device object's own id, which is another one. */
  readonly entraObjectId: string;
  deviceName: string;
  serialNumber: string;
  readonly manufacturer: string;
  readonly model: string;
  operatingSystem: string;
  readonly osVersion: string;
  joinType: "azureADJoined" | "hybridAzureADJoined" | "azureADRegistered";
  deviceEnrollmentType: string;
  /** Null where nobody did: a bulk token, or the device itself. */
  enrolledById: string | null;
  enrolledAt: Date;
  lastSyncAt: Date;
  complianceState: string;
  entraAccountEnabled: boolean;
  /** `alternativeSecurityIds[].key`: filled when a device certificate is made for it. */
  alternativeSecurityKeys: string[];
  /** Who logged on in the last seven days. */
  logons: readonly Logon[];
  /**
   * `usersLoggedOn` where it says something else than `logons`: Intune's list may be empty, or lack (null) on a
   * device in use.
   */
  listedLogons?: readonly ListedLogon[] | null;
  /** Device category, by name; Intune says "Unknown" for none. */
  category: string;
  /** Enterprise unless given. */
  sku?: { readonly number: number; readonly family: string };
  readonly story: DeviceStory;
  /**
   * Every primary user it had, oldest first; the last one is the truth. `visibleAt` is when `/users` begins to say
   * so.
   */
  primaryUsers: {
    readonly userId: string | null;
    readonly visibleAt: number;
  }[];
}

export interface Group {
  readonly id: string;
  readonly displayName: string;
  readonly userIds: Set<string>;
  readonly groupIds: Set<string>;
  /** Intune ids; none unless given. */
  readonly deviceIds?: ReadonlySet<string>;
}

/** The simulated tenant. Its maps may be changed by tests: what they say is what Graph answers. */
export interface Contoso {
  readonly tenantId: string;
  readonly people: Map<string, Person>;
  readonly devices: Map<string, SimulatedDevice>;
  readonly groups: Map<string, Group>;
  readonly approvers: Group;
  readonly admins: Group;
  readonly technicians: Group;
  readonly cast: Cast;
  readonly stories: Stories;
  /** Of somebody who logged on and was deleted since: Entra does not know it. */
  readonly deletedUserId: string;
  /** By UPN, without case. */
  person(userPrincipalName: string): Person;
  /** The first device with this name. */
  device(deviceName: string): SimulatedDevice;
  /** `UserHash` of a logon report: UPN → count. Accounts deleted since are left out. */
  userHash(device: SimulatedDevice): Record<string, number>;
}

/** The people every tenant has, whatever its seed, so that tests can name them. */
interface Cast extends StagingCast {
  /** In the approvers group and in the admins group. */
  readonly admin: Person;
  /** Directly in the approvers group. */
  readonly approver: Person;
  /** Approver by a nested group only. */
  readonly nestedApprover: Person;
  /** Logs on everywhere; no approver. */
  readonly technician: Person;
  readonly staging: Person;
  /** The staging account's manager. */
  readonly stagingLead: Person;
  readonly owner: Person;
  /** Got the owner's old laptop. */
  readonly newOwner: Person;
  readonly employee: Person;
  readonly leaver: Person;
  readonly guest: Person;
  /** Has INTUNE_O365 only. */
  readonly unlicensed: Person;
  /** `user@…` and `superuser@…`: one is the end of the other. */
  readonly lookAlike: Person;
  readonly lookAlikeLonger: Person;
  /** Two people called the same. */
  readonly namesake: Person;
  readonly otherNamesake: Person;
}

/** One device for each story, whatever the seed and the size; a tenant has at least these and their look-alikes. */
interface Stories extends StagingStories {
  readonly owned: SimulatedDevice;
  readonly handedOver: SimulatedDevice;
  readonly sharedDesk: SimulatedDevice;
  readonly staged: SimulatedDevice;
  readonly bench: SimulatedDevice;
  readonly leftBehind: SimulatedDevice;
  readonly guestUse: SimulatedDevice;
  readonly unlicensedUse: SimulatedDevice;
  /** Same name as `sameNameOther`, another device. */
  readonly sameName: SimulatedDevice;
  readonly sameNameOther: SimulatedDevice;
  /** Same serial number ("Default string") as `sameSerialOther`. */
  readonly sameSerial: SimulatedDevice;
  readonly sameSerialOther: SimulatedDevice;
  /** No Windows: its primary user cannot be changed. */
  readonly mac: SimulatedDevice;
  /** Windows, but only registered with Entra: neither can its. */
  readonly registeredOnly: SimulatedDevice;
}

export interface ContosoOptions {
  /** The same seed gives the same tenant, ids included. */
  readonly seed?: number;
  /** Devices in all, at least 30. */
  readonly devices?: number;
  /** "Now" of the tenant: logons lie in the seven days before. */
  readonly now?: Date;
}

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Generates Contoso. 20,000 devices take well under a second: nothing costly (no key, no JSON) is made before it is
 * asked for.
 */
export function createContoso(options: ContosoOptions = {}): Contoso {
  const seed = options.seed ?? 1;
  let random = createRandom(seed);
  const now = options.now ?? new Date();
  const tenantId = random.guid();
  const people = new Map<string, Person>();
  const devices = new Map<string, SimulatedDevice>();
  const groups = new Map<string, Group>();
  const takenNames = new Set<string>();

  const addPerson = (
    givenName: string,
    surname: string,
    more: Partial<Person> = {},
    wanted: string = toLocalPart(givenName, surname),
  ): Person => {
    let local = wanted;
    for (let n = 2; takenNames.has(local); n++) local = `${wanted}${n}`;
    takenNames.add(local);
    const upn = `${local}@${DOMAIN}`;
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
      accountEnabled: true,
      userType: "Member",
      plans: ["AAD_PREMIUM", "INTUNE_A", "INTUNE_O365"],
      managerId: null,
      teamsUserId: `29:1${random.token(42)}`,
      kind: "employee",
      ...more,
    };
    people.set(person.id, person);
    return person;
  };

  const service = { department: "IT Service", officeLocation: "Berlin" };
  const admin = addPerson("Ines", "Costa", service);
  const stagingLead = addPerson("Hanna", "Vogel", service);
  const cast: Omit<Cast, keyof StagingCast> = {
    admin,
    approver: addPerson("Priya", "Nair", service),
    nestedApprover: addPerson("Tom", "Berger", service),
    technician: addPerson("Noah", "Weber", { ...service, kind: "technician" }),
    stagingLead,
    staging: addPerson(
      "Device",
      "Staging",
      {
        ...service,
        kind: "staging",
        managerId: stagingLead.id,
        jobTitle: null,
        mail: null,
      },
      "staging",
    ),
    owner: addPerson("Megan", "Bowen"),
    newOwner: addPerson("Ben", "Fischer"),
    employee: addPerson("Lidia", "Holloway"),
    leaver: addPerson("Lee", "Gu", { accountEnabled: false, kind: "leaver" }),
    guest: addPerson("Rui", "Tavares", {
      userPrincipalName: `rui_fabrikam.com#EXT#@contoso.onmicrosoft.com`,
      mail: "rui@fabrikam.com",
      userType: "Guest",
      plans: [],
      kind: "guest",
    }),
    unlicensed: addPerson("Pat", "Olsen", {
      plans: ["INTUNE_O365"],
      kind: "unlicensed",
    }),
    lookAlike: addPerson("Uma", "Ser", {}, "user"),
    lookAlikeLonger: addPerson("Susan", "Peruser", {}, "superuser"),
    namesake: addPerson("Alex", "Wilber"),
    otherNamesake: addPerson("Alex", "Wilber"),
  };
  for (const person of people.values())
    if (person !== admin && person !== cast.staging)
      person.managerId = admin.id;

  const size = Math.max(30, options.devices ?? 50);
  const technicians = [cast.technician];
  const employees = [
    cast.owner,
    cast.newOwner,
    cast.employee,
    cast.namesake,
    cast.otherNamesake,
  ];
  const leavers = [cast.leaver];
  for (let n = 0; n < Math.ceil(size * 0.8); n++) {
    const givenName = random.pick(GIVEN_NAMES);
    const surname = random.pick(SURNAMES);
    const managerId = random.pick(employees).id;
    if (n % 50 === 49)
      technicians.push(
        addPerson(givenName, surname, { ...service, kind: "technician" }),
      );
    else if (n % 20 === 19)
      leavers.push(
        addPerson(givenName, surname, {
          accountEnabled: false,
          kind: "leaver",
          managerId,
        }),
      );
    else employees.push(addPerson(givenName, surname, { managerId }));
  }

  const addGroup = (
    displayName: string,
    members: readonly Person[],
    nested: readonly Group[] = [],
  ): Group => {
    const group: Group = {
      id: random.guid(),
      displayName,
      userIds: new Set(members.map((person) => person.id)),
      groupIds: new Set(nested.map((inner) => inner.id)),
    };
    groups.set(group.id, group);
    return group;
  };
  const seniors = addGroup("Helpdesk seniors", [cast.nestedApprover]);
  const approvers = addGroup(
    "Custodian approvers",
    [cast.admin, cast.approver],
    [seniors],
  );
  const admins = addGroup("Custodian admins", [cast.admin]);
  const technicianGroup = addGroup("Technicians", technicians);

  const recent = (): Date =>
    new Date(now.getTime() - Math.floor(random.next() * 6 * DAY_MS) - HOUR_MS);
  const logon = (person: Person, count: number): Logon => ({
    userId: person.id,
    count,
    lastAt: recent(),
  });
  const between = (least: number, most: number): number =>
    least + Math.floor(random.next() * (most - least + 1));

  const addDevice = (
    story: DeviceStory,
    primaryUser: Person | null,
    logons: readonly Logon[],
    more: Partial<SimulatedDevice> = {},
  ): SimulatedDevice => {
    const byStaging = story === "staged" || story === "bench";
    const enrolledBy = byStaging ? cast.staging : (primaryUser ?? cast.staging);
    const number = String(devices.size + 1).padStart(4, "0");
    const device: SimulatedDevice = {
      id: random.guid(),
      entraDeviceId: random.guid(),
      entraObjectId: random.guid(),
      deviceName: `LT-${number}`,
      serialNumber: `5CG${random.token(7).toUpperCase().replace(/[-_]/g, "0")}`,
      ...random.pick(HARDWARE),
      operatingSystem: "Windows",
      osVersion: "10.0.26100.6899",
      joinType: random.next() < 0.8 ? "azureADJoined" : "hybridAzureADJoined",
      deviceEnrollmentType:
        enrolledBy === cast.staging
          ? "deviceEnrollmentManager"
          : "windowsAzureADJoin",
      enrolledById: enrolledBy.id,
      enrolledAt: new Date(now.getTime() - between(10, 900) * DAY_MS),
      lastSyncAt: new Date(now.getTime() - between(1, 600) * 60_000),
      complianceState: random.next() < 0.9 ? "compliant" : "noncompliant",
      entraAccountEnabled: true,
      alternativeSecurityKeys: [],
      logons,
      category: "Unknown",
      story,
      primaryUsers: [{ userId: primaryUser?.id ?? null, visibleAt: 0 }],
      ...more,
    };
    devices.set(device.id, device);
    return device;
  };

  const tell = (story: ToldStory): SimulatedDevice => {
    const person = random.pick(employees);
    let other = random.pick(employees);
    while (other === person) other = random.pick(employees);
    const visit =
      random.next() < 0.3 ? [logon(random.pick(technicians), 1)] : [];
    switch (story) {
      case "owned":
        return addDevice(story, person, [
          logon(person, between(4, 15)),
          ...visit,
        ]);
      case "handed-over":
        return addDevice(story, person, [
          logon(other, between(6, 15)),
          ...visit,
        ]);
      case "shared-desk": {
        const sharers = [person, other];
        while (sharers.length < 5) {
          const next = random.pick(employees);
          if (!sharers.includes(next)) sharers.push(next);
        }
        return addDevice(
          story,
          person,
          sharers.map((sharer) => logon(sharer, between(4, 6))),
        );
      }
      case "staged":
        return addDevice(story, cast.staging, [
          logon(other, between(4, 9)),
          logon(cast.staging, 1),
        ]);
      case "bench":
        return addDevice(story, cast.staging, [logon(cast.staging, 2)]);
      case "left-behind":
        return addDevice(story, random.pick(leavers), [
          logon(other, between(4, 9)),
        ]);
      case "guest-use":
        return addDevice(story, person, [
          logon(cast.guest, between(8, 12)),
          logon(person, 1),
        ]);
      case "unlicensed-use":
        return addDevice(story, person, [
          logon(cast.unlicensed, between(8, 12)),
          logon(person, 1),
        ]);
      case "idle":
        return addDevice(story, person, []);
    }
  };

  const stories: Omit<Stories, keyof StagingStories> = {
    owned: addDevice("owned", cast.owner, [
      logon(cast.owner, 12),
      logon(cast.technician, 1),
    ]),
    handedOver: addDevice("handed-over", cast.owner, [
      logon(cast.newOwner, 11),
      logon(cast.owner, 2),
      logon(cast.technician, 1),
    ]),
    sharedDesk: tell("shared-desk"),
    staged: addDevice("staged", cast.staging, [
      logon(cast.employee, 6),
      logon(cast.staging, 2),
    ]),
    bench: tell("bench"),
    leftBehind: addDevice("left-behind", cast.leaver, [
      logon(cast.namesake, 7),
    ]),
    guestUse: tell("guest-use"),
    unlicensedUse: tell("unlicensed-use"),
    sameName: addDevice(
      "owned",
      cast.lookAlike,
      [logon(cast.lookAlike, 6), logon(cast.lookAlikeLonger, 2)],
      { deviceName: "LT-TWIN" },
    ),
    sameNameOther: addDevice(
      "handed-over",
      cast.lookAlikeLonger,
      [logon(cast.lookAlike, 8)],
      { deviceName: "LT-TWIN" },
    ),
    sameSerial: addDevice(
      "owned",
      cast.otherNamesake,
      [logon(cast.otherNamesake, 5)],
      { serialNumber: "Default string" },
    ),
    sameSerialOther: addDevice(
      "owned",
      cast.namesake,
      [logon(cast.namesake, 5)],
      { serialNumber: "Default string" },
    ),
    mac: addDevice("owned", cast.employee, [], {
      deviceName: "MAC-0001",
      operatingSystem: "macOS",
      osVersion: "15.6.1",
      manufacturer: "Apple",
      model: "MacBook Pro",
      joinType: "azureADRegistered",
    }),
    registeredOnly: addDevice(
      "handed-over",
      cast.owner,
      [logon(cast.newOwner, 9)],
      { joinType: "azureADRegistered", deviceName: "BYOD-0001" },
    ),
  };
  while (devices.size < size - STAGING_STORIES) tell(random.pick(STORY_MIX));

  // From here on by numbers of its own: what stands above stays what it is, whatever is added here.
  random = createRandom(seed + 0x57a9ed);
  const deletedUserId = random.guid();
  const wholeCast: Cast = {
    ...cast,
    ...addStagingCast(addPerson, cast.admin),
  };
  const wholeStories: Stories = {
    ...stories,
    ...addStagingStories(addDevice, wholeCast, deletedUserId, now),
  };

  return {
    tenantId,
    people,
    devices,
    groups,
    approvers,
    admins,
    technicians: technicianGroup,
    cast: wholeCast,
    stories: wholeStories,
    deletedUserId,
    person: (userPrincipalName) => {
      const wanted = userPrincipalName.toLowerCase();
      for (const person of people.values())
        if (person.userPrincipalName.toLowerCase() === wanted) return person;
      throw new Error(`Contoso has nobody called ${userPrincipalName}`);
    },
    device: (deviceName) => {
      for (const device of devices.values())
        if (device.deviceName === deviceName) return device;
      throw new Error(`Contoso has no device called ${deviceName}`);
    },
    userHash: (device) =>
      Object.fromEntries(
        device.logons.flatMap(({ userId, count }) => {
          const person = people.get(userId);
          return person ? [[person.userPrincipalName, count]] : [];
        }),
      ),
  };
}

/** The stories of the fleet beside the staging bench's. */
type ToldStory = Exclude<
  DeviceStory,
  "handed-off" | "stuck" | "self-deployed" | "kiosk"
>;

const STORY_MIX: readonly ToldStory[] = [
  ...Array.from({ length: 12 }, () => "owned" as const),
  "handed-over",
  "handed-over",
  "shared-desk",
  "staged",
  "bench",
  "left-behind",
  "guest-use",
  "unlicensed-use",
  "idle",
  "idle",
];
