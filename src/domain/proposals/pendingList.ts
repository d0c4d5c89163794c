import type { PlaceCounts } from "./places.ts";
import type { Proposal } from "./proposal.ts";

/** More than fit a phone are on other pages; each has a card of its own anyway. */
export const PENDING_PAGE = 10;

export interface PendingList {
  /** Pending and snoozed, `PENDING_PAGE` at most: each has a card. */
  readonly proposals: readonly Proposal[];
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  /** Of all pages, and beside them. */
  readonly counts: PlaceCounts;
  /** Waiting for a place in a channel. */
  readonly held: number;
  /** There is no channel that they could wait for a place in. */
  readonly lacksChannel?: boolean;
  /** Nothing is posted from evidence. */
  readonly isObserving?: boolean;
  /** While a first run lasts: how many by evidence are posted a day. */
  readonly firstRunPerDay?: number | null;
}
