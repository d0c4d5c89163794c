import { describe, expect, it } from "@jest/globals";
import {
  dayOf,
  type UnknownPerson,
} from "../../../src/domain/evidence/activeDays.ts";
import {
  daysOfReport,
  objectIdOf,
  readDaysReport,
  readInstant,
} from "../../../src/domain/evidence/daysReport.ts";
import type { UserId } from "../../../src/domain/people/user.ts";

const NOW = new Date("2026-11-24T22:00:00Z");
const TODAY = dayOf(NOW);

const aBody = (users: readonly object[], more: object = {}) => ({
  Version: 2,
  ManagedDeviceID: "device",
  LogFrom: "2026-11-20T07:30:00Z",
  Users: users,
  ...more,
});
const ben = {
  Upn: " Ben@Contoso.com ",
  Sessions: 3,
  Days: ["2026-11-24", "2026-11-23"],
};

describe("readDaysReport", () => {
  it("reads who was there on which days", () => {
    expect(
      readDaysReport(aBody([ben, { Sid: "s-1-12-1-1-2-3-4" }]), NOW),
    ).toEqual({
      managedDeviceId: "device",
      logFrom: new Date("2026-11-20T07:30:00Z"),
      unattributed: 0,
      users: [
        {
          sid: null,
          upn: "ben@contoso.com",
          sessions: 3,
          days: [TODAY - 1, TODAY],
        },
        { sid: "S-1-12-1-1-2-3-4", upn: null, sessions: 0, days: [] },
      ],
    });
  });

  it("takes a day of tomorrow, for a device may be far east", () => {
    expect(
      readDaysReport(aBody([{ ...ben, Days: ["2026-11-25"] }]), NOW),
    ).not.toHaveProperty("fault");
  });

  it.each<[string, unknown, RegExp]>([
    ["no object", [], /JSON object/],
    ["another version", aBody([], { Version: 3 }), /Version must be 2/],
    ["no device", aBody([], { ManagedDeviceID: 1 }), /ManagedDeviceID/],
    [
      "no beginning of the log",
      aBody([], { LogFrom: "2026-11-20" }),
      /LogFrom/,
    ],
    ["a count below zero", aBody([], { Unattributed: -1 }), /Unattributed/],
    ["no list of users", aBody([], { Users: {} }), /Users must be/],
    [
      "more than 500 users",
      aBody(Array.from({ length: 501 }, () => ben)),
      /Users must be/,
    ],
    [
      "a user without a name",
      aBody([{ Name: "ben", Days: [] }]),
      /needs a Sid or a Upn/,
    ],
    ["a SID that is none", aBody([{ Sid: "ben" }]), /Every Sid/],
    [
      "a million and one sessions",
      aBody([{ ...ben, Sessions: 1_000_001 }]),
      /Sessions/,
    ],
    [
      "a day twice",
      aBody([{ ...ben, Days: ["2026-11-24", "2026-11-24"] }]),
      /each once/,
    ],
    [
      "a day after tomorrow",
      aBody([{ ...ben, Days: ["2026-11-26"] }]),
      /after tomorrow/,
    ],
    [
      "85 days",
      aBody([{ ...ben, Days: Array.from({ length: 85 }, () => "2026-11-24") }]),
      /at most 84/,
    ],
  ])("refuses %s", (_what, body, fault) => {
    const read = readDaysReport(body, NOW);
    expect("fault" in read && read.fault).toMatch(fault);
  });

  it.each([
    "2026-11-24T07:30:00",
    "2026-11-24",
    "yesterday",
    "2026-13-24T07:30:00Z",
  ])("takes %s for no instant", (text) => {
    expect(readInstant(text)).toBeNull();
  });
});

describe("who a reported account is", () => {
  it("is the object id that a SID of Entra bears", () => {
    // The bytes of the id as four little-endian numbers: 1, 2·2^16, 3 and 4.
    expect(objectIdOf("S-1-12-1-1-131072-3-4")).toBe(
      "00000001-0000-0002-0300-000004000000",
    );
    expect(objectIdOf("S-1-12-1-4294967296-2-3-4")).toBeNull();
    expect(objectIdOf("S-1-5-21-1-2-3-1104")).toBeNull();
  });

  it("is one person under two names, and somebody unknown where nobody has the name", () => {
    const report = readDaysReport(
      aBody([
        ben,
        { Sid: "S-1-5-21-1-2-3-1104", Days: ["2026-11-22"] },
        { Sid: "S-1-5-21-1-2-3-9", Upn: "x@contoso.com", Days: ["2026-11-22"] },
      ]),
      NOW,
    );
    if ("fault" in report) throw new Error(report.fault);
    const names: Partial<Record<UnknownPerson, UserId>> = {
      "upn:ben@contoso.com": "ben" as UserId,
      "sid:S-1-5-21-1-2-3-1104": "ben" as UserId,
    };
    const { people, log } = daysOfReport(
      report,
      NOW,
      (name) => names[name] ?? null,
    );
    expect([...people]).toEqual([
      ["ben", [TODAY - 2, TODAY - 1, TODAY]],
      ["sid:S-1-5-21-1-2-3-9", [TODAY - 2]],
    ]);
    // Of the day on which the log begins it tells a part.
    expect(log).toEqual({ from: TODAY - 3, to: TODAY });
  });
});
