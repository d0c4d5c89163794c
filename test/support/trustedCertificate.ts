import { randomUUID } from "node:crypto";
import tls from "node:tls";
import {
  createAuthority,
  createServerCertificate,
} from "../simulator/certificates.ts";

/**
 * A certificate for localhost and 127.0.0.1, PEM, which this process trusts from now on, in `fetch` as in `https`,
 * beside those it trusts already.
 */
export function createTrustedCertificate(): { cert: string; key: string } {
  // OpenSSL looks an authority up by name, and finds the wrong one of two that share it.
  const name = `Loopback ${randomUUID()}`;
  const authority = createAuthority(name);
  const { pem, privateKey } = createServerCertificate(authority, name);
  tls.setDefaultCACertificates([
    ...tls.getCACertificates("default"),
    authority.pem,
  ]);
  return {
    cert: pem,
    key: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  };
}
