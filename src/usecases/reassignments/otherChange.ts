import { isSamePerson, type PersonRef } from "../../domain/people/user.ts";
import type {
  OtherChange,
  Proposal,
  ProposalId,
} from "../../domain/proposals/proposal.ts";
import { decisionOf } from "../../domain/proposals/states.ts";
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
  const known = otherChangeOf(proposal.state);
  if (
    known?.primaryUser !== undefined &&
    isSamePerson(known.primaryUser, shown)
  )
    return;
  // Who it was, Intune's log may have told already.
  const teller =
    known?.by && known.primaryUser === undefined
      ? known
      : { by: null, at: deps.clock.now() };
  await noticeOtherChange(deps, id, { ...teller, primaryUser: shown });
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
      state.kind === "undoing"
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

/** What is known of another's change beside this one. */
export function otherChangeOf(
  state: Proposal["state"],
): OtherChange | undefined {
  if ("undo" in state) return state.undo.otherChange;
  return "otherChange" in state ? state.otherChange : undefined;
}

/** Whom a write replaced that took effect after somebody else had been shown. */
export function replacing(
  otherChange: OtherChange | undefined,
): Pick<Proposal, "fromUser"> | null {
  return otherChange?.primaryUser === undefined
    ? null
    : { fromUser: otherChange.primaryUser };
}

/** Whether a later change of ours was approved since: then what is shown is that one's matter. */
export function isReplacedByOurs(
  others: readonly Proposal[],
  since: Date,
): boolean {
  return others.some(({ state }) => {
    const decision = decisionOf(state);
    return decision?.verdict === "approve" && decision.decidedAt > since;
  });
}
