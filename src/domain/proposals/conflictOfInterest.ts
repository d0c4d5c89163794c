import { NotAllowed } from "../people/notAllowed.ts";
import { compareHumans, type KnownAccounts } from "../people/pairedAccounts.ts";
import type { PersonRef } from "../people/user.ts";
import { message, type Message } from "../message.ts";
import type { ProposalAction } from "./action.ts";
import type { Proposal } from "./proposal.ts";

/**
 * Nobody decides about a change that they gain by or asked for, with whichever of their accounts. Snoozing, waking and
 * naming someone else decide nothing, so these are let through.
 *
 * @throws {NotAllowed} with the reason.
 */
export function requireDisinterested(
  action: Pick<ProposalAction, "kind">,
  proposal: Proposal,
  /** By the id that Entra gives, which is spelled as ours are. */
  person: PersonRef,
  accounts: KnownAccounts,
): void {
  const interest = findInterest(action, proposal, person, accounts);
  if (interest) throw interest;
}

/** Why this approver may not do this; null where they may. For showing, too. */
export function whyMayNotAct(
  action: Pick<ProposalAction, "kind">,
  proposal: Proposal,
  person: PersonRef,
  accounts: KnownAccounts,
): Message | null {
  return findInterest(action, proposal, person, accounts)?.userMessage ?? null;
}

/**
 * Why this person may not decide about a proposal even as an approver; null when nothing of that kind stands in the
 * way. For showing: deciding asks Entra, too.
 */
export function whyMayNotDecide(
  proposal: Proposal,
  person: PersonRef,
  accounts: KnownAccounts,
): Message | null {
  return whyMayNotAct({ kind: "approve" }, proposal, person, accounts);
}

function decides({ kind }: Pick<ProposalAction, "kind">): boolean {
  return kind !== "snooze" && kind !== "wake-now" && kind !== "someone-else";
}

function findInterest(
  action: Pick<ProposalAction, "kind">,
  proposal: Proposal,
  person: PersonRef,
  accounts: KnownAccounts,
): NotAllowed | null {
  if (!decides(action)) return null;
  const { origin } = proposal;
  const gains = compareHumans(gainsBy(action, proposal), person, accounts);
  if (gains === "same")
    return new NotAllowed("gains by it", message("people.gains-by-it"));
  const asked = compareHumans(
    origin.kind === "manual" ? origin.requestedBy : null,
    person,
    accounts,
  );
  if (asked === "same")
    return new NotAllowed("asked for it", message("people.asked-for-it"));
  // What cannot be told is a no: somebody who has one account alone can decide.
  if (gains === "unknown" || asked === "unknown")
    return new NotAllowed(
      "perhaps gains by it or asked for it",
      message("people.perhaps-own-account"),
    );
  return null;
}

/** Whose accounts are compared with that of whoever decides. */
export function interestedPeople({
  fromUser,
  toUser,
  origin,
}: Proposal): readonly PersonRef[] {
  return [
    fromUser,
    toUser,
    origin.kind === "manual" ? origin.requestedBy : null,
  ].filter((one) => one !== null);
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
