import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { TestClock } from "pg-boss";
import { AppError } from "../../../src/domain/appError.ts";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { ProposalId } from "../../../src/domain/proposals/proposal.ts";
import type { Jobs } from "../../../src/ports/jobs.ts";
import type { OpenStorage } from "../../../src/ports/storage.ts";
import { jobNames } from "../../../src/workers.ts";
import { after, DAY_MS } from "../../support/builders.ts";
import { openQueuesOnClock } from "../../support/queueOnClock.ts";
import { openReplica } from "../../support/replicas.ts";
import {
  describeOnEachEngine,
  type TestStorage,
} from "../../support/testStorage.ts";
import { settled, until } from "../../support/until.ts";
import { message } from "../../../src/domain/message.ts";

class Refused extends AppError {
  readonly code = "test.refused";
  readonly userMessage = message("graph.unavailable");
}

class Throttled extends AppError {
  readonly code = "test.throttled";
  readonly userMessage = message("graph.unavailable");
  override readonly retryable = true;
  override readonly retryAfterMs: number | undefined;

  constructor(retryAfterMs?: number) {
    super("Throttled");
    this.retryAfterMs = retryAfterMs;
  }
}

describeOnEachEngine("The queue", (engine) => {
  let test: TestStorage;
  let storage: OpenStorage;
  beforeEach(async () => {
    test = await engine.open();
    storage = test.storage;
  });
  afterEach(() => test.dispose());

  const device = (name: string = randomUUID()) => ({
    deviceId: name as DeviceId,
  });

  /** A queue whose time the test moves. */
  const onClock = async () => {
    // Later than what the database has seen when the test begins.
    const start = after(10 * 365 * DAY_MS);
    const clock = new TestClock(start);
    const { queues, close } = await openQueuesOnClock<Jobs>(test, clock, [
      "evaluateDevice",
    ]);
    const [queue] = queues;
    if (!queue) throw new Error("There is no queue");
    return {
      queue,
      close,
      seconds: () => (clock.now() - start.getTime()) / 1000,
      /** In small steps, with time between them for what they start: a job under way must not seem to have died. */
      passUntil: (what: string, happened: () => boolean) =>
        until(what, async () => {
          if (!happened()) await clock.tick(200);
          return happened();
        }),
    };
  };

  it("takes every job inside the very first transaction after a start, and after a restart", async () => {
    // Whatever is read late is read on the one connection that the transaction has.
    const sendAll = async (one: OpenStorage) => {
      const sent = one.transaction(async ({ queue }) => {
        for (const name of jobNames) await queue.send(name, {});
        return "sent";
      });
      return settled("the transaction has its jobs", sent);
    };
    expect(await sendAll(storage)).toBe("sent");
    expect(await storage.queue.depth()).toBe(jobNames.length);
    await storage.close();
    const again = await openReplica(test.database);
    expect(await sendAll(again)).toBe("sent");
    await again.close();
  });

  it("runs a job only once its transaction has committed", async () => {
    const ran: string[] = [];
    await storage.queue.work("evaluateDevice", 2, async ({ deviceId }) => {
      ran.push(deviceId);
    });
    let committed = false;
    await storage.transaction(async ({ queue }) => {
      await queue.send("evaluateDevice", device("in time"));
      await sleep(400);
      expect(ran).toEqual([]);
      committed = true;
    });
    await until("the job runs", () => ran.length > 0);
    expect(committed).toBe(true);
    expect(ran).toEqual(["in time"]);
  });

  it("takes text that the database cannot keep, and hands it over without that", async () => {
    const ran: string[] = [];
    await storage.queue.work("evaluateDevice", 1, async ({ deviceId }) => {
      ran.push(deviceId);
    });
    const odd = device("a\0b\ud83d");
    await storage.queue.send("evaluateDevice", odd, { key: odd.deviceId });
    await storage.transaction(({ queue }) =>
      queue.send("evaluateDevice", odd, { unlessThere: true }),
    );
    await until("a job runs", () => ran.length > 0);
    expect(ran[0]).toBe("ab\ufffd");
  });

  it("never runs a job whose transaction was rolled back, and runs its neighbour", async () => {
    const ran: string[] = [];
    await storage.queue.work("evaluateDevice", 2, async ({ deviceId }) => {
      ran.push(deviceId);
    });
    const rolledBack = storage.transaction(async ({ queue }) => {
      await queue.send("evaluateDevice", device("rolled back"));
      throw new Error("on second thoughts");
    });
    await expect(rolledBack).rejects.toThrow("on second thoughts");
    await storage.queue.send("evaluateDevice", device("neighbour"));
    await until("the neighbour runs", () => ran.length > 0);
    await sleep(2500);
    expect(ran).toEqual(["neighbour"]);
  });

  it("starts each job that is sent to idle workers, once", async () => {
    const started: string[] = [];
    await storage.queue.work("evaluateDevice", 4, async ({ deviceId }) => {
      started.push(deviceId);
    });
    const sent: string[] = [];
    for (let round = 0; round < 15; round += 1) {
      const job = device();
      await storage.transaction(({ queue }) =>
        queue.send("evaluateDevice", job),
      );
      sent.push(job.deviceId);
      await until("the job starts", () => started.includes(job.deviceId));
    }
    expect(started).toEqual(sent);
  });

  it("runs 200 jobs that are sent at once, each once", async () => {
    const ran: string[] = [];
    await storage.queue.work("evaluateDevice", 4, async ({ deviceId }) => {
      ran.push(deviceId);
    });
    const jobs = Array.from({ length: 200 }, (_, i) => device(`device ${i}`));
    await Promise.all(
      jobs.map((job) => storage.queue.send("evaluateDevice", job)),
    );
    await until("all have run", () => ran.length >= 200);
    await sleep(300);
    expect([...ran].sort()).toEqual(jobs.map((job) => job.deviceId).sort());
  });

  it("never runs two jobs of the same key at once, while others go on beside them", async () => {
    const replicas =
      test.database.kind === "postgres"
        ? [storage, await openReplica(test.database)]
        : [storage];
    const running = new Map<string, number>();
    let overlaps = 0;
    let most = 0;
    let done = 0;
    for (const replica of replicas) {
      await replica.queue.work("evaluateDevice", 6, async ({ deviceId }) => {
        const beside = running.get(deviceId) ?? 0;
        if (beside > 0) overlaps += 1;
        running.set(deviceId, beside + 1);
        most = Math.max(
          most,
          [...running.values()].reduce((a, b) => a + b),
        );
        await sleep(15);
        running.set(deviceId, (running.get(deviceId) ?? 1) - 1);
        done += 1;
      });
    }
    const jobs = Array.from({ length: 90 }, (_, i) => device(`key ${i % 3}`));
    await Promise.all(
      jobs.map((job) =>
        storage.queue.send("evaluateDevice", job, { key: job.deviceId }),
      ),
    );
    await until("all have run", () => done === 90);
    if (replicas[1]) await replicas[1].close();
    expect(overlaps).toBe(0);
    expect(most).toBeGreaterThan(1);
  });

  it("tries again what may succeed later", async () => {
    const attempts: number[] = [];
    await storage.queue.work("evaluateDevice", 1, async (_job, { attempt }) => {
      attempts.push(attempt);
      if (attempt < 3) throw new Throttled();
    });
    await storage.queue.send("evaluateDevice", device());
    await until("the third attempt", () => attempts.length === 3);
    expect(attempts).toEqual([1, 2, 3]);
  });

  it("waits as long as the other side asked for, and keeps the job's key and data", async () => {
    const { queue, passUntil, seconds, close } = await onClock();
    const runs: { deviceId: string; at: number }[] = [];
    await queue.work("evaluateDevice", 1, async ({ deviceId }) => {
      runs.push({ deviceId, at: seconds() });
      if (runs.length === 1) throw new Throttled(10_000);
    });
    await queue.send("evaluateDevice", device("a"), { key: "a" });
    await passUntil("the second attempt", () => runs.length === 2);
    expect((runs[1]?.at ?? 0) - (runs[0]?.at ?? 0)).toBeGreaterThanOrEqual(10);
    expect(runs.map(({ deviceId }) => deviceId)).toEqual(["a", "a"]);
    await close();
  });

  it("does not knock again at once when the other side names no wait at all", async () => {
    let runs = 0;
    await storage.queue.work("evaluateDevice", 1, async () => {
      runs += 1;
      throw new Throttled(0);
    });
    await storage.queue.send("evaluateDevice", device());
    await until("the first attempt", () => runs > 0);
    await sleep(1500);
    expect(runs).toBeLessThan(4);
  });

  it("ends a job whose failure is final", async () => {
    const ran: string[] = [];
    await storage.queue.work("evaluateDevice", 1, async ({ deviceId }) => {
      ran.push(deviceId);
      if (deviceId === "final") throw new Refused("Refused");
    });
    await storage.queue.send("evaluateDevice", device("final"));
    await storage.queue.send("evaluateDevice", device("neighbour"));
    await until("both have run", () => ran.length === 2);
    await sleep(3500);
    expect(ran.sort()).toEqual(["final", "neighbour"]);
  });

  it("tries again after an unexpected error", async () => {
    let runs = 0;
    await storage.queue.work("evaluateDevice", 1, async () => {
      runs += 1;
      if (runs === 1) throw new TypeError("a defect");
    });
    await storage.queue.send("evaluateDevice", device());
    await until("the second attempt", () => runs === 2);
  });

  it("keeps a delayed job back, and not the ones behind it", async () => {
    const { queue, passUntil, seconds, close } = await onClock();
    const ran = new Map<string, number>();
    await queue.work("evaluateDevice", 1, async ({ deviceId }) => {
      ran.set(deviceId, seconds());
    });
    await queue.send("evaluateDevice", device("late"), {
      delaySeconds: 20,
      key: "same",
    });
    await queue.send("evaluateDevice", device("now"), { key: "same" });
    await passUntil("the other has run", () => ran.has("now"));
    expect([...ran.keys()]).toEqual(["now"]);
    await passUntil("both have run", () => ran.has("late"));
    expect(ran.get("late")).toBeGreaterThanOrEqual(20);
    await close();
  });

  it("counts what waits", async () => {
    for (let i = 0; i < 3; i += 1)
      await storage.queue.send("evaluateDevice", device());
    expect(await storage.queue.depth()).toBe(3);
  });

  it("gives a job that outlasts the stop back to the next start", async () => {
    let began = false;
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first =
      test.database.kind === "postgres"
        ? await openReplica(test.database)
        : storage;
    await first.queue.work("applyReassignment", 1, async () => {
      began = true;
      await held;
    });
    await first.queue.send("applyReassignment", {
      proposalId: "p" as ProposalId,
    });
    await until("the job begins", () => began);
    await first.close();
    release();
    const next = await openReplica(test.database);
    let resumed = false;
    await next.queue.work("applyReassignment", 1, async () => {
      resumed = true;
    });
    await until("the job runs again", () => resumed);
    await next.close();
  });

  it("still sends jobs once it works no more, and they run at the next start", async () => {
    const one =
      test.database.kind === "postgres"
        ? await openReplica(test.database)
        : storage;
    const ran: string[] = [];
    const work = (by: OpenStorage) =>
      by.queue.work("evaluateDevice", 1, async ({ deviceId }) => {
        ran.push(deviceId);
      });
    await work(one);
    await one.queue.send("evaluateDevice", device("before"));
    await until("the first has run", () => ran.length === 1);

    await one.queue.stopWorking();
    await one.queue.send("evaluateDevice", device("alone"));
    await one.transaction((unit) =>
      unit.queue.send("evaluateDevice", device("in a transaction")),
    );
    await sleep(3_000);
    expect(ran).toEqual(["before"]);
    await one.close();

    const next = await openReplica(test.database);
    await work(next);
    await until("the others have run", () => ran.length === 3);
    await next.close();
  });
});
