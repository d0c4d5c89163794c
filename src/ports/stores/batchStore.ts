import type { ProposalId } from "../../domain/proposals/proposal.ts";
import type { ChannelId } from "../../domain/channels/channel.ts";
import type { Batch, BatchId } from "../../domain/proposals/batch.ts";

export interface BatchStore {
  find(id: BatchId): Promise<Batch | null>;

  /**
   * Reads a batch and keeps others from changing it until the transaction ends.
   *
   * @returns null when no batch has this id.
   */
  findForUpdate(id: BatchId): Promise<Batch | null>;

  /** The one whose rows still wait, for this staging account in this channel; null when there is none. */
  findOpen(stagingAccount: string, channelId: ChannelId): Promise<Batch | null>;

  /** The newest batch that lists this proposal; null when none does. */
  findByProposal(proposalId: ProposalId): Promise<Batch | null>;

  /**
   * Those last decided before `before`, with a row that was approved and whose proposal still is pending, in the order
   * of their ids.
   */
  listStalled(
    before: Date,
    limit: number,
    after: string | null,
  ): Promise<readonly Batch[]>;

  /** Those with a row that waits, and those made since `since`, in the order of their ids. */
  listRecent(
    since: Date,
    limit: number,
    after: string | null,
  ): Promise<readonly Batch[]>;

  /** @returns false when an open one for the account and channel exists: nothing was written. */
  insert(batch: Batch): Promise<boolean>;

  /**
   * Writes `next` over version `next.version - 1`.
   *
   * @returns false when the stored version is another: someone was first, nothing was written.
   */
  save(next: Batch): Promise<boolean>;
}
