import { errors as joseErrors, importJWK, jwtVerify } from "jose";
import type { UserId } from "../../../src/domain/people/user.ts";
import {
  createSigningKeys,
  KeysUnavailable,
  NotAuthenticated,
} from "../../protocol/signingKeys.ts";

/** Teams' token for the tab does not count, and why: a new one may. 401. */
export class SignInRefused extends Error {
  readonly code: "sign-in-missing" | "sign-in-expired" | "sign-in-refused";

  /** @param detail for the log; the caller is told the code alone. */
  constructor(code: SignInRefused["code"], detail: string) {
    super(detail);
    this.code = code;
  }
}

/** Who is signed in, by the verified token. */
export interface SignedIn {
  readonly userId: UserId;
  /** For showing, where nothing better is known. */
  readonly name: string | null;
}

export interface SignIn {
  /** @throws {SignInRefused} @throws {KeysUnavailable} the token's keys cannot be had. */
  verify(authorization: string | undefined): Promise<SignedIn>;
  /** Fetches the keys ahead of the first request. @throws {KeysUnavailable} */
  warmUp(): Promise<void>;
}

export interface SignInOptions {
  /** Of the login service, without tenant. */
  readonly authorityHost: string;
  readonly tenantId: string;
  readonly botId: string;
  /** The app registration that exposes the tab's API; the bot's own unless it cannot expose one. */
  readonly clientId: string;
  readonly publicUrl: string;
  readonly now?: () => number;
}

const SCOPE = "access_as_user";
const CLOCK_SKEW_SECONDS = 5 * 60;
/** Who issues v1 tokens, whichever login service was asked. */
const V1_ISSUER = "https://sts.windows.net";
const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Where the login service publishes how a tenant's tokens are checked. */
function metadataUrlOf({
  authorityHost,
  tenantId,
}: Pick<SignInOptions, "authorityHost" | "tenantId">): string {
  return `${authorityHost}/${tenantId}/v2.0/.well-known/openid-configuration`;
}

/**
 * What a token of the tab may be for: the registration by its id, or by the address that Teams asks for. Source:
 * "Configure code to enable SSO" and "Tab SSO" in the Teams documentation; for an app with a bot the address names it
 * as `botid-…`.
 */
export function audiencesOf({
  botId,
  clientId,
  publicUrl,
}: Pick<SignInOptions, "botId" | "clientId" | "publicUrl">): readonly string[] {
  const { host, hostname } = new URL(publicUrl);
  const named = clientId === botId ? [`botid-${botId}`, botId] : [clientId];
  return [
    clientId,
    ...new Set(
      [host, hostname].flatMap((at) =>
        named.map((name) => `api://${at}/${name}`),
      ),
    ),
  ];
}

/**
 * Checks the token that Teams fetches for the tab (nested or single sign-on): RS256 by a key that the tenant
 * publishes, its issuer in either version of tokens, the tab's audience, this tenant, lifetime (five minutes of
 * skew), and a person's consent to
 * `access_as_user`, which a token of an app alone does not have. Source: "Access token claims reference" and "Secure
 * applications and APIs by validating claims" in the Microsoft identity platform documentation.
 */
export function createSignIn(options: SignInOptions): SignIn {
  const now = options.now ?? Date.now;
  const keys = createSigningKeys(metadataUrlOf(options), now);
  const audiences = new Set(
    audiencesOf(options).map((audience) => audience.toLowerCase()),
  );
  const tenantId = options.tenantId.toLowerCase();

  return {
    async verify(authorization) {
      if (authorization === undefined)
        throw new SignInRefused("sign-in-missing", "No token");
      const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(
        authorization,
      )?.[1];
      if (token === undefined)
        throw new SignInRefused("sign-in-refused", "No bearer token");
      try {
        const { payload } = await jwtVerify(
          token,
          async ({ kid, alg }) => importJWK((await keys.find(kid)).jwk, alg),
          {
            algorithms: ["RS256"],
            clockTolerance: CLOCK_SKEW_SECONDS,
            requiredClaims: ["exp", "iss", "aud", "tid", "oid", "scp"],
            currentDate: new Date(now()),
          },
        );
        const { iss, aud, tid, oid, scp, idtyp, name } = payload;
        if (
          iss !== (await keys.issuer()) &&
          iss !== `${V1_ISSUER}/${tenantId}/`
        )
          throw new NotAuthenticated("Another issuer");
        if (typeof aud !== "string" || !audiences.has(aud.toLowerCase()))
          throw new NotAuthenticated("Issued for something else");
        if (typeof tid !== "string" || tid.toLowerCase() !== tenantId)
          throw new NotAuthenticated("Of another tenant");
        if (
          typeof scp !== "string" ||
          !scp.split(" ").includes(SCOPE) ||
          idtyp === "app"
        )
          throw new NotAuthenticated("Without a person's consent");
        if (typeof oid !== "string" || !GUID.test(oid))
          throw new NotAuthenticated("Names nobody");
        return {
          userId: oid.toLowerCase() as UserId,
          name: typeof name === "string" ? name : null,
        };
      } catch (error) {
        if (error instanceof KeysUnavailable) throw error;
        if (error instanceof joseErrors.JWTExpired)
          throw new SignInRefused("sign-in-expired", error.code);
        // Whatever else a hostile token makes the verifier throw is the token's fault.
        throw new SignInRefused(
          "sign-in-refused",
          error instanceof NotAuthenticated
            ? error.message
            : error instanceof joseErrors.JOSEError
              ? error.code
              : "Token not readable",
        );
      }
    },
    warmUp: () => keys.load(),
  };
}
