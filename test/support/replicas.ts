import { systemClock, type Clock } from "../../src/ports/clock.ts";
import {
  openStorage,
  type DatabaseChoice,
} from "../../src/adapters/storage/openStorage.ts";
import type { OpenStorage } from "../../src/ports/storage.ts";
import { jobNames } from "../../src/workers.ts";
import { quiet } from "./testStorage.ts";

/**
 * Opens one more replica on a test's PostgreSQL database; on the embedded database, which serves one process, it is
 * how a test starts again after closing. The caller closes it, before the database is disposed of.
 */
export function openReplica(
  database: DatabaseChoice,
  clock: Clock = systemClock,
): Promise<OpenStorage> {
  return openStorage({ database, jobNames, clock, log: quiet });
}
