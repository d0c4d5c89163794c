import type { Kysely } from "kysely";
import type { UserId } from "../../people/user.ts";
import type { SettingsStore, StoredSettings } from "../../settings/ports.ts";
import { fromJson, toJson } from "../json.ts";
import type { Database } from "../schema.ts";

export function createSettingsStore(db: Kysely<Database>): SettingsStore {
  return {
    async current() {
      const row = await db
        .selectFrom("settings")
        .selectAll()
        .orderBy("version", "desc")
        .limit(1)
        .executeTakeFirst();
      if (!row) return null;
      return {
        ...fromJson<Pick<StoredSettings, "values" | "changedByAdmins">>(
          row.document,
        ),
        version: row.version,
        changedBy: row.changed_by as UserId | null,
        changedAt: row.changed_at,
      };
    },

    async save(next) {
      const inserted = await db
        .insertInto("settings")
        .values({
          version: next.version,
          document: toJson({
            values: next.values,
            changedByAdmins: next.changedByAdmins,
          }),
          changed_by: next.changedBy,
          changed_at: next.changedAt,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return inserted.numInsertedOrUpdatedRows === 1n;
    },
  };
}
