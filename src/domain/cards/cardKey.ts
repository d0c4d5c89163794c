import type { HandoffDigestId, HandoffId } from "../handoffs/handoff.ts";
import type { BatchId } from "../proposals/batch.ts";
import type { LookUpId } from "../lookups/question.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { SweepId } from "../sweep/sweep.ts";
import type { TrackedCard } from "./trackedCard.ts";

/** Names a tracked card for ever: what it is about, and which one. No two cards have the same. */
export type CardKey = `${TrackedCard["kind"]}:${string}`;

interface Ids {
  readonly proposal: ProposalId;
  readonly handoff: HandoffId;
  readonly handoffDigest: HandoffDigestId;
  /** Of the handoff that is contradicted: there is one such card of it. */
  readonly objection: HandoffId;
  readonly sweep: SweepId;
  readonly batch: BatchId;
  readonly lookUp: LookUpId;
  /** Of the proposal that is asked for, whether or not there will be one. */
  readonly propose: ProposalId;
}

export function cardKey<Kind extends TrackedCard["kind"]>(
  kind: Kind,
  id: Ids[Kind],
): CardKey {
  return `${kind}:${id}`;
}
