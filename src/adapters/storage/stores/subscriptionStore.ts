import { sql, type Kysely } from "kysely";
import type { ChannelId } from "../../../domain/channels/channel.ts";
import type { UserId } from "../../../domain/people/user.ts";
import type { ProposalId } from "../../../domain/proposals/proposal.ts";
import type { SubscriptionStore } from "../../../ports/stores/subscriptionStore.ts";
import type { Database } from "../schema/schema.ts";

/** In place of a channel's id. */
const ALL = "";

export function createSubscriptionStore(
  db: Kysely<Database>,
): SubscriptionStore {
  return {
    async add(userId, scope, at) {
      await db
        .insertInto("subscriptions")
        .values({ user_id: userId, channel_id: scope ?? ALL, since: at })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    async remove(userId, scope) {
      const deleted = await db
        .deleteFrom("subscriptions")
        .where("user_id", "=", userId)
        .where("channel_id", "=", scope ?? ALL)
        .executeTakeFirst();
      return deleted.numDeletedRows === 1n;
    },

    async removeAll(userId) {
      const deleted = await db
        .deleteFrom("subscriptions")
        .where("user_id", "=", userId)
        .executeTakeFirst();
      return Number(deleted.numDeletedRows);
    },

    async listScopes(userId) {
      const rows = await db
        .selectFrom("subscriptions")
        .select("channel_id")
        .where("user_id", "=", userId)
        .orderBy("channel_id")
        .execute();
      return rows.map(({ channel_id: id }) =>
        id === ALL ? null : (id as ChannelId),
      );
    },

    async addNews(proposalId, channelId, at) {
      await sql`
        insert into proposal_news (user_id, proposal_id, at)
        select distinct user_id, ${proposalId}, ${at}::timestamptz from subscriptions
        where channel_id in (${ALL}, ${channelId})
        on conflict do nothing`.execute(db);
    },

    async listReaders(before, limit) {
      const rows = await db
        .selectFrom("proposal_news")
        .select("user_id")
        .distinct()
        .where("told_at", "is", null)
        .where("at", "<=", before)
        .orderBy("user_id")
        .limit(limit)
        .execute();
      return rows.map((row) => row.user_id as UserId);
    },

    async takeNews(userId, at) {
      const rows = await db
        .updateTable("proposal_news")
        .set({ told_at: at })
        .where("user_id", "=", userId)
        .where("told_at", "is", null)
        .returning(["proposal_id", "at"])
        .execute();
      return rows
        .toSorted((a, b) => a.at.getTime() - b.at.getTime())
        .map((row) => row.proposal_id as ProposalId);
    },

    async purge(before) {
      const deleted = await db
        .deleteFrom("proposal_news")
        .where("at", "<", before)
        .executeTakeFirst();
      return Number(deleted.numDeletedRows);
    },
  };
}
