import type { LastLogon } from "../devices/lastLogon.ts";
import {
  dayOf,
  joinDays,
  type DayNumber,
  type Days,
  type DaysSeen,
  type PersonKey,
} from "./activeDays.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** A report of the published payload counts the logons of the seven days before it. */
const WINDOW_DAYS = 7;
const WINDOW_MS = WINDOW_DAYS * DAY_MS;

/** Logons that came in between two reports, as many as there were at least and at most; times in ms since 1970. */
interface Gain {
  readonly fromMs: number;
  readonly toMs: number;
  readonly least: number;
  readonly most: number;
}

/** What is kept of one person's counts. */
interface Counted {
  readonly logons: number;
  readonly gains: readonly Gain[];
  /** The last day that was told of. */
  readonly toldOn: DayNumber | null;
}

/** What is kept of a device's reports of counts, so that the next one's difference can be told. */
export interface WindowMemory {
  readonly reportedAtMs: number;
  readonly people: ReadonlyMap<string, Counted>;
}

/** Reports are not exactly a day apart: so small a part of a gain's time is passed over. */
const SLACK = 0.1;

/**
 * Tells from the counts of two windows that overlap on which days somebody was there: what is counted now and cannot
 * be what was counted before came in between the two reports. One day is told of however long that was, since no more
 * is known. Of somebody whose logons leave the window as fast as they come, a day a week is all there is to tell; of
 * somebody who is new on the device, each day.
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
  const people = new Map<string, Counted>();
  const days = new Map<string, Days>();
  for (const [name, logons] of counts) {
    if (logons === 0) continue;
    const before = memory?.people.get(name) ?? NEVER;
    const kept = before.gains.filter(
      (gain) => partSince(gain, windowFromMs) > SLACK,
    );
    const mayBeOld = Math.min(
      before.logons,
      kept.reduce((sum, { most }) => sum + most, 0),
    );
    const isOld = kept
      .filter((gain) => partSince(gain, windowFromMs) >= 1 - SLACK)
      .reduce((sum, { least }) => sum + least, 0);
    const least = Math.max(0, logons - mayBeOld);
    const most = Math.max(least, logons - isOld);
    const isTold =
      least > 0 || before.toldOn === null || before.toldOn <= day - WINDOW_DAYS;
    if (isTold) days.set(name, [day]);
    people.set(name, {
      logons,
      toldOn: isTold ? day : before.toldOn,
      gains: most > 0 ? [...kept, { fromMs, toMs: nowMs, least, most }] : kept,
    });
  }
  return { memory: { reportedAtMs: nowMs, people }, days };
}

const NEVER: Counted = { logons: 0, gains: [], toldOn: null };

/** The part of a gain's time that is after `sinceMs`, 0 to 1. */
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
  return { people, log: null, unattributed: null, isListed: true };
}
