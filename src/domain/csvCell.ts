/**
 * A cell as RFC 4180 wants it. Text that a spreadsheet would run as a formula is shown as text: names come from
 * outside.
 */
export function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless)
    ? `"${harmless.replaceAll('"', '""')}"`
    : harmless;
}
