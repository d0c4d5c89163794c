import type { TabLink } from "../cards/parts/tabLink.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { Custodian } from "../../src/custodian.ts";
import { parseProposalId } from "../cards/parseLookUpAction.ts";
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

const ACCESS_MS = 600;

/**
 * *Open* and *Open the proposal*: its card, for the clicker alone, with its own buttons. They check like those in the
 * channel.
 *
 * @throws {ActionNotUnderstood} the click carries no proposal.
 */
export function createOpenProposalHandler({ custodian, clock, tabLink }: Deps) {
  return (turn: Turn): Promise<InvokeBody> => {
    const { activity, userId, messages } = turn;
    const id = parseProposalId(activity.value);
    const see = async (): Promise<SeenProposal> => {
      const reply = await custodian.questions.proposal(id, userId, ACCESS_MS);
      if (reply.kind !== "proposal") return reply;
      const { proposal, isWhole } = reply;
      if (!isWhole) return { kind: "summary", proposal };
      const { card } = renderProposal(proposal, {
        now: clock.now(),
        tabLink,
        messages,
      });
      return { kind: "whole", card };
    };
    return answerWithProposal(turn, clock, {
      id,
      see,
      late: messages.turn.lateClick,
    });
  };
}
