import { isSamePerson, type PersonRef } from "../people/user.ts";
import { changedSince, otherChangeOf } from "./otherChanges.ts";
import type { Proposal, ProposalState } from "./proposal.ts";
import { doubtfulSince } from "./states.ts";
import { reassignmentJobOf } from "./stateTable.ts";

/** So long after a write in doubt it may take effect yet, and a change that has ended is looked after. */
export const LATE_LOOKS_MS = 24 * 60 * 60 * 1000;

/**
 * What another change of ours means for one that ended after a write at some time: nothing; that the other is on its
 * way and may write or not; or that it wrote later, so that what is shown is the other's matter.
 */
export type Later = "none" | "under-way" | "wrote";

/**
 * Says what the device's other changes mean for one whose last write was at `since`. An approval alone wrote nothing:
 * it may have been overtaken, or have failed before.
 *
 * @param others the device's other proposals, in any order.
 */
export function laterOf(others: readonly Proposal[], since: Date): Later {
  if (
    others.some(({ state }) => {
      const at = lastWriteAt(state);
      return at !== null && at > since;
    })
  )
    return "wrote";
  return others.some(({ state }) => reassignmentJobOf(state.kind) !== null)
    ? "under-way"
    : "none";
}

/**
 * When a change that has ended last touched Intune, as far as is known: when it was seen there, where it was; else
 * when its write was sent. Null where it wrote nothing, and while it is on its way.
 */
export function lastWriteAt(state: ProposalState): Date | null {
  switch (state.kind) {
    case "verified":
      return state.changed ? state.verifiedAt : null;
    case "unconfirmed":
      return state.appliedAt;
    case "superseded":
    case "failed":
      return state.writeStartedAt ?? null;
    case "undone":
      // What somebody else took back was written after the decision.
      return state.undo.writeStartedAt
        ? state.undoneAt
        : state.decision.decidedAt;
    case "undo-failed":
      return state.undo.writeStartedAt ?? state.appliedAt;
    case "held":
    case "pending":
    case "snoozed":
    case "rejected":
    case "expired":
    case "approved":
    case "applying":
    case "applied":
    case "undoing":
      return null;
  }
}

/**
 * The other change of ours whose late write explains who is shown; null where none does. Either that write is in
 * doubt still, or it was found since `activeSince`.
 *
 * @param others the device's other proposals, newest first.
 * @param activeSince since when the change that asks is on its way: what was found before, whoever decided could know.
 */
export function tookEffectLate(
  others: readonly Proposal[],
  shown: PersonRef | null,
  activeSince: Date,
  now: Date,
): Proposal | null {
  return (
    others.find((other) => {
      const write = lateWriteOf(other, activeSince, now);
      return write !== null && isSamePerson(write.user, shown);
    }) ?? null
  );
}

/** Whether a look now may show a write of another change that was in doubt. */
export function mayTakeEffectLate(
  others: readonly Proposal[],
  activeSince: Date,
  now: Date,
): boolean {
  return others.some((other) => lateWriteOf(other, activeSince, now) !== null);
}

function lateWriteOf(
  { state, fromUser, toUser }: Proposal,
  activeSince: Date,
  now: Date,
): { readonly user: PersonRef | null } | null {
  if (state.kind === "verified")
    return state.changed && state.verifiedAt > activeSince
      ? { user: toUser }
      : null;
  if (state.kind === "undone")
    return state.undo.writeStartedAt && state.undoneAt > activeSince
      ? { user: fromUser }
      : null;
  const since =
    state.kind === "unconfirmed" ? state.appliedAt : doubtfulSince(state);
  if (!since || now.getTime() - since.getTime() >= LATE_LOOKS_MS) return null;
  return { user: state.kind === "undo-failed" ? fromUser : toUser };
}

/**
 * Whom an earlier write of ours replaced that takes effect now, as far as another change of the device's tells: who was
 * seen beside that one or since, else whom it left the device with or, on its way, still has to replace.
 *
 * @param earlier the change whose write it is. What it knows itself, and learned after the other was proposed, is
 * newer than whom the other was made on.
 * @returns undefined where the other does not tell.
 */
export function replacedBeside(
  earlier: Proposal,
  { state, fromUser, toUser, createdAt }: Proposal,
): PersonRef | null | undefined {
  const since = changedSince(state)?.primaryUser;
  if (since !== undefined) return since;
  switch (state.kind) {
    case "verified":
      return toUser;
    case "undone":
      return fromUser;
    case "undoing": {
      const beside = otherChangeOf(state)?.primaryUser;
      return beside === undefined ? toUser : beside;
    }
    case "approved":
    case "applying":
    case "applied":
    case "unconfirmed": {
      const beside = otherChangeOf(state)?.primaryUser;
      if (beside !== undefined) return beside;
      const known = otherChangeOf(earlier.state);
      return known && known.at > createdAt ? undefined : fromUser;
    }
    case "held":
    case "pending":
    case "snoozed":
    case "rejected":
    case "expired":
    case "superseded":
    case "failed":
    case "undo-failed":
      return undefined;
  }
}
