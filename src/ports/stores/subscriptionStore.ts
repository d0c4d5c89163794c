import type { ChannelId } from "../../domain/channels/channel.ts";
import type { SubscriptionScope } from "../../domain/channels/subscription.ts";
import type { UserId } from "../../domain/people/user.ts";
import type { ProposalId } from "../../domain/proposals/proposal.ts";

/** Who is told in private of new proposals, and of which ones they were. */
export interface SubscriptionStore {
  /** Again is the same. */
  add(userId: UserId, scope: SubscriptionScope, at: Date): Promise<void>;
  /** @returns false where there was none. */
  remove(userId: UserId, scope: SubscriptionScope): Promise<boolean>;
  /** @returns how many they had. */
  removeAll(userId: UserId): Promise<number>;
  /** Of which proposals they are told; empty for none. */
  listScopes(userId: UserId): Promise<readonly SubscriptionScope[]>;
  /**
   * A proposal is new in a channel: all who are to be told of it will be. Of one of which they were before, nobody is
   * a second time.
   */
  addNews(
    proposalId: ProposalId,
    channelId: ChannelId,
    at: Date,
  ): Promise<void>;
  /** Who has news that they were not told since `before`, in the order of their ids. */
  listReaders(before: Date, limit: number): Promise<readonly UserId[]>;
  /** What somebody was not told yet, oldest first. Whoever takes it tells it; no other is given the same. */
  takeNews(userId: UserId, at: Date): Promise<readonly ProposalId[]>;
  /** @returns how many news of before `before` are forgotten now. */
  purge(before: Date): Promise<number>;
}
