import {
  AuthenticationHandler,
  AuthenticationHandlerOptions,
  Client,
  GraphClientError,
  HTTPMessageHandler,
  ResponseType,
  TelemetryHandler,
  type Context,
  type Middleware,
  type MiddlewareOptions,
} from "@microsoft/microsoft-graph-client";

interface WireRequest {
  readonly method: "GET" | "POST" | "DELETE";
  readonly url: string;
  readonly body?: object;
  readonly token: string;
  readonly signal: AbortSignal;
}

/** Sends one request, once. Rejects with what `fetch` rejected with. */
export type Wire = (request: WireRequest) => Promise<Response>;

/**
 * The stock client, with a chain of middleware of our choice: authentication (which gives the token to Graph's hosts
 * and `graphUrl`'s alone), telemetry, and the sending itself.
 *
 * Its retry handler is left out: it sends a POST again after a 503 or 504, and a change of primary user that may
 * have been made must not be made blindly a second time. It also sleeps through the caller's AbortSignal, knows
 * neither network errors nor 500, and would pass the rate limiter by. `connection.ts` retries instead. Its redirect
 * handler is left out, too: no call of ours is ever redirected, and a write must not follow one.
 *
 * Answers are taken raw, because the client's own errors lose the headers of a refusal whose body is not JSON.
 */
export function createWire(graphUrl: string): Wire {
  const client = Client.initWithMiddleware({
    baseUrl: graphUrl,
    customHosts: new Set([new URL(graphUrl).hostname]),
    middleware: [
      new AuthenticationHandler({
        getAccessToken: () => Promise.reject(new Error("no token was passed")),
      }),
      new TelemetryHandler(),
      new Faithful(),
      new HTTPMessageHandler(),
    ],
  });

  return async ({ method, url, body, token, signal }) => {
    const request = client
      .api(url)
      .responseType(ResponseType.RAW)
      .options({ signal, redirect: "manual" })
      .middlewareOptions([
        new AuthenticationHandlerOptions({
          getAccessToken: () => Promise.resolve(token),
        }),
        new ExactUrl(url),
      ]);
    try {
      switch (method) {
        case "GET":
          return (await request.get()) as Response;
        case "POST":
          return (await request.post(body)) as Response;
        case "DELETE":
          return (await request.delete()) as Response;
      }
    } catch (error) {
      throw error instanceof GraphClientError && error.customError
        ? error.customError
        : error;
    }
  };
}

class ExactUrl implements MiddlewareOptions {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }
}

/**
 * Mends two things before the sending: the client takes a URL apart and sorts its query, while a nextLink is to
 * be followed verbatim; and it flattens network errors to a text, unless they come as its own kind.
 */
class Faithful implements Middleware {
  #next: Middleware | undefined;

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    const exact = context.middlewareControl?.getMiddlewareOptions(ExactUrl);
    if (exact instanceof ExactUrl) context.request = exact.url;
    try {
      await this.#next?.execute(context);
    } catch (error) {
      const carrier = new GraphClientError();
      carrier.customError = error;
      throw carrier;
    }
  }
}
