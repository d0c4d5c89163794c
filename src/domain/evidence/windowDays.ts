import type { LastLogon } from "../devices/lastLogon.ts";
import {
  dayOf,
  joinDays,
  type Days,
  type DaysSeen,
  type PersonKey,
} from "./activeDays.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** A report of the published payload counts the logons of the seven days before it. */
const WINDOW_MS = 7 * DAY_MS;

/** Logons that came in between two reports; times in milliseconds since 1970. */
interface Gain {
  readonly fromMs: number;
  readonly toMs: number;
  readonly logons: number;
}

/** What is kept of a device's reports of counts, so that the next one's difference can be told. */
export interface WindowMemory {
  readonly reportedAtMs: number;
  readonly gains: ReadonlyMap<string, readonly Gain[]>;
}

/** Less than this part of a logon comes from times that are not exactly a day apart. */
const LEAST_NEW = 0.5;

/**
 * Tells from the counts of two windows that overlap on which days somebody was there: what is counted now and was
 * neither in the former window nor has left it since is new, and happened between the two reports. One day is told of
 * however long that was, since no more is known. Of a device's first report, all is told to be of its own day.
 *
 * @param counts name → logons of the seven days before `observedAt`.
 * @param memory null for the first report. An older report than the last tells nothing.
 */
export function daysOfWindow(
  memory: WindowMemory | null,
  counts: ReadonlyMap<string, number>,
  observedAt: Date,
): {
  readonly memory: WindowMemory;
  readonly days: ReadonlyMap<string, Days>;
} {
  const nowMs = observedAt.getTime();
  if (memory && nowMs <= memory.reportedAtMs)
    return { memory, days: new Map() };
  const windowFromMs = nowMs - WINDOW_MS;
  const fromMs = Math.max(memory?.reportedAtMs ?? windowFromMs, windowFromMs);
  const day = memory
    ? dayOf(new Date(fromMs + (nowMs - fromMs) / 2))
    : dayOf(observedAt);
  const gains = new Map<string, readonly Gain[]>();
  const days = new Map<string, Days>();
  for (const [name, logons] of counts) {
    const kept = (memory?.gains.get(name) ?? []).filter(
      ({ toMs }) => toMs > windowFromMs,
    );
    const before = kept.reduce(
      (sum, gain) => sum + gain.logons * partSince(gain, windowFromMs),
      0,
    );
    const gained = logons - before;
    if (gained > LEAST_NEW) {
      days.set(name, [day]);
      gains.set(name, [...kept, { fromMs, toMs: nowMs, logons: gained }]);
    } else if (kept.length > 0) gains.set(name, kept);
  }
  return { memory: { reportedAtMs: nowMs, gains }, days };
}

/** The part of a gain's time that is after `fromMs`, 0 to 1. */
function partSince({ fromMs, toMs }: Gain, sinceMs: number): number {
  if (fromMs >= sinceMs) return 1;
  return Math.max(0, toMs - sinceMs) / (toMs - fromMs);
}

/**
 * The days that Intune's last logons tell of, each time they are read: it lists only the last one of each person, so
 * earlier days are known from earlier looks.
 *
 * @param enrolledAt logons of before are somebody else's.
 */
export function daysOfLastLogons(
  lastLogons: readonly LastLogon[],
  enrolledAt: Date | null,
): DaysSeen {
  const people = new Map<PersonKey, Days>();
  for (const { userId, at } of lastLogons)
    if (!enrolledAt || at >= enrolledAt)
      people.set(userId, joinDays(people.get(userId) ?? [], [dayOf(at)]));
  return { people, log: null, unattributed: null };
}
