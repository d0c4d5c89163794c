import { AppError } from "../../domain/appError.ts";
import { parseJson } from "../../domain/plainText.ts";
import { systemClock, type Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Bucket, RateStore } from "../../ports/stores/rateStore.ts";
import { abortable, sleep } from "./abortable.ts";
import { tokenScope } from "./addresses.ts";
import type { RenewableCredential } from "./credential.ts";
import {
  GraphForeignAnswer,
  GraphThrottled,
  GraphUnavailable,
  GraphUnexpectedAnswer,
} from "../../ports/graphErrors.ts";
import { toGraphError, type Refusal } from "./refusal.ts";
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
  readonly credential: RenewableCredential;
  /** Names of the settings the credential was made of, for the message when signing in fails. */
  readonly settingsToCheck: readonly string[];
  /** Limits of the tenant, shared by all replicas. */
  readonly rates: RateStore;
  readonly onCall?: (call: GraphCall) => void;
  /** Told what Microsoft leaves out and Custodian has to do without. */
  readonly log?: Pick<Log, "warn">;
  readonly clock?: Clock;
  /** 0 to 1, for the jitter of the back-off. */
  readonly random?: () => number;
  /** Sleeps until the signal ends it. Only tests pass one. */
  readonly wait?: (ms: number, signal?: AbortSignal) => Promise<void>;
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
  /** A decision needs it: it may take the reserved part of the tenant's limit, as writes do. */
  readonly forDecision?: boolean;
  /** What the service allows of this kind of request, where that is less than of others. */
  readonly limit?: Limit;
}

interface WriteOperation extends Operation {
  readonly method: "POST" | "DELETE";
  readonly body?: object;
}

export interface Connection {
  /**
   * Tries again, five times and about 20 s of waiting at most, and once with a fresh token after a 401. Resolves to
   * the parsed JSON body.
   */
  read(operation: ReadOperation): Promise<unknown>;
  /**
   * Takes the permit for both, reads what `look` names and, where `isDue` says so of the answer, writes at once: with
   * the look's token and without waiting for anything, so that between the two lies one round trip.
   *
   * The look is repeated as a read is. The write is sent once and a refused one, a 429 too, is left to whoever asked
   * for it; only after a 401, which let nothing in, a fresh token is taken, and a fresh look with it. Once `isDue`
   * said yes, `graph.unavailable` means that the write may have been done.
   */
  lookThenWrite(
    look: ReadOperation,
    isDue: (answer: unknown) => boolean,
    write: WriteOperation,
  ): Promise<void>;
}

/**
 * Half of what Intune allows an application in a tenant, so that others have room: 1,000 requests of any kind and 100
 * writes in 20 s. A full bucket and its refill together give that in any 20 s.
 * https://learn.microsoft.com/graph/throttling-limits
 */
const ANY: Limit = {
  key: "graph.any",
  bucket: { capacity: 500, refillPerSecond: 25 },
};
/** What decisions and writes find when reports, look-ups and sweeps have taken all that they may. */
const ANY_BUT_RESERVED: Limit = {
  ...ANY,
  bucket: { ...ANY.bucket, leaves: 100 },
};
const WRITES: Limit = {
  key: "graph.writes",
  bucket: { capacity: 50, refillPerSecond: 2.5 },
};

/** So many requests, kept under `key` for all replicas. */
export interface Limit {
  readonly key: string;
  readonly bucket: Bucket;
}

const ATTEMPTS = 5;

/** Longer waits are the job's: it can be stopped, and survives a crash. */
const LONGEST_WAIT_MS = 20_000;

/** Intune throttles below its published limits and then needs seconds; a failing server may be back at once. */
const FIRST_BACKOFF_THROTTLED_MS = 2_000;
const FIRST_BACKOFF_MS = 500;

