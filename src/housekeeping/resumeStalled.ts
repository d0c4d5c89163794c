import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Proposal, ProposalStateKind } from "../proposals/proposal.ts";
import type { Storage } from "../storage/storage.ts";

type Resume = (storage: Storage, proposal: Proposal) => Promise<void>;

/** Longer than any job of a healthy system leaves a proposal alone. */
const STALLED_MS = 20 * 60 * 1000;

const BATCH = 100;

/**
 * Unless its job still waits, as it may for long while Graph is out of order: one more at every look would pile up. The
 * key keeps it from running beside another of the same device.
 */
const resume =
  (
    job: "applyReassignment" | "verifyReassignment" | "undoReassignment",
  ): Resume =>
  (storage, { id, device }) =>
    storage.queue.send(
      job,
      { proposalId: id },
      { key: device.id, unlessThere: true },
    );

const resumes: readonly (readonly [ProposalStateKind, Resume])[] = [
  ["approved", resume("applyReassignment")],
  ["applying", resume("applyReassignment")],
  ["applied", resume("verifyReassignment")],
  ["undoing", resume("undoReassignment")],
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
  for (const [state, send] of resumes) {
    for (const proposalId of await storage.proposals.listStalled(
      [state],
      before,
      BATCH,
    )) {
      const proposal = await storage.proposals.find(proposalId);
      if (proposal?.state.kind !== state) continue;
      log.warn(
        { proposalId, state },
        "A proposal stood still, and is taken up again",
      );
      await send(storage, proposal);
    }
  }
}
