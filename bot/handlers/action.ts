import type { TabLink } from "../cards/parts/tabLink.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { Custodian } from "../../src/custodian.ts";
import type { ActionResult } from "../../src/domain/proposals/action.ts";
import { parseAction } from "../cards/parseAction.ts";
import { renderProposal } from "../cards/renderProposal.ts";
import {
  answerWithDeadline,
  cardResponse,
  messageResponse,
  type InvokeBody,
} from "../turn/invoke.ts";
import { toRecipient, type Turn } from "../turn/turn.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "applyAction">;
  readonly clock: Clock;
  /** To a proposal in the tab; null without one. */
  readonly tabLink: TabLink;
}

/**
 * Every button of a proposal's card. What it may do, and whether this person may, is Custodian's to know.
 *
 * @throws {ActionNotUnderstood} the click carries what no card of ours sends.
 */
export function createActionHandler({ custodian, clock, tabLink }: Deps) {
  return (turn: Turn): Promise<InvokeBody> => {
    const action = parseAction(turn.activity.value);
    if (action.kind === "command")
      throw new Error(`${action.verb} is no action on a proposal`);
    return answerWithDeadline(
      custodian
        .applyAction(
          action,
          { userId: turn.userId, replyTo: toRecipient(turn) },
          turn.goesOn,
        )
        .then((result) => toBody(result, turn, { now: clock.now(), tabLink })),
      messageResponse(turn.messages.turn.lateAnswer),
      { ...turn, log: turn.log.child({ proposalId: action.proposalId }) },
    );
  };
}

async function toBody(
  result: ActionResult,
  { messages, messagesOfCards }: Turn,
  shown: { readonly now: Date; readonly tabLink: TabLink },
): Promise<InvokeBody> {
  switch (result.kind) {
    case "done": {
      const context = { ...shown, messages: await messagesOfCards() };
      return cardResponse(renderProposal(result.proposal, context).card);
    }
    case "refused":
      return messageResponse(messages.t(result.message));
    case "checking":
      return messageResponse(messages.turn.checking);
  }
}
