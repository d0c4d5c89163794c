import { AppError } from "../../domain/appError.ts";
import type { Jobs } from "../../ports/jobs.ts";
import { JOB_WAITS } from "../../ports/jobWaits.ts";
import type { GivenUpJob } from "../../ports/queue.ts";
import { giveUpObjection } from "../handoffs/applyObjection.ts";
import { giveUpLookUp } from "../lateAnswers/answerLater.ts";
import { giveUpProposing } from "../lateAnswers/proposeWithDeadline.ts";
import { notifyAdminsOnceADay } from "../proposals/notifyAdminsOnceADay.ts";
import type { SyncDeps } from "../notices/syncCard.ts";
import { tellLeadInChannel } from "../notices/syncHandoffCard.ts";
import { giveUpAction } from "../proposals/applyAction.ts";
import { giveUpBatch } from "../proposals/batches/approveBatch.ts";
import { giveUpReassignment } from "../reassignments/giveUpReassignment.ts";
import type { ReassignDeps } from "../reassignments/reassignDeps.ts";
import { failSweep } from "../sweep/sweepStep.ts";

type Deps = SyncDeps & ReassignDeps;

/**
 * A job is not tried any more: counts it, tells the admins once a day that such work was left undone, and whoever
 * waits for this one; `JOB_WAITS` says who that is. What the job was to move on is left where somebody can go on.
 *
 * Run again after a crash it may tell somebody twice, and changes nothing more.
 *
 * @throws {AppError} retryable: the person cannot be told now.
 */
export async function giveUpJob(
  deps: Deps,
  job: GivenUpJob<Jobs>,
): Promise<void> {
  const { name, jobId, code } = job;
  const fields = { job: name, jobId, code, ...idsOf(job) };
  try {
    await leave(deps, job);
  } catch (error) {
    if (error instanceof AppError && error.retryable) throw error;
    // Of the same defect, perhaps. The admins hear of it all the same.
    deps.log.error(
      { ...fields, err: error },
      "Whoever waits for a job that was given up could not be told",
    );
  }
  await deps.storage.transaction((unit) =>
    notifyAdminsOnceADay(unit, { givenUp: JOB_WAITS[name].work }),
  );
  deps.metrics.jobGivenUp(name);
  deps.log.error(fields, "A job was given up");
}

async function leave<Name extends keyof Jobs>(
  deps: Deps,
  { name, data }: { readonly name: Name; readonly data: Jobs[Name] },
): Promise<void> {
  await LEAVING[name]?.(deps, data);
}

/** What else is done for whom, by the kind of job; the others need nothing. */
const LEAVING: {
  readonly [Name in keyof Jobs]?: (
    deps: Deps,
    data: Jobs[Name],
  ) => Promise<void>;
} = {
  applyAction: giveUpAction,
  applyObjection: giveUpObjection,
  approveBatch: giveUpBatch,
  propose: giveUpProposing,
  answerLookUpLater: giveUpLookUp,
  applyReassignment: (deps, { proposalId }) =>
    giveUpReassignment(deps, proposalId),
  verifyReassignment: (deps, { proposalId }) =>
    giveUpReassignment(deps, proposalId),
  undoReassignment: (deps, { proposalId }) =>
    giveUpReassignment(deps, proposalId),
  syncHandoffCard: (deps, { handoffId }) => tellLeadInChannel(deps, handoffId),
  sweepStep: (deps, { sweepId }) => failSweep(deps, sweepId),
};

/** For the log: ids, and nothing that names anybody. */
function idsOf({ data }: GivenUpJob<Jobs>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries({
      ...data,
      ...("answer" in data && { proposalId: data.answer.proposalId }),
      ...("act" in data && { handoffId: data.act.handoffId }),
      ...("approve" in data && { batchId: data.approve.batchId }),
      ...("recipient" in data && { userId: data.recipient.userId }),
    }).filter(
      (entry): entry is [string, string] =>
        IDS.has(entry[0]) && typeof entry[1] === "string",
    ),
  );
}

const IDS: ReadonlySet<string> = new Set([
  "id",
  "batchId",
  "deviceId",
  "handoffId",
  "proposalId",
  "sweepId",
  "userId",
]);
