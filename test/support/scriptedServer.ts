import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createTrustedCertificate } from "./trustedCertificate.ts";

interface SeenRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** What the server does with one request. */
export type Step =
  | {
      readonly status: number;
      /** A text is sent as it is. Left out, a refusal says nothing but that it is Graph's, as all of Graph's do. */
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly afterMs?: number;
    }
  /** Ends the connection without an answer. */
  | "reset"
  /** Never answers. */
  | "hang"
  /** Promises a body and breaks off in the middle. */
  | "break-off";

export interface ScriptedServer {
  /** https, without a slash at the end. */
  readonly url: string;
  /** Every request, answered or not, in order. */
  readonly requests: readonly SeenRequest[];
  /** What to do with the next requests, one step each. A request too many is reset, and stands in `requests`. */
  play(...steps: readonly Step[]): void;
  /** Steps that no request has used. */
  unused(): number;
  close(): Promise<void>;
}

/** An HTTPS server on loopback, trusted by this process, that answers by script. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  const requests: SeenRequest[] = [];
  const script: Step[] = [];

  const server = createServer(
    createTrustedCertificate(),
    (request, response) => {
      void readBody(request).then(async (body) => {
        requests.push({
          method: request.method ?? "",
          url: request.url ?? "",
          authorization: request.headers.authorization,
          body,
        });
        await perform(script.shift() ?? "reset", response);
      });
    },
  );
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });

  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    play: (...steps) => void script.push(...steps),
    unused: () => script.length,
    close: () => close(server),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function perform(step: Step, response: ServerResponse): Promise<void> {
  if (step === "hang") return;
  if (step === "reset") {
    response.destroy();
    return;
  }
  if (step === "break-off") {
    response.writeHead(200, { "content-length": "1000" });
    response.write("{", () => response.destroy());
    return;
  }
  if (step.afterMs !== undefined) await sleep(step.afterMs);
  const isRefusal = step.status >= 400 && step.status < 500;
  const body = step.body ?? (isRefusal ? GRAPHS_ENVELOPE : undefined);
  const isText = typeof body === "string";
  response.writeHead(step.status, {
    ...(isText ? {} : { "content-type": "application/json" }),
    ...step.headers,
  });
  response.end(isText || body === undefined ? body : JSON.stringify(body));
}

const GRAPHS_ENVELOPE = { error: { code: "UnknownError", message: "" } };

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
