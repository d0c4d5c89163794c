import { describe, expect, it } from "@jest/globals";
import {
  addDays,
  dayOf,
  formatDay,
  type PersonKey,
} from "../../../src/domain/evidence/activeDays.ts";
import {
  daysOfOutput,
  hashesOf,
  hashOfSid,
  parseRemediationOutput,
  sessionsOfOutput,
  type RemediationOutput,
} from "../../../src/domain/evidence/remediationOutput.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import { createRandom } from "../../simulator/random.ts";
import { printOutput } from "../../simulator/remediation.ts";

const NOW = new Date("2026-11-30T12:00:00Z");
const TODAY = dayOf(NOW);
const TENANT = "11111111-2222-4333-8444-555555555555";
const ANA = "AAAAAAAAAAAAAAAA";
const BEN = "BBBBBBBBBBBBBB-_";

const HEAD = "C2;from=2026-11-23;to=2026-11-30;other=3;";

const read = (line: string): RemediationOutput => {
  const output = parseRemediationOutput(line, NOW);
  if ("fault" in output) throw new Error(`${line}: ${output.fault}`);
  return output;
};
const faultOf = (line: string) => {
  const output = parseRemediationOutput(line, NOW);
  return "fault" in output ? output.fault : null;
};
const daysAgo = (n: number) => addDays(TODAY, -n);

describe("a Remediation's output", () => {
  it("tells of each person the sessions and the days, the highest bit being the first day", () => {
    // 0b10000001: the first and the last of eight days.
    expect(read(`${HEAD}${ANA}=12:gQ;${BEN}=0:AA;\r\n`)).toEqual({
      from: daysAgo(7),
      to: TODAY,
      other: 3,
      people: [
        { hash: ANA, sessions: 12, days: [daysAgo(7), TODAY] },
        { hash: BEN, sessions: 0, days: [] },
      ],
    });
  });

  it("may tell of nobody, and end with or without a semicolon", () => {
    expect(read(HEAD).people).toEqual([]);
    expect(read(HEAD.slice(0, -1)).people).toEqual([]);
    expect(read(`${HEAD}${ANA}=12:gQ`).people).toHaveLength(1);
  });

  it.each([
    ["nothing", ""],
    ["another script's", "Compliant"],
    ["an error's text", "C2: Get-WinEvent : Access is denied"],
    ["a version that is not known", HEAD.replace("C2", "C3")],
  ])("is foreign when it is %s", (_what, line) => {
    expect(faultOf(line)).toBe("foreign");
  });

  it.each([
    ["within its head", "C2;from=2026-11-23;to=2026-11"],
    ["before its head ends", "C2;from=2026-11-23;to=2026-11-30"],
    ["within a hash", `${HEAD}${ANA}=1:gQ;${BEN.slice(0, 9)}`],
    ["within the sessions", `${HEAD}${ANA}=1:gQ;${BEN}=1`],
    ["within the days", `${HEAD}${ANA}=1:gQ;${BEN}=1:g`],
  ])("is cut when it ends %s", (_where, line) => {
    expect(faultOf(line)).toBe("cut");
  });

  it("is cut wherever within the last person it ends, and nothing of it counts", () => {
    const line = `C2;from=2026-09-08;to=2026-11-30;other=0;${ANA}=1:gQAAAAAAAAAAAAA;${BEN}=1:gQAAAAAAAAAAAAA`;
    expect(faultOf(line)).toBeNull();
    const last = line.lastIndexOf(";") + 1;
    for (let end = last + 1; end < line.length; end += 1)
      expect([end, faultOf(line.slice(0, end))]).toEqual([end, "cut"]);
  });

  it.each([
    ["a day that is none", `C2;from=2026-02-30;to=2026-11-30;other=0;`],
    ["days in the wrong order", "C2;from=2026-11-30;to=2026-11-29;other=0;"],
    ["85 days", "C2;from=2026-09-07;to=2026-11-30;other=0;"],
    ["a day after tomorrow", "C2;from=2026-11-30;to=2026-12-02;other=0;"],
    ["more sessions than there can be", `${HEAD}${ANA}=1000001:gQ;${BEN}=1:gQ`],
    [
      "more others than there can be",
      "C2;from=2026-11-23;to=2026-11-30;other=1000001;x",
    ],
    ["sessions below none", `${HEAD}${ANA}=-1:gQ;${BEN}=1:gQ`],
    ["a day past its last one", `${HEAD}${ANA}=1:gYA;${BEN}=1:gQ`],
    ["a hash of another length", `${HEAD}${ANA}A=1:gQ;${BEN}=1:gQ`],
    ["something else between two people", `${HEAD};${ANA}=1:gQ`],
    ["2,049 characters", `${HEAD}${`${ANA}=1:gQ;`.repeat(200)}`],
  ])("is malformed with %s", (_what, line) => {
    expect(faultOf(line)).toBe("malformed");
  });

  it("takes 84 days, tomorrow among them, and a million sessions", () => {
    const line = `C2;from=2026-09-09;to=2026-12-01;other=1000000;${ANA}=1000000:AAAAAAAAAAAAEAA`;
    expect(read(line)).toMatchObject({
      other: 1_000_000,
      people: [{ sessions: 1_000_000, days: [addDays(TODAY, -7)] }],
    });
  });

  it("of any device fits 2,048 characters, is read as it was meant, and leaves out those of the fewest days", () => {
    const random = createRandom(7);
    for (let device = 0; device < 60; device += 1) {
      const span = 1 + Math.floor(random.next() * 84);
      const people = Array.from({ length: device * 3 }, (_, i) => ({
        sid: `S-1-5-21-1-2-3-${i}`,
        sessions: Math.floor(random.next() * 1000),
        days: Array.from({ length: span }, (_day, n) =>
          formatDay(daysAgo(n)),
        ).filter(() => random.next() < 0.4),
      }));
      const line = printOutput(TENANT, {
        from: formatDay(daysAgo(span - 1)),
        to: formatDay(TODAY),
        people,
      });
      expect(line.length).toBeLessThanOrEqual(2048);
      const output = read(line);
      const told = new Map(output.people.map((one) => [one.hash, one]));
      const kept = people.filter(({ sid }) => told.has(hashOfSid(TENANT, sid)));
      const gone = people.filter((one) => !kept.includes(one));
      for (const { sid, sessions, days } of kept)
        expect(told.get(hashOfSid(TENANT, sid))).toMatchObject({
          sessions,
          days: days.map((day) => dayOf(new Date(day))).sort((a, b) => a - b),
        });
      expect(output.other).toBe(gone.reduce((n, one) => n + one.sessions, 0));
      const fewest = Math.min(...kept.map(({ days }) => days.length));
      for (const { days } of gone)
        expect(days.length).toBeLessThanOrEqual(fewest);
    }
  });
});

