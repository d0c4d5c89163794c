import { afterEach, beforeEach, expect, it } from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { ProposalId } from "../../../src/domain/proposals/proposal.ts";
import { TeamsUnavailable } from "../../../src/ports/messenger.ts";
import { resumeStalled } from "../../../src/usecases/housekeeping/resumeStalled.ts";
import { syncStaleCards } from "../../../src/usecases/housekeeping/syncStaleCards.ts";
import { tellOfLateJobs } from "../../../src/usecases/housekeeping/tellOfLateJobs.ts";
import { syncBatchCard } from "../../../src/usecases/notices/syncBatchCard.ts";
import { syncHandoffCard } from "../../../src/usecases/notices/syncHandoffCard.ts";
import { syncSweepCard } from "../../../src/usecases/notices/syncSweepCard.ts";
import { scan } from "../../../src/usecases/sweep/startSweep.ts";
import { failSweep } from "../../../src/usecases/sweep/sweepStep.ts";
import { expireAndWakeDue } from "../../../src/usecases/proposals/expireAndWakeDue.ts";
import {
  aPerson,
  aProposal,
  DAY_MS,
  everyState,
  HOUR_MS,
  MINUTE_MS,
} from "../../support/builders.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { aBatch, aHandoff } from "../../support/stagingExamples.ts";
import { until } from "../../support/until.ts";

let world: CustodianOnCloud;

const open = async (withChannel = true) => {
  world = await startCustodianOnCloud({ withChannel });
};

beforeEach(() => open());

afterEach(() => world.close());

/** What the clock does each minute, once. */
const minute = () => expireAndWakeDue(world.deps);

/** Which cards are asked for from now on, by whichever job. */
async function cardJobs(): Promise<ProposalId[]> {
  const asked: ProposalId[] = [];
  await world.storage.queue.work("syncProposalCard", 1, async (job) => {
    asked.push(job.proposalId);
  });
  return asked;
}

async function reported() {
  const device = world.aDevice();
  const proposal = await world.reportLogons(device);
  if (!proposal) throw new Error("Nothing was proposed");
  return { device, proposal };
}

it("housekeeping asks for the card whose job was lost after 20 minutes, and not for one that stands", async () => {
  const { proposal } = await reported();
  const { proposal: shown } = await reported();
  await world.show(shown.id);
  const asked = await cardJobs();
  // The jobs that were stored with both are lost.
  await until("both jobs are gone", () => asked.length >= 2);
  asked.splice(0);
  await syncStaleCards(world.deps);
  world.clock.advance(21 * MINUTE_MS);
  await syncStaleCards(world.deps);
  await until("it is asked for", () => asked.length > 0);
  expect(asked).toEqual([proposal.id]);
  expect((await world.show(proposal.id)).postedAt).not.toBeNull();
});

it("housekeeping asks for the card that shows an older version", async () => {
  const { proposal } = await reported();
  const shown = await world.show(proposal.id);
  await world.answer(world.contoso.cast.approver, shown, {
    kind: "snooze",
    days: 7,
  });
  const asked = await cardJobs();
  await until("its job is lost", () => asked.length > 0);
  asked.splice(0);
  world.clock.advance(21 * MINUTE_MS);
  await syncStaleCards(world.deps);
  await until("it is asked for", () => asked.length > 0);
  expect(asked).toEqual([proposal.id]);
});

it("a hundred that stand still in front hide nobody behind them", async () => {
  const state = everyState().find(({ kind }) => kind === "approved");
  if (!state) throw new Error("No state is approved");
  const { channel } = world;
  const waiting = new Set<string>();
  for (let n = 0; n < 230; n += 1) {
    const one = aProposal({
      ...(n % 2 === 0 && { state }),
      channelId: channel.id,
    });
    await world.storage.proposals.insert(one);
    waiting.add(one.id);
  }
  world.clock.advance(21 * MINUTE_MS);
  await resumeStalled(world.deps);
  await syncStaleCards(world.deps);
  const resumed = new Set<string>();
  const asked = new Set<string>();
  await world.storage.queue.work("applyReassignment", 4, async (job) => {
    resumed.add(job.proposalId);
  });
  await world.storage.queue.work("syncProposalCard", 4, async (job) => {
    asked.add(job.proposalId);
  });
  await until("all are taken up", () => resumed.size + asked.size >= 345);
  expect(resumed.size).toBe(115);
  expect(asked).toEqual(waiting);
});

it("one whose card could not be posted for 40 days has ended, frees its device, and somebody is told", async () => {
  const { device, proposal } = await reported();
  const news: unknown[] = [];
  await world.storage.queue.work("notifyAdmins", 1, async (one) => {
    news.push(one);
  });
  world.messenger.failAll("post", new TeamsUnavailable("504", true));
  for (let day = 0; day < 40; day += 1) {
    world.clock.advance(DAY_MS);
    await world.show(proposal.id).catch(() => undefined);
    await minute();
  }
  const ended = await world.get(proposal.id);
  expect(ended.state.kind).toBe("expired");
  expect(ended.state).toHaveProperty("at");
  await until("the admins are told", () => news.length > 0);
  expect(news[0]).toEqual({ neverPostedOf: proposal.device.name });
  expect(
    await world.storage.proposals.findActive(device.id as DeviceId),
  ).toBeNull();
  // Nobody was asked, so nothing speaks against asking.
  expect((await world.reportLogons(device))?.state.kind).toBe("pending");
});

