import type { Activity } from "../protocol/wire.ts";
import type { Recipient } from "../../src/domain/channels/channel.ts";
import type { UserId } from "../../src/domain/people/user.ts";
import type { Logger } from "../telemetry/log.ts";
import type { GoesOn } from "./allowances.ts";
import type { Messages } from "../messages/messages.ts";

/** One delivered activity, and who is behind it by the verified token. */
export interface Turn {
  readonly activity: Activity;
  readonly userId: UserId;
  /**
   * Of those who read the answer: of the person who clicked, or, of a command, of the conversation in which it was
   * typed.
   */
  readonly messages: Messages;
  /** Of the conversation's cards, for a view of one of them. */
  readonly messagesOfCards: () => Promise<Messages>;
  /** Told that a stored job answers: the activity is not worked again, whatever happens to this process. */
  readonly onDeferred: () => Promise<void>;
  /** Told of work that goes on after the answer: until it has ended, it counts as the person's. */
  readonly goesOn: GoesOn;
  /** How long a click may take to be answered, in milliseconds: by `answerWithDeadline`. */
  readonly answerWithinMs: number;
  readonly log: Logger;
}

/** What a command answers. `text` is shown as text, whatever it contains. */
export type Reply =
  | { readonly text: string }
  | {
      readonly card: object;
      readonly summary: string;
      readonly text?: string;
    };

/** Where a private word can reach the sender later. */
export function toRecipient({ activity, userId }: Turn): Recipient {
  return {
    userId,
    teamsUserId: activity.from.id,
    serviceUrl: activity.serviceUrl,
    conversationId: activity.conversation.id,
  };
}