describe("who an output tells of", () => {
  const id = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d" as UserId;
  const cloudSid = "S-1-12-1-169552957-1248546399-262045068-1295788826";
  const sid = "S-1-5-21-1004336348-1177238915-682003330-1104";

  it("goes by the tenant and the SID, of which a synchronized account has two", () => {
    // echo -n '<tenant>|<SID>' | openssl dgst -sha256 -binary | basenc --base64url | cut -c1-16
    expect(hashesOf(TENANT.toUpperCase(), id, sid)).toEqual({
      cloud: "0eEqVtW6Fc4Oon9G",
      domain: "4zb43xIfu-hQYRDp",
    });
    expect(hashOfSid(TENANT, cloudSid)).toBe("0eEqVtW6Fc4Oon9G");
    expect(hashesOf(TENANT, id, null).domain).toBeNull();
  });

  it("is one person under two hashes, and the log is whole from the day after its oldest event", () => {
    const output = read(`${HEAD}${ANA}=12:gA;${BEN}=3:AQ;`);
    const keyOf = (): PersonKey => id;

    expect(daysOfOutput(output, keyOf)).toEqual({
      people: new Map([[id, [daysAgo(7), TODAY]]]),
      log: { from: daysAgo(6), to: TODAY },
      unattributed: 3,
    });
    expect(sessionsOfOutput(output, keyOf)).toEqual(new Map([[id, 15]]));
  });

  it("is of no whole day where the log is not older than today", () => {
    const output = read("C2;from=2026-11-30;to=2026-11-30;other=0;");
    expect(daysOfOutput(output, () => id).log).toBeNull();
  });
});
