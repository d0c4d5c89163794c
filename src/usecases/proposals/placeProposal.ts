import type { DeviceRef } from "../../domain/devices/device.ts";
import type { Channel, ChannelId } from "../../domain/channels/channel.ts";
import { findScopeOf, fitsScope } from "../../domain/settings/channelScope.ts";
import type { SettingValues } from "../../domain/settings/settings.ts";
import type { UnitOfWork } from "../../ports/storage.ts";

/** What of the settings says where a card may go, and for how long it asks. */
export type PlaceSettings = Pick<
  SettingValues,
  | "openCardsPerChannel"
  | "channelScopes"
  | "proposalExpiresHours"
  | "workingHours"
  | "proposing"
  | "firstRunProposalsPerDay"
  | "sweepIntervalMinutes"
>;

/** Of a channel's places, what people without a role can take: a fifth, and one at least. */
export function placesForWishes({
  openCardsPerChannel,
}: Pick<SettingValues, "openCardsPerChannel">): number {
  return Math.max(1, Math.floor(openCardsPerChannel / 5));
}

/** What of a device says which helpdesk is asked. */
export type PlacedDevice = Pick<DeviceRef, "name" | "category">;

/**
 * Lets the transactions that give a device's slot or a channel's place to a proposal pass one after the other. Taken
 * before any proposal's row, by all of them, so that no two wait for each other.
 */
export async function lockPlaces(unit: UnitOfWork): Promise<void> {
  await unit.proposals.lock("card places");
}

/**
 * Finds a place for one more card: the device's channel, when it has fewer than `openCardsPerChannel` open ones. When
 * it is full the card waits for it: another site's helpdesk would not know the device.
 * Whoever asks at the same time waits until this transaction ends, so that no place is given twice.
 *
 * @param isWish no evidence speaks for it, and who asked has no role: it may take a part of the places only.
 * @returns null when there is no channel or it is full: the proposal is held.
 */
export async function findCardPlace(
  unit: UnitOfWork,
  device: PlacedDevice,
  settings: PlaceSettings,
  isWish: boolean,
): Promise<ChannelId | null> {
  await lockPlaces(unit);
  const channels = await unit.channels.listUsable();
  const channel = channelOf(device, channels, settings);
  if (!channel) return null;
  const { all, wishes } = await unit.proposals.countOpenCards(channel.id);
  const hasPlace =
    all < settings.openCardsPerChannel &&
    (!isWish || wishes < placesForWishes(settings));
  return hasPlace ? channel.id : null;
}

/**
 * The channel whose helpdesk is asked about a device: the first whose scope fits it, else the first without a scope,
 * else the first.
 *
 * @param channels that can be posted to, first chosen first.
 * @returns null when there is none.
 */
export function channelOf(
  device: PlacedDevice,
  channels: readonly Channel[],
  { channelScopes }: Pick<SettingValues, "channelScopes">,
): Channel | null {
  const scoped = channels.map((channel) => ({
    channel,
    scope: findScopeOf(channel.id, channelScopes),
  }));
  const found =
    scoped.find(({ scope }) => scope && fitsScope(device, scope)) ??
    scoped.find(({ scope }) => !scope) ??
    scoped[0];
  return found?.channel ?? null;
}
