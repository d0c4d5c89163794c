import { describe, expect, it } from "@jest/globals";
import {
  addDays,
  joinDays,
  type DayNumber,
  type Days,
  type PersonKey,
} from "../../../src/domain/evidence/activeDays.ts";
import {
  agree,
  looksOf,
  signInsSince,
  type Looks,
} from "../../../src/domain/evidence/agreement.ts";
import type { PersonRef, UserId } from "../../../src/domain/people/user.ts";

/** Days are told as so many before today; 0 is today. */
const TODAY = 20_000 as DayNumber;
const ago = (...days: number[]): Days =>
  days.map((day) => addDays(TODAY, -day)).sort((a, b) => a - b);
const span = (from: number, to: number): Days =>
  ago(...Array.from({ length: from - to + 1 }, (_, index) => from - index));
const from = (first: number, last: number) => ({
  from: addDays(TODAY, -first),
  to: addDays(TODAY, -last),
});

const person = (id: string): PersonRef => ({
  id: id as UserId,
  displayName: id,
  userPrincipalName: `${id}@contoso.com`,
});

interface Case {
  readonly told?: Record<string, Days>;
  /** Days that only last logons tell of, in `told` or not. */
  readonly listed?: Record<string, Days>;
  /** Who was there last, by Intune's list of now. */
  readonly lastLogons?: Record<string, number>;
  readonly signIns?: Record<string, Days>;
  readonly reported?: Looks["reported"];
  readonly until?: number | null;
  readonly unattributed?: number;
  /** The device told only how often in all. */
  readonly isCounted?: boolean;
  /** Days of which sign-ins are not read yet. */
  readonly unread?: number;
}

/** The owner is the primary user; a technician is left out. */
function weigh({
  told = {},
  listed = {},
  lastLogons = {},
  signIns = {},
  reported = null,
  until = reported ? TODAY - reported.to : null,
  unattributed = 0,
  isCounted = false,
  unread = 0,
}: Case) {
  const marked = new Map(Object.entries(listed) as [PersonKey, Days][]);
  const people = new Map(Object.entries(told) as [PersonKey, Days][]);
  for (const [key, days] of marked)
    people.set(key, joinDays(people.get(key) ?? [], days));
  return agree(
    {
      people,
      listed: marked,
      unattributed,
      lastLogons: Object.entries(lastLogons).map(([id, day]) => ({
        userId: id as UserId,
        at: new Date((TODAY - day) * 24 * 60 * 60 * 1000 + 1),
      })),
    },
    new Map(Object.entries(signIns) as [UserId, Days][]),
    {
      reported,
      byDay: isCounted ? null : reported,
      until: until === null ? null : addDays(TODAY, -until),
      signInsUntil: addDays(TODAY, -unread),
    },
    "owner" as UserId,
    (id) => (id === "technician" ? null : person(id)),
    TODAY,
  );
}

