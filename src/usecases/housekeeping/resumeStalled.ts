import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { PersonRef } from "../../domain/people/user.ts";
import type { Batch } from "../../domain/proposals/batch.ts";
import type {
  Proposal,
  ProposalId,
  ProposalStateKind,
} from "../../domain/proposals/proposal.ts";
import type { Storage } from "../../ports/storage.ts";

interface Deps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
}

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
 * Sends the job of every proposal that stands between two states for too long, and of every batch with rows that were
 * approved and whose proposals still wait. Jobs are stored with what needs them, so this finds something only when an
 * operator deleted jobs or a defect used up all of a job's attempts.
 *
 * And that of every handoff whose lead was never looked for, unless it waits: nobody would hear of that device.
 */
export async function resumeStalled({
  storage,
  clock,
  log,
}: Deps): Promise<void> {
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
  for (const batch of await storage.batches.listStalled(before, BATCH))
    await resumeBatch({ storage, log }, batch);
  for (const handoffId of await storage.handoffs.listUntold(BATCH))
    await storage.queue.send(
      "followHandoff",
      { handoffId },
      { key: handoffId, unlessThere: true },
    );
}

/** What two people approved of it is two jobs: each proposal is approved by whoever did. */
async function resumeBatch(
  { storage, log }: Pick<Deps, "storage" | "log">,
  { id, rows }: Batch,
): Promise<void> {
  const decisions = new Map<string, Decided>();
  for (const { proposalId, result } of rows) {
    if (result.kind !== "approved" || !result.approvedBy) continue;
    const proposal = await storage.proposals.find(proposalId);
    if (proposal?.state.kind !== "pending") continue;
    const decidedBy = result.approvedBy;
    const decided = decisions.get(decidedBy.id) ?? {
      decidedBy,
      proposalIds: [],
    };
    decided.proposalIds.push(proposalId);
    decisions.set(decidedBy.id, decided);
  }
  for (const decision of decisions.values()) {
    log.warn(
      { batchId: id, rows: decision.proposalIds.length },
      "Rows of a batch stood still, and are taken up again",
    );
    await storage.queue.send(
      "approveBatch",
      { batchId: id, decision },
      { key: id, unlessThere: true },
    );
  }
}

interface Decided {
  readonly decidedBy: PersonRef;
  readonly proposalIds: ProposalId[];
}
