import type { Server } from "node:http";

export interface ConnectionLimits {
  /** From its first byte on, a request's headers. */
  readonly headersMs: number;
  /** The whole request, with its body. */
  readonly requestMs: number;
  /** In which nothing at all moves: long enough for a page that waits for changes. */
  readonly silenceMs: number;
  /** Open at once; more are closed as they come. */
  readonly connections: number;
}

const LIMITS: ConnectionLimits = {
  headersMs: 10_000,
  requestMs: 30_000,
  silenceMs: 120_000,
  connections: 2_000,
};

/** Node looks only so often whether somebody is too slow: half a minute, unless it is told otherwise. */
const LOOKED_EVERY_MS = 1_000;

/**
 * So that whoever sends slowly, or nothing, or takes no answer, keeps no connection for long. To be called before the
 * server listens.
 */
export function limitConnections(
  server: Server,
  limits: Partial<ConnectionLimits> = {},
): void {
  const { headersMs, requestMs, silenceMs, connections } = {
    ...LIMITS,
    ...limits,
  };
  server.headersTimeout = headersMs;
  server.requestTimeout = requestMs;
  server.timeout = silenceMs;
  server.keepAliveTimeout = 65_000;
  server.maxHeadersCount = 100;
  server.maxConnections = connections;
  // Read when the server begins to listen; Node's types know it as an option only, and restify passes none.
  Object.assign(server, {
    connectionsCheckingInterval: Math.min(LOOKED_EVERY_MS, headersMs),
  });
}
