import { AsyncLocalStorage } from "node:async_hooks";
import type { KyselyPlugin } from "kysely";

const transactionRunning = new AsyncLocalStorage<true>();

/** Runs the body of a transaction; inside, everything but the unit of work is out of reach. */
export function insideTransaction<T>(body: () => Promise<T>): Promise<T> {
  return transactionRunning.run(true, body);
}

/**
 * Refuses what would need a second connection inside a transaction. The embedded database has only one, and would
 * wait for itself for ever; on PostgreSQL the write would survive a rollback.
 *
 * @throws {Error} always a bug at the place that called.
 */
export function refuseInsideTransaction(): void {
  if (transactionRunning.getStore()) {
    throw new Error(
      "Inside a transaction only the unit of work may be used: take the store or the queue from what the transaction hands over.",
    );
  }
}

/** Guards every query of the outer handle, before it waits for a connection. */
export const guardOutsideQueries: KyselyPlugin = {
  transformQuery({ node }) {
    refuseInsideTransaction();
    return node;
  },
  transformResult({ result }) {
    return Promise.resolve(result);
  },
};
