import type { UnitOfWork } from "../../ports/storage.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";

/** Who asked for a change hears how it ended. */
export async function notifyRequester(
  unit: UnitOfWork,
  proposal: Proposal,
): Promise<void> {
  if (proposal.origin.kind !== "manual") return;
  await unit.queue.send("notifyPerson", {
    recipient: {
      userId: proposal.origin.requestedBy.id,
      teamsUserId: null,
      serviceUrl: null,
      conversationId: null,
    },
    notice: { kind: "result", proposalId: proposal.id },
  });
}
