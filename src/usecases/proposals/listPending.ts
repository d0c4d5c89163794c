import type { Stores } from "../../ports/storage.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";

export interface PendingList {
  /** Pending and snoozed: each has a card. */
  readonly proposals: readonly Proposal[];
  /** Of both, in all. */
  readonly open: number;
  /** Waiting for a place in a channel. */
  readonly held: number;
  /** There is no channel that they could wait for a place in. */
  readonly lacksChannel?: boolean;
}

/** `pending`: at most `limit` of the proposals that have a card, and how many there are. */
export async function listPending(
  { proposals, channels }: Pick<Stores, "proposals" | "channels">,
  limit: number,
): Promise<PendingList> {
  const [listed, counts, usable] = await Promise.all([
    proposals.listInStates(["pending", "snoozed"], limit),
    proposals.countByState(),
    channels.listUsable(),
  ]);
  return {
    proposals: listed,
    open: (counts.get("pending") ?? 0) + (counts.get("snoozed") ?? 0),
    held: counts.get("held") ?? 0,
    lacksChannel: usable.length === 0,
  };
}