it("one that nobody ever tried to post expires from its creation, and one that was posted late from there", async () => {
  const { proposal: lost } = await reported();
  const { proposal: late } = await reported();
  world.clock.advance(71 * HOUR_MS);
  await world.show(late.id);
  world.clock.advance(HOUR_MS);
  await minute();
  expect(await world.stateOf(lost.id)).toBe("expired");
  expect(await world.stateOf(late.id)).toBe("pending");
  world.clock.advance(71 * HOUR_MS);
  await minute();
  expect(await world.stateOf(late.id)).toBe("expired");
});

it("one that an earlier version stored and never posted ends, too", async () => {
  const { id } = aProposal();
  await world.storage.proposals.insert(
    aProposal({ id, postedAt: null, expiresAt: null }),
  );
  world.clock.advance(30 * DAY_MS);
  await minute();
  expect(await world.stateOf(id)).toBe("expired");
});

it("one that finds no channel is given up after 30 days, and whoever asked for it is told", async () => {
  await world.close();
  await open(false);
  const { owner, newOwner } = world.contoso.cast;
  const device = world.aDevice();
  const proposal = await world.propose(owner, device, newOwner);
  expect(proposal.state.kind).toBe("held");
  const told: unknown[] = [];
  await world.storage.queue.work("notifyPerson", 1, async (job) => {
    told.push([job.recipient.userId, job.notice.kind]);
  });
  world.clock.advance(30 * DAY_MS - 1);
  await minute();
  expect(await world.stateOf(proposal.id)).toBe("held");
  world.clock.advance(1);
  await minute();
  expect(await world.stateOf(proposal.id)).toBe("expired");
  await until("they are told", () => told.length > 0);
  expect(told).toEqual([[owner.id, "result"]]);
});

it("housekeeping asks for a digest, a lead's notice and a sweep's card that are missing, and for none that stands", async () => {
  const { storage, deps, clock, channel, contoso } = world;
  const proposal = aProposal({ channelId: channel.id });
  await storage.proposals.insert(proposal);
  const toUser = proposal.toUser ?? aPerson("Ben");
  const batch = aBatch({
    channelId: channel.id,
    rows: [{ proposalId: proposal.id, toUser, result: { kind: "waiting" } }],
  });
  await storage.batches.insert(batch);
  const handoff = aHandoff({
    moments: { "handed-off": { at: clock.now(), source: "proposal" } },
    leadChosenAt: clock.now(),
  });
  await storage.handoffs.insert(handoff);
  const { sweep } = await scan(deps, {
    requestedBy: contoso.cast.admin.id as UserId,
    showIn: {
      serviceUrl: channel.serviceUrl,
      conversationId: "19:helpdesk@thread.tacv2",
    },
  });
  await failSweep(deps, sweep.id);

  const asked: string[] = [];
  for (const [name, id] of [
    ["syncBatchCard", "batchId"],
    ["syncHandoffCard", "handoffId"],
    ["syncSweepCard", "sweepId"],
  ] as const)
    await storage.queue.work(name, 1, async (job) => {
      asked.push(Reflect.get(job, id) as string);
    });
  await until("what was stored with the sweep is lost", () => asked.length > 1);
  asked.splice(0);
  clock.advance(21 * MINUTE_MS);
  await syncStaleCards(deps);
  await until("all are asked for", () => asked.length > 2);
  expect(asked.sort()).toEqual([batch.id, handoff.id, sweep.id].sort());

  await syncBatchCard(deps, batch.id);
  await syncHandoffCard(deps, handoff.id);
  await syncSweepCard(deps, sweep.id);
  await until("their jobs are done", () => asked.length >= 3);
  asked.splice(0);
  const waiting = await storage.queue.depth();
  await syncStaleCards(deps);
  expect([await storage.queue.depth(), asked]).toEqual([waiting, []]);
});

it("admins hear once a day what kind of work waits for more than a day", async () => {
  const { storage } = world;
  const news: unknown[] = [];
  await storage.queue.work("notifyAdmins", 1, async (one) => {
    news.push(one);
  });
  const late = {
    ...world.deps,
    storage: {
      ...storage,
      queue: {
        ...storage.queue,
        countOverdue: () =>
          Promise.resolve(
            new Map([
              ["syncProposalCard", 3],
              ["syncBatchCard", 1],
              ["sweepStep", 1],
            ] as const),
          ),
      },
    },
  };
  await tellOfLateJobs(late);
  await tellOfLateJobs(late);
  await until("they are told", () => news.length > 1);
  expect(news).toEqual([{ late: "cards" }, { late: "sweeps" }]);
});
