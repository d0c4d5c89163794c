import { createHash, randomUUID } from "node:crypto";
import type { Clock } from "../../src/ports/clock.ts";
import type { Custodian } from "../../src/custodian.ts";
import type { ProposalId } from "../../src/domain/proposals/proposal.ts";
import { MOST_SAID } from "../../src/domain/proposals/said.ts";
import type { ProposeWithDeadlineResult } from "../../src/domain/proposals/request.ts";
import { parseProposeChoice } from "../cards/parseLookUpAction.ts";
import {
  renderProposeChoice,
  proposedMessage,
} from "../cards/renderProposeAnswer.ts";
import { parsePropose, type ParsedPropose } from "../text/commandText.ts";
import {
  answerWithDeadline,
  cardResponse,
  messageResponse,
  type InvokeBody,
} from "../turn/invoke.ts";
import { toRecipient, type Reply, type Turn } from "../turn/turn.ts";
import type { Messages } from "../messages/messages.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "propose">;
  readonly clock: Clock;
}

/** Of the two seconds in which a command is answered; the rest is for the database and Teams. */
const TYPED_MS = 1_700;

/** Of the second in which a click is answered. */
const CLICKED_MS = 700;

/**
 * `propose <device> <user>` and `propose <device> shared`.
 *
 * The handler returns null when a message says that it is being checked; it is edited when that is done.
 */
export function createProposeHandler({ custodian, clock }: Deps) {
  return async (turn: Turn, typed: string): Promise<Reply | null> => {
    const parsed = parsePropose(typed);
    if (parsed === null) return { text: turn.messages.propose.howTo };
    if (parsed.why !== undefined && parsed.why.length > MOST_SAID)
      return {
        text: turn.messages.notUnderstood.tooLong({ most: MOST_SAID }),
      };

    const { serviceUrl, conversation } = turn.activity;
    const result = await custodian.propose(
      { ...parsed, requestedBy: turn.userId },
      {
        budgetMs: TYPED_MS,
        replyTo: toRecipient(turn),
        where: { serviceUrl, conversationId: conversation.id },
        id: proposalIdOf(turn),
        onDeferred: turn.onDeferred,
        goesOn: turn.goesOn,
      },
    );
    return result.kind === "checking"
      ? null
      : toReply(result, parsed, clock.now(), turn.messages);
  };
}

/** The same for the same message delivered again, so that one that was not answered proposes nothing twice. */
function proposalIdOf({ activity, userId }: Turn): ProposalId {
  const { id, conversation, text } = activity;
  const hex = createHash("sha256")
    .update(JSON.stringify([conversation.id, id ?? randomUUID(), userId, text]))
    .digest("hex");
  // The version of UUIDs that are made as their maker likes (RFC 9562), and its variant.
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return uuid as ProposalId;
}

/**
 * *Propose* beside what was meant, where the words named it in part or several are called so: proposes in the name of
 * whoever clicks, with every check of the command.
 *
 * @throws {ActionNotUnderstood} the click carries what no card of ours sends.
 */
export function createProposeChoiceHandler({ custodian, clock }: Deps) {
  return (turn: Turn): Promise<InvokeBody> => {
    const { activity, userId, messages } = turn;
    const chosen = parseProposeChoice(activity.value);
    return answerWithDeadline(
      custodian
        .propose(
          { ...chosen, requestedBy: userId },
          {
            budgetMs: CLICKED_MS,
            replyTo: toRecipient(turn),
            goesOn: turn.goesOn,
          },
        )
        .then((result) => {
          const reply = toReply(result, chosen, clock.now(), messages);
          return "card" in reply
            ? cardResponse(reply.card)
            : messageResponse(reply.text);
        }),
      messageResponse(messages.propose.lateInClick),
      turn,
    );
  };
}

function toReply(
  result: ProposeWithDeadlineResult,
  request: ParsedPropose,
  now: Date,
  messages: Messages,
): Reply {
  switch (result.kind) {
    case "checking":
      return { text: messages.propose.checking };
    case "wished":
    case "refused":
      return { text: messages.t(result.message) };
    case "proposed":
    case "already-open":
      return { text: proposedMessage(result, now, messages) };
    case "choose-device":
    case "choose-user":
      return renderProposeChoice(result, request, messages);
  }
}
