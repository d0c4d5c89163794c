import { sql, type Kysely, type Selectable } from "kysely";
import type { PostedMessage } from "../../notices/messenger.ts";
import type { CardPost, CardPostStore } from "../../notices/ports.ts";
import type { ChannelId, ProposalId } from "../../proposals/proposal.ts";
import { fromJson, toJson } from "../json.ts";
import type { Database } from "../schema.ts";

export function createCardPostStore(db: Kysely<Database>): CardPostStore {
  return {
    async find(proposalId) {
      const row = await db
        .selectFrom("card_posts")
        .selectAll()
        .where("proposal_id", "=", proposalId)
        .executeTakeFirst();
      return row ? toCardPost(row) : null;
    },

    async beginPosting(proposalId, channelId, now, leaseUntil) {
      const row = await db
        .insertInto("card_posts")
        .values({
          proposal_id: proposalId,
          channel_id: channelId,
          message: null,
          shown_version: 0,
          attempts: 1,
          lease_until: leaseUntil,
        })
        .onConflict((conflict) =>
          conflict
            .column("proposal_id")
            .doUpdateSet({
              channel_id: channelId,
              attempts: sql`card_posts.attempts + 1`,
              lease_until: leaseUntil,
            })
            .where("card_posts.message", "is", null)
            .where((eb) =>
              eb.or([
                eb("card_posts.lease_until", "is", null),
                eb("card_posts.lease_until", "<=", now),
              ]),
            ),
        )
        .returningAll()
        .executeTakeFirst();
      return row ? toCardPost(row) : null;
    },

    async posted(proposalId, attempt, message, shownVersion) {
      const updated = await db
        .updateTable("card_posts")
        .set({
          message: toJson(message),
          shown_version: shownVersion,
          lease_until: null,
        })
        .where("proposal_id", "=", proposalId)
        .where("attempts", "=", attempt)
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },

    async notPosted(proposalId, attempt) {
      await db
        .updateTable("card_posts")
        .set({ attempts: attempt - 1, lease_until: null })
        .where("proposal_id", "=", proposalId)
        .where("attempts", "=", attempt)
        .where("message", "is", null)
        .execute();
    },

    async answerLost(proposalId, attempt) {
      await db
        .updateTable("card_posts")
        .set({ lease_until: null })
        .where("proposal_id", "=", proposalId)
        .where("attempts", "=", attempt)
        .execute();
    },

    async endLeases() {
      await db
        .updateTable("card_posts")
        .set({ lease_until: null })
        .where("lease_until", "is not", null)
        .execute();
    },

    async handOver(from, to) {
      await db
        .updateTable("card_posts")
        .set({ proposal_id: to, shown_version: 0 })
        .where("proposal_id", "=", from)
        .execute();
    },

    async shown(proposalId, version) {
      await db
        .updateTable("card_posts")
        .set({ shown_version: version })
        .where("proposal_id", "=", proposalId)
        .where("shown_version", "<", version)
        .execute();
    },

    async forgetMessage(proposalId) {
      await db
        .updateTable("card_posts")
        .set({ message: null, shown_version: 0, lease_until: null })
        .where("proposal_id", "=", proposalId)
        .execute();
    },
  };
}

function toCardPost(row: Selectable<Database["card_posts"]>): CardPost {
  return {
    proposalId: row.proposal_id as ProposalId,
    channelId: row.channel_id as ChannelId,
    message: row.message ? fromJson<PostedMessage>(row.message) : null,
    shownVersion: row.shown_version,
    attempts: row.attempts,
  };
}
