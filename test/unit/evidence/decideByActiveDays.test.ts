import { describe, expect, it } from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type {
  DayNumber,
  Days,
  PersonKey,
} from "../../../src/domain/evidence/activeDays.ts";
import {
  decideByActiveDays,
  type ActiveDaysOutcome,
  type DeviceUse,
  type Elsewhere,
  type LeftOut,
} from "../../../src/domain/evidence/decideByActiveDays.ts";
import type { PersonRef, UserId } from "../../../src/domain/people/user.ts";

/** Days are told as so many before today; 0 is today. */
const TODAY = 20_000 as DayNumber;
const ago = (...days: number[]): Days =>
  days.map((day) => (TODAY - day) as DayNumber).sort((a, b) => a - b);
const span = (from: number, to: number): Days =>
  ago(...Array.from({ length: from - to + 1 }, (_, index) => from - index));

const person = (id: string): PersonRef => ({
  id: id as UserId,
  displayName: id,
  userPrincipalName: `${id}@contoso.com`,
});
const OWNER = person("owner");

interface Case extends Partial<Omit<DeviceUse, "people" | "elsewhere">> {
  readonly days: Record<string, Days>;
  /** Days on another device, which is their own. */
  readonly other?: Record<string, Days>;
  readonly places?: Record<string, readonly Elsewhere[]>;
  readonly leftOut?: Record<string, LeftOut>;
}

function decide({
  days,
  other = {},
  places = {},
  leftOut = {},
  ...more
}: Case): ActiveDaysOutcome {
  const elsewhere = (key: PersonKey): readonly Elsewhere[] =>
    places[key] ??
    (other[key]
      ? [
          {
            deviceId: `${key}'s` as DeviceId,
            days: other[key],
            isPrimaryUser: true,
          },
        ]
      : []);
  return decideByActiveDays(
    {
      primaryUser: OWNER,
      account: "active",
      isStaged: false,
      isMultiSession: false,
      enrolledOn: (TODAY - 300) as DayNumber,
      changedOn: null,
      unattributed: 0,
      people: Object.entries(days).map(([key, list]) => ({
        key: key as PersonKey,
        person: key.startsWith("upn:") ? null : person(key),
        days: list,
        leftOut: leftOut[key] ?? null,
      })),
      elsewhere,
      ...more,
    },
    TODAY,
  );
}

/** `ben: newcomer`, `many`, or why nothing is asked. */
const say = (outcome: ActiveDaysOutcome): string =>
  outcome.kind === "took-over"
    ? `${outcome.toUser.id}: ${outcome.reason}`
    : outcome.kind === "used-by-many"
      ? "many"
      : outcome.reason;

const crowd = (...names: string[]) =>
  Object.fromEntries(
    names.map((name, index) => [name, ago(index, index + 5, index + 10)]),
  );

