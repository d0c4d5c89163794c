import type { Clock } from "../../src/ports/clock.ts";
import type { Custodian } from "../../src/custodian.ts";
import { parseBoardPage } from "../cards/parseAction.ts";
import { renderBoard } from "../cards/renderBoard.ts";
import {
  answerWithDeadline,
  cardResponse,
  messageResponse,
  type InvokeBody,
} from "../turn/invoke.ts";
import type { Reply, Turn } from "../turn/turn.ts";
import { VIEW_MS } from "./viewBudget.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "lookUps" | "handoffs">;
  readonly clock: Clock;
}

/** `handoffs`: the staging board, from its first page. */
export function createHandoffsHandler(deps: Deps) {
  return (turn: Turn): Promise<Reply> => showBoard(deps, turn, 0);
}

/**
 * *Previous* and *Next*: another page in place of the card, for the clicker alone.
 *
 * @throws {ActionNotUnderstood} the click carries no page.
 */
export function createBoardPageHandler(deps: Deps) {
  return (turn: Turn): Promise<InvokeBody> =>
    answerWithDeadline(
      showBoard(deps, turn, parseBoardPage(turn.activity.value)).then(
        (reply) =>
          "card" in reply
            ? cardResponse(reply.card)
            : messageResponse(reply.text),
      ),
      messageResponse(turn.messages.turn.lateBoard),
      turn,
    );
}

async function showBoard(
  { custodian, clock }: Deps,
  { userId, messages }: Turn,
  page: number,
): Promise<Reply> {
  const access = await custodian.lookUps.access(userId, VIEW_MS);
  if (access.kind === "none" || access.kind === "not-checked")
    return { text: messages.t(access.message) };
  return renderBoard(await custodian.handoffs.board(page), {
    now: clock.now(),
    messages,
  });
}
