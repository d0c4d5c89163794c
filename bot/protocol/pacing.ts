import { setTimeout as sleep } from "node:timers/promises";
import { TeamsThrottled } from "../../src/ports/messenger.ts";
import type { Bucket, RateStore } from "../../src/ports/stores/rateStore.ts";
import { baseConversationId } from "./activity.ts";

/**
 * Teams lets a bot send 7 messages a second, 8 in two, 60 in thirty seconds and 1800 an hour to one conversation.
 * These buckets stay inside: 4 + 1.8 × 30 = 58 in thirty seconds, 200 + 0.44 × 3600 = 1784 in an hour.
 */
const PER_CONVERSATION: readonly Bucket[] = [
  { capacity: 4, refillPerSecond: 1.8 },
  { capacity: 200, refillPerSecond: 0.44 },
];

/** 50 requests a second for one app in one tenant. */
const PER_TENANT: readonly Bucket[] = [{ capacity: 20, refillPerSecond: 28 }];

/** Longer than this nobody waits inside a turn or a job; the job is run again later instead. */
const PATIENCE_MS = 5_000;

/** Waits until a message may go to the conversation. */
export interface Pacing {
  /** @throws {TeamsThrottled} that would take longer than `patienceMs`, some seconds by default; nothing was sent. */
  wait(conversationId: string, patienceMs?: number): Promise<void>;
}

/** Rates are counted in the database, by conversation without thread, so they hold across replicas. */
export function createPacing(
  rates: RateStore,
  tenantId: string,
  pause: (ms: number) => Promise<unknown> = sleep,
): Pacing {
  async function take(
    key: string,
    buckets: readonly Bucket[],
    giveUpAt: number,
  ): Promise<void> {
    for (;;) {
      const waitMs = await rates.take(key, buckets);
      if (waitMs <= 0) return;
      if (Date.now() + waitMs > giveUpAt) throw new TeamsThrottled(waitMs);
      await pause(waitMs);
    }
  }

  return {
    async wait(conversationId, patienceMs = PATIENCE_MS) {
      const giveUpAt = Date.now() + patienceMs;
      await take(
        `teams:${baseConversationId(conversationId)}`,
        PER_CONVERSATION,
        giveUpAt,
      );
      await take(`teams-tenant:${tenantId}`, PER_TENANT, giveUpAt);
    },
  };
}
