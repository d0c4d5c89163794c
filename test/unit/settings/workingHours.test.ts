import { describe, expect, it } from "@jest/globals";
import {
  lifetimeFrom,
  lifetimeMoved,
} from "../../../src/domain/proposals/lifetime.ts";
import {
  addWorkingHours,
  parseWorkingHours,
  workingHoursBetween,
} from "../../../src/domain/settings/workingHours.ts";

const OFFICE = "Mon-Fri 08:00-17:00 Europe/Berlin";

function expiry(text: string, from: string, hours: number): string {
  const working = parseWorkingHours(text);
  if (working === undefined) throw new Error(`${text} is none`);
  return addWorkingHours(new Date(from), hours, working).toISOString();
}

describe("Working hours", () => {
  // 2026-11-20 is a Friday; Berlin is an hour ahead of UTC in winter, and two in summer.
  it.each([
    [
      "every hour, when there are none",
      "",
      "2026-11-20T12:00:00Z",
      72,
      "2026-11-23T12:00",
    ],
    ["the same day", OFFICE, "2026-11-20T09:00:00Z", 3, "2026-11-20T12:00"],
    ["no weekend", OFFICE, "2026-11-20T12:00:00Z", 8, "2026-11-23T11:00"],
    [
      "until the evening, and not next morning",
      OFFICE,
      "2026-11-20T12:00:00Z",
      4,
      "2026-11-20T16:00",
    ],
    [
      "from the morning, when posted at night",
      OFFICE,
      "2026-11-19T02:00:00Z",
      1,
      "2026-11-19T08:00",
    ],
    [
      "from Monday, when posted on Friday night",
      OFFICE,
      "2026-11-20T20:00:00Z",
      9,
      "2026-11-23T16:00",
    ],
    [
      "from Monday, when posted on a Sunday",
      OFFICE,
      "2026-11-22T12:00:00Z",
      2,
      "2026-11-23T09:00",
    ],
    [
      "by the wall clock across the spring change",
      OFFICE,
      "2026-03-27T15:00:00Z",
      2,
      "2026-03-30T07:00",
    ],
    [
      "by the wall clock across the autumn change",
      OFFICE,
      "2026-10-23T14:00:00Z",
      2,
      "2026-10-26T08:00",
    ],
    [
      "the 23 hours of the spring change's day",
      "Sun 00:00-24:00 Europe/Berlin",
      "2026-03-28T12:00:00Z",
      23,
      "2026-03-29T22:00",
    ],
    [
      "the 25 hours of the autumn change's day",
      "Sun 00:00-24:00 Europe/Berlin",
      "2026-10-24T12:00:00Z",
      25,
      "2026-10-25T23:00",
    ],
    [
      "from three where the clock skips half past two",
      "Sun 02:30-22:00 Europe/Berlin",
      "2026-03-28T12:00:00Z",
      1,
      "2026-03-29T02:30",
    ],
    [
      "in a zone with half hours",
      "Mon-Fri 09:00-17:00 Asia/Kolkata",
      "2026-11-20T11:00:00Z",
      1,
      "2026-11-23T04:00",
    ],
    [
      "on the day that it is there, not here",
      "Mon-Fri 08:00-17:00 Pacific/Auckland",
      "2026-11-22T20:00:00Z",
      1,
      "2026-11-22T21:00",
    ],
    [
      "a week from Sunday to Thursday",
      "Sun-Thu 08:00-16:00 Asia/Dubai",
      "2026-11-19T11:00:00Z",
      2,
      "2026-11-22T05:00",
    ],
    [
      "single days",
      "Mon,Wed,Fri 08:00-12:00 UTC",
      "2026-11-20T11:00:00Z",
      6,
      "2026-11-25T09:00",
    ],
  ])("count %s", (_name, text, from, hours, until) => {
    expect(expiry(text, from, hours)).toBe(`${until}:00.000Z`);
    const left = workingHoursBetween(
      new Date(from),
      new Date(`${until}:00Z`),
      parseWorkingHours(text) ?? null,
    );
    expect(left).toBe(hours);
  });

  it("remind at two thirds of them", () => {
    const { expiresAt, remindBeforeMs } = lifetimeFrom(
      new Date("2026-11-20T07:00:00Z"),
      { proposalExpiresHours: 27, workingHours: OFFICE },
    );
    expect(expiresAt.toISOString()).toBe("2026-11-24T16:00:00.000Z");
    expect(new Date(expiresAt.getTime() - remindBeforeMs).toISOString()).toBe(
      "2026-11-23T16:00:00.000Z",
    );
  });

  // Posted on Friday at 08:00 in Berlin, for nine hours.
  it.each([
    [
      "the hour that is left counts on Monday",
      OFFICE,
      15,
      "23T08:00",
      "23T07:00",
    ],
    ["what is left of the reminder, too", OFFICE, 9, "23T14:00", "23T11:00"],
    ["every hour counts where there are none", "", 15, "21T16:00", "21T15:00"],
    [
      "hours that were set since leave time to decide",
      "Mon-Fri 08:00-12:00 Europe/Berlin",
      15,
      "23T08:00",
      "23T07:00",
    ],
  ])(
    "a pause of a day moves them: %s",
    (_name, workingHours, hour, expires, reminds) => {
      const lifetime = lifetimeFrom(new Date("2026-11-20T07:00:00Z"), {
        proposalExpiresHours: 9,
        workingHours: OFFICE,
      });
      const paused = new Date(Date.UTC(2026, 10, 20, hour));
      const until = new Date(Date.UTC(2026, 10, 21, hour));
      const moved = lifetimeMoved(lifetime, paused, until, { workingHours });
      expect(moved.expiresAt?.toISOString()).toBe(`2026-11-${expires}:00.000Z`);
      const remindAt =
        (moved.expiresAt?.getTime() ?? 0) - (moved.remindBeforeMs ?? 0);
      expect(new Date(remindAt).toISOString()).toBe(
        `2026-11-${reminds}:00.000Z`,
      );
      const back = lifetimeMoved(moved, until, paused, { workingHours });
      if (workingHours === OFFICE || workingHours === "")
        expect(back.expiresAt).toEqual(lifetime.expiresAt);
    },
  );

  it.each([
    "Mon-Fri",
    "08:00-17:00 Europe/Berlin",
    "Mon-Fri 08:00-17:00",
    "Mon-Fri 08:00-17:00 Europe/Nowhere",
    "Mon-Fri 08:00-17:00 +01:00",
    "Mon-Fri 17:00-08:00 Europe/Berlin",
    "Mon-Fri 08:00-08:00 Europe/Berlin",
    "Mon-Fri 08:00-25:00 Europe/Berlin",
    "Mon-Fri 08:60-17:00 Europe/Berlin",
    "Mon-Fri 8-17 Europe/Berlin",
    "Mon-Funday 08:00-17:00 Europe/Berlin",
    "Mon- 08:00-17:00 Europe/Berlin",
    "Mon-Wed-Fri 08:00-17:00 Europe/Berlin",
    "Mon 08:00-17:00 Europe/Berlin",
    "Mon-Fri 08:00-17:00 Europe/Berlin please",
  ])("are not %s", (text) => {
    expect(parseWorkingHours(text)).toBeUndefined();
  });
});
