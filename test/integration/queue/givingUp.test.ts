import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { setTimeout as sleep } from "node:timers/promises";
import { TestClock } from "pg-boss";
import { AppError } from "../../../src/domain/appError.ts";
import type { BossQueue } from "../../../src/adapters/queue/bossQueue.ts";
import { after, DAY_MS } from "../../support/builders.ts";
import { openQueuesOnClock } from "../../support/queueOnClock.ts";
import {
  describeOnEachEngine,
  type TestStorage,
} from "../../support/testStorage.ts";
import { until } from "../../support/until.ts";
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
  let queue: BossQueue<Jobs>;
  let close: () => Promise<void>;
  // Later than what the database has seen when the test begins.
  const clock = new TestClock(after(10 * 365 * DAY_MS));
  beforeEach(async () => {
    test = await engine.open();
    const opened = await openQueuesOnClock<Jobs>(test, clock, ["sweep"]);
    [queue] = opened.queues as [BossQueue<Jobs>];
    ({ close } = opened);
  });
  afterEach(async () => {
    await close();
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
    const step = async () => {
      await clock.setTime(clock.now() + STEP_MS);
      await clock.tick(2000);
    };
    for (let run = 1; run <= waits.size + 25; run += 1) {
      await step();
      await until(`run ${run}`, async () => {
        if (runs < run) await clock.tick(100);
        return runs >= run;
      });
      // For its failure to be stored.
      await sleep(60);
    }
    await until("it is given up", async () => (await queue.depth()) === 0);
    for (let more = 0; more < 3; more += 1) {
      await step();
      await sleep(60);
    }
    expect(runs).toBe(waits.size + 25);
  });
});
