import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { resumeStalled } from "../../../src/usecases/housekeeping/resumeStalled.ts";
import type { Jobs } from "../../../src/ports/jobs.ts";
import type { Log } from "../../../src/ports/log.ts";
import type {
  Batch,
  BatchResult,
} from "../../../src/domain/proposals/batch.ts";
import type {
  Proposal,
  ProposalId,
  ProposalStateKind,
} from "../../../src/domain/proposals/proposal.ts";
import type { OpenStorage } from "../../../src/ports/storage.ts";
import {
  aClock,
  aPerson,
  aProposal,
  everyState,
  MINUTE_MS,
  NOON,
} from "../../support/builders.ts";
import { aBatch, aHandoff } from "../../support/stagingExamples.ts";
import {
  describeOnEachEngine,
  quiet,
  type TestStorage,
} from "../../support/testStorage.ts";
import { until } from "../../support/until.ts";

/** Which job takes a proposal up that stands still in this state. */
const JOB_OF: Partial<Record<ProposalStateKind, Resumable>> = {
  approved: "applyReassignment",
  applying: "applyReassignment",
  applied: "verifyReassignment",
  undoing: "undoReassignment",
};

const RESUMABLE = [
  "applyReassignment",
  "verifyReassignment",
  "undoReassignment",
] as const;

type Resumable = (typeof RESUMABLE)[number];

