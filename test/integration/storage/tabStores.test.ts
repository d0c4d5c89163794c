import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { AuditKind } from "../../../src/domain/audit/audit.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import { createChangeFeed } from "../../../src/usecases/proposals/changeFeed.ts";
import { decisionsOverTime } from "../../../src/usecases/proposals/decisionsOverTime.ts";
import { UnknownTimeZone } from "../../../src/domain/proposals/decisions.ts";
import type { Place } from "../../../src/domain/proposals/places.ts";
import type {
  QueueCursor,
  QueuedProposal,
  QueueFilter,
} from "../../../src/domain/proposals/queue.ts";
import { countPlaces } from "../../../src/usecases/proposals/countPlaces.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import { storeCreated } from "../../../src/usecases/proposals/storeChange.ts";
import {
  after,
  aProposal,
  DAY_MS,
  everyState,
  HOUR_MS,
  MINUTE_MS,
  NOON,
} from "../../support/builders.ts";
import {
  describeOnEachEngine,
  quiet,
  type TestStorage,
} from "../../support/testStorage.ts";
import { PATIENCE_MS, until } from "../../support/until.ts";

const EVERYTHING: QueueFilter = {
  device: null,
  people: null,
  kind: null,
  certainty: null,
  origin: null,
  isStaged: false,
};

describeOnEachEngine("what the tab reads", (engine) => {
  let test: TestStorage;
  beforeAll(async () => {
    test = await engine.open();
  });
  afterAll(() => test.dispose());

  describe("pages of proposals", () => {
    it("put every proposal but the held ones into one of four places", async () => {
      const { proposals } = test.storage;
      for (const state of everyState())
        await proposals.insert(aProposal({ state }));

      const kindsIn = async (place: Place) =>
        (await proposals.listInQueue(place, "newest", EVERYTHING, null, 100))
          .map(({ proposal }) => proposal.state.kind)
          .toSorted();

      expect(await kindsIn("waiting")).toEqual(["pending"]);
      expect(await kindsIn("snoozed")).toEqual(["snoozed"]);
      expect(await kindsIn("under-way")).toEqual([
        "applied",
        "applying",
        "approved",
        "failed",
        "unconfirmed",
        "undo-failed",
        "undoing",
      ]);
      expect(await kindsIn("decided")).toEqual([
        "expired",
        "rejected",
        "superseded",
        "undone",
        "verified",
      ]);
      expect(await countPlaces({ proposals })).toEqual({
        counts: { waiting: 1, snoozed: 1, "under-way": 7 },
        held: 1,
      });
    });

    it("show each proposal once, newest first, those of one instant included", async () => {
      const { proposals } = test.storage;
      const made = [0, 0, 0, 1, 1].map((minutes) =>
        aProposal({ createdAt: after(minutes * MINUTE_MS + DAY_MS) }),
      );
      for (const proposal of made) await proposals.insert(proposal);

      const seen: Proposal[] = [];
      for (let last: QueueCursor | null = null; seen.length < 5;) {
        const page: readonly QueuedProposal[] = await proposals.listInQueue(
          "waiting",
          "newest",
          EVERYTHING,
          last,
          2,
        );
        seen.push(...page.map(({ proposal }) => proposal));
        last = page.at(-1)?.cursor ?? null;
      }
      expect(seen.slice(0, 5).map(({ id }) => id)).toEqual(
        made
          .toSorted(
            (a, b) =>
              b.createdAt.getTime() - a.createdAt.getTime() ||
              (a.id < b.id ? 1 : -1),
          )
          .map(({ id }) => id),
      );
    });
  });

  describe("late refusals", () => {
    const refusal = (userId: UserId, message: string) => ({
      userId,
      proposalId: aProposal().id,
      message,
      at: NOON,
    });
    const add = (one: ReturnType<typeof refusal>) =>
      test.storage.transaction((unit) => unit.lateRefusals.add(one));

    it("are each person's own, have an order even within one instant, and are forgotten up to what was seen", async () => {
      const { lateRefusals } = test.storage;
      const [ana, ben] = [randomUUID() as UserId, randomUUID() as UserId];
      await Promise.all([add(refusal(ana, "one")), add(refusal(ana, "two"))]);
      await add(refusal(ana, "three"));
      await add(refusal(ben, "another"));

      const hers = await lateRefusals.listFor([ana]);
      expect(new Set(hers.map(({ at }) => at.getTime())).size).toBe(3);
      expect(hers[2]?.message).toBe("three");
      await lateRefusals.forget(ana, hers[1]?.at ?? NOON);
      expect(
        (await lateRefusals.listFor([ana, ben])).map(({ message }) => message),
      ).toEqual(expect.arrayContaining(["three", "another"]));
      expect(await lateRefusals.listFor([ana])).toHaveLength(1);
      expect(await lateRefusals.purge(after(-1))).toBe(0);
      expect(await lateRefusals.purge(after(DAY_MS))).toBe(2);
    });
  });
});

