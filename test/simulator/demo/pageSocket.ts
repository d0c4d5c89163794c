import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** A page's web socket, of which only one direction is used: to the page. */
export interface PageSocket {
  send(text: string): void;
  readonly closed: Promise<void>;
}

/** Answers a page's handshake (RFC 6455). What the page sends is not read, but for its goodbye. */
export function acceptPageSocket(
  { headers }: IncomingMessage,
  socket: Duplex,
): PageSocket {
  const accept = createHash("sha1")
    .update(`${headers["sec-websocket-key"] ?? ""}${GUID}`)
    .digest("base64");
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  socket.on("data", (chunk: Buffer) => {
    if (((chunk[0] ?? 0) & 0x0f) === CLOSE) socket.end();
  });
  const closed = new Promise<void>((resolve) => socket.once("close", resolve));
  return {
    closed,
    send: (text) => {
      if (socket.writable) socket.write(renderFrame(Buffer.from(text)));
    },
  };
}

/** Of the standard: says that the other side speaks the protocol. */
const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

const CLOSE = 0x8;

/** One text frame, unmasked as a server's are. */
function renderFrame(payload: Buffer): Buffer {
  const { length } = payload;
  let head: Buffer;
  if (length < 126) head = Buffer.from([0x81, length]);
  else if (length < 0x1_00_00) {
    head = Buffer.from([0x81, 126, 0, 0]);
    head.writeUInt16BE(length, 2);
  } else {
    head = Buffer.from([0x81, 127, 0, 0, 0, 0, 0, 0, 0, 0]);
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
}
