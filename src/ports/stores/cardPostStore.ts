import type { ProposalId } from "../../domain/proposals/proposal.ts";
import type {
  ChannelId,
  PostedMessage,
} from "../../domain/channels/channel.ts";
import type { CardKey } from "../../domain/cards/cardKey.ts";

/** A tracked card: where it stands and what it shows. */
export interface CardPost {
  readonly key: CardKey;
  /** The channel that it was last posted to; null for a chat. */
  readonly channelId: ChannelId | null;
  /** Null until Teams' answer to the post is stored. */
  readonly message: PostedMessage | null;
  /**
   * The version that the message shows, of what the card is about; 0 before it is posted. Without a message: the
   * version that Teams refused, which is not sent again.
   */
  readonly shownVersion: number;
  /** How often posting was begun. More than once means a second message may exist. */
  readonly attempts: number;
  /** Whether Teams ever took it; it may be gone since. */
  readonly wasPosted: boolean;
}

/** The version of an answer that nothing follows; see `syncAnswer.ts`. */
export const COMPLETE_ANSWER = 2;

export interface CardPostStore {
  find(key: CardKey): Promise<CardPost | null>;

  /**
   * Says that a post is about to be sent, so that only one process sends it.
   *
   * @param leaseUntil until when no other may begin.
   * @returns null when it is posted already or another's lease still holds.
   */
  beginPosting(
    key: CardKey,
    channelId: ChannelId | null,
    now: Date,
    leaseUntil: Date,
  ): Promise<CardPost | null>;

  /** Stores Teams' answer. @returns false when the post was begun again since: this message is a second one. */
  posted(
    key: CardKey,
    attempt: number,
    message: PostedMessage,
    shownVersion: number,
  ): Promise<boolean>;

  /** Teams said no: nothing was posted, and this attempt does not count. */
  notPosted(key: CardKey, attempt: number): Promise<void>;

  /** Whether Teams posted it is unknown: the next attempt may begin at once, and counts as a second one. */
  answerLost(key: CardKey, attempt: number): Promise<void>;

  /** Ends every lease: for when whoever held one is known to be dead. */
  endLeases(): Promise<void>;

  /** Gives the message of one subject to the one that took its place: the same card goes on with it. */
  handOver(from: CardKey, to: CardKey): Promise<void>;

  /** Proposals with a message in this channel that shows an older version of them, in the order of their ids. */
  listBehind(
    channelId: ChannelId,
    limit: number,
    after: ProposalId | null,
  ): Promise<readonly ProposalId[]>;

  /** Which cards these messages of a chat or a channel are, in the order of the messages. */
  listInMessages(
    conversationId: string,
    activityIds: readonly string[],
  ): Promise<readonly CardKey[]>;

  /** Never lowers the shown version. */
  shown(key: CardKey, version: number): Promise<void>;

  /** The message is gone from Teams: the next post begins anew, and counts as a second one. */
  forgetMessage(key: CardKey): Promise<void>;

  /**
   * Forgets the answers to look-ups and to wishes for proposals whose posting was begun last before `anyBefore`, and
   * of those that are whole the ones before `wholeBefore`. All other cards stay. @returns how many.
   */
  purgeAnswers(edges: {
    readonly wholeBefore: Date;
    readonly anyBefore: Date;
  }): Promise<number>;
}
