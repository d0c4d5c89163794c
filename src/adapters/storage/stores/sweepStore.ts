import { sql, type Kysely, type Selectable } from "kysely";
import type { SweepStore } from "../../../ports/stores/sweepStore.ts";
import { isRunning, type Sweep } from "../../../domain/sweep/sweep.ts";
import { fromJson, toJson } from "../schema/json.ts";
import type { Database } from "../schema/schema.ts";

export function createSweepStore(db: Kysely<Database>): SweepStore {
  return {
    async find(id) {
      const row = await byId(id).executeTakeFirst();
      return row ? toSweep(row) : null;
    },

    async findForUpdate(id) {
      const row = await byId(id).forUpdate().executeTakeFirst();
      return row ? toSweep(row) : null;
    },

    async findRunning() {
      const row = await db
        .selectFrom("sweeps")
        .select("document")
        .where("state", "=", "running")
        .executeTakeFirst();
      return row ? toSweep(row) : null;
    },

    async findLast() {
      const row = await newestFirst().executeTakeFirst();
      return row ? toSweep(row) : null;
    },

    async listShownSince(since) {
      const rows = await db
        .selectFrom("sweeps")
        .select("document")
        .where("started_at", ">=", since)
        .where("state", "<>", "running")
        .where(sql<boolean>`document -> 'showIn' <> 'null'`)
        .orderBy("started_at")
        .execute();
      return rows.map(toSweep);
    },

    async findLastDone(kind) {
      const done = newestFirst().where("state", "=", "done");
      const row = await (
        kind ? done.where("kind", "=", kind) : done
      ).executeTakeFirst();
      return row ? toSweep(row) : null;
    },

    async insert(sweep) {
      const inserted = await db
        .insertInto("sweeps")
        .values({ id: sweep.id, ...columns(sweep) })
        .onConflict((conflict) =>
          conflict
            .column("state")
            .where(sql<boolean>`state = 'running'`)
            .doNothing(),
        )
        .executeTakeFirst();
      return inserted.numInsertedOrUpdatedRows === 1n;
    },

    async save(next) {
      const updated = await db
        .updateTable("sweeps")
        .set(columns(next))
        .where("id", "=", next.id)
        .where("version", "=", next.version - 1)
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },

    async purge(before) {
      const deleted = await db
        .deleteFrom("sweeps")
        .where("state", "!=", "running")
        .where("started_at", "<", before)
        // The next sweep's kind and where it begins depend on these.
        .where("id", "not in", (eb) =>
          eb
            .selectFrom("sweeps")
            .distinctOn("kind")
            .select("id")
            .where("state", "=", "done")
            .orderBy("kind")
            .orderBy("started_at", "desc")
            .orderBy("ordinal", "desc"),
        )
        .executeTakeFirst();
      return Number(deleted.numDeletedRows);
    },
  };

  function byId(id: string) {
    return db.selectFrom("sweeps").select("document").where("id", "=", id);
  }

  function newestFirst() {
    return db
      .selectFrom("sweeps")
      .select("document")
      .orderBy("started_at", "desc")
      .orderBy("ordinal", "desc")
      .limit(1);
  }
}

function columns(sweep: Sweep) {
  return {
    version: sweep.version,
    kind: sweep.kind,
    state: isRunning(sweep) ? "running" : sweep.step.kind,
    started_at: sweep.startedAt,
    document: toJson(sweep),
  };
}

function toSweep(row: Pick<Selectable<Database["sweeps"]>, "document">): Sweep {
  return fromJson<Sweep>(row.document);
}
