import type { AuditKind } from "../../domain/audit/audit.ts";
import type { Log } from "../../ports/log.ts";
import type { UserId } from "../../domain/people/user.ts";
import type { UnitOfWork } from "../../ports/storage.ts";
import type { Handoff } from "../../domain/handoffs/handoff.ts";
import type {
  Proposal,
  ProposalStateKind,
} from "../../domain/proposals/proposal.ts";
import { allows, hasCardPlace, isOpen } from "../../domain/proposals/states.ts";
import { isRefused, whySilenced } from "../../domain/proposals/suppression.ts";
import {
  CREATION,
  transition,
  type ProposalEvent,
} from "../../domain/proposals/stateTable.ts";
import { endWishes } from "./endWishes.ts";
import { HISTORY } from "./history.ts";
import { notifyRequester } from "./notifyRequester.ts";

/** What happened to a proposal, by whom and when. */
export interface Change {
  readonly event: ProposalEvent;
  readonly at: Date;
  /** Null for Custodian itself. */
  readonly actor: UserId | null;
  readonly details?: Readonly<Record<string, unknown>>;
  /** Before the job that follows from it begins; at once unless given. */
  readonly delaySeconds?: number;
}

/**
 * Stores a proposal's next version with what the table of states says of the event: its audit row, the job that
 * follows and the notice to who asked for the change. Beside it goes all else that must not be lost: the job that
 * redraws its card, the one that gives a freed card place away, those that move the device's handoff and the one it
 * followed from on, and the one that redraws the digest card it is on. A refusal that silences its device says so.
 *
 * Call it last in the transaction: the audit log's head stays locked from here to the end.
 *
 * @returns the proposal as it is stored.
 * @throws {Error} the state or the event's guard forbids what the caller does: a bug there.
 */
export async function storeChange(
  unit: UnitOfWork,
  log: Log,
  before: Proposal,
  changed: Proposal,
  change: Change,
): Promise<Proposal> {
  const { audit, job, notifiesRequester } = requireTransition(
    before,
    changed,
    change,
  );
  const after = await withSilence(unit, changed);
  if (job)
    await unit.queue.send(
      job,
      { proposalId: after.id },
      {
        key: job === "announceWaking" ? after.id : after.device.id,
        ...(change.delaySeconds !== undefined && {
          delaySeconds: change.delaySeconds,
        }),
      },
    );
  if (notifiesRequester) await notifyRequester(unit, after, change.actor);
  await unit.proposals.save(after);
  if (isOpen(before) && !isOpen(after)) await endWishes(unit, after, change.at);
  if (hasCardPlace(before) && !hasCardPlace(after))
    await unit.queue.send("postHeldProposals", {});
  // Its own cycle may have ended, and its lead still looks at the card.
  const followed = await unit.handoffs.findByProposal(after.id);
  await storeBeside(
    unit,
    log,
    after,
    audit,
    after.silence
      ? {
          ...change,
          details: { ...change.details, silenced: after.silence.why },
        }
      : change,
    followed,
  );
  return after;
}

/** Whether this refusal is one too many for evidence to go on asking about the device. */
async function withSilence(
  unit: UnitOfWork,
  after: Proposal,
): Promise<Proposal> {
  if (!isRefused(after.state)) return after;
  const { id } = after.device;
  const [earlier, listed] = await Promise.all([
    unit.proposals.listForDevice(id, HISTORY),
    unit.devices.find(id),
  ]);
  const why = whySilenced(
    [after, ...earlier.filter((other) => other.id !== after.id)],
    // Whom the device is left to.
    after.state.kind === "undo-failed" ? after.toUser : after.fromUser,
    listed?.device.enrolledAt ?? null,
  );
  return why ? { ...after, silence: { why, lifted: null } } : after;
}

/** Stores a new proposal, with all that must not be lost beside it; see `storeChange`. */
export async function storeCreated(
  unit: UnitOfWork,
  log: Log,
  created: Proposal,
  change: Omit<Change, "event">,
): Promise<void> {
  const { to, audit }: { to: readonly ProposalStateKind[]; audit: AuditKind } =
    CREATION;
  if (!to.includes(created.state.kind))
    throw new Error(`No proposal begins as ${created.state.kind}`);
  await unit.proposals.insert(created);
  await storeBeside(unit, log, created, audit, change, null);
}

function requireTransition(
  before: Proposal,
  { state }: Proposal,
  { event, at }: Change,
) {
  const found = transition(before.state.kind, event);
  if (!found?.to.includes(state.kind) || !allows(before, event, at))
    throw new Error(
      `Proposal ${before.id} is ${before.state.kind}: ${event} may not make it ${state.kind}`,
    );
  return { ...found, job: found.jobFor(state.kind) };
}

async function storeBeside(
  unit: UnitOfWork,
  log: Log,
  after: Proposal,
  audit: AuditKind,
  change: Omit<Change, "event">,
  followed: Pick<Handoff, "id"> | null,
): Promise<void> {
  await unit.queue.send(
    "syncProposalCard",
    { proposalId: after.id },
    { key: after.id },
  );
  const handoffs = [await unit.handoffs.findCurrent(after.device.id), followed];
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
    kind: audit,
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
      // Its proposal's direction is not its own.
      ...(audit.startsWith("undo.") && {
        restores: after.fromUser?.userPrincipalName ?? null,
        was: after.toUser?.userPrincipalName ?? null,
      }),
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
