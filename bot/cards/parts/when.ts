/** An instant that each reader sees in their own time zone; for TextBlocks alone, which clients look into for it. */
export function when(instant: Date): string {
  const utc = toSeconds(instant);
  return `{{DATE(${utc}, SHORT)}}, {{TIME(${utc})}}`;
}

/** Clients take no fractions of a second. */
function toSeconds(instant: Date): string {
  return instant.toISOString().replace(/\.\d{3}Z$/, "Z");
}
