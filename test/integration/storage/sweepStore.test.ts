import { afterEach, beforeEach, expect, it } from "@jest/globals";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { OpenStorage } from "../../../src/ports/storage.ts";
import type {
  Sweep,
  SweepId,
  SweepStep,
} from "../../../src/domain/sweep/sweep.ts";
import { after, DAY_MS, NOON } from "../../support/builders.ts";
import { openPair, type StoragePair } from "../../support/storagePair.ts";
import { aSweep } from "../../support/sweepExamples.ts";
import { describeOnEachEngine } from "../../support/testStorage.ts";

const DONE: SweepStep = { kind: "done" };
const FAILED: SweepStep = { kind: "failed", message: "Graph is away." };

describeOnEachEngine("SweepStore", (engine) => {
  let pair: StoragePair;
  let storage: OpenStorage;
  let replica: OpenStorage;
  beforeEach(async () => {
    pair = await openPair(engine);
    ({ storage, replica } = pair);
  });
  afterEach(() => pair.dispose());

  it("gives a sweep back as it was", async () => {
    const sweep = aSweep({
      requestedBy: "admin" as UserId,
      showIn: { serviceUrl: "https://smba.example/", conversationId: "a:1" },
      changedSince: after(-DAY_MS),
      step: {
        kind: "devices",
        cursor: `https://graph.example/?$skiptoken='"\\ \u0000💻`,
      },
      shownAt: after(5),
    });
    expect(await storage.sweeps.insert(sweep)).toBe(true);
    const kept = {
      ...sweep,
      step: {
        kind: "devices",
        cursor: `https://graph.example/?$skiptoken='"\\ 💻`,
      },
    };
    expect(await storage.sweeps.find(sweep.id)).toEqual(kept);
    expect(await storage.sweeps.findRunning()).toEqual(kept);
    const unknown = "unknown" as SweepId;
    expect(await storage.sweeps.find(unknown)).toBeNull();
    expect(
      await storage.transaction(({ sweeps }) => sweeps.findForUpdate(unknown)),
    ).toBeNull();
  });

  it("lets one of many begin that come at the same moment", async () => {
    const sweeps = Array.from({ length: 8 }, () => aSweep());
    const begun = await Promise.all(
      sweeps.map((sweep, i) =>
        (i % 2 ? replica : storage).transaction((unit) =>
          unit.sweeps.insert(sweep),
        ),
      ),
    );
    expect(begun.filter(Boolean)).toHaveLength(1);
    expect(await storage.sweeps.findRunning()).toEqual(
      sweeps[begun.indexOf(true)],
    );
  });

  it.each<[string, SweepStep]>([
    ["is done", DONE],
    ["has failed", FAILED],
  ])("lets the next one begin when the one before %s", async (_name, step) => {
    const first = aSweep();
    const second = aSweep();
    await storage.sweeps.insert(first);
    expect(await storage.sweeps.insert(second)).toBe(false);
    expect(await storage.sweeps.find(second.id)).toBeNull();
    expect(await storage.sweeps.save(next(first, { step }))).toBe(true);
    expect(await storage.sweeps.findRunning()).toBeNull();
    expect(await storage.sweeps.insert(second)).toBe(true);
    expect(await storage.sweeps.findRunning()).toEqual(second);
  });

  it("refuses to save over a version that is not the one before", async () => {
    const sweep = aSweep();
    await storage.sweeps.insert(sweep);
    const moved = next(sweep, { step: { kind: "devices", cursor: null } });
    const outcomes = await Promise.all(
      [moved, next(sweep, { step: DONE }), moved].map((one, i) =>
        (i % 2 ? replica : storage).sweeps.save(one),
      ),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    const stored = await storage.sweeps.find(sweep.id);
    expect(stored?.version).toBe(2);
    expect(await storage.sweeps.save(sweep)).toBe(false);
    expect(await storage.sweeps.find(sweep.id)).toEqual(stored);
    expect(await storage.sweeps.save(next(aSweep(), {}))).toBe(false);
  });

  it("makes a second transaction wait for the one that reads for update", async () => {
    const sweep = aSweep();
    await storage.sweeps.insert(sweep);
    const step = (by: OpenStorage) =>
      by.transaction(async ({ sweeps }) => {
        const current = await sweeps.findForUpdate(sweep.id);
        return current !== null && (await sweeps.save(next(current, {})));
      });
    const saved = await Promise.all(
      Array.from({ length: 8 }, (_, i) => step(i % 2 ? replica : storage)),
    );
    expect(saved.every(Boolean)).toBe(true);
    expect((await storage.sweeps.find(sweep.id))?.version).toBe(9);
  });

  it("tells which began last, and which was done last, of a kind or of any", async () => {
    const { sweeps } = storage;
    expect(await sweeps.findLast()).toBeNull();
    expect(await sweeps.findLastDone()).toBeNull();
    const at = (hour: number, overrides: Partial<Sweep>) =>
      aSweep({ startedAt: after(hour * 3_600_000), ...overrides });
    const older = at(0, { step: DONE });
    const full = at(1, { step: DONE });
    const changes = at(2, { kind: "changes", step: DONE });
    const failed = at(3, { step: FAILED });
    for (const sweep of [full, older, failed, changes])
      await sweeps.insert(sweep);
    expect(await sweeps.findLast()).toEqual(failed);
    expect(await sweeps.findLastDone()).toEqual(changes);
    expect(await sweeps.findLastDone("full")).toEqual(full);
    expect(await sweeps.findLastDone("changes")).toEqual(changes);
    const running = at(4, {});
    await sweeps.insert(running);
    expect(await sweeps.findLast()).toEqual(running);
    expect(await sweeps.findLastDone()).toEqual(changes);
    const sameInstant = at(2, { kind: "changes", step: DONE });
    await sweeps.insert(sameInstant);
    expect(await sweeps.findLastDone()).toEqual(sameInstant);
  });

  it("forgets what ended long ago, but the newest done of each kind and the one that runs", async () => {
    const { sweeps } = storage;
    const old = (days: number, overrides: Partial<Sweep> = {}) =>
      aSweep({
        startedAt: after(-days * DAY_MS, after(-1)),
        step: DONE,
        ...overrides,
      });
    const forgotten = [
      old(3),
      old(2, { kind: "changes" }),
      old(0, { step: FAILED }),
    ];
    const kept = [
      old(2),
      old(1, { kind: "changes" }),
      old(9, { step: { kind: "people", cursor: null } }),
      aSweep({ startedAt: NOON, step: FAILED }),
    ];
    for (const sweep of [...forgotten, ...kept]) await sweeps.insert(sweep);
    expect(await sweeps.purge(NOON)).toBe(forgotten.length);
    for (const { id } of forgotten) expect(await sweeps.find(id)).toBeNull();
    for (const sweep of kept)
      expect(await sweeps.find(sweep.id)).toEqual(sweep);
    expect(await sweeps.purge(NOON)).toBe(0);
  });
});

function next(sweep: Sweep, change: Partial<Sweep>): Sweep {
  return { ...sweep, ...change, version: sweep.version + 1 };
}
