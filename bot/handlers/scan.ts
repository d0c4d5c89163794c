import type { Clock } from "../../src/ports/clock.ts";
import type { Custodian } from "../../src/custodian.ts";
import type { Sweep } from "../../src/domain/sweep/sweep.ts";
import type { Reply, Turn } from "../turn/turn.ts";
import type { Words } from "../words/words.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "requireAdmin" | "scan">;
  readonly clock: Clock;
}

/** `scan`: reads the whole tenant now. How far it is, a card in the same conversation shows. */
export function createScanHandler({ custodian, clock }: Deps) {
  return async ({ activity, userId, words }: Turn): Promise<Reply> => {
    const permission = await custodian.requireAdmin(userId);
    if (!permission.allowed) return { text: words.say(permission.message) };

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
          ? words.scan.started
          : describeRunning(
              sweep,
              activity.conversation.id,
              clock.now(),
              words,
            ),
    };
  };
}

/** There is no second one at the same time: a full one finds the same, and one of changes is let finish. */
function describeRunning(
  { kind, startedAt, counts, showIn, thenFull }: Sweep,
  conversationId: string,
  now: Date,
  words: Words,
): string {
  const ago = words.formats.duration(
    Math.max(0, now.getTime() - startedAt.getTime()),
  );
  if (kind === "changes") {
    const isHere = thenFull?.showIn.conversationId === conversationId;
    return words.scan.changesFirst({ ago, here: isHere ? "yes" : "no" });
  }
  const { devices, devicesExpected: expected } = counts;
  const here = showIn?.conversationId === conversationId ? "yes" : "no";
  return expected === null
    ? words.scan.running({ here, ago, devices })
    : words.scan.runningOf({ here, ago, devices, expected });
}
