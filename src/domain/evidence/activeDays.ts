import type { DeviceId } from "../devices/device.ts";
import type { UserId } from "../people/user.ts";

/** A date of a device's own calendar as the number of days since 1970-01-01, so that days can be counted. */
export type DayNumber = number & { readonly __brand: "DayNumber" };

/** How many days back it is kept who used a device: twelve weeks, today included. */
export const DAYS_KEPT = 84;

/**
 * Who was on a device: the object id of somebody Entra knows, or the name under which somebody unknown was seen. An
 * unknown person counts in every total as one person, and becomes a known one once the name is found.
 */
export type PersonKey = UserId | UnknownPerson;

/** `sid:S-1-…`, upper case; `upn:…`, normalized; or `hash:…`, as a Remediation's output has a SID. */
export type UnknownPerson =
  `sid:${string}` | `upn:${string}` | `hash:${string}`;

/** Days on which somebody used a device: ascending, each once, none more than `DAYS_KEPT` back. */
export type Days = readonly DayNumber[];

/** Who used a device on which days, as far as any source told. */
export interface DeviceDays {
  readonly people: ReadonlyMap<PersonKey, Days>;
  /** Those of the days that only Intune's last logons tell of, and the device did not. */
  readonly listed: ReadonlyMap<PersonKey, Days>;
  /**
   * How far the device's own logs reached without a gap, from their oldest event to the newest report, both included:
   * who has no day in there was not on the device. Null where it has never reported days: of days without a log,
   * absence says nothing.
   */
  readonly log: { readonly from: DayNumber; readonly to: DayNumber } | null;
  /**
   * Logons of the last seven days by the newest report that nobody could be named for; a whole number. Which days
   * they were on is not known.
   */
  readonly unattributed: number;
}

/** One of the devices somebody was on. */
export interface PlaceOfUse {
  readonly deviceId: DeviceId;
  readonly days: Days;
}

/** What one report, sweep or script run told about a device, to be added to what is kept. */
export interface DaysSeen {
  readonly people: ReadonlyMap<PersonKey, Days>;
  /** The days this log tells all of; null for a source that tells of no absence. */
  readonly log: { readonly from: DayNumber; readonly to: DayNumber } | null;
  /** Null for a source that does not count them. */
  readonly unattributed: number | null;
  /** Intune's last logons tell it, not the device. */
  readonly isListed?: true;
}

/** Nothing is known of who used the device. */
export const NO_DAYS: DeviceDays = {
  people: new Map(),
  listed: new Map(),
  log: null,
  unattributed: 0,
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** The UTC date of an instant. Where a source tells instants, its device's calendar is not known. */
export function dayOf(instant: Date): DayNumber {
  return Math.floor(instant.getTime() / DAY_MS) as DayNumber;
}

/** Reports name the same few dates over and over. */
const parsedDays = new Map<string, DayNumber | null>();
const MOST_PARSED = 1000;

/** @returns null for anything but a date of the calendar as `YYYY-MM-DD`. */
export function parseDay(text: string): DayNumber | null {
  if (text.length !== 10) return null;
  const known = parsedDays.get(text);
  if (known !== undefined) return known;
  const day = readDay(text);
  if (parsedDays.size >= MOST_PARSED) parsedDays.clear();
  parsedDays.set(text, day);
  return day;
}

function readDay(text: string): DayNumber | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  // Some engines read the 30th of February as the 2nd of March.
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text
    ? null
    : ((ms / DAY_MS) as DayNumber);
}

/** `YYYY-MM-DD`. */
export function formatDay(day: DayNumber): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export function addDays(day: DayNumber, days: number): DayNumber {
  return (day + days) as DayNumber;
}

/** Union of two ascending lists. */
export function joinDays(a: Days, b: Days): Days {
  if (a.length === 0) return b;
  if (b.length === 0 || a === b) return a;
  const last = a[a.length - 1];
  const first = b[0];
  if (last !== undefined && first !== undefined && last < first)
    return [...a, ...b];
  const joined: DayNumber[] = [];
  for (let x = 0, y = 0; x < a.length || y < b.length;) {
    const left = a[x] ?? Infinity;
    const right = b[y] ?? Infinity;
    joined.push(Math.min(left, right) as DayNumber);
    if (left <= right) x += 1;
    if (right <= left) y += 1;
  }
  return joined;
}

/** The days of the first list that are not in the second. */
export function withoutDays(days: Days, others: Days): Days {
  return others.length === 0
    ? days
    : days.filter((day) => !others.includes(day));
}

/**
 * Adds what a source told. A later report adds days and takes none away; a log that begins after a gap starts the
 * known span anew. A day that the device tells is not known by last logons alone any more. What is more than
 * `DAYS_KEPT` before `today` is forgotten.
 */
