import { AppError } from "../../domain/appError.ts";
import { isSamePerson, type PersonRef } from "../../domain/people/user.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { PROPAGATION_MS } from "../../domain/proposals/replacedRecently.ts";
import { doubtfulSince } from "../../domain/proposals/states.ts";
import { stateAllows } from "../../domain/proposals/stateTable.ts";
import type { ReassignDeps } from "./reassignDeps.ts";
import { moveProposal } from "./moveProposal.ts";
import { LATE_LOOK_EVERY_SECONDS, LATE_LOOKS_MS } from "./nextLook.ts";
import {
  isReplacedByOurs,
  replacing,
  storeOtherChange,
} from "./otherChange.ts";
import { listOthers } from "./primaryUser.ts";
import { undoUntil } from "./undoUntil.ts";

/**
 * Looks once more at a change that has ended.
 *
 * - It ended while a write of ours was in doubt: should that take effect after all, the device has changed, and so the
 *   card says it, it is logged, and it can be undone. Looked at for a day.
 * - It was verified: should somebody else be shown, somebody changed it since.
 *
 * Once another change of ours was approved, what is shown is that one's matter.
 *
 * @throws {GraphThrottled | GraphUnavailable} to be tried again.
 */
export async function lookLater(
  deps: ReassignDeps,
  proposal: Proposal,
): Promise<void> {
  const { state, fromUser, toUser } = proposal;
  const since =
    state.kind === "verified" && state.changed
      ? state.appliedAt
      : doubtfulSince(state);
  if (!since) return;
  const others = await listOthers(deps.storage, proposal);
  if (isReplacedByOurs(others, since)) return;
  const shown = await read(deps, proposal);
  const age = deps.clock.now().getTime() - since.getTime();
  if (state.kind === "verified") {
    const isOther = shown !== undefined && !isSamePerson(shown, toUser);
    // Earlier it may only be a late answer.
    if (isOther && age >= PROPAGATION_MS)
      await storeOtherChange(deps, proposal.id, shown);
    return;
  }
  const written = state.kind === "undo-failed" ? fromUser : toUser;
  if (shown !== undefined && isSamePerson(shown, written))
    await storeLate(deps, proposal, since);
  else if (age < LATE_LOOKS_MS)
    await deps.storage.queue.send(
      "verifyReassignment",
      { proposalId: proposal.id },
      { key: proposal.device.id, delaySeconds: LATE_LOOK_EVERY_SECONDS },
    );
}

/** Undefined where Graph does not say and will not. */
async function read(
  { graph }: ReassignDeps,
  { device }: Proposal,
): Promise<PersonRef | null | undefined> {
  try {
    return await graph.primaryUsers.get(device.id);
  } catch (error) {
    if (error instanceof AppError && !error.retryable) return undefined;
    throw error;
  }
}

async function storeLate(
  deps: ReassignDeps,
  { id, state }: Proposal,
  writtenAt: Date,
): Promise<void> {
  const at = deps.clock.now();
  const details = { late: true };
  if (stateAllows(state, "find-undone-late"))
    await moveProposal(deps, id, "find-undone-late", ({ decision, undo }) => ({
      state: { kind: "undone", decision, undo, undoneAt: at },
      at,
      details,
    }));
  const decision = "decision" in state ? state.decision : null;
  if (!decision || !stateAllows(state, "find-late")) return;
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
    ...(current.kind === "superseded" &&
      current.by.kind === "owner-changed-elsewhere" &&
      replacing({ by: null, at, primaryUser: current.by.primaryUser })),
    undoUntil: until,
    at,
    details,
    // The Undo button goes when its time is over.
    redrawAt: until,
  }));
}
