import type { Clock } from "../../src/ports/clock.ts";
import type { Custodian } from "../../src/custodian.ts";
import type { Sweep } from "../../src/domain/sweep/sweep.ts";
import type { Reply, Turn } from "../turn/turn.ts";
import type { Messages } from "../messages/messages.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "requireAdmin" | "scan">;
  readonly clock: Clock;
}

/** `scan`: reads the whole tenant now. How far it is, a card in the same conversation shows. */
export function createScanHandler({ custodian, clock }: Deps) {
  return async ({ activity, userId, messages }: Turn): Promise<Reply> => {
    const permission = await custodian.requireAdmin(userId);
    if (!permission.allowed) return { text: messages.t(permission.message) };

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
          ? messages.scan.started
          : describeRunning(
              sweep,
              activity.conversation.id,
              clock.now(),
              messages,
            ),
    };
  };
}

/** There is no second one at the same time: a full one finds the same, and one of changes is let finish. */
function describeRunning(
  { kind, startedAt, counts, showIn, thenFull }: Sweep,
  conversationId: string,
  now: Date,
  messages: Messages,
): string {
  const ago = messages.formats.duration(
    Math.max(0, now.getTime() - startedAt.getTime()),
  );
  if (kind === "changes") {
    const isHere = thenFull?.showIn.conversationId === conversationId;
    return messages.scan.changesFirst({ ago, here: isHere ? "yes" : "no" });
  }
  const { devices, devicesExpected: expected } = counts;
  const here = showIn?.conversationId === conversationId ? "yes" : "no";
  return expected === null
    ? messages.scan.running({ here, ago, devices })
    : messages.scan.runningOf({ here, ago, devices, expected });
}
