import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../../src/ports/clock.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { ChannelId } from "../../../src/domain/channels/channel.ts";
import { openStorage } from "../../../src/adapters/storage/openStorage.ts";
import {
  GRANTED_PERMISSIONS,
  startCloud,
  type Cloud,
} from "../../simulator/cloud.ts";
import { createKeptLog } from "./harness.ts";

let cloud: Cloud;
let dataDir: string;

beforeAll(async () => {
  cloud = await startCloud();
  dataDir = await mkdtemp(join(tmpdir(), "custodian-doctor-"));
  const started = await openStorage({
    database: { kind: "embedded", dataDir },
    jobNames: [],
    clock: systemClock,
    log: createKeptLog().log,
  });
  await started.close();
});
afterAll(async () => {
  await cloud.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function runDoctor(
  environment: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ["bot/doctor/main.ts"], {
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve) =>
    child.once("exit", resolve),
  );
  return { code, output };
}

describe("the doctor", () => {
  it("finds a database that was never migrated, and leaves it so", async () => {
    const fresh = join(dataDir, "fresh");
    const once = await runDoctor(cloud.environment({ DATA_DIR: fresh }));
    const again = await runDoctor(cloud.environment({ DATA_DIR: fresh }));

    for (const { code, output } of [once, again]) {
      expect(output).toMatch(
        /^FAIL {2}Database: .*0001-start.*the job queue.*start Custodian once/m,
      );
      expect(code).toBe(1);
    }
  });

  it("finds everything well, and notes that no channel is chosen", async () => {
    const { code, output } = await runDoctor(cloud.environment());

    expect(output).not.toContain("FAIL");
    expect(output).toMatch(/^ok {4}Search/m);
    for (const permission of GRANTED_PERMISSIONS)
      expect(output).toContain(permission);
    expect(output).toMatch(/^note {2}Channels for proposals/m);
    expect(output).toMatch(/^note {2}Sign-in to the tab: .*PUBLIC_URL/m);
    expect(code).toBe(0);
  });

  it("reads how the tab's tokens are checked, and says under which address Teams asks for them", async () => {
    const PUBLIC_URL = "https://custodian.contoso.com";
    const good = await runDoctor(cloud.environment({ PUBLIC_URL }));
    expect(good.output).toContain(
      `api://custodian.contoso.com/botid-${cloud.botApp.id}`,
    );
    expect(good.code).toBe(0);

    const away = await runDoctor(
      cloud.environment({ PUBLIC_URL, BOT_TENANT_ID: randomUUID() }),
    );
    expect(away.output).toMatch(/^FAIL {2}Sign-in to the tab/m);
    expect(away.code).toBe(1);
  });

  it("says that searching is slower without the indexes, and makes none", async () => {
    const bare = await mkdtemp(join(tmpdir(), "custodian-doctor-"));
    const started = await openStorage({
      database: { kind: "embedded", dataDir: bare },
      jobNames: [],
      makesIndexes: false,
      clock: systemClock,
      log: createKeptLog().log,
    });
    await started.close();
    for (let run = 0; run < 2; run += 1) {
      const { code, output } = await runDoctor(
        cloud.environment({ DATA_DIR: bare }),
      );
      expect(output).toMatch(/^note {2}Search: .*pg_trgm/m);
      expect(code).toBe(0);
    }
    await rm(bare, { recursive: true, force: true });
  });

  it("names each missing permission and how to mend it", async () => {
    for (const permission of GRANTED_PERMISSIONS)
      cloud.graphApp.graphPermissions.delete(permission);

    const { code, output } = await runDoctor(cloud.environment());

    for (const permission of GRANTED_PERMISSIONS)
      expect(output).toMatch(
        new RegExp(`^FAIL .*${permission.replaceAll(".", "\\.")}`, "m"),
      );
    expect(code).toBe(1);
    for (const permission of GRANTED_PERMISSIONS)
      cloud.graphApp.graphPermissions.add(permission);
  });

  it("reads the groups of exclusions, and names the settings where one cannot be read", async () => {
    const read = await runDoctor(
      cloud.environment({
        EXCLUDED_USERS_GROUP_ID: cloud.contoso.technicians.id,
      }),
    );
    expect(read.output).toMatch(/^ok {4}Excluded groups: \d+ people$/m);
    const unknown = await runDoctor(
      cloud.environment({ EXCLUDED_DEVICES_GROUP_ID: randomUUID() }),
    );
    expect(unknown.output).toMatch(
      /^FAIL {2}Excluded groups: .*EXCLUDED_DEVICES_GROUP_ID/m,
    );
    expect(unknown.code).toBe(1);
  });

  it("says what Entra's sign-ins lack, where they are to be evidence", async () => {
    const on = cloud.environment({ SIGN_IN_EVIDENCE: "on" });
    const without = await runDoctor(on);
    cloud.graphApp.graphPermissions.add("AuditLog.Read.All");
    cloud.signInLog.isLicensed = false;
    const unlicensed = await runDoctor(on);
    cloud.signInLog.isLicensed = true;
    const good = await runDoctor(on);
    cloud.graphApp.graphPermissions.delete("AuditLog.Read.All");

    expect(without.output).toMatch(
      /^FAIL {2}SIGN_IN_EVIDENCE .*grant Custodian the application permission AuditLog\.Read\.All/m,
    );
    expect(unlicensed.output).toMatch(
      /^FAIL {2}SIGN_IN_EVIDENCE .*Entra ID P1 or P2/m,
    );
    expect(good.output).toMatch(/^ok {4}SIGN_IN_EVIDENCE/m);
    expect([without, unlicensed, good].map(({ code }) => code)).toEqual([
      1, 1, 0,
    ]);
  });

  it("finds a wrong secret, and prints none", async () => {
    const { code, output } = await runDoctor(
      cloud.environment({ BOT_PASSWORD: "hunter2hunter2" }),
    );

    expect(output).toMatch(/^FAIL {2}Token of the bot.*BOT_PASSWORD/m);
    expect(output).not.toContain("hunter2");
    expect(output).not.toContain(cloud.graphApp.secret);
    expect(code).toBe(1);
  });

  it("asks Teams for the chosen channels", async () => {
    const { channel, helpdesk } = cloud.teams;
    const storage = await openStorage({
      database: { kind: "embedded", dataDir },
      jobNames: [],
      clock: systemClock,
      log: createKeptLog().log,
    });
    await storage.channels.save({
      id: channel.id as ChannelId,
      teamId: helpdesk.id,
      serviceUrl: cloud.urls.serviceUrl,
      tenantId: cloud.contoso.tenantId,
      chosenBy: cloud.contoso.cast.admin.id as UserId,
      chosenAt: new Date(),
      lostAt: null,
    });
    await storage.close();

    helpdesk.botInstalled = true;
    const well = await runDoctor(cloud.environment());
    helpdesk.botInstalled = false;
    const removed = await runDoctor(cloud.environment());

    expect(well.output).toMatch(/^ok {4}Channels for proposals: 1 reachable/m);
    expect(removed.output).toMatch(
      /^FAIL {2}Channels for proposals.*add the app/m,
    );
    expect(removed.code).toBe(1);
  });

  it("lists what is wrong with the settings", async () => {
    const { code, output } = await runDoctor({ BOT_ID: "x" });

    expect(output).toMatch(/^FAIL {2}Settings: BOT_ID/m);
    expect(output).toMatch(/^FAIL {2}Settings: APPROVERS_GROUP_ID/m);
    expect(code).toBe(1);
  });
});
