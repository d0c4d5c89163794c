import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import restify, {
  type Request,
  type RequestHandler,
  type Response,
  type Server,
} from "restify";
import { AppError } from "../../src/domain/appError.ts";
import type { Custodian } from "../../src/custodian.ts";
import { within } from "../../src/ports/attempt.ts";
import type { ExportFormat } from "../../src/domain/audit/exportFormat.ts";
import type { Clock } from "../../src/ports/clock.ts";
import { MAX_REPORT_BYTES } from "../../src/domain/evidence/reportRequest.ts";
import { BodyTooLarge, ClientGone, readBody } from "../protocol/body.ts";
import type { Logger } from "../telemetry/log.ts";
import type { MessagesEndpoint } from "./messagesEndpoint.ts";
import type { BotMetrics } from "../telemetry/metrics.ts";
import { serveTab, type TabDeps } from "../tab/serveTab.ts";
import { messagesFor } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";
import { errorBody, type HttpAnswer } from "./httpAnswer.ts";
import { limitConnections, type ConnectionLimits } from "./limitConnections.ts";
import { shareAnswer } from "./shareAnswer.ts";

interface Deps {
  readonly custodian: Pick<
    Custodian,
    "receiveReport" | "ready" | "audit" | "preview"
  >;
  readonly messages: MessagesEndpoint;
  readonly metrics: BotMetrics;
  /** Without it the tab is off. */
  readonly tab?: TabDeps | null;
  readonly clock: Clock;
  readonly log: Logger;
  /** Only tests pass them. */
  readonly limits?: Partial<ConnectionLimits>;
}

const MESSAGE_LIMIT_BYTES = 256 * 1024;

/** The database is asked so often whether it is there, however many probes there are. */
const ASKED_EVERY_MS = 2_000;

/** Who waits for readiness waits no longer than probes do; a connection that died may never tell. */
const READY_WITHIN_MS = 4_000;

/** The HTTP side of the bot; `listen` and `close` are the caller's. */
export function createServer(deps: Deps): Server {
  const { custodian, messages, metrics, log } = deps;
  const server = restify.createServer({
    name: "custodian",
    // restify wants its own pino version's type; it only ever calls the methods that all of them have.
    log: log.child({ part: "http" }) as never,
    formatters: { "application/json": (_req, _res, body) => toJson(body) },
  });
  refuseWhatCannotBeRouted(server, log);
  limitConnections(server.server, deps.limits);
  // Whoever begins to listen hears of it from the server below.
  server.on("error", () => undefined);

  const ready = shareAnswer(() => makeReady(custodian), {
    forMs: ASKED_EVERY_MS,
    clock: deps.clock,
  });

  server.on("after", (_req: Request, res: Response, route: unknown) => {
    metrics.httpRequests.inc({
      route: routeName(route),
      status: res.statusCode,
    });
  });

  server.post(
    "/api/messages",
    handle(log, async (req) => {
      const claims = await messages.authenticate(req.headers.authorization);
      if ("status" in claims) return claims;
      return messages.take(claims, await readBody(req, MESSAGE_LIMIT_BYTES));
    }),
  );

  server.post(
    "/api/logons",
    handle(log, async (req) => {
      const rawBody = await readBody(req, MAX_REPORT_BYTES);
      const answer = await custodian.receiveReport({
        rawBody,
        header: (name) => {
          const value = req.headers[name.toLowerCase()];
          return Array.isArray(value) ? undefined : value;
        },
      });
      return {
        status: answer.status,
        retryAfterSeconds: answer.retryAfterSeconds,
        body:
          answer.status === 202
            ? undefined
            : errorBody(answer.code ?? "refused", answer.message ?? ""),
      };
    }),
  );

  server.get(
    "/healthz",
    handle(log, () => Promise.resolve({ status: 200, body: { alive: true } })),
  );

  server.get(
    "/readyz",
    handle(log, async () => {
      try {
        await ready();
        return { status: 200, body: { ready: true } };
      } catch (error) {
        log.warn({ err: error }, "Not ready");
        return {
          status: 503,
          body: errorBody("not-ready", "Not ready to serve."),
          retryAfterSeconds: 2,
        };
      }
    }),
  );

  serveExport(server, log, {
    path: "/api/audit/export",
    open: (query) => custodian.audit.openExport(query),
    command: "audit export",
  });
  serveExport(server, log, {
    path: "/api/preview/export",
    open: (query) => custodian.preview.openExport(query),
    command: "preview csv",
  });

  serveTab(server, deps.tab ?? null);
  return server;
}

interface ServedExport {
  readonly path: string;
  /** Null when the link is forged or too old. */
  readonly open: (query: URLSearchParams) => Promise<{
    readonly format?: ExportFormat;
    readonly fileName: string;
    readonly body: Readable;
  } | null>;
  /** What asks for a new link. */
  readonly command: string;
}

/** In the language that a browser asks for first. */
function messagesOfReader({ headers }: Request): Messages {
  return messagesFor(headers["accept-language"]?.split(/[,;]/u, 1)[0]?.trim());
}

