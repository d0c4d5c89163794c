import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Metrics } from "../../ports/metrics.ts";
import type { PersonRef } from "../../domain/people/user.ts";
import type { Storage, UnitOfWork } from "../../ports/storage.ts";
import type { Actor, ProposalAction } from "../../domain/proposals/action.ts";
import type { SettingValues } from "../../domain/settings/settings.ts";
import type { Proposal, SnoozeDays } from "../../domain/proposals/proposal.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import { awake } from "./expireAndWakeDue.ts";
import { handTo } from "./handTo.ts";
import { lockPlaces } from "./placeProposal.ts";
import { startUndo, tryAgain } from "./reopenProposal.ts";
import { replaceProposal } from "./replaceProposal.ts";
import { ProposalAlreadySettled } from "../../domain/proposals/errors.ts";
import {
  requireOpen,
  requireSeen,
} from "../../domain/proposals/requireOpen.ts";
import { lifetimeMoved } from "../../domain/proposals/lifetime.ts";
import { decisionOf, next } from "../../domain/proposals/states.ts";
import {
  stateAllows,
  whenForbidden,
  type StateOf,
} from "../../domain/proposals/stateTable.ts";
import { storeChange } from "./storeChange.ts";

export interface RecordDecisionDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** An action whose person, if it names one, was looked up and may be proposed. */
export type CheckedAction =
  | Exclude<ProposalAction, { kind: "someone-else" | "hand-to" }>
  | (Extract<ProposalAction, { kind: "hand-to" }> & {
      readonly approver: PersonRef;
      readonly giver: Actor;
    })
  | (Extract<ProposalAction, { kind: "someone-else" }> & {
      readonly toUser: PersonRef;
    });

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Stores what an approver said, and the job that follows from it, in one transaction: a crash leaves both or neither.
 * Whether `person` may is the caller's to know.
 *
 * The same action by the same person again returns the proposal as it stands: people double-click, and Teams
 * redelivers under new ids.
 *
 * @returns the proposal the card goes on with; for *someone else* the new one.
 * @throws {ProposalNotFound} the id is unknown.
 * @throws {ProposalExpired} the action came at or after `expiresAt`.
 * @throws {ProposalAlreadySettled} someone else was first; carries the proposal.
 * @throws {ProposalChanged} the card that was clicked showed an older version.
 * @throws {ActionNotPossible} undo after its window, or where nothing was changed.
 * @throws {SlotTaken} undo or try again, while another proposal of the device is open.
 */
export async function recordDecision(
  deps: RecordDecisionDeps,
  action: CheckedAction,
  person: PersonRef,
): Promise<Proposal> {
  const stored = await deps.storage.transaction(async (unit) => {
    // These want the device's slot back.
    if (action.kind === "undo" || action.kind === "try-again")
      await lockPlaces(unit);
    const current = await unit.proposals.getForUpdate(action.proposalId);
    const repeated = await findRepeated(unit, current, action, person);
    if (repeated) return { proposal: repeated, decided: false };
    const proposal = await store(deps, unit, current, action, person);
    return { proposal, decided: true };
  });
  if (stored.decided && (action.kind === "approve" || action.kind === "reject"))
    deps.metrics.decided(action.kind);
  return stored.proposal;
}

/** What this very action led to, when it was done before; null when it was not. */
async function findRepeated(
  unit: UnitOfWork,
  current: Proposal,
  action: CheckedAction,
  person: PersonRef,
): Promise<Proposal | null> {
  const { state } = current;
  switch (action.kind) {
    case "approve":
    case "reject": {
      const decision = decisionOf(state);
      return decision?.verdict === action.kind &&
        decision.decidedBy.id === person.id
        ? current
        : null;
    }
    case "snooze":
      return state.kind === "snoozed" &&
        state.snoozedBy.id === person.id &&
        state.days === action.days &&
        // Whoever saw that it sleeps wants so many days from now.
        current.version !== action.version
        ? current
        : null;
    case "someone-else": {
      if (state.kind !== "superseded" || state.by.kind !== "proposal")
        return null;
      const successor = await unit.proposals.find(state.by.proposalId);
      const theirs =
        successor?.origin.kind === "manual" &&
        successor.origin.requestedBy.id === person.id;
      return theirs && successor.toUser?.id === action.toUser.id
        ? successor
        : null;
    }
    case "hand-to":
      return current.handedTo?.person.id === action.approver.id
        ? current
        : null;
    case "undo":
      return !stateAllows(state, "undo") &&
        whenForbidden(state.kind, "undo") !== "refused"
        ? current
        : null;
    case "wake-now":
    case "try-again":
      return null;
  }
}

