import { AppError } from "../domain/appError.ts";
import type { Handoff } from "../domain/handoffs/handoff.ts";
import type { LookUpReply } from "../usecases/lookups/askLookUp.ts";
import type { PersonRef, UserId } from "../domain/people/user.ts";
import type { Batch } from "../domain/proposals/batch.ts";
import type { ChannelId, Proposal } from "../domain/proposals/proposal.ts";
import type {
  ProposeRequest,
  ProposeResult,
} from "../usecases/proposals/proposeManually.ts";
import type { Sweep } from "../domain/sweep/sweep.ts";
import {
  sentence,
  type Sentence,
  type StoredSentence,
} from "../domain/sentence.ts";

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

/** A card that is posted once and edited in place as what it shows moves on. */
export type LiveCard =
  | { readonly kind: "proposal"; readonly proposal: Proposal }
  /** For the staging lead. In a channel it mentions `lead`, when there is one. */
  | {
      readonly kind: "handoff";
      readonly handoff: Handoff;
      readonly proposal: Proposal | null;
      readonly lead: PersonRef | null;
    }
  | { readonly kind: "sweep"; readonly sweep: Sweep }
  | {
      readonly kind: "batch";
      readonly batch: Batch;
      /** The proposals of its rows, in their order. */
      readonly proposals: readonly Proposal[];
    }
  /** An answer that Microsoft was too slow for; `waits` while a better one follows. */
  | {
      readonly kind: "lookUp";
      readonly reply: LookUpReply;
      readonly asker: UserId;
      readonly isPrivate: boolean;
      readonly waits: boolean;
    }
  /** The answer to `propose` that Microsoft was too slow for; null while it is being checked. */
  | {
      readonly kind: "propose";
      readonly request: ProposeRequest;
      readonly result: ProposeResult | null;
    };

/** Where a live card is posted first. */
export type Place =
  /** As a new thread. */
  | { readonly kind: "channel"; readonly channel: Channel }
  /** In the conversation in which it was asked for. */
  | {
      readonly kind: "conversation";
      readonly serviceUrl: string;
      readonly conversationId: string;
    }
  /** In the person's own chat with the bot. */
  | { readonly kind: "personal"; readonly userId: UserId };

/** Where a live card stands. */
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

export type Notice =
  /** A late refusal, for the person who clicked. */
  | ({ readonly kind: "refusal"; readonly message: StoredSentence } &
      /** Null when the proposal is not known any more. */
      (
        | { readonly deviceName: string | null }
        /** Of the digest that was approved; null when it is not known any more. */
        | { readonly stagingAccount: string | null }
      ))
  /** How a proposal that someone asked for ended. */
  | { readonly kind: "result"; readonly proposal: Proposal }
  /** Of what someone asked for, and waited too long to be answered: it is asked, or was when `isNew` is false. */
  | {
      readonly kind: "proposed";
      readonly proposal: Proposal;
      readonly isNew: boolean;
    }
  /** The same, where nothing came of it. `deviceName` as it was typed. */
  | {
      readonly kind: "not-proposed";
      readonly deviceName: string;
      readonly message: StoredSentence;
    }
  /** A channel no longer takes cards: proposals wait. For admins. */
  | { readonly kind: "channel-lost"; readonly held: number }
  /** Teams refuses a card as it is. For admins. */
  | { readonly kind: "card-refused"; readonly deviceName: string }
  /** A staging lead has no chat with the bot, and there is no channel to tell them in. For admins. */
  | { readonly kind: "no-channel" };

/** What Custodian needs of Teams; bot/channel implements it. Each call is one message, paced per conversation. */
export interface Messenger {
  /**
   * Posts a card for the first time.
   *
   * @throws {ChannelLost} the channel or the conversation does not take messages of ours.
   * @throws {PersonUnreachable} they have no chat with the bot.
   * @throws {MessageRefused} in a channel. @throws {TeamsThrottled} @throws {TeamsUnavailable}
   */
  post(place: Place, card: LiveCard): Promise<PostedMessage>;
  /**
   * Edits the card in place.
   *
   * @throws {MessageGone} @throws {ChannelLost} @throws {MessageRefused} @throws {TeamsThrottled}
   * @throws {TeamsUnavailable}
   */
  edit(message: PostedMessage, card: LiveCard): Promise<void>;
  /** Answers in the card's thread, which notifies its readers; text is shown as text. */
  reply(message: PostedMessage, text: Sentence): Promise<void>;
  /** @throws {PersonUnreachable} they have no chat with the bot and Teams offers no other private way. */
  tell(recipient: Recipient, notice: Notice): Promise<void>;
}

/** The bot is not in the channel (the conversation, the chat) any more, or it is gone. */
export class ChannelLost extends AppError {
  readonly code = "teams.channel-lost";
  readonly userMessage = sentence("teams.channel-lost");

  /** @param channelId null for a conversation that is no channel we know. */
  constructor(channelId: ChannelId | null, detail: string) {
    super(
      `${channelId ? `Channel ${channelId}` : "A conversation"} cannot be posted to: ${detail}`,
    );
  }
}

/** The message was deleted, or Teams lost it. A replacement is posted and counted. */
export class MessageGone extends AppError {
  readonly code = "teams.message-gone";
  readonly userMessage = sentence("teams.message-gone");

  constructor(activityId: string) {
    super(`Message ${activityId} is gone`);
  }
}

/** Teams will not take this card, now or later: it is too large, or not what Teams expects. Nothing was sent. */
export class MessageRefused extends AppError {
  readonly code = "teams.message-refused";
  readonly userMessage = sentence("teams.message-refused");

  constructor(detail: string) {
    super(`Teams refused the message: ${detail}`);
  }
}

export class TeamsThrottled extends AppError {
  readonly code = "teams.throttled";
  readonly userMessage = sentence("teams.throttled");
  override readonly retryable = true;
  override readonly retryAfterMs: number | undefined;

  constructor(retryAfterMs?: number) {
    super("Throttled by Teams");
    this.retryAfterMs = retryAfterMs;
  }
}

/** No definite answer. `maybeDone` is true when the message may have been posted all the same. */
export class TeamsUnavailable extends AppError {
  readonly code = "teams.unavailable";
  readonly userMessage = sentence("teams.unavailable");
  override readonly retryable = true;
  readonly maybeDone: boolean;

  constructor(detail: string, maybeDone: boolean) {
    super(`Teams: ${detail}`);
    this.maybeDone = maybeDone;
  }
}

export class PersonUnreachable extends AppError {
  readonly code = "teams.person-unreachable";
  readonly userMessage = sentence("teams.person-unreachable");

  constructor(userId: UserId) {
    super(`User ${userId} has no chat with the bot`);
  }
}
