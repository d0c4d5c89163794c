import type { TokenCredential } from "@azure/identity";
import type { AppError } from "../appError.ts";
import { abortable } from "./abortable.ts";
import { GraphSignInFailed, GraphUnavailable } from "./errors.ts";

/** A hanging login must not hold up every later call with it. */
const SIGN_IN_TIMEOUT_MS = 15_000;

export interface TokenSource {
  /**
   * A valid token; the credential keeps it until shortly before it expires.
   *
   * @throws {GraphSignInFailed} Entra refuses; `settings` say what to check.
   * @throws {GraphUnavailable} the login service did not answer, or not before the signal.
   */
  get(operation: string, signal: AbortSignal): Promise<string>;
}

/**
 * Calls that start together wait for one sign-in. It is not ended by the caller who started it: one who
 * has no time to wait leaves a token for the next.
 */
export function createTokenSource(
  credential: TokenCredential,
  scope: string,
  settings: readonly string[],
): TokenSource {
  let signingIn: Promise<string> | null = null;

  async function signIn(): Promise<string> {
    const abortSignal = AbortSignal.timeout(SIGN_IN_TIMEOUT_MS);
    try {
      const token = await abortable(
        credential.getToken(scope, { abortSignal }),
        abortSignal,
      );
      if (token === null) throw new Error("the credential gave no token");
      return token.token;
    } finally {
      signingIn = null;
    }
  }

  return {
    async get(operation, signal) {
      signingIn ??= signIn();
      try {
        return await abortable(signingIn, signal);
      } catch (error) {
        if (signal.aborted) throw error;
        throw toSignInError(operation, settings, error);
      }
    },
  };
}

/**
 * Told apart by what the sign-in library leaves on the error and its causes: a refusal carries an AADSTS number or
 * an OAuth error code; anything that looks like a network or server failure may pass by itself; the
 * rest (no such file, not a certificate, no managed identity here) is a matter of settings.
 */
export function toSignInError(
  operation: string,
  settings: readonly string[],
  error: unknown,
): AppError {
  const texts = causes(error).map((cause) => `${cause.name} ${cause.message}`);
  const text = texts.join("\n");
  const aadsts = /AADSTS\d+/.exec(text)?.[0];
  const oauth =
    /\b(invalid_(client|grant|scope|request|resource)|unauthorized_client)\b/.exec(
      text,
    )?.[0];
  if (aadsts ?? oauth) {
    return new GraphSignInFailed(
      operation,
      settings,
      aadsts ?? oauth ?? "refused",
    );
  }
  if (TRANSIENT.test(text)) {
    return new GraphUnavailable(operation, "the login service did not answer");
  }
  return new GraphSignInFailed(operation, settings, "no usable credential");
}

const TRANSIENT =
  /RestError|TimeoutError|AbortError|ENOTFOUND|EAI_AGAIN|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|network_?error|endpoints_resolution_error|temporarily_unavailable|server_error|socket hang up|\b(429|5\d\d)\b/i;

function causes(error: unknown): Error[] {
  const found: Error[] = [];
  for (
    let cause = error;
    isErrorLike(cause) && found.length < 5;
    cause = cause.cause
  ) {
    found.push(cause);
  }
  return found;
}

/** `instanceof Error` fails for errors of another realm, such as those of the built-in fetch under a test runner. */
function isErrorLike(value: unknown): value is Error {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    "message" in value
  );
}
