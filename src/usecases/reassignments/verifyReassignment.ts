import { AppError } from "../../domain/appError.ts";
import { describeDeviceIneligibility } from "../../domain/devices/eligibility.ts";
import { GraphNotFound } from "../../ports/graphErrors.ts";
import { isSamePerson } from "../../domain/people/user.ts";
import type { Proposal, ProposalId } from "../../domain/proposals/proposal.ts";
import { stateAllows } from "../../domain/proposals/stateTable.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { Storage } from "../../ports/storage.ts";
import type { ReassignDeps } from "./applyReassignment.ts";
import { moveProposal } from "./moveProposal.ts";
import { CONFIRM_WITHIN_MS, secondsToNextLook } from "./nextLook.ts";

const HOUR_MS = 60 * 60 * 1000;

/** An unconfirmed change is looked at for another day: `/users` may agree late. */
const LATE_CHECKS_MS = 24 * HOUR_MS;
const LATE_CHECK_EVERY_SECONDS = 15 * 60;

/**
 * Looks whether Intune shows what was written, and again with growing pauses until it does. Any other answer may only
 * be late, so nothing but agreement ends the waiting before its time.
 *
 * @throws {GraphThrottled | GraphUnavailable} to be tried again.
 */
export async function verifyReassignment(
  deps: ReassignDeps,
  id: ProposalId,
): Promise<void> {
  const proposal = await deps.storage.proposals.find(id);
  if (!proposal || !stateAllows(proposal.state, "verify")) return;
  const { state } = proposal;
  const age = deps.clock.now().getTime() - state.appliedAt.getTime();
  const shown = await read(deps, proposal, age);
  if (shown === "gone") return;
  if (shown === "agrees") return await storeVerified(deps, id);
  if (stateAllows(state, "give-up-verifying") && age >= CONFIRM_WITHIN_MS)
    await storeUnconfirmed(deps, id);
  if (age < LATE_CHECKS_MS) {
    await deps.storage.queue.send(
      "verifyReassignment",
      { proposalId: id },
      { key: proposal.device.id, delaySeconds: pauseAfter(age) },
    );
  }
}

async function read(
  deps: ReassignDeps,
  proposal: Proposal,
  age: number,
): Promise<"agrees" | "differs" | "gone"> {
  try {
    const primaryUser = await deps.graph.primaryUsers.get(proposal.device.id);
    return isSamePerson(primaryUser, proposal.toUser) ? "agrees" : "differs";
  } catch (error) {
    if (error instanceof GraphNotFound) {
      await storeGone(deps, proposal.id);
      return "gone";
    }
    // Neither an outage nor a lost permission may keep the card from saying, in time, that nobody could confirm it.
    if (
      error instanceof AppError &&
      (!error.retryable || age >= CONFIRM_WITHIN_MS)
    )
      return "differs";
    throw error;
  }
}

function pauseAfter(ageMs: number): number {
  return ageMs < CONFIRM_WITHIN_MS
    ? secondsToNextLook(ageMs)
    : LATE_CHECK_EVERY_SECONDS;
}

async function storeVerified(
  deps: ReassignDeps,
  id: ProposalId,
): Promise<void> {
  const at = deps.clock.now();
  const until = await undoUntil(deps.storage, at);
  await moveProposal(deps, id, "verify", ({ decision, appliedAt }) => ({
    state: {
      kind: "verified",
      decision,
      appliedAt,
      verifiedAt: at,
      changed: true,
    },
    undoUntil: until,
    at,
    details: { changed: true },
    // The Undo button goes when its time is over.
    redrawAt: until,
  }));
}

/** The end of the undo window of a change verified at `at`. */
async function undoUntil(storage: Storage, at: Date): Promise<Date> {
  const { values } = await currentSettings(storage);
  return new Date(at.getTime() + values.undoWindowHours * HOUR_MS);
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
    ({ decision, appliedAt }) => ({
      state: { kind: "unconfirmed", decision, appliedAt, since: at },
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
