import {
  isApprovable,
  type Batch,
  type BatchId,
} from "../../domain/proposals/batch.ts";
import { withProposals } from "../proposals/batches/readBatch.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import type { Storage, Stores } from "../../ports/storage.ts";
import { cardKey } from "../../domain/cards/cardKey.ts";
import type { TrackedCard } from "../../domain/cards/trackedCard.ts";
import {
  syncCard,
  type SyncDeps,
  type Shown,
  type Subject,
} from "./syncCard.ts";

/**
 * Shows a batch in its channel; see `syncCard`. Posted only while something on it can be approved. While the channel
 * is lost nothing is shown: its proposals are held.
 *
 * @param redraw edit even when the stored version is shown: its button to undo goes with time.
 * @throws {TeamsThrottled | TeamsUnavailable | CardBeingPosted} to be tried again.
 */
export async function syncBatchCard(
  deps: SyncDeps,
  batchId: BatchId,
  redraw = false,
): Promise<void> {
  await syncCard(deps, subject(batchId), redraw);
}

/** Whether its card shows an older version, or is missing though something on it can be approved. */
export async function isBatchCardBehind(
  storage: Storage,
  batch: Batch,
): Promise<boolean> {
  const shown = await toShown(storage, batch);
  const post = await storage.cardPosts.find(cardKey("batch", batch.id));
  if ((post?.shownVersion ?? 0) >= shown.version) return false;
  const channel = await storage.channels.find(batch.channelId);
  // Nothing is posted there, and what stands there may take no edits.
  if (!channel || channel.lostAt) return false;
  return post?.message != null || isAnswerable(shown);
}

type BatchCard = Extract<TrackedCard, { kind: "batch" }>;

function subject(batchId: BatchId): Subject<BatchCard> {
  return {
    key: cardKey("batch", batchId),
    ids: { batchId },

    async read(storage) {
      const batch = await storage.batches.find(batchId);
      if (!batch) return null;
      const shown = await toShown(storage, batch);
      return { ...shown, isWorthPosting: isAnswerable(shown) };
    },

    async choosePlace(unit) {
      const batch = await unit.batches.find(batchId);
      const channel = batch && (await unit.channels.find(batch.channelId));
      if (!batch || !channel || channel.lostAt) return null;
      const shown = await toShown(unit, batch);
      if (!isAnswerable(shown)) return null;
      return {
        place: { kind: "channel", channel },
        take: () => Promise.resolve(shown),
      };
    },
  };
}

async function toShown(
  stores: Stores,
  batch: Batch,
): Promise<Shown<BatchCard>> {
  const { proposals } = await withProposals(stores, batch);
  return {
    card: { kind: "batch", batch, proposals },
    version: versionOf(batch, proposals),
  };
}

/** A card that asks nothing any more is news to nobody; where it stands already, it shows how all of it ended. */
function isAnswerable({ card }: Shown<BatchCard>): boolean {
  const byId = new Map(card.proposals.map((one) => [one.id, one]));
  return card.batch.rows.some((row) =>
    isApprovable(row, byId.get(row.proposalId) ?? null),
  );
}

/**
 * Grows when the batch changes and when a proposal on it does. A row may go together with its proposal's version, but
 * only with a change of the batch, which weighs more than all of them.
 */
function versionOf(batch: Batch, proposals: readonly Proposal[]): number {
  return (
    batch.version * 10_000 +
    proposals.reduce((sum, { version }) => sum + version, 0)
  );
}
