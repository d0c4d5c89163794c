import { AppError } from "../../../domain/appError.ts";
import type { Message } from "../../../domain/message.ts";
import { NotAllowed } from "../../../domain/people/notAllowed.ts";
import type { PersonRef, UserId } from "../../../domain/people/user.ts";
import type { BatchId } from "../../../domain/proposals/batch.ts";
import { requireApprover } from "../../people/permissions.ts";
import { ENTRA_BUDGET_MS, type ApplyActionDeps } from "../applyAction.ts";
import { recordRefusal } from "./recordRefusal.ts";

/**
 * Asks Entra once whether the person may answer rows of a digest, each by a job that asks again. Never throws an
 * AppError: who it is stays null while Entra is too slow to say so.
 */
export async function askWhetherApprover(
  deps: ApplyActionDeps,
  batchId: BatchId,
  answer: "reject" | "undo",
  userId: UserId,
): Promise<
  | { readonly may: true; readonly person: PersonRef | null }
  | { readonly may: false; readonly message: Message }
> {
  try {
    const person = await requireApprover(deps, deps.approversGroupId, userId, {
      signal: AbortSignal.timeout(ENTRA_BUDGET_MS),
    });
    return { may: true, person };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.retryable) return { may: true, person: null };
    deps.log.info({ batchId, code: error.code }, "An answer was refused");
    if (error instanceof NotAllowed)
      await recordRefusal(deps, batchId, answer, userId, error);
    return { may: false, message: error.userMessage };
  }
}
