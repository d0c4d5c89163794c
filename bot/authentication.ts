import { importJWK, jwtVerify, errors as joseErrors, type JWK } from "jose";
import { z } from "zod";
import type { IncomingActivity } from "./activity.ts";

const ISSUER = "https://api.botframework.com";
const CHANNEL = "msteams";
const KEYS_LIVE_MS = 24 * 60 * 60 * 1000;
const KEYS_USABLE_MS = 5 * KEYS_LIVE_MS;
const RETRY_STALE_MS = 60_000;
const FETCH_TIMEOUT_MS = 5_000;
const CLOCK_SKEW_SECONDS = 5 * 60;

/** Not from the Bot Connector, or not for this bot: 401. The message is for the log; the caller is told nothing. */
export class NotAuthenticated extends Error {}

/** Genuine, but of another tenant: 403. */
export class TenantNotServed extends Error {}

/**
 * The keys to check tokens with cannot be had. Answered 503 with Retry-After: 401 would tell Teams that the bot
 * refuses the message for good, and it would be lost.
 */
export class KeysUnavailable extends Error {}

/** What a verified token says. */
export interface TokenClaims {
  readonly serviceUrl: string;
  readonly audience: string;
}

export interface InboundAuthentication {
  /**
   * Verifies the token of a request, before its body is looked at.
   *
   * @throws {NotAuthenticated} @throws {KeysUnavailable}
   */
  verifyToken(authorization: string | undefined): Promise<TokenClaims>;
  /** Fetches the keys ahead of the first request, so that its sender need not wait for it. @throws {KeysUnavailable} */
  warmUp(): Promise<void>;
}

export interface InboundOptions {
  readonly botId: string;
  readonly openIdMetadataUrl: string;
  readonly now?: () => number;
}

/**
 * Checks inbound tokens by the rules of the Bot Connector's authentication protocol: RS256/384/512 by a published
 * key that is endorsed for Teams, issuer, audience, lifetime (five minutes of skew), `serviceurl` claim. Source:
 * "Authentication with the Bot Connector API" in the Azure Bot Service documentation, Connector to bot, step 4.
 *
 * botbuilder's own check also takes emulator and skill tokens, accepts an activity without service address and a
 * key without endorsements, and answers a forged signature with 500; hence this one.
 */
export function createInboundAuthentication(
  options: InboundOptions,
): InboundAuthentication {
  const keys = createKeySource(
    options.openIdMetadataUrl,
    options.now ?? Date.now,
  );

  return {
    async verifyToken(authorization) {
      const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(
        authorization ?? "",
      )?.[1];
      if (token === undefined) throw new NotAuthenticated("No bearer token");
      try {
        const { payload } = await jwtVerify(
          token,
          async ({ kid, alg }) => importJWK(await keys.find(kid), alg),
          {
            algorithms: ["RS256", "RS384", "RS512"],
            issuer: ISSUER,
            clockTolerance: CLOCK_SKEW_SECONDS,
            // The protocol asks for a validity period, and names no claim of its start; where there is one, it counts.
            requiredClaims: ["exp", "aud", "serviceurl"],
            currentDate: new Date((options.now ?? Date.now)()),
          },
        );
        const { aud, serviceurl } = payload;
        if (
          typeof aud !== "string" ||
          aud.toLowerCase() !== options.botId.toLowerCase()
        )
          throw new NotAuthenticated("Issued for another bot");
        if (typeof serviceurl !== "string" || serviceurl === "")
          throw new NotAuthenticated("No serviceurl claim");
        return { serviceUrl: serviceurl, audience: options.botId };
      } catch (error) {
        if (error instanceof KeysUnavailable) throw error;
        if (error instanceof NotAuthenticated) throw error;
        // Whatever else a hostile token makes the verifier throw is the token's fault.
        throw new NotAuthenticated(
          error instanceof joseErrors.JOSEError
            ? error.code
            : "Token not readable",
        );
      }
    },
    warmUp: () => keys.load(),
  };
}

/**
 * Lets an activity in whose token was verified.
 *
 * @throws {NotAuthenticated} it is not from the service the token was issued for, or not from Teams.
 * @throws {TenantNotServed} it names another tenant, or none.
 */
export function admitActivity(
  activity: IncomingActivity,
  claims: TokenClaims,
  tenantId: string,
): void {
  if (
    !activity.serviceUrl ||
    !isSameAddress(activity.serviceUrl, claims.serviceUrl)
  )
    throw new NotAuthenticated("serviceUrl is not the token's");
  if (!isSecureOrLoopback(activity.serviceUrl))
    throw new NotAuthenticated("serviceUrl is neither https nor loopback");
  if (activity.channelId !== CHANNEL)
    throw new NotAuthenticated("channelId is not Teams");

  const named = [
    activity.conversation?.tenantId,
    activity.channelData?.tenant?.id,
  ].filter((tenant) => tenant !== undefined && tenant !== null);
  if (
    named.length === 0 ||
    named.some((tenant) => tenant.toLowerCase() !== tenantId.toLowerCase())
  )
    throw new TenantNotServed("The activity is of another tenant");
}

