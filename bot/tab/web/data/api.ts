import type { ErrorReply } from "../../api/shapes.ts";

/**
 * Why an answer did not come. `offline`: nobody answered, and it may be better soon by itself. `no-consent`: Teams
 * gives nobody a token before an administrator consented to the app.
 */
type FailureKind =
  | "offline"
  | "signed-out"
  | "no-consent"
  | "refused"
  | "missing"
  | "changed"
  | "failed";

export class ApiError extends Error {
  readonly kind: FailureKind;
  /** In the reader's language; null where the server said nothing. */
  readonly said: string | null;

  constructor(kind: FailureKind, said: string | null) {
    super(`${kind}: ${said ?? "no answer"}`);
    this.kind = kind;
    this.said = said;
  }
}

export interface Api {
  /**
   * @param path below `/api/tab/`, query included.
   * @throws {ApiError} for everything but an answer.
   */
  get<T>(path: string, signal?: AbortSignal): Promise<T>;
  /** As `get`; what was asked for may have happened even when it throws with `offline`. */
  post<T>(path: string, body: object): Promise<T>;
}

interface Deps {
  /** @param renew the last one was refused. Throws when Teams gives none. */
  readonly getToken: (renew: boolean) => Promise<string>;
  readonly locale: string;
  readonly fetch?: typeof fetch;
}

/** The bot's side of the tab. A token that is refused is asked for anew, once. */
export function createApi({ getToken, locale, ...deps }: Deps): Api {
  const doFetch = deps.fetch ?? ((input, init) => fetch(input, init));
  const tokens = shareTokens(getToken);

  async function send<T>(path: string, init: RequestInit): Promise<T> {
    const token = await tokens.ask();
    let response = await attempt(path, init, token);
    if (response.status === 401)
      response = await attempt(path, init, await tokens.replace(token));
    if (response.ok) {
      try {
        return (await response.json()) as T;
      } catch (error) {
        if (isAborted(error)) throw error;
        throw new ApiError("offline", null);
      }
    }
    const said = await readMessage(response);
    const kind = kindOf(response.status, said);
    // Nothing that the bot said, then, but something on the way to it.
    throw new ApiError(kind, kind === "offline" ? null : said);
  }

  async function attempt(
    path: string,
    init: RequestInit,
    token: string,
  ): Promise<Response> {
    try {
      return await doFetch(`/api/tab/${path}`, {
        ...init,
        cache: "no-store",
        headers: {
          authorization: `Bearer ${token}`,
          "accept-language": locale,
          ...(init.body === undefined
            ? {}
            : { "content-type": "application/json" }),
        },
      });
    } catch (error) {
      if (isAborted(error)) throw error;
      throw new ApiError("offline", null);
    }
  }

  return {
    get: (path, signal) => send(path, { ...(signal ? { signal } : {}) }),
    post: (path, body) =>
      send(path, { method: "POST", body: JSON.stringify(body) }),
  };
}

/**
 * Requests that begin together ask Teams once for their token, and once for a new one when it is refused to all of
 * them.
 */
function shareTokens(getToken: Deps["getToken"]) {
  let newest: string | null = null;
  let asked: Promise<string> | null = null;
  let renewed: Promise<string> | null = null;

  async function get(renew: boolean): Promise<string> {
    newest = await getToken(renew);
    return newest;
  }
  return {
    ask(): Promise<string> {
      if (renewed) return renewed;
      asked ??= get(false).finally(() => (asked = null));
      return asked;
    },
    async replace(refused: string): Promise<string> {
      if (renewed) return renewed;
      if (newest !== null && newest !== refused) return newest;
      renewed = get(true).finally(() => (renewed = null));
      return renewed;
    },
  };
}

function kindOf(status: number, said: string | null): FailureKind {
  switch (status) {
    case 401:
      return "signed-out";
    case 403:
      return "refused";
    case 404:
      return "missing";
    case 409:
      return "changed";
    // What stands between the page and the bot, while the bot is gone.
    case 502:
    case 504:
      return "offline";
    // The bot says why: Microsoft does not answer it. Without a word it is not the bot.
    case 503:
      return said === null ? "offline" : "failed";
    default:
      return "failed";
  }
}

async function readMessage(response: Response): Promise<string | null> {
  try {
    const { error } = (await response.json()) as Partial<ErrorReply>;
    return error?.message || null;
  } catch {
    return null;
  }
}

export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
