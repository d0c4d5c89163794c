import { createHmac, randomBytes, sign } from "node:crypto";
import {
  alternativeSecurityKeyOf,
  createDeviceCertificateFor,
  type Certificate,
} from "./certificates.ts";
import type { SimulatedDevice } from "./contoso.ts";

/** A signed logon report, ready to post. */
export interface SignedReport {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface SharedKey {
  readonly id: string;
  readonly key: Buffer;
}

/** What a test may set to something wrong. */
export interface ReportOverrides {
  readonly body?: string;
  /** Unix seconds. */
  readonly timestamp?: number | string;
  readonly nonce?: string;
  readonly signature?: string;
  readonly contentType?: string;
}

/** The body devices post: S0's payload, as a script writes it. */
export function reportBody(
  device: Pick<SimulatedDevice, "id">,
  userHash: Readonly<Record<string, number>>,
): string {
  return JSON.stringify({ ManagedDeviceID: device.id, UserHash: userHash });
}

/** Signs with a key all devices share. */
export function signWithSharedKey(
  { id, key }: SharedKey,
  body: string,
  overrides: ReportOverrides = {},
): SignedReport {
  return signed(body, overrides, { "x-custodian-key-id": id }, (text) =>
    createHmac("sha256", key).update(text).digest("base64"),
  );
}

/** Signs with the device's own registration certificate. */
export function signWithDeviceCertificate(
  certificate: Certificate,
  body: string,
  overrides: ReportOverrides = {},
): SignedReport {
  return signed(
    body,
    overrides,
    { "x-custodian-device-certificate": certificate.der.toString("base64") },
    (text) => sign("sha256", text, certificate.privateKey).toString("base64"),
  );
}

/** Registers the device with Entra: makes its certificate and has Entra know its key. */
export function enrolDeviceCertificate(device: SimulatedDevice): Certificate {
  const certificate = createDeviceCertificateFor(device.entraDeviceId);
  device.alternativeSecurityKeys.push(alternativeSecurityKeyOf(certificate));
  return certificate;
}

function signed(
  body: string,
  overrides: ReportOverrides,
  identity: Readonly<Record<string, string>>,
  signText: (text: Buffer) => string,
): SignedReport {
  const timestamp = String(
    overrides.timestamp ?? Math.floor(Date.now() / 1000),
  );
  const nonce = overrides.nonce ?? randomBytes(18).toString("base64url");
  const signature = signText(Buffer.from(`${timestamp}.${nonce}.${body}`));
  return {
    body: overrides.body ?? body,
    headers: {
      // What PowerShell says when nobody tells it the type.
      "content-type":
        overrides.contentType ?? "application/x-www-form-urlencoded",
      ...identity,
      "x-custodian-timestamp": timestamp,
      "x-custodian-nonce": nonce,
      "x-custodian-signature": overrides.signature ?? signature,
    },
  };
}
