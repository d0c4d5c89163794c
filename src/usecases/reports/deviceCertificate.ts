import {
  createHash,
  type KeyObject,
  verify,
  X509Certificate,
  constants,
} from "node:crypto";
import type { EntraDevice } from "../../ports/graph.ts";

/** A certificate as a device presents it. Anyone can make one: only Entra can say whether it is the device's. */
export interface DeviceCertificate {
  /** The Entra device id in its subject, lower case. */
  readonly entraDeviceId: string;
  /** 40 hex digits, upper case: SHA-1, which is how Entra names certificates. */
  readonly thumbprint: string;
  readonly publicKey: KeyObject;
}

const MIN_KEY_BITS = 2048;

/** Entra's word for "trusted by thumbprint and public key", which begins each key of a registered device. */
const KEY_KIND = "X509:<SHA1-TP-PUBKEY>";
const THUMBPRINT_LENGTH = 40;

/**
 * Reads the registration certificate that Windows keeps for an Entra joined or registered device
 * (issuer MS-Organization-Access, subject CN = Entra device id).
 *
 * @param base64 DER, as in the header.
 * @returns null when it is no such certificate: not exactly one CN that is a GUID, or no RSA key of 2048 bits or more.
 */
export function readDeviceCertificate(
  base64: string,
): DeviceCertificate | null {
  if (!/^[0-9a-z+/]+={0,2}$/i.test(base64)) return null;
  const certificate = parseDer(Buffer.from(base64, "base64"));
  if (certificate === null) return null;

  const entraDeviceId = readDeviceId(certificate.subject);
  const { publicKey } = certificate;
  const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
  if (publicKey.asymmetricKeyType !== "rsa" || bits < MIN_KEY_BITS) return null;
  if (entraDeviceId === null) return null;

  const thumbprint = certificate.fingerprint.replaceAll(":", "");
  return { entraDeviceId, thumbprint, publicKey };
}

interface ParsedCertificate {
  /** Undefined when there is none, whatever Node's types say. */
  readonly subject: string | undefined;
  readonly fingerprint: string;
  readonly publicKey: KeyObject;
}

function parseDer(der: Buffer): ParsedCertificate | null {
  try {
    const certificate = new X509Certificate(der);
    // Node takes PEM and passes over bytes that follow; a thumbprint must be of all that was sent.
    if (!certificate.raw.equals(der)) return null;
    const { subject, fingerprint, publicKey } = certificate;
    return { subject, fingerprint, publicKey };
  } catch {
    // Not a certificate, or one with a kind of key that OpenSSL does not know.
    return null;
  }
}

/** Node writes one attribute a line and escapes control characters, so a value cannot pretend to be a line. */
function readDeviceId(subject = ""): string | null {
  const names = subject.split("\n").filter((line) => /\bCN=/i.test(line));
  const guid = /^CN=([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.exec(
    names.length === 1 ? (names[0] ?? "") : "",
  );
  return guid?.[1]?.toLowerCase() ?? null;
}

/** RSASSA-PKCS1-v1_5 with SHA-256, the one signature every key storage of Windows can make. */
export function isSignedBy(
  certificate: DeviceCertificate,
  text: Buffer,
  signature: Buffer,
): boolean {
  const { publicKey: key } = certificate;
  try {
    const padding = constants.RSA_PKCS1_PADDING;
    return verify("sha256", text, { key, padding }, signature);
  } catch {
    // Numbers that are no RSA key: OpenSSL finds out only when it calculates with them.
    return false;
  }
}

/**
 * Whether Entra holds this certificate's thumbprint and public key for the device: the decoded text of one of its
 * keys is `X509:<SHA1-TP-PUBKEY>`, the thumbprint in hex, and the SHA-256 of the PKCS#1 public key in base64.
 */
export function isRegistered(
  certificate: DeviceCertificate,
  entraDevice: EntraDevice,
): boolean {
  const publicKeyHash = createHash("sha256")
    .update(certificate.publicKey.export({ type: "pkcs1", format: "der" }))
    .digest("base64");
  return entraDevice.alternativeSecurityKeys.some((key) => {
    const text = Buffer.from(key, "base64").toString("utf16le");
    if (!text.startsWith(KEY_KIND)) return false;
    const rest = text.slice(KEY_KIND.length);
    return (
      rest.slice(0, THUMBPRINT_LENGTH).toUpperCase() ===
        certificate.thumbprint &&
      rest.slice(THUMBPRINT_LENGTH) === publicKeyHash
    );
  });
}
