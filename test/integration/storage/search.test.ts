import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from "@jest/globals";
import pg from "pg";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { ListedDevice } from "../../../src/domain/devices/directory.ts";
import type { EvidenceSource } from "../../../src/domain/evidence/tally.ts";
import type { PersonRef, UserId } from "../../../src/domain/people/user.ts";
import type { OpenStorage } from "../../../src/ports/storage.ts";
import { after, aPerson, DAY_MS, NOON } from "../../support/builders.ts";
import { hostileTexts } from "../../support/hostileText.ts";
import { openReplica } from "../../support/replicas.ts";
import { aListedDevice, aUser } from "../../support/stagingExamples.ts";
import {
  describeOnEachEngine,
  type TestStorage,
} from "../../support/testStorage.ts";

describeOnEachEngine("Searching the directory", (engine) => {
  let test: TestStorage;
  let storage: OpenStorage;
  beforeAll(async () => {
    test = await engine.open();
    storage = test.storage;
  });
  beforeEach(async () => {
    await storage.devices.forgetUnseen(after(1000 * DAY_MS));
    await storage.people.purge(after(1000 * DAY_MS));
    await storage.recentLookUps.purge(after(1000 * DAY_MS));
  });
  afterAll(() => test.dispose());

  const given = async (
    ...devices: readonly ListedDevice[]
  ): Promise<readonly ListedDevice[]> => {
    await storage.devices.saveAll(devices, NOON);
    return devices;
  };
  const named = (name: string, serialNumber = "") =>
    aListedDevice({}, { name, serialNumber });
  const search = async (text: string, limit = 10, offset = 0) =>
    (await storage.devices.search(text, limit, offset)).map(
      ({ match, device }) => `${match} ${device.device.name}`,
    );
  const near = async (text: string) =>
    (await storage.devices.listNear(text, 5)).map(({ device }) => device.name);
  const usedBy = (person: PersonRef, since: Date, limit = 9, offset = 0) =>
    storage.devices.listUsedBy(
      person,
      { loggedOnSince: since, reportedSince: since },
      limit,
      offset,
    );
  const searchPeople = async (text: string, limit = 10, offset = 0) =>
    (await storage.people.search(text, limit, offset)).map(
      ({ match, user }) => `${match} ${user.displayName}`,
    );

  it("finds by many whole names at once, in their order, few of each and each once", async () => {
    const [first, twin, , other, ...rest] = await given(
      named("LT-1", "A1"),
      named("Lt-1", "B1"),
      named("LT-10"),
      named("Größe's 100%_\\ PC"),
      ...Array.from({ length: 8 }, (_, n) =>
        named(`VM-${n}`, "Default string"),
      ),
    );
    const find = async (...texts: string[]) =>
      (await storage.devices.findNamed(texts, 3)).map(
        ({ device }) => device.id,
      );
    const twins = [first?.device.id, twin?.device.id].sort();
    expect(
      await find(
        other?.device.entraDeviceId?.toUpperCase() ?? "",
        "lt-1",
        first?.device.id ?? "",
        "GRÖSSE’S 100%_\\ pc",
        "LT",
        "",
        "'; --",
      ),
    ).toEqual([other?.device.id, ...twins]);
    expect(await find("b1", "a1")).toEqual([twin?.device.id, first?.device.id]);
    expect(await find("default string")).toEqual(
      rest
        .map(({ device }) => device.id)
        .sort()
        .slice(0, 3),
    );
    expect(await find()).toEqual([]);
    expect(await find(...hostileTexts)).toEqual([]);
  });

  it("puts whole names before beginnings before parts, each in the order of the names", async () => {
    await given(
      named("b-LT-04"),
      named("a-LT-04"),
      named("LT-0422"),
      named("LT-0421"),
      named("lt-04"),
      named("WS-1"),
    );
    expect(await search("LT-04")).toEqual([
      "exact lt-04",
      "prefix LT-0421",
      "prefix LT-0422",
      "inside a-LT-04",
      "inside b-LT-04",
    ]);
  });

  it("finds a device by name, serial number and either id, as a whole and by the beginning", async () => {
    const entraDeviceId = "e7a1b2c3-0000-4000-8000-00000000abcd";
    const [one] = await given(
      aListedDevice(
        {},
        { name: "LT-1", serialNumber: "5CG1234XYZ", entraDeviceId },
      ),
      named("LT-2", "OTHER"),
    );
    const id = one?.device.id ?? "";
    for (const whole of ["lt-1", "5cg1234xyz", id.toUpperCase(), entraDeviceId])
      expect(await search(whole)).toEqual(["exact LT-1"]);
    for (const part of ["5cg12", id.slice(0, 8), "E7A1B2C3-0"])
      expect(await search(part)).toEqual(["prefix LT-1"]);
    expect(await search("1234x")).toEqual(["inside LT-1"]);
    for (const part of [id.slice(0, 7), "00000000abcd", "e7a1b2c"])
      expect(await search(part)).toEqual([]);
  });

  it("finds one or two characters inside of a name, after what begins with them, and a sign as itself", async () => {
    await given(
      named("LT-0421"),
      named("21-A", "X42"),
      named("%25"),
      named("100%"),
      named("Ana's iPad"),
      named("a---b"),
      aListedDevice({}, { id: "zq-21" as DeviceId, name: "a_b" }),
    );
    expect(await search("21")).toEqual(["prefix 21-A", "inside LT-0421"]);
    expect(await search("42")).toEqual(["inside LT-0421", "inside 21-A"]);
    expect(await search("42", 1, 1)).toEqual(["inside 21-A"]);
    expect(await search("%")).toEqual(["prefix %25", "inside 100%"]);
    expect(await search("_")).toEqual(["inside a_b"]);
    expect(await search("'")).toEqual(["inside Ana's iPad"]);
    expect(await search("---")).toEqual(["inside a---b"]);
    expect(await search("q-")).toEqual([]);
    expect(await search("")).toEqual([]);
    expect(await search(" \u200b\0")).toEqual([]);
  });

  it("finds people by one or two characters of their names, and of an address before the @", async () => {
    await storage.people.saveAll(
      [
        aUser({
          displayName: "José Nuñez",
          userPrincipalName: "jose@contoso.com",
          mail: "bird@mail.contoso.com",
        }),
        aUser({ displayName: "王 小明", userPrincipalName: "w", mail: null }),
        aUser({ displayName: "王小明", userPrincipalName: "xw", mail: null }),
      ],
      NOON,
    );
    expect(await searchPeople("ez")).toEqual(["inside José Nuñez"]);
    expect(await searchPeople("ir")).toEqual(["inside José Nuñez"]);
    expect(await searchPeople("小明")).toEqual([
      "prefix 王 小明",
      "inside 王小明",
    ]);
    expect(await searchPeople("w")).toEqual(["exact 王 小明", "inside 王小明"]);
    expect(await searchPeople("@c")).toEqual(["inside José Nuñez"]);
    for (const part of ["nt", "%", "il"])
      expect(await searchPeople(part)).toEqual([]);
  });

  it("pages through everything once, though names and serial numbers repeat", async () => {
    await given(
      ...Array.from({ length: 30 }, (_, i) =>
        named(["SAME", "SAME-1", "X-SAME"][i % 3] ?? "", "SAME"),
      ),
    );
    const pages = await Promise.all(
      [0, 7, 14, 21, 28].map((offset) =>
        storage.devices.search("same", 7, offset),
      ),
    );
    const ids = pages.flat().map(({ device }) => device.device.id);
    expect(ids).toHaveLength(30);
    expect(new Set(ids).size).toBe(30);
    expect(await storage.devices.search("same", 7, 30)).toEqual([]);
  });

  it("finds each awkward name by itself, and by it no other name that lacks it", async () => {
    const names = [
      ...hostileTexts.filter((text) => text.trim() !== ""),
      "100%",
      "a_b",
      "back\\slash",
      'O\'Neil "x"',
      "#1",
      "💻 Ana",
      "מחשב של דנה",
    ];
    await given(
      ...names.map((name, i) =>
        aListedDevice(
          {},
          { id: `awkward-${i}` as DeviceId, name, serialNumber: "" },
        ),
      ),
      named("plain"),
    );
    for (const [i, name] of names.entries()) {
      const found = await storage.devices.search(name, 100, 0);
      const match = found.find(
        ({ device }) => device.device.id === `awkward-${i}`,
      );
      if (found.length > 0) expect(match?.match).toBe("exact");
      expect(found.some(({ device }) => device.device.name === "plain")).toBe(
        false,
      );
    }
    expect(await search("%%%")).toEqual([]);
    expect(await search("a_b")).toEqual(["exact a_b"]);
    expect(await search("ck\\sl")).toEqual(["inside back\\slash"]);
    expect(await search("של ד")).toEqual(["inside מחשב של דנה"]);
    expect(await search("💻 a")).toEqual(["prefix 💻 Ana"]);
    expect(await search("x".repeat(1_000_000))).toEqual([]);
  });

  it("forgets the old name of a device, and its serial number when it has none any more", async () => {
    const old = named("OLD-1", "SERIAL-1");
    await given(old, named("OLD-2"));
    await storage.devices.saveAll(
      [{ ...old, device: { ...old.device, name: "NEW-1", serialNumber: "" } }],
      after(1),
    );
    expect(await search("old-")).toEqual(["prefix OLD-2"]);
    expect(await search("serial-1")).toEqual([]);
    expect(await search("new-1")).toEqual(["exact NEW-1"]);
    await storage.devices.saveAll([old], NOON);
    expect(await search("old-1")).toEqual([]);
    await storage.devices.forgetUnseen(after(1));
    expect(await search("old-")).toEqual([]);
    expect(await search("new-1")).toEqual(["exact NEW-1"]);
  });

  it("offers the names that look like a mistyped one, best first", async () => {
    await given(named("LT-0421"), named("LT-0499"), named("WS-77"));
    for (const typo of ["LT0421", "LT-0412", "LT-O421", "TL-0421", "LT-04221"])
      expect((await near(typo))[0]).toBe("LT-0421");
    expect(await near("printer")).toEqual([]);
    expect(await near("")).toEqual([]);
    expect(await near("%_\\'\0")).toEqual([]);
  });

  it("lists the devices of a user by name, and those they use but do not have by the newest logon", async () => {
    const [ana, ben] = [aPerson("Ana"), aPerson("Ben")];
    const logon = (userId: UserId, at: Date) => ({ userId, at });
    const device = (
      name: string,
      listedUser: typeof ana | null,
      ...lastLogons: ReturnType<typeof logon>[]
    ) => aListedDevice({ listedUser, lastLogons }, { name });
    const shared = device(
      "D",
      null,
      logon(ana.id, after(-3)),
      logon(ben.id, NOON),
    );
    await given(
      device("b", ana, logon(ana.id, NOON)),
      device("A", ana),
      device("C", ben, logon(ana.id, after(-1))),
      shared,
    );
    const owned = async (id: UserId) =>
      (await storage.devices.listOfUser(id, 10, 0)).devices.map(
        (d) => d.device.name,
      );
    const used = async (person: PersonRef, since = after(-9)) =>
      (await usedBy(person, since)).devices.map((d) => d.device.name);
    expect(await owned(ana.id)).toEqual(["A", "b"]);
    expect(await used(ana)).toEqual(["C", "D"]);
    expect(await used(ana, after(-1))).toEqual(["C"]);
    expect(await used(ben)).toEqual(["D"]);
    await storage.devices.saveAll(
      [{ ...shared, listedUser: ben, lastLogons: [logon(ana.id, after(5))] }],
      after(9),
    );
    expect(await owned(ben.id)).toEqual(["C", "D"]);
    expect(await used(ana)).toEqual(["D", "C"]);
    expect(await used(ben)).toEqual([]);
    expect(await owned("nobody" as UserId)).toEqual([]);
  });

  it("gives a device to whom it was read to have, until a page tells otherwise", async () => {
    const [ana, ben] = [aPerson("Ana"), aPerson("Ben")];
    const one = aListedDevice({
      listedUser: ana,
      lastLogons: [{ userId: ben.id, at: NOON }],
    });
    const { id } = one.device;
    const has = async () => ({
      ana: (await storage.devices.listOfUser(ana.id, 9, 0)).total,
      ben: (await storage.devices.listOfUser(ben.id, 9, 0)).total,
      benUses: (await usedBy(ben, NOON)).total,
      listed: (await storage.devices.find(id))?.listedUser?.id ?? null,
    });
    const anaHas = { ana: 1, ben: 0, benUses: 1, listed: ana.id };
    await storage.devices.saveAll([one], after(5));
    await storage.devices.setPrimaryUser(id, ben, after(4));
    expect(await has()).toEqual(anaHas);
    await storage.devices.setPrimaryUser(id, ben, after(6));
    expect(await has()).toEqual({ ana: 0, ben: 1, benUses: 0, listed: ben.id });
    await storage.devices.setPrimaryUser(id, null, after(7));
    expect(await has()).toEqual({ ana: 0, ben: 0, benUses: 1, listed: null });
    expect(await storage.devices.find(id)).toEqual({
      ...one,
      listedUser: null,
      hadOtherUser: true,
      ownerChangedAt: after(7),
      seenAt: after(5),
    });
    await storage.devices.saveAll([one], after(8));
    expect(await has()).toEqual(anaHas);
    await storage.devices.setPrimaryUser("unknown" as DeviceId, ben, after(9));
    expect(await has()).toEqual(anaHas);
  });

  it("counts all the devices of a user, and tells when the one seen longest ago was seen, however few are listed", async () => {
    const [ana, ben] = [aPerson("Ana"), aPerson("Ben")];
    const lastLogons = [{ userId: ben.id, at: NOON }];
    const given = (count: number) =>
      Array.from({ length: count }, () =>
        aListedDevice({ listedUser: ana, lastLogons }),
      );
    await storage.devices.saveAll(given(120), after(5));
    await storage.devices.saveAll(given(3), after(2));
    for (const { devices, ...ofAll } of [
      await storage.devices.listOfUser(ana.id, 50, 0),
      await usedBy(ben, NOON, 50),
    ]) {
      expect(devices).toHaveLength(50);
      expect(ofAll).toEqual({ total: 123, oldestSeenAt: after(2) });
    }
    for (const { devices, ...ofAll } of [
      await storage.devices.listOfUser(ana.id, 50, 110),
      await usedBy(ben, NOON, 50, 110),
    ]) {
      expect(devices).toHaveLength(13);
      expect(ofAll).toEqual({ total: 123, oldestSeenAt: after(2) });
    }
    for (const beyond of [
      await storage.devices.listOfUser(ana.id, 50, 123),
      await usedBy(ben, NOON, 50, 123),
      await usedBy(ben, NOON, 0, 0),
    ])
      expect(beyond).toMatchObject({ devices: [], total: 123 });
    expect(await usedBy(ben, after(1))).toEqual({
      devices: [],
      total: 0,
      oldestSeenAt: null,
    });
  });

  describe("with reports of the devices", () => {
    const [ana, ben] = [aPerson("Ana"), aPerson("Ben")];
    const upnOf = (person: PersonRef) => person.userPrincipalName.toLowerCase();
    const report = (
      { device: { id } }: ListedDevice,
      logons: Readonly<Record<string, number>>,
      observedAt = NOON,
      source: EvidenceSource = "device-report",
    ) =>
      storage.evidence.record({
        deviceId: id,
        source,
        observedAt,
        receivedAt: observedAt,
        logonsByUpn: new Map(Object.entries(logons)),
      });
    const unused = (name: string, listedUser: PersonRef | null = ana) =>
      aListedDevice({ listedUser, lastLogons: [] }, { name });
    const used = async (person: PersonRef, since = after(-9)) =>
      (await usedBy(person, since)).devices.map(
        ({ device, reported }) => `${device.name} ${reported?.logons ?? "-"}`,
      );
    beforeEach(() => storage.evidence.purge(after(1000 * DAY_MS)));

    it("lists what only a report tells of, by UPN in any case or by id", async () => {
      const [one, two, other] = [unused("1"), unused("2"), unused("3")];
      await given(one, two, other);
      await report(one, { [upnOf(ben)]: 5, [upnOf(ana)]: 9 });
      await report(two, { [ben.id]: 2 }, after(-1));
      await report(other, { [`x${upnOf(ben)}`]: 7, __proto__: 1 });
      expect(await used(ben)).toEqual(["1 5", "2 2"]);
      const shouted = { ...ben, userPrincipalName: upnOf(ben).toUpperCase() };
      expect(await used(shouted)).toEqual(["1 5", "2 2"]);
      expect((await usedBy(ben, after(-9))).devices[0]).toEqual({
        ...one,
        seenAt: NOON,
        reported: { logons: 5, at: NOON },
      });
    });

    it("leaves out whom a report counts no logon of, who is listed as the primary user, and devices that are gone", async () => {
      const [one, own] = [unused("1"), unused("own", ben)];
      await given(one, own);
      for (const device of [one, own, unused("gone")])
        await report(device, { [upnOf(ben)]: 0, [upnOf(ana)]: 1 });
      expect(await used(ben)).toEqual([]);
      for (const device of [own, unused("gone")])
        await report(device, { [upnOf(ben)]: 4 }, after(1));
      expect(await used(ben)).toEqual([]);
    });

    it("leaves out reports of before the window, of before the enrolment, and those that a newer one replaced", async () => {
      const enrolledAt = after(-5);
      const old = unused("old");
      const enrolled = aListedDevice(
        { listedUser: ana, lastLogons: [] },
        { name: "new", enrolledAt },
      );
      await given(old, enrolled);
      await report(old, { [upnOf(ben)]: 1 }, after(-10));
      await report(enrolled, { [upnOf(ben)]: 2 }, after(-6));
      expect(await used(ben)).toEqual([]);
      expect(await used(ben, after(-10))).toEqual(["old 1"]);
      await report(enrolled, { [upnOf(ben)]: 3 }, enrolledAt);
      expect(await used(ben)).toEqual(["new 3"]);
      await report(enrolled, { [upnOf(ana)]: 4 }, after(-4));
      expect(await used(ben)).toEqual([]);
    });

    it("lists a device once that Intune and its report tell of, newest first, by the last logon where there is one lately", async () => {
      const [a, b, c] = ["a", "b", "c"].map((name, place) =>
        aListedDevice(
          {
            listedUser: ana,
            lastLogons: [{ userId: ben.id, at: after(-1 - 10 * place) }],
          },
          { name },
        ),
      );
      if (!a || !b || !c) throw new Error("There are three");
      await given(a, b, c);
      await report(a, { [upnOf(ben)]: 1 }, after(-8));
      await report(c, { [upnOf(ben)]: 3 }, after(-2));
      await report(c, { [upnOf(ben)]: 4 }, after(-4), "users-logged-on");
      await report(b, { [upnOf(ben)]: 2 }, after(-3));
      expect(await used(ben, after(-15))).toEqual(["a 1", "c 3", "b 2"]);
      expect(await usedBy(ben, after(-15), 1, 1)).toMatchObject({
        devices: [{ device: { name: "c" } }],
        total: 3,
      });
    });
  });

  it("finds people by UPN, mail, id, name and a later word of it", async () => {
    const ana = aUser({
      displayName: "Ana María López",
      userPrincipalName: "amlopez@contoso.com",
      mail: "ana.lopez@contoso.example",
    });
    await storage.people.saveAll(
      [
        ana,
        aUser({ displayName: "López", userPrincipalName: "x@y.z", mail: null }),
      ],
      NOON,
    );
    for (const whole of [
      "ANA MARIA LOPEZ",
      "amlopez@contoso.com",
      "ana.lopez@contoso.example",
      ana.id,
    ])
      expect(await searchPeople(whole)).toEqual(["exact Ana María López"]);
    expect(await searchPeople("lopez")).toEqual([
      "exact López",
      "prefix Ana María López",
    ]);
    expect(await searchPeople("ma")).toEqual(["prefix Ana María López"]);
    expect(await searchPeople("pez@contoso.c")).toEqual([
      "inside Ana María López",
    ]);
    expect((await storage.people.listNear("ana maria lopes", 1))[0]?.id).toBe(
      ana.id,
    );
    await storage.people.save(
      { ...ana, displayName: "Ana Ruiz", mail: null },
      after(1),
    );
    expect(await searchPeople("maria")).toEqual([]);
    expect(await searchPeople("ruiz")).toEqual(["prefix Ana Ruiz"]);
  });

  it("seeks a part inside of an address before the @, and behind it only together with the @", async () => {
    await storage.people.saveAll(
      [
        aUser({
          displayName: "Ana Ruiz",
          userPrincipalName: "falcon7@contoso.com",
          mail: "bird@mail.contoso.com",
        }),
        aUser({ displayName: "Ben", userPrincipalName: "ben", mail: null }),
      ],
      NOON,
    );
    for (const part of ["lcon", "@conto", "7@con", "@mail.c", "ird@"])
      expect(await searchPeople(part)).toEqual(["inside Ana Ruiz"]);
    for (const part of ["contoso", "ntoso.com", ".com"])
      expect(await searchPeople(part)).toEqual([]);
    expect(await searchPeople("bird@mail.contoso.com")).toEqual([
      "exact Ana Ruiz",
    ]);
    await storage.devices.saveAll([named("Kiosk@Berlin")], NOON);
    for (const part of ["rlin", "osk@b"])
      expect(await search(part)).toEqual(["inside Kiosk@Berlin"]);
  });

  it("keeps the twenty newest look-ups of a person and kind, each once, and forgets the old ones", async () => {
    const [by, other] = ["ana" as UserId, "ben" as UserId];
    const { recentLookUps } = storage;
    for (let i = 0; i < 25; i++)
      await recentLookUps.record(
        by,
        { kind: "device", id: `d${i}` as DeviceId },
        after(i),
      );
    await recentLookUps.record(
      by,
      { kind: "device", id: "d7" as DeviceId },
      after(30),
    );
    await recentLookUps.record(
      by,
      { kind: "user", id: "u1" as UserId },
      after(31),
    );
    await recentLookUps.record(
      other,
      { kind: "device", id: "d1" as DeviceId },
      NOON,
    );
    const devices = await recentLookUps.list(by, "device", 100);
    expect(devices.slice(0, 3)).toEqual(["d7", "d24", "d23"]);
    expect(new Set(devices).size).toBe(20);
    expect(await recentLookUps.list(by, "user", 5)).toEqual(["u1"]);
    expect(await recentLookUps.purge(after(24))).toBe(19);
    expect(await recentLookUps.list(by, "device", 9)).toEqual(["d7", "d24"]);
    expect(await recentLookUps.list(other, "device", 9)).toEqual([]);
  });

  it("finds the same without the database's trigrams, and makes their indexes at the next start that may", async () => {
    if (test.database.kind !== "postgres") return;
    const client = new pg.Client({ connectionString: test.database.url });
    await client.connect();
    try {
      await client.query("drop extension pg_trgm cascade");
      await given(named("LT-0421"), named("LT-0422"));
      expect(await search("0421")).toEqual(["inside LT-0421"]);
      expect((await near("LT-O421"))[0]).toBe("LT-0421");
      const replicas = await Promise.all([
        openReplica(test.database),
        openReplica(test.database),
      ]);
      for (const replica of replicas) await replica.close();
      const { rows } = await client.query(
        "select 1 from pg_indexes where indexname like 'search%inside%'",
      );
      expect(rows).toHaveLength(3);
    } finally {
      await client.end();
    }
  });
});