describe("who counts on which days, by a device and by Entra's sign-ins", () => {
  it.each<[string, Case, Record<string, Days>]>([
    [
      "takes a sign-in for a day where Intune's list was read since",
      { told: { ben: ago(9) }, signIns: { ben: ago(3) }, until: 0 },
      { ben: ago(9, 3) },
    ],
    [
      "adds nobody on days of which the device told everybody",
      {
        told: { owner: span(20, 2) },
        signIns: { owner: ago(8), ben: ago(12, 8, 1) },
        reported: from(30, 2),
        until: 0,
      },
      { owner: span(20, 2), ben: ago(1) },
    ],
    [
      "adds the primary user on the last day of the device's log, which was not over then",
      {
        told: { ben: span(6, 0) },
        signIns: { owner: ago(20, 0) },
        reported: from(30, 0),
        until: 0,
      },
      { ben: span(6, 0), owner: ago(0) },
    ],
    [
      "adds the primary user alone in the week in which the device could not name everybody",
      {
        told: { ben: span(6, 0) },
        signIns: { owner: ago(8, 4), cleo: ago(4) },
        reported: from(30, 0),
        unattributed: 2,
      },
      { ben: span(6, 0), owner: ago(4) },
    ],
    [
      "adds the primary user alone on days on which the device told of somebody nobody knows",
      {
        told: { ben: span(6, 0), "sid:S-1-5-21-1-2-3-1104": ago(12) },
        signIns: { owner: ago(12, 11), cleo: ago(12) },
        reported: from(30, 0),
      },
      {
        ben: span(6, 0),
        "sid:S-1-5-21-1-2-3-1104": ago(12),
        owner: ago(12),
      },
    ],
    [
      "adds whom it lists in the week in which the device could not name everybody, and not before",
      {
        told: { ben: span(9, 2) },
        listed: { owner: ago(4), cleo: ago(9, 8) },
        reported: from(30, 2),
        unattributed: 1,
      },
      { ben: span(9, 2), owner: ago(4), cleo: ago(8) },
    ],
    [
      "adds everybody where the device told only how often in all",
      {
        told: { owner: ago(0), ben: span(2, 0) },
        signIns: { owner: ago(4, 2), ben: ago(2) },
        reported: from(6, 0),
        until: 0,
        isCounted: true,
      },
      { owner: ago(4, 2, 0), ben: span(2, 0) },
    ],
    [
      "adds nobody but the primary user while the log is not read to its end",
      {
        told: { owner: ago(12) },
        signIns: { owner: ago(9), ben: ago(10, 4) },
        until: 0,
        unread: 3,
      },
      { owner: ago(12, 9) },
    ],
    [
      "adds nobody but the primary user after the last look at the device",
      {
        told: { owner: ago(12) },
        signIns: { owner: ago(1), ben: ago(10, 4, 1) },
        reported: null,
        until: 5,
      },
      { owner: ago(12, 1), ben: ago(10) },
    ],
    [
      "counts the primary user alone where nothing ever looked at the device",
      { signIns: { owner: ago(2), ben: span(9, 0) } },
      { owner: ago(2) },
    ],
    [
      "takes a day that both tell for one",
      { told: { ben: ago(3, 2) }, signIns: { ben: ago(4, 3) }, until: 0 },
      { ben: ago(4, 3, 2) },
    ],
  ])("%s", (_name, given, expected) => {
    const { people, contradiction } = weigh(given);
    expect(Object.fromEntries(people)).toEqual(expected);
    expect(contradiction).toBeNull();
  });

  it("shows everybody's days, counted or not", () => {
    const { everything } = weigh({
      told: { owner: ago(5) },
      signIns: { ben: ago(6) },
      reported: from(30, 0),
    });
    expect(Object.fromEntries(everything)).toEqual({
      owner: ago(5),
      ben: ago(6),
    });
  });
});

const A_MONTH = from(30, 0);

describe("sources that contradict each other", () => {
  it.each<[string, Case, [string, string] | null]>([
    [
      "are a device that tells of one only, and sign-ins of another only",
      {
        told: { owner: span(13, 0) },
        signIns: { ben: ago(8, 1) },
        reported: A_MONTH,
      },
      ["owner", "ben"],
    ],
    [
      "are so whoever of them is the primary user",
      {
        told: { ben: span(13, 0), cleo: ago(4) },
        signIns: { owner: ago(8, 1) },
        reported: A_MONTH,
      },
      ["ben cleo", "owner"],
    ],
    [
      "are not, by days of which not all sign-ins are read",
      {
        told: { owner: span(13, 0) },
        signIns: { ben: ago(8, 1) },
        reported: A_MONTH,
        unread: 2,
      },
      null,
    ],
    [
      "are not, for two people who signed in on one day",
      {
        told: { owner: span(13, 0) },
        signIns: { ben: ago(8), cleo: ago(8) },
        reported: A_MONTH,
      },
      null,
    ],
    [
      "are not, where both tell of one person",
      {
        told: { owner: span(13, 0), ben: ago(6) },
        signIns: { ben: ago(8, 1), cleo: ago(2) },
        reported: A_MONTH,
      },
      null,
    ],
    [
      "are not, for a prompt that was filled in once",
      {
        told: { owner: span(13, 0) },
        signIns: { ben: ago(8) },
        reported: A_MONTH,
      },
      null,
    ],
    [
      "are not, for one day that the device told of",
      {
        told: { owner: ago(5) },
        signIns: { ben: ago(8, 1) },
        reported: A_MONTH,
      },
      null,
    ],
    [
      "are not, where the device was handed over after its last report",
      {
        told: { owner: span(13, 6) },
        signIns: { ben: span(5, 0) },
        reported: from(30, 6),
      },
      null,
    ],
    [
      "are not, where it was handed over before these two weeks",
      {
        told: { owner: span(30, 14) },
        signIns: { ben: span(13, 0) },
        reported: A_MONTH,
      },
      null,
    ],
    [
      "are not, where only Intune's list tells of the device",
      { told: { owner: span(13, 0) }, signIns: { ben: ago(8, 1) }, until: 0 },
      null,
    ],
    [
      "are not, where technicians signed in",
      {
        told: { owner: span(13, 0) },
        signIns: { technician: ago(8, 1) },
        reported: A_MONTH,
      },
      null,
    ],
    [
      "are not, where the device tells of technicians alone",
      {
        told: { technician: ago(5, 4) },
        signIns: { owner: ago(8, 1) },
        reported: A_MONTH,
      },
      null,
    ],
    [
      "are not, where somebody nobody knows may be the other",
      {
        told: { owner: span(13, 0), "sid:S-1-5-21-1-2-3-1104": ago(8) },
        signIns: { ben: ago(8, 1) },
        reported: A_MONTH,
      },
      null,
    ],
    [
      "are not, where the device could not name everybody",
      {
        told: { owner: span(13, 0) },
        signIns: { ben: ago(8, 1) },
        reported: A_MONTH,
        unattributed: 1,
      },
      null,
    ],
  ])("%s", (_name, given, expected) => {
    const { contradiction } = weigh(given);
    const names = (people: readonly PersonRef[]) =>
      people.map(({ displayName }) => displayName).join(" ");
    expect(
      contradiction && [
        names(contradiction.reported),
        names(contradiction.signedIn),
      ],
    ).toEqual(expected);
  });
});

