import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { ProposalId, ProposalStateKind } from "../proposals/proposal.ts";
import type { Storage } from "../storage/storage.ts";

type Resume = (storage: Storage, proposalId: ProposalId) => Promise<void>;

/** Longer than any job of a healthy system leaves a proposal alone. */
const STALLED_MS = 20 * 60 * 1000;

const BATCH = 100;

const resumes: readonly (readonly [ProposalStateKind, Resume])[] = [
  [
    "approved",
    (storage, proposalId) =>
      storage.queue.send("applyReassignment", { proposalId }),
  ],
  [
    "applying",
    (storage, proposalId) =>
      storage.queue.send("applyReassignment", { proposalId }),
  ],
  [
    "applied",
    (storage, proposalId) =>
      storage.queue.send("verifyReassignment", { proposalId }),
  ],
  [
    "undoing",
    (storage, proposalId) =>
      storage.queue.send("undoReassignment", { proposalId }),
  ],
];

/**
 * Sends the job of every proposal that stands between two states for too long. Jobs are stored with what needs them,
 * so this finds something only when an operator deleted jobs or a defect used up all of a job's attempts.
 */
export async function resumeStalled({
  storage,
  clock,
  log,
}: {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<void> {
  const before = new Date(clock.now().getTime() - STALLED_MS);
  for (const [state, resume] of resumes) {
    for (const proposalId of await storage.proposals.listStalled(
      [state],
      before,
      BATCH,
    )) {
      log.warn(
        { proposalId, state },
        "A proposal stood still, and is taken up again",
      );
      await resume(storage, proposalId);
    }
  }
}
