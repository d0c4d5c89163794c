import { randomUUID } from "node:crypto";
import type { Answer, Call, Endpoint, RefusalFault } from "./server.ts";
import { publish, signToken, type SigningKey } from "./tokens.ts";

/** An application registered in the simulated tenant. */
export interface App {
  readonly id: string;
  /** Changing it invalidates the old one at the next token. */
  secret: string;
  /** Graph application permissions; a token carries those of the moment it was issued. */
  readonly graphPermissions: Set<string>;
  /** Whether it is registered as a bot and may ask for connector tokens. */
  readonly isBot: boolean;
}

export const GRAPH_AUDIENCE = "https://graph.microsoft.com";
export const CONNECTOR_AUDIENCE = "https://api.botframework.com";

const TOKEN_SECONDS = 3599;

interface Options {
  readonly tenantId: string;
  readonly apps: readonly App[];
  readonly key: SigningKey;
  /** Authority metadata names its own addresses. */
  readonly origin: () => string;
}

/** Entra's token service, as far as client credentials need it. */
export function createLogin(options: Options): Endpoint {
  return {
    service: "login",
    answer(call) {
      const [, tenant = "", ...rest] = call.path.split("/");
      const known =
        tenant === "common" ||
        tenant.toLowerCase() === options.tenantId ||
        tenant === "contoso.onmicrosoft.com";
      switch (`${call.method} ${rest.join("/")}`) {
        case "GET discovery/instance":
          return discovery(options.origin());
        case "GET v2.0/.well-known/openid-configuration":
          return known ? metadata(options) : unknownTenant(tenant);
        case "GET discovery/v2.0/keys":
          return { status: 200, body: { keys: [publish(options.key)] } };
        case "POST oauth2/v2.0/token":
          return known ? issueToken(options, call) : unknownTenant(tenant);
        default:
          return refusal(404, "invalid_request", 900144, "No such endpoint.");
      }
    },
    refuse: (_call, fault) => refuseAs(fault),
  };
}

function issueToken(options: Options, call: Call): Answer {
  const form = new URLSearchParams(call.text);
  const basic = /^Basic (.+)$/.exec(call.headers.authorization ?? "")?.[1];
  const [basicId, basicSecret] = basic
    ? Buffer.from(basic, "base64").toString().split(":")
    : [];
  const clientId = form.get("client_id") ?? basicId ?? "";
  const secret = form.get("client_secret") ?? basicSecret ?? "";
  if (form.get("grant_type") !== "client_credentials")
    return refusal(
      400,
      "unsupported_grant_type",
      70003,
      "The app requested an unsupported grant type.",
    );
  const app = options.apps.find((one) => one.id === clientId.toLowerCase());
  if (!app)
    return refusal(
      400,
      "unauthorized_client",
      700016,
      `Application with identifier '${clientId}' was not found in the directory 'Contoso'.`,
    );
  if (secret !== app.secret)
    return refusal(
      401,
      "invalid_client",
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app.id}'.`,
    );
  const audience = /^(.+?)\/?\/\.default$/.exec(form.get("scope") ?? "")?.[1];
  const mayHave =
    audience === GRAPH_AUDIENCE ||
    (audience === CONNECTOR_AUDIENCE && app.isBot);
  if (!audience || !mayHave)
    return refusal(
      400,
      "invalid_scope",
      70011,
      "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid.",
    );
  const now = Math.floor(Date.now() / 1000);
  return {
    status: 200,
    body: {
      token_type: "Bearer",
      expires_in: TOKEN_SECONDS,
      ext_expires_in: TOKEN_SECONDS,
      access_token: signToken(options.key, {
        aud: audience,
        iss: `https://sts.windows.net/${options.tenantId}/`,
        iat: now,
        nbf: now,
        exp: now + TOKEN_SECONDS,
        appid: app.id,
        idtyp: "app",
        tid: options.tenantId,
        ver: "1.0",
        // Unlike real ones, two tokens issued in the same second differ.
        uti: randomUUID(),
        ...(audience === GRAPH_AUDIENCE
          ? { roles: [...app.graphPermissions] }
          : {}),
      }),
    },
  };
}

function discovery(origin: string): Answer {
  const host = new URL(origin).host;
  return {
    status: 200,
    body: {
      tenant_discovery_endpoint: `${origin}/common/v2.0/.well-known/openid-configuration`,
      "api-version": "1.1",
      metadata: [
        { preferred_network: host, preferred_cache: host, aliases: [host] },
      ],
    },
  };
}

function metadata({ origin, tenantId }: Options): Answer {
  const base = `${origin()}/${tenantId}`;
  return {
    status: 200,
    body: {
      issuer: `${base}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      response_types_supported: ["code", "id_token"],
      subject_types_supported: ["pairwise"],
      id_token_signing_alg_values_supported: ["RS256"],
      token_endpoint_auth_methods_supported: [
        "client_secret_post",
        "private_key_jwt",
        "client_secret_basic",
      ],
      tenant_region_scope: "EU",
    },
  };
}

function unknownTenant(tenant: string): Answer {
  return refusal(
    400,
    "invalid_request",
    90002,
    `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
  );
}

function refuseAs(fault: RefusalFault): Answer {
  switch (fault.kind) {
    case "throttled":
      return {
        ...refusal(429, "temporarily_unavailable", 90055, "Too many requests."),
        headers: retryAfter(fault.retryAfterSeconds),
      };
    case "status":
      return {
        ...refusal(
          fault.status,
          fault.code ?? "temporarily_unavailable",
          90033,
          fault.message ?? "A transient error has occurred. Please try again.",
        ),
        ...(fault.body === undefined ? {} : { body: fault.body }),
        ...(fault.headers ? { headers: fault.headers } : {}),
      };
    case "forbidden":
    case "needs-approval":
      throw new Error(`Login never refuses with ${fault.kind}`);
  }
}

/** A `Retry-After` header, or none. */
export function retryAfter(
  seconds: number | undefined,
): Readonly<Record<string, string>> {
  return seconds === undefined ? {} : { "retry-after": String(seconds) };
}

function refusal(
  status: number,
  error: string,
  code: number,
  description: string,
): Answer {
  const timestamp = new Date().toISOString().slice(0, 19).replace("T", " ");
  const [traceId, correlationId] = [randomUUID(), randomUUID()];
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${code}: ${description}\r\nTrace ID: ${traceId}\r\nCorrelation ID: ${correlationId}\r\nTimestamp: ${timestamp}Z`,
      error_codes: [code],
      timestamp: `${timestamp}Z`,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    },
  };
}
