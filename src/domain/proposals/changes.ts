import type { LateRefusal } from "./lateRefusal.ts";
import type { ProposalId } from "./proposal.ts";

/** How far somebody who follows has been told. */
export interface ChangeCursor {
  /** Number of the last row of the audit log. */
  readonly seq: number;
  /** Of the last refusal, in milliseconds since 1970; 0 for none. */
  readonly refusedAt: number;
}

export interface FollowedChanges {
  readonly until: ChangeCursor;
  /** Those that were made or changed; null when there were too many to name. */
  readonly proposals: readonly ProposalId[] | null;
  /** Theirs, oldest first: told until the next question shows that this answer came. */
  readonly refusals: readonly LateRefusal[];
}
