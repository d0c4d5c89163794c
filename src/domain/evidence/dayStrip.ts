import { addDays, type DayNumber, type Days } from "./activeDays.ts";

/** Four weeks are seen at a glance. */
export const STRIP_DAYS = 28;

/** The days of four weeks as bits: the lowest is the last day. */
export type DayStrip = number;

export function stripOf(days: Days, until: DayNumber): DayStrip {
  let strip = 0;
  for (const day of days) {
    const ago = until - day;
    if (ago >= 0 && ago < STRIP_DAYS) strip += 2 ** ago;
  }
  return strip;
}

/** Whether somebody was there on each of the days, oldest first. */
export function readStrip(strip: DayStrip): boolean[] {
  return Array.from(
    { length: STRIP_DAYS },
    (_, i) => Math.floor(strip / 2 ** (STRIP_DAYS - 1 - i)) % 2 === 1,
  );
}

/** The first of the days. */
export function stripFrom(until: DayNumber): DayNumber {
  return addDays(until, 1 - STRIP_DAYS);
}
