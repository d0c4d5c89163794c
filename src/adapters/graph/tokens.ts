import { z } from "zod";
import type { AppError } from "../../domain/appError.ts";
import { abortable } from "./abortable.ts";
import type { RenewableCredential } from "./credential.ts";
import {
  GraphSignInFailed,
  GraphUnavailable,
} from "../../ports/graphErrors.ts";

/** A hanging login must not hold up every later call with it. */
const SIGN_IN_TIMEOUT_MS = 15_000;

interface TokenSource {
  /**
   * A valid token; the credential keeps it until shortly before it expires.
   *
   * @throws {GraphSignInFailed} Entra refuses; `settings` say what to check.
   * @throws {GraphUnavailable} the login service did not answer, or not before the signal.
   */
  get(operation: string, signal: AbortSignal): Promise<string>;
  /**
   * Graph refused this token: the next one comes from Entra and not from the credential's memory. Calls that were
   * refused together with the same token throw away only that one.
   */
  drop(token: string): void;
}

/**
 * Calls that start together wait for one sign-in. It is not ended by the caller who started it: one who
 * has no time to wait leaves a token for the next.
 */
export function createTokenSource(
  credential: RenewableCredential,
  scope: string,
  settings: readonly string[],
): TokenSource {
  let signingIn: Promise<string> | null = null;
  let latest: string | null = null;

  function startSigningIn(): Promise<string> {
    const started = signIn().finally(() => {
      // Another may have been started since, by one who dropped the token.
      if (signingIn === started) signingIn = null;
    });
    return started;
  }

  async function signIn(): Promise<string> {
    const abortSignal = AbortSignal.timeout(SIGN_IN_TIMEOUT_MS);
    const token = await abortable(
      credential.getToken(scope, { abortSignal }),
      abortSignal,
    );
    if (token === null) throw new Error("the credential gave no token");
    latest = token.token;
    return token.token;
  }

  return {
    async get(operation, signal) {
      signingIn ??= startSigningIn();
      try {
        return await abortable(signingIn, signal);
      } catch (error) {
        if (signal.aborted) throw error;
        throw toSignInError(operation, settings, error);
      }
    },

    drop(token) {
      if (token !== latest) return;
      latest = null;
      signingIn = null;
      credential.renew?.();
    },
  };
}

/**
 * Tells a refusal from a failure that passes by itself, by what the sign-in library leaves on the error and its
 * causes: the OAuth error code and HTTP status of an answer, or the name and code of a network error. The rest (no
 * such file, not a certificate, no managed identity here) is a matter of settings.
 *
 * Nothing of the library's texts is passed on, since Entra's answer may quote what was sent.
 */
function toSignInError(
  operation: string,
  settings: readonly string[],
  error: unknown,
): AppError {
  const chain = causes(error);
  const answer = chain.map(readAnswer).find((found) => found !== null);
  if (answer) {
    return isPassing(answer)
      ? new GraphUnavailable(operation, "the login service failed")
      : new GraphSignInFailed(operation, settings, answer.code);
  }
  const text = chain.map(({ name, message }) => `${name} ${message}`).join();
  if (text.includes("endpoints_resolution_error")) {
    // All that is left of any trouble with the first request, which reads the tenant's metadata.
    return new GraphUnavailable(
      operation,
      `no answer from the login service, or one that does not know the tenant (check ${settings.join(", ")} if this stays)`,
    );
  }
  return NETWORK.test(text)
    ? new GraphUnavailable(operation, "no answer from the login service")
    : new GraphSignInFailed(operation, settings, "no usable credential");
}

const NETWORK =
  /RestError|TimeoutError|AbortError|network_?error|ENOTFOUND|EAI_AGAIN|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|socket hang up/i;

/** @property code for people who search for it: Entra's number when there is one, else the OAuth error. */
interface LoginAnswer {
  readonly code: string;
  readonly oauthError: string;
  readonly status: number | undefined;
}

/** The sign-in library has two kinds of error for an answer that is a refusal. */
const MsalRefusal = z.object({
  name: z.literal("ServerError"),
  errorCode: z.string(),
  errorNo: z.coerce.number().optional().catch(undefined),
  status: z.number().optional().catch(undefined),
});
const IdentityRefusal = z.object({
  name: z.literal("AuthenticationError"),
  statusCode: z.number(),
  errorResponse: z.object({
    error: z.string(),
    errorCodes: z.array(z.number()).optional().catch(undefined),
  }),
});

function readAnswer(error: Error): LoginAnswer | null {
  const msal = MsalRefusal.safeParse(error);
  if (msal.success) {
    const { errorCode, errorNo, status } = msal.data;
    return toLoginAnswer(errorCode, errorNo, status);
  }
  const identity = IdentityRefusal.safeParse(error);
  if (identity.success) {
    const { statusCode, errorResponse } = identity.data;
    return toLoginAnswer(
      errorResponse.error,
      errorResponse.errorCodes?.[0],
      statusCode,
    );
  }
  return null;
}

function toLoginAnswer(
  oauthError: string,
  number: number | undefined,
  status: number | undefined,
): LoginAnswer {
  const known = /^[a-z_]{1,40}$/.test(oauthError) ? oauthError : "refused";
  return {
    code: number ? `AADSTS${number}` : known,
    oauthError: known,
    status,
  };
}

/**
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 *
 * An answer without status is none: after a 429 or 5xx the sign-in library repeats it from memory for a minute.
 */
function isPassing({ oauthError, status }: LoginAnswer): boolean {
  return (
    status === undefined ||
    status === 429 ||
    status >= 500 ||
    oauthError === "temporarily_unavailable" ||
    oauthError === "server_error"
  );
}

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
