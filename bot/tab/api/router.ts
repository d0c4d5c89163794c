import { randomUUID } from "node:crypto";
import type { Request, RequestHandler, Response, Server } from "restify";
import { AppError } from "../../../src/domain/appError.ts";
import { parseJson } from "../../../src/domain/plainText.ts";
import type { Clock } from "../../../src/ports/clock.ts";
import type { Custodian } from "../../../src/custodian.ts";
import type { EnvironmentValue } from "../../../src/domain/settings/environment.ts";
import type { GrantedAccess } from "../../../src/domain/lookups/lookup.ts";
import type { Bucket, RateStore } from "../../../src/ports/stores/rateStore.ts";
import { withoutGuards } from "../../text/asText.ts";
import { BodyTooLarge, ClientGone, readBody } from "../../protocol/body.ts";
import type { Logger } from "../../telemetry/log.ts";
import { KeysUnavailable } from "../../protocol/signingKeys.ts";
import type { ErrorReply } from "./shapes.ts";
import { SignInRefused, type SignedIn, type SignIn } from "./authentication.ts";
import { languageOf, type Language } from "./language.ts";

/** What the resources of the API need. */
export interface ApiDeps {
  readonly custodian: Pick<
    Custodian,
    | "applyAction"
    | "audit"
    | "changes"
    | "channels"
    | "collections"
    | "decideSeveral"
    | "decisionsOverTime"
    | "findCard"
    | "handoffs"
    | "liftSilence"
    | "isObserving"
    | "lookUps"
    | "pageProposals"
    | "preview"
    | "propose"
    | "questions"
    | "requireAdmin"
    | "settings"
  >;
  /** What only the environment sets. */
  readonly environment: readonly EnvironmentValue[];
  readonly signIn: SignIn;
  readonly rates: RateStore;
  /** The bot's own address, as browsers know it. */
  readonly publicUrl: string;
  /** Aborted when the bot stops: whoever waits for changes is answered. */
  readonly stopping: AbortSignal;
  /** How long whoever waits for changes is left waiting. Only tests pass it. */
  readonly patienceMs?: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/** One request of somebody who may use Custodian. */
export interface TabRequest {
  readonly signedIn: SignedIn;
  readonly access: GrantedAccess;
  readonly language: Language;
  readonly query: URLSearchParams;
  /** The part of the path that names something; empty without one. */
  readonly id: string;
  /** The body of a write, parsed; null for what only reads. */
  readonly body: unknown;
  /** Aborted when nobody waits for the answer any more. */
  readonly gone: AbortSignal;
  readonly log: Logger;
}

/** A refusal in the middle of answering. */
export class Refused extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 429 | 503;
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;

