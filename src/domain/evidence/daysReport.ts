import {
  addDays,
  dayOf,
  joinDays,
  parseDay,
  type DayNumber,
  type Days,
  type DaysSeen,
  type PersonKey,
  type UnknownPerson,
} from "./activeDays.ts";
import { normalizeUpn, type UserId } from "../people/user.ts";

/** One account of a logon report of version 2. At least one of `sid` and `upn` is there. */
export interface ReportedUser {
  /** Upper case. */
  readonly sid: string | null;
  /** Normalized. */
  readonly upn: string | null;
  /** Sessions of the last seven days of the device's calendar; 0 to 1,000,000. */
  readonly sessions: number;
  readonly days: Days;
}

/** What a device says in a logon report of version 2. */
export interface DaysReport {
  /** As it was sent; who takes it from a network also asks that it is a GUID. */
  readonly managedDeviceId: string;
  /** The time of the oldest event of its log. */
  readonly logFrom: Date;
  /** Logons nobody could be named for. */
  readonly unattributed: number;
  readonly users: readonly ReportedUser[];
}

/** What is wrong with a body, as a sentence for whoever maintains the script. */
export interface ReportFault {
  readonly fault: string;
}

const MAX_USERS = 500;
const MAX_COUNT = 1_000_000;
const MAX_DAYS = 84;
const MAX_TEXT = 320;

/** Whether a body says that it is a report of version 2. What has a `UserHash` counts, whatever else it says. */
export function isDaysReport(body: unknown): body is Record<string, unknown> {
  return isObject(body) && "Version" in body && !("UserHash" in body);
}

/**
 * Reads the body of a logon report of version 2, parsed from JSON. Unknown fields are passed over, so that a newer
 * script can report to an older bot.
 *
 * @param now when it came, for no day is after tomorrow.
 */
export function readDaysReport(
  body: unknown,
  now: Date,
): DaysReport | ReportFault {
  if (!isObject(body)) return { fault: "The body must be a JSON object." };
  const { Version, ManagedDeviceID, LogFrom, Unattributed = 0, Users } = body;
  if (Version !== 2) return { fault: "Version must be 2." };
  if (typeof ManagedDeviceID !== "string" || ManagedDeviceID === "")
    return { fault: "ManagedDeviceID must be a GUID in a string." };
  const logFrom = typeof LogFrom === "string" ? readInstant(LogFrom) : null;
  if (!logFrom) return { fault: "LogFrom must be an ISO time." };
  if (!isCount(Unattributed))
    return { fault: "Unattributed must be an integer from 0 to 1000000." };
  if (!Array.isArray(Users) || Users.length > MAX_USERS)
    return { fault: `Users must be a list of at most ${MAX_USERS} users.` };
  const latest = addDays(dayOf(now), 1);
  const users: ReportedUser[] = [];
  for (const one of Users as unknown[]) {
    const user = readUser(one, latest);
    if ("fault" in user) return user;
    users.push(user);
  }
  return {
    managedDeviceId: ManagedDeviceID,
    logFrom,
    unattributed: Unattributed,
    users,
  };
}

function readUser(
  user: unknown,
  latest: DayNumber,
): ReportedUser | ReportFault {
  if (!isObject(user)) return { fault: "Every user must be an object." };
  const { Sid = null, Upn = null, Sessions = 0, Days: list = [] } = user;
  if (Sid !== null && !(typeof Sid === "string" && SID.test(Sid)))
    return { fault: "Every Sid must be a security identifier." };
  if (
    Upn !== null &&
    !(typeof Upn === "string" && Upn.trim() !== "" && Upn.length <= MAX_TEXT)
  )
    return { fault: "Every Upn must be a name of at most 320 characters." };
  if (Sid === null && Upn === null)
    return { fault: "Every user needs a Sid or a Upn." };
  if (!isCount(Sessions))
    return { fault: "Sessions must be an integer from 0 to 1000000." };
  if (!Array.isArray(list) || list.length > MAX_DAYS)
    return { fault: `Days must be a list of at most ${MAX_DAYS} dates.` };
  const days = new Set<DayNumber>();
  for (const text of list as unknown[]) {
    const day = typeof text === "string" ? parseDay(text) : null;
    if (day === null || day > latest || days.has(day))
      return {
        fault:
          "Days must be dates as YYYY-MM-DD, each once, none after tomorrow.",
      };
    days.add(day);
  }
  return {
    sid: Sid && Sid.toUpperCase(),
    upn: Upn && normalizeUpn(Upn),
    sessions: Sessions,
    days: [...days].sort((a, b) => a - b),
  };
}

const SID = /^S-1-\d{1,15}(-\d{1,10}){1,15}$/i;

/** With a time zone: without one, its instant would depend on where it is read. */
const INSTANT =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Reads an ISO time with its zone; null for anything else. */
export function readInstant(text: string): Date | null {
  const at = INSTANT.test(text) ? new Date(text) : null;
  return at && !Number.isNaN(at.getTime()) ? at : null;
}

/**
 * The object id that a SID of Entra (`S-1-12-1-…`) is: its 16 bytes as four little-endian numbers. Null for any other
 * SID.
 */
export function objectIdOf(sid: string): UserId | null {
  const parts = /^S-1-12-1-(\d+)-(\d+)-(\d+)-(\d+)$/i.exec(sid)?.slice(1);
  const numbers = parts?.map(Number);
  if (!numbers || numbers.some((number) => number > 0xffff_ffff)) return null;
  const bytes = Buffer.alloc(16);
  numbers.forEach((number, at) => bytes.writeUInt32LE(number, at * 4));
  const hex = [
    bytes.subarray(0, 4).reverse(),
    bytes.subarray(4, 6).reverse(),
    bytes.subarray(6, 8).reverse(),
    bytes.subarray(8, 10),
    bytes.subarray(10),
  ].map((part) => part.toString("hex"));
  return hex.join("-") as UserId;
}

/** The SID that Entra gives an object id: the reverse of `objectIdOf`. */
export function sidOf(id: string): string {
  const bytes = Buffer.from(id.replaceAll("-", ""), "hex");
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  const parts = [0, 4, 8, 12].map((at) => bytes.readUInt32LE(at));
  return `S-1-12-1-${parts.join("-")}`;
}

/** Who a reported account is: the person, or the name under which they stay unknown. */
export function keyOfReported(
  { sid, upn }: Pick<ReportedUser, "sid" | "upn">,
  find: (unknown: UnknownPerson) => UserId | null,
): PersonKey {
  const names: readonly UnknownPerson[] = [
    ...(sid === null ? [] : [`sid:${sid}` as const]),
    ...(upn === null ? [] : [`upn:${upn}` as const]),
  ];
  for (const name of names) {
    const id = find(name);
    if (id !== null) return id;
  }
  const [name] = names;
  if (name === undefined) throw new Error("A reported user has no name");
  return name;
}

/**
 * The days a report of version 2 tells of. Somebody it names twice is one.
 *
 * @param observedAt the signed time of the report; its log tells all up to then.
 */
export function daysOfReport(
  { logFrom, unattributed, users }: DaysReport,
  observedAt: Date,
  find: (unknown: UnknownPerson) => UserId | null,
): DaysSeen {
  const people = new Map<PersonKey, Days>();
  for (const user of users) {
    const key = keyOfReported(user, find);
    people.set(key, joinDays(people.get(key) ?? [], user.days));
  }
  // Of the day of the oldest event the log tells a part.
  const from = addDays(dayOf(logFrom), 1);
  const to = dayOf(observedAt);
  return { people, log: from <= to ? { from, to } : null, unattributed };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return (
    Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MAX_COUNT
  );
}
