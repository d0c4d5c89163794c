const LONGEST_BACKOFF_MS = 60_000;

/**
 * Exponential back-off with full jitter, so that replicas throttled together do not come back together.
 *
 * @param attempt 1 after the first failure.
 * @param random 0 to 1.
 * @returns milliseconds, a minute at most.
 */
export function backoffMs(
  attempt: number,
  firstMs: number,
  random: number,
): number {
  return random * Math.min(LONGEST_BACKOFF_MS, firstMs * 2 ** (attempt - 1));
}
