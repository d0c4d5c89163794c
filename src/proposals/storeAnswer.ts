import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Observer } from "../observer.ts";
import type { PersonRef } from "../people/user.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { Storage, UnitOfWork } from "../storage/storage.ts";
import type { Answer } from "./answer.ts";
import {
  AnswerNotPossible,
  ProposalAlreadySettled,
  ProposalChanged,
  ProposalExpired,
} from "./errors.ts";
import type { Proposal, ProposalId, SnoozeDays } from "./proposal.ts";
import { lockPlaces } from "./placeProposal.ts";
import { decisionOf, next } from "./states.ts";
import { storeChange } from "./storeChange.ts";
import { tellRequester } from "./tellRequester.ts";

export interface StoreAnswerDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
  readonly observer: Observer;
}

/** An answer whose person, if it names one, was looked up and may be proposed. */
export type CheckedAnswer =
  | Exclude<Answer, { kind: "someone-else" }>
  | (Extract<Answer, { kind: "someone-else" }> & {
      readonly toUser: PersonRef;
    });

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Stores what an approver said, and the job that follows from it, in one transaction: a crash leaves both or neither.
 * Whether `person` may is the caller's to know.
 *
 * The same answer by the same person again returns the proposal as it stands: people double-click, and Teams
 * redelivers under new ids.
 *
 * @returns the proposal the card goes on with; for *someone else* the new one.
 * @throws {ProposalNotFound} the id is unknown.
 * @throws {ProposalExpired} the answer came at or after `expiresAt`.
 * @throws {ProposalAlreadySettled} someone else was first; carries the proposal.
 * @throws {ProposalChanged} the card that was clicked showed an older version.
 * @throws {AnswerNotPossible} undo after its window, or where nothing was changed.
 * @throws {SlotTaken} undo or try again, while another proposal of the device is open.
 */
export async function storeAnswer(
  deps: StoreAnswerDeps,
  answer: CheckedAnswer,
  person: PersonRef,
): Promise<Proposal> {
  const stored = await deps.storage.transaction(async (unit) => {
    // These want the device's slot back.
    if (answer.kind === "undo" || answer.kind === "try-again")
      await lockPlaces(unit);
    const current = await unit.proposals.getForUpdate(answer.proposalId);
    const repeated = await findRepeated(unit, current, answer, person);
    if (repeated) return { proposal: repeated, decided: false };
    const proposal = await store(deps, unit, current, answer, person);
    return { proposal, decided: true };
  });
  if (stored.decided && (answer.kind === "approve" || answer.kind === "reject"))
    deps.observer.decided(answer.kind);
  return stored.proposal;
}

/** What this very answer led to, when it was given before; null when it was not. */
async function findRepeated(
  unit: UnitOfWork,
  current: Proposal,
  answer: CheckedAnswer,
  person: PersonRef,
): Promise<Proposal | null> {
  const { state } = current;
  switch (answer.kind) {
    case "approve":
    case "reject": {
      const decision = decisionOf(state);
      return decision?.verdict === answer.kind &&
        decision.decidedBy.id === person.id
        ? current
        : null;
    }
    case "snooze":
      return state.kind === "snoozed" &&
        state.snoozedBy.id === person.id &&
        state.days === answer.days
        ? current
        : null;
    case "someone-else": {
      if (state.kind !== "superseded" || state.by.kind !== "proposal")
        return null;
      const successor = await unit.proposals.find(state.by.proposalId);
      const theirs =
        successor?.origin.kind === "manual" &&
        successor.origin.requestedBy.id === person.id;
      return theirs && successor.toUser?.id === answer.toUser.id
        ? successor
        : null;
    }
    case "undo":
      // It may even have failed before the same click is delivered again.
      return state.kind === "undoing" ||
        state.kind === "undone" ||
        state.kind === "undo-failed"
        ? current
        : null;
    case "try-again":
      return null;
  }
}

