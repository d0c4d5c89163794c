import {
  answerWithDeadline,
  cardResponse,
  messageResponse,
  type InvokeBody,
} from "../turn/invoke.ts";
import type { Reply, Turn } from "../turn/turn.ts";

/**
 * Answers a click with what typing would be answered with: a card or a text in place of the card, for the clicker
 * alone.
 *
 * @param late is said in its place when it takes too long.
 */
export function answerWithReply(
  turn: Turn,
  reply: Promise<Reply>,
  late: string,
): Promise<InvokeBody> {
  return answerWithDeadline(
    reply.then((answer) =>
      "card" in answer
        ? cardResponse(answer.card)
        : messageResponse(answer.text),
    ),
    messageResponse(late),
    turn,
  );
}
