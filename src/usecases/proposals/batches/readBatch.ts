import type { Stores } from "../../../ports/storage.ts";
import type { Proposal } from "../../../domain/proposals/proposal.ts";
import type {
  Batch,
  BatchId,
  BatchWithProposals,
} from "../../../domain/proposals/batch.ts";

/** Null: there is no such batch. */
export async function findBatch(
  stores: Pick<Stores, "batches" | "proposals">,
  id: BatchId,
): Promise<BatchWithProposals | null> {
  const batch = await stores.batches.find(id);
  return batch && (await withProposals(stores, batch));
}

/** The batch with its proposals as they stand. */
export async function withProposals(
  { proposals: store }: Pick<Stores, "proposals">,
  batch: Batch,
): Promise<BatchWithProposals> {
  const proposals: Proposal[] = [];
  for (const { proposalId } of batch.rows) {
    const proposal = await store.find(proposalId);
    if (proposal) proposals.push(proposal);
  }
  return { batch, proposals };
}
