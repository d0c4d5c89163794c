import { describe, expect, it } from "@jest/globals";
import { chooseSweep } from "../../../src/domain/sweep/chooseSweep.ts";
import type { Sweep } from "../../../src/domain/sweep/sweep.ts";
import { after, HOUR_MS, MINUTE_MS, NOON } from "../../support/builders.ts";
import { aSweep } from "../../support/sweepExamples.ts";

const began = (agoMs: number): Sweep => aSweep({ startedAt: after(-agoMs) });

describe("Choosing the sweep that is due", () => {
  it("begins with a full one", () => {
    const nothing = { last: null, lastDone: null, lastFullDone: null };
    expect(chooseSweep(nothing, 60, NOON)).toEqual({
      kind: "full",
      changedSince: null,
    });
  });

  it("reads the changes since two hours before the last one began", () => {
    const last = began(61 * MINUTE_MS);
    const past = { last, lastDone: last, lastFullDone: began(5 * HOUR_MS) };
    expect(chooseSweep(past, 60, NOON)).toEqual({
      kind: "changes",
      changedSince: after(-61 * MINUTE_MS - 2 * HOUR_MS),
    });
  });

  it("counts the changes from the last one that was done, not from one that failed", () => {
    const past = {
      last: began(2 * HOUR_MS),
      lastDone: began(9 * HOUR_MS),
      lastFullDone: began(9 * HOUR_MS),
    };
    expect(chooseSweep(past, 60, NOON)?.changedSince).toEqual(
      after(-11 * HOUR_MS),
    );
  });

  it.each([
    ["a minute before the interval is over", 59 * MINUTE_MS, null],
    ["exactly when the interval is over", 60 * MINUTE_MS, "changes"],
  ])("%s: %s ms → %s", (_when, ago, kind) => {
    const last = began(ago);
    const past = { last, lastDone: last, lastFullDone: last };
    expect(chooseSweep(past, 60, NOON)?.kind ?? null).toBe(kind);
  });

  it.each([1, 2, 60])(
    "comes every %s minutes although the clock ticks a little early or late",
    (minutes) => {
      for (const early of [40, 0, -40, -900]) {
        const last = began(minutes * MINUTE_MS - early);
        const past = { last, lastDone: last, lastFullDone: last };
        expect(chooseSweep(past, minutes, NOON)?.kind).toBe("changes");
        const before = began((minutes - 1) * MINUTE_MS + early);
        expect(
          chooseSweep({ ...past, last: before }, minutes, NOON),
        ).toBeNull();
      }
    },
  );

  it("waits an interval after one that failed, too", () => {
    const past = {
      last: began(MINUTE_MS),
      lastDone: null,
      lastFullDone: null,
    };
    expect(chooseSweep(past, 60, NOON)).toBeNull();
  });

  it.each([
    [23 * HOUR_MS, "changes"],
    [24 * HOUR_MS, "full"],
  ])("with the last full one %s ms ago is %s", (ago, kind) => {
    const last = began(2 * HOUR_MS);
    const past = { last, lastDone: last, lastFullDone: began(ago) };
    expect(chooseSweep(past, 60, NOON)?.kind).toBe(kind);
  });

  it("never begins when sweeps are turned off", () => {
    const nothing = { last: null, lastDone: null, lastFullDone: null };
    expect(chooseSweep(nothing, 0, NOON)).toBeNull();
  });
});
