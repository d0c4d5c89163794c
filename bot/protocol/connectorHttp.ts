import { setTimeout as sleep } from "node:timers/promises";
import type { ConnectorClient } from "botframework-connector";
import { AppError } from "../../src/domain/appError.ts";
import { parseRetryAfterMs } from "../../src/domain/retryAfter.ts";

type HttpClient = NonNullable<
  NonNullable<ConstructorParameters<typeof ConnectorClient>[1]>["httpClient"]
>;
type WebResource = Parameters<HttpClient["sendRequest"]>[0];
type HttpResponse = Awaited<ReturnType<HttpClient["sendRequest"]>>;

/** One request to the Bot Connector, and the 2xx answer to it. */
interface ConnectorRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

interface ConnectorResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Teams did not do what was asked, or nobody knows. `maybeDone`: a new message may stand there all the same. */
export class ConnectorFailure extends Error {
  override readonly name = "ConnectorFailure";
  /** Null without an answer. */
  readonly status: number | null;
  /** The Connector's own word, such as `ConversationNotFound`. */
  readonly code: string | null;
  readonly retryAfterMs: number | undefined;
  readonly maybeDone: boolean;

  constructor(
    detail: string,
    facts: Pick<
      ConnectorFailure,
      "status" | "code" | "retryAfterMs" | "maybeDone"
    >,
  ) {
    super(detail);
    this.status = facts.status;
    this.code = facts.code;
    this.retryAfterMs = facts.retryAfterMs;
    this.maybeDone = facts.maybeDone;
  }
}

export interface ConnectorHttpOptions {
  /** For one attempt, in milliseconds. */
  readonly timeoutMs: number;
  /** No further attempt is begun after this many milliseconds. */
  readonly retryForMs: number;
  /** Waited for before each further attempt, with the request's address: an attempt counts for Teams' limits, too. */
  readonly beforeRepeat?: (url: string) => Promise<void>;
}

/** However short the waits that Teams asks for. */
const MOST_ATTEMPTS = 4;

export const CONNECTOR_HTTP: ConnectorHttpOptions = {
  timeoutMs: 10_000,
  retryForMs: 4_000,
};

/**
 * Sends a request to the Bot Connector, and again where that cannot post a message twice: after a definite no that
 * passes (412, 429), or, for what has the same effect twice (an edit), after a lost answer as well.
 *
 * @throws {ConnectorFailure}
 */
export async function sendToConnector(
  request: ConnectorRequest,
  options: ConnectorHttpOptions = CONNECTOR_HTTP,
): Promise<ConnectorResponse> {
  const giveUpAt = Date.now() + options.retryForMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sendOnce(request, options.timeoutMs);
    } catch (error) {
      if (!(error instanceof ConnectorFailure)) throw error;
      const waitMs = waitMsAfter(error, attempt);
      if (
        !mayRepeat(error) ||
        attempt >= MOST_ATTEMPTS ||
        Date.now() + waitMs > giveUpAt
      )
        throw error;
      await sleep(waitMs);
      await options.beforeRepeat?.(request.url);
    }
  }
}

/**
 * The HTTP client for botbuilder's connector. Its default one repeats any request, a new message included, up to
 * three times after a 5xx or a dropped connection; it retries only its own kind of error, and this throws another.
 */
export function createConnectorHttpClient(
  options: ConnectorHttpOptions,
): HttpClient {
  return {
    async sendRequest(request: WebResource): Promise<HttpResponse> {
      const answer = await sendToConnector(
        {
          method: request.method,
          url: request.url,
          headers: request.headers.rawHeaders(),
          body: typeof request.body === "string" ? request.body : undefined,
        },
        options,
      );
      return {
        request,
        status: answer.status,
        headers: responseHeaders(request, answer.headers),
        bodyAsText: answer.body,
      };
    },
  };
}