  /** @param message for people, in their language. */
  constructor(
    status: Refused["status"],
    code: string,
    message: string,
    retryAfterSeconds?: number,
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export interface Resource {
  readonly method: "get" | "post";
  /** Below `/api/tab`; `:id` stands for what it is about. */
  readonly path: string;
  /** What it takes of what one person may ask for beside the rate of all requests. */
  readonly cost?: keyof typeof COSTS;
  /** How large the body of a write may be; enough for any reason unless given. */
  readonly mostBodyBytes?: number;
  answer(request: TabRequest): Promise<unknown>;
}

/**
 * How long Entra may take to say who asks. Nobody waits with a spinner for a click here, but a page should not,
 * either.
 */
export const ACCESS_MS = 1_500;

/** The longest reason, in any script, and what is around it. */
const MOST_BODY_BYTES = 16 * 1024;

/** A page asks for some five things at once, and for one or two with each change. */
const EACH: readonly Bucket[] = [{ capacity: 60, refillPerSecond: 3 }];

const COSTS = {
  /** What reads whole tables. */
  dear: [{ capacity: 5, refillPerSecond: 1 / 12 }],
  /** What decides up to 50 proposals: nobody looks at them faster. */
  several: [{ capacity: 10, refillPerSecond: 1 / 6 }],
} satisfies Record<string, readonly Bucket[]>;

/** Registers the resources below `/api/tab`, each behind the same checks in the same order. */
export function serveApi(
  server: Server,
  deps: ApiDeps,
  resources: readonly Resource[],
): void {
  for (const resource of resources)
    server[resource.method](
      `/api/tab${resource.path}`,
      createHandler(deps, resource),
    );
}

function createHandler(deps: ApiDeps, resource: Resource): RequestHandler {
  return async (req: Request, res: Response) => {
    const language = languageOf(req.headers["accept-language"]);
    const log = deps.log.child({ part: "tab", route: resource.path });
    try {
      reply(
        res,
        200,
        await resource.answer(
          await admit(deps, resource, req, res, language, log),
        ),
      );
    } catch (error) {
      if (error instanceof ClientGone) return;
      const refused = toRefused(error, language, log);
      if (refused.status === 413) res.setHeader("connection", "close");
      if (refused.status === 401)
        res.setHeader("www-authenticate", 'Bearer error="invalid_token"');
      if (refused.retryAfterSeconds !== undefined)
        res.setHeader("retry-after", String(refused.retryAfterSeconds));
      reply(res, refused.status, {
        error: { code: refused.code, message: refused.message },
      } satisfies ErrorReply);
    }
  };
}

/**
 * Whether it comes from the tab's own page, who asks, how often, and whether they may ask at all. Then what they say
 * is read.
 */
async function admit(
  deps: ApiDeps,
  resource: Resource,
  req: Request,
  res: Response,
  language: Language,
  log: Logger,
): Promise<TabRequest> {
  if (resource.method === "post") requireOwnPage(req, deps.publicUrl, language);
  const signedIn = await deps.signIn.verify(req.headers.authorization);
  await requireRate(deps, `tab:${signedIn.userId}`, EACH, language);
  if (resource.cost)
    await requireRate(
      deps,
      `tab:${resource.path}:${signedIn.userId}`,
      COSTS[resource.cost],
      language,
    );
  const access = await deps.custodian.lookUps.access(
    signedIn.userId,
    ACCESS_MS,
  );
  if (access.kind === "none") {
    log.info({ userId: signedIn.userId }, "The tab was refused");
    throw new Refused(403, "not-allowed", language.t(access.message));
  }
  if (access.kind === "not-checked")
    throw new Refused(503, "not-checked", language.t(access.message), 2);
  return {
    signedIn,
    access,
    language,
    query: readQuery(req, language),
    id: idOf(req),
    body:
      resource.method === "post"
        ? await readJson(
            req,
            resource.mostBodyBytes ?? MOST_BODY_BYTES,
            language,
          )
        : null,
    gone: whenGone(res),
    log: log.child({ userId: signedIn.userId }),
  };
}

/**
 * A write comes from the page that this bot serves, and from no other: a browser says so by itself, and pages cannot
 * make it lie. The token alone would do against other sites, which do not have it; this is the second lock.
 */
function requireOwnPage(
  req: Request,
  publicUrl: string,
  { tab }: Language,
): void {
  const site = req.headers["sec-fetch-site"];
  if (
    req.headers.origin !== new URL(publicUrl).origin ||
    (site !== undefined && site !== "same-origin")
  )
    throw new Refused(403, "foreign-origin", tab.foreignOrigin);
  const [type] = (req.headers["content-type"] ?? "").split(";");
  if (type?.trim().toLowerCase() !== "application/json")
    throw new Refused(403, "not-json", tab.notJson);
}

async function requireRate(
  { rates }: Pick<ApiDeps, "rates">,
  key: string,
  buckets: readonly Bucket[],
  { tab }: Language,
): Promise<void> {
  const waitMs = await rates.take(key, buckets);
  if (waitMs > 0)
    throw new Refused(
      429,
      "too-many-requests",
      tab.tooMany,
      Math.ceil(waitMs / 1_000),
    );
}

async function readJson(
  req: Request,
  mostBytes: number,
  { tab }: Language,
): Promise<unknown> {
  const text = (await readBody(req, mostBytes)).toString();
  try {
    return parseJson(text);
  } catch {
    throw new Refused(400, "bad-request", tab.notUnderstood);
  }
}

/** @throws {Refused} 400 for U+0000, the one text in an address that nothing takes. */
function readQuery(req: Request, { tab }: Language): URLSearchParams {
  const query = req.getQuery();
  if (query.includes("%00"))
    throw new Refused(400, "bad-request", tab.notUnderstood);
  return new URLSearchParams(query);
}

function idOf(req: Request): string {
  const params: unknown = req.params;
  if (typeof params !== "object" || params === null || !("id" in params))
    return "";
  return String(params.id);
}

function whenGone(res: Response): AbortSignal {
  const gone = new AbortController();
  res.once("close", () => gone.abort());
  return gone.signal;
}

function toRefused(error: unknown, { tab, t }: Language, log: Logger) {
  if (error instanceof Refused) return error;
  if (error instanceof SignInRefused) {
    log.info(
      { code: error.code, reason: error.message },
      "A token was refused",
    );
    return new Refused(
      401,
      error.code,
      error.code === "sign-in-expired" ? tab.signInOver : tab.signIn,
    );
  }
  if (error instanceof KeysUnavailable) {
    log.warn(
      { reason: error.message },
      "Keys of the tab's tokens not readable",
    );
    return new Refused(503, "keys-unavailable", tab.keysAway, 5);
  }
  if (error instanceof BodyTooLarge)
    return new Refused(413, "too-large", tab.tooLarge);
  if (error instanceof AppError) {
    log.info({ code: error.code, reason: error.message }, "Refused");
    return error.retryable
      ? new Refused(
          503,
          error.code,
          t(error.userMessage),
          Math.ceil((error.retryAfterMs ?? 5_000) / 1_000),
        )
      : new Refused(400, error.code, t(error.userMessage));
  }
  const reference = randomUUID().slice(0, 8);
  log.error({ err: error, reference }, "Request of the tab failed");
  return {
    status: 500,
    code: "internal",
    message: tab.wentWrong({ reference }),
    retryAfterSeconds: undefined,
  };
}

function reply(res: Response, status: number, body: unknown): void {
  // The client may have gone meanwhile.
  if (res.destroyed) return;
  res.sendRaw(status, JSON.stringify(body, toPageText), {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
  });
}

/** Sentences are made as for cards, where names need guards against markdown. A page shows text as text. */
function toPageText(_key: string, value: unknown): unknown {
  return typeof value === "string" ? withoutGuards(value) : value;
}
