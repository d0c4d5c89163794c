import {
  ConfidentialClientApplication,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
} from "@azure/msal-node";
import {
  AppCredentials,
  JwtTokenProviderFactory,
  ManagedIdentityServiceClientCredentialsFactory,
  MsalServiceClientCredentialsFactory,
  type ServiceClientCredentialsFactory,
} from "botframework-connector";
import type { Config } from "../../src/ports/config.ts";

/** How the bot proves to the Bot Connector who it is. */
type BotIdentity = Pick<Config["bot"], "id" | "credentials" | "loginUrl">;

/** The scope of the tokens that the Bot Connector takes. */
export const CONNECTOR_SCOPE = "https://api.botframework.com";

/**
 * Where the tokens for posting to Teams come from.
 *
 * botbuilder's own single-tenant factory asks Microsoft's public cloud whether it knows the authority, and so fails
 * with any other one; naming the authority as known leaves that question out.
 */
export function createCredentialsFactory(
  identity: BotIdentity,
  signInTimeoutMs = 10_000,
): ServiceClientCredentialsFactory {
  const { id, credentials, loginUrl } = identity;
  switch (credentials.kind) {
    case "managed-identity":
      return new ManagedIdentityServiceClientCredentialsFactory(
        id,
        new JwtTokenProviderFactory(),
      );
    case "password":
      return new MsalServiceClientCredentialsFactory(
        id,
        // The same class: TypeScript only sees its ESM and its CommonJS declaration as two.
        new ConfidentialClientApplication({
          auth: {
            clientId: id,
            clientSecret: credentials.password,
            authority: loginUrl,
            knownAuthorities: [new URL(loginUrl).host],
          },
          system: { networkClient: createNetworkClient(signInTimeoutMs) },
        }) as unknown as ConstructorParameters<
          typeof MsalServiceClientCredentialsFactory
        >[1],
      );
  }
}

/** MSAL's own client waits for ever for a login service that does not answer, and a post to Teams with it. */
function createNetworkClient(timeoutMs: number): INetworkModule {
  async function send<T>(
    method: "GET" | "POST",
    url: string,
    options: NetworkRequestOptions = {},
  ): Promise<NetworkResponse<T>> {
    const response = await fetch(url, {
      method,
      headers: options.headers ?? {},
      body: options.body ?? null,
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: (await response.json()) as T,
    };
  }
  return {
    sendGetRequestAsync: (url, options) => send("GET", url, options),
    sendPostRequestAsync: (url, options) => send("POST", url, options),
  };
}

/** The token that these credentials put on requests, for the few calls that are not botbuilder's. */
export function tokenOf(credentials: unknown): Promise<string> {
  if (!(credentials instanceof AppCredentials))
    throw new Error("These credentials are not the bot's");
  return credentials.getToken();
}
