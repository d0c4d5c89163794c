import type { Clock } from "../../ports/clock.ts";
import type { UserId } from "../../domain/people/user.ts";
import type { ChannelId, Channel } from "../../domain/channels/channel.ts";
import {
  shareOf,
  type ChannelShare,
} from "../../domain/settings/channelScope.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { Storage } from "../../ports/storage.ts";
import { catchUp } from "./catchUp.ts";

export interface ChannelUse {
  /** Proposals that wait for a place in any channel. */
  readonly held: number;
  readonly share: ChannelShare;
  readonly isObserving: boolean;
}

/**
 * `use this channel`. One that is in use already keeps its turn; one that was lost is caught up with, and whatever
 * waits is released.
 */
export async function useChannel(
  storage: Storage,
  channel: Channel,
): Promise<ChannelUse> {
  return await storage.transaction(async (unit) => {
    const before = await unit.channels.find(channel.id);
    // Saying it twice must not give every new card to another channel.
    const isInUse = before !== null && before.lostAt === null;
    await unit.channels.save(
      isInUse
        ? { ...channel, chosenAt: before.chosenAt, chosenBy: before.chosenBy }
        : channel,
    );
    await unit.channels.forgetWords();
    if (before?.lostAt) await catchUp(unit, channel.id);
    await unit.queue.send("postHeldProposals", {});
    const counts = await unit.proposals.countByState();
    const inUse = await unit.channels.listUsable();
    const { values } = await currentSettings(unit);
    await unit.audit.append({
      kind: "channel.chosen",
      at: channel.chosenAt,
      actor: channel.chosenBy,
      deviceId: null,
      proposalId: null,
      details: { channelId: channel.id, teamId: channel.teamId },
    });
    return {
      held: counts.get("held") ?? 0,
      isObserving: values.proposing === "observe",
      share: shareOf(
        channel.id,
        inUse.map(({ id }) => id),
        values.channelScopes,
      ),
    };
  });
}

/** @returns false when it was not in use. */
export async function stopUsingChannel(
  { storage, clock }: { readonly storage: Storage; readonly clock: Clock },
  id: ChannelId,
  stoppedBy: UserId,
): Promise<boolean> {
  return await storage.transaction(async (unit) => {
    if (!(await unit.channels.remove(id))) return false;
    // What waited for it may have a place elsewhere.
    await unit.queue.send("postHeldProposals", {});
    await unit.audit.append({
      kind: "channel.stopped",
      at: clock.now(),
      actor: stoppedBy,
      deviceId: null,
      proposalId: null,
      details: { channelId: id },
    });
    return true;
  });
}