async function store(
  deps: StoreAnswerDeps,
  unit: UnitOfWork,
  current: Proposal,
  answer: CheckedAnswer,
  person: PersonRef,
): Promise<Proposal> {
  const now = deps.clock.now();
  switch (answer.kind) {
    case "approve": {
      requirePending(current, answer, now);
      const after = next(current, {
        state: {
          kind: "approved",
          decision: {
            verdict: "approve",
            decidedBy: person,
            decidedAt: now,
            reason: null,
          },
        },
      });
      await unit.queue.send(
        "applyReassignment",
        { proposalId: after.id },
        { key: after.device.id },
      );
      await storeChange(unit, deps.log, current, after, {
        kind: "proposal.approved",
        at: now,
        actor: person.id,
      });
      return after;
    }
    case "reject": {
      requirePending(current, answer, now);
      const decision = {
        verdict: "reject",
        decidedBy: person,
        decidedAt: now,
        reason: answer.reason,
      } as const;
      const after = next(current, { state: { kind: "rejected", decision } });
      await tellRequester(unit, after);
      await storeChange(unit, deps.log, current, after, {
        kind: "proposal.rejected",
        at: now,
        actor: person.id,
        details: { reason: answer.reason },
      });
      return after;
    }
    case "snooze": {
      requirePending(current, answer, now);
      const after = snoozed(current, answer.days, person, now);
      await storeChange(unit, deps.log, current, after, {
        kind: "proposal.snoozed",
        at: now,
        actor: person.id,
        details: { days: answer.days },
      });
      return after;
    }
    case "someone-else":
      requirePending(current, answer, now);
      return await replace(deps, unit, current, answer.toUser, person, now);
    case "undo":
      return await startUndo(deps, unit, current, answer, person, now);
    case "try-again":
      return await tryAgain(deps, unit, current, answer, person, now);
  }
}

function requirePending(
  current: Proposal,
  answer: CheckedAnswer,
  now: Date,
): void {
  if (current.state.kind !== "pending")
    throw new ProposalAlreadySettled(current);
  if (current.expiresAt && current.expiresAt <= now)
    throw new ProposalExpired(current);
  requireSeen(current, answer);
}

/** What the approver saw must be what is stored: evidence may have changed since the card was drawn. */
function requireSeen(current: Proposal, answer: CheckedAnswer): void {
  if (current.version !== answer.version) throw new ProposalChanged(current);
}

function snoozed(
  current: Proposal,
  days: SnoozeDays,
  person: PersonRef,
  now: Date,
): Proposal {
  const pauseMs = days * DAY_MS;
  return next(current, {
    state: {
      kind: "snoozed",
      until: new Date(now.getTime() + pauseMs),
      snoozedBy: person,
      days,
    },
    expiresAt:
      current.expiresAt && new Date(current.expiresAt.getTime() + pauseMs),
  });
}

/** *Someone else…*: the old proposal is superseded and the new one goes on in the same message. */
async function replace(
  deps: StoreAnswerDeps,
  unit: UnitOfWork,
  current: Proposal,
  toUser: PersonRef,
  person: PersonRef,
  now: Date,
): Promise<Proposal> {
  if (current.toUser?.id === toUser.id) {
    throw new AnswerNotPossible(
      current,
      "This person is proposed already: approve it, or reject it.",
    );
  }
  const { values } = await currentSettings(unit);
  const successor: Proposal = {
    ...current,
    id: randomUUID() as ProposalId,
    version: 1,
    toUser,
    origin: { kind: "manual", requestedBy: person },
    state: { kind: "pending" },
    createdAt: now,
    postedAt: now,
    expiresAt: new Date(now.getTime() + values.proposalExpiresHours * HOUR_MS),
  };
  const superseded = next(current, {
    state: {
      kind: "superseded",
      by: { kind: "proposal", proposalId: successor.id },
      at: now,
      decision: null,
    },
  });
  await unit.proposals.save(superseded);
  if (
    current.origin.kind === "manual" &&
    current.origin.requestedBy.id !== person.id
  )
    await tellRequester(unit, superseded);
  await unit.audit.append({
    kind: "proposal.superseded",
    at: now,
    actor: person.id,
    deviceId: current.device.id,
    proposalId: current.id,
    details: { by: successor.id },
  });
  await storeChange(unit, deps.log, null, successor, {
    kind: "proposal.created",
    at: now,
    actor: person.id,
  });
  await unit.cardPosts.handOver(current.id, successor.id);
  return successor;
}

async function startUndo(
  deps: StoreAnswerDeps,
  unit: UnitOfWork,
  current: Proposal,
  answer: CheckedAnswer,
  person: PersonRef,
  now: Date,
): Promise<Proposal> {
  const { state } = current;
  if (state.kind !== "verified")
    throw new AnswerNotPossible(current, "There is nothing to undo here.");
  if (!state.changed)
    throw new AnswerNotPossible(
      current,
      "Nothing was changed, so there is nothing to undo.",
    );
  if (!current.undoUntil || current.undoUntil <= now) {
    throw new AnswerNotPossible(
      current,
      "The time to undo this is over. Propose the change back instead.",
    );
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
  await storeChange(unit, deps.log, current, after, {
    kind: "undo.requested",
    at: now,
    actor: person.id,
  });
  return after;
}

async function tryAgain(
  deps: StoreAnswerDeps,
  unit: UnitOfWork,
  current: Proposal,
  answer: CheckedAnswer,
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
      await storeChange(unit, deps.log, current, after, change);
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
      await storeChange(unit, deps.log, current, after, change);
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
