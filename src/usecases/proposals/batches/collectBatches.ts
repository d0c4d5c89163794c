import { randomUUID } from "node:crypto";
import type { Clock } from "../../../ports/clock.ts";
import type { Handoff } from "../../../domain/handoffs/handoff.ts";
import type { Log } from "../../../ports/log.ts";
import { normalizeUpn } from "../../../domain/people/user.ts";
import type { Storage, UnitOfWork } from "../../../ports/storage.ts";
import { reasonOf, tryOne } from "../../../ports/tryOne.ts";
import type {
  Proposal,
  ProposalId,
} from "../../../domain/proposals/proposal.ts";
import type { ChannelId } from "../../../domain/channels/channel.ts";
import { awaitsDecision } from "../../../domain/proposals/states.ts";
import { statesWhere } from "../../../domain/proposals/stateTable.ts";
import type {
  Batch,
  BatchId,
  BatchRow,
} from "../../../domain/proposals/batch.ts";

interface Deps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
}

/** A single one is answered as quickly on its own card. */
const FEWEST = 2;

/** More than this wait for the next card; the rows of this one end by themselves when their proposals expire. */
const MOST_ROWS = 100;

/** How many pending proposals are read at once. */
const PAGE = 1000;

/**
 * Puts the pending proposals that follow from handoffs on digest cards, one for each staging account and channel:
 * two or more begin one, and an open one gets whatever is new. Cheap when there is nothing to do, and safe to repeat.
 *
 * A proposal that somebody left out of a batch, or that could not be approved with it, is put on no other. A card that
 * cannot be made or brought up to date keeps none of the others from being.
 */
export async function collectBatches(deps: Deps): Promise<void> {
  for (const group of await findGroups(deps.storage)) {
    const tried = await tryOne(deps.storage, () => collect(deps, group));
    if (!tried.done)
      deps.log.error(
        { channelId: group.channelId, ...reasonOf(tried.error) },
        "Proposals of one staging account could not be put on one card",
      );
  }
}

/** What belongs on one digest card. */
interface Group {
  readonly stagingAccount: string;
  readonly channelId: ChannelId;
  readonly proposalIds: readonly ProposalId[];
}

