/** When people work: what is counted in hours then counts these alone. */
export interface WorkingHours {
  /** As `Date` counts them: 0 is Sunday. */
  readonly days: ReadonlySet<number>;
  /** Minutes since midnight, by the clock on the wall. */
  readonly from: number;
  /** After `from`; 1440 is the end of the day. */
  readonly to: number;
  /** By its IANA name. */
  readonly timeZone: string;
}

const DAY_NAMES = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const DAY_MINUTES = 24 * 60;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** With fewer, the longest life of a proposal would be decades. */
const LEAST_WEEKLY_MINUTES = 10 * 60;

/**
 * Reads `Mon-Fri 08:00-17:00 Europe/Berlin`; days also one by one, with commas.
 *
 * @returns null for an empty text: every hour counts. Undefined for what is none.
 */
export function parseWorkingHours(
  text: string,
): WorkingHours | null | undefined {
  if (text.trim() === "") return null;
  const [days = "", hours = "", timeZone = "", ...more] = text
    .trim()
    .split(/\s+/);
  const [from, to, ...others] = hours.split("-").map(minutesOf);
  const set = daysOf(days);
  if (
    more.length > 0 ||
    others.length > 0 ||
    set === null ||
    from === undefined ||
    to === undefined ||
    !(from < to) ||
    set.size * (to - from) < LEAST_WEEKLY_MINUTES ||
    !isTimeZone(timeZone)
  )
    return undefined;
  return { days: set, from, to, timeZone };
}

function daysOf(text: string): ReadonlySet<number> | null {
  const days = new Set<number>();
  for (const part of text.toLowerCase().split(",")) {
    const [first, last, ...more] = part
      .split("-")
      .map((name) => DAY_NAMES.indexOf(name));
    if (first === undefined || more.length > 0) return null;
    const end = last ?? first;
    if (first < 0 || end < 0) return null;
    for (let day = first; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === end) break;
    }
  }
  return days;
}

/** NaN where it is no time of day. */
function minutesOf(text: string): number {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  const all = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && all <= DAY_MINUTES ? all : NaN;
}

/** By name: an offset such as +01:00 knows no daylight saving. */
function isTimeZone(name: string): boolean {
  if (!/^[a-z][\w+/-]*$/i.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The instant when so many working hours have passed since `from`. */
export function addWorkingHours(
  from: Date,
  hours: number,
  working: WorkingHours | null,
): Date {
  let leftMs = Math.round(hours * HOUR_MS);
  if (working === null) return new Date(from.getTime() + leftMs);
  for (let day = startOfDay(from, working.timeZone); ; day = dayAfter(day)) {
    if (!working.days.has(day.getUTCDay())) continue;
    const { start, end } = workingTimeOf(day, working);
    const begin = Math.max(start.getTime(), from.getTime());
    const hereMs = Math.max(0, end.getTime() - begin);
    // At least as much as is left: what ends with the day ends in the evening, and not next morning.
    if (hereMs > 0 && hereMs >= leftMs) return new Date(begin + leftMs);
    leftMs -= hereMs;
  }
}

/** How many working hours lie between two instants; none where `to` is not the later one. */
export function workingHoursBetween(
  from: Date,
  to: Date,
  working: WorkingHours | null,
): number {
  if (working === null)
    return Math.max(0, to.getTime() - from.getTime()) / HOUR_MS;
  let ms = 0;
  for (
    let day = startOfDay(from, working.timeZone);
    workingTimeOf(day, working).start < to;
    day = dayAfter(day)
  ) {
    if (!working.days.has(day.getUTCDay())) continue;
    const { start, end } = workingTimeOf(day, working);
    const begin = Math.max(start.getTime(), from.getTime());
    ms += Math.max(0, Math.min(end.getTime(), to.getTime()) - begin);
  }
  return ms / HOUR_MS;
}

/** When work begins and ends on a day, which is written as midnight of UTC. */
export function workingTimeOf(
  day: Date,
  { from, to, timeZone }: Pick<WorkingHours, "from" | "to" | "timeZone">,
): { readonly start: Date; readonly end: Date } {
  return {
    start: atWallClock(day, from, timeZone),
    end: atWallClock(day, to, timeZone),
  };
}

/** The day that it is in a time zone, written as midnight of UTC. */
export function startOfDay(instant: Date, timeZone: string): Date {
  const local = new Date(instant.getTime() + offsetMs(instant, timeZone));
  local.setUTCHours(0, 0, 0, 0);
  return local;
}

function dayAfter(day: Date): Date {
  return new Date(day.getTime() + DAY_MINUTES * MINUTE_MS);
}

/** What the clock skips in spring is read as the time that it shows instead; of what comes twice the later is taken. */
function atWallClock(day: Date, minutes: number, timeZone: string): Date {
  const wall = new Date(day.getTime() + minutes * MINUTE_MS);
  const guess = new Date(wall.getTime() - offsetMs(wall, timeZone));
  return new Date(wall.getTime() - offsetMs(guess, timeZone));
}

/** By how much the zone's clock is ahead of UTC at an instant. */
function offsetMs(instant: Date, timeZone: string): number {
  const parts = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  const wall = Date.UTC(year, month - 1, day, hour, minute, parts["second"]);
  return wall - Math.floor(instant.getTime() / 1000) * 1000;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Kept: making one takes a thousand times as long as asking it. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    clocks.set(timeZone, clock);
  }
  return clock;
}
