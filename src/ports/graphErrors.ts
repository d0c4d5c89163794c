import { AppError } from "../domain/appError.ts";
import { message, type Message } from "../domain/message.ts";

/** Graph asked us to slow down and went on doing so after our own retries. */
export class GraphThrottled extends AppError {
  readonly code = "graph.throttled";
  readonly userMessage = message("graph.throttled");
  override readonly retryable = true;
  override readonly retryAfterMs: number | undefined;

  constructor(operation: string, retryAfterMs?: number) {
    super(`${operation}: throttled by Microsoft Graph`);
    this.retryAfterMs = retryAfterMs;
  }
}

/** The application lacks a permission. `permission` names what to grant. */
export class GraphForbidden extends AppError {
  readonly code = "graph.forbidden";
  readonly userMessage: Message;
  readonly permission: string;

  /** @param what for a permission whose lack shows in something else than a refusal. */
  constructor(
    operation: string,
    permission: string,
    what: "graph.forbidden" | "graph.accounts-not-shown" = "graph.forbidden",
  ) {
    super(`${operation}: forbidden, needs ${permission}`);
    this.permission = permission;
    this.userMessage = message(what, { permission });
  }
}

/** The tenant lacks the licence with which Entra tells this. Only buying it, or turning the feature off, helps. */
export class GraphNotLicensed extends AppError {
  readonly code = "graph.not-licensed";
  readonly userMessage = message("graph.not-licensed");

  constructor(operation: string) {
    super(`${operation}: the tenant has no Entra ID P1 or P2 licence`);
  }
}

export class GraphNotFound extends AppError {
  readonly code = "graph.not-found";
  readonly userMessage = message("graph.not-found");

  constructor(operation: string) {
    super(`${operation}: not found`);
  }
}

/** Intune's Multi Admin Approval stands before this write; applications cannot approve it. */
export class GraphNeedsApproval extends AppError {
  readonly code = "graph.needs-approval";
  readonly userMessage = message("graph.needs-approval");

  constructor(operation: string) {
    super(`${operation}: needs Multi Admin Approval`);
  }
}

/** No answer, a time-out or a server error. A write that ends so may have happened: read before doing it again. */
export class GraphUnavailable extends AppError {
  readonly code: string = "graph.unavailable";
  readonly userMessage: Message = message("graph.unavailable");
  override readonly retryable = true;
  override readonly retryAfterMs: number | undefined;
  readonly #operation: string;
  readonly #cause: string;

  constructor(operation: string, cause: string, retryAfterMs?: number) {
    super(`${operation}: ${cause}`);
    this.#operation = operation;
    this.#cause = cause;
    this.retryAfterMs = retryAfterMs;
  }

  /** The same, to be tried again after this long, or later when Graph asked for it. */
  notBefore(ms: number): GraphUnavailable {
    return new GraphUnavailable(
      this.#operation,
      this.#cause,
      Math.max(ms, this.retryAfterMs ?? 0),
    );
  }
}

/**
 * Something between here and Graph answered in its place: a proxy, a firewall, a sign-in page. Graph says in an
 * envelope of its own what it refuses, so that without one a 403 speaks of no permission and a 404 of no device.
 */
export class GraphForeignAnswer extends GraphUnavailable {
  override readonly code = "graph.foreign-answer";
  override readonly userMessage: Message;
  readonly #operation: string;
  readonly #status: number;

  constructor(operation: string, status: number, retryAfterMs?: number) {
    super(operation, `HTTP ${status} that is not Graph's own`, retryAfterMs);
    this.#operation = operation;
    this.#status = status;
    this.userMessage = message("graph.foreign-answer", { status });
  }

  override notBefore(ms: number): GraphForeignAnswer {
    return new GraphForeignAnswer(
      this.#operation,
      this.#status,
      Math.max(ms, this.retryAfterMs ?? 0),
    );
  }
}

/**
 * Graph understood and said no, for a reason only it knows. Its text may name people and devices, so it is in
 * `userMessage` for the card, and not in what is logged.
 */
export class GraphRefused extends AppError {
  readonly code = "graph.refused";
  readonly userMessage: Message;
  /** HTTP's, for this folder alone. */
  readonly status: number;

  constructor(operation: string, detail: string, status: number) {
    super(`${operation}: refused with HTTP ${status}`);
    this.userMessage = message("graph.refused", { detail });
    this.status = status;
  }
}

/**
 * Graph does not accept the link to the next page of a list any more: it is too old, or the list changed too much.
 * Only the list from its beginning helps, so the same call is not to be tried again.
 */
export class GraphCursorExpired extends AppError {
  readonly code = "graph.cursor-expired";
  readonly userMessage = message("graph.cursor-expired");

  constructor(operation: string) {
    super(`${operation}: the next page's link has expired`);
  }
}

/**
 * Entra gave Custodian no token. Only a change of settings helps, so it is not retryable. `settings` are the names
 * to check; `detail` is Entra's error code, never its text, which may quote what was sent.
 */
export class GraphSignInFailed extends AppError {
  readonly code = "graph.sign-in-failed";
  readonly userMessage: Message;
  readonly settings: readonly string[];

  constructor(operation: string, settings: readonly string[], detail: string) {
    const names = settings.join(", ");
    super(`${operation}: sign-in failed (${detail}), check ${names}`);
    this.settings = settings;
    this.userMessage = message("graph.sign-in-failed", { names });
  }
}

/**
 * Graph answers 401 even to a token that was just issued. Granting a permission does not help, and neither does asking
 * again: the token is of another tenant or cloud, or the application was blocked. `settings` are the names to check.
 */
export class GraphTokenRefused extends AppError {
  readonly code = "graph.sign-in-failed";
  readonly userMessage: Message;
  readonly settings: readonly string[];

  constructor(operation: string, settings: readonly string[]) {
    const names = ["GRAPH_URL", ...settings].join(", ");
    super(
      `${operation}: Graph does not accept the sign-in (HTTP 401, twice), check ${names}`,
    );
    this.settings = settings;
    this.userMessage = message("graph.token-refused", { names });
  }
}

/**
 * Graph answered with something that is not what it documents. Asking again would bring the same, so not retryable.
 */
export class GraphUnexpectedAnswer extends AppError {
  readonly code = "graph.unexpected-answer";
  readonly userMessage = message("graph.unexpected-answer");

  constructor(operation: string, detail: string) {
    super(`${operation}: unexpected answer, ${detail}`);
  }
}

/** Graph does not answer now, and may later. */
export function isGraphAway(
  error: unknown,
): error is GraphThrottled | GraphUnavailable {
  return error instanceof GraphThrottled || error instanceof GraphUnavailable;
}

/**
 * Why something that was tried for long is not done, for whoever waits for it.
 *
 * @param noAnswer says that Microsoft did not answer. Anything else that stands against it is said by itself.
 */
export function whyNotDone(error: AppError, noAnswer: Message): Message {
  return isGraphAway(error) ? noAnswer : error.userMessage;
}
