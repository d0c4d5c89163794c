import { describe, expect, it } from "@jest/globals";
import { createPacing } from "../../../bot/protocol/pacing.ts";
import type { TeamsThrottled } from "../../../src/ports/messenger.ts";
import {
  takeToken,
  type Level,
} from "../../../src/adapters/storage/stores/takeToken.ts";
import type { Bucket, RateStore } from "../../../src/ports/stores/rateStore.ts";

/** The real rule on a clock of its own, as a store that knows which keys were asked for. */
function createRates() {
  const levels = new Map<string, Level>();
  let now = 0;
  const rates: RateStore = {
    take(key: string, buckets: readonly Bucket[]) {
      const { level, waitMs } = takeToken(
        levels.get(key) ?? null,
        buckets,
        new Date(now),
      );
      levels.set(key, level);
      return Promise.resolve(waitMs);
    },
  };
  return {
    rates,
    levels,
    advance: (ms: number) => (now += ms),
  };
}

/** Sends whenever it is allowed, for `forMs`; when each message went. */
async function sendAllTheTime(
  conversations: readonly string[],
  forMs: number,
  forDecision = false,
): Promise<number[]> {
  const { rates, advance } = createRates();
  const pacing = createPacing(rates, "tenant");
  const sentAt: number[] = [];
  let now = 0;
  for (let n = 0; now < forMs; n += 1) {
    const conversation = conversations[n % conversations.length] ?? "";
    const waitMs = await pacing
      .wait(conversation, { forDecision, patienceMs: 0 })
      .then(
        () => 0,
        (error: unknown) => (error as TeamsThrottled).retryAfterMs ?? 0,
      );
    if (waitMs === 0) sentAt.push(now);
    else if (n % conversations.length === conversations.length - 1)
      now = advance(Math.min(waitMs, 50));
  }
  return sentAt;
}

function mostWithin(windowMs: number, sentAt: readonly number[]): number {
  let most = 0;
  let from = 0;
  for (const [index, at] of sentAt.entries()) {
    while (at - (sentAt[from] ?? 0) >= windowMs) from += 1;
    most = Math.max(most, index - from + 1);
  }
  return most;
}

describe("pacing", () => {
  it("keeps one conversation within each of Teams' limits, however much there is to say", async () => {
    const sentAt = await sendAllTheTime(["19:a"], 2 * 3_600_000, true);

    expect(mostWithin(1_000, sentAt)).toBeLessThanOrEqual(7);
    expect(mostWithin(2_000, sentAt)).toBeLessThanOrEqual(8);
    expect(mostWithin(30_000, sentAt)).toBeLessThanOrEqual(60);
    expect(mostWithin(3_600_000, sentAt)).toBeLessThanOrEqual(1_800);
    expect(sentAt.length).toBeGreaterThan(3_000);
  });

  it("keeps the tenant within 50 a second, over however many conversations", async () => {
    const conversations = Array.from({ length: 200 }, (_, n) => `19:${n}`);

    const sentAt = await sendAllTheTime(conversations, 20_000, true);

    expect(mostWithin(1_000, sentAt)).toBeLessThanOrEqual(50);
    expect(sentAt.length).toBeGreaterThan(400);
  });

  let others = 0;
  it.each([
    ["in the tenant", () => `19:${(others += 1)}`, "19:a"],
    ["in a channel", () => "19:a", "19:a"],
  ])(
    "leaves a part of what may be said %s to decisions, however much else there is to say",
    async (_where, to, conversation) => {
      const { rates, advance } = createRates();
      const pacing = createPacing(rates, "tenant");
      const isSent = async (id: string, forDecision: boolean) =>
        pacing.wait(id, { forDecision, patienceMs: 0 }).then(
          () => true,
          () => false,
        );
      // For so long that the longer limits are used up as well.
      for (let second = 0; second < 600; second += 1) {
        for (let n = 0; n < 60; n += 1) await isSent(to(), false);
        advance(1_000);
      }
      for (let n = 0; n < 60; n += 1) await isSent(to(), false);
      expect(await isSent(conversation, false)).toBe(false);

      expect(await isSent(conversation, true)).toBe(true);
      // What they took is theirs again before others get any.
      advance(30);
      expect(await isSent(conversation, false)).toBe(false);
    },
  );

  it("counts a channel's threads together", async () => {
    const { rates, levels } = createRates();
    const pacing = createPacing(rates, "tenant");

    await pacing.wait("19:a@thread.tacv2;messageid=1");
    await pacing.wait("19:a@thread.tacv2;messageid=2");

    expect([...levels.keys()]).toEqual([
      "teams:19:a@thread.tacv2",
      "teams-tenant:tenant",
    ]);
  });

  it("says when to come back instead of waiting long", async () => {
    const pacing = createPacing({ take: () => Promise.resolve(60_000) }, "t");

    await expect(pacing.wait("19:a")).rejects.toMatchObject({
      code: "teams.throttled",
      retryAfterMs: 60_000,
    });
  });

  it("waits when the wait is short", async () => {
    const waits = [30, 0, 0];
    const events: string[] = [];
    const pacing = createPacing(
      {
        take: () => {
          events.push("ask");
          return Promise.resolve(waits.shift() ?? 0);
        },
      },
      "t",
      async (ms) => {
        events.push(`wait ${ms} ms`);
      },
    );

    await pacing.wait("19:a");

    expect(events).toEqual(["ask", "wait 30 ms", "ask", "ask"]);
  });
});
