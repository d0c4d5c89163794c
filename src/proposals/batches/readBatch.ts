import type { Stores } from "../../storage/storage.ts";
import type { Proposal } from "../proposal.ts";
import type { Batch, BatchWithProposals } from "./batch.ts";

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
