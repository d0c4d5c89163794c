import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it,
} from "@jest/globals";
import type { Handoff } from "../../../src/domain/handoffs/handoff.ts";
import { cardKey, type CardKey } from "../../../src/domain/cards/cardKey.ts";
import {
  ChannelLost,
  MessageGone,
  MessageRefused,
  PersonUnreachable,
  TeamsThrottled,
  TeamsUnavailable,
} from "../../../src/ports/messenger.ts";
import type {
  Channel,
  ChannelId,
} from "../../../src/domain/channels/channel.ts";
import { syncBatchCard } from "../../../src/usecases/notices/syncBatchCard.ts";
import type { SyncDeps } from "../../../src/usecases/notices/syncCard.ts";
import { syncHandoffCard } from "../../../src/usecases/notices/syncHandoffCard.ts";
import { syncSweepCard } from "../../../src/usecases/notices/syncSweepCard.ts";
import type { PersonRef, UserId } from "../../../src/domain/people/user.ts";
import type { BatchResult } from "../../../src/domain/proposals/batch.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import { seedSettings } from "../../../src/usecases/settings/currentSettings.ts";
import type { DatabaseChoice } from "../../../src/adapters/storage/openStorage.ts";
import type { OpenStorage } from "../../../src/ports/storage.ts";
import type { Sweep } from "../../../src/domain/sweep/sweep.ts";
import {
  aClock,
  after,
  aPerson,
  aProposal,
  everyState,
  MINUTE_MS,
  NOON,
} from "../../support/builders.ts";
import { SETTINGS } from "../../support/custodianOnCloud.ts";
import {
  createRecordingMessenger,
  type RecordingMessenger,
} from "../../support/recordingMessenger.ts";
import { openReplica } from "../../support/replicas.ts";
import { aBatch, aHandoff } from "../../support/stagingExamples.ts";
import { aSweep } from "../../support/sweepExamples.ts";
import {
  describeOnEachEngine,
  quiet,
  type TestStorage,
} from "../../support/testStorage.ts";

/** One bot with its own memory of what it sent. */
interface Bot {
  readonly deps: SyncDeps;
  readonly messenger: RecordingMessenger;
  readonly counted: { postedAgain: number };
  readonly clock: ReturnType<typeof aClock>;
}

function aBot(
  storage: OpenStorage,
  messenger = createRecordingMessenger(),
  start: Date = NOON,
): Bot {
  const clock = aClock(start);
  const counted = { postedAgain: 0 };
  const metrics = {
    decided: () => undefined,
    cardPostedAgain: () => {
      counted.postedAgain += 1;
    },
    unconfirmed: () => undefined,
    reassignmentFailed: () => undefined,
    jobGivenUp: () => undefined,
    candidateSkipped: () => undefined,
    outputsSkipped: () => undefined,
  };
  return {
    deps: { storage, messenger, clock, log: quiet, metrics },
    messenger,
    counted,
    clock,
  };
}

const aChannel = (
  id = `19:${randomUUID()}@thread.tacv2`,
  chosenAt = NOON,
): Channel => ({
  id: id as ChannelId,
  teamId: null,
  serviceUrl: "https://teams.example/emea/",
  tenantId: "contoso",
  chosenBy: randomUUID() as UserId,
  chosenAt,
  lostAt: null,
});

const handedOff = (lead: PersonRef | null): Handoff =>
  aHandoff({
    lead,
    leadChosenAt: NOON,
    toUser: aPerson("Ben"),
    moments: {
      enrolled: { at: NOON, source: "enrolment" },
      "handed-off": { at: NOON, source: "users-logged-on" },
    },
  });

