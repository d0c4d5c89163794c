import type { Sweep, SweepKind } from "./sweep.ts";

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * The clock that asks ticks each minute, a little early or late: what is due within half of that is due now, or each
 * sweep would come a minute late, and at an interval of one minute only every second one.
 */
const HALF_A_TICK_MS = MINUTE_MS / 2;

/** A full sweep finds what changed without a check-in: categories, people, devices deleted in Intune. */
const FULL_EVERY_MS = 24 * HOUR_MS;

/** Intune lists a check-in some time after it happened, and clocks differ. What is read twice is only stored twice. */
const OVERLAP_MS = 2 * HOUR_MS;

export interface ChosenSweep {
  readonly kind: SweepKind;
  /** For `changes`: the devices that checked in after this. */
  readonly changedSince: Date | null;
}

/**
 * Says which sweep is due by the clock, asked once a minute; null for none.
 *
 * @param past the sweep that began last, however it ended, and those that were done last, of any kind and full.
 * @param intervalMinutes between the beginnings of two sweeps; 0 turns them off.
 */
export function chooseSweep(
  past: {
    readonly last: Sweep | null;
    readonly lastDone: Sweep | null;
    readonly lastFullDone: Sweep | null;
  },
  intervalMinutes: number,
  now: Date,
): ChosenSweep | null {
  if (intervalMinutes === 0) return null;
  const { last, lastDone, lastFullDone } = past;
  const dueMs = intervalMinutes * MINUTE_MS - HALF_A_TICK_MS;
  if (last && ageMs(last.startedAt, now) < dueMs) return null;
  if (
    !lastDone ||
    !lastFullDone ||
    ageMs(lastFullDone.startedAt, now) >= FULL_EVERY_MS
  )
    return { kind: "full", changedSince: null };
  return {
    kind: "changes",
    changedSince: new Date(lastDone.startedAt.getTime() - OVERLAP_MS),
  };
}

function ageMs(instant: Date, now: Date): number {
  return now.getTime() - instant.getTime();
}
