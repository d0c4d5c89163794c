import type { Kysely } from "kysely";
import type { Collection } from "../../../domain/evidence/collection.ts";
import { storable } from "../../../domain/plainText.ts";
import type { CollectionStore } from "../../../ports/stores/collectionStore.ts";
import { fromJson, toJson } from "../schema/json.ts";
import type { Database } from "../schema/schema.ts";

export function createCollectionStore(db: Kysely<Database>): CollectionStore {
  const find: CollectionStore["find"] = async (deviceId, at) => {
    const row = await db
      .selectFrom("collections")
      .select("document")
      .where("device_id", "=", storable(deviceId))
      .where("until", ">", at)
      .executeTakeFirst();
    return row ? fromJson<Collection>(row.document) : null;
  };

  return {
    async claim(collection) {
      const { deviceId, askedAt, until } = collection;
      const taken = {
        asked_at: askedAt,
        until,
        document: toJson(collection),
      };
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("collections")
        .values({ device_id: deviceId, ...taken })
        .onConflict((conflict) =>
          conflict
            .column("device_id")
            .doUpdateSet(taken)
            .where("collections.until", "<=", askedAt),
        )
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n ? null : find(deviceId, askedAt);
    },

    find,

    async end({ deviceId, askedAt }) {
      await db
        .deleteFrom("collections")
        .where("device_id", "=", storable(deviceId))
        .where("asked_at", "=", askedAt)
        .execute();
    },

    async purge(overBefore) {
      const deleted = await db
        .deleteFrom("collections")
        .where("until", "<", overBefore)
        .executeTakeFirst();
      return Number(deleted.numDeletedRows);
    },
  };
}
