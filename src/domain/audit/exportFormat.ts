export type ExportFormat = "csv" | "jsonl";
