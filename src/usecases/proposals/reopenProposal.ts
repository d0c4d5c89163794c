import type { Log } from "../../ports/log.ts";
import type { PersonRef } from "../../domain/people/user.ts";
import type { UnitOfWork } from "../../ports/storage.ts";
import type { ProposalAction } from "../../domain/proposals/action.ts";
import {
  ActionNotPossible,
  ProposalAlreadySettled,
} from "../../domain/proposals/errors.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { requireSeen } from "../../domain/proposals/requireOpen.ts";
import { next } from "../../domain/proposals/states.ts";
import {
  stateAllows,
  type Allowing,
  type StateOf,
  type TargetOf,
} from "../../domain/proposals/stateTable.ts";
import { storeChange } from "./storeChange.ts";
import { message } from "../../domain/message.ts";

/**
 * Takes a verified change back, within its window, by a job.
 *
 * @throws {ActionNotPossible} after the window, or where nothing was changed. @throws {ProposalChanged}
 * @throws {SlotTaken} another proposal of the device is open.
 */
export async function startUndo(
  log: Log,
  unit: UnitOfWork,
  current: Proposal,
  { version, why }: Extract<ProposalAction, { kind: "undo" }>,
  person: PersonRef,
  now: Date,
): Promise<Proposal> {
  const { state } = current;
  if (!stateAllows(state, "undo"))
    throw new ActionNotPossible(current, message("proposal.nothing-to-undo"));
  if (!state.changed)
    throw new ActionNotPossible(
      current,
      message("proposal.nothing-was-changed"),
    );
  if (!current.undoUntil || current.undoUntil <= now) {
    throw new ActionNotPossible(current, message("proposal.undo-too-late"));
  }
  requireSeen(current, { version });
  const after = next(current, {
    state: {
      kind: "undoing",
      decision: state.decision,
      appliedAt: state.appliedAt,
      undo: {
        requestedBy: person,
        requestedAt: now,
        ...(why !== undefined && { why: { text: why, by: person } }),
        writeStartedAt: null,
        writtenAt: null,
      },
    },
  });
  await storeChange(unit, log, current, after, {
    event: "undo",
    at: now,
    actor: person.id,
    ...(why !== undefined && { details: { why } }),
  });
  return after;
}

/**
 * Sends a change, or an undo, that failed or stayed unconfirmed on its way again.
 *
 * @throws {ProposalAlreadySettled} it is on its way, or never failed. @throws {ProposalChanged}
 * @throws {SlotTaken} another proposal of the device is open.
 */
export async function tryAgain(
  log: Log,
  unit: UnitOfWork,
  current: Proposal,
  action: Pick<ProposalAction, "version">,
  person: PersonRef,
  now: Date,
): Promise<Proposal> {
  if (!stateAllows(current.state, "try-again"))
    // Somebody else tried again a moment ago, or a second click came late: they see how it went.
    throw new ProposalAlreadySettled(current);
  requireSeen(current, action);
  const after = next(current, {
    state: triedAgain(current.state, person, now),
  });
  await storeChange(unit, log, current, after, {
    event: "try-again",
    at: now,
    actor: person.id,
  });
  return after;
}

function triedAgain(
  state: StateOf<Allowing<"try-again">>,
  person: PersonRef,
  now: Date,
): StateOf<TargetOf<"try-again">> {
  const { decision } = state;
  if (state.kind === "undo-failed")
    return {
      kind: "undoing",
      decision,
      appliedAt: state.appliedAt,
      undo: {
        requestedBy: person,
        requestedAt: now,
        ...(state.undo.why && { why: state.undo.why }),
        writeStartedAt: state.undo.writeStartedAt,
        writtenAt: null,
      },
    };
  const wroteAt =
    state.kind === "unconfirmed" ? state.appliedAt : state.writeStartedAt;
  // What it may have written itself must not pass for somebody else's change: that could not be undone.
  return wroteAt
    ? {
        kind: "applying",
        decision,
        triedAgainAt: now,
        writeStartedAt: wroteAt,
        ...(state.otherChange && { otherChange: state.otherChange }),
      }
    : { kind: "approved", decision, triedAgainAt: now };
}
