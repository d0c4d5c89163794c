import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { verifyChain } from "../../../src/usecases/audit/verifyChain.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import {
  currentSettings,
  seedSettings,
} from "../../../src/usecases/settings/currentSettings.ts";
import type { SettingValues } from "../../../src/domain/settings/settings.ts";
import type { OpenStorage } from "../../../src/ports/storage.ts";
import { aClock, someSettings } from "../../support/builders.ts";
import { openReplica } from "../../support/replicas.ts";
import {
  describeOnEachEngine,
  type TestStorage,
} from "../../support/testStorage.ts";

const seed = someSettings({
  stagingLeads: { "*": "lead@contoso.com", "staging@contoso.com": "a@b.c" },
});

describeOnEachEngine("Seeding the settings", (engine) => {
  const clock = aClock();
  let test: TestStorage;
  let storage: OpenStorage;
  beforeEach(async () => {
    test = await engine.open(clock);
    storage = test.storage;
  });
  afterEach(() => test.dispose());

  const auditKinds = async () =>
    (await storage.audit.page(0, 100)).map(({ kind }) => kind);

  /** As an admin does in Teams. */
  async function change(change: Partial<SettingValues>): Promise<void> {
    const stored = await storage.settings.current();
    await storage.settings.save({
      version: (stored?.version ?? 0) + 1,
      values: { ...(stored?.values ?? seed), ...change },
      changedByAdmins: Object.keys(change) as (keyof SettingValues)[],
      changedBy: "admin" as UserId,
      changedAt: clock.now(),
    });
  }

  it("takes the environment over at the first start, audited", async () => {
    await expect(currentSettings(storage)).rejects.toThrow("before");
    await seedSettings(storage, seed, clock);
    expect(await storage.settings.current()).toEqual({
      version: 1,
      values: seed,
      changedByAdmins: [],
      changedBy: null,
      changedAt: clock.now(),
    });
    expect(await currentSettings(storage)).toMatchObject({ values: seed });
    const [row] = await storage.audit.listLast(1);
    expect(row).toMatchObject({
      kind: "settings.changed",
      actor: null,
      details: { version: 1, old: null, new: seed },
    });
  });

  it("writes nothing when nothing changed since", async () => {
    await seedSettings(storage, seed, clock);
    clock.advance(1000);
    await seedSettings(
      storage,
      JSON.parse(JSON.stringify(seed)) as SettingValues,
      clock,
    );
    expect((await storage.settings.current())?.version).toBe(1);
    expect(await auditKinds()).toEqual(["settings.changed"]);
  });

  it("keeps a setting that only a newer version beside it knows", async () => {
    const newer = { ...seed, ofTomorrow: "on" } as SettingValues;
    await seedSettings(storage, newer, clock);
    await seedSettings(storage, { ...seed, openCardsPerChannel: 9 }, clock);
    expect((await storage.settings.current())?.values).toEqual({
      ...newer,
      openCardsPerChannel: 9,
    });
  });

  it("follows a changed variable, but for what an admin changed", async () => {
    await seedSettings(storage, seed, clock);
    await change({ openCardsPerChannel: 10 });
    await seedSettings(
      storage,
      {
        ...seed,
        openCardsPerChannel: 20,
        undoWindowHours: 24,
        stagingLeads: {},
      },
      clock,
    );
    expect(await storage.settings.current()).toMatchObject({
      version: 3,
      values: {
        ...seed,
        openCardsPerChannel: 10,
        undoWindowHours: 24,
        stagingLeads: {},
      },
      changedByAdmins: ["openCardsPerChannel"],
      changedBy: null,
    });
    expect((await storage.settings.current())?.values.stagingLeads).toEqual({});
  });

  it("writes nothing when only a variable changed that an admin has overruled", async () => {
    await seedSettings(storage, seed, clock);
    await change({ openCardsPerChannel: 10 });
    await seedSettings(storage, { ...seed, openCardsPerChannel: 20 }, clock);
    expect((await storage.settings.current())?.version).toBe(2);
  });

  it("is done once by many that start together", async () => {
    const replica =
      test.database.kind === "postgres"
        ? await openReplica(test.database, clock)
        : storage;
    await Promise.all(
      [storage, replica, storage, replica].map((one) =>
        seedSettings(one, seed, clock),
      ),
    );
    if (replica !== storage) await replica.close();
    expect((await storage.settings.current())?.version).toBe(1);
    expect(await auditKinds()).toEqual(["settings.changed"]);
    expect(await verifyChain(storage)).toMatchObject({ kind: "intact" });
  });
});
