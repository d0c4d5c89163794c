import type { InvokeBody } from "../turn/invoke.ts";
import type { Reply, Turn } from "../turn/turn.ts";
import { answerWithReply } from "./answerWithReply.ts";

/**
 * A button of the help card does what typing `command` does; the answer is seen by the clicker alone. That also makes
 * the click safe to repeat, as Teams may send it twice under different ids.
 */
export function createCommandButton(
  command: string,
  handle: (turn: Turn, words: string) => Promise<Reply>,
) {
  return (turn: Turn): Promise<InvokeBody> =>
    answerWithReply(
      turn,
      handle(turn, ""),
      turn.messages.turn.lateCommand({ command }),
    );
}
