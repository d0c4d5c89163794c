import type { PersonRef } from "../../people/user.ts";
import type { ChannelId, ProposalId } from "../proposal.ts";

export type BatchId = string & { readonly __brand: "BatchId" };

/** What became of one proposal of a batch when the rest was approved. */
export type BatchResult =
  | { readonly kind: "waiting" }
  /** Left out by its veto: it stays open, on its own card. */
  | { readonly kind: "vetoed" }
  | { readonly kind: "approved" }
  /** Why it could not be approved, for a person. */
  | { readonly kind: "refused"; readonly message: string };

export interface BatchRow {
  readonly proposalId: ProposalId;
  /** Who was proposed when the row was shown: approving it approves this, nothing newer. */
  readonly toUser: PersonRef;
  readonly result: BatchResult;
}

/** The open proposals of one staging account, on one digest card, to be approved together. */
export interface Batch {
  readonly id: BatchId;
  /** Counts every stored change, from 1. */
  readonly version: number;
  /** Normalized UPN. */
  readonly stagingAccount: string;
  readonly channelId: ChannelId;
  readonly createdAt: Date;
  readonly rows: readonly BatchRow[];
  /** Who approved last; null while nobody has. */
  readonly decidedBy: PersonRef | null;
  readonly decidedAt: Date | null;
}

/** Rows on one page of the digest card. */
export const BATCH_PAGE = 10;

/** *Approve the rest* of one page. The id and the page come from the card, the vetoes from its toggles. */
export interface ApproveBatch {
  readonly batchId: BatchId;
  /** From 0. */
  readonly page: number;
  /** Rows of this page that are to be left out. */
  readonly vetoed: readonly ProposalId[];
}
