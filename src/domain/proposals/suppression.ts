import type { UserId } from "../people/user.ts";
import type { FrozenEvidence, Proposal, ProposalState } from "./proposal.ts";
import { suppressionBy, type StateOf, type Suppressing } from "./stateTable.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long a "no" of people holds, and how long a question that led nowhere is not asked again. */
const REFUSED_DAYS = 30;
const UNANSWERED_DAYS = 7;

/**
 * What of a device's past speaks against asking again. A device that was enrolled again begins anew for its last
 * logons: a "no" to the person of the cycle before says nothing of the next, be it the same one.
 */
export function pastOf(
  earlier: readonly Proposal[],
  { outcome }: Pick<FrozenEvidence, "outcome">,
  enrolledAt: Date | null,
): readonly Proposal[] {
  const restsOnLastLogons =
    outcome.kind === "handed-off" || outcome.kind === "shared";
  return restsOnLastLogons && enrolledAt
    ? earlier.filter(({ createdAt }) => createdAt >= enrolledAt)
    : earlier;
}

/**
 * Whether people have lately said no to this very change, or let it lie, so that it is not proposed again.
 *
 * A rejection or an undo holds for 30 days, unless the evidence has at least doubled since. An expired proposal
 * holds for 7 days; so does one that failed or stayed unconfirmed, whose card offers *Try again* already. A device
 * that people made a shared one stays so against a last logon, which tells no pattern.
 *
 * @param earlier proposals of the same device.
 * @param toUser who would become the primary user; null for a shared device.
 */
export function isSuppressed(
  earlier: readonly Proposal[],
  toUser: UserId | null,
  evidence: Pick<FrozenEvidence, "counted" | "outcome">,
  now: Date,
): boolean {
  if (evidence.outcome.kind === "handed-off" && wasMadeShared(earlier))
    return true;
  return earlier.some((proposal) => {
    if ((proposal.toUser?.id ?? null) !== toUser) return false;
    const memory = memoryOf(proposal);
    if (
      !memory ||
      now.getTime() - memory.since.getTime() >= memory.days * DAY_MS
    )
      return false;
    if (!memory.endsWhenDoubled) return true;
    const frozen = proposal.evidence ? supportOf(proposal.evidence, toUser) : 0;
    // What was asked by hand had no count that could double.
    return frozen === 0 || supportOf(evidence, toUser) < 2 * frozen;
  });
}

/** Newest first: the last change that Intune shows. */
function wasMadeShared(earlier: readonly Proposal[]): boolean {
  const last = earlier.find(({ state }) => state.kind === "verified");
  return last !== undefined && last.toUser === null;
}

function memoryOf({
  state,
  postedAt,
}: Proposal): { since: Date; days: number; endsWhenDoubled: boolean } | null {
  if (!isSuppressing(state)) return null;
  // Nobody was asked.
  if (state.kind === "expired" && postedAt === null) return null;
  const since = settledAt(state);
  switch (suppressionBy(state.kind)) {
    case "refused":
      return { since, days: REFUSED_DAYS, endsWhenDoubled: true };
    case "unanswered":
      return { since, days: UNANSWERED_DAYS, endsWhenDoubled: false };
    case null:
      return null;
  }
}

function isSuppressing(state: ProposalState): state is StateOf<Suppressing> {
  return suppressionBy(state.kind) !== null;
}

function settledAt(state: StateOf<Suppressing>): Date {
  switch (state.kind) {
    case "rejected":
      return state.decision.decidedAt;
    case "undone":
      return state.undoneAt;
    case "failed":
    case "undo-failed":
      return state.failure.at;
    case "expired":
      return state.at;
    case "unconfirmed":
      return state.since;
  }
}

/** Logons that speak for the change: the proposed user's, or everybody's where it would become a shared device. */
function supportOf(
  { counted }: Pick<FrozenEvidence, "counted">,
  toUser: UserId | null,
): number {
  return counted
    .filter(({ person }) => toUser === null || person.id === toUser)
    .reduce((sum, { logons }) => sum + logons, 0);
}
