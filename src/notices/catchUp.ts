import type { ChannelId, ProposalStateKind } from "../proposals/proposal.ts";
import type { UnitOfWork } from "../storage/storage.ts";

/** What has a card that somebody may still look for. Open questions were held meanwhile, and are posted anew. */
const SHOWN: readonly ProposalStateKind[] = [
  "approved",
  "applying",
  "applied",
  "verified",
  "failed",
  "unconfirmed",
  "undoing",
  "undo-failed",
];

const MOST = 1000;

/**
 * A channel that was lost can be posted to again: its cards may show what was true before. Those that are up to date
 * are not edited.
 */
export async function catchUp(
  unit: UnitOfWork,
  channelId: ChannelId,
): Promise<void> {
  const proposals = await unit.proposals.listInStates(SHOWN, MOST);
  for (const { id } of proposals.filter(
    (proposal) => proposal.channelId === channelId,
  ))
    await unit.queue.send("showProposal", { proposalId: id }, { key: id });
}