describe("who counts on which days, by a device and by Intune's last logons", () => {
  it.each<[string, Case, Record<string, Days>]>([
    [
      "takes last logons for days where the device never told of any",
      { listed: { owner: ago(9), ben: span(3, 0) }, until: 0 },
      { owner: ago(9), ben: span(3, 0) },
    ],
    [
      "adds nobody on days of which the device told everybody, the primary user neither",
      {
        told: { ben: span(9, 0) },
        listed: { owner: ago(4), cleo: ago(6) },
        reported: from(30, 0),
      },
      { ben: span(9, 0) },
    ],
    [
      "adds whom it lists before the device's log began, after it ended, and on its last day",
      {
        told: { ben: span(9, 3) },
        listed: { owner: ago(40), ben: ago(20), cleo: ago(3, 1) },
        reported: from(30, 3),
      },
      { owner: ago(40), ben: span(9, 3), cleo: ago(3, 1) },
    ],
    [
      "takes a day that both tell for the device's",
      { told: { ben: span(9, 0) }, listed: {}, reported: from(30, 0) },
      { ben: span(9, 0) },
    ],
    [
      "adds whom it lists on days on which the device told of somebody nobody knows",
      {
        told: { ben: ago(9), "sid:S-1-5-21-1-2-3-1104": ago(4) },
        listed: { owner: ago(5, 4) },
        reported: from(30, 0),
      },
      {
        ben: ago(9),
        "sid:S-1-5-21-1-2-3-1104": ago(4),
        owner: ago(4),
      },
    ],
    [
      "adds whom it lists in the week in which the device could not name everybody, and not before",
      {
        told: { ben: span(9, 2) },
        listed: { owner: ago(4), cleo: ago(9, 8) },
        reported: from(30, 2),
        unattributed: 1,
      },
      { ben: span(9, 2), owner: ago(4), cleo: ago(8) },
    ],
    [
      "adds everybody where the device told only how often in all",
      {
        told: { ben: span(2, 0) },
        listed: { owner: ago(4) },
        reported: from(6, 0),
        isCounted: true,
      },
      { ben: span(2, 0), owner: ago(4) },
    ],
  ])("%s", (_name, given, expected) => {
    expect(Object.fromEntries(weigh(given).people)).toEqual(expected);
  });
});

