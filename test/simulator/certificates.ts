import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from "node:crypto";

const DAY_MS = 24 * 60 * 60 * 1000;

/** An X.509 certificate and the key it is for. `der` is the certificate alone. */
export interface Certificate {
  readonly der: Buffer;
  readonly pem: string;
  readonly privateKey: KeyObject;
}

/** A certificate authority that signs server certificates for loopback. Valid for two days. */
export function createAuthority(name: string): Certificate {
  const privateKey = newEcKey();
  return issue({
    subject: name,
    issuer: name,
    privateKey,
    signingKey: privateKey,
    extensions: [
      extension("2.5.29.19", true, sequence(BOOLEAN_TRUE)), // basicConstraints: a CA
      extension("2.5.29.15", true, tlv(0x03, Buffer.from([1, 0x06]))), // keyUsage: signs certificates and CRLs
    ],
  });
}

/** A server certificate for `localhost` and 127.0.0.1. */
export function createServerCertificate(
  authority: Certificate,
  authorityName: string,
): Certificate {
  return issue({
    subject: "localhost",
    issuer: authorityName,
    privateKey: newEcKey(),
    signingKey: authority.privateKey,
    extensions: [
      extension(
        "2.5.29.17",
        false,
        sequence(
          tlv(0x82, Buffer.from("localhost")),
          tlv(0x87, Buffer.from([127, 0, 0, 1])),
        ),
      ),
    ],
  });
}

/**
 * What a Windows device gets when it registers with Entra: an RSA key, and a certificate whose subject CN is the Entra
 * device id, issued by "MS-Organization-Access". The issuer's signature is not checked by anybody (its root is not
 * public), so here the certificate signs itself.
 */
export function createDeviceCertificateFor(
  entraDeviceId: string,
  privateKey: KeyObject = newRsaKey(),
): Certificate {
  return issue({
    subject: entraDeviceId,
    issuer: "MS-Organization-Access",
    privateKey,
    signingKey: privateKey,
    extensions: [],
  });
}

/** SHA-1 of the certificate, 40 upper-case hex digits: what Windows calls its thumbprint. */
function thumbprintOf(der: Buffer): string {
  return createHash("sha1").update(der).digest("hex").toUpperCase();
}

/**
 * The value Entra keeps in a device's `alternativeSecurityIds[].key`: base64 of UTF-16LE
 * `X509:<SHA1-TP-PUBKEY>` + thumbprint + base64 SHA-256 of the PKCS#1 public key.
 */
export function alternativeSecurityKeyOf(certificate: Certificate): string {
  const publicKey = createPublicKey(certificate.privateKey).export({
    type: "pkcs1",
    format: "der",
  });
  const text =
    "X509:<SHA1-TP-PUBKEY>" +
    thumbprintOf(certificate.der) +
    createHash("sha256").update(publicKey).digest("base64");
  return Buffer.from(text, "utf16le").toString("base64");
}

function newEcKey(): KeyObject {
  return generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
}

function newRsaKey(): KeyObject {
  return generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
}

interface Order {
  readonly subject: string;
  readonly issuer: string;
  readonly privateKey: KeyObject;
  readonly signingKey: KeyObject;
  readonly extensions: readonly Buffer[];
}

function issue(order: Order): Certificate {
  const algorithm =
    order.signingKey.asymmetricKeyType === "rsa"
      ? sequence(oid("1.2.840.113549.1.1.11"), tlv(0x05, Buffer.alloc(0)))
      : sequence(oid("1.2.840.10045.4.3.2"));
  const serial = randomBytes(16);
  serial[0] = (serial[0]! & 0x3f) | 0x40; // positive, and no leading zero byte
  const toBeSigned = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))), // version 3
    tlv(0x02, serial),
    algorithm,
    commonName(order.issuer),
    sequence(time(Date.now() - DAY_MS), time(Date.now() + 2 * DAY_MS)),
    commonName(order.subject),
    createPublicKey(order.privateKey).export({ type: "spki", format: "der" }),
    ...(order.extensions.length > 0
      ? [tlv(0xa3, sequence(...order.extensions))]
      : []),
  );
  const der = sequence(
    toBeSigned,
    algorithm,
    bitString(sign("sha256", toBeSigned, order.signingKey)),
  );
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    der,
    pem: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
    privateKey: order.privateKey,
  };
}

const BOOLEAN_TRUE = Buffer.from([0x01, 0x01, 0xff]);

/** DER: tag, length, value. */
function tlv(tag: number, value: Buffer): Buffer {
  const length =
    value.length < 0x80
      ? [value.length]
      : value.length < 0x100
        ? [0x81, value.length]
        : [0x82, value.length >> 8, value.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), value]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tlv(0x30, Buffer.concat(parts));
}

function bitString(value: Buffer): Buffer {
  return tlv(0x03, Buffer.concat([Buffer.from([0]), value]));
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const groups = [part & 0x7f];
    for (let left = part >> 7; left > 0; left >>= 7)
      groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return tlv(0x06, Buffer.from(bytes));
}

function commonName(name: string): Buffer {
  return sequence(
    tlv(0x31, sequence(oid("2.5.4.3"), tlv(0x0c, Buffer.from(name)))),
  );
}

/** UTCTime: two digits of year, which X.509 reads as 1950 to 2049. */
function time(atMs: number): Buffer {
  const text = new Date(atMs).toISOString().replace(/[-:T]|\.\d{3}/g, "");
  return tlv(0x17, Buffer.from(text.slice(2)));
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(
    oid(id),
    ...(critical ? [BOOLEAN_TRUE] : []),
    tlv(0x04, value),
  );
}
