import { whyDeviceNotEligible } from "../../src/domain/devices/eligibility.ts";
import type {
  DirectoryDevice,
  EnrolmentKind,
} from "../../src/domain/devices/directory.ts";
import {
  addDays,
  dayOf,
  DAYS_KEPT,
  formatDay,
  isUnknownPerson,
  NO_DAYS,
  startAnew,
  withoutDays,
  type DayNumber,
  type Days,
  type DeviceDays,
} from "../../src/domain/evidence/activeDays.ts";
import { signInsSince } from "../../src/domain/evidence/agreement.ts";
import {
  isSamePerson,
  normalizeUpn,
  type PersonRef,
  type User,
  type UserId,
} from "../../src/domain/people/user.ts";
import type { DeviceId } from "../../src/domain/devices/device.ts";
import {
  isUserExcluded,
  whyDeviceExcluded,
  type ExcludedKind,
  type Exclusions,
} from "../../src/domain/settings/exclusions.ts";
import type { SettingValues } from "../../src/domain/settings/settings.ts";
import type { Stores } from "../../src/ports/storage.ts";
import type { Pseudonyms } from "./pseudonyms.ts";

/** What of the database is read; nothing is written. */
export type EvidenceStores = Pick<
  Stores,
  | "settings"
  | "people"
  | "devices"
  | "days"
  | "proposals"
  | "sweeps"
  | "exclusions"
>;

/** A line that a replay reads. */
export type ExportedLine = Readonly<Record<string, unknown>> & {
  readonly type: string;
  readonly at: string;
};

const DAY_MS = 24 * 60 * 60 * 1000;
const READ_AT_ONCE = 500;
/** A report of version 2 tells of no more people, and of no more days of each. */
const MOST_USERS = 500;
const WEEK = 7;
/** How long after Custodian wrote it a sweep may find a primary user changed. */
const OWN_CHANGE_SHOWS_MS = 2 * DAY_MS;

/**
 * Tells the past of a tenant as a replay reads it: the settings and people of now, then day by day who was on which
 * device, each day ending in a tick. The twelve weeks end with `now`; each day's lines have the hour of `now`.
 *
 * Reads a page of devices at a time, anew for each day, so that memory stays the same however many there are.
 */
export async function* exportEvidence(
  stores: EvidenceStores,
  pseudonyms: Pseudonyms,
  now: Date,
): AsyncGenerator<ExportedLine> {
  const past = pastOf(now);
  const begins = past.instantOf(past.first).toISOString();

  const values = (await stores.settings.current())?.values ?? null;
  if (values)
    yield {
      type: "settings",
      at: begins,
      values: tellSettings(values, pseudonyms),
    };
  yield* tellPeople(stores, pseudonyms, values?.technicians ?? [], begins);
  if (values) yield* tellExcluded(stores, pseudonyms, values, begins);

  const sweep = await stores.sweeps.findLastDone();
  const listedAt = sweep?.peopleListedAt ?? null;
  for (let day = past.first; day <= past.today; day = addDays(day, 1)) {
    const at = past.instantOf(day);
    for await (const page of pagesOf(stores)) {
      if (day === past.today && listedAt)
        yield* tellGone(stores, pseudonyms, page, listedAt, at);
      for (const device of page)
        yield* tellDevice(device, past, day, pseudonyms);
    }
    yield { type: "tick", at: at.toISOString() };
  }
}

/** The days that are told of. */
interface Past {
  readonly first: DayNumber;
  readonly today: DayNumber;
  readonly instantOf: (day: DayNumber) => Date;
  /** The first day whose lines can tell of what began then; null began before all. */
  readonly dayFrom: (since: Date | null) => DayNumber;
}

function pastOf(now: Date): Past {
  const today = dayOf(now);
  const first = addDays(today, 1 - DAYS_KEPT);
  return {
    first,
    today,
    instantOf: (day) => new Date(now.getTime() - (today - day) * DAY_MS),
    dayFrom(since) {
      if (!since) return first;
      const ago = Math.floor((now.getTime() - since.getTime()) / DAY_MS);
      return later(first, addDays(today, -ago));
    },
  };
}

/** Those a proposal goes by, under their names of the environment. */
function tellSettings(
  { affinity, stagingAccounts, userDomains, ...values }: SettingValues,
  { upn, domain }: Pseudonyms,
): Readonly<Record<string, string>> {
  return {
    AFFINITY_MODE: affinity.mode,
    AFFINITY_MULTIPLIER: String(affinity.multiplier),
    AFFINITY_MIN_LOGONS: String(affinity.minLogons),
    AFFINITY_WINDOW_DAYS: String(affinity.windowDays),
    STAGING_ACCOUNTS: stagingAccounts.map(upn).join(","),
    USER_DOMAINS: userDomains.map(domain).join(","),
    PROPOSAL_EXPIRES_HOURS: String(values.proposalExpiresHours),
    WORKING_HOURS: values.workingHours,
  };
}

