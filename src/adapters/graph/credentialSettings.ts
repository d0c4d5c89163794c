import type { GraphCredentials } from "../../ports/config.ts";
import type { CredentialSettings } from "./credential.ts";

/** The configured identity in the words of the Graph edge. */
export function toCredentialSettings(graph: {
  readonly authorityHost: string;
  readonly credentials: GraphCredentials;
}): CredentialSettings {
  const { authorityHost, credentials } = graph;
  switch (credentials.kind) {
    case "secret":
      return { ...credentials, kind: "client-secret", authorityHost };
    case "certificate": {
      const { certificatePassword, ...rest } = credentials;
      return {
        ...rest,
        authorityHost,
        ...(certificatePassword === null ? {} : { certificatePassword }),
      };
    }
    case "federated-token": {
      const { tokenFile, ...rest } = credentials;
      return { ...rest, authorityHost, tokenFilePath: tokenFile };
    }
    case "managed-identity":
      return {
        kind: "managed-identity",
        ...(credentials.clientId === null
          ? {}
          : { clientId: credentials.clientId }),
      };
  }
}
