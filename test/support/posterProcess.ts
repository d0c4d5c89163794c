import { writeSync } from "node:fs";
import { systemClock } from "../../src/ports/clock.ts";
import type { HandoffId } from "../../src/domain/handoffs/handoff.ts";
import { syncHandoffCard } from "../../src/usecases/notices/syncHandoffCard.ts";
import {
  openStorage,
  type DatabaseChoice,
} from "../../src/adapters/storage/openStorage.ts";
import { jobNames } from "../../src/workers.ts";

/**
 * A process of its own that tells of a handoff, for tests that kill it: `before` stands still when the message is
 * about to be sent, `after` when Teams has it and the answer is on its way. Says `waiting` then.
 */
const [when, database, handoffId] = process.argv.slice(2);

const quiet = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

const storage = await openStorage({
  database: JSON.parse(database ?? "") as DatabaseChoice,
  jobNames,
  clock: systemClock,
  log: quiet,
});
const never = () => Promise.reject(new Error("Nothing else is to be sent"));
await syncHandoffCard(
  {
    storage,
    clock: systemClock,
    log: quiet,
    metrics: {
      decided: () => undefined,
      cardPostedAgain: () => undefined,
      unconfirmed: () => undefined,
      reassignmentFailed: () => undefined,
      jobGivenUp: () => undefined,
      candidateSkipped: () => undefined,
      outputsSkipped: () => undefined,
    },
    messenger: {
      async post() {
        if (when === "after") writeSync(1, "sent\n");
        writeSync(1, "waiting\n");
        return await new Promise(() => undefined);
      },
      edit: never,
      reply: never,
      namesOf: never,
      say: never,
      reaches: never,
      notify: never,
    },
  },
  handoffId as HandoffId,
);
