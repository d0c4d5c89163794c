import { describe, expect, it } from "@jest/globals";
import { dayOf } from "../../../src/domain/evidence/activeDays.ts";
import {
  daysOfLastLogons,
  daysOfWindow,
  type WindowMemory,
} from "../../../src/domain/evidence/windowDays.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import { after, DAY_MS, HOUR_MS } from "../../support/builders.ts";

const START = new Date("2026-11-02T16:00:00Z");
const FIRST = dayOf(START);

/** Reports once a day what the last seven days count. @returns the days told, from the first report's on. */
function follow(
  logonsByDay: readonly number[],
  {
    lost = [],
    shiftMs = 0,
  }: { lost?: readonly number[]; shiftMs?: number } = {},
): readonly number[] {
  let memory: WindowMemory | null = null;
  const told: number[] = [];
  logonsByDay.forEach((_logons, day) => {
    if (lost.includes(day)) return;
    const counted = logonsByDay.slice(Math.max(0, day - 6), day + 1);
    const count = counted.reduce((sum, logons) => sum + logons, 0);
    const observedAt = after(day * DAY_MS + (day % 2) * shiftMs, START);
    const { memory: kept, days } = daysOfWindow(
      memory,
      new Map([["ben", count]]),
      observedAt,
    );
    memory = kept;
    told.push(...(days.get("ben") ?? []).map((on) => on - FIRST));
  });
  return told;
}

describe("the days that windows of counts tell of", () => {
  it("are all of somebody who was not counted before", () => {
    expect(follow([0, 2, 2, 0, 2, 2, 0, 0, 2, 2, 2, 0, 0, 0, 0, 2])).toEqual([
      1, 2, 4, 5, 8, 9, 10, 15,
    ]);
  });

  it("end with the logons, though the window still counts them", () => {
    expect(follow([3, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0])).toEqual([0, 1, 2]);
  });

  it("are the same when reports come an hour early or late", () => {
    expect(
      follow([0, 2, 2, 0, 2, 2, 0, 0, 2, 2, 0], { shiftMs: HOUR_MS }),
    ).toEqual([1, 2, 4, 5, 8, 9]);
  });

  it("are one for the time of a lost report", () => {
    expect(follow([0, 2, 2, 2, 0], { lost: [2] })).toHaveLength(2);
  });

  it("are one a week of somebody who was there before the first report as often as since", () => {
    let memory: WindowMemory | null = null;
    const told: number[] = [];
    for (let day = 0; day < 22; day += 1) {
      const seen = daysOfWindow(
        memory,
        new Map([["ana", 10]]),
        after(day * DAY_MS, START),
      );
      memory = seen.memory;
      told.push(...(seen.days.get("ana") ?? []).map((on) => on - FIRST));
    }
    expect(told).toEqual([0, 7, 14, 21]);
  });

  it("are none of a report that is older than the last", () => {
    const { memory } = daysOfWindow(null, new Map([["ben", 3]]), START);
    expect(daysOfWindow(memory, new Map([["ben", 9]]), START).days.size).toBe(
      0,
    );
  });
});

describe("the days that last logons tell of", () => {
  it("are their dates, those before the enrolment left out", () => {
    const ben = "ben" as UserId;
    const cleo = "cleo" as UserId;
    const { people } = daysOfLastLogons(
      [
        { userId: ben, at: START },
        { userId: ben, at: after(DAY_MS, START) },
        { userId: cleo, at: after(-1, START) },
      ],
      START,
    );
    expect([...people]).toEqual([[ben, [FIRST, FIRST + 1]]]);
  });
});
