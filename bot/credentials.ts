import { ConfidentialClientApplication } from "@azure/msal-node";
import {
  JwtTokenProviderFactory,
  ManagedIdentityServiceClientCredentialsFactory,
  MsalServiceClientCredentialsFactory,
  type ServiceClientCredentialsFactory,
} from "botframework-connector";

/** How the bot proves to the Bot Connector who it is. */
export type BotIdentity = {
  readonly botId: string;
  readonly tenantId: string;
  /** Authority for outbound tokens, tenant included. */
  readonly loginUrl: string;
} & (
  | { readonly type: "SingleTenant"; readonly password: string }
  | { readonly type: "UserAssignedMSI" }
);

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
): ServiceClientCredentialsFactory {
  switch (identity.type) {
    case "UserAssignedMSI":
      return new ManagedIdentityServiceClientCredentialsFactory(
        identity.botId,
        new JwtTokenProviderFactory(),
      );
    case "SingleTenant":
      return new MsalServiceClientCredentialsFactory(
        identity.botId,
        // The same class: TypeScript only sees its ESM and its CommonJS declaration as two.
        new ConfidentialClientApplication({
          auth: {
            clientId: identity.botId,
            clientSecret: identity.password,
            authority: identity.loginUrl,
            knownAuthorities: [new URL(identity.loginUrl).host],
          },
        }) as unknown as ConstructorParameters<
          typeof MsalServiceClientCredentialsFactory
        >[1],
      );
  }
}
