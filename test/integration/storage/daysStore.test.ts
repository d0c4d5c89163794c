import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import {
  addDays,
  addSeen,
  dayOf,
  DAYS_KEPT,
  NO_DAYS,
  type Days,
  type DayNumber,
  type PersonKey,
} from "../../../src/domain/evidence/activeDays.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { OpenStorage } from "../../../src/ports/storage.ts";
import type { KeptDays } from "../../../src/ports/stores/daysStore.ts";
import { after, DAY_MS, NOON } from "../../support/builders.ts";
import { aListedDevice } from "../../support/stagingExamples.ts";
import { openPair, type StoragePair } from "../../support/storagePair.ts";
import { describeOnEachEngine } from "../../support/testStorage.ts";

const TODAY = dayOf(NOON);

const newDevice = () => randomUUID() as DeviceId;
const newPerson = () => randomUUID() as UserId;
const ago = (...days: readonly number[]): Days =>
  days.map((day) => addDays(TODAY, -day));

/** What is kept after a device told of these people. */
function told(
  people: readonly (readonly [PersonKey, Days])[],
  more: Partial<KeptDays> = {},
): KeptDays {
  return {
    days: { ...NO_DAYS, people: new Map(people) },
    toldAt: NOON,
    window: null,
    outputAt: null,
    ...more,
  };
}