describe("decideByActiveDays", () => {
  it.each<[string, Case, string]>([
    [
      "keeps an owner who comes",
      { days: { owner: span(20, 1), ben: ago(0) } },
      "primary-user-uses-it",
    ],
    [
      "keeps an owner who is away while nobody else comes",
      { days: { owner: span(60, 40) } },
      "primary-user-uses-it",
    ],
    ["says that nobody was seen", { days: {} }, "nobody-seen"],
    [
      "waits on the third day of a newcomer",
      { days: { owner: span(30, 10), ben: span(2, 0) } },
      "too-few-days",
    ],
    [
      "asks on the fourth day of a newcomer",
      { days: { owner: span(30, 10), ben: span(3, 0) } },
      "ben: newcomer",
    ],
    [
      "waits on the second day after the owner's account is gone",
      { account: "gone", days: { ben: span(1, 0) } },
      "too-few-days",
    ],
    [
      "asks on the third day after the owner's account is gone",
      {
        account: "gone",
        days: { owner: span(30, 10), ben: span(2, 0) },
        leftOut: { owner: "disabled" },
      },
      "ben: primary-user-gone",
    ],
    [
      "asks on the third day without an owner",
      { primaryUser: null, days: { ben: span(2, 0) } },
      "ben: no-primary-user",
    ],
    [
      "waits on the first day of a staged device",
      { primaryUser: null, isStaged: true, days: { ben: ago(0) } },
      "too-few-days",
    ],
    [
      "asks on the second day of a staged device",
      { primaryUser: null, isStaged: true, days: { ben: ago(1, 0) } },
      "ben: staged",
    ],
    [
      "takes a staging account as owner for none",
      { account: "staging", isStaged: true, days: { ben: ago(1, 0) } },
      "ben: staged",
    ],
    [
      "asks on the third day once the owner has moved",
      {
        days: { owner: span(40, 10), ben: span(2, 0) },
        other: { owner: span(9, 0) },
      },
      "ben: primary-user-moved",
    ],
    [
      "asks though a moved owner comes back now and then",
      {
        days: {
          owner: [...span(40, 15), ...ago(6)],
          ben: [...span(9, 7), ...span(5, 0)],
        },
        other: { owner: span(14, 0) },
      },
      "ben: primary-user-moved",
    ],
    [
      "keeps who uses two devices in turn",
      {
        days: { owner: ago(12, 9, 6, 3), ben: ago(2, 1, 0) },
        other: { owner: ago(14, 13, 11, 10, 8, 7, 5, 4) },
      },
      "primary-user-uses-it",
    ],
    [
      "waits eight days for a colleague whose own device rests",
      {
        days: { owner: span(30, 10), ben: span(6, 0) },
        other: { ben: span(30, 7) },
      },
      "too-few-days",
    ],
    [
      "asks on the eighth day of such a colleague, unsure",
      {
        days: { owner: span(30, 10), ben: span(7, 0) },
        other: { ben: span(30, 8) },
      },
      "ben: primary-user-not-seen",
    ],
    [
      "asks nothing about a stand-in who keeps coming to their own device",
      {
        days: {
          owner: span(40, 20),
          ben: ago(19, 17, 15, 13, 11, 9, 7, 5, 3, 1),
        },
        other: { ben: ago(18, 16, 14, 12, 10, 8, 6, 4, 2, 0) },
      },
      "too-few-days",
    ],
    [
      "asks nothing for forty days about who was here beside the owner before",
      {
        days: {
          owner: span(60, 30),
          ben: [
            ...ago(55, 45),
            ...span(29, 26),
            ...span(24, 19),
            ...span(17, 12),
            ...span(10, 5),
            ...span(3, 0),
          ],
        },
      },
      "too-few-days",
    ],
    [
      "proposes nobody on a device of many without an owner",
      { primaryUser: null, days: crowd("a", "b", "c", "d") },
      "shared",
    ],
    [
      "clears a device of many whose owner is not among them",
      { days: crowd("a", "b", "c", "d") },
      "many",
    ],
    [
      "leaves a device of many to an owner who is one of them",
      { days: crowd("owner", "b", "c", "d") },
      "shared",
    ],
    [
      "clears a device that its owner left to many",
      {
        days: {
          owner: span(40, 7),
          a: ago(6, 1),
          b: ago(6, 0),
          c: ago(5, 2),
          d: ago(4),
          e: ago(3),
        },
      },
      "many",
    ],
    [
      "keeps a device that its owner left to many less than a week ago",
      {
        days: {
          owner: span(40, 6),
          a: ago(5, 1),
          b: ago(5, 0),
          c: ago(5, 2),
          d: ago(4),
          e: ago(3),
        },
      },
      "primary-user-uses-it",
    ],
    [
      "asks of somebody part-time who came back after their own device rested",
      {
        primaryUser: null,
        days: { cleo: ago(50, 49), ben: ago(11, 8, 4, 1) },
      },
      "ben: no-primary-user",
    ],
    [
      "waits for the same of ten days",
      {
        primaryUser: null,
        days: { cleo: ago(50, 49), ben: ago(10, 8, 4, 1) },
      },
      "too-few-days",
    ],
    [
      "asks nothing of two who are even",
      { primaryUser: null, days: { ben: span(9, 5), cleo: span(4, 0) } },
      "several-people",
    ],
    [
      "asks at three quarters of the days",
      { primaryUser: null, days: { ben: span(8, 0), cleo: ago(1, 0) } },
      "ben: no-primary-user",
    ],
    [
      "asks nothing where somebody unknown could change it",
      {
        primaryUser: null,
        days: { ben: span(2, 0), "upn:x@contoso.com": ago(1, 0) },
      },
      "unknown-people",
    ],
    [
      "asks nothing where nameless logons could change it",
      { primaryUser: null, unattributed: 9, days: { ben: span(2, 0) } },
      "unknown-people",
    ],
    [
      "proposes nobody unknown",
      { primaryUser: null, days: { "upn:x@contoso.com": span(9, 0) } },
      "not-used-lately",
    ],
    [
      "leaves a technician out of the total",
      {
        primaryUser: null,
        days: { ben: span(2, 0), tech: span(9, 0) },
        leftOut: { tech: "technician" },
      },
      "ben: no-primary-user",
    ],
    [
      "takes a device of a technician alone for nobody's",
      {
        primaryUser: null,
        days: { tech: span(9, 0) },
        leftOut: { tech: "technician" },
      },
      "nobody-seen",
    ],
    [
      "never gives a session host to anybody",
      { isMultiSession: true, days: { ben: span(9, 0) } },
      "multi-session",
    ],
    [
      "does not propose an account that never rests",
      { primaryUser: null, days: { ben: span(13, 0) } },
      "not-used-lately",
    ],
    [
      "does not propose who has not come for two weeks",
      { primaryUser: null, days: { ben: span(20, 14) } },
      "not-used-lately",
    ],
    [
      "forgets days before the present enrolment",
      {
        primaryUser: null,
        enrolledOn: (TODAY - 3) as DayNumber,
        days: { cleo: span(20, 4), ben: span(2, 0) },
      },
      "ben: no-primary-user",
    ],
    [
      "forgets days up to a change that somebody made in Intune",
      {
        primaryUser: null,
        changedOn: (TODAY - 3) as DayNumber,
        days: { owner: span(20, 3), ben: ago(1) },
      },
      "too-few-days",
    ],
    [
      "counts on a device without an owner since others stopped",
      { primaryUser: null, days: { cleo: span(20, 8), ben: span(7, 0) } },
      "several-people",
    ],
  ])("%s", (_name, input, expected) => {
    expect(say(decide(input))).toBe(expected);
  });

  it("leaves out whoever was on many devices for few days each", () => {
    const places = {
      ben: [1, 2, 3, 4].map((at) => ({
        deviceId: `d${at}` as DeviceId,
        days: ago(at * 3),
        isPrimaryUser: false,
      })),
    };
    const days = { ben: ago(2, 1, 0) };
    expect(say(decide({ primaryUser: null, days, places }))).toBe(
      "no-eligible-user",
    );
    const fewer = { ben: places.ben.slice(1) };
    expect(say(decide({ primaryUser: null, days, places: fewer }))).toBe(
      "ben: no-primary-user",
    );
  });

  it("says how sure it is", () => {
    const certainty = (input: Case) => {
      const outcome = decide(input);
      return outcome.kind === "took-over" ? outcome.certainty : outcome.kind;
    };
    expect(certainty({ account: "gone", days: { ben: span(2, 0) } })).toBe(
      "sure",
    );
    expect(certainty({ days: { owner: span(30, 10), ben: span(3, 0) } })).toBe(
      "likely",
    );
    expect(
      certainty({
        days: { owner: span(30, 10), ben: span(7, 0) },
        other: { ben: span(30, 8) },
      }),
    ).toBe("unsure");
  });

  it("says the same of the same days, in whatever order people come", () => {
    const days = { owner: span(30, 10), ben: span(5, 0), cleo: ago(3) };
    const reversed = Object.fromEntries(Object.entries(days).reverse());
    expect(decide({ days: reversed })).toEqual(decide({ days }));
  });
});
