import { z } from "zod";
import { message } from "../../src/domain/message.ts";
import type { BatchId, UndoBatch } from "../../src/domain/proposals/batch.ts";
import { MOST_SAID } from "../../src/domain/proposals/said.ts";
import { ActionNotUnderstood, Said } from "../cards/parseAction.ts";
import { canUndoOnPage, UNDO } from "../cards/renderBatch.ts";
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
  type BatchDeps,
} from "./approveBatch.ts";

/**
 * *Undo these…*: the rows of the page whose change can be taken back, in place of the card, for the clicker alone.
 * Where the time to undo them is over and the card doesn't show it yet, it says so.
 *
 * @throws {ActionNotUnderstood} the click carries what no card of ours sends.
 */
export function createUndoFormHandler(deps: BatchDeps) {
  return (turn: Turn): Promise<InvokeBody> => {
    const parsed = Form.safeParse(turn.activity.value);
    if (!parsed.success)
      throw new ActionNotUnderstood(Verb.undoForm, notUnderstood);
    const { id, page } = parsed.data.action.data;
    return answerWithDeadline(
      showForm(id, page, turn),
      messageResponse(turn.messages.turn.lateClick),
      { ...turn, log: turn.log.child({ batchId: id }) },
    );
  };

  async function showForm(
    id: BatchId,
    page: number,
    turn: Turn,
  ): Promise<InvokeBody> {
    const found = await deps.custodian.batches.find(id);
    return found && !canUndoOnPage(found, page, deps.clock.now())
      ? messageResponse(turn.messages.t(message("proposal.nothing-to-undo")))
      : await showPage(deps, id, { page, asksWhichToUndo: true }, turn);
  }
}

/**
 * *Undo the ticked* of that form: the page, which says what is being done and beside a row why it isn't. Each device's
 * own undo shows on it later.
 *
 * @throws {ActionNotUnderstood} the click carries what no card of ours sends.
 */
export function createUndoBatchHandler(deps: BatchDeps) {
  return async (turn: Turn): Promise<InvokeBody> => {
    const { undo, page } = parseUndo(turn.activity.value);
    if (undo.places.length === 0)
      return messageResponse(turn.messages.labels.undoTickFirst);
    return await answerWithDeadline(
      undoRows(undo, page, turn),
      messageResponse(turn.messages.turn.lateAnswer),
      { ...turn, log: turn.log.child({ batchId: undo.batchId }) },
    );
  };

  async function undoRows(
    undo: UndoBatch,
    page: number,
    turn: Turn,
  ): Promise<InvokeBody> {
    const result = await deps.custodian.batches.undo(undo, {
      userId: turn.userId,
      replyTo: toRecipient(turn),
    });
    if (result.kind === "refused")
      return messageResponse(turn.messages.t(result.message));
    return await showPage(deps, undo.batchId, { page, undoing: result }, turn);
  }
}

const Form = z.object({
  action: z.object({
    verb: z.literal(Verb.undoForm),
    data: z.looseObject(BatchSubject),
  }),
});

const Undo = z.object({
  action: z.object({
    verb: z.literal(Verb.undoBatch),
    data: z.looseObject({ ...BatchSubject, why: Said }),
  }),
});

const INPUT = new RegExp(`^${UNDO}(\\d{1,6})$`);

/** Only a plain yes takes a change back. Clients send toggles as text. */
function tickedIn(inputs: Readonly<Record<string, unknown>>): number[] {
  return Object.entries(inputs).flatMap(([name, on]) => {
    const place = INPUT.exec(name)?.[1];
    return place !== undefined && (on === true || on === "true")
      ? [Number(place)]
      : [];
  });
}

function parseUndo(value: unknown): {
  readonly undo: UndoBatch;
  readonly page: number;
} {
  const parsed = Undo.safeParse(value);
  if (!parsed.success) {
    const isTooLong = parsed.error.issues.some(
      ({ path }) => path.at(-1) === "why",
    );
    throw new ActionNotUnderstood(Verb.undoBatch, (messages) =>
      isTooLong
        ? messages.notUnderstood.tooLong({ most: MOST_SAID })
        : notUnderstood(messages),
    );
  }
  const { id, page, why, ...inputs } = parsed.data.action.data;
  return {
    page,
    undo: {
      batchId: id,
      places: tickedIn(inputs),
      ...(why !== undefined && { why }),
    },
  };
}
