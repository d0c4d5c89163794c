import type { Kysely } from "kysely";
import type { NonceStore } from "../../../ports/stores/nonceStore.ts";
import type { Database } from "../schema/schema.ts";

export function createNonceStore(db: Kysely<Database>): NonceStore {
  return {
    async claim(scope, nonce, expiresAt) {
      const inserted = await db
        .insertInto("report_nonces")
        .values({ scope, nonce, expires_at: expiresAt })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return inserted.numInsertedOrUpdatedRows === 1n;
    },

    async purge(expiredBefore) {
      const deleted = await db
        .deleteFrom("report_nonces")
        .where("expires_at", "<", expiredBefore)
        .executeTakeFirst();
      return Number(deleted.numDeletedRows);
    },
  };
}
