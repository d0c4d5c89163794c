import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import type { HandoffId } from "../../../src/domain/handoffs/handoff.ts";
import type { LookUpId } from "../../../src/domain/lookups/question.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type {
  Proposal,
  ProposalId,
} from "../../../src/domain/proposals/proposal.ts";
import type { Jobs } from "../../../src/ports/jobs.ts";
import { JOB_WAITS } from "../../../src/ports/jobWaits.ts";
import { PersonUnreachable } from "../../../src/ports/messenger.ts";
import { giveUpJob } from "../../../src/usecases/housekeeping/giveUpJob.ts";
import { scan } from "../../../src/usecases/sweep/startSweep.ts";
import { jobNames } from "../../../src/workers.ts";
import { aProposal, DAY_MS, everyState } from "../../support/builders.ts";
import {
  clickedBy,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { aBatch, aHandoff } from "../../support/stagingExamples.ts";
import { until } from "../../support/until.ts";

const WHERE = {
  serviceUrl: "https://teams.example/emea/",
  conversationId: "19:helpdesk@thread.tacv2",
};

describe("A job that was given up", () => {
  let world: CustodianOnCloud;
  beforeAll(async () => {
    world = await startCustodianOnCloud();
    // Notices go out, and nothing else runs by itself.
    const { deps, storage } = world;
    await storage.queue.work(
      "notifyPerson",
      1,
      async ({ recipient, notice }) => {
        if ("proposalId" in notice) return;
        await deps.messenger.notify(recipient, notice);
      },
    );
  });
  afterAll(() => world.close());

  const giveUp = <Name extends keyof Jobs>(name: Name, data: Jobs[Name]) =>
    giveUpJob(world.deps, {
      name,
      data,
      jobId: randomUUID(),
      code: null,
    } as Parameters<typeof giveUpJob>[1]);

  /** What this person is told from now on. */
  const toldTo = (userId: string) => {
    const from = world.messenger.told().length;
    return async () => {
      const read = () =>
        world.messenger
          .told()
          .slice(from)
          .filter(({ recipient }) => recipient.userId === userId)
          .map(({ notice }) => notice);
      await until("they are told", () => read().length > 0);
      return read();
    };
  };

  const given = async (overrides: Partial<Proposal>): Promise<Proposal> => {
    const proposal = aProposal(overrides);
    await world.storage.proposals.insert(proposal);
    return proposal;
  };

  const inState = async (kind: Proposal["state"]["kind"]) => {
    const state = everyState().find((one) => one.kind === kind);
    return await given(state ? { state } : {});
  };

  it("has a line in the table of what waits, whatever its kind, and the table knows no other", () => {
    expect(Object.keys(JOB_WAITS).sort()).toEqual([...jobNames].sort());
  });

  it("is counted, and tells the admins once a day what kind of work was left", async () => {
    const news: unknown[] = [];
    await world.storage.queue.work("notifyAdmins", 1, async (one) => {
      news.push(one);
    });
    await giveUp("tidyUp", {});
    await giveUp("logAuditHead", {});
    await until("it is told", () =>
      news.some((one) => JSON.stringify(one).includes("housekeeping")),
    );
    world.clock.advance(DAY_MS);
    await giveUp("tidyUp", {});
    const told = () =>
      news.filter((one) => JSON.stringify(one).includes("housekeeping"));
    await until("it is told again", () => told().length > 1);
    expect(told()).toEqual([
      { givenUp: "housekeeping" },
      { givenUp: "housekeeping" },
    ]);
    expect(world.counted.givenUp).toEqual(["tidyUp", "logAuditHead", "tidyUp"]);
  });

  it("tells in private whoever clicked, in the tab as well, and not about what is over", async () => {
    const { approver } = world.contoso.cast;
    const proposal = await given({});
    const over = await inState("rejected");
    const told = toldTo(approver.id);
    const answeredBy = { ...clickedBy(approver), isInTab: true };
    for (const { id, version } of [over, proposal])
      await giveUp("applyAction", {
        answer: { kind: "approve", proposalId: id, version },
        answeredBy,
        askedAt: world.clock.now().toISOString(),
      });
    const refusal = { say: "proposal.action-given-up" };
    expect(await told()).toMatchObject([
      { kind: "refusal", deviceName: proposal.device.name, message: refusal },
    ]);
    expect(
      await world.storage.lateRefusals.listFor([approver.id as UserId]),
    ).toMatchObject([{ proposalId: proposal.id, message: refusal }]);
  });

  it("tells whoever proposed something where they asked, and in private where that takes nothing", async () => {
    const { owner } = world.contoso.cast;
    const job = (where: boolean): Jobs["propose"] => ({
      id: randomUUID() as ProposalId,
      request: {
        device: "LT-0042",
        user: null,
        requestedBy: owner.id as UserId,
      },
      askedAt: world.clock.now().toISOString(),
      replyTo: clickedBy(owner).replyTo,
      ...(where && { where: WHERE }),
    });
    await giveUp("propose", job(true));
    expect(world.messenger.cards("post", "propose").at(-1)?.card).toMatchObject(
      {
        result: {
          kind: "refused",
          message: { say: "proposal.wish-given-up" },
        },
      },
    );
    const told = toldTo(owner.id);
    const fix = world.messenger.failAll("post", new TypeError("a defect"));
    await giveUp("propose", job(true));
    await giveUp("propose", job(false));
    fix();
    expect(await told()).toMatchObject([
      { kind: "not-proposed", deviceName: "LT-0042" },
      {},
    ]);
  });

  it("tells whoever asked a question that there is no answer", async () => {
    const { owner } = world.contoso.cast;
    await giveUp("answerLookUpLater", {
      id: randomUUID() as LookUpId,
      question: { about: "device", named: { text: "LT-0042" } },
      asker: owner.id as UserId,
      where: WHERE,
      isPrivate: true,
      askedAt: world.clock.now().toISOString(),
    });
    expect(world.messenger.cards("post", "lookUp").at(-1)?.card).toMatchObject({
      waits: false,
      reply: { kind: "refused", message: { say: "lookup.given-up" } },
    });
  });

  it("tells whoever approved a digest, and lets its rows be approved again", async () => {
    const { approver } = world.contoso.cast;
    const waiting = await given({});
    const done = await inState("verified");
    const decidedBy = {
      id: approver.id as UserId,
      displayName: approver.displayName,
      userPrincipalName: approver.userPrincipalName,
    };
    const batch = aBatch({
      rows: [waiting, done].map(({ id, toUser }) => ({
        proposalId: id,
        toUser: toUser ?? decidedBy,
        result: { kind: "approved", approvedBy: decidedBy },
      })),
    });
    await world.storage.batches.insert(batch);
    const told = toldTo(approver.id);
    await giveUp("approveBatch", {
      batchId: batch.id,
      decision: { decidedBy, proposalIds: [waiting.id, done.id] },
    });
    expect(await told()).toMatchObject([
      { kind: "refusal", stagingAccount: batch.stagingAccount },
    ]);
    const stored = await world.storage.batches.find(batch.id);
    expect(stored?.rows.map(({ result }) => result.kind)).toEqual([
      "refused",
      "approved",
    ]);
  });

  it.each([
    ["approved", "applyReassignment", "failed"],
    ["applying", "applyReassignment", "failed"],
    ["applied", "verifyReassignment", "unconfirmed"],
    ["undoing", "undoReassignment", "undo-failed"],
    ["verified", "verifyReassignment", "verified"],
  ] as const)(
    "leaves a proposal that is %s where somebody can go on",
    async (from, job, to) => {
      const { id } = await inState(from);
      await giveUp(job, { proposalId: id });
      expect(await world.stateOf(id)).toBe(to);
    },
  );

  it("tells a staging lead in the channel when their chat takes nothing", async () => {
    const { owner } = world.contoso.cast;
    const handoff = aHandoff({
      id: randomUUID() as HandoffId,
      moments: {
        "handed-off": { at: world.clock.now(), source: "proposal" },
      },
      lead: {
        id: owner.id as UserId,
        displayName: owner.displayName,
        userPrincipalName: owner.userPrincipalName,
      },
      leadChosenAt: world.clock.now(),
    });
    await world.storage.handoffs.insert(handoff);
    const fix = world.messenger.failAll(
      "post",
      new PersonUnreachable(owner.id as UserId),
      "personal",
    );
    await giveUp("syncHandoffCard", { handoffId: handoff.id });
    fix();
    expect(world.messenger.cards("post", "handoff").at(-1)?.place.kind).toBe(
      "channel",
    );
  });

  it("ends a sweep whose step it was, so that another one can begin", async () => {
    const request = {
      requestedBy: world.contoso.cast.admin.id as UserId,
      showIn: WHERE,
    };
    const { sweep } = await scan(world.deps, request);
    await giveUp("sweepStep", { sweepId: sweep.id });
    expect(await world.storage.sweeps.find(sweep.id)).toMatchObject({
      step: { kind: "failed", message: { say: "sweep.given-up" } },
    });
    const again = await scan(world.deps, request);
    expect(again).toMatchObject({ kind: "started" });
  });
});
