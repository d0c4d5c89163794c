import type { UnitOfWork } from "../../ports/storage.ts";
import type { UserId } from "../../domain/people/user.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";

/** Who asked for a change hears how it ended, unless they ended it. `actor` is null for Custodian itself. */
export async function notifyRequester(
  unit: UnitOfWork,
  { id, origin }: Proposal,
  actor: UserId | null,
): Promise<void> {
  if (origin.kind !== "manual" || origin.requestedBy.id === actor) return;
  await unit.queue.send("notifyPerson", {
    recipient: {
      userId: origin.requestedBy.id,
      teamsUserId: null,
      serviceUrl: null,
      conversationId: null,
    },
    notice: { kind: "result", proposalId: id },
  });
}
