import {
  createHash,
  createHmac,
  createPublicKey,
  generateKeyPair,
  randomUUID,
  sign,
  verify,
  type KeyObject,
} from "node:crypto";
import { promisify } from "node:util";

/** An RSA key with the id under which its public half is published. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export async function createSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
  });
  const modulus = publicKey.export({ format: "jwk" }).n ?? "";
  const kid = createHash("sha256").update(modulus).digest("base64url");
  return { kid: kid.slice(0, 27), privateKey, publicKey };
}

/** A key as a JWKS lists it; the Bot Framework's carry the channels that may use them. */
export function publish(
  key: SigningKey,
  endorsements?: readonly string[],
): object {
  return {
    ...key.publicKey.export({ format: "jwk" }),
    use: "sig",
    alg: "RS256",
    kid: key.kid,
    x5t: key.kid,
    ...(endorsements ? { endorsements } : {}),
  };
}

export type Claims = Readonly<Record<string, unknown>>;

export function signToken(
  key: SigningKey,
  claims: Claims,
  header: Claims = {},
): string {
  const text = tokenText(
    { alg: "RS256", typ: "JWT", kid: key.kid, x5t: key.kid, ...header },
    claims,
  );
  const signature = sign("sha256", Buffer.from(text), key.privateKey);
  return `${text}.${signature.toString("base64url")}`;
}

/**
 * @returns the claims, or null when the signature is not this key's or the token is not one. Lifetime is not checked.
 */
export function readToken(key: SigningKey, token: string): Claims | null {
  const [header, payload, signature] = token.split(".");
  if (!header || !payload || !signature) return null;
  const text = Buffer.from(`${header}.${payload}`);
  const good = verify(
    "sha256",
    text,
    key.publicKey,
    Buffer.from(signature, "base64url"),
  );
  if (!good) return null;
  return JSON.parse(Buffer.from(payload, "base64url").toString()) as Claims;
}

/** The claims the Bot Framework puts into a token for a bot. Times are unix seconds. */
export function channelClaims(
  botId: string,
  serviceUrl: string,
  nowMs: number,
): Record<string, unknown> {
  const now = Math.floor(nowMs / 1000);
  return {
    serviceurl: serviceUrl,
    nbf: now - 300,
    exp: now + 3600,
    iss: "https://api.botframework.com",
    aud: botId,
  };
}

/**
 * Tokens a bot must refuse for an activity from `serviceUrl`, by what is wrong with them. `unendorsed` is a published
 * key without the channel's endorsement, `unknown` one that is published nowhere.
 */
export function createBadTokens(
  keys: { good: SigningKey; unendorsed: SigningKey; unknown: SigningKey },
  botId: string,
  serviceUrl: string,
  nowMs: number,
): Readonly<Record<string, string>> {
  const claims = channelClaims(botId, serviceUrl, nowMs);
  const now = Math.floor(nowMs / 1000);
  const good = signToken(keys.good, claims);
  const hmacText = tokenText({ alg: "HS256", kid: keys.good.kid }, claims);
  // The classic confusion: the published public key used as the secret of a symmetric signature.
  const publicPem = createPublicKey(keys.good.privateKey)
    .export({ type: "spki", format: "pem" })
    .toString();
  return {
    "another audience": signToken(keys.good, { ...claims, aud: randomUUID() }),
    "another issuer": signToken(keys.good, {
      ...claims,
      iss: "https://sts.windows.net/00000000-0000-0000-0000-000000000000/",
    }),
    expired: signToken(keys.good, {
      ...claims,
      nbf: now - 7200,
      exp: now - 3600,
    }),
    "not valid yet": signToken(keys.good, {
      ...claims,
      nbf: now + 3600,
      exp: now + 7200,
    }),
    "another service address": signToken(keys.good, {
      ...claims,
      serviceurl: "https://evil.example/",
    }),
    "no service address": signToken(keys.good, {
      ...claims,
      serviceurl: undefined,
    }),
    "a key nobody published": signToken(keys.unknown, claims),
    "a published key id on another key": signToken(keys.unknown, claims, {
      kid: keys.good.kid,
      x5t: keys.good.kid,
    }),
    "a key not endorsed for Teams": signToken(keys.unendorsed, claims),
    "a signature of other text": good.replace(
      /\.[^.]+\./,
      `.${part({ ...claims, extra: true })}.`,
    ),
    "no signature": `${tokenText({ alg: "none", typ: "JWT" }, claims)}.`,
    "a symmetric signature": `${hmacText}.${createHmac("sha256", publicPem)
      .update(hmacText)
      .digest("base64url")}`,
    "not a token": "not-a-token",
  };
}

