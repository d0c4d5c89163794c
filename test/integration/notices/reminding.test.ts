import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { cardKey } from "../../../src/domain/cards/cardKey.ts";
import type { ChannelId } from "../../../src/domain/channels/channel.ts";
import { lifetimeFrom } from "../../../src/domain/proposals/lifetime.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import { next } from "../../../src/domain/proposals/states.ts";
import {
  ChannelLost,
  MessageGone,
  TeamsThrottled,
  TeamsUnavailable,
} from "../../../src/ports/messenger.ts";
import { remindOfProposals } from "../../../src/usecases/notices/remindOfProposals.ts";
import { sayWhatWaits } from "../../../src/usecases/notices/sayWhatWaits.ts";
import { english } from "../../../bot/messages/languages.ts";
import type { SettingValues } from "../../../src/domain/settings/settings.ts";
import { seedSettings } from "../../../src/usecases/settings/currentSettings.ts";
import {
  aClock,
  aDeviceRef,
  after,
  aPerson,
  aProposal,
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  NOON,
} from "../../support/builders.ts";
import { aChannel, SETTINGS } from "../../support/custodianOnCloud.ts";
import { createRecordingMessenger } from "../../support/recordingMessenger.ts";
import { saying } from "../../support/saying.ts";
import { until } from "../../support/until.ts";
import {
  describeOnEachEngine,
  quiet,
  type TestStorage,
} from "../../support/testStorage.ts";

