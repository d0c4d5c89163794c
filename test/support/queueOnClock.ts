import type { Clock } from "pg-boss";
import {
  createBossQueue,
  type BossQueue,
} from "../../src/adapters/queue/bossQueue.ts";
import { toStorageError } from "../../src/adapters/storage/edge.ts";
import { openEmbedded } from "../../src/adapters/storage/embedded/embeddedDatabase.ts";
import { quiet, type TestStorage } from "./testStorage.ts";

/** Queues on the time of a test's clock. */
export interface QueuesOnClock<Jobs> {
  readonly queues: BossQueue<Jobs>[];
  readonly close: () => Promise<void>;
}

/**
 * Opens the database of `test`, whose own queue goes by the time of day and is closed, again: with queues that go by
 * `clock`, one for each replica.
 */
export async function openQueuesOnClock<Jobs>(
  { storage, database }: TestStorage,
  clock: Clock,
  names: readonly (keyof Jobs & string)[],
  replicas = 1,
): Promise<QueuesOnClock<Jobs>> {
  await storage.close();
  const embedded =
    database.kind === "embedded" ? await openEmbedded(database.dataDir) : null;
  const queues: BossQueue<Jobs>[] = [];
  for (let n = 0; n < replicas; n += 1) {
    const queue = createBossQueue<Jobs>({
      database: embedded
        ? { embedded: embedded.pglite, onError: () => undefined }
        : {
            url: database.kind === "postgres" ? database.url : "",
            toError: toStorageError,
          },
      refuseInsideTransaction: () => undefined,
      log: quiet,
      clock,
    });
    await queue.start(names);
    queues.push(queue);
  }
  return {
    queues,
    async close() {
      for (const queue of queues.splice(0)) await queue.stop();
      await embedded?.close();
    },
  };
}
