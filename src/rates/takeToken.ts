import type { Bucket } from "./tokenBucket.ts";

/** How many tokens each bucket held at an instant. */
export interface Level {
  readonly tokens: readonly number[];
  readonly at: Date;
}

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
  // A clock that went back must not empty a bucket.
  const elapsedSeconds = level
    ? Math.max(0, now.getTime() - level.at.getTime()) / 1000
    : 0;
  const tokens = buckets.map(({ capacity, refillPerSecond }, index) =>
    Math.min(
      capacity,
      (level?.tokens[index] ?? capacity) + elapsedSeconds * refillPerSecond,
    ),
  );
  const waits = buckets.map(
    ({ refillPerSecond }, index) =>
      ((1 - (tokens[index] ?? 0)) / refillPerSecond) * 1000,
  );
  const waitMs = Math.ceil(Math.max(0, ...waits));
  return {
    level: {
      tokens: waitMs > 0 ? tokens : tokens.map((token) => token - 1),
      at: now,
    },
    waitMs,
  };
}