describeOnEachEngine("decisions over time", (engine) => {
  let test: TestStorage;
  beforeAll(async () => {
    test = await engine.open();
  });
  afterAll(() => test.dispose());

  const record = async (
    proposal: Proposal,
    kind: AuditKind,
    at: string | Date,
  ) =>
    test.storage.audit.append({
      kind,
      at: new Date(at),
      actor: null,
      deviceId: proposal.device.id,
      proposalId: proposal.id,
      details: {},
    });
  const count = (days: number, zone: string, now: string) =>
    decisionsOverTime(
      { storage: test.storage, clock: { now: () => new Date(now) } },
      days,
      zone,
    );

  it("are none where nobody decided anything, each day there all the same", async () => {
    expect(await count(3, "Europe/Berlin", "2026-03-30T12:00:00Z")).toEqual({
      days: ["2026-03-28", "2026-03-29", "2026-03-30"].map((day) => ({
        day,
        approved: 0,
        rejected: 0,
        expired: 0,
        undone: 0,
      })),
      acceptance: null,
      medianMsToAnswer: null,
    });
  });

  it("count on the reader's own days, across a change of the clocks, and tell how soon and how often yes", async () => {
    // Midnight in Berlin is 23:00 in UTC before 29 March 2026, and 22:00 after it.
    const [undone, kept, refused, old, expired] = Array.from(
      { length: 5 },
      () => aProposal(),
    ) as [Proposal, Proposal, Proposal, Proposal, Proposal];
    await record(old, "proposal.approved", "2026-03-27T22:59:59Z");
    await record(undone, "proposal.posted", "2026-03-27T22:00:00Z");
    await record(undone, "proposal.approved", "2026-03-27T23:00:00Z");
    await record(kept, "proposal.created", "2026-03-29T20:00:00Z");
    await record(kept, "proposal.approved", "2026-03-29T22:00:00Z");
    await record(refused, "proposal.created", "2026-03-01T00:00:00Z");
    await record(refused, "proposal.posted", "2026-03-29T18:00:00Z");
    await record(refused, "proposal.rejected", "2026-03-29T21:59:59Z");
    await record(expired, "proposal.expired", "2026-03-28T22:59:59Z");
    await record(undone, "undo.done", "2026-03-30T08:00:00Z");
    await record(refused, "proposal.answer-refused", "2026-03-30T08:00:00Z");

    const counted = await count(3, "Europe/Berlin", "2026-03-30T12:00:00Z");
    expect(counted.days).toEqual([
      { day: "2026-03-28", approved: 1, rejected: 0, expired: 1, undone: 0 },
      { day: "2026-03-29", approved: 0, rejected: 1, expired: 0, undone: 0 },
      { day: "2026-03-30", approved: 1, rejected: 0, expired: 0, undone: 1 },
    ]);
    // One of three was kept; answered after 1, 2 and nearly 4 hours.
    expect(counted.acceptance).toBeCloseTo(1 / 3);
    expect(counted.medianMsToAnswer).toBe(2 * HOUR_MS);

    const inUtc = await count(3, "UTC", "2026-03-30T12:00:00Z");
    expect(inUtc.days.map(({ approved }) => approved)).toEqual([0, 1, 0]);
    // A name that browsers still give.
    expect(
      (await count(1, "Asia/Calcutta", "2026-03-30T20:00:00Z")).days[0]?.day,
    ).toBe("2026-03-31");
    expect((await count(366, "UTC", "2026-03-30T12:00:00Z")).days).toHaveLength(
      366,
    );
  });

  it.each(["Mars/Phobos", "+02:00", "", "UTC'; drop table proposals; --"])(
    "are refused for %j, which is no time zone",
    async (zone) => {
      await expect(count(3, zone, "2026-03-30T12:00:00Z")).rejects.toThrow(
        UnknownTimeZone,
      );
    },
  );
});

