import type { Kysely } from "kysely";
import type { DeliveryStore } from "../../deliveries/ports.ts";
import type { Database } from "../schema.ts";

export function createDeliveryStore(db: Kysely<Database>): DeliveryStore {
  return {
    async claim(conversationId, activityId, now) {
      const inserted = await db
        .insertInto("deliveries")
        .values({
          conversation_id: conversationId,
          activity_id: activityId,
          claimed_at: now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return inserted.numInsertedOrUpdatedRows === 1n;
    },

    async purge(claimedBefore) {
      const deleted = await db
        .deleteFrom("deliveries")
        .where("claimed_at", "<", claimedBefore)
        .executeTakeFirst();
      return Number(deleted.numDeletedRows);
    },
  };
}