describeOnEachEngine("DaysStore", (engine) => {
  let pair: StoragePair;
  let storage: OpenStorage;
  let replica: OpenStorage;
  beforeAll(async () => {
    pair = await openPair(engine);
    ({ storage, replica } = pair);
  });
  afterAll(() => pair.dispose());

  const save = (id: DeviceId, kept: KeptDays, today: DayNumber = TODAY) =>
    storage.days.change([id], () => kept, today);

  /** As a source does that tells of these people. */
  const add = (
    on: OpenStorage,
    id: DeviceId,
    person: PersonKey,
    days: Days,
    today: DayNumber = TODAY,
    isListed = false,
  ) =>
    on.days.change(
      [id],
      (kept) => ({
        days: addSeen(
          kept?.days ?? NO_DAYS,
          {
            people: new Map([[person, days]]),
            log: null,
            unattributed: null,
            ...(isListed && { isListed }),
          },
          today,
        ),
        toldAt: NOON,
        window: kept?.window ?? null,
        outputAt: kept?.outputAt ?? null,
      }),
      today,
    );

  it("gives back what was kept: every day of twelve weeks, and one that is ahead", async () => {
    const [device, neighbour] = [newDevice(), newDevice()];
    const every = Array.from({ length: DAYS_KEPT + 1 }, (_, i) =>
      addDays(TODAY, i - DAYS_KEPT + 1),
    );
    const kept: KeptDays = {
      days: {
        people: new Map<PersonKey, Days>([
          [newPerson(), every],
          ["sid:S-1-5-21-1-2-3-1104", ago(83, 1, 0)],
          ["upn:__proto__@contoso.com", ago(40)],
        ]),
        listed: new Map<PersonKey, Days>([["sid:S-1-5-21-1-2-3-1104", ago(1)]]),
        log: { from: addDays(TODAY, -300), to: TODAY },
        unattributed: 7,
      },
      toldAt: after(-5),
      window: {
        reportedAtMs: NOON.getTime(),
        people: new Map([
          [
            "__proto__@contoso.com",
            {
              logons: 3,
              gains: [{ fromMs: 1, toMs: 2, least: 1, most: 3 }],
              toldOn: TODAY,
            },
          ],
        ]),
      },
      outputAt: after(-60_000),
    };
    await save(device, kept);
    await save(neighbour, told([[newPerson(), ago(1)]]));

    expect(await storage.days.find(device)).toEqual(kept);
    expect(await storage.days.find(newDevice())).toBeNull();
  });

  it("adds days, and takes none away but those of more than twelve weeks ago", async () => {
    const device = newDevice();
    const [ana, ben] = [newPerson(), newPerson()];
    await add(storage, device, ana, ago(83, 60));
    await add(storage, device, ben, ago(2));
    await add(storage, device, ana, ago(-10), addDays(TODAY, 10));

    const kept = await storage.days.find(device);
    expect(kept?.days.people).toEqual(
      new Map([
        [ana, ago(60, -10)],
        [ben, ago(2)],
      ]),
    );
  });

  it("keeps which days only last logons tell of, until the device tells of them", async () => {
    const device = newDevice();
    const [ana, ben] = [newPerson(), newPerson()];
    await add(storage, device, ana, ago(9, 4), TODAY, true);
    await add(storage, device, ben, ago(6));
    const listed = async () => (await storage.days.find(device))?.days.listed;
    expect(await listed()).toEqual(new Map([[ana, ago(9, 4)]]));

    await add(storage, device, ben, ago(-2), addDays(TODAY, 2), true);
    await add(storage, device, ana, ago(9), addDays(TODAY, 2));
    expect(await listed()).toEqual(
      new Map([
        [ana, ago(4)],
        [ben, ago(-2)],
      ]),
    );
    await storage.days.forgetPerson([ana]);
    expect(await listed()).toEqual(new Map([[ben, ago(-2)]]));
  });

  it("loses nothing of what two add to one device at the same moment, the first of all included", async () => {
    const device = newDevice();
    const people = Array.from({ length: 8 }, newPerson);
    await Promise.all(
      people.map((person, i) =>
        add(i % 2 ? replica : storage, device, person, ago(i)),
      ),
    );

    const kept = await storage.days.find(device);
    expect(kept?.days.people).toEqual(
      new Map(people.map((person, i) => [person, ago(i)])),
    );
  });

  it("changes several devices together, or none when the transaction does not end well", async () => {
    const [one, other] = [newDevice(), newDevice()];
    const ana = newPerson();
    const change = storage.transaction(async ({ days }) => {
      await days.change([other, one, one], () => told([[ana, ago(1)]]), TODAY);
      throw new Error("power cut");
    });
    await expect(change).rejects.toThrow("power cut");
    expect(await storage.days.find(one)).toBeNull();

    await storage.days.change(
      [other, one, one],
      (_, id) => (id === one ? told([[ana, ago(1)]]) : null),
      TODAY,
    );
    expect((await storage.days.find(one))?.days.people.size).toBe(1);
    expect(await storage.days.find(other)).toBeNull();
  });

  it("keeps those who were there last of more people than a device may have", async () => {
    const device = newDevice();
    await save(
      device,
      told(
        Array.from(
          { length: 1100 },
          (_, i) => [`upn:p${i}@contoso.com`, ago(i < 100 ? 9 : 3)] as const,
        ),
      ),
    );

    const people = (await storage.days.find(device))?.days.people;
    expect(people?.size).toBe(1000);
    expect(people?.has("upn:p5@contoso.com")).toBe(false);
  });

  describe("where somebody was", () => {
    it("is told of the people who are asked for, newest device first, so many of all", async () => {
      const [ana, ben] = [newPerson(), newPerson()];
      const devices = [newDevice(), newDevice(), newDevice()] as const;
      await save(devices[0], told([[ana, ago(9, 8)]]));
      await save(
        devices[1],
        told([
          [ana, ago(3)],
          [ben, ago(2)],
        ]),
      );
      await save(devices[2], told([[ben, ago(1)]]));

      expect(await storage.days.listPlaces([ana], 10)).toEqual(
        new Map([
          [
            ana,
            [
              { deviceId: devices[1], days: ago(3) },
              { deviceId: devices[0], days: ago(9, 8) },
            ],
          ],
        ]),
      );
      const few = await storage.days.listPlaces([ana, ben], 2);
      expect(few.get(ana)).toHaveLength(1);
      expect(few.get(ben)).toHaveLength(2);
      expect(await storage.days.listPlaces([], 10)).toEqual(new Map());
      expect(await storage.days.listPlaces([newPerson()], 10)).toEqual(
        new Map(),
      );
    });

    it("is not where they were before the device was enrolled again", async () => {
      const ana = newPerson();
      const listed = aListedDevice({}, { enrolledAt: after(-5 * DAY_MS) });
      await storage.devices.saveAll([listed], NOON);
      await save(listed.device.id, told([[ana, ago(20, 6, 5, 3)]]));

      expect(await storage.days.listPlaces([ana], 10)).toEqual(
        new Map([[ana, [{ deviceId: listed.device.id, days: ago(3) }]]]),
      );
    });
  });

  describe("sign-ins", () => {
    const signIns = async (id: DeviceId) =>
      (await storage.days.findSignIns(id))?.people ?? new Map();

    it("are added once, by two at once too, and only what is new is told", async () => {
      const [device, neighbour] = [newDevice(), newDevice()];
      const [ana, ben] = [newPerson(), newPerson()];
      const add = (on: OpenStorage, person: UserId, days: Days) =>
        on.days.addSignIns([{ deviceId: device, person, days }], NOON, TODAY);
      expect(await add(storage, ana, ago(9, 5))).toEqual([
        { deviceId: device, person: ana },
      ]);
      const both = await Promise.all([
        add(storage, ana, ago(5, 2)),
        add(replica, ana, ago(5, 2)),
        add(replica, ben, ago(90, 1)),
      ]);
      expect(both.flat()).toHaveLength(2);
      expect(await add(storage, ana, ago(5))).toEqual([]);

      expect(await storage.days.findSignIns(device)).toEqual({
        people: new Map([
          [ana, ago(9, 5, 2)],
          [ben, ago(1)],
        ]),
        toldAt: NOON,
      });
      expect(await storage.days.findSignIns(neighbour)).toBeNull();
      expect(await storage.days.find(device)).toBeNull();
      expect([
        ...(await storage.days.findAllSignIns([device, neighbour])).keys(),
      ]).toEqual([device]);
    });

    it("are places, but for days of which the device's own log tells everybody, and of an earlier enrolment", async () => {
      const ana = newPerson();
      const listed = aListedDevice({}, { enrolledAt: after(-20 * DAY_MS) });
      const { id } = listed.device;
      await storage.devices.saveAll([listed], NOON);
      await save(
        id,
        told([[ana, ago(9, 7)]], {
          days: {
            people: new Map([[ana, ago(9, 7)]]),
            listed: new Map([[ana, ago(7)]]),
            log: { from: addDays(TODAY, -15), to: addDays(TODAY, -5) },
            unattributed: 0,
          },
        }),
      );
      const alone = newDevice();
      await storage.days.addSignIns(
        [
          { deviceId: id, person: ana, days: ago(30, 20, 17, 8, 5, 4) },
          { deviceId: alone, person: ana, days: ago(2) },
        ],
        NOON,
        TODAY,
      );

      expect((await storage.days.listPlaces([ana], 10)).get(ana)).toEqual([
        { deviceId: id, days: ago(17, 9, 4) },
        { deviceId: alone, days: ago(2) },
      ]);
      expect((await storage.days.listPlaces([ana], 1)).get(ana)).toHaveLength(
        1,
      );
    });

    it("are places where only last logons tell of them and the device could not name everybody", async () => {
      const ana = newPerson();
      const listed = aListedDevice({}, { enrolledAt: after(-20 * DAY_MS) });
      const { id } = listed.device;
      await storage.devices.saveAll([listed], NOON);
      await save(
        id,
        told([[ana, ago(14, 7)]], {
          days: {
            people: new Map([[ana, ago(14, 7)]]),
            listed: new Map([[ana, ago(14, 7)]]),
            log: { from: addDays(TODAY, -15), to: addDays(TODAY, -5) },
            unattributed: 1,
          },
        }),
      );
      expect((await storage.days.listPlaces([ana], 10)).get(ana)).toEqual([
        { deviceId: id, days: ago(7) },
      ]);
    });

    it("are forgotten with the device, with the person, after twelve weeks, and all at once", async () => {
      const [gone, device, old] = [newDevice(), newDevice(), newDevice()];
      const [ana, ben] = [newPerson(), newPerson()];
      await storage.days.addSignIns(
        [
          { deviceId: gone, person: ana, days: ago(1) },
          { deviceId: device, person: ana, days: ago(1) },
          { deviceId: device, person: ben, days: ago(80, 1) },
          { deviceId: old, person: ben, days: ago(80) },
        ],
        NOON,
        TODAY,
      );
      await storage.days.deleteForDevice(gone);
      expect(await signIns(gone)).toEqual(new Map());
      expect(await storage.days.forgetPerson([ana])).toBe(1);
      expect(await signIns(device)).toEqual(new Map([[ben, ago(80, 1)]]));
      await storage.days.purge(addDays(TODAY, 20));
      expect(await signIns(old)).toEqual(new Map());
      expect(await signIns(device)).toEqual(new Map([[ben, ago(1)]]));
      await storage.days.deleteUnlisted(NOON);
      expect(await signIns(device)).toEqual(new Map([[ben, ago(1)]]));
      await storage.days.deleteUnlisted(after(1));
      expect(await signIns(device)).toEqual(new Map());
      await storage.days.addSignIns(
        [{ deviceId: device, person: ana, days: ago(1) }],
        NOON,
        TODAY,
      );
      await storage.days.forgetSignIns();
      expect(await signIns(device)).toEqual(new Map());
    });
  });

  describe("forgetting", () => {
    it("a device leaves its neighbour", async () => {
      const [device, neighbour] = [newDevice(), newDevice()];
      for (const id of [device, neighbour])
        await save(id, told([[newPerson(), ago(1)]]));
      await storage.days.deleteForDevice(device);

      expect(await storage.days.find(device)).toBeNull();
      expect(await storage.days.find(neighbour)).not.toBeNull();
    });

    it("a person leaves who was there beside them", async () => {
      const [ana, ben] = [newPerson(), newPerson()];
      const device = newDevice();
      await save(
        device,
        told(
          [
            [ana, ago(3)],
            ["upn:ana@contoso.com", ago(4)],
            [ben, ago(2)],
          ],
          {
            window: {
              reportedAtMs: NOON.getTime(),
              people: new Map([
                ["ana@contoso.com", { logons: 1, gains: [], toldOn: null }],
              ]),
            },
          },
        ),
      );

      expect(
        await storage.days.forgetPerson([ana, "upn:ana@contoso.com"]),
      ).toBe(1);
      const kept = await storage.days.find(device);
      expect(kept?.days.people).toEqual(new Map([[ben, ago(2)]]));
      expect(kept?.window?.people.size).toBe(0);
      expect(await storage.days.forgetPerson([ana])).toBe(0);
    });

    it("what is older than twelve weeks leaves what is not, and is done once", async () => {
      const [old, mixed, fresh] = [newDevice(), newDevice(), newDevice()];
      const [ana, ben] = [newPerson(), newPerson()];
      await save(old, told([[ana, ago(10)]]));
      await save(
        mixed,
        told([
          [ana, ago(80)],
          [ben, ago(1)],
        ]),
      );
      const later = addDays(TODAY, 80);
      await add(storage, fresh, ana, [later], later);
      await storage.days.purge(later);

      expect(await storage.days.find(old)).toBeNull();
      expect((await storage.days.find(mixed))?.days.people).toEqual(
        new Map([[ben, ago(1)]]),
      );
      expect((await storage.days.find(fresh))?.days.people.size).toBe(1);
      expect(await storage.days.purge(later)).toBe(0);
    });
  });
});
