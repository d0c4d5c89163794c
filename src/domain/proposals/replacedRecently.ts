import { AppError } from "../appError.ts";
import type { DeviceId } from "../devices/device.ts";
import { isSamePerson, type PersonRef } from "../people/user.ts";
import type { Proposal } from "./proposal.ts";
import { tookEffectAt } from "./states.ts";
import { message } from "../message.ts";

/**
 * How long `/users` may lag behind a write: Microsoft says that a change of primary user shows within 10 minutes.
 * https://learn.microsoft.com/intune/intune-service/remote-actions/find-primary-user
 */
export const PROPAGATION_MS = 10 * 60 * 1000;

/** Intune still shows what one of our own recent writes replaced: nothing can be concluded yet. */
export class StaleRead extends AppError {
  readonly code = "reassignment.stale-read";
  readonly userMessage = message("intune.late");
  override readonly retryable = true;
  override readonly retryAfterMs = 15_000;

  constructor(deviceId: DeviceId) {
    super(`Device ${deviceId} still shows what an earlier change replaced`);
  }
}

/**
 * Whether a write of `other` took `primaryUser` away within the time that `/users` may lag.
 *
 * @param enrolledAt when the device was enrolled, where that is known: an enrolment after the write made it
 * somebody's anew,
 *   and what is shown since is no late answer.
 */
export function replacedRecently(
  { state, fromUser, toUser }: Proposal,
  primaryUser: PersonRef | null,
  now: Date,
  enrolledAt: Date | null = null,
): boolean {
  const isRecent = (at: Date) =>
    now.getTime() - at.getTime() < PROPAGATION_MS &&
    !(enrolledAt && enrolledAt > at);
  if (state.kind === "undone")
    return isRecent(state.undoneAt) && isSamePerson(toUser, primaryUser);
  if (state.kind === "verified" && state.changed)
    return isRecent(tookEffectAt(state)) && isSamePerson(fromUser, primaryUser);
  return false;
}
