/** An instant that each reader sees in their own time zone; for TextBlocks alone, which clients look into for it. */
export function when(instant: Date): string {
  const utc = toSeconds(instant);
  return `{{DATE(${utc}, SHORT)}}, {{TIME(${utc})}}`;
}

/** An instant for plain text, where cards' functions do not work. */
export function whenInUtc(instant: Date): string {
  return `${toSeconds(instant).slice(0, 16).replace("T", " ")} UTC`;
}

/** Clients take no fractions of a second. */
function toSeconds(instant: Date): string {
  return instant.toISOString().replace(/\.\d{3}Z$/, "Z");
}
