import { AppError } from "../appError.ts";
import type { DeviceId } from "../devices/device.ts";
import type { Graph } from "../graph/graph.ts";
import type { PersonRef } from "../people/user.ts";
import type { Proposal } from "../proposals/proposal.ts";
import type { Stores } from "../storage/storage.ts";

/**
 * How long `/users` may lag behind a write: Microsoft says that a change of primary user shows within 10 minutes.
 * https://learn.microsoft.com/intune/intune-service/remote-actions/find-primary-user
 */
export const PROPAGATION_MS = 10 * 60 * 1000;

/** Intune still shows what one of our own recent writes replaced: nothing can be concluded yet. */
export class StaleRead extends AppError {
  readonly code = "reassignment.stale-read";
  readonly userMessage =
    "Intune does not show the last change yet. This goes on by itself.";
  override readonly retryable = true;
  override readonly retryAfterMs = 15_000;

  constructor(deviceId: DeviceId) {
    super(`Device ${deviceId} still shows what an earlier change replaced`);
  }
}

/**
 * Reads the primary user and refuses to draw conclusions from an answer that is only late: within ten minutes of a
 * write of ours, what that write replaced may still be shown.
 *
 * @param expected what the caller hopes to see, or knows how to deal with.
 * @throws {StaleRead} to be tried again. @throws {GraphNotFound} the device is gone.
 */
export async function readPrimaryUser(
  {
    graph,
    storage,
  }: { readonly graph: Graph; readonly storage: Pick<Stores, "proposals"> },
  proposal: Proposal,
  expected: readonly (PersonRef | null)[],
  now: Date,
): Promise<PersonRef | null> {
  const primaryUser = await graph.primaryUsers.get(proposal.device.id);
  if (expected.some((user) => isSamePerson(user, primaryUser)))
    return primaryUser;
  const others = (
    await storage.proposals.listForDevice(proposal.device.id, 10)
  ).filter(({ id }) => id !== proposal.id);
  if (others.some((other) => replacedLately(other, primaryUser, now))) {
    throw new StaleRead(proposal.device.id);
  }
  return primaryUser;
}

export function isSamePerson(
  a: PersonRef | null,
  b: PersonRef | null,
): boolean {
  return (a?.id ?? null) === (b?.id ?? null);
}

/** Whether a write of `other` took `primaryUser` away within the time that `/users` may lag. */
export function replacedLately(
  { state, fromUser, toUser }: Proposal,
  primaryUser: PersonRef | null,
  now: Date,
): boolean {
  const isRecent = (at: Date) => now.getTime() - at.getTime() < PROPAGATION_MS;
  if (state.kind === "undone")
    return isRecent(state.undoneAt) && isSamePerson(toUser, primaryUser);
  if (state.kind === "verified" && state.changed)
    return isRecent(state.appliedAt) && isSamePerson(fromUser, primaryUser);
  return false;
}
