import type { Device } from "../devices/device.ts";
import type { Decision, Proposal, ProposalState } from "./proposal.ts";
import { endsUnpostedAt } from "./postBy.ts";
import {
  has,
  transition,
  type Guard,
  type ProposalEvent,
  type StateOf,
} from "./stateTable.ts";

/** Still a question: nobody has approved it, and nothing has ended it. */
export function isOpen({ state }: Proposal): boolean {
  return has(state.kind, "isOpen");
}

/** Asks people now: it can be approved, rejected, snoozed or given to someone else. */
export function awaitsDecision({ state }: Proposal): boolean {
  return has(state.kind, "awaitsDecision");
}

/** Takes one of its channel's places. */
export function hasCardPlace({ state }: Proposal): boolean {
  return has(state.kind, "hasCardPlace");
}

/** A write of ours that nobody has seen in Intune may show there late. */
export function leavesDoubt({ state }: Pick<Proposal, "state">): boolean {
  return (
    has(state.kind, "leavesDoubt") &&
    ((state.kind !== "failed" && state.kind !== "superseded") ||
      state.writeStartedAt !== undefined)
  );
}

/**
 * When the write was sent that may still take effect although its change, or its undo, has ended; null where there is
 * none.
 */
export function doubtfulSince(state: ProposalState): Date | null {
  if (state.kind === "undo-failed") return state.undo.writeStartedAt;
  return state.kind === "superseded" || state.kind === "failed"
    ? (state.writeStartedAt ?? null)
    : null;
}

/** When a change took effect in Intune: of a late one it is known only since when it shows. */
export function tookEffectAt({
  appliedAt,
  verifiedAt,
  tookEffectLate,
}: StateOf<"verified">): Date {
  return tookEffectLate ? verifiedAt : appliedAt;
}

/** Whether an event may happen to a proposal now: its state allows it, and so does the event's guard. */
export function allows(
  proposal: Proposal,
  event: ProposalEvent,
  now: Date,
): boolean {
  const found = transition(proposal.state.kind, event);
  return found !== null && (!found.guard || GUARDS[found.guard](proposal, now));
}

const GUARDS: Record<Guard, (proposal: Proposal, now: Date) => boolean> = {
  overdue: ({ expiresAt }, now) => expiresAt !== null && expiresAt <= now,
  unposted: (proposal, now) => endsUnpostedAt(proposal) <= now,
  slept: ({ state }, now) => state.kind === "snoozed" && state.until <= now,
  undoable: ({ state, undoUntil }, now) =>
    state.kind === "verified" &&
    state.changed &&
    undoUntil !== null &&
    undoUntil > now,
  doubtful: ({ state }) => doubtfulSince(state) !== null,
};

/** The human answer it has, null while there is none. */
export function decisionOf(state: ProposalState): Decision | null {
  return "decision" in state ? state.decision : null;
}

/** Waits for an answer behind a card that Teams does not take as it is. */
export function isCardRefused({ cardRefused, version }: Proposal): boolean {
  return cardRefused?.version === version;
}

/**
 * Whether the device was reset and enrolled anew after all that the proposal rests on. Where Intune tells no
 * enrolment, it was not.
 */
export function isOfFormerEnrolment(
  { createdAt, confirmedAt, evidence }: Proposal,
  { enrolledAt }: Pick<Device, "enrolledAt">,
): boolean {
  return (
    enrolledAt !== null &&
    [createdAt, confirmedAt, evidence?.observedAt].every(
      (at) => !at || at < enrolledAt,
    )
  );
}

/** The next version of a proposal, with what changes. */
export function next(
  proposal: Proposal,
  change: Partial<Omit<Proposal, "id" | "version">>,
): Proposal {
  return { ...proposal, ...change, version: proposal.version + 1 };
}
