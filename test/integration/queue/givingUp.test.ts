import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { setTimeout as sleep } from "node:timers/promises";
import { TestClock } from "pg-boss";
import { AppError } from "../../../src/domain/appError.ts";
import {
  createBossQueue,
  type BossQueue,
} from "../../../src/adapters/queue/bossQueue.ts";
import {
  openEmbedded,
  type EmbeddedDatabase,
} from "../../../src/adapters/storage/embedded/embeddedDatabase.ts";
import { after, DAY_MS } from "../../support/builders.ts";
import {
  describeOnEachEngine,
  quiet,
  type TestStorage,
} from "../../support/testStorage.ts";
import { message } from "../../../src/domain/message.ts";

interface Jobs {
  readonly sweep: Record<string, never>;
}

class Unavailable extends AppError {
  readonly code = "test.unavailable";
  readonly userMessage = message("graph.unavailable");
  override readonly retryable = true;
}

/** More than the longest back-off. */
const STEP_MS = 61_000;

describeOnEachEngine("A job that fails unexpectedly", (engine) => {
  let test: TestStorage;
  let embedded: EmbeddedDatabase | null;
  let queue: BossQueue<Jobs>;
  // Later than what the database has seen when the test begins.
  const clock = new TestClock(after(10 * 365 * DAY_MS));
  beforeEach(async () => {
    test = await engine.open();
    // Its queue goes by the time of day; that of this test has a time of its own.
    await test.storage.close();
    const { database } = test;
    embedded =
      database.kind === "embedded"
        ? await openEmbedded(database.dataDir)
        : null;
    queue = createBossQueue<Jobs>({
      database: embedded
        ? { embedded: embedded.pglite, onError: () => undefined }
        : { url: database.kind === "postgres" ? database.url : "" },
      refuseInsideTransaction: () => undefined,
      log: quiet,
      clock,
    });
    await queue.start(["sweep"]);
  });
  afterEach(async () => {
    await queue.stop();
    await embedded?.close();
    await test.dispose();
  });

  it("is given up after 25 such failures, and not sooner for having waited for Graph before and between", async () => {
    const waits = new Set([0, 1, 2, 9]);
    let runs = 0;
    await queue.work("sweep", 1, () => {
      const wait = waits.has(runs);
      runs += 1;
      return Promise.reject(
        wait ? new Unavailable("away") : new TypeError("a defect"),
      );
    });
    await queue.send("sweep", {});
    for (let step = 0; step < waits.size + 28; step += 1) {
      await clock.setTime(clock.now() + STEP_MS);
      await clock.tick(2000);
      await sleep(60);
    }
    expect(runs).toBe(waits.size + 25);
  });
});
