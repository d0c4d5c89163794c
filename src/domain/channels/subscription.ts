import type { Message } from "../message.ts";
import type { ChannelId } from "./channel.ts";

/** Of which new proposals somebody is told in private: of one channel's, or null for all. */
export type SubscriptionScope = ChannelId | null;

/** What came of `notify me`. */
export type SubscribeResult =
  | { readonly kind: "subscribed" }
  /** Nothing is posted in this channel. */
  | { readonly kind: "channel-not-used" }
  | { readonly kind: "refused"; readonly message: Message };

/** What came of `stop notifying me`. */
export type UnsubscribeResult =
  | { readonly kind: "stopped" }
  /** They are told of all proposals, of this channel's too, and say so in their own chat. */
  | { readonly kind: "told-of-all" }
  | { readonly kind: "was-not" };
