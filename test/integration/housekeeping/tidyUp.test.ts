import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import { tidyUp } from "../../../src/usecases/housekeeping/tidyUp.ts";
import type { LookUpId } from "../../../src/domain/lookups/question.ts";
import { cardKey } from "../../../src/domain/cards/cardKey.ts";
import { COMPLETE_ANSWER } from "../../../src/ports/stores/cardPostStore.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { ProposalId } from "../../../src/domain/proposals/proposal.ts";
import { seedSettings } from "../../../src/usecases/settings/currentSettings.ts";
import type { SweepId } from "../../../src/domain/sweep/sweep.ts";
import {
  aClock,
  after,
  aPerson,
  DAY_MS,
  MINUTE_MS,
  NOON,
  someSettings,
} from "../../support/builders.ts";
import { aSweep } from "../../support/sweepExamples.ts";
import {
  describeOnEachEngine,
  quiet,
  type TestStorage,
} from "../../support/testStorage.ts";

/** Evidence counts for 5 days, so it is kept for 20. */
const windowDays = 5;

const ONE_A_YEAR = [{ capacity: 1, refillPerSecond: 1 / (365 * 86_400) }];

describeOnEachEngine("Tidying up", (engine) => {
  const clock = aClock();
  let test: TestStorage;
  beforeAll(async () => {
    test = await engine.open(clock);
  });
  afterAll(() => test.dispose());

  it("forgets what is a millisecond too old, keeps the rest, and does nothing more the second time", async () => {
    const { storage } = test;
    await seedSettings(
      storage,
      someSettings({
        affinity: { mode: "intent", multiplier: 1.5, minLogons: 3, windowDays },
      }),
      clock,
    );
    clock.advance(-DAY_MS - 1);
    await storage.rates.take("old", ONE_A_YEAR);
    clock.advance(1);
    await storage.rates.take("kept", ONE_A_YEAR);
    clock.advance(DAY_MS);
    const evidenceEdge = after(-4 * windowDays * DAY_MS);
    const dayEdge = after(-DAY_MS);
    const peopleEdge = after(-3 * DAY_MS);
    const sweepEdge = after(-30 * DAY_MS);
    const lookUpEdge = after(-90 * DAY_MS);
    const refusalEdge = after(-7 * DAY_MS);
    const localeEdge = after(-365 * DAY_MS);
    const bindingEdge = after(-30 * DAY_MS);
    const answerEdge = after(-7 * DAY_MS);
    const waitingEdge = after(-30 * DAY_MS);
    const answers = (name: string) => ({
      whole: cardKey("lookUp", `whole-${name}` as LookUpId),
      waiting: cardKey("propose", `waiting-${name}` as ProposalId),
    });
    for (const [name, ms] of [
      ["old", -1],
      ["kept", 0],
    ] as const) {
      await storage.evidence.record({
        deviceId: name as DeviceId,
        source: "device-report",
        observedAt: after(ms, evidenceEdge),
        receivedAt: NOON,
        logonsByUpn: new Map(),
      });
      await storage.collections.claim({
        deviceId: name as DeviceId,
        askedBy: aPerson(name),
        askedAt: after(ms, dayEdge),
        until: after(ms, dayEdge),
      });
      await storage.nonces.claim("k", name, after(ms));
      await storage.deliveries.claim("c", name, after(ms, dayEdge));
      await storage.deliveries.settle("c", name);
      await storage.bindings.save({
        thumbprint: name,
        entraDeviceId: "e",
        managedDeviceId: "m" as DeviceId,
        checkedAt: after(ms, bindingEdge),
      });
      await storage.people.save(
        {
          id: name as UserId,
          userPrincipalName: name,
          displayName: name,
          mail: null,
          department: null,
          officeLocation: null,
          accountEnabled: true,
          userType: "member",
          hasIntunePlan: true,
        },
        after(ms, peopleEdge),
      );
      await storage.sweeps.insert(
        aSweep({
          id: name as SweepId,
          startedAt: after(ms, sweepEdge),
          step: { kind: "failed", message: "No answer." },
        }),
      );
      await storage.transaction((unit) =>
        unit.lateRefusals.add({
          userId: name as UserId,
          proposalId: name as ProposalId,
          message: "No.",
          at: after(ms, refusalEdge),
        }),
      );
      await storage.locales.save(
        name as UserId,
        "de-DE",
        after(ms, localeEdge),
      );
      await storage.recentLookUps.record(
        "ana" as UserId,
        { kind: "device", id: name as DeviceId },
        after(ms, lookUpEdge),
      );
      const { whole, waiting } = answers(name);
      await storage.cardPosts.beginPosting(
        whole,
        null,
        after(ms, answerEdge),
        NOON,
      );
      await storage.cardPosts.shown(whole, COMPLETE_ANSWER);
      await storage.cardPosts.beginPosting(
        waiting,
        null,
        after(ms, waitingEdge),
        NOON,
      );
    }
    const reports: object[] = [];
    const log = {
      ...quiet,
      info: (fields: object) => void reports.push(fields),
    };
    await tidyUp({ storage, clock, log });
    await tidyUp({ storage, clock, log });
    const each = (n: number) => ({
      evidence: n,
      // Their own tests look at what is forgotten of these.
      days: 0,
      news: 0,
      nonces: n,
      deliveries: n,
      people: n,
      bindings: n,
      collections: n,
      rates: n,
      sweeps: n,
      lookUps: n,
      locales: n,
      refusals: n,
      answers: 2 * n,
    });
    expect(reports).toEqual([each(1), each(0)]);
    expect(await storage.evidence.list("kept" as DeviceId)).toHaveLength(1);
    expect(await storage.nonces.claim("k", "kept", NOON)).toBe(false);
    expect(await storage.deliveries.claim("c", "kept", NOON)).toBe(false);
    expect(await storage.bindings.find("kept")).not.toBeNull();
    expect(await storage.people.findByUpn("kept", peopleEdge)).not.toBeNull();
    expect(await storage.sweeps.find("kept" as SweepId)).not.toBeNull();
    expect(
      await storage.recentLookUps.list("ana" as UserId, "device", 9),
    ).toEqual(["kept"]);
    expect(await storage.lateRefusals.listFor(["kept" as UserId])).toHaveLength(
      1,
    );
    expect(await storage.locales.find("kept" as UserId)).toBe("de-DE");
    const kept = answers("kept");
    expect(await storage.cardPosts.find(kept.whole)).not.toBeNull();
    expect(await storage.cardPosts.find(kept.waiting)).not.toBeNull();
    expect(await storage.rates.take("kept", ONE_A_YEAR)).toBeGreaterThan(0);
    expect(await storage.rates.take("old", ONE_A_YEAR)).toBe(0);
  });

  it("forgets no bucket that somebody takes from at the same moment, and is not in their way", async () => {
    const { storage } = test;
    for (let round = 0; round < 25; round += 1) {
      const key = `round ${round}`;
      await storage.rates.take(key, ONE_A_YEAR);
      clock.advance(MINUTE_MS);
      await Promise.all([
        storage.rates.take(key, ONE_A_YEAR),
        storage.rates.purge(clock.now()),
        storage.rates.take(key, ONE_A_YEAR),
      ]);
      // Whichever came first, someone has just taken or been refused: the bucket is empty.
      expect(await storage.rates.take(key, ONE_A_YEAR)).toBeGreaterThan(0);
    }
  });
});
