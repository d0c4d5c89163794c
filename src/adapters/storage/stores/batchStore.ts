import { sql, type Kysely, type Selectable } from "kysely";
import { normalizeUpn } from "../../../domain/people/user.ts";
import type { Batch } from "../../../domain/proposals/batch.ts";
import type { BatchStore } from "../../../ports/stores/batchStore.ts";
import { fromJson, toJson } from "../schema/json.ts";
import { storable } from "../../../domain/plainText.ts";
import { statesWhere } from "../../../domain/proposals/stateTable.ts";
import type { Database } from "../schema/schema.ts";

export function createBatchStore(db: Kysely<Database>): BatchStore {
  return {
    async find(id) {
      const row = await byId(id).executeTakeFirst();
      return row ? toBatch(row) : null;
    },

    async findForUpdate(id) {
      const row = await byId(id).forUpdate().executeTakeFirst();
      return row ? toBatch(row) : null;
    },

    async findOpen(stagingAccount, channelId) {
      const row = await db
        .selectFrom("batches")
        .select("document")
        .where("staging_account", "=", accountOf(stagingAccount))
        .where("channel_id", "=", channelId)
        .where(sql<boolean>`is_open`)
        .executeTakeFirst();
      return row ? toBatch(row) : null;
    },

    async findByProposal(proposalId) {
      const row = await db
        .selectFrom("batches")
        .select("document")
        .where(
          sql<boolean>`(document -> 'rows') @> ${toJson([{ proposalId }])}::jsonb`,
        )
        .orderBy("created_at", "desc")
        .orderBy("ordinal", "desc")
        .limit(1)
        .executeTakeFirst();
      return row ? toBatch(row) : null;
    },

    async listRecent(since, limit, after) {
      const rows = await db
        .selectFrom("batches")
        .select("document")
        .where(sql<boolean>`(is_open or created_at >= ${since})`)
        .$if(after !== null, (query) => query.where("id", ">", after ?? ""))
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map(toBatch);
    },

    async listStalled(before, limit, after) {
      // From the pending proposals, which are few, to what lists them: batches are kept for ever.
      const rows = await db
        .selectFrom("proposals")
        .innerJoin("batches", (join) =>
          join.on(
            sql<boolean>`(batches.document -> 'rows') @> jsonb_build_array(jsonb_build_object('proposalId', proposals.id, 'result', '{"kind": "approved"}'::jsonb))`,
          ),
        )
        .where("proposals.state", "in", statesWhere("awaitsDecision"))
        .where(
          sql<boolean>`(batches.document #>> '{decidedAt,$at}')::timestamptz < ${before}`,
        )
        .select(["batches.id", "batches.document"])
        .$if(after !== null, (query) =>
          query.where("batches.id", ">", after ?? ""),
        )
        .distinctOn("batches.id")
        .orderBy("batches.id")
        .limit(limit)
        .execute();
      return rows.map(toBatch);
    },

    async insert(batch) {
      const inserted = await db
        .insertInto("batches")
        .values({
          id: batch.id,
          staging_account: accountOf(batch.stagingAccount),
          channel_id: batch.channelId,
          created_at: batch.createdAt,
          ...columns(batch),
        })
        .onConflict((conflict) =>
          conflict
            .columns(["staging_account", "channel_id"])
            .where(sql<boolean>`is_open`)
            .doNothing(),
        )
        .executeTakeFirst();
      return inserted.numInsertedOrUpdatedRows === 1n;
    },

    async save(next) {
      const updated = await db
        .updateTable("batches")
        .set(columns(next))
        .where("id", "=", next.id)
        .where("version", "=", next.version - 1)
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },
  };

  function byId(id: string) {
    return db.selectFrom("batches").select("document").where("id", "=", id);
  }
}

function accountOf(upn: string): string {
  return storable(normalizeUpn(upn));
}

function columns(batch: Batch) {
  return {
    version: batch.version,
    is_open: batch.rows.some(({ result }) => result.kind === "waiting"),
    document: toJson(batch),
  };
}

function toBatch(
  row: Pick<Selectable<Database["batches"]>, "document">,
): Batch {
  return fromJson<Batch>(row.document);
}