export function addSeen(
  known: DeviceDays,
  seen: DaysSeen,
  today: DayNumber,
): DeviceDays {
  const oldest = addDays(today, 1 - DAYS_KEPT);
  const people = peopleSince(oldest, known.people);
  const listed = peopleSince(oldest, known.listed);
  for (const [person, days] of seen.people) {
    const before = people.get(person) ?? [];
    const told = since(oldest, days);
    put(people, person, joinDays(before, told));
    const marked = listed.get(person) ?? [];
    put(
      listed,
      person,
      seen.isListed
        ? joinDays(marked, withoutDays(told, before))
        : withoutDays(marked, told),
    );
  }
  return {
    people,
    listed,
    log: joinLogs(known.log, seen.log),
    unattributed: seen.unattributed ?? known.unattributed,
  };
}

/** Whether all days that a source told of people are known, of the device where it tells them, or too old to keep. */
export function tellsNothingNew(
  known: DeviceDays,
  seen: Pick<DaysSeen, "people" | "isListed">,
  today: DayNumber,
): boolean {
  const oldest = addDays(today, 1 - DAYS_KEPT);
  return [...seen.people].every(([person, days]) => {
    const all = known.people.get(person) ?? [];
    const kept = seen.isListed
      ? all
      : withoutDays(all, known.listed.get(person) ?? []);
    return days.every((day) => day < oldest || kept.includes(day));
  });
}

/** The days from `from` on. */
export function since(from: DayNumber, days: Days): Days {
  const first = days[0];
  return first === undefined || first >= from
    ? days
    : days.filter((day) => day >= from);
}

/**
 * Forgets what was before a device's present enrolment: those days are somebody else's. So may the day itself be as
 * far as it is known by now; the next report tells of it again.
 */
export function startAnew(
  known: DeviceDays,
  enrolledOn: DayNumber,
): DeviceDays {
  const from = addDays(enrolledOn, 1);
  const { log } = known;
  return {
    people: peopleSince(from, known.people),
    listed: peopleSince(from, known.listed),
    log:
      log && log.to >= enrolledOn
        ? { from: later(log.from, enrolledOn), to: log.to }
        : null,
    unattributed: 0,
  };
}

function peopleSince(
  from: DayNumber,
  people: ReadonlyMap<PersonKey, Days>,
): Map<PersonKey, Days> {
  const kept = new Map<PersonKey, Days>();
  for (const [person, days] of people) put(kept, person, since(from, days));
  return kept;
}

function put(
  people: Map<PersonKey, Days>,
  person: PersonKey,
  days: Days,
): void {
  if (days.length > 0) people.set(person, days);
  else people.delete(person);
}

/** Gives the days of names that are known by now, if only by another name, to whom they belong. */
export function resolveDays(
  days: DeviceDays,
  find: (unknown: UnknownPerson) => PersonKey | null,
): DeviceDays {
  const people = resolvePeople(days.people, find);
  if (people === days.people) return days;
  const listed = new Map(days.listed);
  // What the device told of somebody under a name is not known by last logons alone.
  for (const [key, told] of days.people) {
    const id = isUnknownPerson(key) ? find(key) : null;
    const marked = id === null ? undefined : listed.get(id);
    if (id !== null && marked) put(listed, id, withoutDays(marked, told));
  }
  return { ...days, people, listed };
}

function resolvePeople(
  people: ReadonlyMap<PersonKey, Days>,
  find: (unknown: UnknownPerson) => PersonKey | null,
): ReadonlyMap<PersonKey, Days> {
  let resolved: Map<PersonKey, Days> | null = null;
  for (const [key, days] of people) {
    const id = isUnknownPerson(key) ? find(key) : null;
    if (id === null) continue;
    resolved ??= new Map(people);
    resolved.delete(key);
    resolved.set(id, joinDays(resolved.get(id) ?? [], days));
  }
  return resolved ?? people;
}

export function isUnknownPerson(key: PersonKey): key is UnknownPerson {
  return /^(sid|upn|hash):/.test(key);
}

/**
 * Days as bits, a bit a day: the highest bit of the first byte is `from`. Days outside of `from` and the `length`
 * days after it are left out.
 */
export function packDays(
  days: Days,
  from: DayNumber,
  length: number = DAYS_KEPT,
): Uint8Array {
  const bits = new Uint8Array(Math.ceil(length / 8));
  for (const day of days) {
    const at = day - from;
    if (at >= 0 && at < length)
      bits[at >> 3] = (bits[at >> 3] ?? 0) | (0x80 >> (at & 7));
  }
  return bits;
}

/** The reverse of `packDays`. */
export function unpackDays(bits: Uint8Array, from: DayNumber): Days {
  const days: DayNumber[] = [];
  for (let at = 0; at < bits.length * 8; at += 1)
    if ((bits[at >> 3] ?? 0) & (0x80 >> (at & 7))) days.push(addDays(from, at));
  return days;
}

function joinLogs(
  known: DeviceDays["log"],
  seen: DeviceDays["log"],
): DeviceDays["log"] {
  if (!known || !seen) return seen ?? known;
  const [first, last] = known.from <= seen.from ? [known, seen] : [seen, known];
  if (last.from > first.to + 1) return last.to >= first.to ? last : first;
  return { from: first.from, to: later(first.to, last.to) };
}

function later(a: DayNumber, b: DayNumber): DayNumber {
  return a > b ? a : b;
}