/** Who signs in, and to what, in a token that Teams fetches for a tab. */
export interface SsoSubject {
  readonly userId: string;
  readonly name: string;
  readonly tenantId: string;
  /** Root of the login service. */
  readonly authority: string;
  /** The tab's app registration. */
  readonly clientId: string;
}

/** The app id under which Teams in a browser asks for tokens; its desktop and mobile apps have another one. */
const TEAMS_WEB_CLIENT = "5e3ce6c0-2b1f-4285-8d4b-75ee78787346";

/** The claims Entra puts into a v2 access token for a tab's API. Times are unix seconds. */
export function ssoClaims(subject: SsoSubject, nowMs: number): Claims {
  const now = Math.floor(nowMs / 1000);
  return {
    aud: subject.clientId,
    iss: `${subject.authority}/${subject.tenantId}/v2.0`,
    iat: now - 60,
    nbf: now - 60,
    exp: now + 3600,
    azp: TEAMS_WEB_CLIENT,
    azpacr: "0",
    name: subject.name,
    oid: subject.userId,
    scp: "access_as_user",
    sub: createHash("sha256").update(subject.userId).digest("base64url"),
    tid: subject.tenantId,
    uti: randomUUID(),
    ver: "2.0",
  };
}

/**
 * Tokens that the tab's API must refuse for `subject`, by what is wrong with them. `unknown` is a key that the tenant
 * does not publish.
 */
export function createBadSsoTokens(
  keys: { good: SigningKey; unknown: SigningKey },
  subject: SsoSubject,
  nowMs: number,
): Readonly<Record<string, string>> {
  const claims = ssoClaims(subject, nowMs);
  const now = Math.floor(nowMs / 1000);
  const good = signToken(keys.good, claims);
  const foreignTenant = randomUUID();
  const rs512Text = tokenText({ alg: "RS512", kid: keys.good.kid }, claims);
  const hmacText = tokenText({ alg: "HS256", kid: keys.good.kid }, claims);
  const publicPem = createPublicKey(keys.good.privateKey)
    .export({ type: "spki", format: "pem" })
    .toString();
  const unscoped = { ...claims, scp: undefined };
  return {
    expired: signToken(keys.good, {
      ...claims,
      nbf: now - 7200,
      exp: now - 3600,
    }),
    "not valid yet": signToken(keys.good, {
      ...claims,
      nbf: now + 3600,
      exp: now + 7200,
    }),
    "another audience": signToken(keys.good, { ...claims, aud: randomUUID() }),
    "another issuer": signToken(keys.good, {
      ...claims,
      iss: `https://login.example/${subject.tenantId}/v2.0`,
    }),
    "another tenant": signToken(keys.good, {
      ...claims,
      tid: foreignTenant,
      iss: `${subject.authority}/${foreignTenant}/v2.0`,
    }),
    "another tenant by the issuer of this one": signToken(keys.good, {
      ...claims,
      tid: foreignTenant,
    }),
    "no scope": signToken(keys.good, unscoped),
    "another scope": signToken(keys.good, { ...claims, scp: "User.Read" }),
    "of an app, not of a person": signToken(keys.good, {
      ...unscoped,
      idtyp: "app",
      roles: ["access_as_user"],
    }),
    "of an app that claims a scope": signToken(keys.good, {
      ...claims,
      idtyp: "app",
    }),
    "no object id": signToken(keys.good, { ...claims, oid: undefined }),
    "no end": signToken(keys.good, { ...claims, exp: undefined }),
    "a key nobody published": signToken(keys.unknown, claims),
    "a published key id on another key": signToken(keys.unknown, claims, {
      kid: keys.good.kid,
      x5t: keys.good.kid,
    }),
    "a signature of other text": good.replace(
      /\.[^.]+\./,
      `.${part({ ...claims, oid: randomUUID() })}.`,
    ),
    "no signature": `${tokenText({ alg: "none", typ: "JWT" }, claims)}.`,
    "another algorithm by a good key": `${rs512Text}.${sign(
      "sha512",
      Buffer.from(rs512Text),
      keys.good.privateKey,
    ).toString("base64url")}`,
    "a symmetric signature": `${hmacText}.${createHmac("sha256", publicPem)
      .update(hmacText)
      .digest("base64url")}`,
    "not a token": "not-a-token",
  };
}

function tokenText(header: Claims, claims: Claims): string {
  return `${part(header)}.${part(claims)}`;
}

function part(value: Claims): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
