import { createServer, type Server, type ServerResponse } from "node:http";
import type { Registry } from "prom-client";
import type { Clock } from "../../src/ports/clock.ts";
import type { Logger } from "../telemetry/log.ts";
import { limitConnections } from "./limitConnections.ts";
import { shareAnswer } from "./shareAnswer.ts";

/** Two gauges count in the database, so this is how often they do, whoever asks. */
const COUNTED_EVERY_MS = 5_000;

/** `/metrics` and nothing else, on a port that need not be open to all who reach the bot; `listen` is the caller's. */
export function createMetricsServer({
  registry,
  clock,
  log,
}: {
  readonly registry: Registry;
  readonly clock: Clock;
  readonly log: Logger;
}): Server {
  const read = shareAnswer(() => registry.metrics(), {
    forMs: COUNTED_EVERY_MS,
    clock,
  });
  const server = createServer((req, res) => {
    // Nobody sends a body here, and what is not read must not wait in the connection.
    req.resume();
    const [path] = (req.url ?? "").split("?");
    if (path !== "/metrics") return answer(res, 404);
    if (req.method !== "GET" && req.method !== "HEAD")
      return answer(res, 405, { allow: "GET, HEAD" });
    read().then(
      (text) =>
        answer(res, 200, { "content-type": registry.contentType }, text),
      (error: unknown) => {
        log.error({ err: error }, "Metrics could not be read");
        answer(res, 500);
      },
    );
  });
  limitConnections(server, { connections: 100 });
  return server;
}

function answer(
  res: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = "",
): void {
  // restify replaces this method of every response in the process, and its own returns nothing.
  res.writeHead(status, { "cache-control": "no-store", ...headers });
  res.end(body);
}
