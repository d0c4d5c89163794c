import type { Clock } from "../../src/clock.ts";
import type { Custodian } from "../../src/custodian.ts";
import type { Sweep } from "../../src/sweep/sweep.ts";
import { en } from "../cards/words/en.ts";
import type { Reply, Turn } from "../turn.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "requireAdmin" | "scan">;
  readonly clock: Clock;
}

/** `scan`: reads the whole tenant now. How far it is, a card in the same conversation shows. */
export function createScanHandler({ custodian, clock }: Deps) {
  return async ({ activity, userId }: Turn): Promise<Reply> => {
    const permission = await custodian.requireAdmin(userId);
    if (!permission.allowed) return { text: permission.message };

    const { kind, sweep } = await custodian.scan({
      requestedBy: userId,
      showIn: {
        serviceUrl: activity.serviceUrl,
        conversationId: activity.conversation.id,
      },
    });
    return {
      text:
        kind === "started"
          ? "Reading the tenant's people and devices. A card here shows how far it is."
          : describeRunning(sweep, activity.conversation.id, clock.now()),
    };
  };
}

/** There is no second one at the same time: a full one finds the same, and one of changes is let finish. */
function describeRunning(
  { kind, startedAt, counts, showIn, thenFull }: Sweep,
  conversationId: string,
  now: Date,
): string {
  const ago = en.duration(Math.max(0, now.getTime() - startedAt.getTime()));
  if (kind === "changes") {
    const where =
      thenFull?.showIn.conversationId === conversationId
        ? "a card here shows how far it is"
        : "its card is in the conversation where it was asked for first";
    return `The devices that checked in lately are being read: it began ${ago} ago. When that is done, all of the tenant is read, and ${where}.`;
  }
  const devices = en.number(counts.devices);
  const read =
    counts.devicesExpected === null
      ? `${devices} devices are read`
      : `${devices} of ${en.number(counts.devicesExpected)} devices are read`;
  const where =
    showIn?.conversationId === conversationId
      ? "Its card in this conversation shows how far it is."
      : "Its card is in the conversation where it was asked for.";
  return `The tenant is being read already: it began ${ago} ago, and ${read}. ${where}`;
}
