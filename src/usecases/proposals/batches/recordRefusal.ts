import type { NotAllowed } from "../../../domain/people/notAllowed.ts";
import type { UserId } from "../../../domain/people/user.ts";
import type { BatchId } from "../../../domain/proposals/batch.ts";
import type { ApplyActionDeps } from "../applyAction.ts";

/** Writes into the audit log who was refused what on a digest, and why. */
export async function recordRefusal(
  { storage, clock }: Pick<ApplyActionDeps, "storage" | "clock">,
  batchId: BatchId,
  answer: "approve-batch" | "reject" | "undo",
  userId: UserId,
  { userMessage }: NotAllowed,
): Promise<void> {
  await storage.audit.append({
    kind: "proposal.answer-refused",
    at: clock.now(),
    actor: userId,
    deviceId: null,
    proposalId: null,
    details: { answer, batchId, why: userMessage },
  });
}
