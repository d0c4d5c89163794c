import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { PersonRef } from "../../domain/people/user.ts";
import type { Batch } from "../../domain/proposals/batch.ts";
import type { ProposalId } from "../../domain/proposals/proposal.ts";
import { eachPage, HOUSEKEEPING_PAGE } from "./eachPage.ts";
import { awaitsDecision } from "../../domain/proposals/states.ts";
import {
  reassignmentJobOf,
  STATE_KINDS,
} from "../../domain/proposals/stateTable.ts";
import type { Storage } from "../../ports/storage.ts";

interface Deps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
}

/** Longer than any job of a healthy system leaves a proposal alone. */
const STALLED_MS = 20 * 60 * 1000;

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
  for (const state of STATE_KINDS) {
    const job = reassignmentJobOf(state);
    if (!job) continue;
    await eachPage(
      { storage, log },
      (after: ProposalId | null) =>
        storage.proposals.listStalled(
          [state],
          before,
          HOUSEKEEPING_PAGE,
          after,
        ),
      (id) => id,
      async (proposalId) => {
        const proposal = await storage.proposals.find(proposalId);
        if (proposal?.state.kind !== state) return;
        log.warn(
          { proposalId, state },
          "A proposal stood still, and is taken up again",
        );
        // Unless its job still waits, as it may for long while Graph is out of order: one more at every look would
        // pile up. The key keeps it from running beside another of the same device.
        await storage.queue.send(
          job,
          { proposalId },
          { key: proposal.device.id, unlessThere: true },
        );
      },
    );
  }
  await eachPage(
    { storage, log },
    (after: string | null) =>
      storage.batches.listStalled(before, HOUSEKEEPING_PAGE, after),
    ({ id }) => id,
    (batch) => resumeBatch({ storage, log }, batch),
  );
  await eachPage(
    { storage, log },
    (after: string | null) =>
      storage.handoffs.listUntold(HOUSEKEEPING_PAGE, after),
    (id) => id,
    (handoffId) =>
      storage.queue.send(
        "followHandoff",
        { handoffId },
        { key: handoffId, unlessThere: true },
      ),
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
    if (!proposal || !awaitsDecision(proposal)) continue;
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
