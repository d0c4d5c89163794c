import type { Sweep } from "../../src/domain/sweep/sweep.ts";
import { newSweep } from "../../src/usecases/sweep/newSweep.ts";
import { NOON } from "./builders.ts";

/** A full sweep, by the schedule, that has just begun; a test states only the fields it is about. */
export function aSweep(overrides: Partial<Sweep> = {}): Sweep {
  return {
    ...newSweep({ kind: "full", changedSince: null }, null, null, NOON),
    ...overrides,
  };
}
