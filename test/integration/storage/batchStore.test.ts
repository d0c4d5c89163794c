import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type {
  Batch,
  BatchId,
  BatchResult,
  BatchRow,
} from "../../../src/domain/proposals/batch.ts";
import type { ProposalId } from "../../../src/domain/proposals/proposal.ts";
import type { ChannelId } from "../../../src/domain/channels/channel.ts";
import type { OpenStorage } from "../../../src/ports/storage.ts";
import { after, aPerson, NOON } from "../../support/builders.ts";
import { hostileTexts } from "../../support/hostileText.ts";
import { aBatch, STAGING } from "../../support/stagingExamples.ts";
import { openPair, type StoragePair } from "../../support/storagePair.ts";
import { describeOnEachEngine } from "../../support/testStorage.ts";

describeOnEachEngine("BatchStore", (engine) => {
  let pair: StoragePair;
  let storage: OpenStorage;
  let replica: OpenStorage;
  beforeAll(async () => {
    pair = await openPair(engine);
    ({ storage, replica } = pair);
  });
  afterAll(() => pair.dispose());

  it("gives a batch of 1,000 rows back as it was", async () => {
    const results: readonly BatchResult[] = [
      { kind: "waiting" },
      { kind: "vetoed" },
      { kind: "approved" },
      { kind: "refused", message: `It's "gone" 💻` },
    ];
    const batch = aBatch({
      rows: Array.from({ length: 1000 }, (_, i) =>
        aRow(`big-${i}`, results[i % results.length]),
      ),
      decidedBy: aPerson("Mia"),
      decidedAt: after(1),
    });
    expect(await storage.batches.insert(batch)).toBe(true);
    expect(await storage.batches.find(batch.id)).toEqual(batch);
    expect(
      await storage.batches.findByProposal("big-999" as ProposalId),
    ).toEqual(batch);
    expect(await storage.batches.find("unknown" as BatchId)).toBeNull();
  });

  it("keeps one open batch of an account in a channel, when many begin one at the same moment", async () => {
    const { channelId } = aBatch();
    const batches = Array.from({ length: 8 }, (_, i) =>
      aBatch({
        channelId,
        stagingAccount: i % 3 ? STAGING : STAGING.toUpperCase(),
      }),
    );
    const begun = await Promise.all(
      batches.map((batch, i) =>
        (i % 2 ? replica : storage).transaction((unit) =>
          unit.batches.insert(batch),
        ),
      ),
    );
    expect(begun.filter(Boolean)).toHaveLength(1);
    expect(
      await storage.batches.findOpen(" Staging@Contoso.com", channelId),
    ).toEqual(batches[begun.indexOf(true)]);
  });

  it("keeps the open batches of other accounts and channels apart", async () => {
    const one = aBatch();
    const elsewhere = aBatch();
    const lookAlike = aBatch({
      channelId: one.channelId,
      stagingAccount: `pre${STAGING}`,
    });
    for (const batch of [one, elsewhere, lookAlike])
      expect(await storage.batches.insert(batch)).toBe(true);
    const { channelId } = one;
    expect(await storage.batches.findOpen(STAGING, channelId)).toEqual(one);
    expect(
      await storage.batches.findOpen(lookAlike.stagingAccount, channelId),
    ).toEqual(lookAlike);
    expect(await storage.batches.findOpen("%", channelId)).toBeNull();
    expect(
      await storage.batches.findOpen(STAGING, "19:none" as ChannelId),
    ).toBeNull();
  });

  it("is open as long as one of its rows waits, and makes room for the next then", async () => {
    const first = aBatch();
    const { channelId } = first;
    await storage.batches.insert(first);
    const [row, ...others] = first.rows as [BatchRow, ...BatchRow[]];
    const vetoed = others.map((one) => settled(one, { kind: "vetoed" }));
    const half = next(first, { rows: [row, ...vetoed] });
    expect(await storage.batches.save(half)).toBe(true);
    expect(await storage.batches.findOpen(STAGING, channelId)).toEqual(half);
    expect(await storage.batches.insert(aBatch({ channelId }))).toBe(false);
    const whole = next(half, {
      rows: [settled(row, { kind: "approved" }), ...vetoed],
    });
    expect(await storage.batches.save(whole)).toBe(true);
    expect(await storage.batches.findOpen(STAGING, channelId)).toBeNull();
    const second = aBatch({ channelId });
    expect(await storage.batches.insert(second)).toBe(true);
    expect(await storage.batches.findOpen(STAGING, channelId)).toEqual(second);
  });

  it("refuses to save over a version that is not the one before, and changes no neighbour", async () => {
    const batch = aBatch();
    const neighbour = aBatch();
    await storage.batches.insert(batch);
    await storage.batches.insert(neighbour);
    const saves = ["Mia", "Noa", "Oda"].map((name) =>
      next(batch, { decidedBy: aPerson(name), decidedAt: NOON }),
    );
    const outcomes = await Promise.all(
      saves.map((one, i) => (i % 2 ? replica : storage).batches.save(one)),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await storage.batches.find(batch.id)).toEqual(
      saves[outcomes.indexOf(true)],
    );
    expect(await storage.batches.find(neighbour.id)).toEqual(neighbour);
    expect(await storage.batches.save(next(aBatch(), {}))).toBe(false);
  });

  it("makes a second transaction wait for the one that reads for update", async () => {
    const batch = aBatch();
    await storage.batches.insert(batch);
    const bump = (by: OpenStorage) =>
      by.transaction(async ({ batches }) => {
        const current = await batches.findForUpdate(batch.id);
        return current !== null && (await batches.save(next(current, {})));
      });
    const saved = await Promise.all(
      Array.from({ length: 8 }, (_, i) => bump(i % 2 ? replica : storage)),
    );
    expect(saved.every(Boolean)).toBe(true);
    expect((await storage.batches.find(batch.id))?.version).toBe(9);
    expect(
      await storage.transaction(({ batches }) =>
        batches.findForUpdate("unknown" as BatchId),
      ),
    ).toBeNull();
  });

  it("finds the newest batch that lists a proposal, by its whole id", async () => {
    const proposalId = "p-1" as ProposalId;
    const with1 = (createdAt: Date) =>
      aBatch({ createdAt, rows: [aRow("p-2"), aRow("p-1")] });
    const [newest, oldest] = [with1(after(2)), with1(NOON)];
    const longer = aBatch({ createdAt: after(3), rows: [aRow("p-10")] });
    for (const batch of [newest, oldest, longer])
      await storage.batches.insert(batch);
    const { batches } = storage;
    expect(await batches.findByProposal(proposalId)).toEqual(newest);
    expect(await batches.findByProposal("p" as ProposalId)).toBeNull();
    const sameInstant = with1(after(2));
    await batches.insert(sameInstant);
    expect(await batches.findByProposal(proposalId)).toEqual(sameInstant);
    const changed = next(sameInstant, { rows: [aRow("p-3")] });
    await batches.save(changed);
    expect(await batches.findByProposal(proposalId)).toEqual(newest);
    expect(await batches.findByProposal("p-3" as ProposalId)).toEqual(changed);
  });

  it("keeps whatever text it is given, but for what PostgreSQL refuses", async () => {
    for (const text of hostileTexts) {
      const kept = text.replaceAll("\0", "").toWellFormed();
      const batch = aBatch({
        stagingAccount: text,
        rows: [
          aRow(`p ${text}`),
          aRow("settled", { kind: "refused", message: text }),
        ],
      });
      await storage.batches.insert(batch);
      const found = await storage.batches.findOpen(text, batch.channelId);
      expect(found?.id).toBe(batch.id);
      expect(found?.rows[1]?.result).toMatchObject({ message: kept });
      expect(
        (await storage.batches.findByProposal(`p ${text}` as ProposalId))?.id,
      ).toBe(batch.id);
    }
  });
});

function aRow(id: string, result: BatchResult = { kind: "waiting" }): BatchRow {
  return { proposalId: id as ProposalId, toUser: aPerson("Ben"), result };
}

function settled(row: BatchRow, result: BatchResult): BatchRow {
  return { ...row, result };
}

function next(batch: Batch, change: Partial<Batch>): Batch {
  return { ...batch, ...change, version: batch.version + 1 };
}
