import type { Log } from "../../ports/log.ts";
import { isSamePerson, type PersonRef } from "../../domain/people/user.ts";
import { changedSince } from "../../domain/proposals/otherChanges.ts";
import type { Proposal, ProposalId } from "../../domain/proposals/proposal.ts";
import { next } from "../../domain/proposals/states.ts";
import {
  stateAllows,
  type Allowing,
  type ProposalEvent,
  type StateOf,
  type TargetOf,
} from "../../domain/proposals/stateTable.ts";
import { storeChange, type Change } from "../proposals/storeChange.ts";
import type { Storage, UnitOfWork } from "../../ports/storage.ts";

/** What becomes of a proposal, and what is remembered of it. */
interface Move<Event extends ProposalEvent> {
  readonly state: StateOf<TargetOf<Event>>;
  readonly undoUntil?: Date;
  /** Whom our write replaced, where that is not who the proposal was made on. */
  readonly fromUser?: PersonRef | null;
  readonly at: Date;
  readonly details?: Change["details"];
  /** See `Change`. */
  readonly delaySeconds?: number;
  /** The card changes then without anybody's doing. */
  readonly redrawAt?: Date;
  /** Intune is looked at again then: a write of ours may take effect late. */
  readonly lookAfterSeconds?: number | undefined;
}

/**
 * Moves a proposal on by an event if its state still allows that; otherwise someone else was faster.
 *
 * @param atVersion moves it only from this version: before a write, so that two runs at once do not both write.
 * @returns whether it was moved.
 */
export async function moveProposal<Event extends ProposalEvent>(
  { storage, log }: { readonly storage: Storage; readonly log: Log },
  id: ProposalId,
  event: Event,
  step: (state: StateOf<Allowing<Event>>) => Move<Event>,
  atVersion?: number,
): Promise<boolean> {
  return await storage.transaction(async (unit) => {
    const proposal = await unit.proposals.getForUpdate(id);
    if (!stateAllows(proposal.state, event)) return false;
    if (atVersion !== undefined && proposal.version !== atVersion) return false;
    const {
      state,
      undoUntil,
      fromUser,
      redrawAt,
      lookAfterSeconds,
      ...change
    } = step(proposal.state);
    const after = next(proposal, {
      state,
      ...(undoUntil && { undoUntil }),
      ...(fromUser !== undefined && { fromUser }),
    });
    const shown = shownBy(proposal, after);
    // Before the rest, for a sweep takes a device before its handoff, too.
    if (shown !== undefined)
      await unit.devices.setPrimaryUser(proposal.device.id, shown, change.at);
    if (redrawAt) await redrawLater(unit, id, redrawAt, change.at);
    if (lookAfterSeconds !== undefined)
      await unit.queue.send(
        "verifyReassignment",
        { proposalId: id },
        { key: proposal.device.id, delaySeconds: lookAfterSeconds },
      );
    const isOnAnother = !isSamePerson(after.fromUser, proposal.fromUser);
    await storeChange(unit, log, proposal, after, {
      event,
      actor: null,
      ...change,
      details: {
        ...change.details,
        ...(isOnAnother && {
          madeOn: proposal.fromUser?.userPrincipalName ?? null,
        }),
      },
    });
    return true;
  });
}

/** Whom Intune showed as the primary user when a proposal came to where it is; undefined where it did not say. */
function shownBy(
  before: Proposal,
  { state, toUser, fromUser }: Proposal,
): PersonRef | null | undefined {
  if (before.state.kind === state.kind) {
    const since = changedSince(state)?.primaryUser;
    const known = changedSince(before.state)?.primaryUser;
    // Who did it, told later, shows nobody: somebody else may be the primary user since.
    const isNews =
      since !== undefined &&
      (known === undefined || !isSamePerson(since, known));
    return isNews ? since : undefined;
  }
  if (state.kind === "verified") return toUser;
  return state.kind === "undone" ? fromUser : undefined;
}

/** Rows of a digest that were changed together end together, and share one edit of its card. */
const DIGEST_STEP_MS = 5 * 60 * 1000;

/** Its own card, and the digest that it is on. */
async function redrawLater(
  unit: UnitOfWork,
  id: ProposalId,
  at: Date,
  now: Date,
): Promise<void> {
  const delayUntil = (instant: Date) =>
    (instant.getTime() - now.getTime()) / 1000;
  await unit.queue.send(
    "syncProposalCard",
    { proposalId: id, redraw: true },
    { key: id, delaySeconds: delayUntil(at) },
  );
  const batch = await unit.batches.findByProposal(id);
  if (!batch) return;
  const shared = new Date(
    Math.ceil(at.getTime() / DIGEST_STEP_MS) * DIGEST_STEP_MS,
  );
  await unit.queue.send(
    "syncBatchCard",
    { batchId: batch.id, redrawAt: shared.toISOString() },
    { key: batch.id, delaySeconds: delayUntil(shared), unlessThere: true },
  );
}
