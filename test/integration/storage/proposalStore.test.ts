import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import {
  ProposalNotFound,
  SlotTaken,
  StaleProposal,
} from "../../../src/domain/proposals/errors.ts";
import { evidenceStrength } from "../../../src/domain/proposals/evidenceStrength.ts";
import type { HeldProposal } from "../../../src/ports/stores/proposalStore.ts";
import type {
  ProposalId,
  ProposalState,
} from "../../../src/domain/proposals/proposal.ts";
import type { ChannelId } from "../../../src/domain/channels/channel.ts";
import { next } from "../../../src/domain/proposals/states.ts";
import { statesWhere } from "../../../src/domain/proposals/stateTable.ts";
import {
  aClock,
  aDecision,
  after,
  aPerson,
  aProposal,
  DAY_MS,
  everyState,
  HOUR_MS,
  NOON,
} from "../../support/builders.ts";
import {
  describeOnEachEngine,
  type TestStorage,
} from "../../support/testStorage.ts";

describeOnEachEngine("ProposalStore", (engine) => {
  let test: TestStorage;
  beforeAll(async () => {
    test = await engine.open();
  });
  afterAll(() => test.dispose());

  it.each(everyState().map((state) => [state.kind, state] as const))(
    "gives a proposal that is %s back as it was, dates to the millisecond",
    async (_kind, state) => {
      const { proposals } = test.storage;
      const proposal = aProposal({ state });
      await proposals.insert(proposal);
      expect(await proposals.find(proposal.id)).toEqual(proposal);
    },
  );

  it("keeps names that are hostile to SQL, JSON or PostgreSQL, and only drops U+0000", async () => {
    const { proposals } = test.storage;
    const name = `Robert'); drop table proposals;-- "{}" \\ \u0000 ‮ 💻`;
    const proposal = aProposal({ device: { ...aProposal().device, name } });
    await proposals.insert(proposal);
    expect((await proposals.find(proposal.id))?.device.name).toBe(
      name.replace("\u0000", ""),
    );
  });

  it.each(statesWhere("isActive"))(
    "refuses a second proposal for a device whose proposal is %s",
    async (kind) => {
      const { proposals } = test.storage;
      const state = everyState().find((candidate) => candidate.kind === kind);
      const first = aProposal(state ? { state } : {});
      await proposals.insert(first);
      await expect(
        proposals.insert(aProposal({ device: first.device })),
      ).rejects.toThrow(SlotTaken);
      expect(await proposals.findActive(first.device.id)).toEqual(first);
    },
  );

  it("lets one of two proposals for a device in, when both come at the same moment", async () => {
    const { storage } = test;
    const { device } = aProposal();
    const outcomes = await Promise.allSettled(
      [aProposal({ device }), aProposal({ device })].map((proposal) =>
        storage.transaction((unit) => unit.proposals.insert(proposal)),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual([
      "fulfilled",
      "rejected",
    ]);
  });

  it("gives the slot free when the proposal is settled, and back to it only while it is free", async () => {
    const { proposals } = test.storage;
    const failed = everyState().find(({ kind }) => kind === "failed");
    const first = aProposal(failed ? { state: failed } : {});
    await proposals.insert(first);
    await proposals.insert(aProposal({ device: first.device }));
    const again = next(first, { state: { kind: "pending" } });
    await expect(proposals.save(again)).rejects.toThrow(SlotTaken);
    expect(await proposals.find(first.id)).toEqual(first);
  });

  it("refuses to save over a version that is not the one before", async () => {
    const { proposals } = test.storage;
    const proposal = aProposal();
    const untouched = aProposal();
    await proposals.insert(proposal);
    await proposals.insert(untouched);
    await proposals.save(next(proposal, { postedAt: after(1) }));
    await expect(
      proposals.save(next(proposal, { postedAt: after(2) })),
    ).rejects.toThrow(StaleProposal);
    expect((await proposals.find(proposal.id))?.postedAt).toEqual(after(1));
    expect(await proposals.find(untouched.id)).toEqual(untouched);
  });

  it("makes a second transaction wait for the one that reads for update", async () => {
    const { storage } = test;
    const proposal = aProposal();
    await storage.proposals.insert(proposal);
    const bump = () =>
      storage.transaction(async ({ proposals }) => {
        const current = await proposals.getForUpdate(proposal.id);
        await proposals.save(next(current, {}));
      });
    await Promise.all(Array.from({ length: 8 }, bump));
    expect((await storage.proposals.find(proposal.id))?.version).toBe(9);
  });

  it("says so when there is no such proposal", async () => {
    const { storage } = test;
    const id = randomUUID() as ProposalId;
    expect(await storage.proposals.find(id)).toBeNull();
    await expect(
      storage.transaction(({ proposals }) => proposals.getForUpdate(id)),
    ).rejects.toThrow(ProposalNotFound);
  });

  it("leaves nothing behind when a transaction is rolled back", async () => {
    const { storage } = test;
    const proposal = aProposal();
    const rolledBack = storage.transaction(async (unit) => {
      await unit.proposals.insert(proposal);
      throw new Error("on second thoughts");
    });
    await expect(rolledBack).rejects.toThrow("on second thoughts");
    expect(await storage.proposals.find(proposal.id)).toBeNull();
  });

  it("lists what is due: expired and woken, at the very instant and not before", async () => {
    const { proposals } = test.storage;
    const later = after(400 * DAY_MS);
    const expiring = aProposal({ expiresAt: later });
    const waking = aProposal({
      state: {
        kind: "snoozed",
        until: later,
        snoozedBy: aPerson("Cleo"),
        days: 1,
      },
      expiresAt: after(1000 * DAY_MS),
    });
    const settled = aProposal({
      state: { kind: "expired", at: NOON },
      expiresAt: later,
    });
    for (const proposal of [expiring, waking, settled])
      await proposals.insert(proposal);
    const mine = new Set([expiring.id, waking.id, settled.id]);
    const due = async (at: Date) =>
      (await proposals.listDue(at, 1000)).filter((id) => mine.has(id)).sort();
    expect(await due(new Date(later.getTime() - 1))).toEqual([]);
    expect(await due(later)).toEqual([expiring.id, waking.id].sort());
  });

  it("lists the strongest evidence first, and what a person asked for before all", async () => {
    const { proposals } = test.storage;
    const weak = aProposal({ state: { kind: "held" } });
    const counted = weak.evidence?.counted ?? [];
    const strong = aProposal({
      state: { kind: "held" },
      toUser: weak.toUser,
      fromUser: weak.fromUser,
      evidence: weak.evidence && {
        ...weak.evidence,
        counted: counted.map((one, i) => (i ? one : { ...one, logons: 90 })),
      },
    });
    const manual = aProposal({
      state: { kind: "held" },
      origin: { kind: "manual", requestedBy: aPerson("Mia") },
      evidence: null,
    });
    for (const proposal of [weak, strong, manual])
      await proposals.insert(proposal);
    const mine = new Set([weak.id, strong.id, manual.id]);
    const held = (await proposals.listInStates(["held"], 1000))
      .map(({ id }) => id)
      .filter((id) => mine.has(id));
    expect(held).toEqual([manual.id, strong.id, weak.id]);
  });

  it("pages the held ones by strength, then age, each once, without their evidence", async () => {
    const { proposals } = test.storage;
    for (const hours of [2, 1, 1, 1, 3])
      await proposals.insert(
        aProposal({
          state: { kind: "held" },
          createdAt: after(-hours * HOUR_MS),
          origin:
            hours === 2
              ? { kind: "manual", requestedBy: aPerson("Mia") }
              : { kind: "machine" },
        }),
      );
    const whole = await proposals.listInStates(["held"], 1000);
    const paged: HeldProposal[] = [];
    for (;;) {
      const page = await proposals.listHeld(paged.at(-1) ?? null, 2);
      paged.push(...page);
      if (page.length < 2) break;
    }
    expect(paged.map(({ id }) => id).toSorted()).toEqual(
      whole.map(({ id }) => id).toSorted(),
    );
    const order = paged.map(
      ({ strength, createdAt }) => [-strength, createdAt.getTime()] as const,
    );
    expect(order).toEqual(order.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]));
    for (const held of paged) {
      const { strength, unconfirmedAt, ...shown } = held;
      expect(unconfirmedAt).toBeNull();
      const proposal = whole.find(({ id }) => id === held.id)!;
      expect(strength).toBe(evidenceStrength(proposal));
      expect(proposal).toMatchObject(shown);
      expect(shown).not.toHaveProperty("evidence");
    }
  });

  it("counts the open cards of one channel, snoozed ones too, settled ones not", async () => {
    const { proposals } = test.storage;
    const channelId = `19:${randomUUID()}@thread.tacv2` as ChannelId;
    for (const state of everyState())
      await proposals.insert(aProposal({ state, channelId }));
    await proposals.insert(
      aProposal({ channelId: "19:other@thread.tacv2" as ChannelId }),
    );
    expect((await proposals.countOpenCards(channelId)).all).toBe(2);
  });

  it("counts what one person asked for since an instant", async () => {
    const { proposals } = test.storage;
    const mia = aPerson("Mia");
    const asked = (createdAt: Date) =>
      aProposal({ createdAt, origin: { kind: "manual", requestedBy: mia } });
    await proposals.insert(asked(after(-HOUR_MS)));
    await proposals.insert(asked(after(-HOUR_MS + 1)));
    await proposals.insert(asked(NOON));
    await proposals.insert(
      aProposal({ origin: { kind: "manual", requestedBy: aPerson("Noa") } }),
    );
    expect(await proposals.countRequestedBy(mia.id, after(-HOUR_MS))).toBe(2);
  });

  it("lists those that are looked after: while they can be undone, for a time after they were done or undone, and in doubt", async () => {
    const clock = aClock();
    const opened = await engine.open(clock);
    const { proposals } = opened.storage;
    const now = clock.now();
    const since = after(-HOUR_MS, now);
    const [long, recent] = [after(-DAY_MS, now), after(-1, now)];
    const decision = aDecision();
    const undo = {
      requestedBy: aPerson("Ana"),
      requestedAt: long,
      writeStartedAt: null,
      writtenAt: null,
    };
    const failure = { code: "graph.unavailable", message: "Away.", at: long };
    const by = { kind: "evidence" } as const;
    const verified = (verifiedAt: Date, changed = true): ProposalState => ({
      kind: "verified",
      decision,
      appliedAt: long,
      verifiedAt,
      changed,
    });
    const followed = [
      aProposal({ state: verified(long), undoUntil: after(1, now) }),
      aProposal({ state: verified(recent), undoUntil: long }),
      aProposal({
        state: { kind: "undone", decision, undo, undoneAt: recent },
      }),
      aProposal({
        state: {
          kind: "undo-failed",
          decision,
          appliedAt: long,
          undo,
          failure,
        },
      }),
      aProposal({
        state: { kind: "failed", decision, failure, writeStartedAt: long },
      }),
      aProposal({
        state: {
          kind: "superseded",
          by,
          at: long,
          decision,
          writeStartedAt: long,
        },
      }),
    ];
    const left = [
      aProposal({ state: verified(long), undoUntil: long }),
      aProposal({ state: verified(recent, false), undoUntil: after(1, now) }),
      aProposal({ state: { kind: "undone", decision, undo, undoneAt: long } }),
      aProposal({ state: { kind: "failed", decision, failure } }),
      aProposal({ state: { kind: "superseded", by, at: recent, decision } }),
    ];
    for (const proposal of [...followed, ...left])
      await proposals.insert(proposal);
    const listed = await proposals.listFollowed(now, since, null, 100);
    clock.advance(HOUR_MS);
    const later = await proposals.listFollowed(now, now, null, 100);
    await opened.dispose();
    const ids = (list: typeof followed) => list.map(({ id }) => id).toSorted();
    expect(ids([...listed])).toEqual(ids(followed));
    expect(ids([...later])).toEqual(ids(followed.slice(0, 1)));
  });
});
