import type { Custodian } from "../../src/custodian.ts";
import type { ChannelId } from "../../src/domain/channels/channel.ts";
import type { SubscriptionScope } from "../../src/domain/channels/subscription.ts";
import { baseConversationId } from "../protocol/activity.ts";
import type { Reply, Turn } from "../turn/turn.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "subscriptions">;
}

/** `notify me`: in a channel of its new proposals, elsewhere of all. */
export function createNotifyMeHandler({ custodian }: Deps) {
  return async (turn: Turn): Promise<Reply> => {
    const { subscriptions: messages } = turn.messages;
    const scope = scopeOf(turn);
    const result = await custodian.subscriptions.add(turn.userId, scope);
    switch (result.kind) {
      case "refused":
        return { text: turn.messages.t(result.message) };
      case "channel-not-used":
        return { text: messages.channelNotUsed };
      case "subscribed":
        return {
          text: scope === null ? messages.toAll : messages.toChannel,
        };
    }
  };
}

/** `stop notifying me`: in a channel of its proposals, elsewhere of all. */
export function createStopNotifyingHandler({ custodian }: Deps) {
  return async (turn: Turn): Promise<Reply> => {
    const { subscriptions: messages } = turn.messages;
    const { kind } = await custodian.subscriptions.remove(
      turn.userId,
      scopeOf(turn),
    );
    switch (kind) {
      case "stopped":
        return { text: messages.stopped };
      case "told-of-all":
        return { text: messages.stillAll };
      case "was-not":
        return { text: messages.wasNot };
    }
  };
}

function scopeOf({ activity: { conversation } }: Turn): SubscriptionScope {
  return conversation.conversationType === "channel"
    ? (baseConversationId(conversation.id) as ChannelId)
    : null;
}