/**
 * The same address, maybe written in another way: the case of scheme and host, the default port, one slash at the end.
 * Everything else is compared to the letter, since the bot's token is sent to where this says.
 */
function isSameAddress(one: string, other: string): boolean {
  const address = normalizeAddress(one);
  return address !== null && address === normalizeAddress(other);
}

/** @returns null for what is no address. */
function normalizeAddress(text: string): string | null {
  const url = URL.parse(text);
  if (!url) return null;
  const slash = url.pathname.endsWith("/") ? "" : "/";
  return `${url.protocol}//${url.username}:${url.password}@${url.host}${url.pathname}${slash}${url.search}${url.hash}`;
}

const Metadata = z.object({ jwks_uri: z.url() });
const KeySet = z.object({
  keys: z.array(
    z.looseObject({
      kid: z.string(),
      kty: z.string(),
      n: z.string().optional(),
      e: z.string().optional(),
      endorsements: z.array(z.string()).optional(),
    }),
  ),
});

interface KeySource {
  /** The Teams-endorsed RSA key. @throws {NotAuthenticated} @throws {KeysUnavailable} */
  find(kid: string | undefined): Promise<JWK>;
  load(): Promise<void>;
}

/**
 * Published keys, kept for a day. A key id that is not among them may be new, so the keys are fetched again, but
 * three times in a row at most and then once in ten minutes: forged ids must not turn us against the key server.
 */
function createKeySource(metadataUrl: string, now: () => number): KeySource {
  let keys: z.infer<typeof KeySet>["keys"] | null = null;
  let fetchedAt = -Infinity;
  let triedAt = -Infinity;
  let loading: Promise<void> | null = null;
  const allowance = createAllowance(3, 10 * 60 * 1000, now);

  /** One fetch at a time, whoever asks. */
  function load(): Promise<void> {
    triedAt = now();
    loading ??= fetchKeys(metadataUrl)
      .then((fetched) => {
        keys = fetched;
        fetchedAt = now();
      })
      .finally(() => {
        loading = null;
      });
    return loading;
  }

  return {
    load,
    async find(kid) {
      if (kid === undefined) throw new NotAuthenticated("No key id");
      const age = now() - fetchedAt;
      if (keys === null || age > KEYS_USABLE_MS) await load();
      // The old ones serve while the key server is down: they are replaced over weeks, not hours.
      else if (age > KEYS_LIVE_MS && now() - triedAt > RETRY_STALE_MS)
        await load().catch(() => undefined);

      let key = keys?.find((candidate) => candidate.kid === kid);
      if (key === undefined && allowance.take()) {
        await load();
        key = keys?.find((candidate) => candidate.kid === kid);
      }
      if (key === undefined || key.kty !== "RSA")
        throw new NotAuthenticated("Unknown key id");
      if (!key.endorsements?.includes(CHANNEL))
        throw new NotAuthenticated("The key is not endorsed for Teams");
      return { kty: "RSA", n: key.n ?? "", e: key.e ?? "" };
    },
  };
}

async function fetchKeys(
  metadataUrl: string,
): Promise<z.infer<typeof KeySet>["keys"]> {
  try {
    const { jwks_uri } = Metadata.parse(await fetchJson(metadataUrl));
    if (!isSecureOrLoopback(jwks_uri))
      throw new Error("the keys are not served over https");
    return KeySet.parse(await fetchJson(jwks_uri)).keys;
  } catch (error) {
    throw new KeysUnavailable(
      `Cannot read the keys of inbound tokens: ${error instanceof Error ? error.message : "unknown"}`,
    );
  }
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, {
    redirect: "error",
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`status ${response.status}`);
  }
  return response.json();
}

/** `burst` at once, and one more for each `refillMs` that passed. */
function createAllowance(
  burst: number,
  refillMs: number,
  now: () => number,
): { take(): boolean } {
  let tokens = burst;
  let countedAt = now();
  return {
    take() {
      tokens = Math.min(burst, tokens + (now() - countedAt) / refillMs);
      countedAt = now();
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}

/** Plain http never leaves the machine: the bot's token is sent to where the activity came from. */
function isSecureOrLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  if (protocol === "https:") return true;
  return (
    protocol === "http:" && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
  );
}
