import { setTimeout as sleep } from "node:timers/promises";

/**
 * How long a test waits for anything that is to happen. No promise of ours: it only has to be longer than the slowest
 * machine takes, and shorter than jest waits for a test, so that what failed says what it waited for.
 */
export const PATIENCE_MS = 90_000;

/**
 * Waits until `condition` holds, looking every 10 ms.
 *
 * @throws {Error} naming `what` when it does not within `timeoutMs`.
 */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  timeoutMs = PATIENCE_MS,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > end)
      throw new Error(`Within ${timeoutMs} ms this did not happen: ${what}`);
    await sleep(10);
  }
}

/**
 * Waits for a promise that a defect could leave open for ever.
 *
 * @throws {Error} naming `what` when it is still open after `PATIENCE_MS`; whatever the promise was rejected with.
 */
export async function settled<T>(what: string, open: Promise<T>): Promise<T> {
  const givenUp = new AbortController();
  try {
    return await Promise.race([
      open,
      sleep(PATIENCE_MS, undefined, { signal: givenUp.signal }).then(() => {
        throw new Error(
          `Within ${PATIENCE_MS} ms this did not happen: ${what}`,
        );
      }),
    ]);
  } finally {
    givenUp.abort();
  }
}
