import type { Handoff } from "../../domain/handoffs/handoff.ts";
import type {
  HandoffObjection,
  ObjectionEnd,
} from "../../domain/handoffs/handoffObjection.ts";
import type { UnitOfWork } from "../../ports/storage.ts";

/**
 * Tells in private what came of an objection: the handoff's lead, and whoever raised it. Called in the transaction that
 * ends it, and so once; who ended it themselves knows.
 */
export async function tellOfEnd(
  { queue }: Pick<UnitOfWork, "queue">,
  { device, lead }: Handoff,
  { by }: HandoffObjection,
  { at: _stored, ...outcome }: ObjectionEnd,
): Promise<void> {
  const told = new Set([by.id, ...(lead ? [lead.id] : [])]);
  told.delete(outcome.by.id);
  for (const userId of told)
    await queue.send("notifyPerson", {
      recipient: {
        userId,
        teamsUserId: null,
        serviceUrl: null,
        conversationId: null,
      },
      notice: { kind: "objection-ended", deviceName: device.name, outcome },
    });
}
