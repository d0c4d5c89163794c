import { AppError } from "../../domain/appError.ts";
import { describeDeviceIneligibility } from "../../domain/devices/eligibility.ts";
import { GraphNotFound } from "../../ports/graphErrors.ts";
import { isSamePerson, type PersonRef } from "../../domain/people/user.ts";
import {
  LATE_LOOKS_MS,
  laterOf,
  replacedBeside,
  tookEffectLate,
} from "../../domain/proposals/lateWrites.ts";
import type { Proposal, ProposalId } from "../../domain/proposals/proposal.ts";
import {
  stateAllows,
  type Allowing,
  type StateOf,
} from "../../domain/proposals/stateTable.ts";
import type { ReassignDeps } from "./reassignDeps.ts";
import { lookLater } from "./lookLater.ts";
import { moveProposal } from "./moveProposal.ts";
import {
  CONFIRM_WITHIN_MS,
  LATE_LOOK_EVERY_SECONDS,
  secondsToNextLook,
} from "./nextLook.ts";
import { storeMadeOn, storeOtherChange } from "./otherChange.ts";
import { lateNewsOf, listOthers } from "./primaryUser.ts";
import { settleLate } from "./settleLate.ts";
import { storeVerified } from "./storeVerified.ts";

/**
 * Looks whether Intune shows what was written, and again with growing pauses until it does. Any other answer may only
 * be late, so nothing but agreement ends the waiting before its time. Somebody else who is shown meanwhile is
 * remembered: whoever changed it last, the card has to say it.
 *
 * Of a change that has ended, see `lookLater`.
 *
 * @throws {GraphThrottled | GraphUnavailable} to be tried again.
 */
export async function verifyReassignment(
  deps: ReassignDeps,
  id: ProposalId,
): Promise<void> {
  const proposal = await deps.storage.proposals.find(id);
  if (!proposal) return;
  const { state } = proposal;
  if (!stateAllows(state, "verify")) return await lookLater(deps, proposal);
  const age = deps.clock.now().getTime() - state.appliedAt.getTime();
  const others = await listOthers(deps.storage, proposal);
  // One that is unconfirmed has left its device's slot to others.
  const later =
    state.kind === "unconfirmed" ? laterOf(others, state.appliedAt) : "none";
  if (later === "wrote") return;
  if (later === "none") {
    const seen = await read(deps, proposal, age);
    if (seen.kind === "gone") return;
    if (seen.kind === "shown") {
      const { primaryUser } = seen;
      if (isSamePerson(primaryUser, proposal.toUser))
        return await storeVerified(deps, id);
      await noteOther(deps, { ...proposal, state }, others, primaryUser);
    }
  }
  if (stateAllows(state, "give-up-verifying") && age >= CONFIRM_WITHIN_MS)
    await storeUnconfirmed(deps, id);
  if (age < LATE_LOOKS_MS) {
    await deps.storage.queue.send(
      "verifyReassignment",
      { proposalId: id },
      { key: proposal.device.id, delaySeconds: pauseAfter(age) },
    );
  }
}

type Seen =
  | { readonly kind: "shown"; readonly primaryUser: PersonRef | null }
  | { readonly kind: "unknown" }
  | { readonly kind: "gone" };

async function read(
  deps: ReassignDeps,
  proposal: Proposal,
  age: number,
): Promise<Seen> {
  try {
    const primaryUser = await deps.graph.primaryUsers.get(proposal.device.id);
    return { kind: "shown", primaryUser };
  } catch (error) {
    if (error instanceof GraphNotFound) {
      await storeGone(deps, proposal.id);
      return { kind: "gone" };
    }
    // Neither an outage nor a lost permission may keep the card from saying, in time, that nobody could confirm it.
    if (
      error instanceof AppError &&
      (!error.retryable || age >= CONFIRM_WITHIN_MS)
    )
      return { kind: "unknown" };
    throw error;
  }
}

/**
 * Neither before nor after the change, nor late news of another of ours: somebody else's doing, unless an earlier write
 * of ours took effect late.
 */
async function noteOther(
  deps: ReassignDeps,
  proposal: Proposal & { readonly state: StateOf<Allowing<"verify">> },
  others: readonly Proposal[],
  shown: PersonRef | null,
): Promise<void> {
  if (isSamePerson(shown, proposal.fromUser)) return;
  const now = deps.clock.now();
  if (lateNewsOf(proposal, others, shown, now)) return;
  const { id, state } = proposal;
  const earlier = tookEffectLate(others, shown, state.appliedAt, now);
  if (!earlier) return await storeOtherChange(deps, id, shown);
  await settleLate(deps, earlier, replacedBeside(earlier, proposal));
  await storeMadeOn(deps, id, earlier, shown);
}

function pauseAfter(ageMs: number): number {
  return ageMs < CONFIRM_WITHIN_MS
    ? secondsToNextLook(ageMs)
    : LATE_LOOK_EVERY_SECONDS;
}

/** Says that nobody could confirm it, unless it has moved on. */
export async function storeUnconfirmed(
  deps: ReassignDeps,
  id: ProposalId,
): Promise<void> {
  const at = deps.clock.now();
  const moved = await moveProposal(
    deps,
    id,
    "give-up-verifying",
    ({ decision, appliedAt, otherChange }) => ({
      state: {
        kind: "unconfirmed",
        decision,
        appliedAt,
        since: at,
        ...(otherChange && { otherChange }),
      },
      at,
    }),
  );
  if (!moved) return;
  deps.metrics.unconfirmed();
  deps.log.error(
    { proposalId: id },
    "Intune took a change and does not show it",
  );
}

async function storeGone(deps: ReassignDeps, id: ProposalId): Promise<void> {
  const at = deps.clock.now();
  const code = "device.gone";
  const failed = await moveProposal(deps, id, "lose-device", (state) => ({
    state: {
      kind: "failed",
      decision: state.decision,
      failure: { code, message: describeDeviceIneligibility("gone"), at },
    },
    at,
    details: { code },
  }));
  if (failed) deps.metrics.reassignmentFailed("change");
}
