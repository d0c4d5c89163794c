import type { Decisions } from "../../api/shapes.ts";

export type DecidedDay = Decisions["days"][number];

/** What became of proposals in some days, one after the other. */
export interface Period extends DecidedDay {
  /** Approved and not undone, of what people answered; null when nobody answered. 0 to 1. */
  readonly acceptance: number | null;
}

/**
 * Puts days together from the last one backwards, so that only the first period may be shorter.
 *
 * @param length days in a period.
 * @returns oldest first; each with the first of its days.
 */
export function toPeriods(
  days: readonly DecidedDay[],
  length: number,
): readonly Period[] {
  const periods: Period[] = [];
  for (let end = days.length; end > 0; end -= length) {
    const within = days.slice(Math.max(0, end - length), end);
    const [first] = within;
    if (!first) break;
    const sum = (key: "approved" | "rejected" | "expired" | "undone") =>
      within.reduce((total, day) => total + day[key], 0);
    const approved = sum("approved");
    const rejected = sum("rejected");
    const undone = sum("undone");
    const answered = approved + rejected;
    periods.unshift({
      day: first.day,
      approved,
      rejected,
      expired: sum("expired"),
      undone,
      acceptance:
        answered === 0 ? null : Math.max(0, approved - undone) / answered,
    });
  }
  return periods;
}

/**
 * The top of a scale on which `most` has its place: one digit and zeros, and even, so that half of it is whole, too;
 * at least 1.
 */
export function topOfScale(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  for (const step of [1, 2, 4, 6, 8])
    if (step * power >= most) return step * power;
  return 10 * power;
}