async function* tellPeople(
  { people }: EvidenceStores,
  pseudonyms: Pseudonyms,
  technicians: readonly string[],
  at: string,
): AsyncGenerator<ExportedLine> {
  const upns = new Set(technicians.map(normalizeUpn));
  const technicianIds: string[] = [];
  let after: UserId | null = null;
  for (;;) {
    const page: readonly User[] = await people.listAll(READ_AT_ONCE, after);
    const names = await people.listNames(page.map(({ id }) => id));
    for (const user of page) {
      const upn = normalizeUpn(user.userPrincipalName);
      if (upns.has(upn)) technicianIds.push(pseudonyms.person(user.id));
      const others = names.get(user.id) ?? [];
      const sid = others.find((name) => name.startsWith("sid:"));
      yield {
        type: "person",
        at,
        id: pseudonyms.person(user.id),
        upn: pseudonyms.upn(upn),
        enabled: user.accountEnabled,
        member: user.userType === "member",
        licensed: user.hasIntunePlan,
        sid: sid ? pseudonyms.sid(sid.slice(4)) : null,
        otherNames: others
          .filter((name) => name.startsWith("upn:") && name !== `upn:${upn}`)
          .map((name) => pseudonyms.upn(name.slice(4))),
      };
    }
    after = page.at(-1)?.id ?? null;
    if (page.length < READ_AT_ONCE) break;
  }
  yield { type: "technicians", at, ids: technicianIds };
}

/**
 * Who is excluded now, whatever the reason: patterns of names mean nothing among pseudonyms, and a replay reads no
 * group.
 */
async function* tellExcluded(
  stores: EvidenceStores,
  pseudonyms: Pseudonyms,
  values: Exclusions,
  at: string,
): AsyncGenerator<ExportedLine> {
  const membersOf = (
    groupId: string | null,
    kind: ExcludedKind,
    ids: readonly string[],
  ): Promise<ReadonlySet<string>> =>
    groupId === null
      ? Promise.resolve(new Set<string>())
      : stores.exclusions.listAmong(kind, groupId, ids);
  const people: string[] = [];
  for (let after: UserId | null = null; ;) {
    const page: readonly User[] = await stores.people.listAll(
      READ_AT_ONCE,
      after,
    );
    const members = await membersOf(
      values.excludedUsersGroupId,
      "people",
      page.map(({ id }) => id),
    );
    people.push(
      ...page
        .filter((user) =>
          isUserExcluded(user, values, members as ReadonlySet<UserId>),
        )
        .map(({ id }) => pseudonyms.person(id)),
    );
    after = page.at(-1)?.id ?? null;
    if (page.length < READ_AT_ONCE) break;
  }
  const devices: string[] = [];
  for (let after: DeviceId | null = null; ;) {
    const page: readonly DirectoryDevice[] = await stores.devices.listAll(
      READ_AT_ONCE,
      after,
    );
    const members = await membersOf(
      values.excludedDevicesGroupId,
      "devices",
      page.flatMap(({ device }) => device.entraDeviceId ?? []),
    );
    for (const { device } of page)
      if (
        whyDeviceExcluded(
          device,
          values,
          members.has(device.entraDeviceId ?? ""),
        )
      )
        devices.push(pseudonyms.device(device.id));
    after = page.at(-1)?.device.id ?? null;
    if (page.length < READ_AT_ONCE) break;
  }
  if (people.length > 0 || devices.length > 0)
    yield { type: "excluded", at, devices, people };
}

/** A device as the export tells of it. */
interface DeviceOfPast {
  readonly listed: DirectoryDevice;
  /** Of its present enrolment. */
  readonly days: DeviceDays;
  /** Who signed in to Windows there, in that enrolment. */
  readonly signIns: ReadonlyMap<UserId, Days>;
  /** Before `changedAt`; undefined where nobody knows whose it was. */
  readonly formerOwner: PersonRef | null | undefined;
  /** When it got its present primary user; null where it has had them all the time. */
  readonly changedAt: Date | null;
}

