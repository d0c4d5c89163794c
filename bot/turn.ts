import type { Activity } from "botbuilder";
import type { Recipient } from "../src/notices/messenger.ts";
import type { UserId } from "../src/people/user.ts";
import type { Logger } from "./log.ts";

/** One delivered activity, and who is behind it by the verified token. */
export interface Turn {
  readonly activity: Activity;
  readonly userId: UserId;
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

/** Said to someone whom Teams did not name by their Entra id: guests of a call, other bots. */
export const UNKNOWN_PERSON =
  "Teams did not say who you are, so Custodian cannot answer. Sign in to Teams with your work account and try again.";

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The sender's Entra object id, lower case; null when Teams did not give one. */
export function findUserId(activity: Pick<Activity, "from">): UserId | null {
  const id = activity.from.aadObjectId;
  return id !== undefined && GUID.test(id)
    ? (id.toLowerCase() as UserId)
    : null;
}

/** Where a private word can reach the sender later. */
export function toRecipient({ activity, userId }: Turn): Recipient {
  return {
    userId,
    teamsUserId: activity.from.id,
    serviceUrl: activity.serviceUrl,
    conversationId: activity.conversation.id,
  };
}
