import { createHmac, timingSafeEqual } from "node:crypto";
import { Readable } from "node:stream";
import type { Clock } from "../../ports/clock.ts";
import type { UserId } from "../../domain/people/user.ts";
import type { Storage } from "../../ports/storage.ts";
import type { AuditRow } from "../../domain/audit/audit.ts";
import type { ExportFormat } from "../../domain/audit/exportFormat.ts";

interface Deps {
  readonly storage: Storage;
  readonly clock: Clock;
}

/** Long enough to click, too short to be found in a history. */
const LINK_LIFE_MS = 10 * 60 * 1000;

const PAGE = 1000;

/**
 * Makes the query string of a link to the whole log, signed with a key of this installation, and records who asked.
 *
 * @returns `format=…&expires=…&signature=…`
 */
export async function createExportLink(
  { storage, clock }: Deps,
  format: ExportFormat,
  requestedBy: UserId,
): Promise<string> {
  const at = clock.now();
  const expires = String(at.getTime() + LINK_LIFE_MS);
  const signature = sign(
    await storage.secrets.get("audit-link"),
    format,
    expires,
  );
  await storage.transaction(({ audit }) =>
    audit.append({
      kind: "audit.exported",
      at,
      actor: requestedBy,
      deviceId: null,
      proposalId: null,
      details: { format },
    }),
  );
  return new URLSearchParams({ format, expires, signature }).toString();
}

/** @returns null when the link is forged, changed or too old. */
export async function openExport(
  { storage, clock }: Deps,
  query: URLSearchParams,
): Promise<AuditExport | null> {
  const format = query.get("format");
  const expires = query.get("expires") ?? "";
  if (format !== "csv" && format !== "jsonl") return null;
  const expected = Buffer.from(
    sign(await storage.secrets.get("audit-link"), format, expires),
  );
  const given = Buffer.from(query.get("signature") ?? "");
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    return null;
  if (Number(expires) < clock.now().getTime()) return null;
  const day = clock.now().toISOString().slice(0, 10);
  return {
    format,
    fileName: `custodian-audit-${day}.${format}`,
    body: Readable.from(
      format === "csv" ? csvLines(storage) : jsonLines(storage),
    ),
  };
}

function sign(key: Buffer, format: ExportFormat, expires: string): string {
  return createHmac("sha256", key)
    .update(`audit-export.${format}.${expires}`)
    .digest("base64url");
}

async function* pages({
  audit,
}: Pick<Storage, "audit">): AsyncGenerator<readonly AuditRow[]> {
  for (let after = 0; ;) {
    const rows = await audit.page(after, PAGE);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.seq;
  }
}

async function* jsonLines(
  storage: Pick<Storage, "audit">,
): AsyncGenerator<string> {
  for await (const rows of pages(storage)) {
    yield rows
      .map(({ detailsMatch: _, ...row }) => `${JSON.stringify(row)}\n`)
      .join("");
  }
}

const COLUMNS = [
  "seq",
  "at",
  "kind",
  "actor",
  "deviceId",
  "proposalId",
  "details",
  "digest",
  "previousHash",
  "hash",
] as const;

async function* csvLines(
  storage: Pick<Storage, "audit">,
): AsyncGenerator<string> {
  yield `${COLUMNS.join(",")}\r\n`;
  for await (const rows of pages(storage)) {
    yield rows
      .map(
        (row) =>
          `${COLUMNS.map((column) => toCell(row[column])).join(",")}\r\n`,
      )
      .join("");
  }
}

/**
 * A cell as RFC 4180 wants it. Text that a spreadsheet would run as a formula is shown as text: a device name comes
 * from outside.
 */
function toCell(value: AuditRow[(typeof COLUMNS)[number]]): string {
  const text = toText(value);
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless)
    ? `"${harmless.replaceAll('"', '""')}"`
    : harmless;
}

function toText(value: AuditRow[(typeof COLUMNS)[number]]): string {
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (value instanceof Date) return value.toISOString();
  return JSON.stringify(value);
}

export interface AuditExport {
  readonly format: ExportFormat;
  readonly fileName: string;
  readonly body: Readable;
}
