import type { OtherChange, ProposalState } from "./proposal.ts";

/** What is known of another's change beside this one, or since. */
export function otherChangeOf(state: ProposalState): OtherChange | undefined {
  if ("undo" in state) return state.undo.otherChange;
  return "otherChange" in state ? state.otherChange : undefined;
}

/** Another's change that came, or was seen, after Intune had shown this one, or its undo. */
export function changedSince(state: ProposalState): OtherChange | undefined {
  const shownAt = shownAtOf(state);
  const other = otherChangeOf(state);
  return shownAt && other && other.at > shownAt ? other : undefined;
}

/** When Intune first showed what a change, or its undo, came to; null where that is open or did not happen. */
export function shownAtOf(state: ProposalState): Date | null {
  if (state.kind === "verified") return state.verifiedAt;
  return state.kind === "undone" ? state.undoneAt : null;
}
