import {
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  WorkloadIdentityCredential,
  type TokenCredential,
} from "@azure/identity";

/** The identity that calls Graph, by the conventions of `@azure/identity`. `authorityHost` is a URL without tenant. */
export type CredentialSettings =
  | {
      readonly kind: "client-secret";
      readonly authorityHost: string;
      readonly tenantId: string;
      readonly clientId: string;
      readonly clientSecret: string;
    }
  | {
      readonly kind: "certificate";
      readonly authorityHost: string;
      readonly tenantId: string;
      readonly clientId: string;
      /** A PEM or PKCS#12 file with certificate and private key. */
      readonly certificatePath: string;
      readonly certificatePassword?: string;
    }
  | {
      readonly kind: "federated-token";
      readonly authorityHost: string;
      readonly tenantId: string;
      readonly clientId: string;
      readonly tokenFilePath: string;
    }
  /** `clientId` names a user-assigned identity; without it, the system's. */
  | { readonly kind: "managed-identity"; readonly clientId?: string };

/** https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud */
const MICROSOFT_LOGIN_HOSTS: ReadonlySet<string> = new Set([
  "login.microsoftonline.com",
  "login.microsoft.com",
  "login.windows.net",
  "login.microsoftonline.us",
  "login.chinacloudapi.cn",
  "login.partner.microsoftonline.cn",
]);

/** Our own calls are tried again by whoever makes them: more than one repeat in here only hides the delay. */
const retryOptions = { maxRetries: 1 };

/** A credential that can be told that the token it remembers is no good. One that remembers none need not be. */
export interface RenewableCredential extends TokenCredential {
  /** The next token comes from Entra. */
  renew?(): void;
}

/**
 * Keeps its tokens until shortly before they expire, or until `renew`. The sign-in library offers no way to forget
 * one, but each of its credentials has a memory of its own, so a new credential is made. Managed identities are the
 * exception: the library and the host keep their tokens for the whole process.
 *
 * @throws {Error} when a value is malformed, for example a tenant id with illegal characters.
 */
export function createCredential(
  settings: CredentialSettings,
): RenewableCredential {
  let current = createLibraryCredential(settings);
  return {
    getToken: (scopes, options) => current.getToken(scopes, options),
    renew: () => {
      current = createLibraryCredential(settings);
    },
  };
}

function createLibraryCredential(
  settings: CredentialSettings,
): TokenCredential {
  switch (settings.kind) {
    case "client-secret":
      return new ClientSecretCredential(
        settings.tenantId,
        settings.clientId,
        settings.clientSecret,
        loginOptions(settings.authorityHost),
      );
    case "certificate":
      return new ClientCertificateCredential(
        settings.tenantId,
        settings.clientId,
        {
          certificatePath: settings.certificatePath,
          ...(settings.certificatePassword === undefined
            ? {}
            : { certificatePassword: settings.certificatePassword }),
        },
        loginOptions(settings.authorityHost),
      );
    case "federated-token":
      return new WorkloadIdentityCredential({
        tenantId: settings.tenantId,
        clientId: settings.clientId,
        tokenFilePath: settings.tokenFilePath,
        ...loginOptions(settings.authorityHost),
      });
    case "managed-identity":
      return new ManagedIdentityCredential({
        ...(settings.clientId === undefined
          ? {}
          : { clientId: settings.clientId }),
        retryOptions,
      });
  }
}

/** The names of the settings to check when signing in with such a credential fails. */
export function settingsToCheck(kind: CredentialSettings["kind"]): string[] {
  const login = ["AZURE_AUTHORITY_HOST", "AZURE_TENANT_ID", "AZURE_CLIENT_ID"];
  switch (kind) {
    case "client-secret":
      return [...login, "AZURE_CLIENT_SECRET"];
    case "certificate":
      return [
        ...login,
        "AZURE_CLIENT_CERTIFICATE_PATH",
        "AZURE_CLIENT_CERTIFICATE_PASSWORD",
      ];
    case "federated-token":
      return [...login, "AZURE_FEDERATED_TOKEN_FILE"];
    case "managed-identity":
      return ["AZURE_CLIENT_ID", "the host's managed identity"];
  }
}

/** A login service that is not Microsoft's is unknown to Microsoft's discovery, which would refuse it. */
function loginOptions(authorityHost: string) {
  return {
    authorityHost,
    disableInstanceDiscovery: !MICROSOFT_LOGIN_HOSTS.has(
      new URL(authorityHost).hostname,
    ),
    retryOptions,
  };
}
