import type { Sweep, SweepId } from "../../domain/sweep/sweep.ts";
import type { Storage } from "../../ports/storage.ts";
import { cardKey } from "../../domain/cards/cardKey.ts";
import type { TrackedCard } from "../../domain/cards/trackedCard.ts";
import {
  syncCard,
  type SyncDeps,
  type Shown,
  type Subject,
} from "./syncCard.ts";

/**
 * Shows how far a sweep is, in the conversation in which someone asked for it; see `syncCard`. Of several jobs that
 * wait, the first shows the newest state and the others find it shown.
 *
 * @throws {TeamsThrottled | TeamsUnavailable | CardBeingPosted} to be tried again.
 */
export async function syncSweepCard(
  deps: SyncDeps,
  sweepId: SweepId,
): Promise<void> {
  await syncCard(deps, subject(sweepId));
}

/** Whether its card shows an older version, or is missing though it was asked for. */
export async function isSweepCardBehind(
  { cardPosts }: Pick<Storage, "cardPosts">,
  { id, version, showIn }: Sweep,
): Promise<boolean> {
  const post = await cardPosts.find(cardKey("sweep", id));
  return showIn !== null && (post?.shownVersion ?? 0) < version;
}

type SweepCard = Extract<TrackedCard, { kind: "sweep" }>;

function subject(sweepId: SweepId): Subject<SweepCard> {
  return {
    key: cardKey("sweep", sweepId),
    ids: { sweepId },

    async read(storage) {
      const sweep = await storage.sweeps.find(sweepId);
      if (!sweep) return null;
      return { ...toShown(sweep), isWorthPosting: sweep.showIn !== null };
    },

    async choosePlace(unit, _now, closed) {
      const sweep = await unit.sweeps.find(sweepId);
      if (!sweep?.showIn || closed.has("conversation")) return null;
      return {
        place: { kind: "conversation", ...sweep.showIn },
        take: () => Promise.resolve(toShown(sweep)),
      };
    },
  };
}

function toShown(sweep: Sweep): Shown<SweepCard> {
  return { card: { kind: "sweep", sweep }, version: sweep.version };
}
