import type { TabLink } from "../cards/parts/tabLink.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { Custodian } from "../../src/custodian.ts";
import { baseConversationId } from "../protocol/activity.ts";
import { parseRefresh } from "../cards/parseAction.ts";
import { renderProposal } from "../cards/renderProposal.ts";
import type { InvokeBody } from "../turn/invoke.ts";
import type { Turn } from "../turn/turn.ts";
import { answerWithProposal, type SeenProposal } from "./answerWithProposal.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "questions">;
  readonly clock: Clock;
  /** To a proposal in the tab; null without one. */
  readonly tabLink: TabLink;
}

/** Of the second in which an invoke is answered: what Entra may take. */
const ENTRA_MS = 300;

/**
 * What a client sends by itself (`trigger: "automatic"`) when it shows a proposal's card to one of its viewers, after
 * each edit of the message too, and when its reader asks for it: the card as it is now, for them alone. Whichever it
 * was, nothing is edited or sent: an edit would make every viewer's client ask again, without end.
 *
 * @throws {ActionNotUnderstood} it carries no proposal.
 */
export function createRefreshHandler({ custodian, clock, tabLink }: Deps) {
  return (turn: Turn): Promise<InvokeBody> => {
    const { activity, userId, messages, messagesOfCards } = turn;
    const id = parseRefresh(activity.value);
    const conversationId = baseConversationId(activity.conversation.id);
    const see = async (): Promise<SeenProposal> => {
      const view = await custodian.questions.view(
        { id, viewer: userId, conversationId },
        ENTRA_MS,
      );
      if (view.kind !== "view") return view;
      const { proposal, mayNotDecide, viewers } = view;
      const messagesOfCard = await messagesOfCards();
      const { card } = renderProposal(proposal, {
        now: clock.now(),
        mayNotDecide: mayNotDecide && messagesOfCard.t(mayNotDecide),
        viewers,
        tabLink,
        messages: messagesOfCard,
      });
      return { kind: "whole", card };
    };
    return answerWithProposal(turn, clock, {
      id,
      see,
      late: messages.turn.lateRefresh,
    });
  };
}
