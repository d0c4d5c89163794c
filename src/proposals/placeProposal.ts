import type { UnitOfWork } from "../storage/storage.ts";
import type { ChannelId } from "./proposal.ts";

/**
 * Lets the transactions that give a device's slot or a channel's place to a proposal pass one after the other. Taken
 * before any proposal's row, by all of them, so that no two wait for each other.
 */
export async function lockPlaces(unit: UnitOfWork): Promise<void> {
  await unit.proposals.lock("card places");
}

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
  await lockPlaces(unit);
  const [channel] = await unit.channels.listUsable();
  if (!channel) return null;
  const open = await unit.proposals.countOpenCards(channel.id);
  return open < openCardsPerChannel ? channel.id : null;
}
