import type { Clock } from "../../src/ports/clock.ts";
import type { Custodian } from "../../src/custodian.ts";
import { parseBoardPage } from "../cards/parseAction.ts";
import { renderBoard } from "../cards/renderBoard.ts";
import type { InvokeBody } from "../turn/invoke.ts";
import type { Reply, Turn } from "../turn/turn.ts";
import { answerWithReply } from "./answerWithReply.ts";
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
    answerWithReply(
      turn,
      showBoard(deps, turn, parseBoardPage(turn.activity.value)),
      turn.messages.turn.lateBoard,
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
