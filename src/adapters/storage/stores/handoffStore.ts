import { sql, type Kysely, type Selectable } from "kysely";
import type { HandoffStore } from "../../../ports/stores/handoffStore.ts";
import {
  stageOf,
  type Handoff,
  type HandoffId,
  type HandoffStage,
} from "../../../domain/handoffs/handoff.ts";
import { fromJson, toJson } from "../schema/json.ts";
import type { Database } from "../schema/schema.ts";

export function createHandoffStore(db: Kysely<Database>): HandoffStore {
  return {
    async find(id) {
      const row = await byId(id).executeTakeFirst();
      return row ? toHandoff(row) : null;
    },

    async findForUpdate(id) {
      const row = await byId(id).forUpdate().executeTakeFirst();
      return row ? toHandoff(row) : null;
    },

    async findCurrent(deviceId) {
      const row = await db
        .selectFrom("handoffs")
        .select("document")
        .where("device_id", "=", deviceId)
        .where(sql<boolean>`not ended`)
        .orderBy("enrolled_at", "desc")
        .limit(1)
        .executeTakeFirst();
      return row ? toHandoff(row) : null;
    },

    async findCurrentOf(deviceIds) {
      if (deviceIds.length === 0) return [];
      const rows = await db
        .selectFrom("handoffs")
        .distinctOn("device_id")
        .select("document")
        .where("device_id", "=", sql<string>`any(${[...deviceIds]})`)
        .where(sql<boolean>`not ended`)
        .orderBy("device_id")
        .orderBy("enrolled_at", "desc")
        .execute();
      return rows.map(toHandoff);
    },

    async findByProposal(proposalId) {
      const row = await db
        .selectFrom("handoffs")
        .select("document")
        .where("proposal_id", "=", proposalId)
        .orderBy("enrolled_at", "desc")
        .limit(1)
        .executeTakeFirst();
      return row ? toHandoff(row) : null;
    },

    async listUnshown({ chosenAfter, chosenBefore }, limit, after) {
      const rows = await db
        .selectFrom("handoffs")
        .leftJoin("card_posts", (join) =>
          join.on(
            sql<boolean>`card_posts.key = coalesce(
              'handoffDigest:' || (handoffs.document ->> 'digestId'),
              'handoff:' || handoffs.id::text
            )`,
          ),
        )
        .select("handoffs.id")
        .where(
          sql<boolean>`handoffs.document ? 'leadChosenAt' and not handoffs.document ? 'isWithheld'`,
        )
        .where(
          sql<boolean>`handoffs.document #>> '{leadChosenAt,$at}' between ${chosenAfter.toISOString()} and ${chosenBefore.toISOString()}`,
        )
        .where(sql<boolean>`handoffs.document -> 'moments' ? 'handed-off'`)
        // A version that Teams refused is not sent again.
        .where(
          sql<boolean>`coalesce(card_posts.shown_version, 0) = 0 and coalesce(card_posts.was_posted, false) = false`,
        )
        .$if(after !== null, (query) =>
          query.where("handoffs.id", ">", after ?? ""),
        )
        .orderBy("handoffs.id")
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id as HandoffId);
    },

    async listUntold(limit, after) {
      const rows = await db
        .selectFrom("handoffs")
        .select("id")
        .where(UNTOLD)
        .$if(after !== null, (query) => query.where("id", ">", after ?? ""))
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id as HandoffId);
    },

    async listContradicted(limit) {
      const rows = await db
        .selectFrom("handoffs")
        .select(["document", sql<number>`count(*) over ()`.as("total")])
        .where(CONTRADICTED)
        .orderBy(sql`document #>> '{objection,at,$at}'`)
        .orderBy("id")
        .limit(limit)
        .execute();
      return {
        first: rows.map(toHandoff),
        total: Number(rows[0]?.total ?? 0),
      };
    },

    async readDigest(id, limit) {
      const rows = await db
        .selectFrom("handoffs")
        .select([
          "document",
          sql<number>`count(*) over ()`.as("total"),
          sql<number>`sum(version) over ()`.as("versions"),
        ])
        .where(sql<boolean>`document ->> 'digestId' = ${id}`)
        .orderBy(sql`document #>> '{device,name}'`)
        .orderBy("id")
        .limit(limit)
        .execute();
      return {
        first: rows.map(toHandoff),
        total: Number(rows[0]?.total ?? 0),
        version: Number(rows[0]?.versions ?? 0),
      };
    },

    async insert(handoff) {
      const inserted = await db
        .insertInto("handoffs")
        .values({
          id: handoff.id,
          device_id: handoff.device.id,
          enrolled_at: handoff.enrolledAt,
          ...columns(handoff),
        })
        .onConflict((conflict) =>
          conflict.columns(["device_id", "enrolled_at"]).doNothing(),
        )
        .executeTakeFirst();
      return inserted.numInsertedOrUpdatedRows === 1n;
    },

    async save(next) {
      const updated = await db
        .updateTable("handoffs")
        .set(columns(next))
        .where("id", "=", next.id)
        .where("version", "=", next.version - 1)
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },

    async insertAll(handoffs) {
      if (handoffs.length === 0) return;
      // In one order, so that two writers of the same devices wait for each other instead of dead-locking.
      await sql`
        insert into handoffs (id, device_id, enrolled_at, ${COLUMNS})
        select id, device_id, enrolled_at, ${COLUMNS}
        from jsonb_to_recordset(${rowsOf(handoffs)}::jsonb) as page (${RECORD})
        order by device_id, enrolled_at
        on conflict (device_id, enrolled_at) do update set
          version = handoffs.version + 1,
          ended = false,
          waiting = handoffs.stage in ('enrolled', 'provisioned'),
          document = handoffs.document
            || jsonb_build_object('version', handoffs.version + 1, 'endedBecause', null)
        where handoffs.document ->> 'endedBecause' = 'gone'`.execute(db);
    },

    async saveAll(next) {
      if (next.length === 0) return;
      // Locked in one order by the same statement: an update alone takes rows in whichever order it meets them, and
      // locks of a statement before would be gone by then outside a transaction.
      await sql`
        with locked as (
          select id from handoffs
          where id = any(${next.map(({ id }) => id)})
          order by id
          for update
        )
        update handoffs set
          version = page.version,
          stage = page.stage,
          ended = page.ended,
          waiting = page.waiting,
          last_check_in_at = page.last_check_in_at,
          proposal_id = page.proposal_id,
          document = page.document
        from locked, jsonb_to_recordset(${rowsOf(next)}::jsonb) as page (${RECORD})
        where handoffs.id = locked.id and locked.id = page.id and handoffs.version = page.version - 1`.execute(
        db,
      );
    },

    async listUnseen(before, limit) {
      const rows = await db
        .selectFrom("handoffs")
        .select("document")
        .where(sql<boolean>`not ended`)
        .where(
          sql<boolean>`not exists (
            select from devices where devices.id = device_id and seen_at >= ${before}
          )`,
        )
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map(toHandoff);
    },

    async countByStage() {
      const rows = await db
        .selectFrom("handoffs")
        .select(
          (eb) => ["stage", eb.fn.countAll<number>().as("count")] as const,
        )
        .where(sql<boolean>`not ended`)
        .groupBy("stage")
        .execute();
      return new Map(
        rows.map((row) => [row.stage as HandoffStage, Number(row.count)]),
      );
    },

    async listWaiting(stuck, limit, offset) {
      const rows = await db
        .selectFrom("handoffs")
        .select(["document", isStuck(stuck).as("is_stuck")])
        .where(sql<boolean>`waiting`)
        .orderBy("is_stuck", "desc")
        .orderBy("enrolled_at")
        .orderBy("id")
        .limit(limit)
        .offset(offset)
        .execute();
      return rows.map((row) => ({
        handoff: toHandoff(row),
        isStuck: row.is_stuck,
      }));
    },

    async countWaiting(stuck) {
      const row = await db
        .selectFrom("handoffs")
        .select((eb) => [
          eb.fn.countAll<number>().as("waiting"),
          sql<number>`count(*) filter (where ${isStuck(stuck)})`.as("stuck"),
        ])
        .where(sql<boolean>`waiting`)
        .executeTakeFirstOrThrow();
      return { waiting: Number(row.waiting), stuck: Number(row.stuck) };
    },
  };

  function byId(id: string) {
    return db.selectFrom("handoffs").select("document").where("id", "=", id);
  }
}

