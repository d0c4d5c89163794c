import { sql, type Kysely } from "kysely";
import type { LateRefusalStore } from "../../../ports/stores/lateRefusalStore.ts";
import type { ProposalId } from "../../../domain/proposals/proposal.ts";
import type { UserId } from "../../../domain/people/user.ts";
import type { StoredMessage } from "../../../domain/message.ts";
import { fromJson, toJson } from "../schema/json.ts";
import type { Database } from "../schema/schema.ts";

export function createLateRefusalStore(db: Kysely<Database>): LateRefusalStore {
  return {
    async add({ userId, proposalId, message, at }) {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`late-refusals:${userId}`}, 0))`.execute(
        db,
      );
      await sql`
        insert into late_refusals (user_id, at, proposal_id, message)
        select ${userId}, greatest(${at}::timestamptz, max(at) + interval '1 millisecond'), ${proposalId}, ${toJson(message)}::jsonb
        from late_refusals where user_id = ${userId}`.execute(db);
    },

    async listFor(userIds) {
      if (userIds.length === 0) return [];
      const rows = await db
        .selectFrom("late_refusals")
        .selectAll()
        .where("user_id", "=", sql<string>`any(${[...userIds]})`)
        .orderBy("at")
        .execute();
      return rows.map((row) => ({
        userId: row.user_id as UserId,
        proposalId: row.proposal_id as ProposalId,
        message: fromJson<StoredMessage>(row.message),
        at: row.at,
      }));
    },

    async forget(userId, until) {
      await db
        .deleteFrom("late_refusals")
        .where("user_id", "=", userId)
        .where("at", "<=", until)
        .execute();
    },

    async purge(before) {
      const deleted = await db
        .deleteFrom("late_refusals")
        .where("at", "<", before)
        .executeTakeFirst();
      return Number(deleted.numDeletedRows);
    },
  };
}
