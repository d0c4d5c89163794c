import type { PersonRef } from "../../domain/people/user.ts";
import { otherChangeOf } from "../../domain/proposals/otherChanges.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { doubtfulSince } from "../../domain/proposals/states.ts";
import { stateAllows } from "../../domain/proposals/stateTable.ts";
import type { ReassignDeps } from "./reassignDeps.ts";
import { moveProposal } from "./moveProposal.ts";
import { replacing } from "./otherChange.ts";
import { storeVerified } from "./storeVerified.ts";
import { undoUntil } from "./undoUntil.ts";

/**
 * A write that was in doubt took effect: its card says so, it is audited, and a change can be undone. One that another
 * look settled before is left as it is.
 *
 * @param replaced whom it replaced, null for nobody, where a later change of ours tells; by default who was shown
 * while it was in doubt.
 */
export async function settleLate(
  deps: ReassignDeps,
  proposal: Proposal,
  replaced?: PersonRef | null,
): Promise<void> {
  const { id, state } = proposal;
  const at = deps.clock.now();
  const details = { late: true };
  if (state.kind === "unconfirmed")
    return await storeVerified(deps, id, replaced);
  if (stateAllows(state, "find-undone-late"))
    await moveProposal(deps, id, "find-undone-late", ({ decision, undo }) => ({
      state: { kind: "undone", decision, undo, undoneAt: at },
      at,
      details,
    }));
  const decision = "decision" in state ? state.decision : null;
  const writtenAt = doubtfulSince(state);
  if (!decision || !writtenAt || !stateAllows(state, "find-late")) return;
  const until = await undoUntil(deps.storage, at);
  await moveProposal(deps, id, "find-late", (current) => ({
    state: {
      kind: "verified",
      decision,
      appliedAt: writtenAt,
      verifiedAt: at,
      changed: true,
      tookEffectLate: true,
    },
    ...replacing(
      replaced === undefined ? shownIn(current) : { primaryUser: replaced },
    ),
    undoUntil: until,
    at,
    details,
    // The Undo button goes when its time is over.
    redrawAt: until,
  }));
}

/** Who was shown last while the write was in doubt. */
function shownIn(
  state: Proposal["state"],
): { readonly primaryUser?: PersonRef | null } | undefined {
  const other = otherChangeOf(state);
  if (other) return other;
  return state.kind === "superseded" &&
    state.by.kind === "owner-changed-elsewhere"
    ? state.by
    : undefined;
}
