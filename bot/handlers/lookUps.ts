import { parseLookUpAction } from "../cards/parseLookUpAction.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { Custodian } from "../../src/custodian.ts";
import {
  isLate,
  type LookUpReply,
  type Question,
  type TypedQuestion,
} from "../../src/domain/lookups/question.ts";
import type { LookUpContext } from "../cards/parts/lookUpContext.ts";
import { renderLookUp } from "../cards/renderLookUp.ts";
import {
  answerWithDeadline,
  cardResponse,
  messageResponse,
  type InvokeBody,
} from "../turn/invoke.ts";
import type { Reply, Turn } from "../turn/turn.ts";
import type { Messages } from "../messages/messages.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "questions">;
  readonly clock: Clock;
}

/** Of the two seconds in which a typed question is answered; the rest is for the database and Teams. */
const TYPED_MS = 1_700;

/** Of the second in which a click is answered. */
const CLICKED_MS = 600;

/**
 * Answers `who <device>`, `device <device>`, `user <user>`, and what people say instead, within two seconds. What
 * Microsoft was too slow for is answered from the directory, and the message becomes the whole answer by itself.
 *
 * The handler returns null when the answer is posted already.
 */
export function createQuestionHandler({ custodian, clock }: Deps) {
  return async (
    { activity, userId, messages, onDeferred }: Turn,
    asked: TypedQuestion,
  ): Promise<Reply | null> => {
    if (asked.name === "") return { text: messages.lookUp.howTo[asked.kind] };
    const isPrivate = isPersonal(activity);
    const question = forReaders(asked, isPrivate);
    const { questions } = custodian;
    const reply = await questions.ask(question, userId, TYPED_MS);
    if (reply.kind === "refused") return { text: messages.t(reply.message) };
    if (!isLate(reply))
      return renderLookUp(reply, { now: clock.now(), isPrivate, messages });
    const { serviceUrl, conversation } = activity;
    const where = { serviceUrl, conversationId: conversation.id };
    await questions.answerLater(
      { question, asker: userId, where, isPrivate, onDeferred },
      reply,
    );
    return null;
  };
}

/**
 * The buttons of the cards that answer them, of choices, and of the help card: an answer in place of the card, for
 * the clicker alone, with what the clicker may see.
 *
 * @throws {ActionNotUnderstood} the click carries what no card of ours sends.
 */
export function createLookUpButton({ custodian, clock }: Deps) {
  return (turn: Turn): Promise<InvokeBody> => {
    const { activity, userId, messages } = turn;
    const question = parseLookUpAction(activity.value);
    if (question === null)
      return Promise.resolve(messageResponse(messages.lookUp.nothingTyped));
    const isPrivate = isPersonal(activity);
    return answerWithDeadline(
      custodian.questions
        .ask(forReaders(question, isPrivate), userId, CLICKED_MS)
        .then((reply) =>
          toBody(reply, { now: clock.now(), isPrivate, messages }, messages),
        ),
      messageResponse(messages.turn.lateLookUp),
      turn,
    );
  };
}

function toBody(
  reply: LookUpReply,
  context: LookUpContext,
  messages: Messages,
): InvokeBody {
  // What is no answer leaves the card that was clicked where it is.
  if (reply.kind === "refused" || reply.kind === "not-checked")
    return messageResponse(messages.t(reply.message));
  const { card, summary } = renderLookUp(reply, context);
  return reply.kind === "gone" || reply.kind === "unavailable"
    ? messageResponse(summary)
    : cardResponse(card);
}

/** Where others read along, what is for whoever asks alone is not looked up, and takes no room on the pages. */
function forReaders(question: Question, isPrivate: boolean): Question {
  return question.kind === "user"
    ? { ...question, ownedOnly: !isPrivate }
    : question;
}

/** Where nobody else reads along. */
function isPersonal({ conversation }: Turn["activity"]): boolean {
  return conversation.conversationType === "personal";
}
