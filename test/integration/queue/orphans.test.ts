import { afterEach, beforeEach, expect, it } from "@jest/globals";
import type { OpenStorage } from "../../../src/storage/openStorage.ts";
import { openReplica } from "../../support/replicas.ts";
import { spawnStorage } from "../../support/spawnStorage.ts";
import {
  describeOnEachEngine,
  type TestStorage,
} from "../../support/testStorage.ts";
import { until } from "../../support/until.ts";

describeOnEachEngine("A job whose process was killed", (engine) => {
  let test: TestStorage;
  let other: OpenStorage | undefined;
  beforeEach(async () => {
    test = await engine.open();
  });
  afterEach(async () => {
    await other?.close();
    await test.dispose();
  });

  it("runs again within 30 seconds, with its key", async () => {
    const { database } = test;
    // The embedded database serves one process: there the next start takes the job up.
    if (database.kind === "embedded") await test.storage.close();
    const child = spawnStorage("work", database);
    await child.said("began");
    await child.kill();
    const killedAt = performance.now();
    other = await openReplica(database);
    const runs: { deviceId: string; attempt: number }[] = [];
    await other.queue.work("considerDevice", 1, async (job, { attempt }) => {
      runs.push({ ...job, attempt });
    });
    await until("it runs again", () => runs.length > 0, 40_000);
    expect(performance.now() - killedAt).toBeLessThan(30_000);
    expect(runs).toEqual([
      { deviceId: "orphan", attempt: expect.any(Number) as unknown as number },
    ]);
  }, 90_000);
});
