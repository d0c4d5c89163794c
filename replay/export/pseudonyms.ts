import { createHmac } from "node:crypto";
import {
  isUnknownPerson,
  type PersonKey,
} from "../../src/domain/evidence/activeDays.ts";
import { objectIdOf, sidOf } from "../../src/domain/evidence/daysReport.ts";
import { isStagingAccount } from "../../src/domain/people/eligibility.ts";
import { normalizeUpn } from "../../src/domain/people/user.ts";

/** An account as a report of version 2 names it. */
export type ReportedName = { readonly Sid: string } | { readonly Upn: string };

/**
 * Names for what is exported: the same for the same within one export, and with the salt gone nobody finds the way
 * back. What the rules read in a name is kept: which names are equal, which domains, and that an account is one of a
 * provisioning package.
 */
export interface Pseudonyms {
  /** A GUID, for a person's object id. */
  readonly person: (id: string) => string;
  /** A GUID, for an Intune device id. */
  readonly device: (id: string) => string;
  readonly deviceName: (name: string) => string;
  readonly upn: (upn: string) => string;
  readonly domain: (domain: string) => string;
  readonly sid: (sid: string) => string;
  /** Somebody with an object id is named by the SID that it is, so that a report finds the `person` line. */
  readonly reported: (person: PersonKey) => ReportedName;
}

/** @param salt of one export alone; kept nowhere. */
export function createPseudonyms(salt: Buffer): Pseudonyms {
  const digest = (kind: string, text: string): Buffer =>
    createHmac("sha256", salt).update(`${kind}:${text}`).digest();
  const hex = (kind: string, text: string): string =>
    digest(kind, text).toString("hex", 0, 8);
  const guid = (kind: string, text: string): string =>
    digest(kind, text.toLowerCase())
      .toString("hex", 0, 16)
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

  const person = (id: string) => guid("person", id);
  const domain = (text: string) =>
    `d-${hex("domain", text.trim().toLowerCase())}.example`;

  function upn(text: string): string {
    const name = normalizeUpn(text);
    const at = name.lastIndexOf("@");
    const isPackage = isStagingAccount(name, []);
    const local = isPackage
      ? `package_{${guid("package", name)}}`
      : `p-${hex("upn", name)}`;
    return at < 0 ? local : `${local}@${domain(name.slice(at + 1))}`;
  }

  function sid(text: string): string {
    const upper = text.toUpperCase();
    const id = objectIdOf(upper);
    if (id !== null) return sidOf(person(id));
    const bytes = digest("sid", upper);
    const parts = [0, 4, 8, 12].map((at) => bytes.readUInt32LE(at));
    return `S-1-5-21-${parts.join("-")}`;
  }

  return {
    person,
    device: (id) => guid("device", id),
    deviceName: (name) => `device-${hex("device-name", name.toLowerCase())}`,
    upn,
    domain,
    sid,
    reported(key) {
      if (!isUnknownPerson(key)) return { Sid: sidOf(person(key)) };
      const name = key.slice(key.indexOf(":") + 1);
      return key.startsWith("upn:") ? { Upn: upn(name) } : { Sid: sid(name) };
    },
  };
}
