import { Readable } from "node:stream";
import type { Clock } from "../../ports/clock.ts";
import type { UserId } from "../../domain/people/user.ts";
import type { Storage } from "../../ports/storage.ts";
import type { AuditRow } from "../../domain/audit/audit.ts";
import {
  EVERY_ENTRY,
  type AuditFilter,
} from "../../domain/audit/auditFilter.ts";
import { nameActors } from "./nameActors.ts";
import { csvCell } from "../../domain/csvCell.ts";
import { openExportLink, signExportLink } from "../exports/exportLink.ts";
import type { ExportFormat } from "../../domain/audit/exportFormat.ts";

interface Deps {
  readonly storage: Storage;
  readonly clock: Clock;
}

const PAGE = 1000;

/**
 * Makes the query string of a link to the log, or to what a filter leaves of it, signed with a key of this
 * installation, and records who asked for what.
 *
 * @returns `format=…&only=…&expires=…&signature=…`
 */
export async function createExportLink(
  { storage, clock }: Deps,
  format: ExportFormat,
  requestedBy: UserId,
  filter: AuditFilter = EVERY_ENTRY,
): Promise<string> {
  const only = Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== null),
  );
  const isAll = Object.keys(only).length === 0;
  const link = await signExportLink(
    { storage, clock },
    "audit-export",
    format,
    isAll ? null : JSON.stringify(only),
  );
  await storage.transaction(({ audit }) =>
    audit.append({
      kind: "audit.exported",
      at: clock.now(),
      actor: requestedBy,
      deviceId: null,
      proposalId: null,
      details: { format, ...(!isAll && { only }) },
    }),
  );
  return link;
}

/** @returns null when the link is forged, changed or too old. */
export async function openExport(
  { storage, clock }: Deps,
  query: URLSearchParams,
): Promise<AuditExport | null> {
  const link = await openExportLink({ storage, clock }, "audit-export", query);
  if (link?.format !== "csv" && link?.format !== "jsonl") return null;
  const { format, only } = link;
  const entries = pages(storage, only === null ? null : readFilter(only));
  const day = clock.now().toISOString().slice(0, 10);
  return {
    format,
    fileName: `custodian-audit-${day}.${format}`,
    body: Readable.from(
      format === "csv" ? csvLines(entries) : jsonLines(entries),
    ),
  };
}

/** What the link was signed with, so it is what this use case wrote. */
function readFilter(only: string): AuditFilter {
  const { since, until, ...ids } = JSON.parse(only) as Partial<
    Omit<AuditFilter, "since" | "until"> & {
      readonly since: string;
      readonly until: string;
    }
  >;
  return {
    ...EVERY_ENTRY,
    ...ids,
    since: since === undefined ? null : new Date(since),
    until: until === undefined ? null : new Date(until),
  };
}

/** An entry, and the UPN of whoever did it; null where it was Custodian, or nobody is to be named. */
type ExportedRow = AuditRow & { readonly actorUpn: string | null };

async function* pages(
  { audit, people }: Pick<Storage, "audit" | "people">,
  filter: AuditFilter | null,
): AsyncGenerator<readonly ExportedRow[]> {
  for (let after = 0; ;) {
    const rows = await (filter
      ? audit.page(after, PAGE, filter)
      : audit.page(after, PAGE));
    const actors = await nameActors({ audit, people }, rows);
    if (rows.length > 0)
      yield rows.map((row) => ({
        ...row,
        actorUpn: actors.get(row.seq)?.userPrincipalName ?? null,
      }));
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.seq;
  }
}

async function* jsonLines(
  entries: AsyncIterable<readonly ExportedRow[]>,
): AsyncGenerator<string> {
  for await (const rows of entries) {
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
  "actorUpn",
] as const;

async function* csvLines(
  entries: AsyncIterable<readonly ExportedRow[]>,
): AsyncGenerator<string> {
  yield `${COLUMNS.join(",")}\r\n`;
  for await (const rows of entries) {
    yield rows
      .map(
        (row) =>
          `${COLUMNS.map((column) => csvCell(toText(row[column]))).join(",")}\r\n`,
      )
      .join("");
  }
}

function toText(value: ExportedRow[(typeof COLUMNS)[number]]): string {
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
