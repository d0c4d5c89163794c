import type { Readable } from "stream";

export type ExportFormat = "csv" | "jsonl";

export interface AuditExport {
  readonly format: ExportFormat;
  readonly fileName: string;
  readonly body: Readable;
}
