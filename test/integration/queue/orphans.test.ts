import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "../../../src/domain/appError.ts";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { OpenStorage } from "../../../src/ports/storage.ts";
import { openEmbedded } from "../../../src/adapters/storage/embedded/embeddedDatabase.ts";
import type { DatabaseChoice } from "../../../src/adapters/storage/openStorage.ts";
import { openReplica } from "../../support/replicas.ts";
import {
  spawnStorage,
  type StorageProcess,
} from "../../support/spawnStorage.ts";
import {
  describeOnEachEngine,
  openTestStorage,
  type TestStorage,
} from "../../support/testStorage.ts";
import { until } from "../../support/until.ts";
import { message } from "../../../src/domain/message.ts";

class Unavailable extends AppError {
  readonly code = "test.unavailable";
  readonly userMessage = message("graph.unavailable");
  override readonly retryable = true;
}

describeOnEachEngine("A job whose process was killed", (engine) => {
  let test: TestStorage;
  let child: StorageProcess | undefined;
  let other: OpenStorage | undefined;
  beforeEach(async () => {
    test = await engine.open();
  });
  afterEach(async () => {
    await child?.kill();
    await other?.close();
    other = undefined;
    await test.dispose();
  });

  it("runs again each time, with its key, and none of the kills counts as its failure; a living process keeps its own", async () => {
    const { database } = test;
    let livingStarts = 0;
    let endLiving: () => void = () => undefined;
    // The embedded database serves one process: there the next start takes the job up, and nobody lives beside it.
    if (database.kind === "embedded") await test.storage.close();
    else {
      const { queue } = test.storage;
      await queue.work("expireAndWakeDue", 2, () => {
        livingStarts += 1;
        return new Promise<void>((resolve) => {
          endLiving = resolve;
        });
      });
      await queue.send("expireAndWakeDue", {});
    }
    child = spawnStorage("work", database);
    await child.said("began attempt 1");
    for (let kill = 1; kill <= 3; kill += 1) {
      await child.kill();
      child = spawnStorage("takeUp", database);
      await child.said("began");
      expect(child.lines).toContain("began attempt 1");
    }
    await child.kill();
    other = await openReplica(database);
    const runs: { deviceId: string; attempt: number }[] = [];
    await other.queue.work("evaluateDevice", 1, async (job, { attempt }) => {
      runs.push({ ...job, attempt });
    });
    await until("it runs again", () => runs.length > 0);

    expect(runs).toEqual([{ deviceId: "orphan", attempt: 1 }]);
    expect(livingStarts).toBe(database.kind === "postgres" ? 1 : 0);
    endLiving();
    await until(
      "it is done with",
      async () => (await other?.queue.depth()) === 0,
    );
  }, 600_000);
});

describe("A job that backs off", () => {
  let test: TestStorage;
  let restarted: OpenStorage | undefined;
  beforeEach(async () => {
    test = await openTestStorage();
  });
  afterEach(async () => {
    await restarted?.close();
    await test.dispose();
  });

  it("runs at once after a restart on the embedded database, and its failures stay counted", async () => {
    const { storage, database } = test;
    let failures = 0;
    await storage.queue.work("evaluateDevice", 1, async (_job, { attempt }) => {
      failures = attempt;
      throw new Unavailable();
    });
    await storage.queue.send("evaluateDevice", {
      deviceId: "patient" as DeviceId,
    });
    await storage.queue.send(
      "evaluateDevice",
      { deviceId: "tomorrow" as DeviceId },
      { delaySeconds: 86_400 },
    );
    await until("the fourth failure", () => failures === 4);
    await storage.close();
    expect(await backOffForAnHour(database)).toBe(1);
    restarted = await openReplica(database);
    const runs: { deviceId: string; attempt: number }[] = [];
    await restarted.queue.work(
      "evaluateDevice",
      1,
      async (job, { attempt }) => {
        runs.push({ ...job, attempt });
      },
    );
    await until("it runs again", () => runs.length > 0);
    await sleep(1000);
    expect(runs).toEqual([{ deviceId: "patient", attempt: 5 }]);
  });
});

/** @returns how many jobs that is, where nobody has the database open. */
async function backOffForAnHour(database: DatabaseChoice): Promise<number> {
  if (database.kind !== "embedded") throw new Error("It is not embedded");
  const embedded = await openEmbedded(database.dataDir);
  const { affectedRows } = await embedded.pglite.query(
    "update pgboss.job set start_after = now() + interval '1 hour' where state = 'retry'",
  );
  await embedded.close();
  return affectedRows ?? 0;
}
