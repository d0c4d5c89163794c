import { afterEach, beforeEach, expect, it } from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import {
  HANDOFF_STAGES,
  type Handoff,
  type HandoffId,
  type HandoffStage,
} from "../../../src/domain/handoffs/handoff.ts";
import type { Moment } from "../../../src/domain/evidence/handoffOutcome.ts";
import type { ProposalId } from "../../../src/domain/proposals/proposal.ts";
import type { OpenStorage } from "../../../src/ports/storage.ts";
import { after, aPerson, DAY_MS, NOON } from "../../support/builders.ts";
import { aHandoff, aListedDevice } from "../../support/stagingExamples.ts";
import { openPair, type StoragePair } from "../../support/storagePair.ts";
import { describeOnEachEngine } from "../../support/testStorage.ts";

/** What counts as stuck at noon. */
const STUCK = {
  stagedBefore: after(-14 * DAY_MS),
  checkedInBefore: after(-3 * DAY_MS),
};

describeOnEachEngine("HandoffStore", (engine) => {
  let pair: StoragePair;
  let storage: OpenStorage;
  let replica: OpenStorage;
  beforeEach(async () => {
    pair = await openPair(engine);
    ({ storage, replica } = pair);
  });
  afterEach(() => pair.dispose());

  it("lists what is contradicted and not seen to, the oldest objection first", async () => {
    const { handoffs } = storage;
    const say = async (
      at: Date,
      more: Partial<Handoff> = {},
      ended = false,
    ) => {
      const handoff = aHandoff({
        objection: {
          by: aPerson("Lea"),
          at,
          toUser: aPerson("Ben"),
          reason: "No",
          toldAt: null,
          ended: ended ? { kind: "done", at, by: aPerson("Ada") } : null,
        },
        ...more,
      });
      await handoffs.insert(handoff);
      return handoff;
    };
    const newer = await say(after(-1));
    const older = await say(after(-DAY_MS));
    await say(after(-2), { endedBecause: "gone" });
    await say(after(-3), {}, true);
    await handoffs.insert(aHandoff());
    expect(await handoffs.listContradicted(5)).toEqual({
      first: [older, newer],
      total: 2,
    });
    expect(await handoffs.listContradicted(1)).toEqual({
      first: [older],
      total: 2,
    });
  });

  it("gives a handoff back as it was, but for what PostgreSQL refuses", async () => {
    const name = `Robert'); drop table handoffs;-- "{}" \\ \u0000 ‮ 💻`;
    const handoff = aHandoff({
      device: { ...aHandoff().device, name },
      moments: moments("provisioned", "handed-off", "verified"),
      toUser: aPerson("Ben"),
      proposal: {
        id: "p-1" as ProposalId,
        state: "verified",
        verdict: "approve",
      },
      lead: aPerson("Lea"),
    });
    const { handoffs } = storage;
    expect(await handoffs.insert(handoff)).toBe(true);
    const kept = {
      ...handoff,
      device: { ...handoff.device, name: name.replace("\u0000", "") },
    };
    expect(await handoffs.find(handoff.id)).toEqual(kept);
    expect(await handoffs.findByProposal("p-1" as ProposalId)).toEqual(kept);
    expect(await handoffs.findByProposal("p" as ProposalId)).toBeNull();
    const unknown = "unknown" as HandoffId;
    expect(await handoffs.find(unknown)).toBeNull();
    expect(
      await storage.transaction((unit) => unit.handoffs.findForUpdate(unknown)),
    ).toBeNull();
  });

  it("begins a cycle once, when many begin it at the same moment", async () => {
    const { device, enrolledAt } = aHandoff();
    const cycles = Array.from({ length: 8 }, () =>
      aHandoff({ device, enrolledAt }),
    );
    const begun = await Promise.all(
      cycles.map((handoff, i) =>
        (i % 2 ? replica : storage).transaction((unit) =>
          unit.handoffs.insert(handoff),
        ),
      ),
    );
    expect(begun.filter(Boolean)).toHaveLength(1);
    expect(await storage.handoffs.findCurrent(device.id)).toEqual(
      cycles[begun.indexOf(true)],
    );
  });

  it("takes the newest cycle that has not ended for the present one", async () => {
    const { handoffs } = storage;
    const { device } = aHandoff();
    const cycle = (enrolledAt: Date, overrides: Partial<Handoff> = {}) =>
      aHandoff({ device, enrolledAt, ...overrides });
    const newer = cycle(after(1));
    const older = cycle(NOON);
    const ended = cycle(after(2), { endedBecause: "gone" });
    const neighbour = aHandoff();
    for (const handoff of [older, newer, ended, neighbour])
      expect(await handoffs.insert(handoff)).toBe(true);
    expect(await handoffs.findCurrent(device.id)).toEqual(newer);
    const unknown = 'unknown "id\\' as DeviceId;
    const found = await handoffs.findCurrentOf([
      device.id,
      unknown,
      neighbour.device.id,
    ]);
    expect(byId(found)).toEqual(byId([newer, neighbour]));
    expect(await handoffs.findCurrentOf([])).toEqual([]);
    await handoffs.save(next(newer, { endedBecause: "enrolled-again" }));
    expect(await handoffs.findCurrent(device.id)).toEqual(older);
    await handoffs.save(next(older, { endedBecause: "gone" }));
    expect(await handoffs.findCurrent(device.id)).toBeNull();
    expect(await handoffs.findCurrentOf([device.id])).toEqual([]);
  });

  it("refuses to save over a version that is not the one before, and changes no neighbour", async () => {
    const { handoffs } = storage;
    const handoff = aHandoff();
    const neighbour = aHandoff();
    await handoffs.insert(handoff);
    await handoffs.insert(neighbour);
    const saves = ["Ben", "Cleo", "Dara"].map((name) =>
      next(handoff, { toUser: aPerson(name) }),
    );
    const outcomes = await Promise.all(
      saves.map((one, i) => (i % 2 ? replica : storage).handoffs.save(one)),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await handoffs.find(handoff.id)).toEqual(
      saves[outcomes.indexOf(true)],
    );
    expect(await handoffs.find(neighbour.id)).toEqual(neighbour);
    expect(await handoffs.save(next(aHandoff(), {}))).toBe(false);
  });

  it("makes a second transaction wait for the one that reads for update", async () => {
    const handoff = aHandoff();
    await storage.handoffs.insert(handoff);
    const bump = (by: OpenStorage) =>
      by.transaction(async ({ handoffs }) => {
        const current = await handoffs.findForUpdate(handoff.id);
        return current !== null && (await handoffs.save(next(current, {})));
      });
    const saved = await Promise.all(
      Array.from({ length: 8 }, (_, i) => bump(i % 2 ? replica : storage)),
    );
    expect(saved.every(Boolean)).toBe(true);
    expect((await storage.handoffs.find(handoff.id))?.version).toBe(9);
  });

  it("counts the cycles at the furthest stage they reached, without those that ended", async () => {
    const { handoffs } = storage;
    for (const handoff of [
      aHandoff(),
      aHandoff(),
      aHandoff({ moments: moments("enrolled", "provisioned") }),
      aHandoff({ moments: moments("enrolled", "handed-off") }),
      aHandoff({ moments: {} }),
      aHandoff({ endedBecause: "gone" }),
    ])
      await handoffs.insert(handoff);
    expect(await handoffs.countByStage()).toEqual(
      new Map([
        ["enrolled", 3],
        ["provisioned", 1],
        ["handed-off", 1],
      ]),
    );
  });

  it.each(HANDOFF_STAGES)(
    "knows whether a cycle waits at %s",
    async (stage) => {
      const { handoffs } = storage;
      const handoff = aHandoff();
      await handoffs.insert(handoff);
      await handoffs.save(
        next(handoff, { moments: moments("enrolled", stage) }),
      );
      const waits = stage === "enrolled" || stage === "provisioned";
      expect(await handoffs.countWaiting(STUCK)).toEqual({
        waiting: waits ? 1 : 0,
        stuck: 0,
      });
      expect(await handoffs.listWaiting(STUCK, 10, 0)).toHaveLength(
        waits ? 1 : 0,
      );
    },
  );

  it("lists those that wait, stuck ones first, then the oldest, a page at a time", async () => {
    const { handoffs } = storage;
    const staged = (days: number, checkedIn: number | null, ms = 0) =>
      aHandoff({
        enrolledAt: after(-days * DAY_MS + ms),
        lastCheckInAt:
          checkedIn === null ? null : after(-checkedIn * DAY_MS + ms),
      });
    const ended = { ...staged(30, 30), endedBecause: "gone" as const };
    const expected: readonly (readonly [Handoff, boolean])[] = [
      [staged(60, 1), true],
      [staged(40, 20), true],
      [staged(20, null), true],
      [staged(14, 1, -1), true],
      [staged(13, 13), true],
      [staged(5, 3, -1), true],
      [staged(4, null), true],
      [staged(14, 3), false],
      [staged(1, null), false],
    ];
    for (const [handoff] of expected.toReversed())
      await handoffs.insert(handoff);
    await handoffs.insert(ended);
    const page = (limit: number, offset: number) =>
      handoffs.listWaiting(STUCK, limit, offset);
    const all = expected.map(([handoff, isStuck]) => ({ handoff, isStuck }));
    expect(await page(100, 0)).toEqual(all);
    expect([
      ...(await page(3, 0)),
      ...(await page(3, 3)),
      ...(await page(3, 6)),
    ]).toEqual(all);
    expect(await page(3, 9)).toEqual([]);
    expect(await handoffs.countWaiting(STUCK)).toEqual({
      waiting: 9,
      stuck: 7,
    });
  });

  it("begins and changes many cycles in one statement each, and leaves what others were first to change", async () => {
    const { handoffs } = storage;
    const there = aHandoff();
    await handoffs.insert(there);
    const begun = Array.from({ length: 1000 }, () => aHandoff());
    await handoffs.insertAll([]);
    await handoffs.insertAll([
      ...begun,
      aHandoff({ device: there.device, enrolledAt: there.enrolledAt }),
    ]);
    expect(
      byId(await handoffs.findCurrentOf(begun.map(({ device }) => device.id))),
    ).toEqual(byId(begun));
    expect(await handoffs.findCurrent(there.device.id)).toEqual(there);

    const [first, second] = begun as [Handoff, Handoff];
    const other = next(second, { lastCheckInAt: after(1) });
    await handoffs.save(other);
    const ended = next(first, {
      endedBecause: "enrolled-again",
      moments: moments("provisioned"),
    });
    await handoffs.saveAll([]);
    await handoffs.saveAll([ended, next(second, { endedBecause: "gone" })]);
    expect(await handoffs.find(first.id)).toEqual(ended);
    expect(await handoffs.findCurrent(first.device.id)).toBeNull();
    expect(await handoffs.find(second.id)).toEqual(other);
    expect((await handoffs.countByStage()).get("enrolled")).toBe(1000);
  });

  it("lets two replicas begin and change the same cycles in opposite order", async () => {
    const begun = Array.from({ length: 50 }, () => aHandoff());
    const ids = begun.map(({ device }) => device.id);
    await Promise.all([
      storage.handoffs.insertAll(begun),
      replica.handoffs.insertAll(
        begun
          .map(({ device, enrolledAt }) => aHandoff({ device, enrolledAt }))
          .toReversed(),
      ),
    ]);
    const changed = (await storage.handoffs.findCurrentOf(ids)).map((one) =>
      next(one, { lastCheckInAt: after(1) }),
    );
    await Promise.all([
      storage.handoffs.saveAll(changed),
      replica.handoffs.saveAll(changed.toReversed()),
    ]);
    expect(byId(await storage.handoffs.findCurrentOf(ids))).toEqual(
      byId(changed),
    );
  });

  it("goes on with a cycle that ended because its device was gone, when the device is back", async () => {
    const { handoffs } = storage;
    const gone = aHandoff({
      endedBecause: "gone",
      moments: moments("provisioned"),
      leadChosenAt: after(1),
    });
    const again = aHandoff({ endedBecause: "enrolled-again" });
    await handoffs.insertAll([gone, again]);
    const anew = ({ device, enrolledAt }: Handoff) =>
      aHandoff({ device, enrolledAt });
    await handoffs.insertAll([anew(gone), anew(again)]);

    expect(await handoffs.findCurrent(gone.device.id)).toEqual(
      next(gone, { endedBecause: null }),
    );
    expect((await handoffs.countWaiting(STUCK)).waiting).toBe(1);
    expect(await handoffs.findCurrent(again.device.id)).toBeNull();
  });

  it("lists the cycles of devices that were not seen since", async () => {
    const [seen, unseen, unknown, ended] = [
      aHandoff(),
      aHandoff(),
      aHandoff(),
      aHandoff({ endedBecause: "gone" }),
    ] as [Handoff, Handoff, Handoff, Handoff];
    const { handoffs, devices } = storage;
    await handoffs.insertAll([seen, unseen, unknown, ended]);
    const listed = ({ device }: Handoff) => aListedDevice({}, device);
    await devices.saveAll([listed(unseen)], after(-1));
    await devices.saveAll([listed(seen)], NOON);
    expect(byId(await handoffs.listUnseen(NOON, 10))).toEqual(
      byId([unseen, unknown]),
    );
    expect(await handoffs.listUnseen(NOON, 1)).toHaveLength(1);
  });

  it("pages through cycles that began at the same instant, each once", async () => {
    const { handoffs } = storage;
    const many = Array.from({ length: 25 }, () => aHandoff());
    for (const handoff of many) await handoffs.insert(handoff);
    const seen: Handoff[] = [];
    for (let offset = 0; offset < 30; offset += 4) {
      const page = await handoffs.listWaiting(STUCK, 4, offset);
      seen.push(...page.map(({ handoff }) => handoff));
    }
    expect(byId(seen)).toEqual(byId(many));
  });
});

function moments(...stages: readonly HandoffStage[]): Handoff["moments"] {
  return Object.fromEntries(
    stages.map((stage): [string, Moment] => [
      stage,
      { at: after(-DAY_MS), source: "users-logged-on" },
    ]),
  );
}

function next(handoff: Handoff, change: Partial<Handoff>): Handoff {
  return { ...handoff, ...change, version: handoff.version + 1 };
}

function byId(handoffs: readonly Handoff[]): readonly Handoff[] {
  return handoffs.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
