import { randomUUID } from "node:crypto";
import { AppError } from "../appError.ts";
import { within } from "../attempt.ts";
import type { JobNotice } from "../jobs.ts";
import type { Recipient } from "../notices/messenger.ts";
import type { ProposalId } from "./proposal.ts";
import {
  proposeManually,
  refuseToPropose,
  type ProposeDeps,
  type ProposeRequest,
  type ProposeResult,
} from "./proposeManually.ts";

/** How long whoever asked waits, in milliseconds, and where they are told in private how a later answer ends. */
export interface ProposeWaiting {
  readonly budgetMs: number;
  readonly replyTo: Recipient;
}

/** `checking`: Microsoft was too slow; a job proposes, and tells the requester in private. */
export type ProposeInTimeResult = ProposeResult | { readonly kind: "checking" };

/** A request that Microsoft was too slow for. */
export interface LateProposeRequest {
  /** The proposal gets it: by that a job that runs again finds what it did. */
  readonly id: ProposalId;
  readonly request: ProposeRequest;
  readonly replyTo: Recipient;
  /** ISO 8601. */
  readonly askedAt: string;
}

/** For the database, after Microsoft's part. */
const STORING_MS = 50;

/** How long Microsoft may take for what was not found by its exact name: whoever waits is late by then, and a job has time. */
const FINDING_MS = 3_000;
const LATE_FINDING_MS = 20_000;

/** Who asked for it has looked elsewhere by then. */
const GIVES_UP_AFTER_MS = 15 * 60 * 1000;

const NO_ANSWER =
  "Microsoft did not answer in time, so nothing was proposed. Please try again in a while.";

/**
 * Proposes what a person asked for, if Microsoft answers in time; otherwise leaves it to a job and says that it is being
 * checked. The job is stored before that is said. A try that goes on beside its job makes no second proposal: both would give
 * it the same id, for the same device.
 *
 * Never throws an AppError: a refusal says what to do.
 */
export async function proposeInTime(
  deps: ProposeDeps,
  request: ProposeRequest,
  { budgetMs, replyTo }: ProposeWaiting,
): Promise<ProposeInTimeResult> {
  const id = randomUUID() as ProposalId;
  const askedAt = deps.clock.now().toISOString();
  const signal = AbortSignal.timeout(budgetMs);
  try {
    const result = await within(
      budgetMs + STORING_MS,
      proposeManually(deps, request, { id, findingMs: FINDING_MS, signal }),
    );
    if (result) return result;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Microsoft said in time that it does not do it now, and whoever asked still waits.
    if (!signal.aborted) return refuseToPropose(deps, error, NO_ANSWER);
  }
  await deps.storage.queue.send("propose", { id, request, replyTo, askedAt });
  deps.log.info({ proposalId: id }, "A manual proposal is left to a job");
  return { kind: "checking" };
}

/**
 * The rest of a request that Microsoft was too slow for. Whoever made it is told in private what came of it.
 *
 * @throws {GraphThrottled | GraphUnavailable} to be tried again, until the request is too old.
 */
export async function proposeLater(
  deps: ProposeDeps,
  job: LateProposeRequest,
): Promise<void> {
  await deps.storage.queue.send("tellPerson", {
    recipient: job.replyTo,
    notice: await carryOut(deps, job),
  });
}

async function carryOut(
  deps: ProposeDeps,
  { id, request, askedAt }: LateProposeRequest,
): Promise<JobNotice> {
  // By the try that was late, or by this job before a crash; it may have been decided since.
  if (await deps.storage.proposals.find(id))
    return { kind: "proposed", proposalId: id, isNew: true };
  const result = await tryUntilTooOld(deps, id, request, askedAt);
  switch (result.kind) {
    case "proposed":
    case "already-open":
      return {
        kind: "proposed",
        proposalId: result.proposal.id,
        isNew: result.kind === "proposed",
      };
    case "choose-device":
    case "choose-user":
    case "refused":
      return {
        kind: "not-proposed",
        deviceName: request.device,
        message: result.message,
      };
  }
}

async function tryUntilTooOld(
  deps: ProposeDeps,
  id: ProposalId,
  request: ProposeRequest,
  askedAt: string,
): Promise<ProposeResult> {
  try {
    return await proposeManually(deps, request, {
      id,
      findingMs: LATE_FINDING_MS,
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const waitedMs = deps.clock.now().getTime() - Date.parse(askedAt);
    if (waitedMs < GIVES_UP_AFTER_MS) throw error;
    return refuseToPropose(deps, error, NO_ANSWER);
  }
}
