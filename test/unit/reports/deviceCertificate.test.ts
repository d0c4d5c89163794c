import { describe, expect, it } from "@jest/globals";
import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  sign,
  X509Certificate,
} from "node:crypto";
import {
  isRegistered,
  isSignedBy,
  readDeviceCertificate,
} from "../../../src/usecases/reports/deviceCertificate.ts";
import { selfSigned, type Subject } from "./selfSigned.ts";

const DEVICE = "0a1b2c3d-0000-4000-8000-0000000000dd";
const OTHER = "0a1b2c3d-0000-4000-8000-0000000000ee";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

const THE_DEVICE: Subject = [[["CN", DEVICE]]];

const certify = (subject: Subject = THE_DEVICE, key = privateKey) =>
  selfSigned(subject, key);

const base64 = (der: Buffer) => der.toString("base64");

describe("readDeviceCertificate", () => {
  it("reads the Entra device id and the thumbprint", () => {
    const der = certify([[["CN", DEVICE.toUpperCase()]]]);
    expect(readDeviceCertificate(base64(der))).toMatchObject({
      entraDeviceId: DEVICE,
      thumbprint: createHash("sha1").update(der).digest("hex").toUpperCase(),
    });
  });

  it("passes over other attributes of the subject", () => {
    const der = certify([[["O", "Contoso"]], [["CN", DEVICE]]]);
    expect(readDeviceCertificate(base64(der))?.entraDeviceId).toBe(DEVICE);
  });

  it.each<[string, Subject]>([
    ["no subject", []],
    ["no CN", [[["O", DEVICE]]]],
    ["a CN that is no GUID", [[["CN", "laptop-7"]]]],
    ["a CN with more after the GUID", [[["CN", `${DEVICE} `]]]],
    ["two CNs", [[["CN", DEVICE]], [["CN", OTHER]]]],
    [
      "two CNs in one name",
      [
        [
          ["CN", DEVICE],
          ["CN", OTHER],
        ],
      ],
    ],
    [
      "a CN beside another attribute",
      [
        [
          ["CN", DEVICE],
          ["O", "Contoso"],
        ],
      ],
    ],
    ["a line break in the CN", [[["CN", `x\nCN=${DEVICE}`]]]],
    ["a line break after the CN", [[["CN", `${DEVICE}\nO=x`]]]],
    ["a CN inside another value", [[["O", `CN=${DEVICE}`]]]],
    ["a line break in another value", [[["O", `x\nCN=${DEVICE}`]]]],
    ["U+0000 in the CN", [[["CN", `${DEVICE}\0.evil`]]]],
  ])("refuses %s", (_name, subject) => {
    expect(readDeviceCertificate(base64(certify(subject)))).toBeNull();
  });

  it("refuses a key that is too short or not RSA", () => {
    for (const weak of [
      generateKeyPairSync("rsa", { modulusLength: 1024 }),
      generateKeyPairSync("ec", { namedCurve: "P-256" }),
    ]) {
      const der = certify(THE_DEVICE, weak.privateKey);
      expect(new X509Certificate(der).subject).toBe(`CN=${DEVICE}`);
      expect(readDeviceCertificate(base64(der))).toBeNull();
    }
  });

  it("refuses a kind of key that nobody knows", () => {
    const rsa = "06092a864886f70d010101";
    const der = certify()
      .toString("hex")
      .replace(rsa, rsa.slice(0, -2) + "63");
    expect(readDeviceCertificate(base64(Buffer.from(der, "hex")))).toBeNull();
  });

  it("refuses what is not one certificate in DER", () => {
    const der = certify();
    const pem = `-----BEGIN CERTIFICATE-----\n${base64(der)}\n-----END CERTIFICATE-----\n`;
    for (const bytes of [
      Buffer.from(pem),
      Buffer.concat([der, Buffer.from("more")]),
      der.subarray(0, -1),
      Buffer.from("certificate"),
      Buffer.alloc(0),
    ])
      expect(readDeviceCertificate(base64(bytes))).toBeNull();
    expect(readDeviceCertificate(`${base64(der)}!`)).toBeNull();
  });
});

describe("isSignedBy", () => {
  it("knows the signature of the certificate's key over exactly the text", () => {
    const certificate = readDeviceCertificate(base64(certify()));
    if (!certificate) throw new Error("not read");
    const text = Buffer.from("1.nonce.body");
    const signature = sign("sha256", text, privateKey);
    expect(isSignedBy(certificate, text, signature)).toBe(true);
    expect(
      isSignedBy(certificate, Buffer.from("1.nonce.bodY"), signature),
    ).toBe(false);
    expect(isSignedBy(certificate, text, Buffer.alloc(256))).toBe(false);
    expect(isSignedBy(certificate, text, Buffer.alloc(0))).toBe(false);
  });
});

describe("isRegistered", () => {
  const KIND = "X509:<SHA1-TP-PUBKEY>";
  const encode = (text: string) =>
    Buffer.from(text, "utf16le").toString("base64");

  it.each<[string, boolean, (thumbprint: string, hash: string) => string]>([
    ["thumbprint and public key", true, (t, h) => encode(KIND + t + h)],
    [
      "a thumbprint in lower case",
      true,
      (t, h) => encode(KIND + t.toLowerCase() + h),
    ],
    [
      "another thumbprint",
      false,
      (t, h) =>
        encode(KIND + t.replace(/./, (c) => (c === "0" ? "1" : "0")) + h),
    ],
    [
      "another public key",
      false,
      (t, h) =>
        encode(KIND + t + h.replace(/./, (c) => (c === "A" ? "B" : "A"))),
    ],
    [
      "a public key in another case",
      false,
      (t, h) => encode(KIND + t + h.toLowerCase()),
    ],
    ["the thumbprint alone", false, (t) => encode(KIND + t)],
    ["more after the key", false, (t, h) => encode(`${KIND}${t}${h}x`)],
    [
      "another kind of key",
      false,
      (t, h) => encode(`X509:<SHA1-PUKEY>${t}${h}`),
    ],
    ["UTF-8", false, (t, h) => Buffer.from(KIND + t + h).toString("base64")],
    ["nothing", false, () => ""],
  ])("finds %s: %s", (_name, found, key) => {
    const der = certify();
    const certificate = readDeviceCertificate(base64(der));
    if (!certificate) throw new Error("not read");
    const pkcs1 = createPublicKey(privateKey).export({
      type: "pkcs1",
      format: "der",
    });
    const hash = createHash("sha256").update(pkcs1).digest("base64");
    const device = {
      deviceId: DEVICE,
      accountEnabled: true,
      alternativeSecurityKeys: [
        encode("X509:<SHA1-TP-PUBKEY>other"),
        key(certificate.thumbprint, hash),
      ],
    };
    expect(isRegistered(certificate, device)).toBe(found);
  });
});
