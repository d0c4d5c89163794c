import type { UserId } from "../people/user.ts";
import type { Recipient } from "./channel.ts";

/** In their own chat with the bot. */
export function inPerson(userId: UserId): Recipient {
  return { userId, teamsUserId: null, serviceUrl: null, conversationId: null };
}
