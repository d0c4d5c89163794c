import { z } from "zod";
import type { Clock } from "../../src/ports/clock.ts";
import type { Custodian } from "../../src/custodian.ts";
import type {
  ApproveBatch,
  BatchId,
} from "../../src/domain/proposals/batch.ts";
import { ActionNotUnderstood } from "../cards/parseAction.ts";
import {
  LEAVE_OUT,
  openOnPage,
  renderBatch,
  type BatchContext,
} from "../cards/renderBatch.ts";
import {
  answerWithDeadline,
  cardResponse,
  messageResponse,
  type InvokeBody,
} from "../turn/invoke.ts";
import { toRecipient, type Turn } from "../turn/turn.ts";
import { Verb } from "../cards/verbs.ts";
import type { Messages } from "../messages/messages.ts";

export interface BatchDeps {
  readonly custodian: Pick<Custodian, "batches" | "findRole">;
  readonly clock: Clock;
}

export const notUnderstood = (messages: Messages) =>
  messages.notUnderstood.batch;

/**
 * *Approve up to…* of a page: the card with what was decided, for the clicker at once and for everybody in a moment.
 * Where nothing is left out of several, it asks first whether all of them are meant: one slip would approve a page.
 *
 * @throws {ActionNotUnderstood} the click carries what no card of ours sends.
 */
export function createApproveBatchHandler(deps: BatchDeps) {
  const { custodian, clock } = deps;
  return (turn: Turn): Promise<InvokeBody> => {
    const { approve, isConfirmed } = parseApprove(turn.activity.value);
    return answerWithDeadline(
      isConfirmed || approve.vetoed.length > 0
        ? decide(approve, turn)
        : confirmSeveral(approve, turn),
      messageResponse(turn.messages.turn.lateAnswer),
      { ...turn, log: turn.log.child({ batchId: approve.batchId }) },
    );
  };

  async function confirmSeveral(
    approve: ApproveBatch,
    turn: Turn,
  ): Promise<InvokeBody> {
    const { batchId, page } = approve;
    const found = await custodian.batches.find(batchId);
    return found && openOnPage(found, page) > 1
      ? await showPage(deps, batchId, { page, confirms: true }, turn)
      : await decide(approve, turn);
  }

  async function decide(
    approve: ApproveBatch,
    turn: Turn,
  ): Promise<InvokeBody> {
    const result = await custodian.batches.approve(approve, {
      userId: turn.userId,
      replyTo: toRecipient(turn),
    });
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
  }
}

/**
 * *Previous*, *Next* and *Back*: another page in place of the card, for the clicker alone.
 *
 * @throws {ActionNotUnderstood} the click carries what no card of ours sends.
 */
export function createBatchPageHandler(deps: BatchDeps) {
  return (turn: Turn): Promise<InvokeBody> => {
    const { batchId, page } = parsePage(turn.activity.value);
    return answerWithDeadline(
      showPage(deps, batchId, { page }, turn),
      messageResponse(turn.messages.turn.lateClick),
      { ...turn, log: turn.log.child({ batchId }) },
    );
  };
}

/** A page in place of the card, for the clicker alone. */
export async function showPage(
  { custodian, clock }: BatchDeps,
  batchId: BatchId,
  place: Omit<BatchContext, "now" | "messages"> & { readonly page: number },
  { userId, messages, messagesOfCards }: Turn,
): Promise<InvokeBody> {
  const role = await custodian.findRole(userId);
  if (role.kind === "none") return messageResponse(messages.t(role.message));
  const found = await custodian.batches.find(batchId);
  if (!found) return messageResponse(notUnderstood(messages));
  const context = {
    ...place,
    now: clock.now(),
    messages: await messagesOfCards(),
  };
  return cardResponse(renderBatch(found, context).card);
}

/** What each button of a digest carries. */
export const BatchSubject = {
  id: z
    .string()
    .min(1)
    .max(100)
    .transform((id) => id as BatchId),
  page: z.int().min(0).max(100_000),
};

const Approve = z.object({
  action: z.object({
    verb: z.enum([Verb.approveBatch, Verb.approveAllOfBatch]),
    data: z.looseObject({ ...BatchSubject, version: z.int().positive() }),
  }),
});

const Page = z.object({
  action: z.object({
    // A client that sends the approval without a click gets the page, too.
    verb: z.enum([
      Verb.batchPage,
      Verb.approveBatch,
      Verb.approveAllOfBatch,
      Verb.rejectBatch,
      Verb.undoBatch,
    ]),
    data: z.object(BatchSubject),
  }),
});

const INPUT = new RegExp(`^${LEAVE_OUT}(\\d{1,6})$`);

/** Clients send toggles as text. Whatever is not a plain no leaves the row out: it is still open on its own card. */
function isOn(value: unknown): boolean {
  return value !== false && value !== "false";
}

function parseApprove(value: unknown): {
  readonly approve: ApproveBatch;
  readonly isConfirmed: boolean;
} {
  const parsed = Approve.safeParse(value);
  if (!parsed.success)
    throw new ActionNotUnderstood(Verb.approveBatch, notUnderstood);
  const { verb, data } = parsed.data.action;
  const { id, version, page, ...inputs } = data;
  return {
    approve: { batchId: id, version, page, vetoed: tickedIn(inputs) },
    isConfirmed: verb === Verb.approveAllOfBatch,
  };
}

/** The places of the rows whose box is ticked. */
export function tickedIn(inputs: Readonly<Record<string, unknown>>): number[] {
  return Object.entries(inputs).flatMap(([name, on]) => {
    const place = INPUT.exec(name)?.[1];
    return place !== undefined && isOn(on) ? [Number(place)] : [];
  });
}

function parsePage(value: unknown) {
  const parsed = Page.safeParse(value);
  if (!parsed.success)
    throw new ActionNotUnderstood(Verb.batchPage, notUnderstood);
  const { id, page } = parsed.data.action.data;
  return { batchId: id, page };
}
