import { randomUUID } from "node:crypto";
import { AppError } from "../../domain/appError.ts";
import { within } from "../../ports/attempt.ts";
import type { JobNotice } from "../../ports/jobs.ts";
import { cardKey } from "../../domain/cards/cardKey.ts";
import {
  FIRST_MESSAGE_SECONDS,
  isAnswered,
  postFirstAnswer,
  postCompleteAnswer,
  postIfPossible,
  type TrackedAnswer,
} from "./syncAnswer.ts";
import type { AskedWhere } from "../../domain/channels/channel.ts";
import { COMPLETE_ANSWER } from "../../ports/stores/cardPostStore.ts";
import type { SyncDeps } from "../notices/syncCard.ts";
import type { ProposalId } from "../../domain/proposals/proposal.ts";
import {
  proposeManually,
  refuseToPropose,
  type ProposeDeps,
} from "../proposals/proposeManually.ts";
import type {
  LateProposeRequest,
  ProposeResult,
  ProposeWaiting,
  ProposeRequest,
  ProposeWithDeadlineResult,
} from "../../domain/proposals/request.ts";
import { whyNotDone } from "../../ports/graphErrors.ts";
import { message } from "../../domain/message.ts";

type Deps = ProposeDeps & SyncDeps;

/** For the database, after Microsoft's part. */
const STORING_MS = 50;

/**
 * How long Microsoft may take for what was not found by its exact name: whoever waits is late by then, and a job has
 * time.
 */
const FINDING_MS = 3_000;
const LATE_FINDING_MS = 20_000;

/** Who asked for it has looked elsewhere by then. */
const GIVES_UP_AFTER_MS = 15 * 60 * 1000;

const NO_ANSWER = message("microsoft.nothing-proposed");

/**
 * Proposes what a person asked for, if Microsoft answers in time; otherwise leaves it to a job and says that it is
 * being checked. The job is stored before that is said: whoever dies in between leaves the saying to the job. A try
 * that goes on beside its job makes no second proposal: both would give it the same id, for the same device.
 *
 * Never throws an AppError: a refusal says what to do.
 */
export async function proposeWithDeadline(
  deps: Deps,
  request: ProposeRequest,
  { budgetMs, onDeferred, goesOn, id: given, ...answering }: ProposeWaiting,
): Promise<ProposeWithDeadlineResult> {
  // What came of the same request before; it may have been decided since.
  const made = given && (await deps.storage.proposals.find(given));
  if (made) return { kind: "proposed", proposal: made };
  const id = given ?? (randomUUID() as ProposalId);
  const askedAt = deps.clock.now().toISOString();
  const signal = AbortSignal.timeout(budgetMs);
  try {
    const work = proposeManually(deps, request, {
      id,
      findingMs: FINDING_MS,
      signal,
    });
    const result = await within(budgetMs + STORING_MS, work);
    if (result) return result;
    goesOn?.(work);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Microsoft said in time that it does not do it now, and whoever asked still waits.
    if (!signal.aborted)
      return refuseToPropose(deps, error, whyNotDone(error, NO_ANSWER));
  }
  const { where } = answering;
  const job: LateProposeRequest = { id, request, askedAt, ...answering };
  await deps.storage.queue.send(
    "propose",
    job,
    where ? { delaySeconds: FIRST_MESSAGE_SECONDS } : {},
  );
  await onDeferred?.();
  deps.log.info({ proposalId: id }, "A manual proposal is left to a job");
  if (where) await postFirstAnswer(deps, toAnswer(job, where, null));
  return { kind: "checking" };
}

/**
 * The rest of a request that Microsoft was too slow for. What came of it takes the place of the message that it is
 * being checked; whoever made it is told in private where there is none and none can be posted.
 *
 * A job that runs again finds the proposal it made. Once it has answered it does nothing: what was refused then might
 * be possible by now, and nobody would hear of it.
 *
 * @throws {GraphThrottled | GraphUnavailable} to be tried again, until the request is too old.
 * @throws what `postCompleteAnswer` throws.
 */
export async function proposeLater(
  deps: Deps,
  job: LateProposeRequest,
): Promise<void> {
  const { where } = job;
  if (await isAnswered(deps.storage, keyOf(job))) return;
  const result = await carryOut(deps, job);
  if (where && (await postCompleteAnswer(deps, toAnswer(job, where, result))))
    return;
  await answerInPrivate(deps, job, result);
}

/**
 * The job of a request was given up: whoever made it is told what came of it, where the job would have said it if
 * that is possible, or else in private.
 *
 * @throws {TeamsThrottled | TeamsUnavailable | CardBeingPosted} to be tried again.
 */
export async function giveUpProposing(
  deps: SyncDeps,
  job: LateProposeRequest,
): Promise<void> {
  if (await isAnswered(deps.storage, keyOf(job))) return;
  const made = await deps.storage.proposals.find(job.id);
  const result: ProposeResult = made
    ? { kind: "proposed", proposal: made }
    : { kind: "refused", message: message("proposal.wish-given-up") };
  const { where } = job;
  if (where && (await postIfPossible(deps, toAnswer(job, where, result))))
    return;
  await answerInPrivate(deps, job, result);
}

async function answerInPrivate(
  { storage }: Pick<SyncDeps, "storage">,
  job: LateProposeRequest,
  result: ProposeResult,
): Promise<void> {
  await storage.transaction(async ({ cardPosts, queue }) => {
    await cardPosts.shown(keyOf(job), COMPLETE_ANSWER);
    await queue.send("notifyPerson", {
      recipient: job.replyTo,
      notice: toNotice(job.request, result),
    });
  });
}

const keyOf = ({ id }: LateProposeRequest) => cardKey("propose", id);

function toAnswer(
  job: LateProposeRequest,
  where: AskedWhere,
  result: ProposeResult | null,
): TrackedAnswer {
  return {
    key: keyOf(job),
    ids: { proposalId: job.id },
    where,
    card: { kind: "propose", request: job.request, result },
  };
}

function toNotice(
  { device }: ProposeRequest,
  result: ProposeResult,
): JobNotice {
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
    case "wished":
    case "refused":
      return {
        kind: "not-proposed",
        deviceName: device,
        message: result.message,
      };
  }
}

async function carryOut(
  deps: ProposeDeps,
  { id, request, askedAt }: LateProposeRequest,
): Promise<ProposeResult> {
  // By the try that was late, or by this job before a crash; it may have been decided since.
  const made = await deps.storage.proposals.find(id);
  if (made) return { kind: "proposed", proposal: made };
  return await tryUntilTooOld(deps, id, request, askedAt);
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
    return refuseToPropose(deps, error, whyNotDone(error, NO_ANSWER));
  }
}
