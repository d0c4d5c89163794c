import type { IncomingMessage } from "node:http";

export class BodyTooLarge extends Error {
  readonly limitBytes: number;

  constructor(limitBytes: number) {
    super(`Body over ${limitBytes} bytes`);
    this.limitBytes = limitBytes;
  }
}

/** The caller hung up before the body was complete. Nobody is left to answer. */
export class ClientGone extends Error {}

/** A caller that is a little over the limit gets to finish sending, because otherwise it may never see the answer. */
const GRACE_BYTES = 256 * 1024;
const GRACE_MS = 500;

/**
 * The request's body, byte for byte, however it is encoded and whatever type it claims to be.
 *
 * @throws {BodyTooLarge} at the first byte over `limitBytes`; at most a little more is read, and none of it kept.
 * @throws {ClientGone}
 */
export function readBody(
  req: IncomingMessage,
  limitBytes: number,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let received = 0;
    let grace: NodeJS.Timeout | undefined;

    const onData = (chunk: Buffer) => {
      received += chunk.length;
      if (received <= limitBytes) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      grace ??= setTimeout(refuse, GRACE_MS);
      if (received > limitBytes + GRACE_BYTES) refuse();
    };
    const onEnd = () => {
      if (received > limitBytes) return refuse();
      settle();
      resolve(Buffer.concat(chunks));
    };
    const onGone = () => {
      settle();
      reject(new ClientGone("The request was broken off"));
    };
    function refuse() {
      settle();
      req.pause();
      reject(new BodyTooLarge(limitBytes));
    }
    function settle() {
      clearTimeout(grace);
      req.off("data", onData).off("end", onEnd);
      req.off("close", onGone).off("error", onGone);
      // A broken connection may report more than one error; the first is enough.
      req.on("error", () => undefined);
    }
    req.on("data", onData).on("end", onEnd);
    req.on("close", onGone).on("error", onGone);
  });
}
