import { AppError } from "../../domain/appError.ts";
import type { DeviceId } from "../../domain/devices/device.ts";
import { GraphNotFound, GraphUnavailable } from "../../ports/graphErrors.ts";
import type { Graph } from "../../ports/graph.ts";
import type { Stores } from "../../ports/storage.ts";
import { describeIneligibility } from "../../domain/people/eligibility.ts";
import type { PersonRef } from "../../domain/people/user.ts";
import type { Proposal, ProposalId } from "../../domain/proposals/proposal.ts";
import {
  replacedRecently,
  StaleRead,
} from "../../domain/proposals/replacedRecently.ts";
import { message } from "../../domain/message.ts";
import { CONFIRM_WITHIN_MS, secondsToNextLook } from "./nextLook.ts";

/** The device's other proposals: what is shown may be late news of one of their writes. */
export async function listOthers(
  { proposals }: Pick<Stores, "proposals">,
  { id, device }: Proposal,
): Promise<readonly Proposal[]> {
  const all = await proposals.listForDevice(device.id, 10);
  return all.filter((other) => other.id !== id);
}

/**
 * What to wait with when somebody is shown whom one of our own writes replaced within the ten minutes that Intune may
 * lag: nothing can be concluded from that. Null otherwise.
 */
export function lateNewsOf(
  { device }: Proposal,
  others: readonly Proposal[],
  shown: PersonRef | null,
  now: Date,
): StaleRead | null {
  return others.some((other) => replacedRecently(other, shown, now))
    ? new StaleRead(device.id)
    : null;
}

/** Whether a look now may bring late news of another write of ours. */
export function mayBeLate(others: readonly Proposal[], now: Date): boolean {
  return others.some((other) =>
    [other.fromUser, other.toUser].some((user) =>
      replacedRecently(other, user, now),
    ),
  );
}

/**
 * How long after a write in doubt we look whether it happened, and write again when it does not show.
 *
 * No pause would settle the doubt, since `/users` may go on showing the old user for ten minutes after a write that
 * was done. It need not be settled: writing the same user again, or none again, leaves the device as one write does.
 * A 5xx was an answer, nearly always of a server that did nothing; a time-out was none, but then 30 s have been
 * waited already. So the pause only gives a server that was away for a moment, or a write that was under way, time to
 * be done and seen.
 */
const LOOK_AFTER_MS = 2_500;

/**
 * A write went out, and what is shown does not settle yet whether it happened. Without a time the queue's growing
 * pauses go on growing while Intune fails.
 */
class WriteInDoubt extends AppError {
  readonly code = "reassignment.write-in-doubt";
  readonly userMessage = message("intune.write-in-doubt");
  override readonly retryable = true;
  override readonly retryAfterMs: number | undefined;

  constructor(id: ProposalId, retryAfterMs?: number) {
    super(`Proposal ${id} waits to see whether its write happened`);
    this.retryAfterMs = retryAfterMs;
  }
}

interface Attempt {
  /** What the last look, right before the write, has to show. Says yes where the write is due. */
  readonly isDue: (shown: PersonRef | null) => boolean;
  /** An earlier write may have been done. */
  readonly again: boolean;
  /** No write of ours has happened, for certain: there is no doubt to wait for. */
  readonly notWritten: () => Promise<void>;
}

/** Intune knows the device, and Entra no longer the person who should have it. */
export class PersonGone extends AppError {
  readonly code = "user.unknown";
  readonly userMessage = describeIneligibility("unknown");

  constructor() {
    super("The person whose device it should be is gone");
  }
}

/**
 * The only place that changes Intune: looks, and writes at once where that look says so. Sent once; `null` makes it a
 * shared device. A refused write is the queue's to try again, with a new look.
 *
 * When a first write fails and may have been done, the look at Intune follows soon, or when Intune asked for it.
 * Later failures are left to the queue, whose pauses grow.
 *
 * @returns whether it wrote.
 * @throws {PersonGone} @throws {GraphNotFound} the device is gone.
 */
export async function writePrimaryUser(
  { primaryUsers, users }: Pick<Graph, "primaryUsers" | "users">,
  deviceId: DeviceId,
  user: PersonRef | null,
  { isDue, again, notWritten }: Attempt,
): Promise<boolean> {
  let isSent = false;
  try {
    await primaryUsers.change(deviceId, user?.id ?? null, (shown) => {
      isSent = isDue(shown);
      return isSent;
    });
  } catch (error) {
    // What Intune says to a second removal is not published: "not found" is taken for success then, since the device
    // was there a moment ago and read-back has the last word anyway.
    if (again && isSent && !user && error instanceof GraphNotFound) return true;
    const isInDoubt = isSent && error instanceof GraphUnavailable;
    if (!again && error instanceof AppError && !isInDoubt) await notWritten();
    // The write names two things, and its answer does not say which of them is not there.
    if (
      isSent &&
      user &&
      error instanceof GraphNotFound &&
      !(await users.find(user.id))
    )
      throw new PersonGone();
    throw isInDoubt && !again ? error.notBefore(LOOK_AFTER_MS) : error;
  }
  if (!isSent && !again) await notWritten();
  return isSent;
}

/** @throws {WriteInDoubt} a write that started at `startedAt` may still be under way: nothing is written beside it. */
export function requireTimeToShow(
  id: ProposalId,
  startedAt: Date,
  now: Date,
): void {
  if (now.getTime() - startedAt.getTime() < LOOK_AFTER_MS)
    throw new WriteInDoubt(id);
}

/**
 * Somebody is shown whom neither we nor what we decided on knows, while a write of ours that started at `startedAt`
 * may still show: whose change is the last one, Intune says only when the time is over that `/users` may lag.
 *
 * @returns what to wait with; null when that time is over.
 */
export function doubtOf(
  id: ProposalId,
  startedAt: Date,
  now: Date,
): WriteInDoubt | null {
  const age = now.getTime() - startedAt.getTime();
  return age < CONFIRM_WITHIN_MS
    ? new WriteInDoubt(id, secondsToNextLook(age) * 1000)
    : null;
}
