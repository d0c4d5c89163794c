import { createPublicKey, type KeyObject, sign } from "node:crypto";

type Attribute = readonly ["CN" | "O", string];

/** One entry for each relative name; several attributes in one make a multi-valued name. */
export type Subject = readonly (readonly Attribute[])[];

/**
 * A self-signed X.509 certificate in DER whose subject may be anything the encoding allows, which tools that
 * make certificates take care to prevent.
 */
export function selfSigned(subject: Subject, privateKey: KeyObject): Buffer {
  const name = sequence(
    ...subject.map((attributes) =>
      der(
        0x31,
        ...attributes.map(([type, value]) =>
          sequence(der(0x06, OIDS[type]), der(0x0c, Buffer.from(value))),
        ),
      ),
    ),
  );
  const algorithm =
    privateKey.asymmetricKeyType === "rsa"
      ? sequence(der(0x06, SHA256_WITH_RSA), der(0x05))
      : sequence(der(0x06, SHA256_WITH_ECDSA));
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([0x2a])),
    algorithm,
    name,
    sequence(utcTime("200101000000Z"), utcTime("491231235959Z")),
    name,
    createPublicKey(privateKey).export({ type: "spki", format: "der" }),
  );
  const signature = sign("sha256", toBeSigned, privateKey);
  return sequence(
    toBeSigned,
    algorithm,
    der(0x03, Buffer.from([0]), signature),
  );
}

const OIDS = {
  CN: Buffer.from([0x55, 0x04, 0x03]),
  O: Buffer.from([0x55, 0x04, 0x0a]),
};
const SHA256_WITH_RSA = Buffer.from("2a864886f70d01010b", "hex");
const SHA256_WITH_ECDSA = Buffer.from("2a8648ce3d040302", "hex");

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function utcTime(text: string): Buffer {
  return der(0x17, Buffer.from(text));
}

/** Tag, length, value. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  const length =
    value.length < 0x80
      ? [value.length]
      : value.length < 0x100
        ? [0x81, value.length]
        : [0x82, value.length >> 8, value.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), value]);
}
