import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Storage } from "../../ports/storage.ts";
import { isBatchCardBehind } from "../notices/syncBatchCard.ts";
import { isSweepCardBehind } from "../notices/syncSweepCard.ts";
import { eachPage, HOUSEKEEPING_PAGE } from "./eachPage.ts";

interface Deps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
}

/** Longer than the job of a card waits in a healthy system. */
const STALE_MS = 20 * 60 * 1000;

const DAY_MS = 24 * 60 * 60 * 1000;

/** A card that asks nothing any more is brought up to date for so long after its last change. */
const NEWS_MS = 7 * DAY_MS;

/** A digest, or a lead's notice, is looked at for so long. */
const RECENT_MS = 30 * DAY_MS;

/**
 * Sends the job of every card that is missing or shows an older version: of proposals, digests, staged devices, what
 * leads say against handoffs, and sweeps. Jobs are stored with what needs them, so this finds something only when an
 * operator deleted one or it was given up. A card that is shown already is not sent again, so one job too many changes
 * nothing.
 */
export async function syncStaleCards({
  storage,
  clock,
  log,
}: Deps): Promise<void> {
  const { proposals, batches, handoffs, sweeps, queue } = storage;
  const now = clock.now().getTime();
  const before = new Date(now - STALE_MS);
  await eachPage(
    { storage, log },
    (after: string | null) =>
      proposals.listStaleCards(
        {
          changedBefore: before,
          endedAfter: new Date(now - NEWS_MS),
          inUnusedChannelAfter: new Date(now - DAY_MS),
        },
        HOUSEKEEPING_PAGE,
        after,
      ),
    (id) => id,
    async (proposalId) =>
      await queue.send(
        "syncProposalCard",
        { proposalId },
        {
          key: proposalId,
          unlessThere: true,
          onSent: () =>
            log.warn(
              { proposalId },
              "A card was missing or late, and is seen to",
            ),
        },
      ),
  );
  await eachPage(
    { storage, log },
    (after: string | null) =>
      batches.listRecent(new Date(now - RECENT_MS), HOUSEKEEPING_PAGE, after),
    ({ id }) => id,
    async (batch) => {
      if (batch.createdAt > before) return;
      if (!(await isBatchCardBehind(storage, batch))) return;
      await queue.send(
        "syncBatchCard",
        { batchId: batch.id },
        { key: batch.id, unlessThere: true },
      );
    },
  );
  await eachPage(
    { storage, log },
    (after: string | null) =>
      handoffs.listUnshown(
        { chosenAfter: new Date(now - RECENT_MS), chosenBefore: before },
        HOUSEKEEPING_PAGE,
        after,
      ),
    (id) => id,
    async (handoffId) =>
      await queue.send(
        "syncHandoffCard",
        { handoffId },
        { key: handoffId, unlessThere: true },
      ),
  );
  await eachPage(
    { storage, log },
    // Few of them wait: all are read at once.
    async (after: string | null) =>
      after === null
        ? (await handoffs.listContradicted(HOUSEKEEPING_PAGE)).first
        : [],
    ({ id }) => id,
    async ({ id, objection }) => {
      if (!objection || objection.toldAt || objection.at > before) return;
      await queue.send(
        "syncObjectionCard",
        { handoffId: id },
        { key: id, unlessThere: true },
      );
    },
  );
  await eachPage(
    { storage, log },
    // Few of them are asked for in a day: all are read at once.
    async (after: string | null) =>
      after === null ? await sweeps.listShownSince(new Date(now - DAY_MS)) : [],
    ({ id }) => id,
    async (sweep) => {
      if (sweep.steppedAt > before) return;
      if (!(await isSweepCardBehind(storage, sweep))) return;
      await queue.send(
        "syncSweepCard",
        { sweepId: sweep.id },
        { key: sweep.id, unlessThere: true },
      );
    },
  );
}