/** The conversation that a request to the Connector is about; null for one that opens it. */
export function conversationOf(url: string): string | null {
  const id = /\/v3\/conversations\/([^/?#]+)/.exec(url)?.[1];
  try {
    return id === undefined ? null : decodeURIComponent(id);
  } catch {
    return null;
  }
}

/** The client's own headers class is not exported, but a request has one to copy. */
function responseHeaders(
  request: WebResource,
  received: Headers,
): HttpResponse["headers"] {
  const headers = request.headers.clone();
  for (const name of headers.headerNames()) headers.remove(name);
  for (const [name, value] of received) headers.set(name, value);
  return headers;
}

async function sendOnce(
  request: ConnectorRequest,
  timeoutMs: number,
): Promise<ConnectorResponse> {
  const isNewMessage = request.method === "POST";
  const headers = new Headers(request.headers);
  // Ours to say, not the pipeline's: it counts the bytes of the body that is sent here.
  headers.delete("content-length");

  let response: Response;
  let body: string;
  try {
    response = await fetch(request.url, {
      method: request.method,
      headers,
      body: request.body ?? null,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    body = await response.text();
  } catch (error) {
    const reason = reasonOf(error);
    throw new ConnectorFailure(`no answer (${reason})`, {
      status: null,
      code: null,
      retryAfterMs: undefined,
      maybeDone: isNewMessage && !NEVER_SENT.test(reason),
    });
  }
  if (response.ok) {
    if (body.trim() !== "" && !isJson(body))
      // A proxy's page, say: nobody knows whether Teams was asked at all.
      throw new ConnectorFailure(`status ${response.status}, but no JSON`, {
        status: response.status,
        code: null,
        retryAfterMs: undefined,
        maybeDone: isNewMessage,
      });
    return { status: response.status, headers: response.headers, body };
  }

  const code = errorCodeOf(body);
  throw new ConnectorFailure(
    `status ${response.status}${code === null ? "" : ` ${code}`}`,
    {
      status: response.status,
      code,
      retryAfterMs:
        parseRetryAfterMs(response.headers.get("retry-after"), new Date()) ??
        undefined,
      maybeDone: isNewMessage && response.status >= 500,
    },
  );
}

/**
 * Why something did not get to Teams, for the log. Of foreign errors only names and codes: the login library's texts
 * quote Entra's answer, which may quote what was sent.
 */
export function describeTeamsFailure(error: unknown): string {
  if (error instanceof ConnectorFailure || error instanceof AppError)
    return error.message;
  if (!(error instanceof Error)) return "unknown";
  return "errorCode" in error && typeof error.errorCode === "string"
    ? `${error.name} ${error.errorCode}`
    : error.name;
}

/** Of which it is known that no byte of the request was taken. */
const NEVER_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$|CERT|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/;

/** The system's word for what went wrong; fetch keeps it in the cause of its own error. */
function reasonOf(error: unknown): string {
  const cause = fieldOf(error, "cause") ?? error;
  const word = fieldOf(cause, "code") ?? fieldOf(cause, "name");
  return typeof word === "string" ? word : "unknown";
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function mayRepeat(failure: ConnectorFailure): boolean {
  if (failure.maybeDone) return false;
  return (
    failure.status === null ||
    failure.status < 300 ||
    [412, 429, 502, 503, 504].includes(failure.status)
  );
}

/** As long as Teams asks for, and never less than our own back-off: an answer must not make a loop of it. */
export function waitMsAfter(
  { retryAfterMs }: ConnectorFailure,
  attempt: number,
): number {
  return Math.max(retryAfterMs ?? 0, backoffMs(attempt));
}

/**
 * After this attempt, from 1. Doubles from a quarter of a second; a random part keeps replicas from coming back
 * together.
 */
function backoffMs(attempt: number): number {
  return 250 * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
}

function isJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

/** From `{"error":{"code":"…"}}`, or the older `{"errorCode":209,"message":"{\"subCode\":\"…\"}"}`. */
function errorCodeOf(body: string): string | null {
  const code =
    /"error"\s*:\s*\{\s*"code"\s*:\s*"([\w ]{1,80})"/.exec(body)?.[1] ??
    /\\?"subCode\\?"\s*:\s*\\?"(\w{1,80})/.exec(body)?.[1];
  return code ?? null;
}
