import type { Stores } from "../../ports/storage.ts";
import type { PendingList } from "../../domain/proposals/pendingList.ts";

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
