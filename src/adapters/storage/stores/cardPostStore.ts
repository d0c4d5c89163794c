import { sql, type Kysely, type Selectable } from "kysely";
import type { CardKey } from "../../../domain/cards/cardKey.ts";
import type {
  PostedMessage,
  ChannelId,
} from "../../../domain/channels/channel.ts";
import type { TrackedCard } from "../../../domain/cards/trackedCard.ts";
import {
  COMPLETE_ANSWER,
  type CardPost,
  type CardPostStore,
} from "../../../ports/stores/cardPostStore.ts";
import { storable } from "../../../domain/plainText.ts";
import type { ProposalId } from "../../../domain/proposals/proposal.ts";
import { fromJson, toJson } from "../schema/json.ts";
import type { Database } from "../schema/schema.ts";

/** What is not drawn from anything stored: once it is whole, nobody edits it again. */
const ANSWERS: readonly TrackedCard["kind"][] = ["lookUp", "propose"];

export function createCardPostStore(db: Kysely<Database>): CardPostStore {
  return {
    async find(key) {
      const row = await db
        .selectFrom("card_posts")
        .selectAll()
        .where("key", "=", key)
        .executeTakeFirst();
      return row ? toCardPost(row) : null;
    },

    async beginPosting(key, channelId, now, leaseUntil) {
      const row = await db
        .insertInto("card_posts")
        .values({
          key,
          channel_id: channelId,
          message: null,
          shown_version: 0,
          attempts: 1,
          lease_until: leaseUntil,
          begun_at: now,
        })
        .onConflict((conflict) =>
          conflict
            .column("key")
            .doUpdateSet({
              channel_id: channelId,
              attempts: sql`card_posts.attempts + 1`,
              lease_until: leaseUntil,
              begun_at: now,
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

    async posted(key, attempt, message, shownVersion) {
      const updated = await db
        .updateTable("card_posts")
        .set({
          message: toJson(message),
          shown_version: shownVersion,
          was_posted: true,
          lease_until: null,
        })
        .where("key", "=", key)
        .where("attempts", "=", attempt)
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },

    async notPosted(key, attempt) {
      await db
        .updateTable("card_posts")
        .set({ attempts: attempt - 1, lease_until: null })
        .where("key", "=", key)
        .where("attempts", "=", attempt)
        .where("message", "is", null)
        .execute();
    },

    async answerLost(key, attempt) {
      await db
        .updateTable("card_posts")
        .set({ lease_until: null })
        .where("key", "=", key)
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
        .set({ key: to, shown_version: 0 })
        .where("key", "=", from)
        .execute();
    },

    async listBehind(channelId, limit, after) {
      const rows = await db
        .selectFrom("card_posts")
        .innerJoin("proposals", (join) =>
          join.on(
            sql<boolean>`card_posts.key = 'proposal:' || proposals.id::text`,
          ),
        )
        .select("proposals.id")
        .where("card_posts.channel_id", "=", channelId)
        .where("card_posts.message", "is not", null)
        .whereRef("card_posts.shown_version", "<", "proposals.version")
        .$if(after !== null, (query) =>
          query.where("proposals.id", ">", after as ProposalId),
        )
        .orderBy("proposals.id")
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id as ProposalId);
    },

    async shown(key, version) {
      await db
        .updateTable("card_posts")
        .set({ shown_version: version })
        .where("key", "=", key)
        .where("shown_version", "<", version)
        .execute();
    },

    async forgetMessage(key) {
      await db
        .updateTable("card_posts")
        .set({ message: null, shown_version: 0, lease_until: null })
        .where("key", "=", key)
        .execute();
    },

    async listInMessages(conversationId, activityIds) {
      if (activityIds.length === 0) return [];
      const ids = activityIds.map(storable);
      const rows = await db
        .selectFrom("card_posts")
        .select("key")
        .where(sql<boolean>`message ->> 'activityId' = any(${ids}::text[])`)
        .where(
          sql<boolean>`split_part(message ->> 'conversationId', ';', 1) = ${storable(conversationId)}`,
        )
        .orderBy(sql`array_position(${ids}::text[], message ->> 'activityId')`)
        .limit(activityIds.length)
        .execute();
      return rows.map(({ key }) => key as CardKey);
    },

    async purgeAnswers({ wholeBefore, anyBefore }) {
      const deleted = await db
        .deleteFrom("card_posts")
        .where((eb) =>
          eb.or(ANSWERS.map((kind) => eb("key", "like", `${kind}:%`))),
        )
        .where((eb) =>
          eb.or([
            eb("begun_at", "<", wholeBefore).and(
              "shown_version",
              ">=",
              COMPLETE_ANSWER,
            ),
            eb("begun_at", "<", anyBefore),
          ]),
        )
        .executeTakeFirst();
      return Number(deleted.numDeletedRows);
    },
  };
}

function toCardPost(row: Selectable<Database["card_posts"]>): CardPost {
  return {
    key: row.key as CardKey,
    channelId: row.channel_id as ChannelId | null,
    message: row.message ? fromJson<PostedMessage>(row.message) : null,
    shownVersion: row.shown_version,
    attempts: row.attempts,
    wasPosted: row.was_posted,
  };
}
