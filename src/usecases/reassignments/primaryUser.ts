import { AppError } from "../../domain/appError.ts";
import type { DeviceId } from "../../domain/devices/device.ts";
import { GraphNotFound, GraphUnavailable } from "../../ports/graphErrors.ts";
import type { Graph } from "../../ports/graph.ts";
import type { Stores } from "../../ports/storage.ts";
import { describeIneligibility } from "../../domain/people/eligibility.ts";
import { isSamePerson, type PersonRef } from "../../domain/people/user.ts";
import type { Proposal, ProposalId } from "../../domain/proposals/proposal.ts";
import {
  replacedRecently,
  StaleRead,
} from "../../domain/proposals/replacedRecently.ts";
import { message } from "../../domain/message.ts";

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
  if (others.some((other) => replacedRecently(other, primaryUser, now))) {
    throw new StaleRead(proposal.device.id);
  }
  return primaryUser;
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
 * A write went out and it is too early to look whether it happened. Names no time, so that the queue's growing pauses
 * go on growing while Intune fails.
 */
class WriteInDoubt extends AppError {
  readonly code = "reassignment.write-in-doubt";
  readonly userMessage = message("intune.write-in-doubt");
  override readonly retryable = true;

  constructor(id: ProposalId) {
    super(`Proposal ${id} waits to see whether its write happened`);
  }
}

interface Attempt {
  /** An earlier write may have been done. */
  readonly again: boolean;
  /** A first write certainly did not happen: there is no doubt to wait for. */
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
 * The only place that changes Intune. Sent once; `null` makes it a shared device.
 *
 * When a first write fails and may have been done, the look at Intune follows soon, or when Intune asked for it.
 * Later failures are left to the queue, whose pauses grow.
 *
 * @throws {PersonGone} @throws {GraphNotFound} the device is gone.
 */
export async function writePrimaryUser(
  { primaryUsers, users }: Pick<Graph, "primaryUsers" | "users">,
  deviceId: DeviceId,
  user: PersonRef | null,
  { again, notWritten }: Attempt,
): Promise<void> {
  try {
    if (user) await primaryUsers.set(deviceId, user.id);
    else await primaryUsers.clear(deviceId);
  } catch (error) {
    // What Intune says to a second removal is not published: "not found" is taken for success then, since the device
    // was there a moment ago and read-back has the last word anyway.
    if (again && !user && error instanceof GraphNotFound) return;
    const isInDoubt = error instanceof GraphUnavailable;
    if (!again && error instanceof AppError && !isInDoubt) await notWritten();
    // The write names two things, and its answer does not say which of them is not there.
    if (user && error instanceof GraphNotFound && !(await users.find(user.id)))
      throw new PersonGone();
    throw isInDoubt && !again ? error.notBefore(LOOK_AFTER_MS) : error;
  }
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