export function createConnection(options: ConnectionOptions): Connection {
  const {
    rates,
    clock = systemClock,
    random = Math.random,
    wait = sleep,
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
      const patience = createPatience(request.operation, wait, request.signal);
      return await read(request, patience, {
        pass: () =>
          passLimiter(
            patience,
            request.operation,
            [
              ...(request.limit ? [request.limit] : []),
              request.forDecision ? ANY : ANY_BUT_RESERVED,
            ],
            request.signal,
          ),
        getToken: (...asked) => tokens.get(...asked),
      });
    },

    async lookThenWrite(look, isDue, write) {
      const { operation, method } = write;
      const url = toUrl(root, write);
      for (let renewed = false; ; renewed = true) {
        const patience = createPatience(operation, wait, undefined);
        // Of the write and of the look before it, so that neither waits for the other's.
        await passLimiter(patience, operation, [WRITES, ANY, ANY]);
        let hasPermit = true;
        let token = "";
        const answer = await read(look, patience, {
          async pass() {
            if (!hasPermit) await passLimiter(patience, operation, [ANY]);
            hasPermit = false;
          },
          async getToken(...asked) {
            return (token = await tokens.get(...asked));
          },
        });
        if (!isDue(answer)) return;
        const written = await sendOnce(write, {
          method,
          url,
          timeoutMs: writeTimeoutMs,
          callerSignal: undefined,
          getToken: () => Promise.resolve(token),
        });
        if (typeof written === "string") {
          // Graph says nothing where it wrote. Whoever said this, the write may never have arrived.
          if (written !== "") readJson(operation, written);
          return;
        }
        if (renewed) throw written.unauthorized;
      }
    },
  };

  async function read(
    request: ReadOperation,
    patience: Patience,
    { pass, getToken }: Pick<Sending, "getToken"> & Passing,
  ): Promise<unknown> {
    const { operation, signal } = request;
    const send = createSender(request, {
      method: request.body === undefined ? "GET" : "POST",
      url: toUrl(root, request),
      timeoutMs: readTimeoutMs,
      callerSignal: signal,
      pass,
      getToken,
    });

    for (let attempt = 1; ; attempt++) {
      try {
        return readJson(operation, await send());
      } catch (error) {
        if (!isTransient(error) || attempt === ATTEMPTS || signal?.aborted) {
          throw error;
        }
        await patience.wait(waitBeforeNext(error, attempt), error);
      }
    }
  }

  async function passLimiter(
    patience: Patience,
    operation: string,
    limits: readonly Limit[],
    signal?: AbortSignal,
  ): Promise<void> {
    for (const { key, bucket } of limits) {
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

  /**
   * Sends the request past the limiter, whenever it is called, and resolves to the body. The first 401 of all is
   * followed at once by the same request with a fresh token: the remembered one may have been revoked, or its key
   * withdrawn.
   */
  function createSender(
    request: Operation & { readonly body?: object },
    sending: Sending & Passing,
  ): () => Promise<string> {
    let renewed = false;
    return async () => {
      await sending.pass();
      let answer = await sendOnce(request, sending);
      if (typeof answer !== "string" && !renewed) {
        renewed = true;
        await sending.pass();
        answer = await sendOnce(request, sending);
      }
      if (typeof answer !== "string") throw answer.unauthorized;
      return answer;
    };
  }

  /**
   * One request, its answer read whole. Returns the body, or the error to end with when Graph does not accept the
   * token (which is forgotten then); throws only errors of `errors.ts`.
   */
  async function sendOnce(
    request: Operation & { readonly body?: object },
    { method, url, timeoutMs, callerSignal, getToken }: Sending,
  ): Promise<string | { readonly unauthorized: AppError }> {
    const { operation } = request;
    const startedAt = performance.now();
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal =
      callerSignal === undefined
        ? timeout
        : AbortSignal.any([timeout, callerSignal]);
    let outcome = "ok";
    try {
      const token = await getToken(operation, signal);
      const answer = await exchange(request, { method, url, token, signal });
      if (answer.ok) return answer.body;
      const error = toGraphError(
        operation,
        request.permission,
        options.settingsToCheck,
        answer,
        clock.now(),
      );
      if (answer.status !== 401) throw error;
      tokens.drop(token);
      outcome = error.code;
      return { unauthorized: error };
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
  ): Promise<Refusal & { readonly ok: boolean }> {
    const { body } = request;
    const response = await wire(
      body === undefined ? sending : { ...sending, body },
    );
    const { ok, status, headers } = response;
    return {
      ok,
      status,
      headers,
      body: status === 204 ? "" : await response.text(),
    };
  }

  function waitBeforeNext(error: Transient, attempt: number): number {
    const first =
      error instanceof GraphThrottled
        ? FIRST_BACKOFF_THROTTLED_MS
        : FIRST_BACKOFF_MS;
    return error.retryAfterMs ?? backoffMs(attempt, first, random());
  }
}

/** How one request goes out. */
interface Sending {
  readonly method: "GET" | "POST" | "DELETE";
  readonly url: string;
  readonly timeoutMs: number;
  readonly callerSignal: AbortSignal | undefined;
  readonly getToken: (
    operation: string,
    signal: AbortSignal,
  ) => Promise<string>;
}

/** Waits for the tenant-wide limiter. */
interface Passing {
  readonly pass: () => Promise<void>;
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
  sleepFor: (ms: number, signal?: AbortSignal) => Promise<void>,
  signal: AbortSignal | undefined,
): Patience {
  let leftMs = LONGEST_WAIT_MS;
  return {
    async wait(ms, error) {
      if (ms > leftMs) throw error;
      leftMs -= ms;
      await untilAborted(operation, sleepFor(ms, signal), signal);
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

/** @throws {GraphForeignAnswer} the answer to a request that succeeded is a page or text, or nothing. */
function readJson(operation: string, body: string): unknown {
  try {
    return parseJson(body);
  } catch {
    throw new GraphForeignAnswer(operation, 200);
  }
}

/** For example ECONNRESET or a certificate's fault: `fetch` keeps it as the cause. No address, no text. */
function networkCode(error: unknown): string {
  const cause = (error as { cause?: { code?: unknown } } | null)?.cause;
  return typeof cause?.code === "string" ? cause.code : "no code";
}
