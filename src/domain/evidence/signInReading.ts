import { addDays, dayOf, type DayNumber } from "./activeDays.ts";

/** How far Entra's log of sign-ins was read. */
export interface SignInReading {
  /** Counts the writes: whoever read a page stores it only over what they began from. */
  readonly version: number;
  /** All up to then was read, but for what Entra comes to know late; null before the first stretch ended. */
  readonly readUntil: Date | null;
  /** What is being read; null between two readings. */
  readonly stretch: SignInStretch | null;
  /** Entra tells them not to this tenant or application; null while it does. */
  readonly refused: { readonly why: SignInsRefused; readonly at: Date } | null;
}

/** A part of the log's time, and the page that comes next: null for the first. */
export interface SignInStretch {
  readonly from: Date;
  readonly until: Date;
  readonly cursor: string | null;
  /** How often it began anew, because Graph did not know the link to its next page any more. */
  readonly restarts?: number;
}

export type SignInsRefused = "not-licensed" | "not-permitted" | "broken-off";

export const NOTHING_READ: SignInReading = {
  version: 0,
  readUntil: null,
  stretch: null,
  refused: null,
};

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** Entra keeps the log for 30 days; what it is about to forget is not begun with. */
const REACHES_BACK_MS = 28 * DAY_MS;

/** So late an entry may come. What is read twice is stored once. */
const LATE_MS = 6 * HOUR_MS;

/** Longer stretches are slow, and the service throttles what is slow. */
const LONGEST_MS = DAY_MS;

/** What is newer is left for the next time: each look costs the overlap again. */
const SHORTEST_MS = HOUR_MS / 2;

/** A licence or a permission comes by a person's hand. */
const ASK_AGAIN_MS = DAY_MS;

/** The part of the log to be read now; null where nothing is due. */
export function dueStretch(
  { stretch, readUntil, refused }: SignInReading,
  now: Date,
): SignInStretch | null {
  if (refused && now.getTime() - refused.at.getTime() < ASK_AGAIN_MS)
    return null;
  const oldest = now.getTime() - REACHES_BACK_MS;
  // One that was begun before a long pause may be of a time that Entra has forgotten.
  if (stretch && stretch.from.getTime() >= oldest - DAY_MS) return stretch;
  if (readUntil && now.getTime() - readUntil.getTime() < SHORTEST_MS)
    return null;
  const from = Math.max(
    readUntil ? readUntil.getTime() - LATE_MS : oldest,
    oldest,
  );
  return {
    from: new Date(from),
    until: new Date(Math.min(from + LONGEST_MS, now.getTime())),
    cursor: null,
  };
}

/** Whether more than the last days of the log are still to be read: what is known of it is not the latest. */
export function isBehind(
  { readUntil }: Pick<SignInReading, "readUntil">,
  now: Date,
): boolean {
  return readUntil === null || now.getTime() - readUntil.getTime() > 2 * DAY_MS;
}

/** The last day that was read to its end; null for none. */
export function lastDayRead({
  readUntil,
}: Pick<SignInReading, "readUntil">): DayNumber | null {
  return readUntil && addDays(dayOf(readUntil), -1);
}

/** After a page of the stretch: `next` leads to the one after it. */
export function afterPage(
  reading: SignInReading,
  stretch: SignInStretch,
  next: string | null,
): SignInReading {
  return {
    version: reading.version + 1,
    readUntil: next === null ? stretch.until : reading.readUntil,
    stretch: next === null ? null : { ...stretch, cursor: next },
    refused: null,
  };
}
