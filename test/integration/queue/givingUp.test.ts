import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { setTimeout as sleep } from "node:timers/promises";
import { TestClock } from "pg-boss";
import { AppError } from "../../../src/domain/appError.ts";
import type { BossQueue } from "../../../src/adapters/queue/bossQueue.ts";
import { after, DAY_MS } from "../../support/builders.ts";
import type { GivenUpJob } from "../../../src/ports/queue.ts";
import { openQueuesOnClock } from "../../support/queueOnClock.ts";
import {
  describeOnEachEngine,
  type TestStorage,
} from "../../support/testStorage.ts";
import { until } from "../../support/until.ts";
import { message } from "../../../src/domain/message.ts";

interface Jobs {
  readonly sweep: { readonly round?: number };
}

class Refused extends AppError {
  readonly code = "test.refused";
  readonly userMessage = message("graph.not-found");
}

class InAYear extends AppError {
  readonly code = "test.in-a-year";
  readonly userMessage = message("graph.throttled");
  override readonly retryable = true;
  override readonly retryAfterMs = 365 * DAY_MS;
}

class Unavailable extends AppError {
  readonly code = "test.unavailable";
  readonly userMessage = message("graph.unavailable");
  override readonly retryable = true;
}

/** More than the longest back-off. */
const STEP_MS = 61_000;

describeOnEachEngine("A job that fails", (engine) => {
  let test: TestStorage;
  let queue: BossQueue<Jobs>;
  let close: () => Promise<void>;
  // Later than what the database has seen when the test begins.
  const START = after(10 * 365 * DAY_MS);
  let clock: TestClock;
  beforeEach(async () => {
    test = await engine.open();
    clock = new TestClock(START);
    const opened = await openQueuesOnClock<Jobs>(test, clock, ["sweep"]);
    [queue] = opened.queues as [BossQueue<Jobs>];
    ({ close } = opened);
  });
  afterEach(async () => {
    await close();
    await test.dispose();
  });

  it("is given up after 25 failures that nobody foresaw, and not sooner for having waited for Graph before and between", async () => {
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

  /** Moves the time on, a little beyond the longest back-off, until it happened. */
  const passUntil = (what: string, happened: () => boolean) =>
    until(what, async () => {
      if (happened()) return true;
      await clock.setTime(clock.now() + STEP_MS);
      await clock.tick(2000);
      await sleep(20);
      return happened();
    });

  /** Starts again so much later: a clock that jumps would fire all timers of the time between. */
  const startLater = async (ms: number) => {
    await close();
    clock = new TestClock(clock.now() + ms);
    const opened = await openQueuesOnClock<Jobs>(test, clock, ["sweep"]);
    [queue] = opened.queues as [BossQueue<Jobs>];
    ({ close } = opened);
  };

  const givenUp = async () => {
    const told: GivenUpJob<Jobs>[] = [];
    await queue.workGivenUp(async (job) => {
      told.push(job);
    });
    return told;
  };

  it("tells whoever reads what was given up its name, its data and why, when its failure is final", async () => {
    const told = await givenUp();
    await queue.work("sweep", 1, () => Promise.reject(new Refused("no")));
    await queue.send("sweep", { round: 7 });
    await passUntil("it is told", () => told.length > 0);
    expect(told).toMatchObject([
      { name: "sweep", data: { round: 7 }, code: "test.refused" },
    ]);
    expect(await queue.depth()).toBe(0);
  });

  it("is given up when it was tried for two weeks, and counted as overdue after the first day", async () => {
    let runs = 0;
    const runFails = async () => {
      const before = runs;
      await queue.work("sweep", 1, () => {
        runs += 1;
        return Promise.reject(new Unavailable("away"));
      });
      await passUntil("it runs", () => runs > before);
      // For its failure to be stored.
      await sleep(60);
    };
    await queue.send("sweep", {});
    await runFails();
    expect((await queue.countOverdue(DAY_MS / 1000)).size).toBe(0);

    await startLater(2 * DAY_MS);
    expect(await queue.countOverdue(DAY_MS / 1000)).toEqual(
      new Map([["sweep", 1]]),
    );
    const early = await givenUp();
    await runFails();
    expect(early).toEqual([]);

    await startLater(13 * DAY_MS);
    const told = await givenUp();
    await queue.work("sweep", 1, () => Promise.resolve());
    await passUntil("it is told", () => told.length > 0);
    expect(told).toMatchObject([
      { name: "sweep", code: "queue.tried-for-too-long" },
    ]);
  });

  it("is tried again after an hour, however far the date is that the other side names", async () => {
    let runs = 0;
    const run = () => {
      runs += 1;
      return Promise.reject(new InAYear("wait"));
    };
    await queue.work("sweep", 1, run);
    await queue.send("sweep", {});
    await passUntil("the first run", () => runs > 0);
    await sleep(60);
    await startLater(3_600_000);
    await queue.work("sweep", 1, run);
    await passUntil("the second run", () => runs > 1);
  });

  it("is not kept back by the same job that was put off for months", async () => {
    let runs = 0;
    await queue.work("sweep", 1, async () => {
      runs += 1;
    });
    await queue.send("sweep", {}, { delaySeconds: (90 * DAY_MS) / 1000 });
    await queue.send("sweep", {}, { unlessThere: true });
    await passUntil("it runs", () => runs > 0);
  });
});

describeOnEachEngine(
  "A job that fails on a machine whose clock is weeks ahead",
  (engine) => {
    it("is tried again, since the database knows how old it is", async () => {
      const test = await engine.open();
      const ahead = {
        now: () => Date.now() + 40 * DAY_MS,
        setTimeout: (work: () => void, ms: number) => setTimeout(work, ms),
        setInterval: (work: () => void, ms: number) => setInterval(work, ms),
        clearTimeout: (timer: unknown) => clearTimeout(timer as NodeJS.Timeout),
        clearInterval: (timer: unknown) =>
          clearInterval(timer as NodeJS.Timeout),
      };
      const { queues, close } = await openQueuesOnClock<Jobs>(test, ahead, [
        "sweep",
      ]);
      const [queue] = queues as [BossQueue<Jobs>];
      const attempts: number[] = [];
      await queue.work("sweep", 1, (_data, { attempt }) => {
        attempts.push(attempt);
        return attempt === 1
          ? Promise.reject(new Unavailable("away"))
          : Promise.resolve();
      });
      await queue.send("sweep", {});
      await until("it is over", async () => (await queue.depth()) === 0);
      expect(attempts).toEqual([1, 2]);
      await close();
      await test.dispose();
    });
  },
);
