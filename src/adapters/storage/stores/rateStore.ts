import type { Transaction } from "kysely";
import { takeToken } from "./takeToken.ts";
import type { PurgeableRateStore } from "../../../ports/stores/rateStore.ts";
import { toJson } from "../schema/json.ts";
import type { Database } from "../schema/schema.ts";

/**
 * @param transact runs a short transaction of its own, where a token once taken stays taken; or goes on in the one of
 * the caller,
 *   which others who take from the same key wait for.
 */
export function createRateStore(
  transact: <T>(
    work: (transaction: Transaction<Database>) => Promise<T>,
  ) => Promise<T>,
  now: () => Date,
): PurgeableRateStore {
  return {
    take(key, buckets) {
      return transact(async (transaction) => {
        const at = now();
        // Makes the row or locks it, in one step: two first takers wait for each other on it, and a purge cannot
        // remove it in between.
        const row = await transaction
          .insertInto("rate_buckets")
          .values({
            key,
            tokens: toJson(buckets.map(({ capacity }) => capacity)),
            at,
          })
          .onConflict((conflict) =>
            conflict
              .column("key")
              .doUpdateSet((eb) => ({ key: eb.ref("excluded.key") })),
          )
          .returningAll()
          .executeTakeFirstOrThrow();
        const { level, waitMs } = takeToken(
          { tokens: row.tokens as unknown as number[], at: row.at },
          buckets,
          at,
        );
        await transaction
          .updateTable("rate_buckets")
          .set({ tokens: toJson(level.tokens), at: level.at })
          .where("key", "=", key)
          .execute();
        return waitMs;
      });
    },

    async purge(before) {
      const { numDeletedRows } = await transact((transaction) =>
        transaction
          .deleteFrom("rate_buckets")
          .where("at", "<", before)
          .executeTakeFirst(),
      );
      return Number(numDeletedRows);
    },
  };
}
