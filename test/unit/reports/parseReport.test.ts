import { describe, expect, it } from "@jest/globals";
import {
  parseReport,
  ReportMalformed,
} from "../../../src/usecases/reports/parseReport.ts";

const DEVICE = "0a1b2c3d-0000-4000-8000-0000000000aa";

const NOW = new Date("2026-11-30T12:00:00Z");

const parse = (body: string | Buffer) => parseReport(Buffer.from(body), NOW);

const withUsers = (userHash: string, id = DEVICE) =>
  `{"ManagedDeviceID":"${id}","UserHash":${userHash}}`;

function counts(body: string): ReadonlyMap<string, number> {
  const report = parse(body);
  if (report.version !== 1) throw new Error("It tells days");
  return report.logonsByUpn;
}

const logons = (userHash: string) =>
  Object.fromEntries(counts(withUsers(userHash)));

function rule(body: string | Buffer): string {
  try {
    parse(body);
  } catch (error) {
    if (error instanceof ReportMalformed) return error.rule;
    throw error;
  }
  return "none";
}

describe("parseReport", () => {
  it("reads the published payload", () => {
    expect(
      parse(withUsers('{"ana@contoso.example":12,"ben@contoso.example":0}')),
    ).toEqual({
      version: 1,
      deviceId: DEVICE,
      logonsByUpn: new Map([
        ["ana@contoso.example", 12],
        ["ben@contoso.example", 0],
      ]),
    });
  });

  it("reads a device that nobody used", () => {
    expect(logons("{}")).toEqual({});
  });

  it("reads ids in any case", () => {
    expect(parse(withUsers("{}", DEVICE.toUpperCase())).deviceId).toBe(DEVICE);
  });

  it("passes over a byte order mark and fields it does not know", () => {
    const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`;
    const body = `\ufeff{"Version":2,"Deep":${deep},${withUsers('{"a@b.example":1}').slice(1)}`;
    expect(counts(body).get("a@b.example")).toBe(1);
  });

  it("takes names that differ in case or blanks for one person, and adds up", () => {
    expect(
      logons('{"Ana@Contoso.example":2," ana@contoso.example ":3}'),
    ).toEqual({ "ana@contoso.example": 5 });
  });

  it("does not add up beyond what one name may have", () => {
    expect(logons('{"A@b.example":1000000,"a@b.example":1000000}')).toEqual({
      "a@b.example": 1_000_000,
    });
  });

  it("takes the names JavaScript gives a meaning for names", () => {
    const parsed = counts(
      withUsers('{"__proto__@b.example":2,"constructor@b.example":3}'),
    );
    expect([...parsed]).toEqual([
      ["__proto__@b.example", 2],
      ["constructor@b.example", 3],
    ]);
  });

  it("takes 500 users and the largest names and counts", () => {
    const name = `${"a".repeat(310)}@b.example`;
    expect(name).toHaveLength(320);
    expect(logons(`{"${name}":1000000}`)).toEqual({ [name]: 1_000_000 });
    expect(counts(withUsers(users(500))).size).toBe(500);
  });

  it.each<[string, string | Buffer]>([
    ["nothing", ""],
    ["no JSON", "ManagedDeviceID=1"],
    ["half of it", withUsers("{").slice(0, -1)],
    ["bytes that are not UTF-8", Buffer.from([0x7b, 0xff, 0x7d])],
    ["UTF-16", Buffer.from(`\ufeff${withUsers("{}")}`, "utf16le")],
    ["an array", `[${withUsers("{}")}]`],
    ["null", "null"],
    ["a string", '"report"'],
    ["100,000 open brackets", "[".repeat(100_000)],
    ["no device", '{"UserHash":{}}'],
    ["no users", `{"ManagedDeviceID":"${DEVICE}"}`],
    ["fields in another case", `{"manageddeviceid":"${DEVICE}","userhash":{}}`],
    ["a device in a list", `{"ManagedDeviceID":["${DEVICE}"],"UserHash":{}}`],
    ["a device in braces", withUsers("{}", `{${DEVICE}}`)],
    ["a device with more after it", withUsers("{}", `${DEVICE}\\n`)],
    ["a device that is a path", withUsers("{}", "../users/x")],
    ["users that are null", withUsers("null")],
    ["users in a list", withUsers('[{"a@b.example":1}]')],
    ["users in a string", withUsers('"a@b.example"')],
    ["fields only __proto__ has", `{"__proto__":${withUsers("{}")}}`],
    ["a name without @", withUsers('{"ana":1}')],
    ["a name with two", withUsers('{"a@b@c.example":1}')],
    ["a name with nothing before @", withUsers('{"@b.example":1}')],
    ["a name with nothing after @", withUsers('{"a@":1}')],
    ["a domain logon name", withUsers('{"CONTOSO\\\\ana":1}')],
    ["a name with a blank inside", withUsers('{"a b@c.example":1}')],
    ["a name with U+0000", withUsers('{"a\\u0000@b.example":1}')],
    ["a name with a line break", withUsers('{"a\\n@b.example":1}')],
    ["a name with an invisible letter", withUsers('{"a\\u200b@b.example":1}')],
    ["a name turned right to left", withUsers('{"a\\u202e@b.example":1}')],
    ["half a letter", withUsers('{"a\\ud800@b.example":1}')],
    ["an empty name", withUsers('{"":1}')],
    ["the name __proto__", withUsers('{"__proto__":1}')],
    ["the name __proto__ with an object", withUsers('{"__proto__":{}}')],
    ["the name constructor", withUsers('{"constructor":1}')],
    ["the name hasOwnProperty", withUsers('{"hasOwnProperty":1}')],
    ["a name of 321", withUsers(`{"${"a".repeat(311)}@b.example":1}`)],
    ["a count below 0", withUsers('{"a@b.example":-1}')],
    ["a count over a million", withUsers('{"a@b.example":1000001}')],
    ["a count with a fraction", withUsers('{"a@b.example":1.5}')],
    ["a count in a string", withUsers('{"a@b.example":"1"}')],
    ["a count that is true", withUsers('{"a@b.example":true}')],
    ["a count that is null", withUsers('{"a@b.example":null}')],
    ["a count in a list", withUsers('{"a@b.example":[1]}')],
    ["a count beyond all numbers", withUsers('{"a@b.example":1e999}')],
    ["501 users", withUsers(users(501))],
  ])("refuses %s", (_name, body) => {
    expect(rule(body)).toMatch(/must|may/);
  });

  it("says which rule was broken and repeats nothing of the report", () => {
    const said = rule(withUsers('{"secret person":1}'));
    expect(said).toBe("Every name in UserHash must be a UPN.");
  });
});

function users(count: number): string {
  const entries = Array.from({ length: count }, (_, n) => [
    `u${n}@b.example`,
    1,
  ]);
  return JSON.stringify(Object.fromEntries(entries));
}

describe("a report of version 2", () => {
  const SID = "S-1-5-21-1004336348-1177238915-682003330-1104";
  const version2 = (more: object) =>
    JSON.stringify({
      Version: 2,
      ManagedDeviceID: DEVICE.toUpperCase(),
      LogFrom: "2026-11-02T07:00:00Z",
      Users: [],
      ...more,
    });

  it("is read with all it may have, and with what it must have alone", () => {
    const body = version2({
      Unattributed: 3,
      Users: [
        {
          Sid: SID.toLowerCase(),
          Name: "jdoe",
          Domain: "CONTOSO",
          Upn: " JDoe@Contoso.com",
          Sessions: 12,
          Days: ["2026-11-24", "2026-12-01", "2026-11-23"],
        },
        { Upn: "ana@contoso.com" },
      ],
    });

    expect(parse(body)).toEqual({
      version: 2,
      deviceId: DEVICE,
      days: {
        managedDeviceId: DEVICE.toUpperCase(),
        logFrom: new Date("2026-11-02T07:00:00Z"),
        unattributed: 3,
        users: [
          {
            sid: SID,
            upn: "jdoe@contoso.com",
            sessions: 12,
            days: [20780, 20781, 20788],
          },
          { sid: null, upn: "ana@contoso.com", sessions: 0, days: [] },
        ],
      },
    });
  });

  it("passes over a name that is no UPN of somebody who has a SID", () => {
    const report = parse(
      version2({ Users: [{ Sid: SID, Upn: "CONTOSO\\jdoe" }] }),
    );

    expect(report).toMatchObject({
      days: { users: [{ sid: SID, upn: null }] },
    });
  });

  it.each<[string, object]>([
    ["another version", { Version: 3 }],
    ["a device that is no GUID", { ManagedDeviceID: "PC-17" }],
    ["no LogFrom", { LogFrom: undefined }],
    ["a LogFrom without a time zone", { LogFrom: "2026-11-02T07:00:00" }],
    ["no users", { Users: undefined }],
    ["501 users", { Users: Array(501).fill({ Sid: SID }) }],
    ["a user without Sid and Upn", { Users: [{ Name: "jdoe" }] }],
    ["a user whose only name is no UPN", { Users: [{ Upn: "jdoe" }] }],
    ["a Sid that is none", { Users: [{ Sid: "jdoe" }] }],
    ["a part of a logon", { Users: [{ Sid: SID, Sessions: 1.5 }] }],
    ["too many logons", { Users: [{ Sid: SID, Sessions: 1_000_001 }] }],
    ["fewer than no logons", { Unattributed: -1 }],
    [
      "a day twice",
      { Users: [{ Sid: SID, Days: ["2026-11-24", "2026-11-24"] }] },
    ],
    ["a day after tomorrow", { Users: [{ Sid: SID, Days: ["2026-12-02"] }] }],
    ["a day that is none", { Users: [{ Sid: SID, Days: ["2026-02-30"] }] }],
  ])("is refused with %s, and says why", (_name, wrong) => {
    expect(rule(version2(wrong))).not.toBe("none");
  });
});
