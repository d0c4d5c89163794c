import type { Messages } from "../../messages/messages.ts";

/** An instant that each reader sees in their own time zone; for TextBlocks alone, which clients look into for it. */
export function when(instant: Date): string {
  const utc = toSeconds(instant);
  return `{{DATE(${utc}, SHORT)}}, {{TIME(${utc})}}`;
}

/** How long ago that was and, where it is wanted, the instant itself: for an answer, which is read as it is given. */
export function agoAt(
  instant: Date,
  {
    now,
    isExact,
    messages: { formats },
  }: {
    readonly now: Date;
    readonly isExact: boolean;
    readonly messages: Messages;
  },
): string {
  const ago = formats.ago(instant, now);
  return isExact ? `${ago} (${when(instant)})` : ago;
}

/** Its day, in the reader's own time zone as well. */
export function onDay(instant: Date): string {
  return `{{DATE(${toSeconds(instant)}, SHORT)}}`;
}

/** Clients take no fractions of a second. */
function toSeconds(instant: Date): string {
  return instant.toISOString().replace(/\.\d{3}Z$/, "Z");
}
