import type { Kysely } from "kysely";
import type { PeopleStore } from "../../people/ports.ts";
import { normalizeUpn, type User } from "../../people/user.ts";
import { fromJson, toJson } from "../json.ts";
import type { Database } from "../schema.ts";

export function createPeopleStore(db: Kysely<Database>): PeopleStore {
  return {
    async findByUpn(upn, readAfter) {
      const row = await db
        .selectFrom("people")
        .select("document")
        .where("upn", "=", normalizeUpn(upn))
        .where("read_at", ">=", readAfter)
        .executeTakeFirst();
      return row ? fromJson<User>(row.document) : null;
    },

    async save(user, readAt) {
      const values = {
        user_id: user.id,
        read_at: readAt,
        document: toJson(user),
      };
      await db
        .insertInto("people")
        .values({ upn: normalizeUpn(user.userPrincipalName), ...values })
        .onConflict((conflict) => conflict.column("upn").doUpdateSet(values))
        .execute();
    },

    async purge(readBefore) {
      const deleted = await db
        .deleteFrom("people")
        .where("read_at", "<", readBefore)
        .executeTakeFirst();
      return Number(deleted.numDeletedRows);
    },
  };
}
