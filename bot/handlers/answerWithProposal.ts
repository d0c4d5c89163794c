import type { Clock } from "../../src/ports/clock.ts";
import type { Message } from "../../src/domain/message.ts";
import type {
  Proposal,
  ProposalId,
} from "../../src/domain/proposals/proposal.ts";
import { describeState } from "../cards/parts/describeState.ts";
import { deviceName, nameOf } from "../cards/parts/people.ts";
import {
  answerWithDeadline,
  cardResponse,
  messageResponse,
  type InvokeBody,
} from "../turn/invoke.ts";
import type { Turn } from "../turn/turn.ts";
import type { Messages } from "../messages/messages.ts";

/** As much of a proposal as somebody may see. */
export type SeenProposal =
  | { readonly kind: "refused"; readonly message: Message }
  | { readonly kind: "gone" }
  | { readonly kind: "summary"; readonly proposal: Proposal }
  | { readonly kind: "whole"; readonly card: object };

/** Answers a click on a proposal for the clicker alone, within a second. */
export function answerWithProposal(
  turn: Turn,
  clock: Clock,
  {
    id,
    see,
    late,
  }: {
    readonly id: ProposalId;
    readonly see: () => Promise<SeenProposal>;
    readonly late: string;
  },
): Promise<InvokeBody> {
  const { messages } = turn;
  return answerWithDeadline(
    see().then((seen) => toBody(seen, clock.now(), messages)),
    messageResponse(late),
    { ...turn, log: turn.log.child({ proposalId: id }) },
  );
}

function toBody(seen: SeenProposal, now: Date, messages: Messages): InvokeBody {
  switch (seen.kind) {
    case "refused":
      return messageResponse(messages.t(seen.message));
    case "gone":
      return messageResponse(messages.lookUp.proposalGone);
    case "summary":
      return messageResponse(
        proposalMessage("proposalSummary", seen.proposal, now, messages),
      );
    case "whole":
      return cardResponse(seen.card);
  }
}

/** What is told of a proposal to whoever may not see other people's logons, or where such people read along. */
export function proposalMessage(
  kind: "proposalSummary" | "proposalBrief",
  proposal: Proposal,
  now: Date,
  messages: Messages,
): string {
  const change = messages.pending.change({
    from: nameOf(proposal.fromUser, messages),
    to: nameOf(proposal.toUser, messages),
  });
  return messages.lookUp[kind]({
    device: deviceName(proposal.device),
    change,
    state: describeState(proposal, { now }, messages).title,
  });
}
