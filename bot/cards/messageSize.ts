import type { RenderedCard } from "./template.ts";

/**
 * Teams counts a message in UTF-16; 28 KB is the smallest limit it has documented for one. Something is left for what Teams and
 * the connector put around a card.
 */
const MOST_BYTES = 28 * 1024 - 512;

/** Whether a message with this card is small enough for Teams. */
export function fitsMessage({ card, summary }: RenderedCard): boolean {
  return 2 * JSON.stringify({ card, summary }).length <= MOST_BYTES;
}
