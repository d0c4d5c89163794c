import { sql, type Kysely, type Selectable } from "kysely";
import type { HandoffStore } from "../../handoffs/ports.ts";
import {
  stageOf,
  type Handoff,
  type HandoffStage,
} from "../../handoffs/handoff.ts";
import { fromJson, toJson } from "../json.ts";
import type { Database } from "../schema.ts";

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

/** A device that was never seen to check in is stuck too: nobody works with it. */
function isStuck({
  stagedBefore,
  checkedInBefore,
}: Parameters<HandoffStore["countWaiting"]>[0]) {
  return sql<boolean>`(
    enrolled_at < ${stagedBefore}
    and (last_check_in_at is null or last_check_in_at < ${checkedInBefore})
  )`;
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
