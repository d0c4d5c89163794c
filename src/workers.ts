import { logHead } from "./usecases/audit/logHead.ts";
import { forDecisions, type CustodianDeps } from "./custodian.ts";
import { followHandoff } from "./usecases/handoffs/followHandoff.ts";
import { applyObjectionLater } from "./usecases/handoffs/applyObjection.ts";
import { giveUpJob } from "./usecases/housekeeping/giveUpJob.ts";
import { resumeStalled } from "./usecases/housekeeping/resumeStalled.ts";
import { syncStaleCards } from "./usecases/housekeeping/syncStaleCards.ts";
import { tellOfLateJobs } from "./usecases/housekeeping/tellOfLateJobs.ts";
import { tidyUp } from "./usecases/housekeeping/tidyUp.ts";
import type { Jobs } from "./ports/jobs.ts";
import { answerLookUpLater } from "./usecases/lateAnswers/answerLater.ts";
import { regainChannels } from "./usecases/notices/channelHealth.ts";
import { announceWaking } from "./usecases/notices/announceWaking.ts";
import {
  collectNews,
  notifySubscriber,
} from "./usecases/notices/notifySubscribers.ts";
import { remindOfProposals } from "./usecases/notices/remindOfProposals.ts";
import { sayWhatWaits } from "./usecases/notices/sayWhatWaits.ts";
import { syncBatchCard } from "./usecases/notices/syncBatchCard.ts";
import { syncHandoffCard } from "./usecases/notices/syncHandoffCard.ts";
import { syncObjectionCard } from "./usecases/notices/syncObjectionCard.ts";
import { syncProposalCard } from "./usecases/notices/syncProposalCard.ts";
import { syncSweepCard } from "./usecases/notices/syncSweepCard.ts";
import { notifyAdmins, notifyPerson } from "./usecases/notices/notifyPeople.ts";
import { applyActionLater } from "./usecases/proposals/applyAction.ts";
import { approveBatchLater } from "./usecases/proposals/batches/approveBatch.ts";
import { collectBatches } from "./usecases/proposals/batches/collectBatches.ts";
import { evaluateDevice } from "./usecases/proposals/evaluateDevice.ts";
import { proposeLater } from "./usecases/lateAnswers/proposeWithDeadline.ts";
import { postHeldProposals } from "./usecases/proposals/postHeldProposals.ts";
import { expireAndWakeDue } from "./usecases/proposals/expireAndWakeDue.ts";
import { applyReassignment } from "./usecases/reassignments/applyReassignment.ts";
import { followChanges } from "./usecases/reassignments/followChanges.ts";
import { undoReassignment } from "./usecases/reassignments/undoReassignment.ts";
import { verifyReassignment } from "./usecases/reassignments/verifyReassignment.ts";
import { weighKnown } from "./usecases/proposals/weighKnown.ts";
import { readOutputOf } from "./usecases/remediations/collectNow.ts";
import {
  readOutputs,
  startReadingOutputs,
} from "./usecases/remediations/readOutputs.ts";
import { readSignIns } from "./usecases/signIns/readSignIns.ts";
import { startSweep } from "./usecases/sweep/startSweep.ts";
import { sweepStep } from "./usecases/sweep/sweepStep.ts";

interface Worker<Name extends keyof Jobs> {
  /** How many of its jobs one process does at the same time. */
  readonly concurrency: number;
  /** When it is also sent by the clock: cron, UTC. Once, whatever the number of replicas. */
  readonly every?: string;
  readonly run: (deps: CustodianDeps, data: Jobs[Name]) => Promise<void>;
}

