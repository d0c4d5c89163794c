import { sql, type Kysely } from "kysely";
import type { GroupId } from "../../../ports/graph.ts";
import type { ExcludedKind } from "../../../domain/settings/exclusions.ts";
import type { ExclusionStore } from "../../../ports/stores/exclusionStore.ts";
import { storable } from "../../../domain/plainText.ts";
import type { Database } from "../schema/schema.ts";

export function createExclusionStore(db: Kysely<Database>): ExclusionStore {
  /** The row first, so that two who write the same kind wait for each other. */
  async function inTurn<T>(
    work: (unit: Kysely<Database>) => Promise<T>,
  ): Promise<T> {
    return await (db.isTransaction ? work(db) : db.transaction().execute(work));
  }

  return {
    async find(kind) {
      const row = await db
        .selectFrom("excluded_groups")
        .selectAll()
        .where("kind", "=", kind)
        .executeTakeFirst();
      if (!row) return null;
      return {
        groupId: row.group_id as GroupId,
        readAt: row.read_at,
        failed: row.failed_at && {
          at: row.failed_at,
          code: row.failure ?? "",
        },
      };
    },

    async replace(kind, groupId, members, at) {
      const ids = members.map(storable);
      return await inTurn(async (unit) => {
        await sql`
          insert into excluded_groups (kind, group_id, read_at)
          values (${kind}, ${groupId}, ${at})
          on conflict (kind) do update
            set group_id = ${groupId}, read_at = ${at}, failed_at = null, failure = null`.execute(
          unit,
        );
        const left = await sql`
          delete from excluded_members
          where kind = ${kind} and member <> all(${ids}::text[])`.execute(unit);
        const added = await sql`
          insert into excluded_members (kind, member)
          select ${kind}, member from unnest(${ids}::text[]) as member
          on conflict do nothing`.execute(unit);
        return !!left.numAffectedRows || !!added.numAffectedRows;
      });
    },

    async noteFailure(kind, groupId, { at, code }) {
      await inTurn(async (unit) => {
        const { rows } = await sql<{ read_at: Date | null }>`
          insert into excluded_groups as kept (kind, group_id, failed_at, failure)
          values (${kind}, ${groupId}, ${at}, ${code})
          on conflict (kind) do update set
            group_id = ${groupId}, failed_at = ${at}, failure = ${code},
            read_at = case when kept.group_id = ${groupId} then kept.read_at end
          returning read_at`.execute(unit);
        if (rows[0]?.read_at === null) await forget(unit, kind);
      });
    },

    async listAmong(kind, groupId, ids) {
      if (ids.length === 0) return new Set();
      const rows = await db
        .selectFrom("excluded_members")
        .innerJoin(
          "excluded_groups",
          "excluded_groups.kind",
          "excluded_members.kind",
        )
        .select("member")
        .where("excluded_members.kind", "=", kind)
        .where("group_id", "=", groupId)
        .where("member", "=", sql<string>`any(${ids.map(storable)})`)
        .execute();
      return new Set(rows.map(({ member }) => member));
    },
  };
}

async function forget(
  unit: Kysely<Database>,
  kind: ExcludedKind,
): Promise<void> {
  await unit.deleteFrom("excluded_members").where("kind", "=", kind).execute();
}
