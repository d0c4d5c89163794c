import { importJWK, jwtVerify, errors as joseErrors } from "jose";
import type { IncomingActivity } from "./activity.ts";
import {
  createSigningKeys,
  isSecureOrLoopback,
  KeysUnavailable,
  NotAuthenticated,
} from "./signingKeys.ts";

export { KeysUnavailable, NotAuthenticated };

const ISSUER = "https://api.botframework.com";
const CHANNEL = "msteams";
const CLOCK_SKEW_SECONDS = 5 * 60;

/** Genuine, but of another tenant: 403. */
export class TenantNotServed extends Error {}

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
  /**
   * Fetches the keys ahead of the first request, so that its sender need not wait for it. @throws {KeysUnavailable}
   */
  warmUp(): Promise<void>;
}

interface InboundOptions {
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
  const keys = createSigningKeys(
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
          async ({ kid, alg }) => {
            const { jwk, endorsements } = await keys.find(kid);
            if (!endorsements.includes(CHANNEL))
              throw new NotAuthenticated("The key is not endorsed for Teams");
            return importJWK(jwk, alg);
          },
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
    warmUp: async () => {
      await keys.load();
    },
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
