import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { setTimeout as sleep } from "node:timers/promises";
import { TestClock } from "pg-boss";
import {
  createBossQueue,
  type BossQueue,
} from "../../../src/adapters/queue/bossQueue.ts";
import { toStorageError } from "../../../src/adapters/storage/edge.ts";
import { openEmbedded } from "../../../src/adapters/storage/embedded/embeddedDatabase.ts";
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from "../../support/builders.ts";
import {
  describeOnEachEngine,
  quiet,
  type TestStorage,
} from "../../support/testStorage.ts";

interface Jobs {
  readonly sweep: Record<string, never>;
}

/** Later than what the database has seen when the test begins. */
const START = after(10 * 365 * DAY_MS);

const STEP_SECONDS = 2;

describeOnEachEngine("A schedule", (engine) => {
  let test: TestStorage;
  const replicas: BossQueue<Jobs>[] = [];
  let closeDatabase: () => Promise<void>;
  beforeEach(async () => {
    test = await engine.open();
    // Its queue goes by the time of day; those of this test have a time of their own.
    await test.storage.close();
  });
  afterEach(async () => {
    await closeAll();
    await test.dispose();
  });

  const closeAll = async () => {
    for (const replica of replicas.splice(0)) await replica.stop();
    await closeDatabase();
  };

  /** @returns the milliseconds since START of each time it fires. */
  const keep = async (cron: string, clock: TestClock): Promise<number[]> => {
    const fired: number[] = [];
    for (const replica of replicas) {
      await replica.work("sweep", 1, () => {
        fired.push(clock.now() - START.getTime());
        return Promise.resolve();
      });
      await replica.schedule("sweep", cron, {});
    }
    return fired;
  };

  const openQueues = async (count: number, clock: TestClock) => {
    const { database } = test;
    const embedded =
      database.kind === "embedded"
        ? await openEmbedded(database.dataDir)
        : null;
    closeDatabase = () => embedded?.close() ?? Promise.resolve();
    for (let n = 0; n < count; n += 1) {
      const queue = createBossQueue<Jobs>({
        database:
          database.kind === "embedded" && embedded
            ? { embedded: embedded.pglite, onError: () => undefined }
            : {
                url: database.kind === "postgres" ? database.url : "",
                toError: toStorageError,
              },
        refuseInsideTransaction: () => undefined,
        log: quiet,
        clock,
      });
      await queue.start(["sweep"]);
      replicas.push(queue);
    }
  };

  it("fires once at each of its times, however many replicas keep it and though one of them stops", async () => {
    const clock = new TestClock(START);
    await openQueues(test.database.kind === "postgres" ? 3 : 1, clock);
    const fired = await keep("*/2 * * * *", clock);
    await pass(clock, 290);
    if (replicas.length > 1) await replicas.shift()?.stop();
    await pass(clock, 300);
    // That of the start, and every two minutes from then on.
    expect(fired.map((atMs) => Math.floor(atMs / 120_000))).toEqual([
      0, 1, 2, 3, 4,
    ]);
  });

  it("fires once after a start for all the times at which nobody kept it", async () => {
    const clock = new TestClock(START);
    await openQueues(1, clock);
    const before = await keep("30 * * * *", clock);
    await pass(clock, 90);
    await closeAll();
    await clock.setTime(after(3 * HOUR_MS + 50 * MINUTE_MS, START));
    await openQueues(test.database.kind === "postgres" ? 2 : 1, clock);
    const fired = await keep("30 * * * *", clock);
    await pass(clock, 150);
    expect(before).toEqual([]);
    expect(fired).toHaveLength(1);
  });
});

/** In steps that leave time for what the queue's timers start to come to its end. */
async function pass(clock: TestClock, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += STEP_SECONDS) {
    await clock.tick(STEP_SECONDS * 1000);
    await sleep(30);
  }
}
