import type { Custodian } from "../../src/custodian.ts";
import { parsePendingPage } from "../cards/parseAction.ts";
import type { TabLink } from "../cards/parts/tabLink.ts";
import { renderPending } from "../cards/renderPending.ts";
import type { InvokeBody } from "../turn/invoke.ts";
import type { Reply, Turn } from "../turn/turn.ts";
import { answerWithReply } from "./answerWithReply.ts";
import { VIEW_MS } from "./viewBudget.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "lookUps" | "listPending">;
  /** To the proposals in the tab; null without one. */
  readonly tabLink: TabLink;
}

/** `pending`: the proposals that wait for a decision, from their first page, and how many there are elsewhere. */
export function createPendingHandler(deps: Deps) {
  return (turn: Turn): Promise<Reply> => showPending(deps, turn, 0);
}

/**
 * *Previous* and *Next*: another page in place of the card, for the clicker alone.
 *
 * @throws {ActionNotUnderstood} the click carries no page.
 */
export function createPendingPageHandler(deps: Deps) {
  return (turn: Turn): Promise<InvokeBody> =>
    answerWithReply(
      turn,
      showPending(deps, turn, parsePendingPage(turn.activity.value)),
      turn.messages.turn.lateCommand({ command: "pending" }),
    );
}

async function showPending(
  { custodian, tabLink }: Deps,
  { userId, messages }: Turn,
  page: number,
): Promise<Reply> {
  const access = await custodian.lookUps.access(userId, VIEW_MS);
  if (access.kind === "none" || access.kind === "not-checked")
    return { text: messages.t(access.message) };
  return renderPending(await custodian.listPending(page), messages, tabLink);
}
