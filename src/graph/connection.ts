import type { TokenCredential } from "@azure/identity";
import { AppError } from "../appError.ts";
import { systemClock, type Clock } from "../clock.ts";
import type { Bucket, RateStore } from "../rates/tokenBucket.ts";
import { abortable, sleep } from "./abortable.ts";
import { tokenScope } from "./addresses.ts";
import {
  GraphThrottled,
  GraphUnavailable,
  GraphUnexpectedAnswer,
} from "./errors.ts";
import { toGraphError } from "./refusal.ts";
import { backoffMs } from "./retryDelay.ts";
import { createTokenSource } from "./tokens.ts";
import { createWire, type Wire } from "./wire.ts";

/** One request to Graph, repeats counted apart: for metrics and logs. */
export interface GraphCall {
  /** As in errors, for example `devices.find`. */
  readonly operation: string;
  /** `ok`, or the code of the error it ended with. */
  readonly outcome: string;
  readonly ms: number;
}

export interface ConnectionOptions {
  /** Root of Microsoft Graph without version, https. */
  readonly url: string;
  readonly credential: TokenCredential;
  /** Names of the settings the credential was made of, for the message when signing in fails. */
  readonly settingsToCheck: readonly string[];
  /** Limits of the tenant, shared by all replicas. */
  readonly rates: RateStore;
  readonly onCall?: (call: GraphCall) => void;
  readonly clock?: Clock;
  /** 0 to 1, for the jitter of the back-off. */
  readonly random?: () => number;
  /** Of each attempt. */
  readonly readTimeoutMs?: number;
  readonly writeTimeoutMs?: number;
}

interface Operation {
  /** `<resource>.<function>`, for errors and metrics. */
  readonly operation: string;
  /** The application permission it needs. */
  readonly permission: string;
  /** With version, `/v1.0/…` or `/beta/…`, encoded; or a nextLink. */
  readonly path: string;
}

export interface ReadOperation extends Operation {
  /** A POST that only reads carries one. */
  readonly body?: object;
  readonly signal?: AbortSignal | undefined;
}

export interface WriteOperation extends Operation {
  readonly method: "POST" | "DELETE";
  readonly body?: object;
}

export interface Connection {
  /** Tries again, five times and about 20 s of waiting at most. Resolves to the parsed JSON body. */
  read(operation: ReadOperation): Promise<unknown>;
  /**
   * Sends once. Only a 429, which says for certain that nothing was done, is followed by a second try, when Graph asks for
   * a short wait. After `graph.unavailable` the write may have been done.
   */
  write(operation: WriteOperation): Promise<void>;
}

/**
 * Half of what Intune allows an application in a tenant, so that others have room: 1,000 requests of any kind and 100 writes
 * in 20 s. A full bucket and its refill together give that in any 20 s.
 * https://learn.microsoft.com/graph/throttling-limits
 */
const ANY: Bucket = { capacity: 500, refillPerSecond: 25 };
const WRITES: Bucket = { capacity: 50, refillPerSecond: 2.5 };

const ATTEMPTS = 5;
/** Longer waits are the job's: it can be stopped, and survives a crash. */
const LONGEST_WAIT_MS = 20_000;
const LONGEST_WAIT_BEFORE_WRITE_MS = 10_000;
/** Intune throttles below its published limits and then needs seconds; a failing server may be back at once. */
const FIRST_BACKOFF_THROTTLED_MS = 2_000;
const FIRST_BACKOFF_MS = 500;

