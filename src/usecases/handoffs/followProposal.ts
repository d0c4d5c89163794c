import { followObjection } from "../../domain/handoffs/handoffObjection.ts";
import type { Handoff } from "../../domain/handoffs/handoff.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { decisionOf } from "../../domain/proposals/states.ts";
import type { Stores } from "../../ports/storage.ts";

/** @returns the handoff in step with the proposal that followed from it, as far as that is stored. */
export async function followProposal(
  stores: Pick<Stores, "proposals">,
  handoff: Handoff,
): Promise<Handoff> {
  return follow(handoff, await findProposal(stores, handoff));
}

/** The newest of the cycle; once a person has it, its own alone: what is proposed later is another story. */
async function findProposal(
  { proposals }: Pick<Stores, "proposals">,
  { device, enrolledAt, moments, proposal, endedBecause }: Handoff,
): Promise<Proposal | null> {
  if (moments.verified || endedBecause)
    return proposal && (await proposals.find(proposal.id));
  const [newest] = await proposals.listForDevice(device.id, 1);
  return newest && newest.createdAt >= enrolledAt ? newest : null;
}

function follow(handoff: Handoff, proposal: Proposal | null): Handoff {
  if (!proposal) return handoff;
  const { state } = proposal;
  const decision = decisionOf(state);
  const {
    enrolled,
    provisioned,
    "handed-off": handedOff,
    verified: before,
  } = handoff.moments;
  const verified =
    state.kind === "verified"
      ? ({ at: state.verifiedAt, source: "proposal" } as const)
      : // What was taken back is not so any more; while that goes on it still is.
        state.kind === "undone"
        ? undefined
        : before;
  return {
    ...handoff,
    ...(handoff.objection && {
      objection: followObjection(handoff.objection, proposal),
    }),
    // *Someone else…* knows better than the last logon.
    toUser: state.kind === "verified" ? proposal.toUser : handoff.toUser,
    proposal: {
      id: proposal.id,
      state: state.kind,
      verdict: decision?.verdict ?? null,
    },
    moments: {
      ...(enrolled && { enrolled }),
      ...(provisioned && { provisioned }),
      ...(handedOff && { "handed-off": handedOff }),
      proposed: { at: proposal.createdAt, source: "proposal" },
      ...(decision && {
        decided: { at: decision.decidedAt, source: "proposal" },
      }),
      ...(verified && { verified }),
    },
  };
}
