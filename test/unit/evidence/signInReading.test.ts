import { describe, expect, it } from "@jest/globals";
import {
  afterPage,
  dueStretch,
  NOTHING_READ,
  type SignInReading,
} from "../../../src/domain/evidence/signInReading.ts";
import { after, DAY_MS, HOUR_MS, NOON } from "../../support/builders.ts";

const reading = (more: Partial<SignInReading>): SignInReading => ({
  ...NOTHING_READ,
  version: 3,
  ...more,
});
const stretch = (from: Date, until: Date, cursor: string | null = null) => ({
  from,
  until,
  cursor,
});

describe("the part of the sign-in log to be read now", () => {
  it.each<[string, SignInReading, ReturnType<typeof dueStretch>]>([
    [
      "begins four weeks back, a day at a time",
      NOTHING_READ,
      stretch(after(-28 * DAY_MS), after(-27 * DAY_MS)),
    ],
    [
      "goes over the last hours again, for what Entra tells late",
      reading({ readUntil: after(-HOUR_MS) }),
      stretch(after(-7 * HOUR_MS), NOON),
    ],
    [
      "is none right after the last",
      reading({ readUntil: after(-60_000) }),
      null,
    ],
    [
      "is the one that was begun",
      reading({
        readUntil: after(-3 * DAY_MS),
        stretch: stretch(after(-DAY_MS), NOON, "next"),
      }),
      stretch(after(-DAY_MS), NOON, "next"),
    ],
    [
      "is none that Entra has forgotten meanwhile",
      reading({
        readUntil: after(-50 * DAY_MS),
        stretch: stretch(after(-51 * DAY_MS), after(-50 * DAY_MS), "next"),
      }),
      stretch(after(-28 * DAY_MS), after(-27 * DAY_MS)),
    ],
    [
      "is none for a day after a refusal",
      reading({
        refused: { why: "not-licensed", at: after(1 - DAY_MS) },
        stretch: stretch(after(-DAY_MS), NOON),
      }),
      null,
    ],
    [
      "is asked for again then",
      reading({
        refused: { why: "not-licensed", at: after(-DAY_MS) },
        stretch: stretch(after(-DAY_MS), NOON),
      }),
      stretch(after(-DAY_MS), NOON),
    ],
  ])("%s", (_name, given, expected) => {
    expect(dueStretch(given, NOON)).toEqual(expected);
  });

  it("is read to its last page before it counts as read", () => {
    const begun = stretch(after(-DAY_MS), NOON);
    const refused = { why: "not-permitted", at: after(-2 * DAY_MS) } as const;
    const first = afterPage(reading({ refused }), begun, "second");
    expect(first).toEqual({
      version: 4,
      readUntil: null,
      stretch: { ...begun, cursor: "second" },
      refused: null,
    });
    expect(afterPage(first, begun, null)).toEqual({
      version: 5,
      readUntil: NOON,
      stretch: null,
      refused: null,
    });
  });
});
