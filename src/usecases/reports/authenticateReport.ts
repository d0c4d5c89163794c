import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import {
  type DeviceCertificate,
  isSignedBy,
  readDeviceCertificate,
} from "./deviceCertificate.ts";
import type {
  ReportAuthentication,
  ReportKey,
} from "../../domain/evidence/reportAuthentication.ts";
import { ReportRefused } from "./reportRefused.ts";

export interface SignedRequest {
  readonly rawBody: Uint8Array;
  /** A header by name, without case; undefined when it is absent or repeated. */
  readonly header: (name: string) => string | undefined;
}

/** Who signed a report, when. For a certificate nothing says yet that Entra knows it. */
export type Signer =
  | {
      readonly kind: "shared-key";
      readonly keyId: string;
      readonly signedAt: Date;
      readonly nonce: string;
    }
  | {
      readonly kind: "device-certificate";
      readonly certificate: DeviceCertificate;
      readonly signedAt: Date;
      readonly nonce: string;
    }
  | { readonly kind: "nobody" };

/** The report does not prove who sent it.  */
export class ReportNotAuthenticated extends ReportRefused {
  readonly code = "report.not-authenticated";
  readonly rule: string;

  constructor(reason: string) {
    super(`Logon report not authenticated: ${reason}`);
    this.rule = reason;
  }
}

/** How far a device's clock may be off, either way, inclusive. */
export const CLOCK_TOLERANCE_SECONDS = 300;

/**
 * Verifies what a report can prove by itself: that it was signed lately, over exactly this body, with a shared key
 * or with the key of the certificate it brings. Asks no one; uses up no nonce.
 *
 * @throws {ReportNotAuthenticated}
 */
export function authenticateReport(
  authentication: ReportAuthentication,
  request: SignedRequest,
  now: Date,
): Signer {
  switch (authentication.kind) {
    case "off":
      return { kind: "nobody" };
    case "shared-key":
      return verifySharedKey(authentication.keys, request, now);
    case "device-certificate":
      return verifyCertificate(request, now);
  }
}

function verifySharedKey(
  keys: readonly ReportKey[],
  request: SignedRequest,
  now: Date,
): Signer {
  const keyId = requireHeader(request, "X-Custodian-Key-Id", /^[\w.-]{1,64}$/);
  const { signedAt, nonce, text, signature } = readSignature(request, now);
  // An unknown key takes as long as a known one, and the answer is the same: ids cannot be tried out.
  const key = keys.find(({ id }) => id === keyId)?.key ?? randomBytes(32);
  const expected = createHmac("sha256", key).update(text).digest();
  if (
    signature.length !== expected.length ||
    !timingSafeEqual(signature, expected)
  )
    throw new ReportNotAuthenticated(
      "The signature does not fit the key, timestamp, nonce and body.",
    );
  return { kind: "shared-key", keyId, signedAt, nonce };
}

function verifyCertificate(request: SignedRequest, now: Date): Signer {
  const name = "X-Custodian-Device-Certificate";
  const base64 = requireHeader(request, name, /^[0-9a-z+/]+={0,2}$/i);
  const { signedAt, nonce, text, signature } = readSignature(request, now);
  const certificate = readDeviceCertificate(base64);
  if (certificate === null)
    throw new ReportNotAuthenticated(
      `${name} must be the device's Entra registration certificate in base64 DER.`,
    );
  if (!isSignedBy(certificate, text, signature))
    throw new ReportNotAuthenticated(
      "The signature does not fit the certificate, timestamp, nonce and body.",
    );
  return { kind: "device-certificate", certificate, signedAt, nonce };
}

function readSignature(request: SignedRequest, now: Date) {
  const timestamp = requireHeader(
    request,
    "X-Custodian-Timestamp",
    /^\d{1,12}$/,
  );
  // 16 bytes are 22 characters of base64url, without padding.
  const nonce = requireHeader(
    request,
    "X-Custodian-Nonce",
    /^[\w-]{22,128}={0,2}$/,
  );
  const signature = requireHeader(
    request,
    "X-Custodian-Signature",
    /^[0-9a-z+/]+={0,2}$/i,
  );
  const offSeconds = Math.floor(now.getTime() / 1000) - Number(timestamp);
  if (Math.abs(offSeconds) > CLOCK_TOLERANCE_SECONDS)
    throw new ReportNotAuthenticated(
      `X-Custodian-Timestamp must be within ${CLOCK_TOLERANCE_SECONDS} seconds of now. Check the device's clock.`,
    );
  return {
    signedAt: new Date(Number(timestamp) * 1000),
    nonce,
    text: Buffer.concat([
      Buffer.from(`${timestamp}.${nonce}.`, "ascii"),
      request.rawBody,
    ]),
    signature: Buffer.from(signature, "base64"),
  };
}

function requireHeader(
  { header }: SignedRequest,
  name: string,
  shape: RegExp,
): string {
  const value = header(name);
  if (value === undefined || !shape.test(value))
    throw new ReportNotAuthenticated(`${name} is missing or malformed.`);
  return value;
}
