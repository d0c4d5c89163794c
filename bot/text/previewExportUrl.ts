/**
 * The address of an export of the preview.
 *
 * @param query as `createExportLink` made it.
 */
export function previewExportUrl(publicUrl: string, query: string): string {
  return `${publicUrl.replace(/\/+$/, "")}/api/preview/export?${query}`;
}
