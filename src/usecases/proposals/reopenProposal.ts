import type { Log } from "../../ports/log.ts";
import type { PersonRef } from "../../domain/people/user.ts";
import type { UnitOfWork } from "../../ports/storage.ts";
import type { ProposalAction } from "../../domain/proposals/action.ts";
import {
  ActionNotPossible,
  ProposalAlreadySettled,
} from "../../domain/proposals/errors.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { requireSeen } from "../../domain/proposals/requirePending.ts";
import { next } from "../../domain/proposals/states.ts";
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
  answer: Pick<ProposalAction, "version">,
  person: PersonRef,
  now: Date,
): Promise<Proposal> {
  const { state } = current;
  if (state.kind !== "verified")
    throw new ActionNotPossible(current, message("proposal.nothing-to-undo"));
  if (!state.changed)
    throw new ActionNotPossible(
      current,
      message("proposal.nothing-was-changed"),
    );
  if (!current.undoUntil || current.undoUntil <= now) {
    throw new ActionNotPossible(current, message("proposal.undo-too-late"));
  }
  requireSeen(current, answer);
  const after = next(current, {
    state: {
      kind: "undoing",
      decision: state.decision,
      appliedAt: state.appliedAt,
      undo: {
        requestedBy: person,
        requestedAt: now,
        writeStartedAt: null,
        writtenAt: null,
      },
    },
  });
  await unit.queue.send(
    "undoReassignment",
    { proposalId: after.id },
    { key: after.device.id },
  );
  await storeChange(unit, log, current, after, {
    kind: "undo.requested",
    at: now,
    actor: person.id,
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
  answer: Pick<ProposalAction, "version">,
  person: PersonRef,
  now: Date,
): Promise<Proposal> {
  const { state } = current;
  const change = {
    kind: "proposal.try-again",
    at: now,
    actor: person.id,
  } as const;
  switch (state.kind) {
    case "failed":
    case "unconfirmed": {
      requireSeen(current, answer);
      const { decision } = state;
      const wroteAt =
        state.kind === "unconfirmed" ? state.appliedAt : state.writeStartedAt;
      const after = next(current, {
        // What it may have written itself must not pass for somebody else's change: that could not be undone.
        state: wroteAt
          ? {
              kind: "applying",
              decision,
              triedAgainAt: now,
              writeStartedAt: wroteAt,
            }
          : { kind: "approved", decision, triedAgainAt: now },
      });
      await unit.queue.send(
        "applyReassignment",
        { proposalId: after.id },
        { key: after.device.id },
      );
      await storeChange(unit, log, current, after, change);
      return after;
    }
    case "undo-failed": {
      requireSeen(current, answer);
      const undo = {
        requestedBy: person,
        requestedAt: now,
        writeStartedAt: state.undo.writeStartedAt,
        writtenAt: null,
      };
      const after = next(current, {
        state: {
          kind: "undoing",
          decision: state.decision,
          appliedAt: state.appliedAt,
          undo,
        },
      });
      await unit.queue.send(
        "undoReassignment",
        { proposalId: after.id },
        { key: after.device.id },
      );
      await storeChange(unit, log, current, after, change);
      return after;
    }
    case "approved":
    case "applying":
    case "applied":
    case "verified":
    case "undoing":
    case "undone":
    case "held":
    case "pending":
    case "snoozed":
    case "rejected":
    case "expired":
    case "superseded":
      // Somebody else tried again a moment ago, or a second click came late: they see how it went.
      throw new ProposalAlreadySettled(current);
  }
}