describeOnEachEngine("What takes up stalled proposals", (engine) => {
  let clock: ReturnType<typeof aClock>;
  let test: TestStorage;
  let storage: OpenStorage;
  beforeEach(async () => {
    clock = aClock();
    test = await engine.open(clock);
    storage = test.storage;
  });
  afterEach(() => test.dispose());

  const look = (log: Log = quiet) => resumeStalled({ storage, clock, log });

  const given = async (kind: ProposalStateKind): Promise<Proposal> => {
    const state = everyState().find((one) => one.kind === kind);
    const proposal = aProposal(state && { state });
    await storage.proposals.insert(proposal);
    return proposal;
  };

  /** Runs the jobs that wait from now on, in the order in which they came. */
  const work = async (
    handle: (job: string) => Promise<void> = () => Promise.resolve(),
  ): Promise<string[]> => {
    const ran: string[] = [];
    for (const name of RESUMABLE)
      await storage.queue.work(name, 2, async ({ proposalId }) => {
        ran.push(`${name} ${proposalId}`);
        await handle(`${name} ${proposalId}`);
      });
    return ran;
  };

  const nothingWaits = () =>
    until(
      "nothing waits any more",
      async () => (await storage.queue.depth()) === 0,
    );

  it("sends the job of each that stands between two states for more than 20 minutes, and of no other", async () => {
    const expected: string[] = [];
    for (const { kind } of everyState()) {
      const { id } = await given(kind);
      const job = JOB_OF[kind];
      if (job) expected.push(`${job} ${id}`);
    }
    clock.advance(20 * MINUTE_MS);
    await look();
    expect(await storage.queue.depth()).toBe(0);

    clock.advance(1);
    await look();
    expect(await storage.queue.depth()).toBe(4);
    const ran = await work();
    await nothingWaits();
    expect(ran.sort()).toEqual(expected.sort());
  });

  it("leaves one alone whose job still waits, so that looking again piles nothing up", async () => {
    const { id } = await given("approved");
    await storage.queue.send(
      "applyReassignment",
      { proposalId: id },
      { delaySeconds: 3600 },
    );
    const other = await given("approved");
    clock.advance(21 * MINUTE_MS);
    await look();
    await look();
    expect(await storage.queue.depth()).toBe(2);
    const ran = await work();
    await until("the one without a job runs", () => ran.length > 0);
    expect(ran).toEqual([`applyReassignment ${other.id}`]);
  });

  it("sends the job of a handoff whose lead was never looked for, once, and of no other", async () => {
    const handedOff = { at: NOON, source: "users-logged-on" } as const;
    const untold = aHandoff({ moments: { "handed-off": handedOff } });
    await storage.handoffs.insertAll([
      aHandoff(),
      untold,
      aHandoff({ moments: { "handed-off": handedOff }, leadChosenAt: NOON }),
    ]);
    await look();
    await look();
    expect(await storage.queue.depth()).toBe(1);
    const ran: string[] = [];
    await storage.queue.work("followHandoff", 1, ({ handoffId }) => {
      ran.push(handoffId);
      return Promise.resolve();
    });
    await nothingWaits();
    expect(ran).toEqual([untold.id]);
  });

  it("is not kept from one proposal by a job that waits for another of the same device", async () => {
    const { id, device } = await given("applied");
    await storage.queue.send(
      "verifyReassignment",
      { proposalId: "unconfirmed" as ProposalId },
      { key: device.id, delaySeconds: 3600 },
    );
    clock.advance(21 * MINUTE_MS);
    await look();
    const ran = await work();
    await until("its own job runs", () => ran.length > 0);
    expect(ran).toEqual([`verifyReassignment ${id}`]);
  });

  it("sends again at a later look when the job ran and changed nothing", async () => {
    const { id } = await given("undoing");
    clock.advance(21 * MINUTE_MS);
    const ran = await work();
    for (let round = 1; round <= 2; round += 1) {
      await look();
      await nothingWaits();
      expect(ran).toHaveLength(round);
    }
    expect(new Set(ran)).toEqual(new Set([`undoReassignment ${id}`]));
  });

  it("never lets a job run beside another of the same device", async () => {
    const { id, device } = await given("approved");
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const ran = await work(() => (ran.length === 1 ? held : Promise.resolve()));
    const before = "before" as ProposalId;
    await storage.queue.send(
      "applyReassignment",
      { proposalId: before },
      { key: device.id },
    );
    await until("the one before runs", () => ran.length === 1);
    clock.advance(21 * MINUTE_MS);
    await look();
    // It is seen to wait: one of another device overtakes it.
    await storage.queue.send("applyReassignment", {
      proposalId: "elsewhere" as ProposalId,
    });
    await until("another device's job runs", () => ran.length > 1);
    expect(ran[1]).toBe("applyReassignment elsewhere");
    release();
    await nothingWaits();
    expect(ran[2]).toBe(`applyReassignment ${id}`);
  });

  describe("of a batch", () => {
    const [mia, noa] = [aPerson("Mia"), aPerson("Noa")];
    const approved = (approvedBy = mia): BatchResult => ({
      kind: "approved",
      approvedBy,
    });

    const batchOf = async (
      rows: readonly (readonly [Proposal, BatchResult])[],
    ): Promise<Batch> => {
      const batch = aBatch({
        rows: rows.map(([{ id }, result]) => ({
          proposalId: id,
          toUser: aPerson("Ben"),
          result,
        })),
        decidedBy: noa,
        decidedAt: clock.now(),
      });
      await storage.batches.insert(batch);
      return batch;
    };

    const takenUp = async (): Promise<Jobs["approveBatch"][]> => {
      const ran: Jobs["approveBatch"][] = [];
      await storage.queue.work("approveBatch", 2, (data) => {
        ran.push(data);
        return Promise.resolve();
      });
      await nothingWaits();
      return ran;
    };

    it("sends the rows that were approved and wait for more than 20 minutes, by whom they were, once", async () => {
      const [first, second, third] = [
        await given("pending"),
        await given("pending"),
        await given("pending"),
      ];
      const batch = await batchOf([
        [first, approved()],
        [await given("verified"), approved()],
        [await given("pending"), { kind: "vetoed" }],
        [second, approved()],
        [third, approved(noa)],
      ]);
      await batchOf([
        [await given("pending"), { kind: "waiting" }],
        [await given("rejected"), approved()],
      ]);
      clock.advance(20 * MINUTE_MS);
      await look();
      expect(await storage.queue.depth()).toBe(0);

      clock.advance(1);
      await look();
      await look();
      expect(await storage.queue.depth()).toBe(2);
      const ran = await takenUp();
      expect(ran).toHaveLength(2);
      expect(ran).toEqual(
        expect.arrayContaining([
          {
            batchId: batch.id,
            decision: { decidedBy: mia, proposalIds: [first.id, second.id] },
          },
          {
            batchId: batch.id,
            decision: { decidedBy: noa, proposalIds: [third.id] },
          },
        ]),
      );
    });
  });

  it("says in the log which it takes up", async () => {
    const { id } = await given("applying");
    await given("verified");
    clock.advance(21 * MINUTE_MS);
    const said: object[] = [];
    await look({ ...quiet, warn: (fields: object) => void said.push(fields) });
    expect(said).toEqual([{ proposalId: id, state: "applying" }]);
  });
});
