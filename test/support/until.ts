import { setTimeout as sleep } from "node:timers/promises";

/**
 * Waits until `condition` holds, looking every 10 ms.
 *
 * @throws {Error} naming `what` when it does not within `timeoutMs`.
 */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 20_000,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > end)
      throw new Error(`Within ${timeoutMs} ms this did not happen: ${what}`);
    await sleep(10);
  }
}