/** One that was never seen to check in was last heard of at its enrolment. */
function isStuck({
  stagedBefore,
  checkedInBefore,
}: Parameters<HandoffStore["countWaiting"]>[0]) {
  return sql<boolean>`(
    enrolled_at < ${stagedBefore}
    or coalesce(last_check_in_at, enrolled_at) < ${checkedInBefore}
  )`;
}

/** As the index `handoffs_untold` says it. */
const UNTOLD = sql<boolean>`document -> 'moments' ? 'handed-off' and not document ? 'leadChosenAt'`;

/** As the index `handoffs_contradicted` says it. */
const CONTRADICTED = sql<boolean>`not ended and document #> '{objection,ended}' = 'null'::jsonb`;

const COLUMNS = sql.raw(
  "version, stage, ended, waiting, last_check_in_at, proposal_id, document",
);

const RECORD = sql.raw(
  `id text, device_id text, enrolled_at timestamptz, version integer, stage text, ended boolean, waiting boolean,
   last_check_in_at timestamptz, proposal_id text, document jsonb`,
);

function rowsOf(handoffs: readonly Handoff[]): string {
  return JSON.stringify(
    handoffs.map((handoff) => {
      const { document, ...rest } = columns(handoff);
      return {
        id: handoff.id,
        device_id: handoff.device.id,
        enrolled_at: handoff.enrolledAt,
        ...rest,
        document: JSON.parse(document) as unknown,
      };
    }),
  );
}

function columns(handoff: Handoff) {
  const stage = stageOf(handoff);
  const ended = handoff.endedBecause !== null;
  return {
    version: handoff.version,
    stage,
    ended,
    waiting: !ended && (stage === "enrolled" || stage === "provisioned"),
    last_check_in_at: handoff.lastCheckInAt,
    proposal_id: handoff.proposal?.id ?? null,
    document: toJson(handoff),
  };
}

function toHandoff(
  row: Pick<Selectable<Database["handoffs"]>, "document">,
): Handoff {
  return fromJson<Handoff>(row.document);
}
