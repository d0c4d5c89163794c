import type { UserId } from "../../domain/people/user.ts";
import type { ProposalId } from "../../domain/proposals/proposal.ts";
import type { Stores } from "../../ports/storage.ts";
import type { LookUps } from "./lookUps.ts";
import type { ProposalReply } from "../../domain/lookups/proposalReply.ts";

/** A proposal for somebody who asks to see it. Whether they may answer it is seen when they do. */
export async function findProposalFor(
  storage: Pick<Stores, "proposals">,
  lookUps: Pick<LookUps, "access">,
  id: ProposalId,
  asker: UserId,
  budgetMs: number,
): Promise<ProposalReply> {
  const [access, proposal] = await Promise.all([
    lookUps.access(asker, budgetMs),
    storage.proposals.find(id),
  ]);
  if (access.kind === "none" || access.kind === "not-checked")
    return { kind: "refused", message: access.message };
  if (!proposal) return { kind: "gone" };
  return { kind: "proposal", proposal, isWhole: access.kind === "full" };
}
