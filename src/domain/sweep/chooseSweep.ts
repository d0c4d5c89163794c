import type { Sweep, SweepKind } from "./sweep.ts";

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;

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
 * Says which sweep is due by the clock; null for none.
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
  if (last && ageMs(last.startedAt, now) < intervalMinutes * MINUTE_MS)
    return null;
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