async function store(
  deps: RecordDecisionDeps,
  unit: UnitOfWork,
  current: Proposal,
  action: CheckedAction,
  person: PersonRef,
): Promise<Proposal> {
  const now = deps.clock.now();
  switch (action.kind) {
    case "approve": {
      requireOpen(current, action, now);
      const after = next(current, {
        state: {
          kind: "approved",
          decision: {
            verdict: "approve",
            decidedBy: person,
            decidedAt: now,
            reason: null,
            ...(action.comment !== undefined && { comment: action.comment }),
          },
        },
      });
      return await storeChange(unit, deps.log, current, after, {
        event: "approve",
        at: now,
        actor: person.id,
        ...(action.comment !== undefined && {
          details: { comment: action.comment },
        }),
      });
    }
    case "reject": {
      requireOpen(current, action, now);
      const decision = {
        verdict: "reject",
        decidedBy: person,
        decidedAt: now,
        reason: action.reason,
        ...(action.choice && { choice: action.choice }),
      } as const;
      const after = next(current, { state: { kind: "rejected", decision } });
      return await storeChange(unit, deps.log, current, after, {
        event: "reject",
        at: now,
        actor: person.id,
        details: {
          ...(action.choice && { choice: action.choice }),
          reason: action.reason,
        },
      });
    }
    case "snooze": {
      const { state } = current;
      // Somebody else was quicker: the card shows for how long, and lets that be changed.
      if (state.kind === "snoozed" && current.version !== action.version)
        throw new ProposalAlreadySettled(current);
      requireOpen(current, action, now);
      const { values } = await currentSettings(unit);
      const awakened =
        state.kind === "snoozed"
          ? unpaused(current, state, now, values)
          : current;
      const after = snoozed(awakened, action.days, person, now, values);
      return await storeChange(unit, deps.log, current, after, {
        event: "snooze",
        at: now,
        actor: person.id,
        details: { days: action.days },
      });
    }
    case "wake-now": {
      const { state } = current;
      // Woken before, by whoever or by itself: the card shows it.
      if (!stateAllows(state, "wake-now"))
        throw new ProposalAlreadySettled(current);
      requireSeen(current, action);
      const { values } = await currentSettings(unit);
      const woken = unpaused(current, state, now, values);
      const after = await awake(unit, woken, now);
      return await storeChange(unit, deps.log, current, after, {
        event: "wake-now",
        at: now,
        actor: person.id,
      });
    }
    case "someone-else":
      requireOpen(current, action, now);
      return await replaceProposal(
        deps.log,
        unit,
        current,
        action,
        person,
        now,
      );
    case "hand-to":
      requireOpen(current, action, now);
      return await handTo(deps.log, unit, current, action, person, now);
    case "undo":
      return await startUndo(deps.log, unit, current, action, person, now);
    case "try-again":
      return await tryAgain(deps.log, unit, current, action, person, now);
  }
}

/** What is left of its time counts from when it wakes. */
function snoozed(
  current: Proposal,
  days: SnoozeDays,
  person: PersonRef,
  now: Date,
  settings: Pick<SettingValues, "workingHours">,
): Proposal {
  const until = new Date(now.getTime() + days * DAY_MS);
  return next(current, {
    state: { kind: "snoozed", until, snoozedBy: person, days },
    ...lifetimeMoved(current, now, until, settings),
  });
}

/** Its time was moved by the whole pause when it was snoozed. */
function unpaused(
  current: Proposal,
  { until }: StateOf<"snoozed">,
  now: Date,
  settings: Pick<SettingValues, "workingHours">,
): Proposal {
  if (until <= now) return current;
  return { ...current, ...lifetimeMoved(current, until, now, settings) };
}