describeOnEachEngine("the feed of changes", (engine) => {
  let test: TestStorage;
  beforeAll(async () => {
    test = await engine.open();
  });
  afterAll(() => test.dispose());

  const ana = randomUUID() as UserId;
  const change = (proposal: Proposal, heldMs = 0) =>
    test.storage.transaction(async (unit) => {
      await storeCreated(unit, quiet, proposal, {
        at: NOON,
        actor: null,
      });
      await sleep(heldMs);
    });
  const patience = () => AbortSignal.timeout(PATIENCE_MS);

  it("misses nothing of transactions that overlap, whichever of them ends first", async () => {
    const feed = createChangeFeed({ storage: test.storage, log: quiet });
    const { until: now } = await feed.follow(ana, null, patience());
    const made = Array.from({ length: 8 }, () => aProposal());
    const writing = Promise.all(
      made.map((proposal, index) => change(proposal, 400 - index * 50)),
    );

    const told = new Set<string>();
    let since = now;
    while (told.size < made.length) {
      const changes = await feed.follow(ana, since, patience());
      expect(changes.proposals).not.toEqual([]);
      for (const id of changes.proposals ?? []) {
        expect(told).not.toContain(id);
        told.add(id);
      }
      since = changes.until;
    }
    await writing;
    expect(told).toEqual(new Set(made.map(({ id }) => id)));
  });

  it("holds no connection while it waits, and says nothing when the patience is over", async () => {
    const feed = createChangeFeed({ storage: test.storage, log: quiet });
    const { until: now } = await feed.follow(ana, null, patience());
    const waits = Array.from({ length: 30 }, () =>
      feed.follow(ana, now, AbortSignal.timeout(1_500)),
    );
    await test.storage.ping();
    for (const changes of await Promise.all(waits))
      expect(changes).toEqual({ until: now, proposals: [], refusals: [] });
  });

  it("names no proposals to whom it cannot tell them all", async () => {
    const feed = createChangeFeed({ storage: test.storage, log: quiet });
    const { until: now } = await feed.follow(ana, null, patience());
    const ahead = { ...now, seq: now.seq + 1_000 };
    const changes = await feed.follow(ana, ahead, patience());
    expect(changes).toMatchObject({ until: now, proposals: null });
  });

  it("tells a person of their own late refusals until they ask for what follows", async () => {
    const feed = createChangeFeed({ storage: test.storage, log: quiet });
    const ben = randomUUID() as UserId;
    const { until: now } = await feed.follow(ana, null, patience());
    const waiting = feed.follow(ana, now, patience());
    const others = feed.follow(ben, now, AbortSignal.timeout(2_500));
    const refusal = {
      userId: ana,
      proposalId: aProposal().id,
      message: "No.",
      at: NOON,
    };
    await test.storage.transaction((unit) => unit.lateRefusals.add(refusal));

    const told = await waiting;
    expect(told.refusals).toEqual([refusal]);
    expect((await others).refusals).toEqual([]);
    // The answer was lost on its way: asked again, it is told again.
    expect((await feed.follow(ana, now, patience())).refusals).toEqual([
      refusal,
    ]);
    expect((await feed.follow(ana, null, patience())).refusals).toEqual([
      refusal,
    ]);
    await until("what was told is asked no more", async () => {
      await feed.follow(ana, told.until, AbortSignal.timeout(10));
      const { refusals } = await feed.follow(ana, null, patience());
      return refusals.length === 0;
    });
  });
});