export function createConnection(options: ConnectionOptions): Connection {
  const {
    rates,
    clock = systemClock,
    random = Math.random,
    readTimeoutMs = 10_000,
    writeTimeoutMs = 30_000,
    onCall,
  } = options;
  const root = options.url.replace(/\/+$/, "");
  const wire = createWire(root);
  const tokens = createTokenSource(
    options.credential,
    tokenScope(root),
    options.settingsToCheck,
  );

  return {
    async read(request) {
      const { operation, signal } = request;
      const url = toUrl(root, request);
      const patience = createPatience(operation, signal);

      for (let attempt = 1; ; attempt++) {
        await passLimiter(patience, operation, [["graph.any", ANY]], signal);
        try {
          const method = request.body === undefined ? "GET" : "POST";
          const body = await send(request, method, url, readTimeoutMs, signal);
          return parseJson(operation, body);
        } catch (error) {
          if (!isTransient(error) || attempt === ATTEMPTS || signal?.aborted) {
            throw error;
          }
          await patience.wait(waitBeforeNext(error, attempt), error);
        }
      }
    },

    async write(request) {
      const { operation, method } = request;
      const url = toUrl(root, request);
      const patience = createPatience(operation, undefined);

      for (let attempt = 1; ; attempt++) {
        await passLimiter(patience, operation, [
          ["graph.writes", WRITES],
          ["graph.any", ANY],
        ]);
        try {
          await send(request, method, url, writeTimeoutMs);
          return;
        } catch (error) {
          const again =
            attempt === 1 &&
            error instanceof GraphThrottled &&
            error.retryAfterMs !== undefined &&
            error.retryAfterMs <= LONGEST_WAIT_BEFORE_WRITE_MS;
          if (!again) throw error;
          await patience.wait(error.retryAfterMs, error);
        }
      }
    },
  };

  async function passLimiter(
    patience: Patience,
    operation: string,
    limits: readonly (readonly [key: string, bucket: Bucket])[],
    signal?: AbortSignal,
  ): Promise<void> {
    for (const [key, bucket] of limits) {
      for (;;) {
        const waitMs = await untilAborted(
          operation,
          rates.take(key, [bucket]),
          signal,
        );
        if (waitMs <= 0) break;
        await patience.wait(waitMs, new GraphThrottled(operation, waitMs));
      }
    }
  }

  /** One request, its answer read whole. Returns the body; throws only errors of `errors.ts`. */
  async function send(
    request: Operation & { readonly body?: object },
    method: "GET" | "POST" | "DELETE",
    url: string,
    timeoutMs: number,
    callerSignal?: AbortSignal,
  ): Promise<string> {
    const { operation } = request;
    const startedAt = performance.now();
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal =
      callerSignal === undefined
        ? timeout
        : AbortSignal.any([timeout, callerSignal]);
    let outcome = "ok";
    try {
      const token = await tokens.get(operation, signal);
      return await exchange(request, { method, url, token, signal });
    } catch (thrown) {
      const error =
        thrown instanceof AppError
          ? thrown
          : new GraphUnavailable(
              operation,
              callerSignal?.aborted
                ? "the caller's time ran out"
                : timeout.aborted
                  ? `no answer within ${timeoutMs} ms`
                  : `no connection (${networkCode(thrown)})`,
            );
      outcome = error.code;
      throw error;
    } finally {
      onCall?.({ operation, outcome, ms: performance.now() - startedAt });
    }
  }

  async function exchange(
    request: Operation & { readonly body?: object },
    sending: Omit<Parameters<Wire>[0], "body">,
  ): Promise<string> {
    const { body } = request;
    const response = await wire(
      body === undefined ? sending : { ...sending, body },
    );
    if (response.status === 204) return "";
    const text = await response.text();
    if (response.ok) return text;
    throw toGraphError(
      request.operation,
      request.permission,
      { status: response.status, headers: response.headers, body: text },
      clock.now(),
    );
  }

  function waitBeforeNext(error: Transient, attempt: number): number {
    const first =
      error instanceof GraphThrottled
        ? FIRST_BACKOFF_THROTTLED_MS
        : FIRST_BACKOFF_MS;
    return error.retryAfterMs ?? backoffMs(attempt, first, random());
  }
}

type Transient = GraphThrottled | GraphUnavailable;

function isTransient(error: unknown): error is Transient {
  return error instanceof GraphThrottled || error instanceof GraphUnavailable;
}

/** @throws {GraphUnexpectedAnswer} a nextLink leads to another server, which must not get our token. */
function toUrl(root: string, { operation, path }: Operation): string {
  if (path.startsWith("/")) return root + path;
  const origin = URL.parse(path)?.origin;
  if (origin === new URL(root).origin) return path;
  throw new GraphUnexpectedAnswer(operation, "nextLink to another server");
}

interface Patience {
  /**
   * Sleeps.
   *
   * @throws {AppError} `error` at once, when all waits of this call together would take too long.
   * @throws {GraphUnavailable} when the caller's signal ends it.
   */
  wait(ms: number, error: AppError): Promise<void>;
}

function createPatience(
  operation: string,
  signal: AbortSignal | undefined,
): Patience {
  let leftMs = LONGEST_WAIT_MS;
  return {
    async wait(ms, error) {
      if (ms > leftMs) throw error;
      leftMs -= ms;
      await untilAborted(operation, sleep(ms, signal), signal);
    },
  };
}

async function untilAborted<T>(
  operation: string,
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (signal === undefined) return promise;
  try {
    return await abortable(promise, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new GraphUnavailable(operation, "the caller's time ran out");
  }
}

function parseJson(operation: string, body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new GraphUnexpectedAnswer(operation, "not JSON");
  }
}

/** For example ECONNRESET or a certificate's fault: `fetch` keeps it as the cause. No address, no text. */
function networkCode(error: unknown): string {
  const cause = (error as { cause?: { code?: unknown } } | null)?.cause;
  return typeof cause?.code === "string" ? cause.code : "no code";
}
