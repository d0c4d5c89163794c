import { sql, type Kysely, type RawBuilder, type Selectable } from "kysely";
import {
  ProposalNotFound,
  SlotTaken,
  StaleProposal,
} from "../../../domain/proposals/errors.ts";
import type {
  HeldProposal,
  ProposalStore,
} from "../../../ports/stores/proposalStore.ts";
import type {
  Proposal,
  ProposalId,
  ProposalStateKind,
} from "../../../domain/proposals/proposal.ts";
import type { DeviceId } from "../../../domain/devices/device.ts";
import { UNSTAMPED_MS } from "../../../domain/proposals/postBy.ts";
import { TAKEN_ALONG_EARLIER } from "../../../domain/proposals/reminders.ts";
import { awaitsDecision } from "../../../domain/proposals/states.ts";
import {
  has,
  statesWhere,
  statesWokenBy,
} from "../../../domain/proposals/stateTable.ts";
import { evidenceStrength } from "../../../domain/proposals/evidenceStrength.ts";
import { fromJson, toJson } from "../schema/json.ts";
import type { Database } from "../schema/schema.ts";
import { listInQueue } from "./listInQueue.ts";

export function createProposalStore(
  db: Kysely<Database>,
  now: () => Date,
): ProposalStore {
  return {
    async find(id) {
      const row = await db
        .selectFrom("proposals")
        .select("document")
        .where("id", "=", id)
        .executeTakeFirst();
      return row ? toProposal(row) : null;
    },

    async getForUpdate(id) {
      const row = await db
        .selectFrom("proposals")
        .select("document")
        .where("id", "=", id)
        .forUpdate()
        .executeTakeFirst();
      if (!row) throw new ProposalNotFound(id);
      return toProposal(row);
    },

    async insert(proposal) {
      const inserted = await db
        .insertInto("proposals")
        .values({
          id: proposal.id,
          device_id: proposal.device.id,
          created_at: proposal.createdAt,
          ...columns(proposal, now()),
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (inserted.numInsertedOrUpdatedRows !== 1n)
        throw new SlotTaken(proposal.device.id);
    },

    async save(next) {
      // A settled proposal may want its device's slot back (Try again): asked for first, since a violated index would
      // end the whole transaction.
      const other = await active(next.device.id).executeTakeFirst();
      const wantsSlot = has(next.state.kind, "isActive");
      if (wantsSlot && other && other.id !== next.id)
        throw new SlotTaken(next.device.id);
      const updated = await db
        .updateTable("proposals")
        .set(columns(next, now()))
        .where("id", "=", next.id)
        .where("version", "=", next.version - 1)
        .executeTakeFirst();
      if (updated.numUpdatedRows !== 1n)
        throw new StaleProposal(next.id, next.version - 1);
    },

    async findActive(deviceId) {
      const row = await active(deviceId).executeTakeFirst();
      return row ? toProposal(row) : null;
    },

    async listWithActive(deviceIds) {
      if (deviceIds.length === 0) return new Set();
      const rows = await db
        .selectFrom("proposals")
        .select("device_id")
        .where("device_id", "=", sql<string>`any(${[...deviceIds]}::text[])`)
        .where("state", "in", statesWhere("isActive"))
        .execute();
      return new Set(rows.map((row) => row.device_id as DeviceId));
    },

    async listForDevice(deviceId, limit) {
      const rows = await db
        .selectFrom("proposals")
        .select("document")
        .where("device_id", "=", deviceId)
        .orderBy("created_at", "desc")
        .limit(limit)
        .execute();
      return rows.map(toProposal);
    },

    async listInStates(kinds, limit, skip = 0) {
      const rows = await db
        .selectFrom("proposals")
        .select("document")
        .where("state", "in", [...kinds])
        .orderBy("strength", "desc")
        .orderBy("created_at")
        .orderBy("id")
        .offset(skip)
        .limit(limit)
        .execute();
      return rows.map(toProposal);
    },

    async pageInStates(kinds, after, limit) {
      const rows = await db
        .selectFrom("proposals")
        .select("document")
        .where("state", "in", [...kinds])
        .$if(after !== null, (query) => query.where("id", ">", after))
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map(toProposal);
    },

    async noteUnconfirmed(id, at) {
      await db
        .updateTable("proposals")
        .set({ unconfirmed_at: at })
        .where("id", "=", id)
        .execute();
    },

    async listWaiting(channelId) {
      const rows = await db
        .selectFrom("proposals")
        .select([
          "id",
          sql<Date>`(document #>> '{postedAt,$at}')::timestamptz`.as("since"),
        ])
        .where("channel_id", "=", channelId)
        .where("state", "=", "pending")
        .where(sql<boolean>`document #>> '{postedAt,$at}' is not null`)
        .orderBy("since")
        .orderBy("id")
        .execute();
      return rows.map(({ id, since }) => ({ id: id as ProposalId, since }));
    },

    async listToRemind(at, limit) {
      const rows = await db
        .selectFrom("proposals")
        .innerJoin("card_posts", (join) => join.on(isItsCard))
        .innerJoin("channels", "channels.id", "card_posts.channel_id")
        .select("proposals.document")
        .where("proposals.state", "=", "pending")
        .where("proposals.reminded_at", "is", null)
        .where("proposals.due_at", ">", at)
        .where(
          sql<boolean>`proposals.due_at - (proposals.document ->> 'remindBeforeMs')::float8 * ${1 + TAKEN_ALONG_EARLIER}::float8 * interval '1 millisecond' <= ${at}`,
        )
        .where("card_posts.message", "is not", null)
        .where("channels.lost_at", "is", null)
        .orderBy("proposals.due_at")
        .orderBy("proposals.id")
        .limit(limit)
        .execute();
      return rows.map(toProposal);
    },

    async claimReminders(ids, at) {
      const rows = await db
        .updateTable("proposals")
        .set({ reminded_at: at })
        .where("id", "=", sql<string>`any(${[...ids]}::text[])`)
        .where("state", "=", "pending")
        .where("reminded_at", "is", null)
        .returning("document")
        .execute();
      return rows.map(toProposal);
    },

    async releaseReminders(ids) {
      await db
        .updateTable("proposals")
        .set({ reminded_at: null })
        .where("id", "=", sql<string>`any(${[...ids]}::text[])`)
        .execute();
    },

    async listHeld(after, limit) {
      const rows = await db
        .selectFrom("proposals")
        .select([
          "strength",
          "unconfirmed_at",
          sql<unknown>`jsonb_build_object(
            'id', document -> 'id',
            'version', document -> 'version',
            'device', document -> 'device',
            'origin', document -> 'origin',
            'confirmedAt', document -> 'confirmedAt',
            'postedAt', document -> 'postedAt',
            'createdAt', document -> 'createdAt'
          )`.as("document"),
        ])
        .where("state", "=", "held")
        .$if(after !== null, (query) =>
          query
            // For the index; the next says it exactly.
            .where("strength", "<=", after?.strength ?? 0)
            .where(
              sql<boolean>`(-strength, created_at, id) > (${-(after?.strength ?? 0)}::double precision, ${after?.createdAt}::timestamptz, ${after?.id})`,
            ),
        )
        .orderBy("strength", "desc")
        .orderBy("created_at")
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map(({ strength, unconfirmed_at, document }) => ({
        ...fromJson<Omit<HeldProposal, "strength" | "unconfirmedAt">>(document),
        strength,
        unconfirmedAt: unconfirmed_at,
      }));
    },

    listInQueue: (place, sort, filter, after, limit) =>
      listInQueue(db, place, sort, filter, after, limit),

    async countInStates(kinds) {
      const rows = await db
        .selectFrom("proposals")
        .select(
          (eb) => ["state", eb.fn.countAll<number>().as("count")] as const,
        )
        .where("state", "in", [...kinds])
        .groupBy("state")
        .execute();
      return toCounts(rows);
    },

    async countHeldByEvidence() {
      const row = await db
        .selectFrom("proposals")
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .where("state", "=", "held")
        .where(
          sql<boolean>`document #>> '{origin,kind}' = 'machine' and document -> 'postedAt' = 'null'`,
        )
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },

    async listDue(at, limit) {
      const rows = await db
        .selectFrom("proposals")
        .select("id")
        .where("state", "in", statesWokenBy("expireAndWakeDue"))
        .where("due_at", "<=", at)
        .orderBy("due_at")
        .limit(limit)
        .execute();
      return rows.map((row) => row.id as ProposalId);
    },

    async listUnposted(at, limit, after) {
      const createdBy = new Date(at.getTime() - UNSTAMPED_MS);
      const rows = await db
        .selectFrom("proposals")
        .leftJoin("card_posts", (join) => join.on(isItsCard))
        .select("proposals.id")
        .where(sql<boolean>`proposals.state in ('held', 'pending')`)
        .where(
          sql<boolean>`(proposals.post_by <= ${at} or not proposals.document ? 'postBy' and proposals.due_at is null and proposals.created_at <= ${createdBy})`,
        )
        .where(
          sql<boolean>`(proposals.state = 'held' or card_posts.message is null)`,
        )
        .$if(after !== null, (query) =>
          query.where("proposals.id", ">", after as ProposalId),
        )
        .orderBy("proposals.id")
        .limit(limit)
        .execute();
      return rows.map((row) => row.id as ProposalId);
    },

    async listStaleCards(
      { changedBefore, endedAfter, inUnusedChannelAfter },
      limit,
      after,
    ) {
      const waits = sql.join(statesWhere("awaitsDecision"));
      const rows = await db
        .selectFrom("proposals")
        .leftJoin("card_posts", (join) => join.on(isItsCard))
        .leftJoin("channels", (join) =>
          join.on(
            sql<boolean>`channels.id = coalesce(card_posts.channel_id, proposals.channel_id)`,
          ),
        )
        .select("proposals.id")
        .where("proposals.changed_at", "<", changedBefore)
        .where(
          sql<boolean>`(proposals.state in (${waits}) or proposals.changed_at >= ${endedAfter})`,
        )
        .where(
          sql<boolean>`coalesce(card_posts.shown_version, 0) < proposals.version`,
        )
        .where(
          sql<boolean>`(card_posts.message is not null or proposals.state in (${sql.join(statesWhere("isWorthPosting"))}))`,
        )
        .where("channels.lost_at", "is", null)
        .where(
          sql<boolean>`(channels.id is not null or proposals.state in (${waits}) or proposals.changed_at >= ${inUnusedChannelAfter})`,
        )
        .$if(after !== null, (query) =>
          query.where("proposals.id", ">", after as ProposalId),
        )
        .orderBy("proposals.id")
        .limit(limit)
        .execute();
      return rows.map((row) => row.id as ProposalId);
    },

    async listStalled(kinds, before, limit, after) {
      const rows = await db
        .selectFrom("proposals")
        .select("id")
        .where("state", "in", [...kinds])
        .where("changed_at", "<", before)
        .$if(after !== null, (query) =>
          query.where("id", ">", after as ProposalId),
        )
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map((row) => row.id as ProposalId);
    },

    async listFollowed(at, since, after, limit) {
      const rows = await db
        .selectFrom("proposals")
        .select("document")
        .where(
          sql<boolean>`(
            ${isUndoable(at)}
            or changed_at > ${since}::timestamptz and (
              state = 'undo-failed'
              or state in ('superseded', 'failed') and document #> '{state,writeStartedAt}' is not null
              or state = 'verified' and document #> '{state,changed}' = 'true'
                and document #>> '{state,verifiedAt,$at}' > ${since.toISOString()}
              or state = 'undone' and document #>> '{state,undoneAt,$at}' > ${since.toISOString()}
            )
          )`,
        )
        .$if(after !== null, (query) => query.where("id", ">", after ?? ""))
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map(toProposal);
    },

    async countOpenCards(channelId) {
      const row = await db
        .selectFrom("proposals")
        .select([
          sql<number>`count(*)`.as("all"),
          sql<number>`count(*) filter (
            where document #> '{origin,withoutRole}' = 'true' and document -> 'evidence' = 'null'
          )`.as("wishes"),
        ])
        .where("channel_id", "=", channelId)
        .where("state", "in", statesWhere("hasCardPlace"))
        .executeTakeFirstOrThrow();
      return { all: Number(row.all), wishes: Number(row.wishes) };
    },

    async countOpenRequestsOf(userId) {
      const row = await db
        .selectFrom("proposals")
        .select(
          sql<number>`coalesce(sum(
            (requested_by is not distinct from ${userId})::int + (
              select count(*) from jsonb_array_elements(coalesce(document -> 'wishes', '[]')) as wish
              where wish #>> '{requestedBy,id}' = ${userId}
            )
          ), 0)`.as("count"),
        )
        .where("state", "in", statesWhere("isOpen"))
        .where(
          sql<boolean>`(requested_by = ${userId} or document -> 'wishes' is not null)`,
        )
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },

    async countRequestedBy(userId, since) {
      const row = await db
        .selectFrom("proposals")
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .where("requested_by", "=", userId)
        .where("created_at", ">", since)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },

    async countByState() {
      const rows = await db
        .selectFrom("proposals")
        .select(
          (eb) => ["state", eb.fn.countAll<number>().as("count")] as const,
        )
        .groupBy("state")
        .execute();
      return toCounts(rows);
    },

    async lock(key) {
      await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(
        db,
      );
    },
  };

  function active(deviceId: string) {
    return db
      .selectFrom("proposals")
      .select(["id", "document"])
      .where("device_id", "=", deviceId)
      .where("state", "in", statesWhere("isActive"));
  }
}

const isItsCard = sql<boolean>`card_posts.key = 'proposal:' || proposals.id::text`;

function toCounts(
  rows: readonly { readonly state: string; readonly count: number }[],
): ReadonlyMap<ProposalStateKind, number> {
  return new Map(
    rows.map((row) => [row.state as ProposalStateKind, Number(row.count)]),
  );
}

function isUndoable(now: Date): RawBuilder<boolean> {
  return sql<boolean>`(
    state = 'verified' and document #>> '{undoUntil,$at}' > ${now.toISOString()}
      and document #> '{state,changed}' = 'true'
  )`;
}

function columns(proposal: Proposal, now: Date) {
  const { state } = proposal;
  return {
    state: state.kind,
    version: proposal.version,
    channel_id: proposal.channelId,
    requested_by:
      proposal.origin.kind === "manual" ? proposal.origin.requestedBy.id : null,
    strength: evidenceStrength(proposal),
    due_at:
      state.kind === "snoozed"
        ? state.until
        : awaitsDecision(proposal)
          ? proposal.expiresAt
          : null,
    ...(proposal.postBy && { post_by: proposal.postBy }),
    changed_at: now,
    document: toJson(proposal),
  };
}

function toProposal(
  row: Pick<Selectable<Database["proposals"]>, "document">,
): Proposal {
  return fromJson<Proposal>(row.document);
}
