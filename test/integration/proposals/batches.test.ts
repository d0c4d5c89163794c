import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from "@jest/globals";
import { syncBatchCard } from "../../../src/usecases/notices/syncBatchCard.ts";
import {
  approveBatch,
  approveBatchLater,
} from "../../../src/usecases/proposals/batches/approveBatch.ts";
import { applyActionLater } from "../../../src/usecases/proposals/applyAction.ts";
import type { Jobs } from "../../../src/ports/jobs.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import { undoBatch } from "../../../src/usecases/proposals/batches/undoBatch.ts";
import { rejectBatch } from "../../../src/usecases/proposals/batches/rejectBatch.ts";
import type {
  ApproveBatchResult,
  Batch,
  BatchRow,
} from "../../../src/domain/proposals/batch.ts";
import { followHandoff } from "../../../src/usecases/handoffs/followHandoff.ts";
import type { Handoff } from "../../../src/domain/handoffs/handoff.ts";
import { collectBatches } from "../../../src/usecases/proposals/batches/collectBatches.ts";
import { StaleProposal } from "../../../src/domain/proposals/errors.ts";
import type {
  Proposal,
  ProposalId,
} from "../../../src/domain/proposals/proposal.ts";
import type { ChannelId } from "../../../src/domain/channels/channel.ts";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import { next } from "../../../src/domain/proposals/states.ts";
import type { SendOptions } from "../../../src/ports/queue.ts";
import type { Storage } from "../../../src/ports/storage.ts";
import { verifyReassignment } from "../../../src/usecases/reassignments/verifyReassignment.ts";
import { forDecisions } from "../../../src/custodian.ts";
import type { Person } from "../../simulator/contoso.ts";
import { after, DAY_MS, MINUTE_MS, NOON } from "../../support/builders.ts";
import {
  clickedBy,
  eventually,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import {
  aStagedProposal,
  openBatch,
  useFreshChannel,
} from "../../support/stagedProposals.ts";
import { STAGING } from "../../support/stagingExamples.ts";
import { describeOnEachEngine } from "../../support/testStorage.ts";
import { saying } from "../../support/saying.ts";

describeOnEachEngine("batches", (engine) => {
  let app: CustodianOnCloud;
  let channelId: ChannelId;
  const start = () =>
    startCustodianOnCloud({
      devices: 200,
      openDatabase: (clock) => engine.open(clock),
    });
  beforeAll(async () => {
    app = await start();
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    app.cloud.faults.clear();
    channelId = await useFreshChannel(app);
  });

  const gather = () => collectBatches(app.deps);
  const staged = async (count: number): Promise<Proposal[]> => {
    const proposals: Proposal[] = [];
    while (proposals.length < count) proposals.push(await aStagedProposal(app));
    return proposals;
  };
  const batchOf = async (count: number): Promise<Batch> => {
    await staged(count);
    await gather();
    return await openBatch(app, channelId);
  };
  const click = (
    by: Person,
    batch: Batch,
    vetoed: readonly number[] = [],
    page = 0,
  ): Promise<ApproveBatchResult> =>
    app.custodian.batches.approve(
      { batchId: batch.id, version: batch.version, page, vetoed },
      clickedBy(by),
    );
  const stored = async ({ id }: Batch): Promise<Batch> => {
    const batch = await app.storage.batches.find(id);
    if (!batch) throw new Error("The batch is gone");
    return batch;
  };
  /** What the stored job does next. */
  const work = async (batch: Batch, deps = app.deps) => {
    const { decidedBy, rows } = await stored(batch);
    if (!decidedBy) throw new Error("Nobody decided");
    const proposalIds = rows
      .filter(({ result }) => result.kind === "approved")
      .map(({ proposalId }) => proposalId);
    await approveBatchLater(deps, {
      batchId: batch.id,
      decision: { decidedBy, proposalIds },
    });
  };
  /** Its lead, or an admin, says that the handoff is wrong. */
  const contradict = async ({ device }: Proposal) => {
    const handoff = await app.storage.handoffs.findCurrent(device.id);
    expect(
      await app.custodian.handoffs.applyObjection(
        { kind: "object", handoffId: handoff!.id, reason: "In a box" },
        clickedBy(app.contoso.cast.admin),
      ),
    ).toEqual({ kind: "done" });
  };
  const states = async (batch: Batch) =>
    await Promise.all(
      batch.rows.map(({ proposalId }) => app.stateOf(proposalId)),
    );
  const results = async (batch: Batch) =>
    (await stored(batch)).rows.map(({ result }) => result.kind);
  const approvals = async (batch: Batch) =>
    await Promise.all(
      batch.rows.map(
        async ({ proposalId }) =>
          (await app.auditOf(proposalId)).filter(
            (kind) => kind === "proposal.approved",
          ).length,
      ),
    );

  describe("gathering", () => {
    it("begins one with two proposals of a staging account, and none with a single one, whatever else is open", async () => {
      const [first] = await staged(1);
      await gather();
      expect(await app.storage.batches.findByProposal(first!.id)).toBeNull();
      const { newOwner } = app.contoso.cast;
      await aStagedProposal(app, newOwner, {
        stagingAccount: "other@contoso.com",
      });
      await aStagedProposal(app, newOwner, {
        moments: { verified: { at: NOON, source: "proposal" } },
      });
      await app.show((await app.reportLogons(app.aDevice()))!.id);
      await gather();
      expect(await app.storage.batches.findByProposal(first!.id)).toBeNull();
      const [second] = await staged(1);
      await gather();
      const batch = await openBatch(app, channelId);
      expect(batch.rows.map(({ proposalId }) => proposalId).toSorted()).toEqual(
        [first!, second!].map(({ id }) => id).toSorted(),
      );
    });

    it("adds what is new to the open one, at its end, and changes nothing when nothing is new", async () => {
      const batch = await batchOf(3);
      await gather();
      expect(await stored(batch)).toEqual(batch);
      const [fourth] = await staged(1);
      await gather();
      const grown = await stored(batch);
      expect(grown.rows.slice(0, 3)).toEqual(batch.rows);
      expect(grown.rows[3]).toMatchObject({ proposalId: fourth!.id });
    });

    it("begins that of one staging account though that of another cannot be, for a reason that nobody foresaw", async () => {
      const { newOwner } = app.contoso.cast;
      const other = { stagingAccount: "another@contoso.com" };
      const { storage } = app;
      for (const [broken, sound] of [
        [STAGING, other.stagingAccount],
        [other.stagingAccount, STAGING],
      ] as const) {
        channelId = await useFreshChannel(app);
        for (const handoff of [{}, {}, other, other])
          await aStagedProposal(app, newOwner, handoff);
        await collectBatches({
          ...app.deps,
          storage: {
            ...storage,
            transaction: (work) =>
              storage.transaction((unit) =>
                work({
                  ...unit,
                  batches: {
                    ...unit.batches,
                    findOpen: (account, channel) =>
                      account === broken
                        ? Promise.reject(new TypeError("a defect"))
                        : unit.batches.findOpen(account, channel),
                  },
                }),
              ),
          },
        });
        expect((await openBatch(app, channelId, sound)).rows).toHaveLength(2);
        await expect(openBatch(app, channelId, broken)).rejects.toThrow();
      }
    });

    it("finds those of a staging account behind any number of others that wait", async () => {
      const mine = await staged(2);
      const ids = new Set(mine.map(({ id }) => id));
      const { storage } = app;
      const waiting = mine.map((one) => ({ ...one }));
      const others = Array.from({ length: 5_000 }, (_, place) => ({
        ...mine[0]!,
        id: `00000000-${place}` as ProposalId,
        device: { ...mine[0]!.device, id: `none-${place}` as DeviceId },
      }));
      const all = [...others, ...waiting];
      await collectBatches({
        ...app.deps,
        storage: {
          ...storage,
          proposals: {
            ...storage.proposals,
            listInStates: (_kinds, limit) =>
              Promise.resolve(all.slice(0, limit)),
            pageInStates: (_kinds, after, limit) => {
              const from = all.findIndex(({ id }) => id === after) + 1;
              return Promise.resolve(all.slice(from, from + limit));
            },
          },
        },
      });
      const batch = await openBatch(app, channelId);
      expect(new Set(batch.rows.map(({ proposalId }) => proposalId))).toEqual(
        ids,
      );
    });

    it("posts one card when two replicas gather at once", async () => {
      await staged(3);
      await Promise.all([gather(), gather(), gather()]);
      const batch = await openBatch(app, channelId);
      await Promise.allSettled([
        syncBatchCard(app.deps, batch.id),
        syncBatchCard(app.deps, batch.id),
      ]);
      expect(
        app.messenger
          .cards("post", "batch")
          .filter(({ message }) => message.channelId === channelId),
      ).toHaveLength(1);
    });

    it("puts what was left out on no other card", async () => {
      const batch = await batchOf(3);
      await click(app.contoso.cast.approver, batch, [0, 1, 2]);
      await gather();
      await expect(openBatch(app, channelId)).rejects.toThrow();
      expect(await states(batch)).toEqual(["pending", "pending", "pending"]);
    });

    it("leaves to its own card what is contradicted already", async () => {
      const wrong = await aStagedProposal(app, undefined, HANDED_OFF);
      await contradict(wrong);
      const batch = await batchOf(2);
      expect(batch.rows).toHaveLength(2);
      expect(await app.storage.batches.findByProposal(wrong.id)).toBeNull();
    });

    it("ends one whose proposals were all answered on their own cards, and begins another", async () => {
      const { approver } = app.contoso.cast;
      const batch = await batchOf(3);
      for (const { proposalId } of batch.rows)
        await app.answer(approver, await app.get(proposalId), {
          kind: "reject",
          reason: "No",
        });
      const second = await batchOf(3);
      expect(second.id).not.toBe(batch.id);
      expect(await results(batch)).toEqual(["settled", "settled", "settled"]);
    });
  });

  describe("Approve the rest", () => {
    it("approves each row but the vetoed as its own proposal with its own audit row", async () => {
      const { approver } = app.contoso.cast;
      const batch = await batchOf(4);
      expect(await click(approver, batch, [1])).toMatchObject({ kind: "done" });
      await work(batch);
      expect(await states(batch)).toEqual([
        "approved",
        "pending",
        "approved",
        "approved",
      ]);
      expect(await approvals(batch)).toEqual([1, 0, 1, 1]);
      expect(await results(batch)).toEqual([
        "approved",
        "vetoed",
        "approved",
        "approved",
      ]);
      // Whoever lost the job of this can be given it back.
      expect((await stored(batch)).rows[0]?.result).toMatchObject({
        approvedBy: { id: approver.id },
      });
    });

    it("writes down once, in the audit log, who left a device out", async () => {
      const { approver, nestedApprover } = app.contoso.cast;
      const batch = await batchOf(3);
      await click(approver, batch, [1, 2]);
      await click(approver, batch, [1, 2]);
      await click(nestedApprover, batch, [0]);
      await work(batch);
      const rows = await app.storage.audit.page(0, 10_000);
      const [approved] = rows.filter(
        ({ kind, proposalId }) =>
          kind === "proposal.approved" &&
          proposalId === batch.rows[0]!.proposalId,
      );
      const leftOut = rows.filter(
        ({ kind, details }) =>
          kind === "proposal.left-out" && details?.["batchId"] === batch.id,
      );
      expect(leftOut).toMatchObject(
        [1, 2].map((place) => ({
          at: app.clock.now(),
          actor: approved!.actor,
          proposalId: batch.rows[place]!.proposalId,
          details: { to: app.contoso.cast.newOwner.userPrincipalName },
        })),
      );
    });

    it("approves only the page that was looked at, as it was looked at", async () => {
      const { approver } = app.contoso.cast;
      const batch = await batchOf(3);
      await staged(9);
      await gather();
      const grown = await stored(batch);
      await click(approver, batch);
      expect((await results(batch)).slice(3)).toEqual(Array(9).fill("waiting"));
      await click(approver, grown, [], 1);
      expect((await results(batch)).map((kind) => kind === "approved")).toEqual(
        grown.rows.map((_, place) => place < 3 || place >= 10),
      );
    });

    it("refuses the row of whoever would gain by it, says why, and leaves it to another approver", async () => {
      const { approvers, cast } = app.contoso;
      await staged(2);
      const own = await aStagedProposal(app, cast.approver);
      await gather();
      const batch = await openBatch(app, channelId);
      const place = batch.rows.findIndex(
        ({ proposalId }) => proposalId === own.id,
      );
      const result = await click(cast.approver, batch);
      await work(batch);
      expect(result).toMatchObject({ kind: "done" });
      expect((await stored(batch)).rows[place]?.result).toEqual({
        kind: "refused",
        message: saying("You'd become"),
      });
      expect(await app.auditOf(own.id)).toContain("proposal.answer-refused");
      expect((await states(batch)).toSorted()).toEqual([
        "approved",
        "approved",
        "pending",
      ]);
      await click(cast.nestedApprover, await stored(batch));
      await work(batch);
      expect(await states(batch)).toEqual(["approved", "approved", "approved"]);
      expect(approvers.userIds.has(cast.approver.id)).toBe(true);
    });

    it("refuses whoever is no approver, and changes nothing", async () => {
      const batch = await batchOf(3);
      expect(await click(app.contoso.cast.technician, batch)).toMatchObject({
        kind: "refused",
        message: saying("approvers group"),
      });
      expect(await stored(batch)).toEqual(batch);
    });

    it("asks Entra once, however many rows there are", async () => {
      const batch = await batchOf(5);
      const before = app.cloud.requests.length;
      await click(app.contoso.cast.approver, batch);
      await work(batch);
      expect(app.cloud.requests.length - before).toBeLessThanOrEqual(2);
    });

    it("does not approve for somebody else than the row showed", async () => {
      const { approver, employee } = app.contoso.cast;
      const batch = await batchOf(3);
      const [row] = batch.rows;
      await app.answer(approver, await app.get(row!.proposalId), {
        kind: "someone-else",
        who: employee.id,
      });
      await click(approver, batch);
      await work(batch);
      expect((await states(batch))[0]).toBe("superseded");
      expect((await results(batch))[0]).toBe("settled");
    });

    it("refuses a row whose proposal names another person by now", async () => {
      const { approver } = app.contoso.cast;
      const batch = await batchOf(3);
      const proposal = await app.get(batch.rows[0]!.proposalId);
      await app.storage.proposals.save(
        next(proposal, { toUser: proposal.fromUser }),
      );
      await click(approver, batch);
      await work(batch);
      expect(await states(batch)).toEqual(["pending", "approved", "approved"]);
      expect((await results(batch))[0]).toBe("refused");
    });

    it.each(["before the click", "between the click and its job"])(
      "leaves to its own card what its lead contradicts %s, until that is seen to",
      async (when) => {
        const { approver } = app.contoso.cast;
        const wrong = await aStagedProposal(app, undefined, HANDED_OFF);
        await staged(2);
        await gather();
        const batch = await openBatch(app, channelId);
        const place = batch.rows.findIndex(
          ({ proposalId }) => proposalId === wrong.id,
        );
        const others = (kind: string) =>
          batch.rows.map((_, at) => (at === place ? "pending" : kind));
        if (when === "before the click") await contradict(wrong);
        await click(approver, batch);
        if (when !== "before the click") await contradict(wrong);
        await work(batch);
        expect(await states(batch)).toEqual(others("approved"));
        expect((await results(batch))[place]).toBe("waiting");
        const handoff = await app.storage.handoffs.findCurrent(wrong.device.id);
        await followHandoff(app.deps, handoff!.id);
        expect(
          (await app.storage.handoffs.find(handoff!.id))?.objection?.ended,
        ).toBeNull();

        await app.custodian.handoffs.applyObjection(
          { kind: "settle", handoffId: handoff!.id },
          clickedBy(approver),
        );
        await click(approver, await stored(batch));
        await work(batch);
        expect(await app.stateOf(wrong.id)).toBe("approved");
      },
    );

    it("does not approve what expired between the click and the job", async () => {
      const batch = await batchOf(3);
      await click(app.contoso.cast.approver, batch);
      app.clock.advance(73 * 60 * MINUTE_MS);
      await work(batch);
      expect(await states(batch)).toEqual(["expired", "expired", "expired"]);
      expect(await results(batch)).toEqual(["settled", "settled", "settled"]);
    });

    it("approves nothing twice, by double clicks, redelivery or a repeated job", async () => {
      const { approver } = app.contoso.cast;
      const batch = await batchOf(4);
      await Promise.all([1, 2, 3].map(() => click(approver, batch)));
      await Promise.all([work(batch), work(batch)]);
      await click(approver, batch);
      await work(batch);
      expect(await approvals(batch)).toEqual([1, 1, 1, 1]);
    });

    it("goes through once when two approvers click at the same moment", async () => {
      const { approver, nestedApprover } = app.contoso.cast;
      for (let round = 0; round < 3; round += 1) {
        channelId = await useFreshChannel(app);
        const batch = await batchOf(3);
        await Promise.all([
          click(approver, batch, [0]),
          click(nestedApprover, batch),
        ]);
        await Promise.all([work(batch), work(batch)]);
        const [first, ...rest] = await states(batch);
        expect(rest).toEqual(["approved", "approved"]);
        const [vetoed] = await results(batch);
        expect(first).toBe(vetoed === "vetoed" ? "pending" : "approved");
        expect((await approvals(batch)).slice(1)).toEqual([1, 1]);
      }
    });

    it("is finished after a crash in the middle", async () => {
      const batch = await batchOf(4);
      await click(app.contoso.cast.approver, batch);
      await expect(
        work(batch, { ...app.deps, storage: dyingAfter(3, app.storage) }),
      ).rejects.toThrow("killed");
      expect((await approvals(batch)).filter(Boolean)).not.toHaveLength(4);
      await work(batch);
      expect(await approvals(batch)).toEqual([1, 1, 1, 1]);
    });
  });

  describe("a row that fails", () => {
    it("says why, keeps no other row from its approval, and can be approved again", async () => {
      const { approver } = app.contoso.cast;
      const batch = await batchOf(4);
      await click(approver, batch);
      const [, { proposalId }] = batch.rows as [BatchRow, BatchRow];
      const older = { ...(await app.get(proposalId)), version: 1 };
      await work(
        batch,
        findingAs(proposalId, () => older),
      );
      expect(await approvals(batch)).toEqual([1, 0, 1, 1]);
      const { result } = (await stored(batch)).rows[1]!;
      expect(result).toEqual({
        kind: "refused",
        message: saying("look again"),
      });
      await click(approver, await stored(batch));
      await work(batch);
      expect(await approvals(batch)).toEqual([1, 1, 1, 1]);
    });

    it("is left to the next attempt when that may go better, after the others", async () => {
      const batch = await batchOf(4);
      await click(app.contoso.cast.approver, batch);
      const [{ proposalId }] = batch.rows as [BatchRow];
      const failing = findingAs(proposalId, () => {
        throw new StaleProposal(proposalId, 1);
      });
      await expect(work(batch, failing)).rejects.toThrow(StaleProposal);
      expect(await approvals(batch)).toEqual([0, 1, 1, 1]);
      await work(batch);
      expect(await approvals(batch)).toEqual([1, 1, 1, 1]);
    });

    /** As if this proposal were always read like that. */
    const findingAs = (id: ProposalId, read: () => Proposal) => {
      const { storage } = app;
      const find = async (asked: ProposalId) =>
        asked === id ? read() : await storage.proposals.find(asked);
      const proposals = { ...storage.proposals, find };
      return { ...app.deps, storage: { ...storage, proposals } };
    };
  });

  describe("when Entra is slow", () => {
    it("says before Entra answers that it is checked, and decides by itself", async () => {
      const { approver } = app.contoso.cast;
      const batch = await batchOf(3);
      app.cloud.faults.hold("graph");
      const approve = {
        batchId: batch.id,
        version: batch.version,
        page: 0,
        vetoed: [2],
      };
      expect(
        await approveBatch(app.deps, approve, clickedBy(approver)),
      ).toEqual({ kind: "checking" });
      expect(await stored(batch)).toEqual(batch);
      app.cloud.faults.clear();
      await approveBatchLater(app.deps, {
        approve,
        answeredBy: clickedBy(approver),
        askedAt: app.clock.now().toISOString(),
      });
      await work(batch);
      expect(await states(batch)).toEqual(["approved", "approved", "pending"]);
    });
  });

  it("undoes the ticked rows by a job each, once and with the checks of one undo, and says beside the others why not", async () => {
    const { approver, nestedApprover, technician } = app.contoso.cast;
    await staged(3);
    const own = await aStagedProposal(app);
    await gather();
    const batch = await openBatch(app, channelId);
    await click(nestedApprover, batch);
    await work(batch);
    const ids = batch.rows.map(({ proposalId }) => proposalId);
    const others = ids.filter((id) => id !== own.id);
    const [first, second, open] = others as [
      ProposalId,
      ProposalId,
      ProposalId,
    ];
    for (const id of [first, second, own.id]) {
      await app.apply(id);
      const { device } = await app.get(id);
      const written = app.contoso.devices.get(device.id);
      if (written) app.letWritesShow(written);
      await app.verify(id);
      expect(await app.stateOf(id)).toBe("verified");
    }
    // The approver would have it back.
    const done = await app.get(own.id);
    await app.storage.proposals.save(
      next(done, {
        fromUser: {
          id: approver.id as UserId,
          displayName: approver.displayName,
          userPrincipalName: approver.userPrincipalName,
        },
      }),
    );
    const places = [first, second, open, own.id].map((id) => ids.indexOf(id));
    const undo = { batchId: batch.id, places, why: "The wrong bench" };
    expect(
      await undoBatch(app.deps, undo, clickedBy(technician)),
    ).toMatchObject({ kind: "refused", message: saying("approvers group") });

    const jobs: Jobs["applyAction"][] = [];
    const clicked = sendingTo(jobs);
    const answers = [
      await undoBatch(clicked, undo, clickedBy(approver)),
      await undoBatch(clicked, undo, clickedBy(approver)),
    ];
    expect(answers).toEqual(
      Array(2).fill({
        kind: "undoing",
        count: 2,
        refused: expect.arrayContaining([
          {
            place: ids.indexOf(open),
            message: { say: "proposal.nothing-to-undo" },
          },
          {
            place: ids.indexOf(own.id),
            message: { say: "people.gains-by-it" },
          },
        ]) as unknown,
      }),
    );
    expect(await app.auditOf(own.id)).toContain("proposal.answer-refused");
    for (const job of jobs) await applyActionLater(app.deps, job);
    for (const id of [first, second]) {
      expect(await app.get(id)).toMatchObject({
        state: {
          kind: "undoing",
          undo: {
            requestedBy: { id: approver.id },
            why: { text: "The wrong bench" },
          },
        },
      });
      expect(
        (await app.auditOf(id)).filter((kind) => kind === "undo.requested"),
      ).toHaveLength(1);
    }
    expect(await app.stateOf(own.id)).toBe("verified");

    // Teams delivers it once more, and somebody else clicks too: it is said that they are being taken back.
    const sent = jobs.length;
    for (const by of [approver, nestedApprover])
      expect(
        await undoBatch(
          clicked,
          {
            batchId: batch.id,
            places: [first, second].map((id) => ids.indexOf(id)),
          },
          clickedBy(by),
        ),
      ).toEqual({ kind: "undoing", count: 2, refused: [] });
    expect(jobs).toHaveLength(sent);

    // Whoever clicks when the window is over gets no job of it.
    app.clock.advance(30 * DAY_MS);
    expect(
      await undoBatch(
        clicked,
        { batchId: batch.id, places: [ids.indexOf(own.id)] },
        clickedBy(nestedApprover),
      ),
    ).toMatchObject({
      count: 0,
      refused: [{ message: { say: "proposal.undo-too-late" } }],
    });
  });

  it("loses its button to undo when the time for that is over, in one edit for rows that were changed together", async () => {
    const batch = await batchOf(2);
    await syncBatchCard(app.deps, batch.id);
    await click(app.contoso.cast.nestedApprover, batch);
    await work(batch);
    const redraws: Jobs["syncBatchCard"][] = [];
    const deps = watching((name, job, options) => {
      if (name === "syncBatchCard" && options?.unlessThere)
        redraws.push(job as Jobs["syncBatchCard"]);
    });
    for (const { proposalId } of batch.rows) {
      await app.apply(proposalId);
      const { device } = await app.get(proposalId);
      const written = app.contoso.devices.get(device.id);
      if (written) app.letWritesShow(written);
      await verifyReassignment(forDecisions(deps), proposalId);
      expect(await app.stateOf(proposalId)).toBe("verified");
      app.clock.advance(1000);
    }
    await syncBatchCard(app.deps, batch.id);
    const [first, second] = redraws;
    expect(first).toEqual({
      batchId: batch.id,
      redrawAt: expect.any(String) as unknown,
    });
    expect(second).toEqual(first);

    const over = Date.parse(first?.redrawAt ?? "");
    for (const { proposalId } of batch.rows) {
      const { undoUntil } = await app.get(proposalId);
      expect(over).toBeGreaterThanOrEqual(undoUntil?.getTime() ?? Infinity);
    }
    const edits = () =>
      app.messenger
        .cards("edit", "batch")
        .filter(({ card }) => card.batch.id === batch.id).length;
    const before = edits();
    await syncBatchCard(app.deps, batch.id);
    expect(edits()).toBe(before);
    await syncBatchCard(app.deps, batch.id, true);
    expect(edits()).toBe(before + 1);
  });

  it("rejects the ticked rows by a job each, once and with the checks of one proposal, however often it comes", async () => {
    const { approver, nestedApprover, technician } = app.contoso.cast;
    await staged(3);
    const own = await aStagedProposal(app, approver);
    await gather();
    const batch = await openBatch(app, channelId);
    const [first, second, left] = batch.rows
      .map(({ proposalId }) => proposalId)
      .filter((id) => id !== own.id) as [ProposalId, ProposalId, ProposalId];
    const reject = {
      batchId: batch.id,
      version: batch.version,
      places: [first, second, own.id].map((id) =>
        batch.rows.findIndex(({ proposalId }) => proposalId === id),
      ),
      reason: "Lent for a day",
    };
    expect(
      await rejectBatch(app.deps, reject, clickedBy(technician)),
    ).toMatchObject({ kind: "refused", message: saying("approvers group") });

    const jobs: Jobs["applyAction"][] = [];
    const clicked = sendingTo(jobs);
    // Entra is too slow for one of the deliveries.
    app.cloud.faults.hold("graph");
    const answers = [await rejectBatch(clicked, reject, clickedBy(approver))];
    app.cloud.faults.clear();
    answers.push(await rejectBatch(clicked, reject, clickedBy(approver)));
    expect(answers).toEqual(Array(2).fill({ kind: "rejecting", count: 3 }));
    expect(await states(batch)).toEqual(Array(4).fill("pending"));
    for (const job of jobs) await applyActionLater(app.deps, job);

    for (const id of [first, second]) {
      expect(await app.get(id)).toMatchObject({
        state: {
          decision: {
            verdict: "reject",
            decidedBy: { id: approver.id },
            reason: "Lent for a day",
          },
        },
      });
      expect(
        (await app.auditOf(id)).filter((kind) => kind === "proposal.rejected"),
      ).toHaveLength(1);
    }
    expect(await app.auditOf(own.id)).toContain("proposal.answer-refused");
    expect([await app.stateOf(own.id), await app.stateOf(left)]).toEqual([
      "pending",
      "pending",
    ]);

    // What is being approved is not rejected.
    await click(nestedApprover, await stored(batch));
    expect(
      await rejectBatch(
        clicked,
        { ...reject, places: [0, 1, 2, 3] },
        clickedBy(approver),
      ),
    ).toMatchObject({ kind: "refused", message: saying("any more") });
  });

  /** Keeps what the click sends, to be done by the test. */
  const sendingTo = (jobs: Jobs["applyAction"][]) =>
    watching((_name, job) => {
      jobs.push(job as Jobs["applyAction"]);
    });

  /** Each job is seen, and none is sent. */
  const watching = (
    see: (name: string, job: unknown, options?: SendOptions) => void,
  ) => {
    const { storage } = app;
    const transaction: Storage["transaction"] = (work) =>
      storage.transaction((unit) =>
        work({
          ...unit,
          queue: {
            ...unit.queue,
            send: (name, job, options) => {
              see(name, job, options);
              return Promise.resolve();
            },
          },
        }),
      );
    return { ...app.deps, storage: { ...storage, transaction } };
  };

  // Last, in an app of its own: the workers go on to the end, and what the tests before have left takes them minutes.
  it("is carried out by the jobs that the click stored, to the change in Intune, and shown", async () => {
    await app.close();
    app = await start();
    channelId = await useFreshChannel(app);
    const { approver, technician } = app.contoso.cast;
    const batch = await batchOf(3);
    await syncBatchCard(app.deps, batch.id);
    app.cloud.faults.hold("graph");
    expect(await click(technician, batch)).toEqual({ kind: "checking" });
    expect(await click(approver, batch, [1])).toEqual({ kind: "checking" });
    app.cloud.faults.clear();
    await app.work();
    await eventually(
      () => states(batch),
      ([first, second, third]) =>
        second === "pending" &&
        [first, third].every(
          (state) => state === "applied" || state === "verified",
        ),
    );
    await eventually(
      () => app.messenger.cards("edit", "batch").at(-1)?.card,
      (card) =>
        card?.batch.id === batch.id &&
        ["applied", "verified"].includes(card.proposals[0]?.state.kind ?? ""),
    );
    await eventually(
      () => app.messenger.told(),
      (told) =>
        told.some(
          ({ recipient, notice }) =>
            recipient.userId === technician.id &&
            "stagingAccount" in notice &&
            notice.stagingAccount === STAGING,
        ),
    );
    expect(await approvals(batch)).toEqual([1, 0, 1]);
  });
});

/** Such a handoff can be contradicted. */
const HANDED_OFF: Partial<Handoff> = {
  moments: { "handed-off": { at: after(-1), source: "users-logged-on" } },
};

/** A process that is killed before its next transaction, after this many. */
function dyingAfter<S extends Storage>(transactions: number, storage: S): S {
  let left = transactions;
  return new Proxy(storage, {
    get(target, name, receiver) {
      if (name === "transaction") {
        left -= 1;
        if (left < 0) throw new Error("killed");
      }
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
}
