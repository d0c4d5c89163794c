import type { Clock } from "../../src/ports/clock.ts";
import type { Custodian } from "../../src/custodian.ts";
import { renderChoice, renderMessage } from "../cards/renderChoice.ts";
import type { TabLink } from "../cards/parts/tabLink.ts";
import { renderProposal } from "../cards/renderProposal.ts";
import { deviceName } from "../cards/parts/people.ts";
import { baseConversationId } from "../protocol/activity.ts";
import { readQuoted } from "../text/teamsMarkup.ts";
import { unquote } from "../text/commandText.ts";
import type { Reply, Turn } from "../turn/turn.ts";
import { proposalMessage } from "./answerWithProposal.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "questions">;
  readonly clock: Clock;
  /** To a proposal in the tab; null without one. */
  readonly tabLink: TabLink;
}

/** Of the two seconds in which a command is answered; the rest is for the database and Teams. */
const TYPED_MS = 1_700;

/**
 * `approve <device>` and `undo <device>`: the card of the proposal that is meant. Nothing is decided by typing: its
 * buttons do, and check as they do in the channel. Without a name, the device of the message that is answered to is
 * meant.
 */
export function createProposalAboutHandler(
  act: "approve" | "undo",
  { custodian, clock, tabLink }: Deps,
) {
  return async (turn: Turn, typed: string): Promise<Reply> => {
    const { questions } = custodian;
    const { activity, userId, messages } = turn;
    const conversationId = baseConversationId(activity.conversation.id);
    const device =
      unquote(typed) ||
      (await questions.deviceOfMessage({
        ...readQuoted(activity),
        conversationId,
      }));
    if (!device) return { text: messages.lookUp.howTo[act] };
    const reply = await questions.proposalAbout(
      { act, device },
      userId,
      TYPED_MS,
    );
    const now = clock.now();
    switch (reply.kind) {
      case "refused":
        return { text: messages.t(reply.message) };
      case "nothing":
        return {
          text: messages.lookUp.noProposal({
            device: deviceName(reply.device),
          }),
        };
      case "choose-device":
        return renderChoice(
          { what: "device", choice: reply.choice },
          { kind: "who" },
          { messages },
        );
      case "proposal": {
        const { proposal, isWhole, isForAll } = reply;
        const isHere =
          activity.conversation.conversationType === "personal" ||
          proposal.channelId === conversationId;
        if (isWhole && (isForAll || isHere))
          return renderProposal(proposal, { now, tabLink, messages });
        return isWhole
          ? renderMessage(
              proposalMessage("proposalBrief", proposal, now, messages),
              messages,
              proposal.id,
            )
          : {
              text: proposalMessage("proposalSummary", proposal, now, messages),
            };
      }
    }
  };
}
