import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { openStorage } from "../../src/adapters/storage/openStorage.ts";
import type { DeviceId } from "../../src/domain/devices/device.ts";
import type { OpenStorage } from "../../src/ports/storage.ts";
import { verifyChain } from "../../src/usecases/audit/verifyChain.ts";
import { jobNames } from "../../src/workers.ts";
import { createContoso } from "../simulator/contoso.ts";
import { tellPastWeeks } from "../simulator/demo/pastWeeks.ts";
import { DAY_MS, NOON } from "../support/builders.ts";
import { PATIENCE_MS } from "../support/until.ts";

describe("the demo's past", () => {
  const contoso = createContoso({ seed: 1, now: NOON });
  let folder: string;
  let storage: OpenStorage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "custodian-past-"));
    await tellPastWeeks(contoso, { dataDir: folder, seed: 1, now: NOON });
    storage = await openStorage({
      database: { kind: "embedded", dataDir: folder },
      jobNames,
      clock: { now: () => NOON },
      log: {
        info: () => undefined,
        warn: console.warn,
        error: console.error,
      },
    });
  }, 2 * PATIENCE_MS);
  afterAll(async () => {
    await storage.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("has decisions of weeks, of which the last can't be undone any more", async () => {
    const { days, acceptance } = await storage.audit.countDecisions({
      zone: "Europe/Berlin",
      days: 90,
      now: NOON,
    });

    const told = days.filter(
      ({ approved, rejected, expired }) => approved + rejected + expired > 0,
    );
    expect(told.length).toBeGreaterThan(20);
    expect(acceptance).toBeGreaterThan(0.5);
    expect(acceptance).toBeLessThan(1);
    expect(
      await storage.proposals.listFollowed(
        NOON,
        new Date(NOON.getTime() - DAY_MS),
        null,
        10,
      ),
    ).toEqual([]);
    expect(
      (await storage.handoffs.countByStage()).get("verified"),
    ).toBeGreaterThan(2);
  });

  it("is chained in the audit log, oldest first", async () => {
    expect(await verifyChain(storage)).toMatchObject({ kind: "intact" });
    const rows = await storage.audit.page(0, 10_000);
    const times = rows.map(({ at }) => at.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.max(...times)).toBeLessThan(NOON.getTime());
  });

  it("ends with the primary users that Intune shows, and leaves devices with a story alone", async () => {
    const told = new Set(
      Object.values(contoso.stories).map(({ id }: { id: string }) => id),
    );
    for (const { id, primaryUsers } of contoso.devices.values()) {
      const [newest] = await storage.proposals.listForDevice(id as DeviceId, 1);
      if (!newest) continue;
      expect(told).not.toContain(id);
      const { state, fromUser, toUser } = newest;
      const now = state.kind === "verified" ? toUser : fromUser;
      expect(now?.id).toBe(primaryUsers.at(-1)?.userId);
    }
  });
});
