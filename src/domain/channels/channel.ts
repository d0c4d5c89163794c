import type { UserId } from "../people/user.ts";

/** The base conversation id of a Teams channel, without `;messageid=`. */
export type ChannelId = string & { readonly __brand: "ChannelId" };

/** A channel an admin chose for proposals with `use this channel`. */
export interface Channel {
  readonly id: ChannelId;
  readonly teamId: string | null;
  /** Where Teams' answers for this channel go; differs by region and is stored with the conversation. */
  readonly serviceUrl: string;
  readonly tenantId: string;
  readonly chosenBy: UserId;
  readonly chosenAt: Date;
  /** Set when the bot was removed from it or Teams says it is gone; null while it can be posted to. */
  readonly lostAt: Date | null;
}

/** What people call a channel. */
export interface ChannelNames {
  readonly team: string | null;
  /** Null for a team's first channel, which each client calls General in its own language. */
  readonly channel: string | null;
}

/** A channel that was chosen, whether it is in use or lost, as it is shown to people. */
export interface ChosenChannel extends Channel {
  /** As Teams said them last; null while it never did. */
  readonly names: ChannelNames | null;
  readonly namedAt: Date | null;
}

/** Where a tracked card is posted first. */
export type Place =
  /** As a new thread. */
  | { readonly kind: "channel"; readonly channel: Channel }
  /** In the thread of a message in a channel. */
  | {
      readonly kind: "thread";
      readonly channelId: ChannelId;
      readonly serviceUrl: string;
      /** The thread, as Teams named it. */
      readonly conversationId: string;
    }
  /** In the conversation in which it was asked for. */
  | {
      readonly kind: "conversation";
      readonly serviceUrl: string;
      readonly conversationId: string;
    }
  /** In the person's own chat with the bot. */
  | { readonly kind: "personal"; readonly userId: UserId };

/** Where a tracked card stands. */
export interface PostedMessage {
  /** Null outside a channel. */
  readonly channelId: ChannelId | null;
  readonly serviceUrl: string;
  /** The thread: base id plus `;messageid=…`, as Teams returned it. */
  readonly conversationId: string;
  readonly activityId: string;
}

/** A person to be told something in private. `teamsUserId` and `serviceUrl` are known when they clicked something. */
export interface Recipient {
  readonly userId: UserId;
  readonly teamsUserId: string | null;
  readonly serviceUrl: string | null;
  /** The conversation they acted in, for a targeted message when they have no personal chat with the bot. */
  readonly conversationId: string | null;
}

/** A conversation in which something was typed. */
export interface AskedWhere {
  readonly serviceUrl: string;
  readonly conversationId: string;
}
