import type { AuditKind } from "../../domain/audit/audit.ts";
import type { Log } from "../../ports/log.ts";
import type { UserId } from "../../domain/people/user.ts";
import type { UnitOfWork } from "../../ports/storage.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { hasCardPlace } from "../../domain/proposals/states.ts";

/** What is remembered of a change beside the proposal itself. */
export interface Change {
  readonly kind: AuditKind;
  readonly at: Date;
  /** Null for Custodian itself. */
  readonly actor: UserId | null;
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * Stores a proposal's next version with everything that must not be lost beside it: the job that redraws its card,
 * the job that gives a freed card place away, the jobs that move the device's handoff on, and the one it followed from, the one that
 * redraws the digest card it is on, and the audit row.
 *
 * Call it last in the transaction: the audit log's head stays locked from here to the end.
 *
 * @param before null for a new proposal.
 */
export async function storeChange(
  unit: UnitOfWork,
  log: Log,
  before: Proposal | null,
  after: Proposal,
  change: Change,
): Promise<void> {
  if (before) await unit.proposals.save(after);
  else await unit.proposals.insert(after);
  await unit.queue.send(
    "syncProposalCard",
    { proposalId: after.id },
    { key: after.id },
  );
  if (before && hasCardPlace(before) && !hasCardPlace(after))
    await unit.queue.send("postHeldProposals", {});
  const handoffs = [
    await unit.handoffs.findCurrent(after.device.id),
    // Its own cycle may have ended, and its lead still looks at the card.
    before && (await unit.handoffs.findByProposal(after.id)),
  ];
  for (const handoffId of new Set(handoffs.flatMap((one) => one?.id ?? [])))
    await unit.queue.send("followHandoff", { handoffId }, { key: handoffId });
  const batch = await unit.batches.findByProposal(after.id);
  if (batch)
    await unit.queue.send(
      "syncBatchCard",
      { batchId: batch.id },
      { key: batch.id },
    );
  await unit.audit.append({
    kind: change.kind,
    at: change.at,
    actor: change.actor,
    deviceId: after.device.id,
    proposalId: after.id,
    details: {
      device: after.device.name,
      from: after.fromUser?.userPrincipalName ?? null,
      to: after.toUser?.userPrincipalName ?? null,
      state: after.state.kind,
      version: after.version,
      ...change.details,
    },
  });
  log.info(
    {
      proposalId: after.id,
      deviceId: after.device.id,
      version: after.version,
      state: after.state.kind,
    },
    "A proposal changed",
  );
}
