import { isSamePerson, type PersonRef } from "../../domain/people/user.ts";
import {
  changedSince,
  otherChangeOf,
  shownAtOf,
} from "../../domain/proposals/otherChanges.ts";
import type {
  OtherChange,
  Proposal,
  ProposalId,
} from "../../domain/proposals/proposal.ts";
import { stateAllows } from "../../domain/proposals/stateTable.ts";
import type { ReassignDeps } from "./reassignDeps.ts";
import { moveProposal } from "./moveProposal.ts";

/**
 * Somebody is shown whom neither the change nor its undo is about: remembered, so that what our write replaces, should
 * it still take effect, is known. Once for each that is shown.
 */
export async function storeOtherChange(
  deps: ReassignDeps,
  id: ProposalId,
  shown: PersonRef | null,
): Promise<void> {
  const proposal = await deps.storage.proposals.find(id);
  if (!proposal || !stateAllows(proposal.state, "notice-other-change")) return;
  const { state } = proposal;
  const known = otherChangeOf(state);
  // Whoever was shown before ours was, and is again, is news.
  const told = shownAtOf(state) ? changedSince(state) : known;
  if (told?.primaryUser !== undefined && isSamePerson(told.primaryUser, shown))
    return;
  // Who it was, Intune's log may have told already: of this change, and not of one before ours was shown.
  const by = told?.primaryUser === undefined ? (told?.by ?? null) : null;
  const at = by && told ? told.at : deps.clock.now();
  await noticeOtherChange(deps, id, { by, at, primaryUser: shown });
}

/** Remembers it, has the card say it, and logs it. */
export async function noticeOtherChange(
  deps: ReassignDeps,
  id: ProposalId,
  otherChange: OtherChange,
): Promise<void> {
  const { by, primaryUser } = otherChange;
  await moveProposal(deps, id, "notice-other-change", (state) => ({
    state:
      "undo" in state
        ? { ...state, undo: { ...state.undo, otherChange } }
        : { ...state, otherChange },
    at: deps.clock.now(),
    details: {
      by,
      changedAt: otherChange.at.toISOString(),
      ...(primaryUser !== undefined && {
        shown: primaryUser?.userPrincipalName ?? null,
      }),
    },
  }));
}

/**
 * An earlier write of ours took effect while this change was on its way: it is made on whom that left the device with,
 * and Undo restores them.
 */
export async function storeMadeOn(
  deps: ReassignDeps,
  id: ProposalId,
  earlier: Pick<Proposal, "id">,
  shown: PersonRef | null,
): Promise<void> {
  await moveProposal(deps, id, "find-earlier-late", (state) => ({
    state,
    fromUser: shown,
    at: deps.clock.now(),
    details: { earlier: earlier.id },
  }));
}

/** Whom a write replaced that took effect after somebody else had been shown. */
export function replacing(
  otherChange: Pick<OtherChange, "primaryUser"> | undefined,
): Pick<Proposal, "fromUser"> | null {
  return otherChange?.primaryUser === undefined
    ? null
    : { fromUser: otherChange.primaryUser };
}
