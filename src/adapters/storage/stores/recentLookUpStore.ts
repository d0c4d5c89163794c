import { sql, type Kysely } from "kysely";
import type { RecentLookUpStore } from "../../../ports/stores/recentLookUpStore.ts";
import { storable } from "../../../domain/plainText.ts";
import type { Database } from "../schema/schema.ts";

const KEPT = 20;

export function createRecentLookUpStore(
  db: Kysely<Database>,
): RecentLookUpStore {
  return {
    async record(by, what, at) {
      const id = storable(what.id);
      await sql`
        with older as (
          select id from recent_look_ups
          where looked_up_by = ${by} and kind = ${what.kind} and id <> ${id}
          order by at desc, id
          offset ${KEPT - 1}
        ),
        forgotten as (
          delete from recent_look_ups using older
          where looked_up_by = ${by} and kind = ${what.kind} and recent_look_ups.id = older.id
        )
        insert into recent_look_ups (looked_up_by, kind, id, at)
        values (${by}, ${what.kind}, ${id}, ${at})
        on conflict (looked_up_by, kind, id) do update set at = greatest(recent_look_ups.at, excluded.at)`.execute(
        db,
      );
    },

    async list(by, kind, limit) {
      const rows = await db
        .selectFrom("recent_look_ups")
        .select("id")
        .where("looked_up_by", "=", by)
        .where("kind", "=", kind)
        .orderBy("at", "desc")
        .orderBy("id")
        .limit(limit)
        .execute();
      // What it is the id of is what `kind` says.
      return rows.map(({ id }) => id as never);
    },

    async purge(before) {
      const deleted = await db
        .deleteFrom("recent_look_ups")
        .where("at", "<", before)
        .executeTakeFirst();
      return Number(deleted.numDeletedRows);
    },
  };
}
