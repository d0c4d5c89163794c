import { createHmac, timingSafeEqual } from "node:crypto";
import type { Clock } from "../../ports/clock.ts";
import type { Storage } from "../../ports/storage.ts";

interface Deps {
  readonly storage: Pick<Storage, "secrets">;
  readonly clock: Clock;
}

/** Long enough to click, too short to be found in a history. */
const LINK_LIFE_MS = 10 * 60 * 1000;

/** What a link opens; a link for one opens no other. */
export type Exported = "audit-export" | "preview-export";

/**
 * The query string of a link that opens an export to whoever has it, signed with a key of this installation.
 *
 * @param format of the file; the link opens no other.
 * @returns `format=…&expires=…&signature=…`
 */
export async function signExportLink(
  { storage, clock }: Deps,
  what: Exported,
  format: string,
): Promise<string> {
  const expires = String(clock.now().getTime() + LINK_LIFE_MS);
  const signature = sign(await keyOf(storage), what, format, expires);
  return new URLSearchParams({ format, expires, signature }).toString();
}

/** @returns the format that the link names; null when it is forged, changed or too old. */
export async function openExportLink(
  { storage, clock }: Deps,
  what: Exported,
  query: URLSearchParams,
): Promise<string | null> {
  const format = query.get("format") ?? "";
  const expires = query.get("expires") ?? "";
  const expected = Buffer.from(
    sign(await keyOf(storage), what, format, expires),
  );
  const given = Buffer.from(query.get("signature") ?? "");
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    return null;
  return Number(expires) < clock.now().getTime() ? null : format;
}

function keyOf({ secrets }: Deps["storage"]): Promise<Buffer> {
  return secrets.get("audit-link");
}

function sign(
  key: Buffer,
  what: Exported,
  format: string,
  expires: string,
): string {
  return createHmac("sha256", key)
    .update(`${what}.${format}.${expires}`)
    .digest("base64url");
}
