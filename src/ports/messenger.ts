import { AppError } from "../domain/appError.ts";
import type { UserId } from "../domain/people/user.ts";
import type {
  Channel,
  ChannelId,
  ChannelNames,
  Place,
  PostedMessage,
  Recipient,
} from "../domain/channels/channel.ts";
import { message, type Message } from "../domain/message.ts";
import type { TrackedCard } from "../domain/cards/trackedCard.ts";
import type { Notice } from "../domain/cards/notice.ts";

/** What Custodian needs of Teams; bot/channel implements it. Each call is one message, paced per conversation. */
export interface Messenger {
  /**
   * Posts a card for the first time.
   *
   * @throws {ChannelLost} the channel or the conversation does not take messages of ours.
   * @throws {PersonUnreachable} they have no chat with the bot.
   * @throws {MessageRefused} in a channel. @throws {TeamsThrottled} @throws {TeamsUnavailable}
   */
  post(place: Place, card: TrackedCard): Promise<PostedMessage>;
  /**
   * Edits the card in place.
   *
   * @throws {MessageGone} @throws {ChannelLost} @throws {MessageRefused} @throws {TeamsThrottled}
   * @throws {TeamsUnavailable}
   */
  edit(message: PostedMessage, card: TrackedCard): Promise<void>;
  /** Answers in the card's thread, which notifies its readers; text is shown as text. */
  reply(message: PostedMessage, text: Message): Promise<void>;
  /**
   * Says something in a channel, as a thread of its own; text is shown as text.
   *
   * @throws {ChannelLost} @throws {MessageRefused} @throws {TeamsThrottled} @throws {TeamsUnavailable}
   */
  say(channel: Channel, text: Message): Promise<void>;
  /**
   * Whether the bot is in the channel, as far as Teams says; posts nothing.
   *
   * @throws {TeamsThrottled} @throws {TeamsUnavailable}
   */
  reaches(channel: Channel): Promise<boolean>;
  /**
   * What people call the channel; null where Teams does not know it, or it is not known in which team it is.
   *
   * @throws {ChannelLost} @throws {TeamsThrottled} @throws {TeamsUnavailable}
   */
  namesOf(channel: Channel): Promise<ChannelNames | null>;
  /** @throws {PersonUnreachable} they have no chat with the bot and Teams offers no other private way. */
  notify(recipient: Recipient, notice: Notice): Promise<void>;
}

/** Teams says that the bot is not in the channel (the conversation, the chat) any more, or that it is gone. */
export class ChannelLost extends AppError {
  readonly code = "teams.channel-lost";
  readonly userMessage = message("teams.channel-lost");

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
  readonly userMessage = message("teams.message-gone");

  constructor(activityId: string) {
    super(`Message ${activityId} is gone`);
  }
}

/** Teams will not take this card, now or later: it is too large, or not what Teams expects. Nothing was sent. */
export class MessageRefused extends AppError {
  readonly code = "teams.message-refused";
  readonly userMessage = message("teams.message-refused");

  constructor(detail: string) {
    super(`Teams refused the message: ${detail}`);
  }
}

export class TeamsThrottled extends AppError {
  readonly code = "teams.throttled";
  readonly userMessage = message("teams.throttled");
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
  readonly userMessage = message("teams.unavailable");
  override readonly retryable = true;
  readonly maybeDone: boolean;

  constructor(detail: string, maybeDone: boolean) {
    super(`Teams: ${detail}`);
    this.maybeDone = maybeDone;
  }
}

export class PersonUnreachable extends AppError {
  readonly code = "teams.person-unreachable";
  readonly userMessage = message("teams.person-unreachable");

  constructor(userId: UserId) {
    super(`User ${userId} has no chat with the bot`);
  }
}
