/**
 * The address of an export of the preview.
 *
 * @param query as `createExportLink` made it.
 */
export function previewExportUrl(publicUrl: string, query: string): string {
  return `${origin(publicUrl)}/api/preview/export?${query}`;
}

/** The same of the audit log. */
export function auditExportUrl(publicUrl: string, query: string): string {
  return `${origin(publicUrl)}/api/audit/export?${query}`;
}

function origin(publicUrl: string): string {
  return publicUrl.replace(/\/+$/, "");
}
