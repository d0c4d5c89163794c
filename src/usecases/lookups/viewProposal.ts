import { listViewers } from "../people/listViewers.ts";
import type { ApproverList } from "../people/approverList.ts";
import { NotAllowed } from "../../domain/people/notAllowed.ts";
import { requireTenantMember } from "../people/permissions.ts";
import { nameless, toPersonRef, type User } from "../../domain/people/user.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import { findKnownAccounts } from "../people/knownAccounts.ts";
import {
  interestedPeople,
  whyMayNotDecide,
} from "../../domain/proposals/conflictOfInterest.ts";
import type { Stores } from "../../ports/storage.ts";
import type { LookUps } from "./lookUps.ts";
import type { Message } from "../../domain/message.ts";
import type {
  ProposalView,
  ViewRequest,
} from "../../domain/proposals/proposalView.ts";

interface Deps {
  readonly storage: Pick<
    Stores,
    "proposals" | "people" | "installations" | "settings"
  >;
  readonly approvers: ApproverList;
  readonly lookUps: Pick<LookUps, "access">;
}

/**
 * A proposal's card as one person is to see it. Answered from the store and the list of approvers, because Teams asks
 * for the views of many at once. In the channel where the card stands everybody sees it, so nobody is refused there
 * but guests and accounts that are known to be disabled or gone; from elsewhere it is shown to those whom
 * `LookUps.access` lets see it.
 *
 * A view only: whether somebody may answer is asked live when they do.
 */
export async function viewProposal(
  { storage, approvers, lookUps }: Deps,
  { id, viewer, conversationId }: ViewRequest,
  budgetMs: number,
): Promise<ProposalView> {
  const [proposal, account] = await Promise.all([
    storage.proposals.find(id),
    storage.people.find(viewer),
  ]);
  const isAtHome = proposal !== null && proposal.channelId === conversationId;
  const [access, known] = await Promise.all([
    isAtHome
      ? accessOf(account?.user ?? null)
      : lookUps.access(viewer, budgetMs),
    proposal && approvers.list(budgetMs),
  ]);
  if (access.kind === "none" || access.kind === "not-checked")
    return { kind: "refused", message: access.message };
  if (!proposal) return { kind: "gone" };
  if (access.kind !== "full") return { kind: "summary", proposal };
  const { values } = await currentSettings(storage);
  const isApprover = known?.includes(viewer) === true;
  const person = account ? toPersonRef(account.user) : nameless(viewer);
  return {
    kind: "view",
    proposal,
    mayNotDecide: isApprover
      ? whyMayNotDecide(
          proposal,
          person,
          await findKnownAccounts(storage, values.pairedAccounts, [
            person,
            ...interestedPeople(proposal),
          ]),
        )
      : null,
    viewers: await listViewers(
      { approvers, installations: storage.installations },
      proposal,
      0,
    ),
  };
}

/** By what the directory knows: whoever it does not know sees no more than the channel shows. */
function accessOf(
  account: User | null,
): { readonly kind: "full" } | { readonly kind: "none"; message: Message } {
  try {
    if (account) requireTenantMember(account);
    return { kind: "full" };
  } catch (error) {
    if (!(error instanceof NotAllowed)) throw error;
    return { kind: "none", message: error.userMessage };
  }
}
