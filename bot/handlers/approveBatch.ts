import { z } from "zod";
import type { Clock } from "../../src/ports/clock.ts";
import type { Custodian } from "../../src/custodian.ts";
import type {
  ApproveBatch,
  BatchId,
} from "../../src/domain/proposals/batch.ts";
import { ActionNotUnderstood } from "../cards/parseAction.ts";
import { LEAVE_OUT, renderBatch } from "../cards/renderBatch.ts";
import {
  answerWithDeadline,
  cardResponse,
  messageResponse,
  type InvokeBody,
} from "../turn/invoke.ts";
import { toRecipient, type Turn } from "../turn/turn.ts";
import { Verb } from "../cards/verbs.ts";
import type { Messages } from "../messages/messages.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "batches" | "findRole">;
  readonly clock: Clock;
}

const notUnderstood = (messages: Messages) => messages.notUnderstood.batch;

/**
 * *Approve the rest* of a page: the card with what was decided, for the clicker at once and for everybody in a moment.
 *
 * @throws {ActionNotUnderstood} the click carries what no card of ours sends.
 */
export function createApproveBatchHandler({ custodian, clock }: Deps) {
  return (turn: Turn): Promise<InvokeBody> => {
    const approve = parseApprove(turn.activity.value);
    return answerWithDeadline(
      custodian.batches
        .approve(approve, {
          userId: turn.userId,
          replyTo: toRecipient(turn),
        })
        .then(async (result) => {
          switch (result.kind) {
            case "done": {
              const { page } = approve;
              const messages = await turn.messagesOfCards();
              const context = { now: clock.now(), page, messages };
              return cardResponse(renderBatch(result, context).card);
            }
            case "refused":
              return messageResponse(turn.messages.t(result.message));
            case "checking":
              return messageResponse(turn.messages.turn.checking);
          }
        }),
      messageResponse(turn.messages.turn.lateAnswer),
      { ...turn, log: turn.log.child({ batchId: approve.batchId }) },
    );
  };
}

/**
 * *Previous* and *Next*: another page in place of the card, for the clicker alone.
 *
 * @throws {ActionNotUnderstood} the click carries what no card of ours sends.
 */
export function createBatchPageHandler({ custodian, clock }: Deps) {
  return (turn: Turn): Promise<InvokeBody> => {
    const { batchId, page } = parsePage(turn.activity.value);
    return answerWithDeadline(
      showPage(batchId, page, turn),
      messageResponse(turn.messages.turn.lateClick),
      { ...turn, log: turn.log.child({ batchId }) },
    );
  };

  async function showPage(
    batchId: BatchId,
    page: number,
    { userId, messages, messagesOfCards }: Turn,
  ): Promise<InvokeBody> {
    const role = await custodian.findRole(userId);
    if (role.kind === "none") return messageResponse(messages.t(role.message));
    const found = await custodian.batches.find(batchId);
    if (!found) return messageResponse(notUnderstood(messages));
    const context = {
      now: clock.now(),
      page,
      messages: await messagesOfCards(),
    };
    return cardResponse(renderBatch(found, context).card);
  }
}

const Subject = {
  id: z
    .string()
    .min(1)
    .max(100)
    .transform((id) => id as BatchId),
  page: z.int().min(0).max(100_000),
};

const Approve = z.object({
  action: z.object({
    verb: z.literal(Verb.approveBatch),
    data: z.looseObject({ ...Subject, version: z.int().positive() }),
  }),
});

const Page = z.object({
  action: z.object({
    // A client that sends the approval without a click gets the page, too.
    verb: z.enum([Verb.batchPage, Verb.approveBatch]),
    data: z.object(Subject),
  }),
});

const INPUT = new RegExp(`^${LEAVE_OUT}(\\d{1,6})$`);

/** Clients send toggles as text. Whatever is not a plain no leaves the row out: it is still open on its own card. */
function isOn(value: unknown): boolean {
  return value !== false && value !== "false";
}

function parseApprove(value: unknown): ApproveBatch {
  const parsed = Approve.safeParse(value);
  if (!parsed.success)
    throw new ActionNotUnderstood(Verb.approveBatch, notUnderstood);
  const { id, version, page, ...inputs } = parsed.data.action.data;
  const vetoed = Object.entries(inputs).flatMap(([name, on]) => {
    const place = INPUT.exec(name)?.[1];
    return place !== undefined && isOn(on) ? [Number(place)] : [];
  });
  return { batchId: id, version, page, vetoed };
}

function parsePage(value: unknown) {
  const parsed = Page.safeParse(value);
  if (!parsed.success)
    throw new ActionNotUnderstood(Verb.batchPage, notUnderstood);
  const { id, page } = parsed.data.action.data;
  return { batchId: id, page };
}
