/** An instant that each reader sees in their own time zone; for TextBlocks alone, which clients look into for it. */
export function when(instant: Date): string {
  const utc = toSeconds(instant);
  return `{{DATE(${utc}, SHORT)}}, {{TIME(${utc})}}`;
}

/** Its day, the same way. */
export function onDay(instant: Date): string {
  return `{{DATE(${toSeconds(instant)}, SHORT)}}`;
}

/** Clients take no fractions of a second. */
function toSeconds(instant: Date): string {
  return instant.toISOString().replace(/\.\d{3}Z$/, "Z");
}
