import type { Clock } from "../../src/ports/clock.ts";
import type { OpenStorage } from "../../src/ports/storage.ts";
import { openReplica } from "./replicas.ts";
import type { Engine } from "./testStorage.ts";

/** A database of a test's own, seen by two replicas. */
export interface StoragePair {
  readonly storage: OpenStorage;
  /** On PostgreSQL a second replica; the embedded database has one, so there it is the same. */
  readonly replica: OpenStorage;
  dispose(): Promise<void>;
}

export async function openPair(
  engine: Engine,
  clock?: Clock,
): Promise<StoragePair> {
  const test = await engine.open(clock);
  const { storage, database } = test;
  const replica =
    database.kind === "postgres" ? await openReplica(database, clock) : storage;
  return {
    storage,
    replica,
    async dispose() {
      if (replica !== storage) await replica.close();
      await test.dispose();
    },
  };
}
