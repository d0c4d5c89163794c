import {
  parseWorkingHours,
  startOfDay,
  workingTimeOf,
} from "../settings/workingHours.ts";
import type { ProposalId } from "./proposal.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** Without working hours, it is said in the morning of UTC, every day. */
const EVERY_DAY = { from: 9 * 60, to: 24 * 60, timeZone: "UTC" };

/** After an outage longer than this it is left out: in the afternoon nobody wants to be told good morning. */
const LATEST_MS = 3 * HOUR_MS;

/** Whoever was asked today knows. */
const NOT_BEFORE_MS = 12 * HOUR_MS;

/** What has not changed is said again after so many days. */
const SAME_AGAIN_DAYS = 3;

/** What waits in a channel. */
export interface Waiting {
  readonly id: ProposalId;
  /** When its card was posted. */
  readonly since: Date;
}

/** What was said last, and on which day. */
export interface SaidLine {
  readonly day: Date;
  readonly ids: readonly ProposalId[];
}

/**
 * The day whose line is due now, written as midnight of UTC: from the start of the working day on, for a while. Null
 * where none is.
 */
export function dailyLineDue(now: Date, workingHours: string): Date | null {
  const working = parseWorkingHours(workingHours) ?? null;
  const hours = working ?? EVERY_DAY;
  const day = startOfDay(now, hours.timeZone);
  if (working && !working.days.has(day.getUTCDay())) return null;
  const sinceMs = now.getTime() - workingTimeOf(day, hours).start.getTime();
  return sinceMs >= 0 && sinceMs < LATEST_MS ? day : null;
}

/**
 * Whether a channel is told what waits in it: where something has waited since yesterday, and what was said last is
 * not the same, or was days ago.
 */
export function isWorthSaying(
  waiting: readonly Waiting[],
  said: SaidLine | null,
  day: Date,
  now: Date,
): boolean {
  const hasWaited = waiting.some(
    ({ since }) => now.getTime() - since.getTime() >= NOT_BEFORE_MS,
  );
  if (!hasWaited || said === null) return hasWaited;
  const ids = new Set(waiting.map(({ id }) => id));
  const isSame =
    ids.size === said.ids.length && said.ids.every((id) => ids.has(id));
  return (
    !isSame || day.getTime() - said.day.getTime() >= SAME_AGAIN_DAYS * DAY_MS
  );
}
