import { NotAllowed } from "../people/notAllowed.ts";
import type { PersonRef, UserId } from "../people/user.ts";
import { message, type Message } from "../message.ts";
import type { ProposalAction } from "./action.ts";
import type { Proposal } from "./proposal.ts";

/**
 * Nobody decides about a change that they gain by or asked for. Snoozing and naming someone else decide nothing, so
 * these are let through.
 *
 * @throws {NotAllowed} with the reason.
 */
export function requireDisinterested(
  action: Pick<ProposalAction, "kind">,
  proposal: Proposal,
  /** By the id that Entra gives, which is spelled as ours are. */
  person: PersonRef,
): void {
  const interest = findInterest(action, proposal, person.id);
  if (interest) throw interest;
}

/** Why this approver may not do this; null where they may. For showing, too. */
export function whyMayNotAct(
  action: Pick<ProposalAction, "kind">,
  proposal: Proposal,
  userId: UserId,
): Message | null {
  return findInterest(action, proposal, userId)?.userMessage ?? null;
}

/**
 * Why this person may not decide about a proposal even as an approver; null when nothing of that kind stands in the
 * way. For showing: deciding asks Entra, too.
 */
export function whyMayNotDecide(
  proposal: Proposal,
  userId: UserId,
): Message | null {
  return (
    findInterest({ kind: "approve" }, proposal, userId)?.userMessage ?? null
  );
}

function decides({ kind }: Pick<ProposalAction, "kind">): boolean {
  return kind !== "snooze" && kind !== "someone-else";
}

function findInterest(
  action: Pick<ProposalAction, "kind">,
  proposal: Proposal,
  userId: UserId,
): NotAllowed | null {
  if (!decides(action)) return null;
  if (gainsBy(action, proposal) === userId)
    return new NotAllowed("gains by it", message("people.gains-by-it"));
  const { origin } = proposal;
  if (origin.kind === "manual" && origin.requestedBy.id === userId)
    return new NotAllowed("asked for it", message("people.asked-for-it"));
  return null;
}

/** Who would have the device afterwards. */
function gainsBy(
  action: Pick<ProposalAction, "kind">,
  proposal: Proposal,
): UserId | null {
  const undoes =
    action.kind === "undo" ||
    (action.kind === "try-again" && proposal.state.kind === "undo-failed");
  return (undoes ? proposal.fromUser : proposal.toUser)?.id ?? null;
}
