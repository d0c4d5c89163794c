import { setTimeout as sleep } from "node:timers/promises";
import { backoffMs, ConnectorFailure } from "../protocol/connectorHttp.ts";

/** Of the 15 seconds or so that Teams waits for the answer to a message; the rest is for the last attempt. */
export const REPLY_WITHIN_MS = 10_000;

/**
 * Posts the reply to a message, and again while Teams' answer is one that passes. After a lost answer it may stand there
 * twice: the lesser evil, for what was asked is done once all the same, and nobody would see a reply that is given up. A
 * card that stands for something stored is posted by `syncCard` instead, which counts what it posts.
 *
 * @param giveUpAt epoch milliseconds after which no further attempt is begun.
 * @throws {ConnectorFailure} of the last attempt; and at once what is no answer that passes.
 */
export async function postReply(
  post: () => Promise<unknown>,
  giveUpAt: number,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await post();
      return;
    } catch (error) {
      if (!(error instanceof ConnectorFailure) || !passes(error)) throw error;
      const waitMs = error.retryAfterMs ?? backoffMs(attempt);
      if (Date.now() + waitMs > giveUpAt) throw error;
      await sleep(waitMs);
    }
  }
}

function passes({ status }: ConnectorFailure): boolean {
  return (
    status === null ||
    status === 412 ||
    status === 429 ||
    (status >= 500 && status !== 501)
  );
}
