import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { randomBytes, randomUUID } from "node:crypto";
import {
  cp,
  mkdtemp,
  readdir,
  rm,
  stat,
  utimes,
  writeFile,
} from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import { openEmbedded } from "../../../src/adapters/storage/embedded/embeddedDatabase.ts";
import type { DatabaseChoice } from "../../../src/adapters/storage/openStorage.ts";
import { after, DAY_MS, NOON } from "../../support/builders.ts";
import { openReplica } from "../../support/replicas.ts";
import {
  spawnStorage,
  type StorageProcess,
} from "../../support/spawnStorage.ts";
import { until } from "../../support/until.ts";

describe("The embedded database", () => {
  let dataDir: string;
  let database: DatabaseChoice;
  const started: StorageProcess[] = [];
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "custodian-durable-"));
    database = { kind: "embedded", dataDir };
    const template = process.env.TEST_EMBEDDED_TEMPLATE;
    if (template) await cp(template, dataDir, { recursive: true });
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((child) => child.kill()));
    await rm(dataDir, { recursive: true, force: true });
  });

  const spawn = (...args: Parameters<typeof spawnStorage>) => {
    const child = spawnStorage(...args);
    started.push(child);
    return child;
  };
  const acknowledged = ({ lines }: StorageProcess) =>
    lines
      .filter((line) => line.startsWith("ack "))
      .map((line) => line.slice(4));
  const missing = async (ids: readonly string[]) => {
    const storage = await openReplica(database);
    const lost: string[] = [];
    for (const id of ids)
      if (await storage.nonces.claim("killed", id, NOON)) lost.push(id);
    await storage.close();
    return lost;
  };

  it("has told the disk to keep a write before it acknowledges it", async () => {
    const storage = await openReplica(database);
    for (let n = 0; n < 5; n += 1) {
      const before = storage.fsyncCount() ?? NaN;
      await storage.nonces.claim("k", String(n), NOON);
      expect(storage.fsyncCount()).toBeGreaterThan(before);
    }
    await storage.close();
  });

  it("loses nothing that was acknowledged when it is killed in the middle of writing", async () => {
    const acks: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const child = spawn("insert", database, { from: round * 1_000_000 });
      await until(
        "it acknowledged some",
        () => acknowledged(child).length > 50 + round * 37,
      );
      await child.kill();
      acks.push(...acknowledged(child));
    }
    expect(acks.length).toBeGreaterThan(200);
    expect(await missing(acks)).toEqual([]);
  });

  it("ends the process at once when the disk fails, and acknowledges nothing more", async () => {
    const trigger = join(dataDir, "disk-fails-now");
    const child = spawn("insert", database, { failFsyncWhen: trigger });
    await child.said("ack 20");
    await writeFile(trigger, "");
    expect(await child.ended).toBe(74);
    expect(child.errors()).toMatch(
      /^custodian: fsync of .* failed: .*EIO.*Stopping at once/m,
    );
    expect(child.lines.at(-1)).toBe("fsync failed");
    expect(child.lines.filter((line) => line === "fsync failed")).toHaveLength(
      1,
    );
    expect(await missing(acknowledged(child))).toEqual([]);
  });

  it("goes on after an SQL error, and on no other", async () => {
    const reasons: string[] = [];
    const embedded = await openEmbedded(dataDir, (reason) => {
      reasons.push(reason);
      throw new Error("died");
    });
    const sqlError: unknown = await embedded.pglite
      .query("select 1/0")
      .catch((error: unknown) => error);
    embedded.dieUnlessSqlError(sqlError);
    embedded.dieUnlessSqlError(new Error("aborted", { cause: sqlError }));
    expect(reasons).toEqual([]);
    const readOnly = Object.assign(new Error("read-only"), { code: "EROFS" });
    const panic = Object.assign(new Error("panic"), {
      code: "58030",
      severity: "PANIC",
    });
    for (const error of [readOnly, panic, new Error("unreachable executed")])
      expect(() => embedded.dieUnlessSqlError(error)).toThrow("died");
    expect(reasons).toHaveLength(3);
    await embedded.close();
  });

  it("refuses a second process, naming the one that has it", async () => {
    const child = spawn("hold", database);
    await child.said("open");
    const opening = openReplica(database);
    await expect(opening).rejects.toMatchObject({
      code: "storage.folder-in-use",
      message: expect.stringMatching(
        new RegExp(`process ${child.pid} on ${hostname()} since 20`),
      ) as unknown as string,
    });
    await opening.catch(() => undefined);
  });

  it("refuses the same process a second time, and lets it in after closing", async () => {
    const storage = await openReplica(database);
    await expect(openReplica(database)).rejects.toMatchObject({
      code: "storage.folder-in-use",
    });
    await storage.close();
    await (await openReplica(database)).close();
  });

  it("takes the folder of a killed process over at once", async () => {
    const child = spawn("hold", database);
    await child.said("open");
    await child.kill();
    // A lock that still shows life: nobody takes it over for its age.
    const tomorrow = after(DAY_MS, new Date());
    await utimes(join(dataDir, "custodian.lock"), tomorrow, tomorrow);
    await (await openReplica(database)).close();
  });

  it("lets one of several in that come for a killed process's folder together", async () => {
    const dead = spawn("hold", database);
    await dead.said("open");
    await dead.kill();
    const together = Date.now() + 5000;
    const heirs = Array.from({ length: 6 }, () =>
      spawn("lock", database, { from: together }),
    );
    await Promise.all(heirs.map((holder) => holder.said("ready")));
    await Promise.any(heirs.map((holder) => holder.said("open")));
    await sleep(2500);
    expect(heirs.filter(({ lines }) => lines.includes("open"))).toHaveLength(1);
  });

  it("keeps everything over a restart, and migrates nothing twice", async () => {
    const first = await openReplica(database);
    const secret = await first.secrets.get("pseudonym");
    await first.nonces.claim("k", "kept", NOON);
    await first.close();
    const second = await openReplica(database);
    expect((await second.secrets.get("pseudonym")).equals(secret)).toBe(true);
    expect(await second.nonces.claim("k", "kept", NOON)).toBe(false);
    await second.close();
  });

  it("gives the space of what was forgotten back", async () => {
    const storage = await openReplica(database);
    const base = join(dataDir, "pg", "base");
    await storage.maintain();
    const empty = await sizeOf(base);
    const logonsByUpn = new Map(
      Array.from({ length: 500 }, (_, i) => [
        randomBytes(20).toString("hex"),
        i,
      ]),
    );
    for (let n = 0; n < 300; n += 1) {
      await storage.evidence.record({
        deviceId: randomUUID() as DeviceId,
        source: "device-report",
        observedAt: NOON,
        receivedAt: NOON,
        logonsByUpn,
      });
    }
    await storage.maintain();
    const full = await sizeOf(base);
    await storage.evidence.purge(after(1));
    await storage.maintain();
    const tidied = await sizeOf(base);
    await storage.close();
    expect(full - empty).toBeGreaterThan(3_000_000);
    expect(tidied - empty).toBeLessThan((full - empty) / 10);
  });
});

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(
    names.map(async (name) => (await stat(join(folder, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