function serveExport(
  server: Server,
  log: Logger,
  { path, open, command }: ServedExport,
): void {
  server.get(path, async (req, res) => {
    const exported = await open(new URLSearchParams(req.getQuery()));
    if (exported === null) {
      send(res, {
        status: 403,
        body: errorBody(
          "link-not-valid",
          messagesOfReader(req).audit.linkOver({ command }),
        ),
      });
      return;
    }
    const { format = "csv", fileName, body } = exported;
    res.writeHead(200, {
      "content-type":
        format === "csv"
          ? "text/csv; charset=utf-8"
          : "application/x-ndjson; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
    // Half a file must look broken to whoever downloads it: pipeline destroys the connection on an error.
    await pipeline(body, res).catch((error: unknown) =>
      log.warn({ err: error, path }, "An export broke off"),
    );
  });
}

/** @throws {Error} what is missing. */
async function makeReady(custodian: Pick<Custodian, "ready">): Promise<void> {
  const asked = custodian.ready().then(() => true);
  if (!(await within(READY_WITHIN_MS, asked)))
    throw new Error("The database did not answer in time");
}

/** Turns an answer, or what was thrown instead, into a response. */
function handle(
  log: Logger,
  answer: (req: Request) => Promise<HttpAnswer>,
): RequestHandler {
  return async (req: Request, res: Response) => {
    try {
      send(res, await answer(req));
    } catch (error) {
      if (error instanceof ClientGone) return;
      if (error instanceof BodyTooLarge) {
        // The rest of the body is not read, so the connection cannot serve another request.
        res.setHeader("connection", "close");
        send(res, {
          status: 413,
          body: errorBody(
            "too-large",
            `The body is over ${error.limitBytes} bytes.`,
          ),
        });
        return;
      }
      send(res, toFailure(error, log));
    }
  };
}

/** How long whoever was not served for a while stays away, where nothing else is known. */
const COME_BACK_SECONDS = 5;

/** What failed inside says nothing of itself; that something is away, it says with when to come back. */
function toFailure(error: unknown, log: Logger): HttpAnswer {
  if (error instanceof AppError) {
    log.warn({ code: error.code, reason: error.message }, "Request refused");
    return error.retryable
      ? {
          status: 503,
          body: errorBody(error.code, "Not possible now. Come back later."),
          retryAfterSeconds:
            error.retryAfterMs === undefined
              ? COME_BACK_SECONDS
              : Math.ceil(error.retryAfterMs / 1_000),
        }
      : {
          status: 400,
          body: errorBody(error.code, "The request cannot be served."),
        };
  }
  log.error({ err: error }, "Request failed");
  return { status: 500, body: errorBody("internal", "Something went wrong.") };
}

function send(res: Response, answer: HttpAnswer): void {
  if (answer.retryAfterSeconds !== undefined)
    res.setHeader("retry-after", String(answer.retryAfterSeconds));
  res.setHeader("cache-control", "no-store");
  if (answer.body === undefined) res.send(answer.status);
  else res.send(answer.status, answer.body);
}

function toJson(body: unknown): string {
  return JSON.stringify(body ?? {});
}

/** A name or an address, and perhaps a port; HTTP 1.0 has none. */
function hasPlainHost(host: string | undefined): boolean {
  return (
    host === undefined || /^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i.test(host)
  );
}

function canBeRead(req: Request): boolean {
  try {
    req.getUrl();
    return true;
  } catch {
    return false;
  }
}

function refuseWhatCannotBeRouted(server: Server, log: Logger): void {
  server.pre((req, res, next) => {
    res.removeHeader("server");
    // Routing reads the address outside of any handler, where nothing catches what it may throw.
    if (hasPlainHost(req.headers.host) && canBeRead(req)) return next();
    res.send(400, errorBody("bad-request", "The address is malformed."));
    return next(false);
  });
  server.on("NotFound", (_req, res: Response, _error, done: () => void) => {
    res.send(404, errorBody("not-found", "There is nothing here."));
    done();
  });
  server.on(
    "MethodNotAllowed",
    (_req, res: Response, _error, done: () => void) => {
      res.send(405, errorBody("method-not-allowed", "Not with this method."));
      done();
    },
  );
  server.on(
    "restifyError",
    (_req, res: Response, error: Error, done: () => void) => {
      const status =
        "statusCode" in error && typeof error.statusCode === "number"
          ? error.statusCode
          : 500;
      const answer =
        status < 500
          ? {
              status,
              body: errorBody("bad-request", "The request cannot be read."),
            }
          : toFailure(error, log);
      if (!res.headersSent) send(res, answer);
      done();
    },
  );
  // Nothing here speaks another protocol, and a socket that nobody answers would stay open for ever.
  server.on("upgrade", (_req, socket) => socket.destroy());
}

function routeName(route: unknown): string {
  if (typeof route === "object" && route !== null && "path" in route)
    return String(route.path);
  return "none";
}
