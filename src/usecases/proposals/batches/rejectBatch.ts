import { message } from "../../../domain/message.ts";
import type { Actor } from "../../../domain/proposals/action.ts";
import {
  isApprovable,
  type RejectBatch,
  type RejectBatchResult,
} from "../../../domain/proposals/batch.ts";
import type { ApplyActionDeps } from "../applyAction.ts";
import { askWhetherApprover } from "./askWhetherApprover.ts";

/**
 * *Reject…*: stores for each row, in one transaction, the job that rejects its proposal as its own card would, with
 * every check of that, live, and a refusal told to the clicker in private. A crash leaves all of the jobs or none.
 *
 * Whoever is no approver is refused here, once. When Entra is too slow to say so, the jobs ask it. Never throws an
 * AppError.
 *
 * The same click again leads to the same jobs, and those find their proposals rejected. A row whose approval is on its
 * way is passed over, as is one whose proposal names somebody else than the row showed.
 */
export async function rejectBatch(
  deps: ApplyActionDeps,
  reject: RejectBatch,
  actor: Actor,
): Promise<RejectBatchResult> {
  const { batchId } = reject;
  const asked = await askWhetherApprover(deps, batchId, "reject", actor.userId);
  if (!asked.may) return { kind: "refused", message: asked.message };
  const count = await sendJobs(deps, reject, actor);
  return count > 0
    ? { kind: "rejecting", count }
    : { kind: "refused", message: message("batch.nothing-to-reject") };
}

/** @returns how many proposals are to be rejected. */
async function sendJobs(
  { storage, clock, log }: ApplyActionDeps,
  { batchId, version, places, reason, choice }: RejectBatch,
  actor: Actor,
): Promise<number> {
  return await storage.transaction(async ({ batches, proposals, queue }) => {
    // Locked, so that an approval of the same rows comes before this or after.
    const batch = await batches.findForUpdate(batchId);
    let count = 0;
    for (const [place, row] of (batch?.rows ?? []).entries()) {
      if (!places.includes(place) || (row.addedIn ?? 1) > version) continue;
      const proposal = await proposals.find(row.proposalId);
      if (!proposal || !isApprovable(row, proposal)) continue;
      if (proposal.toUser?.id !== row.toUser.id) continue;
      await queue.send(
        "applyAction",
        {
          answer: {
            kind: "reject",
            proposalId: proposal.id,
            version: proposal.version,
            reason,
            ...(choice && { choice }),
          },
          answeredBy: actor,
          askedAt: clock.now().toISOString(),
        },
        { key: proposal.id },
      );
      count += 1;
    }
    log.info({ batchId, rows: count }, "Rows of a batch are to be rejected");
    return count;
  });
}
