import { Readable } from "node:stream";
import type { Clock } from "../../ports/clock.ts";
import type { UserId } from "../../domain/people/user.ts";
import type { Storage } from "../../ports/storage.ts";
import type { AuditRow } from "../../domain/audit/audit.ts";
import { csvCell } from "../../domain/csvCell.ts";
import { openExportLink, signExportLink } from "../exports/exportLink.ts";
import type { ExportFormat } from "../../domain/audit/exportFormat.ts";

interface Deps {
  readonly storage: Storage;
  readonly clock: Clock;
}

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
  const link = await signExportLink({ storage, clock }, "audit-export", format);
  await storage.transaction(({ audit }) =>
    audit.append({
      kind: "audit.exported",
      at: clock.now(),
      actor: requestedBy,
      deviceId: null,
      proposalId: null,
      details: { format },
    }),
  );
  return link;
}

/** @returns null when the link is forged, changed or too old. */
export async function openExport(
  { storage, clock }: Deps,
  query: URLSearchParams,
): Promise<AuditExport | null> {
  const format = await openExportLink(
    { storage, clock },
    "audit-export",
    query,
  );
  if (format !== "csv" && format !== "jsonl") return null;
  const day = clock.now().toISOString().slice(0, 10);
  return {
    format,
    fileName: `custodian-audit-${day}.${format}`,
    body: Readable.from(
      format === "csv" ? csvLines(storage) : jsonLines(storage),
    ),
  };
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
          `${COLUMNS.map((column) => csvCell(toText(row[column]))).join(",")}\r\n`,
      )
      .join("");
  }
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
