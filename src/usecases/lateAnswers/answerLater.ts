import { randomUUID } from "node:crypto";
import { AppError } from "../../domain/appError.ts";
import { cardKey } from "../../domain/cards/cardKey.ts";
import {
  FIRST_MESSAGE_SECONDS,
  isAnswered,
  postFirstAnswer,
  postCompleteAnswer,
  postIfPossible,
} from "./syncAnswer.ts";
import type { SyncDeps } from "../notices/syncCard.ts";
import { askLookUp, type AskDeps } from "../lookups/askLookUp.ts";
import {
  isLate,
  readStoredQuestion,
  toStoredQuestion,
  type AskedInConversation,
  type LateLookUp,
  type LookUpId,
  type LookUpReply,
} from "../../domain/lookups/question.ts";
import { COMPLETE_ANSWER } from "../../ports/stores/cardPostStore.ts";
import { message } from "../../domain/message.ts";

/** How long Microsoft may take in the job: longer than any of its calls. */
const LATE_BUDGET_MS = 20_000;

/** After that the answer is what the directory knows. */
const GIVE_UP_AFTER_MS = 120_000;
const AGAIN_AFTER_MS = 10_000;

class StillLate extends AppError {
  readonly code = "lookup.still-late";
  readonly userMessage = message("lookup.still-late");
  override readonly retryable = true;
  override readonly retryAfterMs = AGAIN_AFTER_MS;

  constructor(id: LookUpId) {
    super(`Microsoft has not answered look-up ${id} yet`);
  }
}

/**
 * Posts what is known in time, and sees to it that the message becomes the whole answer.
 *
 * The job is stored before the message is sent. Whoever dies in between leaves it to the job, which posts the answer
 * itself; whoever dies after it leaves a message that the job edits. Before that nothing is stored, and the question
 * is answered when Teams delivers it again, like every other command.
 */
export async function answerLater(
  deps: SyncDeps,
  { onDeferred, ...asked }: AskedInConversation,
  reply: LookUpReply,
): Promise<void> {
  const { clock, storage } = deps;
  const id = randomUUID() as LookUpId;
  await storage.queue.send(
    "answerLookUpLater",
    {
      ...asked,
      question: toStoredQuestion(asked.question),
      id,
      askedAt: clock.now().toISOString(),
    },
    { delaySeconds: FIRST_MESSAGE_SECONDS },
  );
  await onDeferred?.();
  const { asker, where, isPrivate } = asked;
  const card = {
    kind: "lookUp",
    reply,
    asker,
    isPrivate,
    waits: true,
  } as const;
  await postFirstAnswer(deps, { ...nameOf(id), where, card });
}

/**
 * Asks again, with time, and puts the answer in place of the first one. What the asker may see is looked at again.
 *
 * @throws {StillLate} Microsoft does not answer yet; after two minutes what the directory knows has to do.
 * @throws what `syncCard` throws.
 */
export async function answerLookUpLater(
  deps: SyncDeps & AskDeps,
  { id, question, asker, where, isPrivate, askedAt }: LateLookUp,
): Promise<void> {
  const reply = await askLookUp(
    deps,
    readStoredQuestion(question),
    asker,
    LATE_BUDGET_MS,
  );
  const waited = deps.clock.now().getTime() - Date.parse(askedAt);
  if (isLate(reply) && waited < GIVE_UP_AFTER_MS) throw new StillLate(id);
  const card = {
    kind: "lookUp",
    reply,
    asker,
    isPrivate,
    waits: false,
  } as const;
  await postCompleteAnswer(deps, { ...nameOf(id), where, card });
}

/**
 * The job of a question was given up: whoever asked is told so in place of the answer, or else in private.
 *
 * @throws {TeamsThrottled | TeamsUnavailable | CardBeingPosted} to be tried again.
 */
export async function giveUpLookUp(
  deps: SyncDeps,
  { id, asker, where, isPrivate }: LateLookUp,
): Promise<void> {
  const why = message("lookup.given-up");
  const reply = { kind: "refused", message: why } as const;
  const card = {
    kind: "lookUp",
    reply,
    asker,
    isPrivate,
    waits: false,
  } as const;
  const { key, ids } = nameOf(id);
  if (await isAnswered(deps.storage, key)) return;
  if (await postIfPossible(deps, { key, ids, where, card })) return;
  await deps.storage.transaction(async ({ cardPosts, queue }) => {
    await cardPosts.shown(key, COMPLETE_ANSWER);
    await queue.send("notifyPerson", {
      recipient: {
        userId: asker,
        teamsUserId: null,
        serviceUrl: null,
        conversationId: null,
      },
      notice: { kind: "not-answered", message: why },
    });
  });
}

function nameOf(id: LookUpId) {
  return { key: cardKey("lookUp", id), ids: { lookUpId: id } };
}
