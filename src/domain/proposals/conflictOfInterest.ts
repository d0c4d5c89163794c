import { NotAllowed } from "../people/notAllowed.ts";
import { isSameHuman, type PairedAccounts } from "../people/pairedAccounts.ts";
import type { PersonRef } from "../people/user.ts";
import { message, type Message } from "../message.ts";
import type { ProposalAction } from "./action.ts";
import type { Proposal } from "./proposal.ts";

/**
 * Nobody decides about a change that they gain by or asked for, with whichever of their accounts. Snoozing and naming someone else decide nothing, so
 * these are let through.
 *
 * @throws {NotAllowed} with the reason.
 */
export function requireDisinterested(
  action: Pick<ProposalAction, "kind">,
  proposal: Proposal,
  /** By the id that Entra gives, which is spelled as ours are. */
  person: PersonRef,
  pairs: PairedAccounts,
): void {
  const interest = findInterest(action, proposal, person, pairs);
  if (interest) throw interest;
}

/** Why this approver may not do this; null where they may. For showing, too. */
export function whyMayNotAct(
  action: Pick<ProposalAction, "kind">,
  proposal: Proposal,
  person: PersonRef,
  pairs: PairedAccounts,
): Message | null {
  return findInterest(action, proposal, person, pairs)?.userMessage ?? null;
}

/**
 * Why this person may not decide about a proposal even as an approver; null when nothing of that kind stands in the
 * way. For showing: deciding asks Entra, too.
 */
export function whyMayNotDecide(
  proposal: Proposal,
  person: PersonRef,
  pairs: PairedAccounts,
): Message | null {
  return whyMayNotAct({ kind: "approve" }, proposal, person, pairs);
}

function decides({ kind }: Pick<ProposalAction, "kind">): boolean {
  return kind !== "snooze" && kind !== "someone-else";
}

function findInterest(
  action: Pick<ProposalAction, "kind">,
  proposal: Proposal,
  person: PersonRef,
  pairs: PairedAccounts,
): NotAllowed | null {
  if (!decides(action)) return null;
  if (isSameHuman(gainsBy(action, proposal), person, pairs))
    return new NotAllowed("gains by it", message("people.gains-by-it"));
  const { origin } = proposal;
  if (
    origin.kind === "manual" &&
    isSameHuman(origin.requestedBy, person, pairs)
  )
    return new NotAllowed("asked for it", message("people.asked-for-it"));
  return null;
}

/** Who would have the device afterwards. */
function gainsBy(
  action: Pick<ProposalAction, "kind">,
  proposal: Proposal,
): PersonRef | null {
  const undoes =
    action.kind === "undo" ||
    (action.kind === "try-again" && proposal.state.kind === "undo-failed");
  return undoes ? proposal.fromUser : proposal.toUser;
}