async function* pagesOf(
  stores: EvidenceStores,
): AsyncGenerator<readonly DeviceOfPast[]> {
  const { devices, days } = stores;
  for (let after: DirectoryDevice["device"]["id"] | null = null; ;) {
    const page: readonly DirectoryDevice[] = await devices.listAll(
      READ_AT_ONCE,
      after,
    );
    after = page.at(-1)?.device.id ?? null;
    const weighed = page.filter(
      ({ device }) => whyDeviceNotEligible(device) === null,
    );
    const ids = weighed.map(({ device }) => device.id);
    const kept = await days.findAll(ids);
    const signedIn = await days.findAllSignIns(ids);
    const told: DeviceOfPast[] = [];
    for (const listed of weighed) {
      const { id, enrolledAt } = listed.device;
      const all = kept.get(id)?.days ?? NO_DAYS;
      const ofNow = enrolledAt ? startAnew(all, dayOf(enrolledAt)) : all;
      told.push({
        listed,
        days: { ...ofNow, unattributed: all.unattributed },
        signIns: signInsSince(
          signedIn.get(id)?.people ?? new Map(),
          enrolledAt && dayOf(enrolledAt),
        ),
        ...(await findChange(stores, listed)),
      });
    }
    yield told;
    if (page.length < READ_AT_ONCE) return;
  }
}

/** Whose a device was before: known where Custodian itself changed it. */
async function findChange(
  { proposals }: EvidenceStores,
  { device, listedUser, ownerChangedAt }: DirectoryDevice,
): Promise<Pick<DeviceOfPast, "formerOwner" | "changedAt">> {
  if (!ownerChangedAt) return { formerOwner: undefined, changedAt: null };
  for (const { state, toUser, fromUser } of await proposals.listForDevice(
    device.id,
    20,
  ))
    if (
      state.kind === "verified" &&
      state.changed &&
      isSamePerson(toUser, listedUser) &&
      Math.abs(ownerChangedAt.getTime() - state.appliedAt.getTime()) <=
        OWN_CHANGE_SHOWS_MS
    )
      return { formerOwner: fromUser, changedAt: state.appliedAt };
  return { formerOwner: undefined, changedAt: ownerChangedAt };
}

/** Of a device whose former primary user nobody knows, nothing is told before it got the present one. */
function* tellDevice(
  { listed, days, signIns, formerOwner, changedAt }: DeviceOfPast,
  past: Past,
  day: DayNumber,
  pseudonyms: Pseudonyms,
): Generator<ExportedLine> {
  const { device, listedUser } = listed;
  const at = past.instantOf(day);
  const changedOn = past.dayFrom(changedAt);
  const enrolledOn = past.dayFrom(device.enrolledAt);
  const listedOn =
    formerOwner === undefined ? later(enrolledOn, changedOn) : enrolledOn;
  if (day < listedOn) return;
  const isLast = day === past.today;
  const lastLogons = lastLogonsUntil(listed, days, past, day);
  if (day === listedOn && changedOn > past.first)
    // Where nobody knows who, no tick comes before the present one: it only tells that there was a change.
    yield deviceLine(listed, formerOwner ?? null, at, lastLogons, pseudonyms);
  const isListedOnly = [...days.listed.values()].some((list) =>
    list.includes(day),
  );
  if (day === later(listedOn, changedOn) || isLast || isListedOnly)
    yield deviceLine(
      listed,
      day < changedOn ? (formerOwner ?? null) : listedUser,
      at,
      lastLogons,
      pseudonyms,
    );
  yield* tellDays(
    listed,
    days,
    { day, at, isFirst: day === listedOn, isLast },
    pseudonyms,
  );
  for (const [person, list] of signIns)
    if (list.includes(day))
      yield {
        type: "sign-in",
        at: at.toISOString(),
        device: pseudonyms.device(device.id),
        userId: pseudonyms.person(person),
      };
}

const ENROLMENTS: Readonly<Record<EnrolmentKind, string>> = {
  user: "user",
  none: "bulk",
  "device-enrolment-manager": "device-enrollment-manager",
};

/**
 * The last logon of each person as a sweep would have found it then: on days that only last logons tell of at the hour
 * of the export, and what came later is left out.
 */
function lastLogonsUntil(
  { lastLogons }: DirectoryDevice,
  { listed }: DeviceDays,
  { instantOf }: Past,
  day: DayNumber,
): ReadonlyMap<UserId, Date> {
  const found = new Map<UserId, Date>();
  for (const [person, list] of listed) {
    const last = list.findLast((one) => one <= day);
    if (last !== undefined) found.set(person as UserId, instantOf(last));
  }
  const now = instantOf(day);
  for (const { userId, at } of lastLogons) {
    const known = found.get(userId);
    if (at <= now && !(known && known >= at)) found.set(userId, at);
  }
  return found;
}

