import { describe, expect, it } from "@jest/globals";
import {
  toPeriods,
  topOfScale,
  type DecidedDay,
} from "../../../bot/tab/web/parts/decisionPeriods.ts";

const day = (
  date: number,
  [approved, rejected, expired, undone]: readonly [
    number,
    number,
    number,
    number,
  ],
): DecidedDay => ({
  day: `2026-03-${String(date).padStart(2, "0")}`,
  approved,
  rejected,
  expired,
  undone,
});

describe("decisions over time", () => {
  it("are added up from the last day backwards, so that only the first period is shorter", () => {
    const days = [1, 2, 3, 4, 5].map((date) => day(date, [date, 0, 1, 0]));
    expect(
      toPeriods(days, 2).map((period) => [
        period.day,
        period.approved,
        period.expired,
      ]),
    ).toEqual([
      ["2026-03-01", 1, 1],
      ["2026-03-02", 5, 2],
      ["2026-03-04", 9, 2],
    ]);
  });

  it.each<[string, readonly [number, number, number, number], number | null]>([
    ["counts what was approved of what was answered", [3, 1, 0, 0], 0.75],
    ["does not count what was undone as accepted", [3, 1, 0, 1], 0.5],
    ["leaves out what nobody answered", [1, 0, 9, 0], 1],
    ["is unknown when nobody answered", [0, 0, 4, 0], null],
    [
      "is not below nothing when what was approved before is undone",
      [1, 1, 0, 3],
      0,
    ],
  ])("the acceptance %s", (_name, counts, acceptance) => {
    expect(toPeriods([day(1, counts)], 7)[0]?.acceptance).toBe(acceptance);
  });

  it("are none without days", () => {
    expect(toPeriods([], 7)).toEqual([]);
  });
});

it.each([
  [0, 1],
  [1, 1],
  [3, 4],
  [5, 6],
  [7, 8],
  [9, 10],
  [11, 20],
  [61, 80],
  [100, 100],
])("a scale for %i ends at %i", (most, top) => {
  expect(topOfScale(most)).toBe(top);
});
