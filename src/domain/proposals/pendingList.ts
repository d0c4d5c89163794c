import type { Proposal } from "./proposal.ts";

export interface PendingList {
  /** Pending and snoozed: each has a card. */
  readonly proposals: readonly Proposal[];
  /** Of both, in all. */
  readonly open: number;
  /** Waiting for a place in a channel. */
  readonly held: number;
  /** There is no channel that they could wait for a place in. */
  readonly lacksChannel?: boolean;
  /** Nothing is posted from evidence. */
  readonly isObserving?: boolean;
  /** While a first run lasts: how many by evidence are posted a day. */
  readonly firstRunPerDay?: number | null;
}
