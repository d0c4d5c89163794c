import type { PersonRef } from "../people/user.ts";
import type { Objection } from "../proposals/objection.ts";
import type { Proposal, Verdict } from "../proposals/proposal.ts";
import { decisionOf } from "../proposals/states.ts";

/** How it ended that a lead contradicted a handoff, and by whom. */
export type ObjectionOutcome = { readonly by: PersonRef } & (
  | /** The helpdesk has seen to it. */
    { readonly kind: "done" }
    /** The proposal was decided, knowing of it; `toUser` is whom it was for. */
  | {
      readonly kind: "decided";
      readonly verdict: Verdict;
      readonly toUser: PersonRef | null;
    }
  /** The change was taken back. */
  | { readonly kind: "undone" }
);

export type ObjectionEnd = ObjectionOutcome & { readonly at: Date };

/** What a lead says against a handoff, and what came of it. A handoff has one. */
export interface HandoffObjection extends Objection {
  /** When the helpdesk's channel was told; null while it wasn't. */
  readonly toldAt: Date | null;
  /** When Teams first refused the card that would tell them; left out while it hasn't. Nothing once they were told. */
  readonly refusedAt?: Date;
  /** Null while the helpdesk has it. */
  readonly ended: ObjectionEnd | null;
}

/**
 * The objection in step with the proposal of its handoff: what people decide after it was raised ends it.
 *
 * @param proposal the newest of the handoff; null where there is none.
 */
export function followObjection(
  objection: HandoffObjection,
  proposal: Proposal | null,
): HandoffObjection {
  const ended = objection.ended ?? endOf(objection, proposal);
  return ended === objection.ended ? objection : { ...objection, ended };
}

function endOf(
  { at }: HandoffObjection,
  proposal: Proposal | null,
): ObjectionEnd | null {
  if (!proposal) return null;
  const { state, toUser } = proposal;
  if (state.kind === "undone") {
    const { requestedBy, requestedAt } = state.undo;
    return requestedAt > at
      ? { kind: "undone", at: requestedAt, by: requestedBy }
      : null;
  }
  const decision = decisionOf(state);
  if (!decision || decision.decidedAt <= at) return null;
  const { verdict, decidedAt, decidedBy } = decision;
  return { kind: "decided", verdict, toUser, at: decidedAt, by: decidedBy };
}