describeOnEachEngine("A tracked card", (engine) => {
  let test: TestStorage;
  let storage: OpenStorage;
  let replica: OpenStorage;
  beforeAll(async () => {
    test = await engine.open();
    storage = test.storage;
    replica =
      test.database.kind === "postgres"
        ? await openReplica(test.database)
        : storage;
    await seedSettings(storage, SETTINGS, { now: () => NOON });
  });
  afterAll(async () => {
    if (replica !== storage) await replica.close();
    await test.dispose();
  });
  afterEach(async () => {
    for (const { id } of await storage.channels.listUsable())
      await storage.channels.remove(id);
  });

  async function stored(handoff = handedOff(aPerson("Lea"))): Promise<Handoff> {
    await storage.handoffs.insert(handoff);
    return handoff;
  }
  async function movedOn(handoff: Handoff): Promise<Handoff> {
    const next = { ...handoff, version: handoff.version + 1 };
    expect(await storage.handoffs.save(next)).toBe(true);
    return next;
  }
  async function use(channel = aChannel()): Promise<Channel> {
    await storage.channels.save(channel);
    return channel;
  }
  const placesOf = ({ messenger }: Bot) =>
    messenger.cards("post", "handoff").map(({ place }) => place);

  describe("of a handoff", () => {
    const unreachable = (bot: Bot) =>
      bot.messenger.failAll(
        "post",
        new PersonUnreachable("lead" as UserId),
        "personal",
      );

    it("is posted once to the lead in person, and edited in place when it moves on", async () => {
      const bot = aBot(storage);
      await use();
      const handoff = await stored();
      for (let i = 0; i < 3; i += 1)
        await syncHandoffCard(bot.deps, handoff.id);
      expect(placesOf(bot)).toEqual([
        { kind: "personal", userId: handoff.lead?.id },
      ]);
      const proposal = aProposal();
      await storage.proposals.insert(proposal);
      const proposed = await movedOn({
        ...handoff,
        proposal: { id: proposal.id, state: "pending", verdict: null },
      });
      for (let i = 0; i < 3; i += 1)
        await syncHandoffCard(bot.deps, handoff.id);
      expect(bot.messenger.cards("edit", "handoff")).toEqual([
        {
          kind: "edit",
          message: bot.messenger.cards("post", "handoff")[0]?.message,
          card: {
            kind: "handoff",
            handoff: proposed,
            proposal,
            lead: handoff.lead,
          },
        },
      ]);
      expect(bot.counted.postedAgain).toBe(0);
    });

    it("waits until it is handed off and its lead was looked for, and nothing is posted for an unknown one", async () => {
      const bot = aBot(storage);
      const staged = await stored(aHandoff({ lead: aPerson("Lea") }));
      await syncHandoffCard(bot.deps, staged.id);
      await syncHandoffCard(bot.deps, aHandoff().id);
      expect(bot.messenger.said).toEqual([]);
      const { moments } = handedOff(null);
      const unled = await movedOn({ ...staged, moments });
      await syncHandoffCard(bot.deps, staged.id);
      expect(bot.messenger.said).toEqual([]);
      await movedOn({ ...unled, leadChosenAt: NOON });
      await syncHandoffCard(bot.deps, staged.id);
      expect(placesOf(bot)).toHaveLength(1);
    });

    it("is posted in the channel of the device's helpdesk when the lead has no chat, and counts as the first", async () => {
      const bot = aBot(storage);
      const [, site] = [
        await use(aChannel(undefined, after(-2))),
        await use(aChannel(undefined, after(-1))),
      ];
      const current = await storage.settings.current();
      if (!current) throw new Error("They were seeded");
      const scoped = {
        [site.id]: { categories: ["Oslo"], namePrefixes: [] },
      };
      await storage.settings.save({
        ...current,
        version: current.version + 1,
        values: { ...current.values, channelScopes: scoped },
      });
      unreachable(bot);
      const example = handedOff(aPerson("Lea"));
      const handoff = await stored({
        ...example,
        device: { ...example.device, category: "oslo" },
      });
      await syncHandoffCard(bot.deps, handoff.id);
      expect(placesOf(bot)).toMatchObject([
        { kind: "channel", channel: { id: site.id } },
      ]);
      expect(bot.messenger.cards("post", "handoff")[0]?.card.lead).toEqual(
        handoff.lead,
      );
      expect(bot.counted.postedAgain).toBe(0);
      await movedOn(handoff);
      await syncHandoffCard(bot.deps, handoff.id);
      expect(bot.messenger.cards("edit", "handoff")).toMatchObject([
        { message: { channelId: site.id } },
      ]);
    });

    it("is posted in the channel when there is no lead", async () => {
      const bot = aBot(storage);
      const channel = await use();
      await syncHandoffCard(bot.deps, (await stored(handedOff(null))).id);
      expect(placesOf(bot)).toEqual([{ kind: "channel", channel }]);
    });

    it("goes to the next channel when the first is lost after it took nothing for minutes", async () => {
      const bot = aBot(storage);
      const first = await use(aChannel(undefined, after(-2)));
      const second = await use(aChannel(undefined, after(-1)));
      const { id } = await stored(handedOff(null));
      const lost = new ChannelLost(first.id, "403");
      bot.messenger.failNext("post", lost);
      await expect(syncHandoffCard(bot.deps, id)).rejects.toMatchObject({
        code: "teams.channel-refuses",
      });
      bot.clock.advance(3 * MINUTE_MS);
      bot.messenger.failNext("post", lost);
      await syncHandoffCard(bot.deps, id);
      expect(placesOf(bot)).toMatchObject([{ channel: { id: second.id } }]);
      expect((await storage.channels.find(first.id))?.lostAt).toEqual(
        bot.clock.now(),
      );
      expect(bot.counted.postedAgain).toBe(0);
    });

    it("waits for a channel when there is neither a chat nor one, tells the admins once though a process died at that, and is posted then", async () => {
      const bot = aBot(storage);
      unreachable(bot);
      const handoffs = [await stored(), await stored(), await stored()];
      const before = await storage.queue.depth();
      const queue = {
        ...storage.queue,
        send: () => Promise.reject(new Error("The process died")),
      };
      const dying: OpenStorage = {
        ...storage,
        queue,
        transaction: (work) =>
          storage.transaction((unit) => work({ ...unit, queue })),
      };
      for (const { id } of handoffs)
        await expect(
          syncHandoffCard({ ...bot.deps, storage: dying }, id),
        ).rejects.toThrow("died");
      for (const { id } of [...handoffs, ...handoffs])
        await expect(syncHandoffCard(bot.deps, id)).rejects.toMatchObject({
          code: "notices.no-place-for-handoff",
          retryable: true,
        });
      expect(await storage.queue.depth()).toBe(before + 1);
      expect(bot.messenger.said).toEqual([]);
      await use();
      for (const { id } of handoffs) await syncHandoffCard(bot.deps, id);
      expect(placesOf(bot).map(({ kind }) => kind)).toEqual([
        "channel",
        "channel",
        "channel",
      ]);
      expect(bot.counted.postedAgain).toBe(0);
    });

    it.each([
      ["throttles", new TeamsThrottled(5000)],
      ["is away", new TeamsUnavailable("503", false)],
    ])(
      "is posted once, and only to the lead, when Teams %s first",
      async (_how, error) => {
        const bot = aBot(storage);
        await use();
        const { id } = await stored();
        bot.messenger.failNext("post", error);
        await expect(syncHandoffCard(bot.deps, id)).rejects.toBe(error);
        await syncHandoffCard(bot.deps, id);
        expect(placesOf(bot).map(({ kind }) => kind)).toEqual(["personal"]);
        expect(bot.counted.postedAgain).toBe(0);
      },
    );

    it("is posted a second time when the answer was lost, and counted", async () => {
      const bot = aBot(storage);
      const { id } = await stored();
      bot.messenger.failNext("post", new TeamsUnavailable("reset", true), {
        done: true,
      });
      await expect(syncHandoffCard(bot.deps, id)).rejects.toMatchObject({
        retryable: true,
      });
      await syncHandoffCard(bot.deps, id);
      await syncHandoffCard(bot.deps, id);
      expect(placesOf(bot)).toHaveLength(2);
      expect(bot.counted.postedAgain).toBe(1);
    });

    it("moves to the channel once when the message is gone from the lead's chat", async () => {
      const bot = aBot(storage);
      const channel = await use();
      const handoff = await stored();
      await syncHandoffCard(bot.deps, handoff.id);
      unreachable(bot);
      const next = await movedOn(handoff);
      bot.messenger.failNext("edit", new MessageGone("1"));
      await syncHandoffCard(bot.deps, handoff.id);
      await syncHandoffCard(bot.deps, handoff.id);
      expect(placesOf(bot)).toMatchObject([
        { kind: "personal" },
        { kind: "channel", channel: { id: channel.id } },
      ]);
      expect(bot.counted.postedAgain).toBe(1);
      await movedOn(next);
      await syncHandoffCard(bot.deps, handoff.id);
      expect(bot.messenger.cards("edit", "handoff")).toMatchObject([
        { message: { channelId: channel.id } },
      ]);
    });

    it("tells nobody again when the lead's chat takes no edits any more, and goes on when it does", async () => {
      const bot = aBot(storage);
      await use();
      const handoff = await stored();
      await syncHandoffCard(bot.deps, handoff.id);
      const next = await movedOn(handoff);
      bot.messenger.failNext("edit", new ChannelLost(null, "403"));
      await syncHandoffCard(bot.deps, handoff.id);
      expect(placesOf(bot).map(({ kind }) => kind)).toEqual(["personal"]);
      expect(bot.counted.postedAgain).toBe(0);
      await movedOn(next);
      await syncHandoffCard(bot.deps, handoff.id);
      expect(bot.messenger.cards("edit", "handoff")).toHaveLength(1);
      expect(placesOf(bot)).toHaveLength(1);
    });

    it("is posted all the same when the process died between the loss of the chat and the new post", async () => {
      const bot = aBot(storage);
      await use();
      const handoff = await stored();
      await syncHandoffCard(bot.deps, handoff.id);
      await movedOn(handoff);
      bot.messenger.failNext("edit", new MessageGone("1"));
      bot.messenger.failNext("post", new Error("The process died"));
      await expect(syncHandoffCard(bot.deps, handoff.id)).rejects.toThrow(
        "died",
      );
      bot.clock.advance(MINUTE_MS);
      await syncHandoffCard(bot.deps, handoff.id);
      expect(placesOf(bot)).toHaveLength(2);
    });

    it("is not sent again in a version that Teams refuses, and the admins are told once a day", async () => {
      const bot = aBot(storage);
      await use();
      const before = await storage.queue.depth();
      for (const handoff of [
        await stored(handedOff(null)),
        await stored(handedOff(null)),
      ]) {
        bot.messenger.failNext("post", new MessageRefused("413"));
        await syncHandoffCard(bot.deps, handoff.id);
        await syncHandoffCard(bot.deps, handoff.id);
        expect(
          placesOf(bot).filter(({ kind }) => kind !== "channel"),
        ).toHaveLength(0);
        await movedOn(handoff);
        await syncHandoffCard(bot.deps, handoff.id);
      }
      expect(placesOf(bot)).toHaveLength(2);
      expect(bot.counted.postedAgain).toBe(0);
      expect(await storage.queue.depth()).toBe(before + 1);
    });
  });

  describe("of a sweep", () => {
    const showIn = {
      serviceUrl: "https://teams.example/emea/",
      conversationId: "19:helpdesk@thread.tacv2;messageid=1",
    };
    async function running(overrides: Partial<Sweep> = {}): Promise<Sweep> {
      const sweep = aSweep(overrides);
      expect(await storage.sweeps.insert(sweep)).toBe(true);
      return sweep;
    }
    async function stepped(
      sweep: Sweep,
      changes: Partial<Sweep> = {},
    ): Promise<Sweep> {
      const next = { ...sweep, ...changes, version: sweep.version + 1 };
      expect(await storage.sweeps.save(next)).toBe(true);
      return next;
    }
    const end = (sweep: Sweep) =>
      stepped(sweep, { step: { kind: "done" }, endedAt: NOON });

    it("is posted where it was asked for, and several asks later make one edit of the newest state", async () => {
      const bot = aBot(storage);
      const sweep = await running({ showIn });
      await syncSweepCard(bot.deps, sweep.id);
      const last = await end(await stepped(await stepped(sweep)));
      for (let i = 0; i < 4; i += 1) await syncSweepCard(bot.deps, sweep.id);
      expect(bot.messenger.said).toMatchObject([
        { kind: "post", place: { kind: "conversation", ...showIn } },
        { kind: "edit", card: { kind: "sweep", sweep: last } },
      ]);
    });

    it("is not shown when the schedule began it", async () => {
      const bot = aBot(storage);
      const sweep = await running();
      await syncSweepCard(bot.deps, sweep.id);
      await end(sweep);
      await syncSweepCard(bot.deps, sweep.id);
      expect(bot.messenger.said).toEqual([]);
    });

    it("is let go when its conversation takes no messages, and no channel is lost for it", async () => {
      const bot = aBot(storage);
      const channel = await use();
      const lost = new ChannelLost(null, "403");
      const sweep = await running({ showIn });
      bot.messenger.failNext("post", lost);
      await syncSweepCard(bot.deps, sweep.id);
      expect(bot.messenger.said).toEqual([]);
      await syncSweepCard(bot.deps, sweep.id);
      await end(sweep);
      bot.messenger.failNext("edit", lost);
      await syncSweepCard(bot.deps, sweep.id);
      expect(bot.messenger.cards("post", "sweep")).toHaveLength(1);
      expect((await storage.channels.find(channel.id))?.lostAt).toBeNull();
    });
  });

  describe("of a batch", () => {
    it("is posted once in its channel, and edited when it or one of its proposals changes", async () => {
      const bot = aBot(storage);
      const channel = await use();
      await use(aChannel(undefined, after(-9)));
      const proposals = [aProposal(), aProposal()];
      for (const proposal of proposals)
        await storage.proposals.insert(proposal);
      const batch = aBatchOf(channel.id, proposals);
      await storage.batches.insert(batch);
      for (let i = 0; i < 2; i += 1) await syncBatchCard(bot.deps, batch.id);
      expect(bot.messenger.cards("post", "batch")).toMatchObject([
        { place: { channel: { id: channel.id } }, card: { batch, proposals } },
      ]);
      const [first = aProposal()] = proposals;
      const changed = { ...first, version: 2 };
      await storage.proposals.save(changed);
      for (let i = 0; i < 2; i += 1) await syncBatchCard(bot.deps, batch.id);
      await storage.batches.save({ ...batch, version: 2, rows: [] });
      for (let i = 0; i < 2; i += 1) await syncBatchCard(bot.deps, batch.id);
      expect(bot.messenger.cards("edit", "batch")).toMatchObject([
        { card: { proposals: [changed, proposals[1]] } },
        { card: { proposals: [] } },
      ]);
    });

    it("is first posted, or again, only while something on it can be answered", async () => {
      const bot = aBot(storage);
      const channel = await use();
      const proposal = aProposal();
      await storage.proposals.insert(proposal);
      const batch = aBatchOf(channel.id, [proposal], { kind: "vetoed" });
      await storage.batches.insert(batch);
      await syncBatchCard(bot.deps, batch.id);
      expect(bot.messenger.said).toEqual([]);
      const { rows } = aBatchOf(channel.id, [proposal]);
      await storage.batches.save({ ...batch, version: 2, rows });
      await syncBatchCard(bot.deps, batch.id);
      expect(bot.messenger.cards("post", "batch")).toHaveLength(1);
      const state = everyState().find(({ kind }) => kind === "rejected")!;
      await storage.proposals.save({ ...proposal, version: 2, state });
      bot.messenger.failNext("edit", new MessageGone("1"));
      await syncBatchCard(bot.deps, batch.id);
      expect(bot.messenger.cards("post", "batch")).toHaveLength(1);
    });

    it("is not posted while its channel is lost", async () => {
      const bot = aBot(storage);
      const channel = await use();
      await use();
      await storage.channels.markLost(channel.id, NOON, "removed");
      const proposal = aProposal();
      await storage.proposals.insert(proposal);
      const batch = aBatchOf(channel.id, [proposal]);
      await storage.batches.insert(batch);
      await syncBatchCard(bot.deps, batch.id);
      expect(bot.messenger.said).toEqual([]);
    });
  });

  it("is posted once when two processes want to at the same moment", async () => {
    const messenger = createRecordingMessenger();
    const [one, other] = [aBot(storage, messenger), aBot(replica, messenger)];
    const channel = await use();
    const handoff = await stored();
    const proposal = aProposal();
    await storage.proposals.insert(proposal);
    const batch = aBatchOf(channel.id, [proposal]);
    await storage.batches.insert(batch);
    const sweep = aSweep({
      showIn: { serviceUrl: "https://teams.example/", conversationId: "a:1" },
      step: { kind: "done" },
    });
    await storage.sweeps.insert(sweep);
    for (const show of [
      ({ deps }: Bot) => syncHandoffCard(deps, handoff.id),
      ({ deps }: Bot) => syncBatchCard(deps, batch.id),
      ({ deps }: Bot) => syncSweepCard(deps, sweep.id),
    ]) {
      const release = messenger.hold("post");
      const shown = [one, other, one, other].map(show);
      await expect(Promise.race(shown)).rejects.toMatchObject({
        code: "notices.card-being-posted",
        retryable: true,
      });
      release();
      await Promise.allSettled(shown);
      for (const bot of [one, other]) await show(bot);
    }
    expect(messenger.said.map(({ kind }) => kind)).toEqual([
      "post",
      "post",
      "post",
    ]);
    expect(one.counted.postedAgain + other.counted.postedAgain).toBe(0);
  });
});

