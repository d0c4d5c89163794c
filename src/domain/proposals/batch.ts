import type { PersonRef } from "../people/user.ts";
import type { Proposal, ProposalId } from "./proposal.ts";
import type { ChannelId } from "../channels/channel.ts";
import { awaitsDecision } from "./states.ts";
import type { RefusalChoice } from "./said.ts";
import type { Message, StoredMessage } from "../message.ts";

export type BatchId = string & { readonly __brand: "BatchId" };

/** What became of one proposal of a batch when the rest was approved. */
export type BatchResult =
  | { readonly kind: "waiting" }
  /** Left out by its veto: it stays open, on its own card. */
  | { readonly kind: "vetoed" }
  /** Stored before its proposal is: a job approves that next. Without `approvedBy` it was approved on its own card. */
  | { readonly kind: "approved"; readonly approvedBy?: PersonRef }
  /** Answered or ended on its own card: how, its proposal says. */
  | { readonly kind: "settled" }
  /** Why it could not be approved, for a person. */
  | { readonly kind: "refused"; readonly message: StoredMessage };

export interface BatchRow {
  readonly proposalId: ProposalId;
  /** Who was proposed when the row was shown: approving it approves this, nothing newer. */
  readonly toUser: PersonRef;
  readonly result: BatchResult;
  /**
   * The version of the batch since which it stands like this; left out, since the first. Older cards do not approve
   * it.
   */
  readonly addedIn?: number;
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
  /** Grows at its end alone: a row's place names it. */
  readonly rows: readonly BatchRow[];
  /** Who approved last; null while nobody has. */
  readonly decidedBy: PersonRef | null;
  readonly decidedAt: Date | null;
}

/** Rows on one page of the digest card. */
export const BATCH_PAGE = 10;

/** *Approve up to…* of one page, as a card showed it. */
export interface ApproveBatch {
  readonly batchId: BatchId;
  /** The version of the batch that the card showed. */
  readonly version: number;
  /** From 0. */
  readonly page: number;
  /** Places in `rows`, from 0, of those that are to be left out. */
  readonly vetoed: readonly number[];
}

/** *Reject…* of rows, as a card showed them. */
export interface RejectBatch {
  readonly batchId: BatchId;
  /** The version of the batch that the card showed. */
  readonly version: number;
  /** In `rows`, from 0. */
  readonly places: readonly number[];
  /** Says why in words or by a choice, as the rejection of one proposal does. */
  readonly reason: string | null;
  readonly choice?: RefusalChoice;
}

/** `rejecting`: a job for each of so many proposals is stored, and refuses in private if it must. */
export type RejectBatchResult =
  | { readonly kind: "rejecting"; readonly count: number }
  | { readonly kind: "refused"; readonly message: Message };

/** *Undo these…* of rows, as a card showed them. */
export interface UndoBatch {
  readonly batchId: BatchId;
  /** In `rows`, from 0. */
  readonly places: readonly number[];
  /** In words; left out for nothing. */
  readonly why?: string;
}

/**
 * `undoing`: a job for each of so many changes is stored, and refuses in private if it must; the other rows say why
 * they are not undone.
 */
export type UndoBatchResult =
  | {
      readonly kind: "undoing";
      readonly count: number;
      readonly refused: readonly {
        readonly place: number;
        readonly message: Message;
      }[];
    }
  | { readonly kind: "refused"; readonly message: Message };

/** What a person decided of a batch's rows, when Entra had said that they may. */
export interface BatchDecision {
  readonly decidedBy: PersonRef;
  readonly proposalIds: readonly ProposalId[];
}

/** `checking`: Entra was too slow for Teams; a job decides, and refuses in private if it must. */
export type ApproveBatchResult =
  | ({ readonly kind: "done" } & BatchWithProposals)
  | { readonly kind: "refused"; readonly message: Message }
  | { readonly kind: "checking" };

export interface BatchWithProposals {
  readonly batch: Batch;
  /** Those of its rows that are still known, in their order. */
  readonly proposals: readonly Proposal[];
}

/**
 * Whether *Approve up to…* may still approve this row: its proposal waits, nobody left it out, and no lead says that it
 * is wrong. That is decided on its own card, which says what they say.
 */
export function isApprovable(
  { result }: Pick<BatchRow, "result">,
  proposal: Proposal | null,
): boolean {
  return (
    (result.kind === "waiting" || result.kind === "refused") &&
    proposal !== null &&
    awaitsDecision(proposal) &&
    !proposal.objection
  );
}
