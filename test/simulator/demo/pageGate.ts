import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
} from "node:http";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** What the page must have loaded before it understands what it is sent. */
const PAGE_CONFIG = "/_internal/v1/config";

/** The page stores its configuration a moment after it has got it. */
const SETTLES_MS = 500;

const PATIENCE_MS = 10_000;

/**
 * Stands before the Agents Playground and holds a page's web socket back until the page has its configuration.
 *
 * The Playground sends all that waited for a page as soon as the socket opens. A page that is not ready fails on the
 * first message and drops the rest: the proposals that wait in the demo would then never show.
 *
 * @param target the Playground's own port on loopback.
 */
export async function startPageGate(
  port: number,
  target: number,
): Promise<{ stop(): Promise<void> }> {
  let pageLoadedAt = 0;
  let configuredAt = 0;

  const server = createServer((incoming, outgoing) => {
    if (incoming.url === "/") pageLoadedAt = Date.now();
    const forwarded = httpRequest(toPlayground(incoming), (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      if (incoming.url?.startsWith(PAGE_CONFIG))
        answer.once("end", () => (configuredAt = Date.now()));
    });
    forwarded.on("error", () => outgoing.destroy());
    incoming.pipe(forwarded);
  });

  server.on("upgrade", (incoming, socket, head) => {
    socket.on("error", () => socket.destroy());
    void pageIsReady().then(() => {
      if (socket.destroyed) return;
      const playground = connect(target, "127.0.0.1", () => {
        playground.write(renderHead(incoming));
        playground.write(head);
        playground.pipe(socket).pipe(playground);
      });
      playground.on("error", () => socket.destroy());
      socket.on("close", () => playground.destroy());
    });
  });

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  function toPlayground({ method, url, headers }: IncomingMessage) {
    return { host: "127.0.0.1", port: target, method, path: url, headers };
  }

  async function pageIsReady(): Promise<void> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    while (
      (configuredAt < pageLoadedAt || Date.now() < configuredAt + SETTLES_MS) &&
      Date.now() < giveUpAt
    )
      await delay(50);
  }
}

function renderHead({ method, url, rawHeaders }: IncomingMessage): string {
  const lines = [`${method ?? "GET"} ${url ?? "/"} HTTP/1.1`];
  for (let index = 0; index < rawHeaders.length; index += 2)
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`);
  return `${lines.join("\r\n")}\r\n\r\n`;
}
