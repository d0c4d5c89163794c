import type { ProposalId } from "../../domain/proposals/proposal.ts";
import { awaitsDecision } from "../../domain/proposals/states.ts";
import type { Storage } from "../../ports/storage.ts";
import { cardKey } from "../../domain/cards/cardKey.ts";
import type { Messenger } from "../../ports/messenger.ts";
import { message } from "../../domain/message.ts";

/** Says in the card's thread that it is back: an edited card alone notifies nobody. */
export async function announceWaking(
  {
    storage,
    messenger,
  }: { readonly storage: Storage; readonly messenger: Messenger },
  proposalId: ProposalId,
): Promise<void> {
  const [proposal, post] = await Promise.all([
    storage.proposals.find(proposalId),
    storage.cardPosts.find(cardKey("proposal", proposalId)),
  ]);
  if (!proposal || !awaitsDecision(proposal) || !post?.message) return;
  await messenger.reply(post.message, message("notices.awake"));
}
