import { nameOf } from "../../src/domain/matching/nameOf.ts";
import { baseConversationId } from "../protocol/activity.ts";
import type { AskedFor } from "../text/parseQuestion.ts";
import { readQuoted } from "../text/teamsMarkup.ts";
import { renderSeveral } from "../cards/renderSeveral.ts";
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

/** So many are answered at once; of more the answer says that they are there. */
const MOST_AT_ONCE = 10;

/**
 * Answers `who <device>`, `device <device>`, `user <user>`, and what people say instead, within two seconds; `who` also
 * about several. What Microsoft was too slow for is answered from the directory, and the message becomes the whole
 * answer by itself. Without a name, the device of the message that is answered to is meant.
 *
 * The handler returns null when the answer is posted already.
 */
export function createQuestionHandler({ custodian, clock }: Deps) {
  return async (
    turn: Turn,
    { question: asked, list }: AskedFor,
  ): Promise<Reply | null> => {
    const { activity, userId, messages, onDeferred } = turn;
    const isPrivate = isPersonal(activity);
    const { questions } = custodian;
    const names = list === null ? [] : await questions.namesMeant(list);
    const context = { now: clock.now(), isPrivate, messages };
    if (names.length > 1) {
      const some = names.slice(0, MOST_AT_ONCE);
      const replies = await Promise.all(
        some.map((name) =>
          questions.ask({ kind: "who", name }, userId, TYPED_MS),
        ),
      );
      const refused = replies.find(
        (reply) => reply.kind === "refused" || reply.kind === "not-checked",
      );
      return refused
        ? { text: messages.t(refused.message) }
        : renderSeveral(
            some.map((name, i) => ({ name, reply: replies[i] })),
            names.length - some.length,
            context,
          );
    }
    const meant = await pointedAt(questions, turn, onlyOneOf(asked, names));
    if (meant === null) return { text: messages.lookUp.howTo[asked.kind] };
    const question = forReaders(meant, isPrivate);
    const reply = await questions.ask(question, userId, TYPED_MS);
    if (reply.kind === "refused") return { text: messages.t(reply.message) };
    if (!isLate(reply)) return renderLookUp(reply, context);
    const { serviceUrl, conversation } = activity;
    const where = { serviceUrl, conversationId: conversation.id };
    await questions.answerLater(
      { question, asker: userId, where, isPrivate, onDeferred },
      reply,
    );
    return null;
  };
}

/** The question about the one name that is left of what stands in several lines. */
function onlyOneOf(
  asked: TypedQuestion,
  [only]: readonly string[],
): TypedQuestion {
  return only === undefined || [asked.name, asked.or].includes(nameOf(only))
    ? asked
    : { kind: asked.kind, name: only };
}

/** Null where nothing is named, and nothing is known of what is pointed at. */
async function pointedAt(
  questions: Pick<Custodian["questions"], "deviceOfMessage">,
  { activity }: Turn,
  asked: TypedQuestion,
): Promise<Question | null> {
  if (asked.name !== "") return asked;
  if (asked.kind === "user") return null;
  const quoted = readQuoted(activity);
  const id = await questions.deviceOfMessage({
    ...quoted,
    conversationId: baseConversationId(activity.conversation.id),
  });
  return id && { kind: asked.kind, id };
}

/**
 * What is no command and no question, in the bot's own chat: a name alone asks about what has it.
 *
 * @returns null where it names nothing.
 */
export function createBareNameReader({ custodian }: Deps) {
  return async (
    { activity }: Turn,
    typed: string,
  ): Promise<AskedFor | null> => {
    const { questions } = custodian;
    if (!isPersonal(activity) || typed.length > LONGEST_BARE) return null;
    const names = await questions.namesMeant(typed, true);
    const [only] = names;
    if (only === undefined) return null;
    if (names.length > 1)
      return { question: { kind: "who", name: only }, list: names.join("\n") };
    const kind = await questions.kindNamed(only);
    return kind && { question: { kind, name: only }, list: null };
  };
}

/** Of several names, in code units. */
const LONGEST_BARE = 600;

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
