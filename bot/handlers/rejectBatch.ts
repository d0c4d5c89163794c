import { z } from "zod";
import {
  MOST_SAID,
  REFUSAL_CHOICES,
  saysWhy,
} from "../../src/domain/proposals/said.ts";
import type { RejectBatch } from "../../src/domain/proposals/batch.ts";
import { ActionNotUnderstood, Said } from "../cards/parseAction.ts";
import { Verb } from "../cards/verbs.ts";
import {
  answerWithDeadline,
  messageResponse,
  type InvokeBody,
} from "../turn/invoke.ts";
import { toRecipient, type Turn } from "../turn/turn.ts";
import {
  BatchSubject,
  notUnderstood,
  showPage,
  tickedIn,
  type BatchDeps,
} from "./approveBatch.ts";

/**
 * *Reject the ticked…*: those rows with the reasons of a rejection, in place of the card, for the clicker alone.
 *
 * @throws {ActionNotUnderstood} the click carries what no card of ours sends.
 */
export function createRejectFormHandler(deps: BatchDeps) {
  return async (turn: Turn): Promise<InvokeBody> => {
    const parsed = Form.safeParse(turn.activity.value);
    if (!parsed.success)
      throw new ActionNotUnderstood(Verb.rejectForm, notUnderstood);
    const { id, page, ...inputs } = parsed.data.action.data;
    const rejects = tickedIn(inputs);
    if (rejects.length === 0)
      return messageResponse(turn.messages.labels.batchTickFirst);
    return await answerWithDeadline(
      showPage(deps, id, { page, rejects }, turn),
      messageResponse(turn.messages.turn.lateClick),
      { ...turn, log: turn.log.child({ batchId: id }) },
    );
  };
}

/**
 * *Reject 3* of that form: the page, which says that it is being done. Each device's own rejection shows on it later.
 *
 * @throws {ActionNotUnderstood} no reason was given, or the click carries what no card of ours sends.
 */
export function createRejectBatchHandler(deps: BatchDeps) {
  return (turn: Turn): Promise<InvokeBody> => {
    const { reject, page } = parseReject(turn.activity.value);
    return answerWithDeadline(
      rejectRows(reject, page, turn),
      messageResponse(turn.messages.turn.lateAnswer),
      { ...turn, log: turn.log.child({ batchId: reject.batchId }) },
    );
  };

  async function rejectRows(
    reject: RejectBatch,
    page: number,
    turn: Turn,
  ): Promise<InvokeBody> {
    const result = await deps.custodian.batches.reject(reject, {
      userId: turn.userId,
      replyTo: toRecipient(turn),
    });
    if (result.kind === "refused")
      return messageResponse(turn.messages.t(result.message));
    const { batchId } = reject;
    return await showPage(
      deps,
      batchId,
      { page, rejecting: result.count },
      turn,
    );
  }
}

const Form = z.object({
  action: z.object({
    verb: z.literal(Verb.rejectForm),
    data: z.looseObject(BatchSubject),
  }),
});

const Reject = z.object({
  action: z.object({
    verb: z.literal(Verb.rejectBatch),
    data: z
      .object({
        ...BatchSubject,
        version: z.int().positive(),
        places: z
          .string()
          .max(1000)
          .regex(/^\d{1,6}(,\d{1,6})*$/)
          .transform((places) => places.split(",").map(Number)),
        reason: Said,
        // Clients send an empty text where none is taken.
        choice: z.enum(["", ...REFUSAL_CHOICES]).default(""),
      })
      .refine(
        ({ reason, choice }) => saysWhy(reason ?? null, choice || undefined),
        { path: ["reason"] },
      ),
  }),
});

function parseReject(value: unknown): {
  readonly reject: RejectBatch;
  readonly page: number;
} {
  const parsed = Reject.safeParse(value);
  if (!parsed.success) {
    const lacksReason = parsed.error.issues.some(
      ({ path }) => path.at(-1) === "reason",
    );
    throw new ActionNotUnderstood(Verb.rejectBatch, (messages) =>
      lacksReason
        ? messages.notUnderstood.reason({ most: MOST_SAID })
        : notUnderstood(messages),
    );
  }
  const { id, page, version, places, reason, choice } = parsed.data.action.data;
  return {
    page,
    reject: {
      batchId: id,
      version,
      places,
      reason: reason ?? null,
      ...(choice && { choice }),
    },
  };
}
