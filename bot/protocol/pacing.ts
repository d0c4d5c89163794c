import { setTimeout as sleep } from "node:timers/promises";
import { TeamsThrottled } from "../../src/ports/messenger.ts";
import type { Bucket, RateStore } from "../../src/ports/stores/rateStore.ts";
import { baseConversationId } from "./activity.ts";

/**
 * Teams lets a bot send 7 messages a second, 8 in two, 60 in thirty seconds and 1800 an hour to one conversation.
 * These buckets stay inside: 4 + 1.8 × 30 = 58 in thirty seconds, 200 + 0.44 × 3600 = 1784 in an hour.
 */
const PER_CONVERSATION: Limits = [
  { capacity: 4, refillPerSecond: 1.8, reserved: 1 },
  { capacity: 200, refillPerSecond: 0.44, reserved: 40 },
];

/** 50 requests a second for one app in one tenant. */
const PER_TENANT: Limits = [{ capacity: 20, refillPerSecond: 28, reserved: 8 }];

type Limits = readonly (Omit<Bucket, "leaves"> & {
  /** What decisions find when notices, sweeps and look-ups have taken all that they may. */
  readonly reserved: number;
})[];

/** Longer than this nobody waits inside a turn or a job; the job is run again later instead. */
const PATIENCE_MS = 5_000;

/** Waits until a message may go to the conversation. */
export interface Pacing {
  /** @throws {TeamsThrottled} that would take longer than the patience; nothing was sent. */
  wait(conversationId: string, options?: PacingOptions): Promise<void>;
}

export interface PacingOptions {
  /** The message is what is decided by, or answers a decision: it may take the reserved part of each limit. */
  readonly forDecision?: boolean;
  /** Some seconds, unless given. */
  readonly patienceMs?: number;
}

/** Rates are counted in the database, by conversation without thread, so they hold across replicas. */
export function createPacing(
  rates: RateStore,
  tenantId: string,
  pause: (ms: number) => Promise<unknown> = sleep,
): Pacing {
  async function take(
    key: string,
    limits: Limits,
    forDecision: boolean,
    giveUpAt: number,
  ): Promise<void> {
    const buckets = limits.map(({ reserved, ...bucket }) =>
      forDecision ? bucket : { ...bucket, leaves: reserved },
    );
    for (;;) {
      const waitMs = await rates.take(key, buckets);
      if (waitMs <= 0) return;
      if (Date.now() + waitMs > giveUpAt) throw new TeamsThrottled(waitMs);
      await pause(waitMs);
    }
  }

  return {
    async wait(
      conversationId,
      { forDecision = false, patienceMs = PATIENCE_MS } = {},
    ) {
      const giveUpAt = Date.now() + patienceMs;
      await take(
        `teams:${baseConversationId(conversationId)}`,
        PER_CONVERSATION,
        forDecision,
        giveUpAt,
      );
      await take(`teams-tenant:${tenantId}`, PER_TENANT, forDecision, giveUpAt);
    },
  };
}
