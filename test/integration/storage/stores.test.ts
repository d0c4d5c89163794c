import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { Tally } from "../../../src/domain/evidence/tally.ts";
import type { HandoffId } from "../../../src/domain/handoffs/handoff.ts";
import { cardKey, type CardKey } from "../../../src/domain/cards/cardKey.ts";
import { DELIVERY_LEASE_MS } from "../../../src/ports/stores/deliveryStore.ts";
import type { LookUpId } from "../../../src/domain/lookups/question.ts";
import type {
  PostedMessage,
  Channel,
  ChannelId,
} from "../../../src/domain/channels/channel.ts";
import { COMPLETE_ANSWER } from "../../../src/ports/stores/cardPostStore.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { BatchId } from "../../../src/domain/proposals/batch.ts";
import type { ProposalId } from "../../../src/domain/proposals/proposal.ts";
import type { OpenStorage } from "../../../src/ports/storage.ts";
import type { SweepId } from "../../../src/domain/sweep/sweep.ts";
import {
  aClock,
  after,
  aProposal,
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  NOON,
  someSettings,
} from "../../support/builders.ts";
import { openReplica } from "../../support/replicas.ts";
import {
  describeOnEachEngine,
  type TestStorage,
} from "../../support/testStorage.ts";

/** Long before everything else in these tests, for what a purge is about. */
const LONG_AGO = after(-10_000 * DAY_MS);

