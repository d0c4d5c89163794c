import { z } from "zod";
import { parseJson } from "../../domain/plainText.ts";
import type { AppError } from "../../domain/appError.ts";
import {
  GraphForbidden,
  GraphForeignAnswer,
  GraphNeedsApproval,
  GraphNotFound,
  GraphNotLicensed,
  GraphRefused,
  GraphThrottled,
  GraphTokenRefused,
  GraphUnavailable,
} from "../../ports/graphErrors.ts";
import { parseRetryAfterMs } from "../../domain/retryAfter.ts";

/** An answer that is not 2xx. */
export interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/**
 * Translates a refusal, once and for all: nothing above knows status codes.
 *
 * @param permission what the operation needs, named when the answer names nothing better.
 * @param settings names of the settings that Custodian signs in with.
 */
export function toGraphError(
  operation: string,
  permission: string,
  settings: readonly string[],
  refusal: Refusal,
  now: Date,
): AppError {
  const { status, headers } = refusal;
  const retryAfterMs =
    parseRetryAfterMs(headers.get("retry-after"), now) ?? undefined;
  const said = unwrapRefusal(refusal.body);

  if (status === 429) return new GraphThrottled(operation, retryAfterMs);
  if (status === 408 || status >= 500) {
    return new GraphUnavailable(operation, `HTTP ${status}`, retryAfterMs);
  }
  if ((status === 400 || status === 412) && wantsApproval(headers, said)) {
    return new GraphNeedsApproval(operation);
  }
  if (!hasEnvelope(refusal.body))
    return new GraphForeignAnswer(operation, status, retryAfterMs);
  if (status === 401) {
    // Intune's back end says 401 for a missing permission, too, and then names it.
    const scopes = namedScopes(said.text);
    return scopes === null
      ? new GraphTokenRefused(operation, settings)
      : new GraphForbidden(operation, scopes);
  }
  if (status === 403) {
    if (NOT_LICENSED.safeParse(jsonOf(refusal.body)).success)
      return new GraphNotLicensed(operation);
    return new GraphForbidden(operation, namedScopes(said.text) ?? permission);
  }
  if (status === 404) return new GraphNotFound(operation);
  return new GraphRefused(
    operation,
    said.text.slice(0, LONGEST_SHOWN).toWellFormed() || `HTTP ${status}`,
    status,
  );
}

/** What a refusal says, for a person, and the headers Intune's back end put into its body. */
interface Said {
  /** Empty when the body says nothing readable. */
  readonly text: string;
  /** Lower case. */
  readonly innerHeaderNames: readonly string[];
}

/** A list of scopes is long; what a card shows is not. */
const LONGEST_TEXT = 3_000;
const LONGEST_SHOWN = 300;

const Envelope = z.object({ error: z.object({ message: z.string() }) });
/** What every refusal of Graph's has at least, whatever its back end says. */
const AnyEnvelope = z.object({ error: z.looseObject({}) });

function hasEnvelope(body: string): boolean {
  return AnyEnvelope.safeParse(jsonOf(body)).success;
}
/** What the sign-in log says to a tenant without Entra ID P1 or P2. */
const NOT_LICENSED = z.object({
  error: z.object({
    code: z.literal("Authentication_RequestFromNonPremiumTenantOrB2CTenant"),
  }),
});
const IntuneEnvelope = z.object({
  Message: z.string(),
  HttpHeaders: z.string().nullish(),
});

/**
 * Unwraps Graph's error body. Intune's back end puts a JSON string into `error.message`, with the text in its
 * `Message` (sometimes wrapped again) and response headers in its `HttpHeaders`, JSON in a string as well.
 */
export function unwrapRefusal(body: string): Said {
  const envelope = Envelope.safeParse(jsonOf(body));
  if (!envelope.success) return { text: "", innerHeaderNames: [] };

  let text = envelope.data.error.message;
  const innerHeaderNames: string[] = [];
  for (
    let inner = IntuneEnvelope.safeParse(jsonOf(text));
    inner.success;
    inner = IntuneEnvelope.safeParse(jsonOf(text))
  ) {
    text = inner.data.Message;
    innerHeaderNames.push(...headerNames(inner.data.HttpHeaders));
  }
  return { text: forPeople(text), innerHeaderNames };
}

function jsonOf(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function headerNames(httpHeaders: string | null | undefined): string[] {
  const headers = z
    .record(z.string(), z.unknown())
    .safeParse(jsonOf(httpHeaders ?? ""));
  return headers.success
    ? Object.keys(headers.data).map((name) => name.toLowerCase())
    : [];
}

/** Cuts what only Microsoft's support can use: operation and activity ids and the inner address. */
function forPeople(text: string): string {
  return text
    .slice(0, LONGEST_TEXT)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(/( -)? ?\b(Operation ID|Activity ID|Url)\b[^:]{0,40}:.*$/i, "")
    .replace(/https?:\/\/\S+/gi, "")
    .trim();
}

/** Intune's refusal names the scopes that would do; any one of them. Only what looks like a scope is believed. */
function namedScopes(text: string): string | null {
  const list = /following scopes:\s*([\w.,\s]+)/i.exec(text)?.[1] ?? "";
  const scopes = list.match(/\b[A-Z]\w*(\.\w+)+\b/g);
  return scopes === null ? null : scopes.join(" / ");
}

/**
 * Multi Admin Approval answers 400 when no justification came with the request and 412 when one did; either
 * way a person must approve in Intune.
 */
function wantsApproval(headers: Headers, said: Said): boolean {
  const names = [...headers.keys(), ...said.innerHeaderNames];
  return (
    names.some((name) => name.startsWith("x-msft-approval-")) ||
    /approval (is )?required|requires? (\w+ ){0,3}approval|justification/i.test(
      said.text,
    )
  );
}
