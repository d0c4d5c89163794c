import { logHead } from "./usecases/audit/logHead.ts";
import type { CustodianDeps } from "./custodian.ts";
import { followHandoff } from "./usecases/handoffs/followHandoff.ts";
import { resumeStalled } from "./usecases/housekeeping/resumeStalled.ts";
import { tidyUp } from "./usecases/housekeeping/tidyUp.ts";
import type { Jobs } from "./ports/jobs.ts";
import { lookUpLater } from "./usecases/lateAnswers/answerLater.ts";
import { createLookUps } from "./usecases/lookups/createLookUps.ts";
import { announceWaking } from "./usecases/notices/announceWaking.ts";
import { showBatch } from "./usecases/notices/showBatch.ts";
import { showHandoff } from "./usecases/notices/showHandoff.ts";
import { showProposal } from "./usecases/notices/showProposal.ts";
import { showSweep } from "./usecases/notices/showSweep.ts";
import { tellAdmins, tellPerson } from "./usecases/notices/tellPeople.ts";
import { answerLater } from "./usecases/proposals/answerProposal.ts";
import { approveBatchLater } from "./usecases/proposals/batches/approveBatch.ts";
import { gatherBatches } from "./usecases/proposals/batches/gatherBatches.ts";
import { considerDevice } from "./usecases/proposals/considerDevice.ts";
import { proposeLater } from "./usecases/lateAnswers/proposeInTime.ts";
import { releaseHeld } from "./usecases/proposals/releaseHeld.ts";
import { settleDue } from "./usecases/proposals/settleDue.ts";
import { applyReassignment } from "./usecases/reassignments/applyReassignment.ts";
import { undoReassignment } from "./usecases/reassignments/undoReassignment.ts";
import { verifyReassignment } from "./usecases/reassignments/verifyReassignment.ts";
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
  considerDevice: {
    concurrency: 4,
    run: (deps, { deviceId }) => considerDevice(deps, deviceId),
  },
  showProposal: {
    concurrency: 4,
    run: (deps, { proposalId, redraw }) =>
      showProposal(deps, proposalId, redraw ?? false),
  },
  answerProposal: {
    concurrency: 2,
    run: (deps, job) => answerLater(deps, job),
  },
  propose: {
    concurrency: 2,
    run: (deps, job) =>
      proposeLater({ ...deps, lookUps: createLookUps(deps) }, job),
  },
  applyReassignment: {
    concurrency: 3,
    run: (deps, { proposalId }) => applyReassignment(deps, proposalId),
  },
  verifyReassignment: {
    concurrency: 2,
    run: (deps, { proposalId }) => verifyReassignment(deps, proposalId),
  },
  undoReassignment: {
    concurrency: 2,
    run: (deps, { proposalId }) => undoReassignment(deps, proposalId),
  },
  announceWaking: {
    concurrency: 1,
    run: (deps, { proposalId }) => announceWaking(deps, proposalId),
  },
  tellPerson: {
    concurrency: 2,
    run: (deps, { recipient, notice }) => tellPerson(deps, recipient, notice),
  },
  tellAdmins: {
    concurrency: 1,
    run: (deps, news) => tellAdmins(deps, news),
  },
  followHandoff: {
    concurrency: 2,
    run: (deps, { handoffId }) => followHandoff(deps, handoffId),
  },
  showHandoff: {
    concurrency: 2,
    run: (deps, { handoffId }) => showHandoff(deps, handoffId),
  },
  showSweep: {
    concurrency: 1,
    run: (deps, { sweepId }) => showSweep(deps, sweepId),
  },
  showBatch: {
    concurrency: 1,
    run: (deps, { batchId }) => showBatch(deps, batchId),
  },
  gatherBatches: {
    concurrency: 1,
    every: "*/15 * * * *",
    run: (deps) => gatherBatches(deps),
  },
  approveBatch: {
    concurrency: 2,
    run: (deps, job) => approveBatchLater(deps, job),
  },
  lookUpLater: {
    concurrency: 2,
    run: (deps, job) => lookUpLater(deps, createLookUps(deps), job),
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
  releaseHeld: {
    concurrency: 1,
    every: "* * * * *",
    run: (deps) => releaseHeld(deps),
  },
  settleDue: {
    concurrency: 1,
    every: "* * * * *",
    run: (deps) => settleDue(deps),
  },
  resumeStalled: {
    concurrency: 1,
    every: "*/5 * * * *",
    run: (deps) => resumeStalled(deps),
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
