import type { Clock } from "../../src/ports/clock.ts";
import type { Custodian } from "../../src/custodian.ts";
import type { ProposalReply } from "../../src/domain/lookups/proposalReply.ts";
import type { Proposal } from "../../src/domain/proposals/proposal.ts";
import { describeState } from "../cards/parts/describeState.ts";
import { parseProposalId } from "../cards/parseLookUpAction.ts";
import { deviceName, nameOf } from "../cards/parts/people.ts";
import { renderProposal } from "../cards/renderProposal.ts";
import {
  answerWithDeadline,
  cardResponse,
  messageResponse,
  type InvokeBody,
} from "../turn/invoke.ts";
import type { Turn } from "../turn/turn.ts";
import type { Messages } from "../messages/messages.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "questions">;
  readonly clock: Clock;
}

const ACCESS_MS = 600;

/**
 * *Open* and *Open the proposal*: its card, for the clicker alone, with its own buttons. They check like those in the channel.
 *
 * @throws {ActionNotUnderstood} the click carries no proposal.
 */
export function createOpenProposalHandler({ custodian, clock }: Deps) {
  return ({ activity, userId, messages, log }: Turn): Promise<InvokeBody> => {
    const id = parseProposalId(activity.value);
    return answerWithDeadline(
      custodian.questions
        .proposal(id, userId, ACCESS_MS)
        .then((reply) => toBody(reply, clock.now(), messages)),
      messageResponse(messages.turn.lateClick),
      log.child({ proposalId: id }),
    );
  };
}

function toBody(
  reply: ProposalReply,
  now: Date,
  messages: Messages,
): InvokeBody {
  switch (reply.kind) {
    case "refused":
      return messageResponse(messages.t(reply.message));
    case "gone":
      return messageResponse(messages.lookUp.proposalGone);
    case "proposal": {
      const { proposal, isWhole } = reply;
      if (isWhole)
        return cardResponse(renderProposal(proposal, { now, messages }).card);
      return messageResponse(summaryMessage(proposal, now, messages));
    }
  }
}

/** What whoever may not see other people's logons is told of a proposal. */
export function summaryMessage(
  proposal: Proposal,
  now: Date,
  messages: Messages,
): string {
  const change = messages.pending.change({
    from: nameOf(proposal.fromUser, messages),
    to: nameOf(proposal.toUser, messages),
  });
  return messages.lookUp.proposalSummary({
    device: deviceName(proposal.device),
    change,
    state: describeState(proposal, { now }, messages).title,
  });
}
