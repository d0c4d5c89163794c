import type { Custodian } from "../../src/custodian.ts";
import type { Proposal } from "../../src/proposals/proposal.ts";
import type { ProposeInTimeResult } from "../../src/proposals/proposeInTime.ts";
import { asText } from "../cards/asText.ts";
import { parseProposeChoice, SHARED } from "../cards/parseLookUpAction.ts";
import { deviceName } from "../cards/people.ts";
import { renderChoice } from "../cards/renderChoice.ts";
import { parseProposeWords, type ProposeWords } from "../commandText.ts";
import {
  answerInTime,
  cardResponse,
  messageResponse,
  type InvokeBody,
} from "../invoke.ts";
import { toRecipient, type Reply, type Turn } from "../turn.ts";
import type { Words } from "../words/words.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "propose">;
}

/** Of the two seconds in which a command is answered; the rest is for the database and Teams. */
const TYPED_MS = 1_700;
/** Of the second in which a click is answered. */
const CLICKED_MS = 700;

/** `propose <device> <user>` and `propose <device> shared`. */
export function createProposeHandler({ custodian }: Deps) {
  return async (turn: Turn, typed: string): Promise<Reply> => {
    const parsed = parseProposeWords(typed);
    if (parsed === null) return { text: turn.words.propose.howTo };

    const result = await custodian.propose(
      { ...parsed, requestedBy: turn.userId },
      { budgetMs: TYPED_MS, replyTo: toRecipient(turn) },
    );
    return toReply(result, parsed, turn.words);
  };
}

/**
 * *Propose* beside what was meant, where the words named it in part or several are called so: proposes in the name of whoever
 * clicks, with every check of the command.
 *
 * @throws {ActionNotUnderstood} the click carries what no card of ours sends.
 */
export function createProposeChoiceHandler({ custodian }: Deps) {
  return (turn: Turn): Promise<InvokeBody> => {
    const { activity, userId, words, log } = turn;
    const chosen = parseProposeChoice(activity.value);
    return answerInTime(
      custodian
        .propose(
          { ...chosen, requestedBy: userId },
          { budgetMs: CLICKED_MS, replyTo: toRecipient(turn) },
        )
        .then((result) => {
          const reply = toReply(result, chosen, words);
          return "card" in reply
            ? cardResponse(reply.card)
            : messageResponse(reply.text);
        }),
      messageResponse(words.propose.lateInClick),
      log,
    );
  };
}

function toReply(
  result: ProposeInTimeResult,
  { device, user }: ProposeWords,
  words: Words,
): Reply {
  switch (result.kind) {
    case "checking":
      return { text: words.propose.checking };
    case "refused":
      return { text: result.message };
    case "proposed":
      return { text: describeProposed(result.proposal, true, words) };
    case "already-open":
      return { text: describeProposed(result.proposal, false, words) };
    case "choose-device":
      return renderChoice(
        { what: "device", choice: result.choice },
        { kind: "propose", other: user ?? SHARED },
        { words },
      );
    case "choose-user":
      return renderChoice(
        { what: "user", choice: result.choice },
        { kind: "propose", other: device },
        { words },
      );
  }
}

function describeProposed(
  { device, toUser, state }: Proposal,
  isNew: boolean,
  { propose: words }: Words,
): string {
  const change =
    toUser === null
      ? words[isNew ? "proposedShared" : "alreadyShared"]({
          device: deviceName(device),
        })
      : words[isNew ? "proposed" : "alreadyTo"]({
          device: deviceName(device),
          to: asText(toUser.displayName, 60),
        });
  return `${change} ${state.kind === "held" ? words.held : words.asked}`;
}
