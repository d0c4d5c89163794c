import type { PersonRef } from "../../domain/people/user.ts";
import type { ProposalId } from "../../domain/proposals/proposal.ts";
import type { ReassignDeps } from "./reassignDeps.ts";
import { moveProposal } from "./moveProposal.ts";
import { replacing } from "./otherChange.ts";
import { undoUntil } from "./undoUntil.ts";

/**
 * Intune shows what was written: from now on it can be undone. Left alone where it has moved on.
 *
 * @param replaced whom the write replaced, null for nobody; by default who was shown since it was sent.
 */
export async function storeVerified(
  deps: ReassignDeps,
  id: ProposalId,
  replaced?: PersonRef | null,
): Promise<void> {
  const at = deps.clock.now();
  const until = await undoUntil(deps.storage, at);
  await moveProposal(
    deps,
    id,
    "verify",
    ({ decision, appliedAt, otherChange }) => ({
      state: {
        kind: "verified",
        decision,
        appliedAt,
        verifiedAt: at,
        changed: true,
        ...(otherChange && { otherChange }),
      },
      ...replacing(
        replaced === undefined ? otherChange : { primaryUser: replaced },
      ),
      undoUntil: until,
      at,
      details: { changed: true },
      // The Undo button goes when its time is over.
      redrawAt: until,
    }),
  );
}
