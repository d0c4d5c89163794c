import type { Kysely } from "kysely";
import type { InstallationStore } from "../../../ports/stores/installationStore.ts";
import { toJson } from "../schema/json.ts";
import type { Database } from "../schema/schema.ts";

export function createInstallationStore(
  db: Kysely<Database>,
): InstallationStore {
  return {
    async add(key, reference, overwrite) {
      const values = {
        personal_user_id: personalUserOf(reference),
        reference: toJson(reference),
      };
      const written = await db
        .insertInto("installations")
        .values({ key, ...values })
        .onConflict((conflict) =>
          overwrite
            ? conflict.column("key").doUpdateSet(values)
            : conflict.column("key").doNothing(),
        )
        .executeTakeFirst();
      return written.numInsertedOrUpdatedRows === 1n;
    },

    async remove(key) {
      const deleted = await db
        .deleteFrom("installations")
        .where("key", "=", key)
        .executeTakeFirst();
      return deleted.numDeletedRows === 1n;
    },

    async list(limit, after) {
      const rows = await db
        .selectFrom("installations")
        .select(["key", "reference"])
        .where("key", ">", after ?? "")
        .orderBy("key")
        .limit(limit)
        .execute();
      return rows;
    },

    async findPersonal(userId) {
      const row = await db
        .selectFrom("installations")
        .select("reference")
        .where("personal_user_id", "=", userId.toLowerCase())
        .executeTakeFirst();
      return row?.reference ?? null;
    },

    async listPersonal(userIds) {
      if (userIds.length === 0) return [];
      const rows = await db
        .selectFrom("installations")
        .select(["personal_user_id", "reference"])
        .where("personal_user_id", "in", [...userIds])
        .execute();
      return rows.flatMap(({ personal_user_id: userId, reference }) =>
        userId === null ? [] : [{ userId, reference }],
      );
    },
  };
}

/** A reference of a personal chat names its user by Entra object id. */
function personalUserOf(reference: unknown): string | null {
  const { conversation, user } = reference as {
    conversation?: { conversationType?: string };
    user?: { aadObjectId?: string };
  };
  if (conversation?.conversationType !== "personal" || !user?.aadObjectId)
    return null;
  return user.aadObjectId.toLowerCase();
}
