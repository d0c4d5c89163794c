import { sql, type Kysely } from "kysely";
import type { LocaleStore } from "../../../ports/stores/localeStore.ts";
import { storable } from "../../../domain/plainText.ts";
import type { Database } from "../schema/schema.ts";

export function createLocaleStore(db: Kysely<Database>): LocaleStore {
  return {
    async find(userId) {
      const row = await db
        .selectFrom("locales")
        .select("locale")
        .where("user_id", "=", userId)
        .executeTakeFirst();
      return row?.locale ?? null;
    },

    async save(userId, locale, heardAt) {
      await sql`
        insert into locales (user_id, locale, heard_at)
        values (${userId}, ${storable(locale)}, ${heardAt})
        on conflict (user_id) do update set locale = excluded.locale, heard_at = excluded.heard_at
        where locales.heard_at <= excluded.heard_at`.execute(db);
    },

    async purge(heardBefore) {
      const deleted = await db
        .deleteFrom("locales")
        .where("heard_at", "<", heardBefore)
        .executeTakeFirst();
      return Number(deleted.numDeletedRows);
    },
  };
}
