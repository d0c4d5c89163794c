import { createServer as createHttpServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Certificate } from "./certificates.ts";
import type { Fault, Faults, Service } from "./faults.ts";

/** A request as a service sees it. */
export interface Call {
  readonly method: string;
  /** Scheme, host and port as the caller addressed them. */
  readonly origin: string;
  /** Path without query, decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  /** The bearer token; "" when there is none. */
  readonly token: string;
  readonly text: string;
}

export interface Answer {
  readonly status: number;
  /** Sent as JSON; undefined sends no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request that reached the cloud, for assertions. Tokens and secrets are not kept. */
export interface SeenRequest {
  readonly service: Service;
  readonly method: string;
  /** Path and query, decoded. */
  readonly path: string;
  /** 0 when the connection was broken instead of an answer. */
  readonly status: number;
  /** When it arrived. */
  readonly at: Date;
  /** The JSON body of a POST, PUT or PATCH to Graph or the connector. */
  readonly body?: unknown;
}

export interface Endpoint {
  readonly service: Service;
  answer(call: Call): Answer | Promise<Answer>;
  /** How this service says that it refuses: a fault in its own words. */
  refuse(call: Call, fault: RefusalFault): Answer;
}

export type RefusalFault = Exclude<Fault, { kind: "slow" | "held" | "reset" }>;

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

interface ServeOptions {
  /** Which endpoint a path belongs to; null is answered 404. */
  readonly route: (path: string) => Endpoint | null;
  readonly faults: Faults;
  readonly onRequest: (request: SeenRequest) => void;
  /** Speaks https with it; plain http without. */
  readonly certificate?: Certificate;
  /** 0 picks a free port. */
  readonly port?: number;
}

/** Listens on 127.0.0.1. */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    respond(options, request, response).catch((error: unknown) => {
      // A fault of the simulator itself: say so loudly, or a test would hunt for it in the bot.
      console.error("The simulated cloud failed", error);
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  };
  const server = options.certificate
    ? createHttpsServer(
        {
          cert: options.certificate.pem,
          key: options.certificate.privateKey.export({
            type: "pkcs8",
            format: "pem",
          }),
        },
        listener,
      )
    : createHttpServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Finds the JSON in a body, or undefined: a broken body is the handler's to refuse. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function respond(
  options: ServeOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const at = new Date();
  const scheme = options.certificate ? "https" : "http";
  const origin = `${scheme}://${request.headers.host ?? "127.0.0.1"}`;
  const url = new URL(request.url ?? "/", "http://unused");
  const path = decode(url.pathname);
  const fullPath = path + decode(url.search.replaceAll("+", " "));
  const method = request.method ?? "GET";
  const endpoint = options.route(path);
  const call: Call = {
    method,
    origin,
    path,
    query: url.searchParams,
    headers: request.headers,
    token: (request.headers.authorization ?? "").replace(/^Bearer /i, ""),
    text: await readText(request),
  };
  if (!endpoint) {
    send(response, {
      status: 404,
      body: { error: { code: "NotFound", message: `Nothing at ${path}` } },
    });
    return;
  }

  const seen = (status: number): void => {
    const keepsBody = endpoint.service !== "login" && call.text !== "";
    options.onRequest({
      service: endpoint.service,
      method,
      path: fullPath,
      status,
      at,
      ...(keepsBody ? { body: parseJson(call.text) } : {}),
    });
  };

  let answer: Answer | null = null;
  let loseAnswer = false;
  for (const fault of options.faults.take(endpoint.service, method, fullPath)) {
    if (fault.kind === "slow") await delay(fault.delayMs);
    else if (fault.kind === "held") await fault.until;
    else if (fault.kind === "reset") {
      loseAnswer = true;
      if (fault.when === "before") {
        seen(0);
        request.socket.destroy();
        return;
      }
    } else answer = endpoint.refuse(call, fault);
  }
  answer ??= await endpoint.answer(call);
  if (loseAnswer) {
    seen(0);
    request.socket.destroy();
    return;
  }
  seen(answer.status);
  send(response, answer);
}

function send(response: ServerResponse, answer: Answer): void {
  // None of the services answers with a text in JSON: it is a page of something in between.
  const isPage = typeof answer.body === "string";
  const body = isPage ? answer.body : (JSON.stringify(answer.body) ?? "");
  const type = isPage ? "text/html" : "application/json; charset=utf-8";
  response.writeHead(answer.status, {
    ...(body ? { "content-type": type } : {}),
    "content-length": String(Buffer.byteLength(body)),
    ...answer.headers,
  });
  response.end(body);
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
