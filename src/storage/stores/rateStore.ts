import type { Transaction } from "kysely";
import { takeToken } from "../../rates/takeToken.ts";
import type { RateStore } from "../../rates/tokenBucket.ts";
import { toJson } from "../json.ts";
import type { Database } from "../schema.ts";

/** @param transact runs a short transaction of its own: a token once taken stays taken. */
export function createRateStore(
  transact: <T>(
    work: (transaction: Transaction<Database>) => Promise<T>,
  ) => Promise<T>,
  now: () => Date,
): RateStore {
  return {
    take(key, buckets) {
      return transact(async (transaction) => {
        const at = now();
        // The row must exist before it can be locked; two first takers then wait for each other on it.
        await transaction
          .insertInto("rate_buckets")
          .values({
            key,
            tokens: toJson(buckets.map(({ capacity }) => capacity)),
            at,
          })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        const row = await transaction
          .selectFrom("rate_buckets")
          .selectAll()
          .where("key", "=", key)
          .forUpdate()
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
  };
}