/** As a sweep would have seen it then. */
function deviceLine(
  { device, enrolment, enrolledByUpn }: DirectoryDevice,
  owner: PersonRef | null,
  at: Date,
  lastLogons: ReadonlyMap<UserId, Date>,
  pseudonyms: Pseudonyms,
): ExportedLine {
  const { lastCheckInAt, enrolledAt } = device;
  return {
    type: "device",
    at: at.toISOString(),
    id: pseudonyms.device(device.id),
    name: pseudonyms.deviceName(device.name),
    enrolledAt: enrolledAt && enrolledAt.toISOString(),
    enrolment: ENROLMENTS[enrolment],
    enrolledBy: enrolledByUpn && pseudonyms.upn(enrolledByUpn),
    primaryUser: owner && pseudonyms.person(owner.id),
    lastCheckIn:
      lastCheckInAt && lastCheckInAt <= at ? lastCheckInAt.toISOString() : null,
    lastLogons: [...lastLogons].map(([userId, loggedOnAt]) => ({
      userId: pseudonyms.person(userId),
      at: loggedOnAt.toISOString(),
    })),
    category: device.category,
  };
}

/**
 * A report of each day on which somebody was there by more than last logons, and of the last that the log reaches: the
 * seven days up to then, and everything before when the device is first told of.
 */
function* tellDays(
  { device }: DirectoryDevice,
  { people, listed, log, unattributed }: DeviceDays,
  {
    day,
    at,
    isFirst,
    isLast,
  }: {
    readonly day: DayNumber;
    readonly at: Date;
    readonly isFirst: boolean;
    readonly isLast: boolean;
  },
  pseudonyms: Pseudonyms,
): Generator<ExportedLine> {
  // A device's calendar may be a day ahead.
  const to = isLast ? addDays(day, 1) : day;
  const told = addDays(day, 1 - WEEK);
  const from = isFirst ? addDays(day, 1 - DAYS_KEPT) : told;
  const users: object[] = [];
  let isReport = log?.to === day;
  let newest = log?.to ?? 0;
  for (const [person, all] of people) {
    const list = withoutDays(all, listed.get(person) ?? []);
    newest = Math.max(newest, list.at(-1) ?? 0);
    const days = list.filter((one) => one >= from && one <= to);
    if (days.length === 0) continue;
    isReport ||= isFirst || days.some((one) => one >= day);
    users.push({
      ...pseudonyms.reported(person),
      Sessions: days.filter((one) => one >= told).length,
      Days: days.slice(-DAYS_KEPT).map(formatDay),
    });
  }
  if (!isReport) return;
  const isInLog = log !== null && log.from <= day && day <= log.to;
  // The replay takes the day of the oldest event for one that is told in part.
  const logFrom = isInLog ? new Date((log.from - 1) * DAY_MS) : at;
  for (let n = 0; n === 0 || n < users.length; n += MOST_USERS)
    yield {
      type: "report",
      at: at.toISOString(),
      body: {
        Version: 2,
        ManagedDeviceID: pseudonyms.device(device.id),
        LogFrom: logFrom.toISOString(),
        Unattributed: day >= newest || isLast ? unattributed : 0,
        Users: users.slice(n, n + MOST_USERS),
      },
    };
}

/**
 * Who was there or owns a device and is not among the tenant's people any more. When they left is not known: they are
 * told of as somebody unknown until the last day.
 */
async function* tellGone(
  { people }: EvidenceStores,
  pseudonyms: Pseudonyms,
  page: readonly DeviceOfPast[],
  listedAt: Date,
  at: Date,
): AsyncGenerator<ExportedLine> {
  const seenOn = new Map<UserId, number>();
  for (const { listed, days, signIns } of page) {
    for (const [id, list] of signIns)
      seenOn.set(id, Math.max(seenOn.get(id) ?? 0, list.at(-1) ?? 0));
    if (listed.listedUser) seenOn.set(listed.listedUser.id, 0);
    for (const [key, list] of days.people)
      if (!isUnknownPerson(key))
        seenOn.set(key, Math.max(seenOn.get(key) ?? 0, list.at(-1) ?? 0));
  }
  const known = new Set(
    (await people.findAll([...seenOn.keys()])).map(({ id }) => id),
  );
  for (const [id, day] of seenOn)
    if (!known.has(id) && day < dayOf(listedAt))
      yield {
        type: "person-gone",
        at: at.toISOString(),
        id: pseudonyms.person(id),
      };
}

function later(a: DayNumber, b: DayNumber): DayNumber {
  return a > b ? a : b;
}
