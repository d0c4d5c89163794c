import { createHash, createHmac } from "node:crypto";
import type { AuditRow } from "./audit.ts";

/** The hash before the first row's. */
export const CHAIN_START = "0".repeat(64);

/** What a row's hash covers: everything but the hash itself. */
type HashedRow = Omit<AuditRow, "hash" | "details" | "detailsMatch">;

/**
 * The hash of a row: SHA-256 over its fields and the hash of the row before, so that none can be changed, left out
 * or put in between without every later hash changing too.
 *
 * @returns 64 hex digits.
 */
export function hashRow(row: HashedRow): string {
  // An array in JSON, so that no two different rows read the same.
  const text = JSON.stringify([
    row.previousHash,
    row.seq,
    // What the database calls an instant may be none, such as `infinity`, where somebody changed it.
    Number.isNaN(row.at.getTime()) ? null : row.at.toISOString(),
    row.kind,
    row.actor,
    row.deviceId,
    row.proposalId,
    row.digest,
  ]);
  return createHash("sha256").update(text).digest("hex");
}

/**
 * The digest that stands in the chain for a row's details. Salted, so that what was erased cannot be guessed from it.
 *
 * @param salt 32 hex digits, erased together with the details.
 */
export function digestDetails(salt: string, details: string): string {
  return createHash("sha256").update(`${salt}.${details}`).digest("hex");
}

/** What stands for a person in the log. The same person always gets the same 32 hex digits. */
export function pseudonymOf(key: Buffer, userId: string): string {
  return createHmac("sha256", key)
    .update(userId.toLowerCase())
    .digest("hex")
    .slice(0, 32);
}