/** Everything that happens by itself. */
const workers: { readonly [Name in keyof Jobs]: Worker<Name> } = {
  evaluateDevice: {
    concurrency: 4,
    run: (deps, { deviceId }) => evaluateDevice(deps, deviceId),
  },
  syncProposalCard: {
    concurrency: 4,
    run: (deps, { proposalId, redraw }) =>
      syncProposalCard(deps, proposalId, redraw ?? false),
  },
  applyAction: {
    concurrency: 2,
    run: (deps, job) => applyActionLater(forDecisions(deps), job),
  },
  propose: {
    concurrency: 2,
    run: (deps, job) => proposeLater(deps, job),
  },
  applyReassignment: {
    concurrency: 3,
    run: (deps, { proposalId }) =>
      applyReassignment(forDecisions(deps), proposalId),
  },
  verifyReassignment: {
    concurrency: 2,
    run: (deps, { proposalId }) =>
      verifyReassignment(forDecisions(deps), proposalId),
  },
  undoReassignment: {
    concurrency: 2,
    run: (deps, { proposalId }) =>
      undoReassignment(forDecisions(deps), proposalId),
  },
  followChanges: {
    concurrency: 1,
    every: "23,53 * * * *",
    run: (deps) => followChanges(deps),
  },
  announceWaking: {
    concurrency: 1,
    run: (deps, { proposalId }) => announceWaking(deps, proposalId),
  },
  notifyPerson: {
    concurrency: 2,
    run: (deps, { recipient, notice }) => notifyPerson(deps, recipient, notice),
  },
  notifyAdmins: {
    concurrency: 1,
    run: (deps, news) => notifyAdmins(deps, news),
  },
  followHandoff: {
    concurrency: 2,
    run: (deps, { handoffId }) => followHandoff(deps, handoffId),
  },
  syncHandoffCard: {
    concurrency: 2,
    run: (deps, { handoffId }) => syncHandoffCard(deps, handoffId),
  },
  syncObjectionCard: {
    concurrency: 1,
    run: (deps, { handoffId }) => syncObjectionCard(deps, handoffId),
  },
  applyObjection: {
    concurrency: 1,
    run: (deps, job) => applyObjectionLater(forDecisions(deps), job),
  },
  syncSweepCard: {
    concurrency: 1,
    run: (deps, { sweepId }) => syncSweepCard(deps, sweepId),
  },
  syncBatchCard: {
    concurrency: 1,
    run: (deps, { batchId, redrawAt }) =>
      syncBatchCard(deps, batchId, redrawAt !== undefined),
  },
  collectBatches: {
    concurrency: 1,
    every: "*/15 * * * *",
    run: (deps) => collectBatches(deps),
  },
  approveBatch: {
    concurrency: 2,
    run: (deps, job) => approveBatchLater(forDecisions(deps), job),
  },
  answerLookUpLater: {
    concurrency: 2,
    run: (deps, job) => answerLookUpLater(deps, job),
  },
  weighKnown: {
    concurrency: 1,
    run: (deps, job) => weighKnown(deps, job),
  },
  startReadingOutputs: {
    concurrency: 1,
    every: "7 */4 * * *",
    run: ({ storage, remediation }) =>
      startReadingOutputs(storage.queue, remediation),
  },
  readOutputs: {
    concurrency: 1,
    run: (deps, step) => readOutputs(deps, step),
  },
  readOutputOf: {
    concurrency: 2,
    run: (deps, look) => readOutputOf(deps, look),
  },
  readSignIns: {
    concurrency: 1,
    every: "41 * * * *",
    run: (deps) => readSignIns(deps),
  },
  startSweep: {
    concurrency: 1,
    every: "* * * * *",
    run: (deps) => startSweep(deps),
  },
  sweepStep: {
    concurrency: 1,
    run: (deps, { sweepId }) => sweepStep(deps, sweepId),
  },
  regainChannels: {
    concurrency: 1,
    every: "*/5 * * * *",
    run: (deps) => regainChannels(deps),
  },
  postHeldProposals: {
    concurrency: 1,
    every: "* * * * *",
    run: (deps) => postHeldProposals(deps),
  },
  expireAndWakeDue: {
    concurrency: 1,
    every: "* * * * *",
    run: (deps) => expireAndWakeDue(deps),
  },
  sayWhatWaits: {
    concurrency: 1,
    every: "*/5 * * * *",
    run: (deps) => sayWhatWaits(deps),
  },
  collectNews: {
    concurrency: 1,
    every: "* * * * *",
    run: (deps) => collectNews(deps),
  },
  notifySubscriber: {
    concurrency: 2,
    run: (deps, news) => notifySubscriber(deps, news),
  },
  remindOfProposals: {
    concurrency: 1,
    every: "* * * * *",
    run: (deps) => remindOfProposals(deps),
  },
  resumeStalled: {
    concurrency: 1,
    every: "*/5 * * * *",
    run: async (deps) => {
      await resumeStalled(deps);
      await syncStaleCards(deps);
      await tellOfLateJobs(deps);
    },
  },
  tidyUp: { concurrency: 1, every: "17 * * * *", run: (deps) => tidyUp(deps) },
  logAuditHead: {
    concurrency: 1,
    every: "0 * * * *",
    run: (deps) => logHead(deps),
  },
};

export const jobNames = Object.keys(workers) as (keyof Jobs)[];

/** Starts to work. Stops with the storage's queue. */
export async function startWorkers(deps: CustodianDeps): Promise<void> {
  for (const name of jobNames)
    await start(deps, name, workers[name] as Worker<typeof name>);
  await deps.storage.queue.workGivenUp((job) => giveUpJob(deps, job));
}

async function start<Name extends keyof Jobs>(
  deps: CustodianDeps,
  name: Name,
  worker: Worker<Name>,
): Promise<void> {
  const { queue } = deps.storage;
  await queue.work(name, worker.concurrency, (data) => worker.run(deps, data));
  if (worker.every) await queue.schedule(name, worker.every, {} as Jobs[Name]);
}