describe("last logons that contradict the device", () => {
  it.each<[string, Case, [string, string] | null]>([
    [
      "name somebody as the last one whom it did not see, though it looked",
      {
        told: { owner: span(13, 0) },
        lastLogons: { ben: 1, owner: 3 },
        reported: A_MONTH,
      },
      ["owner", "ben"],
    ],
    [
      "do so whether or not that is the primary user",
      {
        told: { ben: span(5, 0) },
        lastLogons: { owner: 2, ben: 4 },
        reported: A_MONTH,
      },
      ["ben", "owner"],
    ],
    [
      "do so today, where they named them before",
      {
        told: { owner: span(13, 0) },
        listed: { ben: ago(2) },
        lastLogons: { ben: 0 },
        reported: A_MONTH,
      },
      ["owner", "ben"],
    ],
    [
      "do so beside counts of a week",
      {
        told: { owner: ago(6, 3) },
        lastLogons: { ben: 1 },
        reported: from(6, 0),
        isCounted: true,
      },
      ["owner", "ben"],
    ],
    [
      "do not, where they name somebody the device saw as well",
      {
        told: { owner: span(13, 9), ben: span(5, 0) },
        listed: { cleo: ago(4) },
        lastLogons: { ben: 1, cleo: 4 },
        reported: A_MONTH,
      },
      null,
    ],
    [
      "do not, where somebody the device saw was there on the same day",
      {
        told: { owner: span(13, 0) },
        lastLogons: { ben: 1, owner: 1 },
        reported: A_MONTH,
      },
      null,
    ],
    [
      "do not, for a logon after the device told of its days, or on the last of them",
      {
        told: { owner: span(13, 2) },
        lastLogons: { ben: 2 },
        reported: from(30, 2),
      },
      null,
    ],
    [
      "do not, for somebody the list has long named",
      {
        told: { owner: span(13, 0) },
        lastLogons: { ben: 14 },
        reported: A_MONTH,
      },
      null,
    ],
    [
      "do not, where the device's days are old",
      {
        told: { owner: span(40, 16) },
        lastLogons: { ben: 17 },
        reported: from(60, 15),
      },
      null,
    ],
    [
      "do not, for a technician",
      {
        told: { owner: span(13, 0) },
        lastLogons: { technician: 1 },
        reported: A_MONTH,
      },
      null,
    ],
    [
      "do not, where somebody nobody knows may be the other",
      {
        told: { owner: span(13, 0), "sid:S-1-5-21-1-2-3-1104": ago(8) },
        lastLogons: { ben: 1 },
        reported: A_MONTH,
      },
      null,
    ],
    [
      "do not, where the device could not name everybody",
      {
        told: { owner: span(13, 0) },
        lastLogons: { ben: 1 },
        reported: A_MONTH,
        unattributed: 1,
      },
      null,
    ],
    [
      "do not, where only they tell of the device",
      { listed: { owner: span(13, 5) }, lastLogons: { ben: 1 }, until: 0 },
      null,
    ],
  ])("%s", (_name, given, expected) => {
    const { contradiction } = weigh(given);
    expect(
      contradiction && [
        contradiction.reported.map(({ displayName }) => displayName).join(" "),
        contradiction.lastLogon?.displayName,
      ],
    ).toEqual(expected);
    expect(contradiction?.signedIn ?? []).toEqual([]);
  });

  it("are told of beside sign-ins that contradict it, too", () => {
    expect(
      weigh({
        told: { owner: span(13, 0) },
        signIns: { cleo: ago(8, 1) },
        lastLogons: { ben: 1 },
        reported: A_MONTH,
      }).contradiction,
    ).toEqual({
      kind: "contradicted",
      reported: [person("owner")],
      signedIn: [person("cleo")],
      lastLogon: person("ben"),
    });
  });
});

describe("what sign-ins alone tell", () => {
  it.each<[string, Case, boolean]>([
    [
      "is open where somebody else signed in",
      { signIns: { ben: ago(1) } },
      true,
    ],
    [
      "is open where they did after the last look",
      { signIns: { ben: ago(1) }, until: 2 },
      true,
    ],
    ["is nothing of the primary user", { signIns: { owner: ago(1) } }, false],
    ["is nothing of a technician", { signIns: { technician: ago(1) } }, false],
    [
      "is nothing where the device was looked at since",
      { signIns: { ben: ago(3) }, until: 2 },
      false,
    ],
  ])("%s", (_name, given, expected) => {
    expect(weigh(given).hasUnconfirmed).toBe(expected);
  });
});

describe("how far a device was looked at", () => {
  const day = (before: number) =>
    new Date((TODAY - before) * 24 * 60 * 60 * 1000 + 1);

  it.each<[string, ReturnType<typeof looksOf>, Looks]>([
    [
      "not at all",
      looksOf(null, null, null, null),
      { reported: null, byDay: null, until: null, signInsUntil: null },
    ],
    [
      "as its log reaches, or Intune's list where that is newer",
      looksOf(from(30, 3), null, day(1), TODAY),
      {
        reported: from(30, 3),
        byDay: from(30, 3),
        until: addDays(TODAY, -1),
        signInsUntil: TODAY,
      },
    ],
    [
      "the week that a report counted",
      looksOf(null, day(2), day(4), TODAY),
      {
        reported: from(8, 2),
        byDay: null,
        until: addDays(TODAY, -2),
        signInsUntil: TODAY,
      },
    ],
  ])("is %s", (_name, looks, expected) => {
    expect(looks).toEqual(expected);
  });
});

it("leaves sign-ins of before a device was enrolled to whoever had it then", () => {
  const people = new Map([
    ["ana" as UserId, ago(9, 8)],
    ["ben" as UserId, ago(8, 7)],
  ]);
  expect(signInsSince(people, addDays(TODAY, -8))).toEqual(
    new Map([["ben", ago(7)]]),
  );
  expect(signInsSince(people, null)).toBe(people);
});
