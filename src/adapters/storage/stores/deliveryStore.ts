import { sql, type Kysely } from "kysely";
import {
  DELIVERY_LEASE_MS,
  type DeliveryStore,
} from "../../../ports/stores/deliveryStore.ts";
import type { Database } from "../schema/schema.ts";

export function createDeliveryStore(db: Kysely<Database>): DeliveryStore {
  return {
    async claim(conversationId, activityId, now) {
      const leaseUntil = new Date(now.getTime() + DELIVERY_LEASE_MS);
      const claimed = await db
        .insertInto("deliveries")
        .values({
          conversation_id: conversationId,
          activity_id: activityId,
          claimed_at: now,
          lease_until: leaseUntil,
        })
        .onConflict((conflict) =>
          conflict
            .columns(["conversation_id", "activity_id"])
            .doUpdateSet({ claimed_at: now, lease_until: leaseUntil })
            // Of a settled one it is null, which is never earlier.
            .where("deliveries.lease_until", "<=", now),
        )
        .executeTakeFirst();
      return claimed.numInsertedOrUpdatedRows === 1n;
    },

    async settle(conversationId, activityId) {
      await db
        .updateTable("deliveries")
        .set({ lease_until: null })
        .where("conversation_id", "=", conversationId)
        .where("activity_id", "=", activityId)
        .execute();
    },

    async endLeases() {
      await db
        .updateTable("deliveries")
        .set({ lease_until: sql`claimed_at` })
        .where("lease_until", "is not", null)
        .execute();
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
