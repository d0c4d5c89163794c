import type { Jobs } from "../../ports/jobs.ts";

/**
 * The queue in which each job lies in the database, where its name of today is another. A process of an earlier
 * version may work beside this one, and jobs that it left wait under these names; so they stay, whatever the code
 * calls the job.
 */
const NAMED_OTHERWISE: Partial<Readonly<Record<keyof Jobs, string>>> = {
  evaluateDevice: "considerDevice",
  syncProposalCard: "showProposal",
  syncHandoffCard: "showHandoff",
  syncBatchCard: "showBatch",
  syncSweepCard: "showSweep",
  applyAction: "answerProposal",
  answerLookUpLater: "lookUpLater",
  notifyPerson: "tellPerson",
  notifyAdmins: "tellAdmins",
  collectBatches: "gatherBatches",
  postHeldProposals: "releaseHeld",
  expireAndWakeDue: "settleDue",
};

/** @returns the name of the job's queue in the database. */
export function queueNameOf(job: keyof Jobs): string {
  return NAMED_OTHERWISE[job] ?? job;
}