/** @returns each with its proposals in the order of their devices' names. */
async function findGroups(storage: Storage): Promise<readonly Group[]> {
  const inOrder = (await findStaged(storage)).toSorted((a, b) =>
    a.deviceName.localeCompare(b.deviceName, "en", { numeric: true }),
  );
  const groups = new Map<string, Group & { proposalIds: ProposalId[] }>();
  for (const { id, channelId, stagingAccount } of inOrder) {
    const key = JSON.stringify([stagingAccount, channelId]);
    const group = groups.get(key) ?? {
      stagingAccount,
      channelId,
      proposalIds: [],
    };
    group.proposalIds.push(id);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** A pending proposal that follows from a handoff. */
interface Staged {
  readonly id: ProposalId;
  readonly channelId: ChannelId;
  readonly deviceName: string;
  /** Normalized. */
  readonly stagingAccount: string;
}

async function findStaged({
  proposals,
  handoffs,
}: Pick<Storage, "proposals" | "handoffs">): Promise<readonly Staged[]> {
  const staged: Staged[] = [];
  let after: ProposalId | null = null;
  for (;;) {
    const pending: readonly Proposal[] = await proposals.pageInStates(
      statesWhere("awaitsDecision"),
      after,
      PAGE,
    );
    const current = await handoffs.findCurrentOf(
      pending.map(({ device }) => device.id),
    );
    const handoffOf = new Map(current.map((one) => [one.device.id, one]));
    for (const proposal of pending) {
      const { id, channelId, device } = proposal;
      const handoff = handoffOf.get(device.id);
      if (!handoff || !channelId || !followsFrom(handoff, proposal)) continue;
      const stagingAccount = normalizeUpn(handoff.stagingAccount);
      staged.push({ id, channelId, deviceName: device.name, stagingAccount });
    }
    if (pending.length < PAGE) return staged;
    after = pending.at(-1)?.id ?? null;
  }
}

/** A device's open proposal is its newest. The handoff names it later than it is made: a job of its own does that. */
function followsFrom(handoff: Handoff, { id, createdAt }: Proposal): boolean {
  return (
    handoff.proposal?.id === id ||
    (!handoff.moments.verified && createdAt >= handoff.enrolledAt)
  );
}

async function collect(
  { storage, clock, log }: Deps,
  group: Group,
): Promise<void> {
  await storage.transaction(async (unit) => {
    const channel = await unit.channels.find(group.channelId);
    if (!channel || channel.lostAt) return;
    const found = await unit.batches.findOpen(
      group.stagingAccount,
      group.channelId,
    );
    // It may have ended while we waited for it.
    const open = found && (await unit.batches.findForUpdate(found.id));
    const fresh = await findFresh(unit, group, open);
    const refreshed = open && (await refresh(unit, open));

    if (open && refreshed?.some(isWaiting)) {
      const added = fresh.slice(0, Math.max(0, MOST_ROWS - open.rows.length));
      const rows = [
        ...refreshed,
        ...added.map((proposal) => toRow(proposal, open.version + 1)),
      ];
      await saveRows(unit, open, rows);
      return;
    }
    if (open && refreshed) await saveRows(unit, open, refreshed);
    if (fresh.length < FEWEST) return;
    const batch: Batch = {
      id: randomUUID() as BatchId,
      version: 1,
      stagingAccount: group.stagingAccount,
      channelId: group.channelId,
      createdAt: clock.now(),
      rows: fresh.slice(0, MOST_ROWS).map((proposal) => toRow(proposal, 1)),
      decidedBy: null,
      decidedAt: null,
    };
    // Another replica may be first; then its batch is the one.
    if (!(await unit.batches.insert(batch))) return;
    await unit.queue.send(
      "syncBatchCard",
      { batchId: batch.id },
      { key: batch.id },
    );
    log.info(
      { batchId: batch.id, rows: batch.rows.length },
      "Proposals were put on one card",
    );
  });
}

type ForPerson = Proposal & { readonly toUser: BatchRow["toUser"] };

/** Those of the group that still wait and are on no card like this. */
async function findFresh(
  unit: UnitOfWork,
  { channelId, proposalIds }: Group,
  open: Batch | null,
): Promise<readonly ForPerson[]> {
  const fresh: ForPerson[] = [];
  for (const id of proposalIds) {
    if (open?.rows.some(({ proposalId }) => proposalId === id)) continue;
    const proposal = await unit.proposals.find(id);
    if (!proposal || !waitsIn(proposal, channelId) || !isForPerson(proposal))
      continue;
    // Its own card says what its lead says against it.
    if (proposal.objection) continue;
    const other = await unit.batches.findByProposal(id);
    const row = other?.rows.find(({ proposalId }) => proposalId === id);
    const isHandled =
      row !== undefined &&
      row.result.kind !== "settled" &&
      (row.result.kind !== "waiting" || other?.channelId === channelId);
    if (!isHandled) fresh.push(proposal);
  }
  return fresh;
}

/** Nobody's device is no handoff: it is answered on its own card. */
function isForPerson(proposal: Proposal): proposal is ForPerson {
  return proposal.toUser !== null;
}

function waitsIn(proposal: Proposal, channelId: ChannelId): boolean {
  return awaitsDecision(proposal) && proposal.channelId === channelId;
}

/** Its rows, with what became of their proposals elsewhere. A proposal that came back, from a snooze, waits again. */
async function refresh(
  unit: UnitOfWork,
  batch: Batch,
): Promise<readonly BatchRow[]> {
  const rows: BatchRow[] = [];
  for (const row of batch.rows) {
    if (row.result.kind !== "waiting" && row.result.kind !== "settled") {
      rows.push(row);
      continue;
    }
    const proposal = await unit.proposals.find(row.proposalId);
    const waits = proposal !== null && waitsIn(proposal, batch.channelId);
    if (waits === isWaiting(row)) rows.push(row);
    else
      rows.push({
        ...row,
        result: { kind: waits ? "waiting" : "settled" },
        addedIn: batch.version + 1,
      });
  }
  return rows;
}

/** Writes them if they differ. */
async function saveRows(
  unit: UnitOfWork,
  batch: Batch,
  rows: readonly BatchRow[],
): Promise<void> {
  const differs =
    rows.length !== batch.rows.length ||
    rows.some((row, place) => row !== batch.rows[place]);
  if (!differs) return;
  await unit.batches.save({ ...batch, version: batch.version + 1, rows });
  await unit.queue.send(
    "syncBatchCard",
    { batchId: batch.id },
    { key: batch.id },
  );
}

function isWaiting({ result }: BatchRow): boolean {
  return result.kind === "waiting";
}

function toRow({ id, toUser }: ForPerson, addedIn: number): BatchRow {
  return { proposalId: id, toUser, result: { kind: "waiting" }, addedIn };
}
