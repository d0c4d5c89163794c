import type { UnitOfWork } from "../storage/storage.ts";
import type { ChannelId } from "./proposal.ts";

/**
 * Finds a place for one more card: the first chosen channel, when it has fewer than `openCardsPerChannel` open ones.
 * Whoever asks at the same time waits until this transaction ends, so that no place is given twice.
 *
 * @returns null when there is no channel or it is full: the proposal is held.
 */
export async function findCardPlace(
  unit: UnitOfWork,
  openCardsPerChannel: number,
): Promise<ChannelId | null> {
  await unit.proposals.lock("card places");
  const [channel] = await unit.channels.listUsable();
  if (!channel) return null;
  const open = await unit.proposals.countOpenCards(channel.id);
  return open < openCardsPerChannel ? channel.id : null;
}