describeOnEachEngine("Every other store", (engine) => {
  const clock = aClock();
  let test: TestStorage;
  let storage: OpenStorage;
  /** On PostgreSQL a second replica; the embedded database has one, so there it is the same. */
  let replica: OpenStorage;
  beforeAll(async () => {
    test = await engine.open(clock);
    storage = test.storage;
    replica =
      test.database.kind === "postgres"
        ? await openReplica(test.database, clock)
        : storage;
  });
  afterAll(async () => {
    if (replica !== storage) await replica.close();
    await test.dispose();
  });

  describe("evidence", () => {
    it("gives a tally of 500 users back as it was, hostile names included", async () => {
      const logonsByUpn = new Map(
        Array.from({ length: 497 }, (_, i) => [`user${i}@contoso.com`, i]),
      )
        .set("__proto__@x.com", 7)
        .set("__proto__", 1_000_000)
        .set("o'hara\"; drop table evidence;--@x.com", 0);
      const tally = aTally({ logonsByUpn });
      expect(await storage.evidence.record(tally)).toBe(true);
      expect(await storage.evidence.list(tally.deviceId)).toEqual([tally]);
    });

    it.each([
      ["older", -1],
      ["as new", 0],
    ])("keeps what it has against one that is %s", async (_name, ms) => {
      const kept = aTally();
      await storage.evidence.record(kept);
      const late = {
        ...kept,
        observedAt: after(ms),
        receivedAt: after(HOUR_MS),
        logonsByUpn: new Map([["eve@contoso.com", 99]]),
      };
      expect(await storage.evidence.record(late)).toBe(false);
      expect(await storage.evidence.list(kept.deviceId)).toEqual([kept]);
    });

    it("takes a newer one, of its own device only", async () => {
      const first = aTally();
      const untouched = aTally();
      const newer = { ...first, observedAt: after(1), logonsByUpn: new Map() };
      await storage.evidence.record(first);
      await storage.evidence.record(untouched);
      expect(await storage.evidence.record(newer)).toBe(true);
      expect(await storage.evidence.list(first.deviceId)).toEqual([newer]);
      expect(await storage.evidence.list(untouched.deviceId)).toEqual([
        untouched,
      ]);
    });

    it("keeps the newest of many that come at once, in whatever order", async () => {
      const base = aTally();
      const order = [5, 2, 9, 1, 8, 3, 7, 0, 6, 4];
      await Promise.all(
        order.map((ms, i) =>
          (i % 2 ? storage : replica).evidence.record({
            ...base,
            observedAt: after(ms),
          }),
        ),
      );
      const [kept] = await storage.evidence.list(base.deviceId);
      expect(kept?.observedAt).toEqual(after(9));
    });

    it("forgets one device and leaves its neighbour", async () => {
      const gone = aTally();
      const stays = aTally();
      await storage.evidence.record(gone);
      await storage.evidence.record(stays);
      await storage.evidence.deleteForDevice(gone.deviceId);
      expect(await storage.evidence.list(gone.deviceId)).toEqual([]);
      expect(await storage.evidence.list(stays.deviceId)).toEqual([stays]);
    });

    it("purges what was observed before an instant, and not what was observed at it", async () => {
      const old = aTally({ observedAt: new Date(LONG_AGO.getTime() - 1) });
      const edge = aTally({ observedAt: LONG_AGO });
      await storage.evidence.record(old);
      await storage.evidence.record(edge);
      expect(await storage.evidence.purge(LONG_AGO)).toBe(1);
      expect(await storage.evidence.list(old.deviceId)).toEqual([]);
      expect(await storage.evidence.list(edge.deviceId)).toEqual([edge]);
      expect(await storage.evidence.purge(LONG_AGO)).toBe(0);
    });
  });

  describe("nonces", () => {
    it("lets a nonce be used once by each signer", async () => {
      const nonce = randomUUID();
      const claim = (scope: string) =>
        storage.nonces.claim(scope, nonce, after(HOUR_MS));
      expect(await claim("key-1")).toBe(true);
      expect(await claim("key-1")).toBe(false);
      expect(await claim("key-2")).toBe(true);
    });

    it("lets one of many that come at the same moment in", async () => {
      const nonce = randomUUID();
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, i) =>
          (i % 2 ? storage : replica).nonces.claim("k", nonce, NOON),
        ),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
    });

    it("does not use a nonce up when the transaction is rolled back", async () => {
      const nonce = randomUUID();
      await expect(
        storage.transaction(async ({ nonces }) => {
          await nonces.claim("k", nonce, NOON);
          throw new Error("on second thoughts");
        }),
      ).rejects.toThrow("on second thoughts");
      expect(await storage.nonces.claim("k", nonce, NOON)).toBe(true);
    });

    it("purges what expired before an instant; it can be used again", async () => {
      const [old, edge] = [randomUUID(), randomUUID()];
      await storage.nonces.claim("k", old, new Date(LONG_AGO.getTime() - 1));
      await storage.nonces.claim("k", edge, LONG_AGO);
      expect(await storage.nonces.purge(LONG_AGO)).toBe(1);
      expect(await storage.nonces.claim("k", old, NOON)).toBe(true);
      expect(await storage.nonces.claim("k", edge, NOON)).toBe(false);
    });
  });

  describe("device bindings", () => {
    const aBinding = (checkedAt = NOON) => ({
      thumbprint: randomUUID(),
      entraDeviceId: randomUUID(),
      managedDeviceId: randomUUID() as DeviceId,
      checkedAt,
    });

    it("gives back what was saved last for a certificate", async () => {
      const { bindings } = storage;
      const first = aBinding();
      const again = {
        ...aBinding(after(1)),
        thumbprint: first.thumbprint,
      };
      await bindings.save(first);
      expect(await bindings.find(first.thumbprint)).toEqual(first);
      await bindings.save(again);
      expect(await bindings.find(first.thumbprint)).toEqual(again);
      expect(await bindings.find("unknown")).toBeNull();
    });

    it("purges what was checked before an instant", async () => {
      const { bindings } = storage;
      const old = aBinding(new Date(LONG_AGO.getTime() - 1));
      const edge = aBinding(LONG_AGO);
      await bindings.save(old);
      await bindings.save(edge);
      expect(await bindings.purge(LONG_AGO)).toBe(1);
      expect(await bindings.find(old.thumbprint)).toBeNull();
      expect(await bindings.find(edge.thumbprint)).toEqual(edge);
    });
  });

  describe("rates", () => {
    const slow = { capacity: 5, refillPerSecond: 1 };

    it("gives out what a bucket holds and no more, to two replicas that race for the first", async () => {
      const key = randomUUID();
      const waits = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          (i % 2 ? storage : replica).rates.take(key, [slow]),
        ),
      );
      expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(5);
      expect(waits.filter((waitMs) => waitMs === 1000)).toHaveLength(15);
    });

    it("fills up again with time, to its capacity", async () => {
      const key = randomUUID();
      const take = () => storage.rates.take(key, [slow]);
      for (let i = 0; i < 5; i += 1) expect(await take()).toBe(0);
      clock.advance(750);
      expect(await take()).toBe(250);
      clock.advance(250);
      expect(await take()).toBe(0);
      expect(await take()).toBe(1000);
      clock.advance(HOUR_MS);
      for (let i = 0; i < 5; i += 1) expect(await take()).toBe(0);
      expect(await take()).toBe(1000);
    });

    it("takes from both buckets or from none", async () => {
      const key = randomUUID();
      const wide = { capacity: 5, refillPerSecond: 1 };
      const narrow = { capacity: 1, refillPerSecond: 0.1 };
      const take = () => storage.rates.take(key, [wide, narrow]);
      expect(await take()).toBe(0);
      for (let i = 0; i < 10; i += 1) expect(await take()).toBe(10_000);
      // The ten refusals took nothing from the wide bucket.
      const wideOnly = () => storage.rates.take(key, [wide]);
      for (let i = 0; i < 4; i += 1) expect(await wideOnly()).toBe(0);
      expect(await wideOnly()).toBe(1000);
    });

    it("keeps the buckets of different keys apart", async () => {
      const one = { capacity: 1, refillPerSecond: 1 };
      expect(await storage.rates.take(`${randomUUID()}a`, [one])).toBe(0);
      expect(await storage.rates.take(`${randomUUID()}b`, [one])).toBe(0);
    });
  });

  describe("deliveries", () => {
    it("lets an activity of a conversation be claimed once, in whichever replica", async () => {
      const activity = randomUUID();
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, i) =>
          (i % 2 ? storage : replica).deliveries.claim("a", activity, NOON),
        ),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      expect(await storage.deliveries.claim("b", activity, NOON)).toBe(true);
    });

    it("gives an activity that is not settled to one replica more when its lease is over", async () => {
      const activity = randomUUID();
      const { deliveries } = storage;
      expect(await deliveries.claim("a", activity, NOON)).toBe(true);
      const young = after(DELIVERY_LEASE_MS - 1);
      expect(await deliveries.claim("a", activity, young)).toBe(false);

      const old = after(DELIVERY_LEASE_MS);
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, i) =>
          (i % 2 ? storage : replica).deliveries.claim("a", activity, old),
        ),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      const renewed = after(2 * DELIVERY_LEASE_MS - 1);
      expect(await deliveries.claim("a", activity, renewed)).toBe(false);
    });

    it("gives a settled activity to nobody any more, and that one alone", async () => {
      const activity = randomUUID();
      const { deliveries } = storage;
      for (const conversation of ["a", "b"])
        await deliveries.claim(conversation, activity, NOON);
      await deliveries.settle("a", activity);
      await deliveries.endLeases();
      const later = after(10 * DELIVERY_LEASE_MS);
      expect(await replica.deliveries.claim("a", activity, later)).toBe(false);
      expect(await replica.deliveries.claim("b", activity, later)).toBe(true);
    });

    it("gives what the dead had at once, when it is said that they are", async () => {
      const activity = randomUUID();
      const { deliveries } = storage;
      await deliveries.claim("a", activity, NOON);
      await deliveries.endLeases();
      expect(await deliveries.claim("a", activity, after(1))).toBe(true);
      expect(await deliveries.claim("a", activity, after(2))).toBe(false);
    });

    it("purges what was claimed before an instant", async () => {
      const activity = randomUUID();
      const { deliveries } = storage;
      await deliveries.claim("old", activity, after(-1, LONG_AGO));
      await deliveries.claim("edge", activity, LONG_AGO);
      for (const conversation of ["old", "edge"])
        await deliveries.settle(conversation, activity);
      expect(await deliveries.purge(LONG_AGO)).toBe(1);
      expect(await deliveries.claim("old", activity, NOON)).toBe(true);
      expect(await deliveries.claim("edge", activity, NOON)).toBe(false);
    });
  });

  describe("channels", () => {
    it("lists the usable ones, first chosen first", async () => {
      const second = aChannel({ chosenAt: after(2) });
      const first = aChannel({ chosenAt: after(1) });
      const lost = aChannel({ chosenAt: NOON, lostAt: after(3) });
      for (const channel of [second, first, lost])
        await storage.channels.save(channel);
      const mine = new Set([first.id, second.id, lost.id]);
      const usable = (await storage.channels.listUsable()).filter(({ id }) =>
        mine.has(id),
      );
      expect(usable).toEqual([first, second]);
      expect(await storage.channels.find(lost.id)).toEqual(lost);
    });

    it("tells one of many that a channel was lost, so that admins are told once", async () => {
      const channel = aChannel();
      const untouched = aChannel();
      await storage.channels.save(channel);
      await storage.channels.save(untouched);
      const outcomes = await Promise.all(
        Array.from({ length: 6 }, (_, i) =>
          (i % 2 ? storage : replica).channels.markLost(
            channel.id,
            after(i),
            "removed",
          ),
        ),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      expect(await storage.channels.find(untouched.id)).toEqual(untouched);
    });

    it("makes a lost channel usable again, and can lose it again", async () => {
      const channel = aChannel();
      await storage.channels.save(channel);
      expect(
        await storage.channels.markLost(channel.id, after(1), "removed"),
      ).toBe(true);
      expect(
        await storage.channels.markLost(channel.id, after(2), "removed"),
      ).toBe(false);
      expect((await storage.channels.find(channel.id))?.lostAt).toEqual(
        after(1),
      );
      await storage.channels.save(channel);
      expect(await storage.channels.find(channel.id)).toEqual(channel);
      expect(
        await storage.channels.markLost(channel.id, after(3), "removed"),
      ).toBe(true);
    });

    it("says so when a channel to lose or to remove was never chosen", async () => {
      const id = `19:${randomUUID()}@thread.tacv2` as ChannelId;
      expect(await storage.channels.markLost(id, NOON, "removed")).toBe(false);
      expect(await storage.channels.remove(id)).toBe(false);
      expect(await storage.channels.find(id)).toBeNull();
    });

    it("removes one channel and finds the others of its team", async () => {
      const teamId = randomUUID();
      const gone = aChannel({ teamId });
      const stays = aChannel({ teamId });
      for (const channel of [gone, stays, aChannel({ teamId: null })])
        await storage.channels.save(channel);
      expect(await storage.channels.remove(gone.id)).toBe(true);
      expect(await storage.channels.listOfTeam(teamId)).toEqual([stays]);
    });
  });

  describe("card posts", () => {
    const channelId = "19:cards@thread.tacv2" as ChannelId;
    const aKey = () => cardKey("proposal", randomUUID() as ProposalId);
    const begin = (key: CardKey, now = NOON, by = storage) =>
      by.cardPosts.beginPosting(key, channelId, now, after(MINUTE_MS, now));

    it("lets one process post while its lease holds, and the next one after it", async () => {
      const key = aKey();
      expect(await begin(key)).toEqual({
        key,
        channelId,
        message: null,
        shownVersion: 0,
        attempts: 1,
        wasPosted: false,
      });
      expect(await begin(key, after(MINUTE_MS - 1))).toBeNull();
      expect((await begin(key, after(MINUTE_MS)))?.attempts).toBe(2);
    });

    it("lets one of two that begin at the same moment post", async () => {
      const key = aKey();
      const begun = await Promise.all([
        begin(key),
        begin(key, NOON, replica),
        begin(key),
        begin(key, NOON, replica),
      ]);
      expect(begun.filter((post) => post !== null)).toHaveLength(1);
    });

    it("stores Teams' answer, after which nobody posts again", async () => {
      const key = aKey();
      await begin(key);
      const message = aMessage(channelId);
      expect(await storage.cardPosts.posted(key, 1, message, 3)).toBe(true);
      expect(await storage.cardPosts.find(key)).toEqual({
        key,
        channelId,
        message,
        shownVersion: 3,
        attempts: 1,
        wasPosted: true,
      });
      expect(await begin(key, after(DAY_MS))).toBeNull();
    });

    it("says that a message is a second one when posting was begun again since", async () => {
      const key = aKey();
      await begin(key);
      await begin(key, after(MINUTE_MS));
      const late = aMessage(channelId);
      const counted = aMessage(channelId);
      expect(await storage.cardPosts.posted(key, 1, late, 1)).toBe(false);
      expect(await storage.cardPosts.posted(key, 2, counted, 1)).toBe(true);
      expect((await storage.cardPosts.find(key))?.message).toEqual(counted);
    });

    it("does not count an attempt that Teams refused", async () => {
      const key = aKey();
      await begin(key);
      await storage.cardPosts.notPosted(key, 1);
      expect((await begin(key))?.attempts).toBe(1);
    });

    it("counts an attempt whose answer was lost, and lets the next begin at once", async () => {
      const key = aKey();
      await begin(key);
      await storage.cardPosts.answerLost(key, 1);
      expect((await begin(key))?.attempts).toBe(2);
    });

    it("does not let an old attempt end the lease of the one under way", async () => {
      const key = aKey();
      await begin(key);
      await begin(key, after(MINUTE_MS));
      await storage.cardPosts.answerLost(key, 1);
      await storage.cardPosts.notPosted(key, 1);
      expect(await begin(key, after(MINUTE_MS + 1))).toBeNull();
      expect((await storage.cardPosts.find(key))?.attempts).toBe(2);
    });

    it("keeps the cards of different things apart, and those of chats without a channel", async () => {
      const id = randomUUID();
      const handoff = cardKey("handoff", id as HandoffId);
      const batch = cardKey("batch", id as BatchId);
      await storage.cardPosts.beginPosting(handoff, null, NOON, after(1));
      await begin(batch);
      expect(await storage.cardPosts.find(handoff)).toMatchObject({
        key: handoff,
        channelId: null,
      });
      expect((await storage.cardPosts.find(batch))?.channelId).toBe(channelId);
    });

    it("hands a card over to the proposal that took its place, to be drawn anew", async () => {
      const from = aKey();
      const to = aKey();
      const message = aMessage(channelId);
      await begin(from);
      await storage.cardPosts.posted(from, 1, message, 4);
      await storage.cardPosts.handOver(from, to);
      expect(await storage.cardPosts.find(from)).toBeNull();
      expect(await storage.cardPosts.find(to)).toMatchObject({
        message,
        shownVersion: 0,
        attempts: 1,
      });
    });

    it("never lowers the version that is shown, and changes no neighbour", async () => {
      const [key, neighbour] = [aKey(), aKey()];
      for (const one of [key, neighbour]) {
        await begin(one);
        await storage.cardPosts.posted(one, 1, aMessage(channelId), 2);
      }
      await storage.cardPosts.shown(key, 5);
      await storage.cardPosts.shown(key, 4);
      expect((await storage.cardPosts.find(key))?.shownVersion).toBe(5);
      expect((await storage.cardPosts.find(neighbour))?.shownVersion).toBe(2);
    });

    it("begins anew when the message is gone, and counts that as a second one", async () => {
      const key = aKey();
      await begin(key);
      await storage.cardPosts.posted(key, 1, aMessage(channelId), 2);
      await storage.cardPosts.forgetMessage(key);
      expect(await begin(key)).toMatchObject({
        message: null,
        shownVersion: 0,
        attempts: 2,
      });
    });
  });

  describe("card posts of answers", () => {
    const edge = after(-7 * DAY_MS);
    const edges = { wholeBefore: edge, anyBefore: after(-30 * DAY_MS) };
    const postedAt = async (key: CardKey, at: Date, version: number) => {
      const leaseUntil = after(MINUTE_MS, at);
      const { cardPosts } = storage;
      const post = await cardPosts.beginPosting(key, null, at, leaseUntil);
      const message = aMessage("19:chat" as ChannelId);
      await cardPosts.posted(key, post?.attempts ?? 0, message, version);
      return key;
    };
    const aLookUp = () => cardKey("lookUp", randomUUID() as LookUpId);
    const aWish = () => cardKey("propose", randomUUID() as ProposalId);
    const kept = async (keys: readonly CardKey[]) =>
      Promise.all(
        keys.map(async (key) => (await storage.cardPosts.find(key)) !== null),
      );

    it("are forgotten when they are whole and old, and stay while they wait", async () => {
      const old = after(-1, edge);
      const keys = [
        await postedAt(aLookUp(), old, COMPLETE_ANSWER),
        await postedAt(aWish(), old, COMPLETE_ANSWER),
        await postedAt(aLookUp(), edge, COMPLETE_ANSWER),
        await postedAt(aLookUp(), old, COMPLETE_ANSWER - 1),
        await postedAt(aWish(), old, COMPLETE_ANSWER - 1),
      ];
      expect(await storage.cardPosts.purgeAnswers(edges)).toBe(2);
      expect(await kept(keys)).toEqual([false, false, true, true, true]);
      expect(await storage.cardPosts.purgeAnswers(edges)).toBe(0);
    });

    it("are forgotten whether or not they wait when no job can be left", async () => {
      const key = await postedAt(aWish(), after(-1, edges.anyBefore), 1);
      await storage.cardPosts.purgeAnswers(edges);
      expect(await kept([key])).toEqual([false]);
    });

    it("count from when posting was begun last", async () => {
      const key = await postedAt(aLookUp(), after(-1, edges.anyBefore), 1);
      await storage.cardPosts.forgetMessage(key);
      await postedAt(key, NOON, COMPLETE_ANSWER);
      await storage.cardPosts.purgeAnswers(edges);
      expect(await kept([key])).toEqual([true]);
    });

    it("are no reason to forget the cards of proposals, handoffs, sweeps and batches", async () => {
      const id = randomUUID();
      const keys = [
        cardKey("proposal", id as ProposalId),
        cardKey("handoff", id as HandoffId),
        cardKey("sweep", id as SweepId),
        cardKey("batch", id as BatchId),
      ];
      for (const key of keys) await postedAt(key, after(-999 * DAY_MS), 9);
      await storage.cardPosts.purgeAnswers(edges);
      expect(await kept(keys)).toEqual([true, true, true, true]);
    });
  });

  describe("installations", () => {
    const personal = (aadObjectId: string, name = "Ana") => ({
      conversation: { conversationType: "personal", id: `a:${aadObjectId}` },
      user: { aadObjectId, name },
    });

    it("keeps the first reference of a key unless it may overwrite", async () => {
      const { installations } = storage;
      const key = randomUUID();
      const user = randomUUID();
      const [first, second] = [personal(user), personal(user, "Ana Marie")];
      expect(await installations.add(key, first, false)).toBe(true);
      expect(await installations.add(key, second, false)).toBe(false);
      expect(await installations.findPersonal(user)).toEqual(first);
      expect(await installations.add(key, second, true)).toBe(true);
      expect(await installations.findPersonal(user)).toEqual(second);
      expect(await installations.remove(key)).toBe(true);
      expect(await installations.remove(key)).toBe(false);
      expect(await installations.findPersonal(user)).toBeNull();
    });

    it("finds a person's own chat whatever the case of the id, and no group they are in", async () => {
      const { installations } = storage;
      const user = randomUUID();
      await installations.add(
        randomUUID(),
        {
          conversation: { conversationType: "channel" },
          user: { aadObjectId: user },
        },
        true,
      );
      expect(await installations.findPersonal(user)).toBeNull();
      const own = personal(user.toUpperCase());
      await installations.add(randomUUID(), own, true);
      expect(await installations.findPersonal(user)).toEqual(own);
    });

    it("finds the own chats of several people at once, and leaves out who has none", async () => {
      const { installations } = storage;
      const [ana, ben] = [randomUUID(), randomUUID()];
      for (const user of [ana, ben])
        await installations.add(randomUUID(), personal(user), true);
      expect(await installations.listPersonal([ana, randomUUID()])).toEqual([
        { userId: ana, reference: personal(ana) },
      ]);
      expect(await installations.listPersonal([ana, ben])).toHaveLength(2);
      expect(await installations.listPersonal([])).toEqual([]);
    });

    it("keeps a name that PostgreSQL would refuse, without the part that it refuses", async () => {
      const { installations } = storage;
      const user = randomUUID();
      await installations.add(
        randomUUID(),
        personal(user, "A\0na \ud83d"),
        true,
      );
      expect(await installations.findPersonal(user)).toEqual(
        personal(user, "Ana \ufffd"),
      );
    });

    it("pages through all of them in key order, each once", async () => {
      const { installations } = storage;
      const keys = Array.from({ length: 7 }, () => `page-${randomUUID()}`);
      for (const key of keys) await installations.add(key, { key }, false);
      const seen: string[] = [];
      let last: string | null = null;
      for (;;) {
        const page: Awaited<ReturnType<typeof installations.list>> =
          await installations.list(3, last);
        expect(page.length).toBeLessThanOrEqual(3);
        seen.push(...page.map(({ key }) => key));
        last = page.at(-1)?.key ?? null;
        if (last === null) break;
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((key) => keys.includes(key)).sort()).toEqual(
        [...keys].sort(),
      );
    });
  });

  describe("settings", () => {
    it("lets one of two that save the same version win, and keeps the winner's values", async () => {
      expect(await storage.settings.current()).toBeNull();
      const version = (openCardsPerChannel: number) => ({
        version: 1,
        values: someSettings({ openCardsPerChannel }),
        changedByAdmins: ["openCardsPerChannel" as const],
        changedBy: randomUUID() as UserId,
        changedAt: NOON,
      });
      const [a, b] = [version(10), version(20)];
      const [first, second] = await Promise.all([
        storage.settings.save(a),
        replica.settings.save(b),
      ]);
      expect([first, second].sort()).toEqual([false, true]);
      expect(await replica.settings.current()).toEqual(first ? a : b);
      const next = { ...a, version: 2, changedBy: null };
      expect(await storage.settings.save(next)).toBe(true);
      expect(await replica.settings.current()).toEqual(next);
    });
  });

  describe("secrets", () => {
    it("are the same in two replicas that ask at the same moment, and differ by name", async () => {
      const [a, b, other] = await Promise.all([
        storage.secrets.get("audit-link"),
        replica.secrets.get("audit-link"),
        replica.secrets.get("pseudonym"),
      ]);
      expect(a).toHaveLength(32);
      expect(a.equals(b)).toBe(true);
      expect(a.equals(other)).toBe(false);
    });
  });

  it("stores a device name that was cut in the middle of an emoji", async () => {
    const proposal = aProposal();
    await storage.proposals.insert({
      ...proposal,
      device: { ...proposal.device, name: "Ana's laptop \ud83d" },
    });
    expect((await storage.proposals.find(proposal.id))?.device.name).toBe(
      "Ana's laptop \ufffd",
    );
  });
});

function aTally(overrides: Partial<Tally> = {}): Tally {
  return {
    deviceId: randomUUID() as DeviceId,
    source: "device-report",
    observedAt: NOON,
    receivedAt: after(1234),
    logonsByUpn: new Map([["ana@contoso.com", 12]]),
    ...overrides,
  };
}

function aChannel(overrides: Partial<Channel> = {}): Channel {
  return {
    id: `19:${randomUUID()}@thread.tacv2` as ChannelId,
    teamId: randomUUID(),
    serviceUrl: "https://smba.example/emea/",
    tenantId: randomUUID(),
    chosenBy: randomUUID() as UserId,
    chosenAt: NOON,
    lostAt: null,
    ...overrides,
  };
}

function aMessage(channelId: ChannelId): PostedMessage {
  const activityId = randomUUID();
  return {
    channelId,
    serviceUrl: "https://smba.example/emea/",
    conversationId: `${channelId};messageid=${activityId}`,
    activityId,
  };
}
