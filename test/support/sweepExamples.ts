import { randomUUID } from "node:crypto";
import type { Sweep, SweepId } from "../../src/domain/sweep/sweep.ts";
import { NOON } from "./builders.ts";

/** A full sweep, by the schedule, that has just begun; a test states only the fields it is about. */
export function aSweep(overrides: Partial<Sweep> = {}): Sweep {
  return {
    id: randomUUID() as SweepId,
    version: 1,
    kind: "full",
    startedAt: NOON,
    steppedAt: NOON,
    endedAt: null,
    requestedBy: null,
    showIn: null,
    changedSince: null,
    thenFull: null,
    step: { kind: "people", cursor: null },
    restarts: 0,
    counts: {
      pages: 0,
      people: 0,
      devices: 0,
      devicesExpected: null,
      candidates: 0,
      proposals: 0,
      handoffs: 0,
      gone: 0,
    },
    peopleListedAt: null,
    shownAt: null,
    ...overrides,
  };
}
