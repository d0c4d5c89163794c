import {
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";

type Asked = Pick<IncomingMessage, "method" | "url" | "headers">;

/** Hands what came for a server on loopback on to it. */
export function createPassOn(port: number) {
  const to = ({ method, url, headers }: Asked) => ({
    host: "127.0.0.1",
    port,
    method,
    path: url,
    headers,
  });
  return {
    /** As it comes, both ways. */
    stream(incoming: IncomingMessage, outgoing: ServerResponse): void {
      const forwarded = httpRequest(to(incoming), (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      forwarded.on("error", () => outgoing.destroy());
      incoming.pipe(forwarded);
    },

    /** With another body, and the answer as text. */
    ask(incoming: Asked, body: string): Promise<Answered> {
      const headers: Asked["headers"] = {
        ...incoming.headers,
        // Text is to be read here.
        "accept-encoding": "identity",
        "content-length": String(Buffer.byteLength(body)),
      };
      return new Promise((resolve, reject) => {
        const asked = httpRequest(to({ ...incoming, headers }), (answer) => {
          const status = answer.statusCode ?? 502;
          readText(answer).then((text) => resolve({ status, text }), reject);
        });
        asked.on("error", reject);
        asked.end(body);
      });
    },

    /** A web socket. */
    tunnel(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
      const there = connect(port, "127.0.0.1", () => {
        there.write(renderHead(incoming));
        there.write(head);
        there.pipe(socket).pipe(there);
      });
      there.on("error", () => socket.destroy());
      socket.on("close", () => there.destroy());
    },
  };
}

interface Answered {
  readonly status: number;
  readonly text: string;
}

export async function readText(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function renderHead({ method, url, rawHeaders }: IncomingMessage): string {
  const lines = [`${method ?? "GET"} ${url ?? "/"} HTTP/1.1`];
  for (let index = 0; index < rawHeaders.length; index += 2)
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`);
  return `${lines.join("\r\n")}\r\n\r\n`;
}