describeOnEachEngine("Reminders of proposals", (engine) => {
  let test: TestStorage;
  let clock: ReturnType<typeof aClock>;
  beforeEach(async () => {
    clock = aClock();
    test = await engine.open(clock);
    await seedSettings(test.storage, SETTINGS, clock);
  });
  afterEach(() => test.dispose());

  const aBot = (messenger = createRecordingMessenger()) => ({
    messenger,
    deps: { storage: test.storage, messenger, clock, log: quiet },
  });

  async function aUsedChannel(): Promise<ChannelId> {
    const channel = aChannel(aPerson("Ada"));
    await test.storage.channels.save(channel);
    return channel.id;
  }

  /** Posted at noon, to expire three days later. */
  async function posted(
    channelId: ChannelId,
    name = `LAPTOP-${randomUUID().slice(0, 8)}`,
  ): Promise<Proposal> {
    const proposal = aProposal({
      device: aDeviceRef({ name }),
      channelId,
      ...lifetimeFrom(NOON, SETTINGS),
    });
    await test.storage.proposals.insert(proposal);
    await stand(proposal);
    return proposal;
  }

  /** Its card stands in its channel. */
  async function stand({ id, channelId }: Proposal): Promise<void> {
    if (channelId === null) throw new Error("It has no channel");
    const key = cardKey("proposal", id);
    const { cardPosts } = test.storage;
    const lease = [NOON, after(MINUTE_MS)] as const;
    const begun = await cardPosts.beginPosting(key, channelId, ...lease);
    const message = {
      channelId,
      serviceUrl: "https://teams.example/emea/",
      conversationId: `${channelId};messageid=${id}`,
      activityId: id,
    };
    await cardPosts.posted(key, begun?.attempts ?? 0, message, 1);
  }
  const threadsOf = ({ messenger }: ReturnType<typeof aBot>) =>
    messenger.replies().map(({ message }) => message.activityId);

  it("come once, in the card's thread, when two thirds of its time have passed", async () => {
    const channelId = await aUsedChannel();
    const proposal = await posted(channelId);
    const bot = aBot();
    clock.advance(2 * DAY_MS - 1);
    await remindOfProposals(bot.deps);
    expect(bot.messenger.said).toEqual([]);

    clock.advance(1);
    for (let i = 0; i < 3; i += 1) await remindOfProposals(bot.deps);
    expect(threadsOf(bot)).toEqual([proposal.id]);
    expect(bot.messenger.replies()[0]?.text).toEqual(saying("24 hours"));
    expect(await test.storage.proposals.find(proposal.id)).toEqual(proposal);
  });

  it("come once from two replicas that look at the same moment", async () => {
    const channelId = await aUsedChannel();
    await posted(channelId);
    clock.advance(2 * DAY_MS);
    const [one, other] = [aBot(), aBot()];
    await Promise.all([
      remindOfProposals(one.deps),
      remindOfProposals(other.deps),
    ]);
    expect([...threadsOf(one), ...threadsOf(other)]).toHaveLength(1);
  });

  it("do not come a second time from whoever follows a process that died while it said it", async () => {
    const channelId = await aUsedChannel();
    await posted(channelId);
    clock.advance(2 * DAY_MS);
    const dying = aBot();
    dying.messenger.hold("reply");
    void remindOfProposals(dying.deps);
    await until("the right to say it is stored", async () => {
      const open = await test.storage.proposals.listToRemind(clock.now(), 9);
      return open.length === 0;
    });
    const follower = aBot();
    await remindOfProposals(follower.deps);
    expect(follower.messenger.said).toEqual([]);
  });

  it.each<[string, Error, number]>([
    ["Teams throttled it", new TeamsThrottled(), 1],
    ["Teams was away", new TeamsUnavailable("503", false), 1],
    ["the answer was lost", new TeamsUnavailable("reset", true), 0],
    ["the card is gone", new MessageGone("17"), 0],
  ])(
    "are said a minute later only where nothing was said for certain: %s",
    async (_name, error, later) => {
      const channelId = await aUsedChannel();
      await posted(channelId);
      clock.advance(2 * DAY_MS);
      const bot = aBot();
      bot.messenger.failNext("reply", error);
      await remindOfProposals(bot.deps);
      await remindOfProposals(bot.deps);
      expect(bot.messenger.replies()).toHaveLength(later);
    },
  );

  it("are no more claimed than said where a card stands nowhere any more, and come when it stands again", async () => {
    const channelId = await aUsedChannel();
    const [one, other] = [await posted(channelId), await posted(channelId)];
    clock.advance(2 * DAY_MS);
    const bot = aBot();
    const told: unknown[] = [];
    const log = {
      ...quiet,
      info: (fields: unknown, what: string) =>
        void (what.startsWith("People were reminded") && told.push(fields)),
    };
    const goOn = bot.messenger.hold("reply");
    const reminding = remindOfProposals({ ...bot.deps, log });
    const due = () => test.storage.proposals.listToRemind(clock.now(), 9);
    await until("one is being said", async () => (await due()).length === 1);
    const [waiting] = await due();
    const [gone, stays] = waiting?.id === one.id ? [one, other] : [other, one];
    await test.storage.cardPosts.forgetMessage(cardKey("proposal", gone.id));
    goOn();
    await reminding;
    expect(threadsOf(bot)).toEqual([stays.id]);
    expect(told).toEqual([{ channelId, proposalIds: [stays.id] }]);

    await stand(gone);
    await remindOfProposals(bot.deps);
    expect(threadsOf(bot)).toEqual([stays.id, gone.id]);
  });

  it("come in the other channels also where one takes no messages, and there when it takes them again", async () => {
    const [lost, fine] = [await aUsedChannel(), await aUsedChannel()];
    const there = await posted(lost);
    const here = await posted(fine);
    clock.advance(2 * DAY_MS);
    const bot = aBot();
    bot.messenger.failNext("reply", new ChannelLost(lost, "removed"));
    await remindOfProposals(bot.deps);
    const [first] = threadsOf(bot);
    await remindOfProposals(bot.deps);
    expect(threadsOf(bot).toSorted()).toEqual([there.id, here.id].toSorted());
    expect(threadsOf(bot)[0]).toBe(first);
  });

  it("are one message where more than three are due, which names them", async () => {
    const [channelId, other] = [await aUsedChannel(), await aUsedChannel()];
    const many = [];
    for (let i = 0; i < 12; i += 1) many.push(await posted(channelId));
    const alone = await posted(other);
    clock.advance(2 * DAY_MS);
    const bot = aBot();
    for (let i = 0; i < 3; i += 1) await remindOfProposals(bot.deps);
    expect(threadsOf(bot)).toEqual([alone.id]);
    expect(bot.messenger.says()).toMatchObject([
      { channel: { id: channelId }, text: saying(/^12 .*and 2 more/) },
    ]);
    const text = JSON.stringify(bot.messenger.says());
    expect(
      many.filter(({ device }) => text.includes(device.name)),
    ).toHaveLength(10);
  });

  it("are left to whoever decides meanwhile, and follow a snooze", async () => {
    const channelId = await aUsedChannel();
    const rejected = await posted(channelId);
    const snoozed = await posted(channelId);
    const { proposals } = test.storage;
    await proposals.save(
      next(rejected, { state: { kind: "expired", at: NOON } }),
    );
    const asleep = next(snoozed, {
      state: {
        kind: "snoozed",
        until: after(3 * DAY_MS),
        snoozedBy: aPerson("Ben"),
        days: 3,
      },
      expiresAt: after(6 * DAY_MS),
    });
    await proposals.save(asleep);
    const bot = aBot();
    clock.advance(2 * DAY_MS);
    await remindOfProposals(bot.deps);
    clock.advance(DAY_MS);
    await proposals.save(next(asleep, { state: { kind: "pending" } }));
    await remindOfProposals(bot.deps);
    expect(bot.messenger.said).toEqual([]);
    clock.advance(2 * DAY_MS);
    await remindOfProposals(bot.deps);
    expect(threadsOf(bot)).toEqual([snoozed.id]);
  });

  describe("in the morning", () => {
    const linesOf = ({ messenger }: ReturnType<typeof aBot>) =>
      messenger.says().map(({ text }) => english.t(text));
    /** Noon of the Friday to 09:00 of the Saturday. */
    const toMorning = 21 * HOUR_MS;

    it("say once how many wait in a channel, and since when", async () => {
      const channelId = await aUsedChannel();
      await aUsedChannel();
      await posted(channelId);
      await posted(channelId);
      clock.advance(toMorning - MINUTE_MS);
      const [one, other] = [aBot(), aBot()];
      await sayWhatWaits(one.deps);
      expect(one.messenger.said).toEqual([]);
      clock.advance(MINUTE_MS);
      await Promise.all([sayWhatWaits(one.deps), sayWhatWaits(other.deps)]);
      clock.advance(HOUR_MS);
      await sayWhatWaits(one.deps);
      expect([...linesOf(one), ...linesOf(other)]).toEqual([
        "2 proposals are waiting for a decision, the oldest for 21 hours. Type pending to see what's open.",
      ]);
    });

    it("say the same again on the third day, and something else on the next", async () => {
      const channelId = await aUsedChannel();
      await posted(channelId);
      const bot = aBot();
      clock.advance(toMorning);
      const counts = [];
      for (let day = 0; day < 5; day += 1) {
        if (day === 4) await posted(channelId);
        await sayWhatWaits(bot.deps);
        counts.push(linesOf(bot).length);
        clock.advance(DAY_MS);
      }
      expect(counts).toEqual([1, 1, 1, 2, 3]);
    });

    it("are tried again where Teams did not take them, and not where nobody knows", async () => {
      const channelId = await aUsedChannel();
      await posted(channelId);
      clock.advance(toMorning);
      const bot = aBot();
      bot.messenger.failNext("say", new TeamsThrottled());
      bot.messenger.failNext("say", new TeamsUnavailable("reset", true));
      for (let i = 0; i < 4; i += 1) await sayWhatWaits(bot.deps);
      expect(linesOf(bot)).toEqual([]);
      clock.advance(DAY_MS);
      await posted(channelId);
      await sayWhatWaits(bot.deps);
      expect(linesOf(bot)).toHaveLength(1);
    });

    it("follow the working day, and its switch", async () => {
      const channelId = await aUsedChannel();
      await posted(channelId);
      const bot = aBot();
      const set = (values: Partial<SettingValues>) =>
        seedSettings(test.storage, { ...SETTINGS, ...values }, clock);
      await set({ workingHours: "Mon-Fri 08:00-17:00 Europe/Berlin" });
      clock.advance(toMorning);
      await sayWhatWaits(bot.deps);
      // To Monday, an hour before work begins there.
      clock.advance(45 * HOUR_MS);
      await sayWhatWaits(bot.deps);
      expect(linesOf(bot)).toEqual([]);
      clock.advance(HOUR_MS);
      await set({ dailyLine: "off" });
      await sayWhatWaits(bot.deps);
      expect(linesOf(bot)).toEqual([]);
      await set({ workingHours: "Mon-Fri 08:00-17:00 Europe/Berlin" });
      await sayWhatWaits(bot.deps);
      expect(linesOf(bot)).toHaveLength(1);
    });
  });
});
