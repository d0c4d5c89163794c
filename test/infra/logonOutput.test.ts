import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fillRemediationScript } from "../../infra/devices/fillScript.ts";
import { formatDay } from "../../src/domain/evidence/activeDays.ts";
import {
  hashOfSid,
  parseRemediationOutput,
} from "../../src/domain/evidence/remediationOutput.ts";
import { preparePowerShell } from "../support/powershell.ts";
import { cachedUpn, type Ran, runOnDevice, type Windows } from "./device.ts";
import {
  linkedPair,
  type Logon,
  logonEvent,
  noise,
  otherEvent,
  type WindowsEvent,
} from "./windowsEvents.ts";

const TENANT = "11111111-2222-4333-8444-555555555555";
const DAY_MS = 24 * 60 * 60 * 1000;

const powershell = await preparePowerShell();

const scriptOf = (name: string) =>
  readFileSync(join(import.meta.dirname, "../../infra/devices", name), "utf8");

let folder: string;
let script: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "custodian-output-"));
  script = join(folder, "Write-LogonOutput.ps1");
  await writeFile(
    script,
    fillRemediationScript(
      scriptOf("Write-LogonOutput.ps1"),
      scriptOf("Send-LogonReport.ps1"),
      { tenantId: TENANT.toUpperCase() },
    ),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const print = (
  events: readonly WindowsEvent[],
  registry: Windows["registry"] = {},
  scriptArguments: readonly string[] = [],
): Promise<Ran> =>
  runOnDevice(
    powershell.command ?? "",
    script,
    { computerName: "PC-17", events, registry, certificates: [] },
    scriptArguments,
  );

function read({ lines }: Ran) {
  const output = parseRemediationOutput(lines.join("\n"), new Date());
  if ("fault" in output)
    throw new Error(`${output.fault}: ${lines.join("\n")}`);
  return {
    ...output,
    people: output.people.map(({ days, ...person }) => ({
      ...person,
      days: days.map(formatDay),
    })),
  };
}

/** So many days ago, at noon in UTC. */
const ago = (days: number) =>
  new Date(
    `${new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10)}T12:00:00Z`,
  );
const dayOf = (at: Date) => at.toISOString().slice(0, 10);

const ANA = {
  sid: "S-1-12-1-1111111111-1222222222-3333333333-444444444",
  name: "ana@contoso.com",
  domain: "AzureAD",
};
const BEN = {
  sid: "S-1-5-21-1004336348-1177238915-682003330-1104",
  name: "bfischer",
  domain: "CONTOSO",
};
const atScreen = (
  who: Pick<Logon, "sid" | "name" | "domain">,
  at: Date,
): Logon => ({ ...who, at, type: 2, process: "User32" });

(powershell.missing ? describe.skip : describe)(
  `what a Remediation prints${powershell.missing ? ` (skipped: ${powershell.missing})` : ""}`,
  () => {
    it("is one line that tells sessions and days by hash, most days first, and how far back the log reaches", async () => {
      const ran = await print(
        [
          otherEvent(ago(20)),
          ...noise(ago(2)),
          logonEvent(atScreen(ANA, ago(12))),
          ...[2, 1, 0].flatMap((days) => linkedPair(atScreen(BEN, ago(days)))),
          logonEvent(
            atScreen({ ...BEN, sid: `${BEN.sid}5`, name: "x" }, ago(3)),
          ),
          logonEvent(
            atScreen({ sid: "S-1-0-0", name: "-", domain: "-" }, ago(2)),
          ),
        ],
        cachedUpn(`${BEN.sid}5`, "x@notcontoso.com"),
      );

      expect(ran).toMatchObject({ code: 0, lines: [expect.any(String)] });
      expect(ran.lines[0]).not.toContain("ana");
      const { from, to, ...told } = read(ran);
      expect([formatDay(from), formatDay(to)]).toEqual([
        dayOf(ago(20)),
        dayOf(ago(0)),
      ]);
      expect(told).toEqual({
        other: 1,
        people: [
          {
            hash: hashOfSid(TENANT, BEN.sid),
            sessions: 3,
            days: [dayOf(ago(2)), dayOf(ago(1)), dayOf(ago(0))],
          },
          {
            hash: hashOfSid(TENANT, ANA.sid),
            sessions: 0,
            days: [dayOf(ago(12))],
          },
          {
            hash: hashOfSid(TENANT, `${BEN.sid}5`),
            sessions: 1,
            days: [dayOf(ago(3))],
          },
        ],
      });
    });

    it("fits 2,048 characters, however many people were there: those of the fewest days are counted only", async () => {
      const people = Array.from({ length: 90 }, (_, i) => ({
        sid: `S-1-5-21-1004336348-1177238915-682003330-${2000 + i}`,
        name: `person${i}`,
        domain: "CONTOSO",
      }));
      const ran = await print([
        otherEvent(ago(100)),
        ...people.flatMap((who, i) =>
          Array.from({ length: 1 + (i % 9) }, (_, n) =>
            logonEvent(atScreen(who, ago(n))),
          ),
        ),
      ]);

      expect(ran.code).toBe(0);
      const length = ran.lines[0]?.length ?? 0;
      expect(length).toBeLessThanOrEqual(2048);
      expect(length).toBeGreaterThan(2048 - 40);
      const { from, to, other, people: told } = read(ran);
      expect(to - from).toBe(83);
      const days = told.map((one) => one.days.length);
      expect(days).toEqual(days.toSorted((a, b) => b - a));
      expect(days[0]).toBe(9);
      const sessions = (n: number) => Math.min(7, 1 + (n % 9));
      const all = people.reduce((sum, _who, i) => sum + sessions(i), 0);
      expect(told.reduce((sum, one) => sum + one.sessions, 0) + other).toBe(
        all,
      );
    });

    it("is a line of nobody where the log is empty", async () => {
      const ran = await print([]);
      expect(read(ran)).toMatchObject({ other: 0, people: [] });
    });

    it("is no line, and an issue to Intune, where the script has no tenant", async () => {
      const ran = await print([], {}, ["-Tenant", "contoso.com"]);
      expect(ran.code).toBe(1);
      expect(ran.lines.at(-1)).toMatch(/^Nothing was told: No tenant/);
    });
  },
);
