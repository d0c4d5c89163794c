import type { Clock } from "../../src/ports/clock.ts";
import type { Custodian } from "../../src/custodian.ts";
import type { ChannelId } from "../../src/domain/channels/channel.ts";
import type { ChannelShare } from "../../src/domain/settings/channelScope.ts";
import { baseConversationId } from "../protocol/activity.ts";
import type { Reply, Turn } from "../turn/turn.ts";
import type { Messages } from "../messages/messages.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "requireAdmin" | "channels">;
  readonly clock: Clock;
  readonly tenantId: string;
}

/** `use this channel`: proposals are posted where it was typed, also when that was in a thread. */
export function createUseChannelHandler(deps: Deps) {
  return async (turn: Turn): Promise<Reply> => {
    const { activity, userId, messages } = turn;
    const permission = await deps.custodian.requireAdmin(userId);
    if (!permission.allowed) return { text: messages.t(permission.message) };

    const id = findChannel(turn);
    if (id === null) return { text: messages.channels.notAChannel };
    const { team } = (activity.channelData ?? {}) as { team?: { id?: string } };
    const { held, share, isObserving } = await deps.custodian.channels.use({
      id,
      teamId: team?.id ?? null,
      serviceUrl: activity.serviceUrl,
      tenantId: deps.tenantId,
      chosenBy: userId,
      chosenAt: deps.clock.now(),
      lostAt: null,
    });
    return {
      text: [
        describeShare(share, held, messages),
        ...(isObserving ? [messages.observing] : []),
      ].join(" "),
    };
  };
}

function describeShare(
  share: ChannelShare,
  held: number,
  { channels }: Messages,
): string {
  switch (share) {
    case "everything":
      return held === 0
        ? channels.everything
        : channels.everythingAndHeld({ held });
    case "its scope":
      return channels.itsScope;
    case "the rest":
      return channels.theRest;
    case "nothing":
      return channels.nothing;
  }
}

/** `stop using this channel`: open cards stay where they are, new ones go elsewhere. */
export function createStopChannelHandler(deps: Deps) {
  return async (turn: Turn): Promise<Reply> => {
    const permission = await deps.custodian.requireAdmin(turn.userId);
    if (!permission.allowed)
      return { text: turn.messages.t(permission.message) };

    const { channels: messages } = turn.messages;
    const id = findChannel(turn);
    if (id === null) return { text: messages.notAChannel };
    const wasInUse = await deps.custodian.channels.stop(id, turn.userId);
    return { text: wasInUse ? messages.stopped : messages.notInUse };
  };
}

function findChannel({ activity }: Turn): ChannelId | null {
  const { conversation } = activity;
  return conversation.conversationType === "channel"
    ? (baseConversationId(conversation.id) as ChannelId)
    : null;
}