describeOnEachEngine("A process that is killed while it posts", (engine) => {
  it.each([
    ["before the message is sent", "before", 0],
    ["before Teams' answer is stored", "after", 1],
  ] as const)(
    "%s leaves the card to the next one, which counts it",
    async (_when, when, sent) => {
      const test = await engine.open();
      await seedSettings(test.storage, SETTINGS, { now: () => NOON });
      const handoff = handedOff(aPerson("Lea"));
      await test.storage.handoffs.insert(handoff);
      await test.storage.close();

      const lines = await killWhileWaiting(when, test.database, handoff);
      expect(lines.filter((line) => line === "sent")).toHaveLength(sent);

      const storage = await openReplica(test.database);
      const soon = aBot(storage, undefined, new Date());
      if (test.database.kind === "postgres") {
        await expect(
          syncHandoffCard(soon.deps, handoff.id),
        ).rejects.toMatchObject({
          code: "notices.card-being-posted",
        });
        soon.clock.advance(MINUTE_MS);
      }
      for (let i = 0; i < 2; i += 1)
        await syncHandoffCard(soon.deps, handoff.id);
      expect(soon.messenger.said).toHaveLength(1);
      expect(soon.counted.postedAgain).toBe(1);
      expect(await attemptsOf(storage, handoff)).toBe(2);
      await storage.close();
      await test.dispose();
    },
  );
});

function aBatchOf(
  channelId: ChannelId,
  proposals: readonly Proposal[],
  result: BatchResult = { kind: "waiting" },
) {
  const toUser = aPerson("Ben");
  return aBatch({
    channelId,
    rows: proposals.map(({ id }) => ({ proposalId: id, toUser, result })),
  });
}

async function attemptsOf(
  storage: OpenStorage,
  { id }: Handoff,
): Promise<number | undefined> {
  const key: CardKey = cardKey("handoff", id);
  return (await storage.cardPosts.find(key))?.attempts;
}

/** @returns what it said before `kill -9`. */
async function killWhileWaiting(
  when: "before" | "after",
  database: DatabaseChoice,
  { id }: Handoff,
): Promise<readonly string[]> {
  const script = fileURLToPath(
    new URL("../../support/posterProcess.ts", import.meta.url),
  );
  const child = spawn(
    process.execPath,
    [script, when, JSON.stringify(database), id],
    {
      env: { ...process.env, NODE_OPTIONS: "" },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    if (said.includes("waiting\n")) child.kill("SIGKILL");
  });
  await new Promise((resolve) => child.on("close", resolve));
  expect(said).toContain("waiting\n");
  return said.split("\n");
}
