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
 * @param only which part of it, in whatever form; the link opens no other. All of it unless given.
 * @returns `format=…&only=…&expires=…&signature=…`
 */
export async function signExportLink(
  { storage, clock }: Deps,
  what: Exported,
  format: string,
  only: string | null = null,
): Promise<string> {
  const expires = String(clock.now().getTime() + LINK_LIFE_MS);
  const signature = sign(await keyOf(storage), what, format, only, expires);
  return new URLSearchParams({
    format,
    ...(only !== null && { only }),
    expires,
    signature,
  }).toString();
}

/** @returns what the link names; null when it is forged, changed or too old. */
export async function openExportLink(
  { storage, clock }: Deps,
  what: Exported,
  query: URLSearchParams,
): Promise<{ readonly format: string; readonly only: string | null } | null> {
  const format = query.get("format") ?? "";
  const only = query.get("only");
  const expires = query.get("expires") ?? "";
  const expected = Buffer.from(
    sign(await keyOf(storage), what, format, only, expires),
  );
  const given = Buffer.from(query.get("signature") ?? "");
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    return null;
  return Number(expires) < clock.now().getTime() ? null : { format, only };
}

function keyOf({ secrets }: Deps["storage"]): Promise<Buffer> {
  return secrets.get("audit-link");
}

function sign(
  key: Buffer,
  what: Exported,
  format: string,
  only: string | null,
  expires: string,
): string {
  // In JSON, so that no two links read the same; of all of it as ever, so that links stay valid beside other replicas.
  const text =
    only === null
      ? `${what}.${format}.${expires}`
      : JSON.stringify([what, format, only, expires]);
  return createHmac("sha256", key).update(text).digest("base64url");
}
