/** An absurd Retry-After must not park a job for years. */
const LONGEST_RETRY_AFTER_MS = 60 * 60 * 1000;

/**
 * Reads a Retry-After header: seconds, or an HTTP date.
 *
 * @returns milliseconds, an hour at most; null when there is none, it is over already, or it cannot be read. Intune
 * often sends none.
 */
export function parseRetryAfterMs(
  header: string | null,
  now: Date,
): number | null {
  if (header === null) return null;
  const ms = /^\s*\d+(\.\d+)?\s*$/.test(header)
    ? Number(header) * 1000
    : Date.parse(header) - now.getTime();
  return ms > 0 ? Math.min(ms, LONGEST_RETRY_AFTER_MS) : null;
}
