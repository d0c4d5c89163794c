import type { Proposal } from "./proposal.ts";
import { awaitsDecision } from "./states.ts";

/** What is said in a channel of proposals that nobody has decided. */
export type Reminders =
  /** In the thread of each card. */
  | { readonly kind: "each"; readonly proposals: readonly Proposal[] }
  /** One message for all of them: so many threads at once would be a flood. */
  | { readonly kind: "list"; readonly proposals: readonly Proposal[] };

/** More than so many at once are told in one message. */
const MOST_THREADS = 3;

/**
 * A list takes along what would be told of soon after it: by how much earlier, as a share of the time that is left
 * then. Cards of one sweep are posted minutes apart, and so would be their reminders.
 */
export const TAKEN_ALONG_EARLIER = 1 / 12;

/** When people are reminded of a proposal; null where they are not, as of one that was posted by an earlier version. */
export function remindAt(proposal: Proposal): Date | null {
  const { expiresAt, remindBeforeMs } = proposal;
  if (!awaitsDecision(proposal) || !expiresAt || remindBeforeMs === undefined)
    return null;
  return new Date(expiresAt.getTime() - remindBeforeMs);
}

/**
 * Of which of a channel's proposals people are reminded now, and how.
 *
 * @param candidates nobody was reminded of these yet.
 * @returns null while none is due.
 */
export function chooseReminders(
  candidates: readonly Proposal[],
  now: Date,
): Reminders | null {
  const isDue = (share: number) => (proposal: Proposal) => {
    const at = remindAt(proposal);
    const earlierMs = share * (proposal.remindBeforeMs ?? 0);
    return (
      at !== null &&
      at.getTime() - earlierMs <= now.getTime() &&
      proposal.expiresAt !== null &&
      proposal.expiresAt > now
    );
  };
  const due = candidates.filter(isDue(0));
  if (due.length === 0) return null;
  const together = candidates.filter(isDue(TAKEN_ALONG_EARLIER));
  return together.length > MOST_THREADS
    ? { kind: "list", proposals: together }
    : { kind: "each", proposals: due };
}
