import type { RenderedCard } from "./template.ts";

/**
 * Teams counts a message in UTF-16; 28 KB is the smallest limit it has documented for one. Something is left for what
 * Teams and the connector put around a card.
 */
const MOST_BYTES = 28 * 1024 - 512;

/**
 * Whether a message with this card is small enough for Teams.
 *
 * @param toCome how many characters will be added to the card.
 */
export function fitsMessage(
  { card, summary }: RenderedCard,
  toCome = 0,
): boolean {
  const { length } = JSON.stringify({ card, summary });
  return 2 * (length + toCome) <= MOST_BYTES;
}
