import type { Clock } from "../../src/ports/clock.ts";
import type { Custodian } from "../../src/custodian.ts";
import type { ProposalReply } from "../../src/usecases/lookups/showProposalTo.ts";
import type { Proposal } from "../../src/domain/proposals/proposal.ts";
import { describeState } from "../cards/parts/describeState.ts";
import { parseProposalId } from "../cards/parseLookUpAction.ts";
import { deviceName, nameOf } from "../cards/parts/people.ts";
import { renderProposal } from "../cards/renderProposal.ts";
import {
  answerInTime,
  cardResponse,
  messageResponse,
  type InvokeBody,
} from "../turn/invoke.ts";
import type { Turn } from "../turn/turn.ts";
import type { Words } from "../words/words.ts";

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
  return ({ activity, userId, words, log }: Turn): Promise<InvokeBody> => {
    const id = parseProposalId(activity.value);
    return answerInTime(
      custodian.questions
        .proposal(id, userId, ACCESS_MS)
        .then((reply) => toBody(reply, clock.now(), words)),
      messageResponse(words.turn.lateClick),
      log.child({ proposalId: id }),
    );
  };
}

function toBody(reply: ProposalReply, now: Date, words: Words): InvokeBody {
  switch (reply.kind) {
    case "refused":
      return messageResponse(words.say(reply.message));
    case "gone":
      return messageResponse(words.lookUp.proposalGone);
    case "proposal": {
      const { proposal, isWhole } = reply;
      if (isWhole)
        return cardResponse(renderProposal(proposal, { now, words }).card);
      return messageResponse(tellInShort(proposal, now, words));
    }
  }
}

/** What whoever may not see other people's logons is told of a proposal. */
export function tellInShort(
  proposal: Proposal,
  now: Date,
  words: Words,
): string {
  const change = words.pending.change({
    from: nameOf(proposal.fromUser, words),
    to: nameOf(proposal.toUser, words),
  });
  return words.lookUp.proposalInShort({
    device: deviceName(proposal.device),
    change,
    state: describeState(proposal, { now }, words).title,
  });
}
