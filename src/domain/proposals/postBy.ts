import type { Proposal, ProposalState } from "./proposal.ts";

const HOUR_MS = 60 * 60 * 1000;

/** For a place in a channel a proposal waits longer than for an answer: there may be many before it. */
const HELD_HOURS = 30 * 24;

/** What an earlier version stored has this long from its creation. */
export const UNSTAMPED_MS = HELD_HOURS * HOUR_MS;

/**
 * By when the card of a proposal is to stand that came to this state at `at`; it ends otherwise, and gives its
 * device's slot up.
 *
 * @param expiresHours how long people have to answer, by the settings.
 */
export function postByOf(
  state: ProposalState,
  at: Date,
  expiresHours: number,
): Date {
  const back = backAt(state);
  const from = back && back > at ? back : at;
  const hours = state.kind === "held" ? HELD_HOURS : expiresHours;
  return new Date(from.getTime() + hours * HOUR_MS);
}

/** Until when it was snoozed: nobody waits for its card before. */
function backAt(state: ProposalState): Date | null {
  if (state.kind === "snoozed") return state.until;
  return state.kind === "held" ? (state.snooze?.until ?? null) : null;
}

/** @returns by when its card is to stand; for one of an earlier version counted from its creation. */
export function endsUnpostedAt({
  postBy,
  createdAt,
}: Pick<Proposal, "postBy" | "createdAt">): Date {
  return postBy ?? new Date(createdAt.getTime() + UNSTAMPED_MS);
}
