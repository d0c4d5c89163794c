import type { Answer, Endpoint, RefusalFault } from "../server.ts";
import { publish, type SigningKey } from "../tokens.ts";

/** The Bot Framework's published keys: where a bot learns whose signature to trust. */
export function createMetadata(keys: {
  channel: SigningKey;
  unendorsed: SigningKey;
}): Endpoint {
  return {
    service: "metadata",
    answer: (call): Answer => {
      if (call.path === "/v1/.well-known/keys")
        return {
          status: 200,
          body: {
            keys: [
              publish(keys.channel, ["msteams"]),
              publish(keys.unendorsed, ["webchat"]),
            ],
          },
        };
      if (call.path === "/v1/.well-known/openidconfiguration")
        return {
          status: 200,
          body: {
            issuer: "https://api.botframework.com",
            authorization_endpoint: "https://invalid.botframework.com",
            jwks_uri: `${call.origin}/v1/.well-known/keys`,
            id_token_signing_alg_values_supported: ["RS256"],
            token_endpoint_auth_methods_supported: ["private_key_jwt"],
          },
        };
      return { status: 404 };
    },
    refuse: (_call, fault: RefusalFault) => ({
      status: fault.kind === "status" ? fault.status : 503,
    }),
  };
}
