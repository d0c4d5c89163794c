import type { Bucket } from "../../../ports/stores/rateStore.ts";

/** How many tokens each bucket held at an instant. */
export interface Level {
  readonly tokens: readonly number[];
  readonly at: Date;
}

/** Clocks of two replicas differ by less than this; a level further ahead was written by a clock that was wrong. */
const MAX_CLOCK_LEAD_MS = 60_000;

/**
 * Takes one token from each bucket, or from none of them.
 *
 * @param level null for buckets never used: they are full.
 * @returns the level to keep, and the milliseconds to wait (0 when taken).
 */
export function takeToken(
  level: Level | null,
  buckets: readonly Bucket[],
  now: Date,
): { level: Level; waitMs: number } {
  // Another replica's clock may be ahead of this one's. Its time then stands: setting it back would fill the buckets
  // once more for time that has been counted already, at every turn between the two.
  const leadMs = level ? level.at.getTime() - now.getTime() : 0;
  const isAhead = leadMs > 0 && leadMs <= MAX_CLOCK_LEAD_MS;
  const at = level && isAhead ? level.at : now;
  const elapsedSeconds = Math.max(0, -leadMs) / 1000;
  const tokens = buckets.map(({ capacity, refillPerSecond }, index) =>
    Math.min(
      capacity,
      (level?.tokens[index] ?? capacity) + elapsedSeconds * refillPerSecond,
    ),
  );
  const waits = buckets.map(
    ({ refillPerSecond, leaves = 0 }, index) =>
      ((1 + leaves - (tokens[index] ?? 0)) / refillPerSecond) * 1000,
  );
  const missingMs = Math.max(0, ...waits);
  const waitMs =
    missingMs > 0 ? Math.ceil(missingMs + (isAhead ? leadMs : 0)) : 0;
  return {
    level: {
      tokens: waitMs > 0 ? tokens : tokens.map((token) => token - 1),
      at,
    },
    waitMs,
  };
}
