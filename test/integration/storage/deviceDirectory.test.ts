import { afterAll, beforeAll, beforeEach, expect, it } from "@jest/globals";
import {
  toDeviceRef,
  type DeviceId,
} from "../../../src/domain/devices/device.ts";
import type { ListedDevice } from "../../../src/domain/devices/directory.ts";
import type { OpenStorage } from "../../../src/ports/storage.ts";
import { after, aPerson, DAY_MS, NOON } from "../../support/builders.ts";
import { hostileTexts } from "../../support/hostileText.ts";
import {
  aHandoff,
  aListedDevice,
  STAGING,
} from "../../support/stagingExamples.ts";
import { openPair, type StoragePair } from "../../support/storagePair.ts";
import { describeOnEachEngine } from "../../support/testStorage.ts";

const PAGE = 1000;

describeOnEachEngine("DeviceDirectory", (engine) => {
  let pair: StoragePair;
  let storage: OpenStorage;
  let replica: OpenStorage;
  beforeAll(async () => {
    pair = await openPair(engine);
    ({ storage, replica } = pair);
  });
  beforeEach(async () => {
    await storage.devices.forgetUnseen(after(1000 * DAY_MS));
  });
  afterAll(() => pair.dispose());

  it("gives a page of 1,000 devices back as they were, and finds some of them", async () => {
    const devices = Array.from({ length: PAGE }, () => aListedDevice());
    await storage.devices.saveAll(devices, NOON);
    expect(await storage.devices.count()).toBe(PAGE);
    const ids = devices.map(({ device }) => device.id);
    const found = await storage.devices.findAll([
      ...ids,
      'unknown "id\\' as DeviceId,
    ]);
    expect(byId(found)).toEqual(
      byId(devices.map((one) => ({ ...one, seenAt: NOON }))),
    );
    expect(await storage.devices.find(ids[7] as DeviceId)).toEqual({
      ...devices[7],
      seenAt: NOON,
    });
    expect(await storage.devices.find("unknown" as DeviceId)).toBeNull();
    expect(await storage.devices.findAll([])).toEqual([]);
  });

  it("keeps whatever text a device or person is named by, but for what PostgreSQL refuses", async () => {
    const devices = hostileTexts.map((text, i) =>
      aListedDevice(
        {
          enrolledByUpn: text,
          listedUser: { ...aPerson("Ana"), userPrincipalName: text },
        },
        { id: `device-${i}` as DeviceId, name: text, category: text },
      ),
    );
    await storage.devices.saveAll(devices, NOON);
    for (const [i, text] of hostileTexts.entries()) {
      const kept = text.replaceAll("\0", "").toWellFormed();
      const found = await storage.devices.find(`device-${i}` as DeviceId);
      expect(found?.device).toMatchObject({ name: kept, category: kept });
      expect(found?.listedUser?.userPrincipalName).toBe(kept);
    }
  });

  it("takes an empty page, and the last of a device that a page has twice", async () => {
    await storage.devices.saveAll([], NOON);
    expect(await storage.devices.count()).toBe(0);
    const first = aListedDevice();
    const again = aListedDevice({}, { id: first.device.id, name: "LT-0043" });
    await storage.devices.saveAll([first, aListedDevice(), again], NOON);
    expect(await storage.devices.count()).toBe(2);
    expect(await storage.devices.find(first.device.id)).toEqual({
      ...again,
      seenAt: NOON,
    });
  });

  it("replaces what was seen earlier or at the same instant, and keeps what was seen later", async () => {
    const seen = aListedDevice();
    const { id } = seen.device;
    const named = (name: string) => aListedDevice({}, { id, name });
    const nameAfter = async (name: string, seenAt: Date) => {
      await storage.devices.saveAll([aListedDevice(), named(name)], seenAt);
      return (await storage.devices.find(id))?.device.name;
    };
    expect(await nameAfter("first", NOON)).toBe("first");
    expect(await nameAfter("same instant", NOON)).toBe("same instant");
    expect(await nameAfter("later", after(1))).toBe("later");
    expect(await nameAfter("late page", NOON)).toBe("later");
    expect((await storage.devices.find(id))?.seenAt).toEqual(after(1));
    // The neighbours of the late page were stored all the same.
    expect(await storage.devices.count()).toBe(5);
  });

  it("keeps the newest of pages with the same devices that are stored at once, in whatever order", async () => {
    const devices = Array.from({ length: PAGE }, () => aListedDevice());
    await Promise.all(
      [3, 1, 4, 0, 2].map((ms, i) =>
        (i % 2 ? replica : storage).devices.saveAll(
          i % 2 ? devices.toReversed() : devices,
          after(ms),
        ),
      ),
    );
    const found = await storage.devices.findAll(
      devices.map(({ device }) => device.id),
    );
    expect(found).toHaveLength(PAGE);
    expect(found.every(({ seenAt }) => +seenAt === +after(4))).toBe(true);
  });

  it("forgets what was not seen since an instant, and not what was seen at it", async () => {
    const [gone, edge] = [aListedDevice(), aListedDevice()];
    await storage.devices.saveAll([gone], after(-1));
    await storage.devices.saveAll([edge], NOON);
    expect(await storage.devices.countUnseen(NOON)).toBe(1);
    expect(await storage.devices.forgetUnseen(NOON)).toBe(1);
    expect(await storage.devices.find(gone.device.id)).toBeNull();
    expect(await storage.devices.find(edge.device.id)).not.toBeNull();
    expect(await storage.devices.countUnseen(NOON)).toBe(0);
    expect(await storage.devices.forgetUnseen(NOON)).toBe(0);
  });

  it("leaves nothing of a page whose transaction is rolled back", async () => {
    await expect(
      storage.transaction(async ({ devices }) => {
        await devices.saveAll([aListedDevice()], NOON);
        throw new Error("on second thoughts");
      }),
    ).rejects.toThrow("on second thoughts");
    expect(await storage.devices.count()).toBe(0);
  });

  const named = (userPrincipalName: string) => ({
    ...aPerson("Ana"),
    userPrincipalName,
  });

  it.each<[string, Partial<ListedDevice>, boolean]>([
    ["listed for a staging account", { listedUser: named(STAGING) }, true],
    [
      "listed for one in another case",
      { listedUser: named(" Staging@CONTOSO.com ") },
      true,
    ],
    ["enrolled by a staging account", { enrolledByUpn: STAGING }, true],
    [
      "enrolled by one in another case",
      { enrolledByUpn: "STAGING@contoso.com" },
      true,
    ],
    [
      "enrolled by a device enrolment manager",
      { enrolment: "device-enrolment-manager", enrolledByUpn: null },
      true,
    ],
    ["without a primary user", { listedUser: null }, true],
    ["enrolled by nobody, with a primary user", { enrolment: "none" }, false],
    ["of a person who enrolled it", {}, false],
    [
      "of somebody whose name ends like the account's",
      {
        listedUser: named(`pre${STAGING}`),
        enrolledByUpn: `pre${STAGING}`,
      },
      false,
    ],
    [
      "of somebody whose name begins like the account's",
      {
        listedUser: named(`${STAGING}.au`),
        enrolledByUpn: "staging2@contoso.com",
      },
      false,
    ],
    [
      "of somebody whose name a pattern would match",
      {
        listedUser: named("stagingXcontoso.com"),
        enrolledByUpn: "%",
      },
      false,
    ],
    [
      "listed for a staging account, without any logon",
      { listedUser: named(STAGING), lastLogons: [] },
      false,
    ],
  ])("sieves: a device %s", async (_name, overrides, passes) => {
    const { devices } = storage;
    await devices.saveAll([aListedDevice(overrides)], NOON);
    const found = await devices.listCandidates(
      {
        stagingAccounts: ["other@contoso.com", "Staging@contoso.com"],
        seenSince: NOON,
      },
      10,
      null,
    );
    expect(found).toHaveLength(passes ? 1 : 0);
  });

  it("lets only the devices without a primary user and of managers through when there is no staging account", async () => {
    const { devices } = storage;
    const nobodys = aListedDevice({ listedUser: null });
    const managers = aListedDevice({ enrolment: "device-enrolment-manager" });
    await devices.saveAll(
      [nobodys, managers, aListedDevice({ enrolledByUpn: STAGING })],
      NOON,
    );
    const sieve = { stagingAccounts: [], seenSince: NOON };
    const found = await devices.listCandidates(sieve, 10, null);
    expect(found.map(({ device }) => device.id)).toEqual(
      [nobodys.device.id, managers.device.id].sort(),
    );
  });

  it("lets a device through whose handoff waits, though the list tells nothing of its staging any more", async () => {
    const { devices, handoffs } = storage;
    const [waiting, other] = [aListedDevice(), aListedDevice()];
    await devices.saveAll([waiting, other], NOON);
    const handoff = aHandoff({ device: toDeviceRef(waiting.device) });
    await handoffs.insert(handoff);
    const find = () =>
      devices.listCandidates(
        { stagingAccounts: [], seenSince: NOON },
        10,
        null,
      );
    expect((await find()).map(({ device }) => device.id)).toEqual([
      waiting.device.id,
    ]);
    await handoffs.save({ ...handoff, version: 2, endedBecause: "gone" });
    expect(await find()).toEqual([]);
  });

  it("sieves by what was seen last of a device", async () => {
    const { devices } = storage;
    const staged = aListedDevice({ listedUser: named(STAGING) });
    const owned = { ...staged, listedUser: aPerson("Ben") };
    const candidates = (seenSince: Date) =>
      devices.listCandidates(
        { stagingAccounts: [STAGING], seenSince },
        9,
        null,
      );
    await devices.saveAll([staged], NOON);
    expect(await candidates(NOON)).toEqual([{ ...staged, seenAt: NOON }]);
    expect(await candidates(after(1))).toEqual([]);
    await devices.saveAll([owned], after(DAY_MS));
    expect(await candidates(NOON)).toEqual([]);
  });

  it("pages through the candidates in the order of their ids, each once", async () => {
    const { devices } = storage;
    const ids = ["a-1", "A-2", "a1", "b_", "ä", "Z", "0"];
    await devices.saveAll(
      [
        ...ids.map((id) =>
          aListedDevice({ listedUser: null }, { id: id as DeviceId }),
        ),
        aListedDevice({}, { id: "a-2" as DeviceId }),
      ],
      NOON,
    );
    const seen: string[] = [];
    let last: DeviceId | null = null;
    for (;;) {
      const page: readonly ListedDevice[] = await devices.listCandidates(
        { stagingAccounts: [], seenSince: NOON },
        2,
        last,
      );
      expect(page.length).toBeLessThanOrEqual(2);
      seen.push(...page.map(({ device }) => device.id));
      last = page.at(-1)?.device.id ?? null;
      if (last === null) break;
    }
    expect(seen).toEqual(ids.toSorted());
  });
});

function byId(devices: readonly ListedDevice[]): readonly ListedDevice[] {
  return devices.toSorted((a, b) => (a.device.id < b.device.id ? -1 : 1));
}
