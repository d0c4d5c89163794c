import type { GroupId } from "../../../src/ports/graph.ts";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import {
  exportEvidence,
  type ExportedLine,
} from "../../../replay/export/exportEvidence.ts";
import { createPseudonyms } from "../../../replay/export/pseudonyms.ts";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { ListedDevice } from "../../../src/domain/devices/directory.ts";
import {
  addDays,
  dayOf,
  DAYS_KEPT,
  NO_DAYS,
  type Days,
  type DeviceDays,
  type PersonKey,
} from "../../../src/domain/evidence/activeDays.ts";
import type {
  PersonRef,
  User,
  UserId,
} from "../../../src/domain/people/user.ts";
import {
  aClock,
  aDecision,
  aDeviceRef,
  aPerson,
  aProposal,
  after,
  DAY_MS,
  HOUR_MS,
  NOON,
  someSettings,
} from "../../support/builders.ts";
import { startReplay } from "../../support/replayLines.ts";
import { aListedDevice } from "../../support/stagingExamples.ts";
import {
  describeOnEachEngine,
  openTestStorage,
  type TestStorage,
} from "../../support/testStorage.ts";

const TODAY = dayOf(NOON);
const SALT = Buffer.alloc(32, 7);
const pseudonyms = createPseudonyms(SALT);

/** The working days between so many days ago and so many. */
function between(from: number, to: number): Days {
  return Array.from({ length: from - to + 1 }, (_, i) =>
    addDays(TODAY, i - from),
  ).filter((day) => new Date(day * DAY_MS).getUTCDay() % 6 !== 0);
}

const ago = (day: number): string => after(-day * DAY_MS).toISOString();

describeOnEachEngine("what is exported for a replay", (engine) => {
  let test: TestStorage;
  beforeAll(async () => {
    test = await engine.open(aClock());
  });
  afterAll(() => test.dispose());

  const [ana, ben, tess, staging] = ["Ana", "Ben", "Tess", "Staging"].map(
    aPerson,
  ) as [PersonRef, PersonRef, PersonRef, PersonRef];
  const gone = aPerson("Gone");
  const packageUpn = `package_{${randomUUID()}}@contoso.com`;
  const benSid = "S-1-5-21-1004336348-1177238915-682003330-1104";
  const strangerSid = "S-1-5-21-1004336348-1177238915-682003330-2208";

  async function addPerson(person: PersonRef, more: Partial<User> = {}) {
    await test.storage.people.save(
      {
        ...person,
        mail: null,
        department: null,
        officeLocation: null,
        accountEnabled: true,
        userType: "member",
        hasIntunePlan: true,
        ...more,
      },
      NOON,
    );
  }

  async function addDevice(
    name: string,
    owner: PersonRef | null,
    people: readonly (readonly [PersonKey, Days])[],
    more: Partial<ListedDevice> = {},
    days: Partial<DeviceDays> = {},
    enrolledAgo = 300,
  ): Promise<DeviceId> {
    const listed = aListedDevice(
      { listedUser: owner, enrolledByUpn: null, lastLogons: [], ...more },
      { name, enrolledAt: after(-enrolledAgo * DAY_MS) },
    );
    await test.storage.devices.saveAll([listed], NOON);
    await test.storage.days.change(
      [listed.device.id],
      () => ({
        days: { ...NO_DAYS, people: new Map(people), ...days },
        toldAt: NOON,
        window: null,
        outputAt: null,
      }),
      TODAY,
    );
    return listed.device.id;
  }

  async function exportAll(): Promise<readonly ExportedLine[]> {
    const lines: ExportedLine[] = [];
    for await (const line of exportEvidence(test.storage, pseudonyms, NOON))
      lines.push(line);
    return lines;
  }

  const of = (
    lines: readonly ExportedLine[],
    type: string,
    device: DeviceId,
  ) => {
    const id = pseudonyms.device(device);
    return lines.filter(
      (line) =>
        line.type === type &&
        (line["id"] === id ||
          (line["body"] as { ManagedDeviceID?: string } | undefined)
            ?.ManagedDeviceID === id),
    );
  };

  it("is read by the replay, which proposes who took over at that time, under names nobody knows", async () => {
    await addPerson(ana);
    await addPerson(ben, {
      onPremisesSid: benSid,
      otherNames: ["benjamin@contoso.com"],
    });
    await addPerson(tess);
    await addPerson(staging);
    await test.storage.settings.save({
      version: 1,
      values: someSettings({
        technicians: [tess.userPrincipalName],
        userDomains: ["contoso.com"],
      }),
      changedByAdmins: [],
      changedBy: null,
      changedAt: NOON,
    });
    const taken = await addDevice(
      "LT-TAKEN",
      ana,
      [
        [ana.id, between(60, 31)],
        ["upn:benjamin@contoso.com", between(30, 16)],
        [ben.id, between(15, 0)],
        [tess.id, between(3, 2)],
        [`sid:${strangerSid}`, between(40, 40)],
      ],
      { enrolledByUpn: packageUpn },
      { log: { from: addDays(TODAY, -70), to: TODAY }, unattributed: 2 },
    );
    const moved = await addDevice("LT-MOVED", ana, [[ana.id, between(29, 0)]]);

    const lines = await exportAll();

    const output = lines.map((line) => JSON.stringify(line)).join("\n");
    for (const original of [
      ...[ana, ben, tess, staging].flatMap(
        ({ id, displayName, userPrincipalName }) => [
          id,
          `"${displayName}"`,
          userPrincipalName,
        ],
      ),
      benSid,
      strangerSid,
      taken,
      moved,
      packageUpn,
      "contoso",
      "LT-",
      "benjamin",
    ])
      expect(output.toLowerCase()).not.toContain(original.toLowerCase());
    const times = lines.map(({ at }) => at);
    expect(times).toEqual(times.toSorted());
    expect(times.at(-1)).toBe(NOON.toISOString());
    expect(lines.filter(({ type }) => type === "tick")).toHaveLength(DAYS_KEPT);

    const { answers } = startReplay(
      ...lines.map((line) =>
        line.type === "settings"
          ? {
              ...line,
              values: {
                ...(line["values"] as object),
                AFFINITY_MODE: "active-days",
              },
            }
          : line,
      ),
    );
    const [first, ...others] = answers.filter(
      ({ type }) => type === "proposal",
    );
    expect(first).toMatchObject({
      device: pseudonyms.device(taken),
      kind: "reassign",
      from: pseudonyms.person(ana.id),
      to: pseudonyms.person(ben.id),
    });
    expect(String(first?.["at"]) < ago(10)).toBe(true);
    expect(others.every(({ device }) => device === first?.["device"])).toBe(
      true,
    );
  });

  it("names accounts in the settings, the groups and the reports alike", async () => {
    const lines = await exportAll();

    const person = (who: PersonRef) =>
      lines.find(
        ({ type, id }) => type === "person" && id === pseudonyms.person(who.id),
      );
    const settings = lines.find(({ type }) => type === "settings");
    const values = settings?.["values"] as Record<string, string>;
    expect(values["STAGING_ACCOUNTS"]).toBe(person(staging)?.["upn"]);
    expect(values["USER_DOMAINS"]).toBe(
      String(person(ana)?.["upn"]).split("@")[1],
    );
    expect(lines.filter(({ type }) => type === "technicians")).toEqual([
      expect.objectContaining({ ids: [pseudonyms.person(tess.id)] }),
    ]);
    const enrolling = lines.flatMap(({ enrolledBy }) => enrolledBy ?? []);
    expect(enrolling[0]).toMatch(/^package_\{[0-9a-f-]{36}\}@d-/);
  });

  it("tells in each report what was known by then, and how far the log reached", async () => {
    const device = await addDevice(
      "LT-OLD",
      ben,
      [[ben.id, [addDays(TODAY, -20), addDays(TODAY, -10)]]],
      {},
      {
        log: { from: addDays(TODAY, -15), to: addDays(TODAY, -5) },
        unattributed: 3,
      },
    );

    const lines = await exportAll();
    const reports = of(lines, "report", device);

    const day = (days: number) => ago(days).slice(0, 10);
    const report = (days: number, more: object) => ({
      type: "report",
      at: ago(days),
      body: expect.objectContaining(more),
    });
    expect(reports).toEqual([
      report(20, { LogFrom: ago(20), Unattributed: 0 }),
      report(10, {
        LogFrom: `${day(16)}T00:00:00.000Z`,
        Users: [expect.objectContaining({ Sessions: 1, Days: [day(10)] })],
      }),
      report(5, { LogFrom: `${day(16)}T00:00:00.000Z`, Unattributed: 3 }),
    ]);
  });

  it("tells days that only last logons tell of as those, for the replay to weigh them as the bot does", async () => {
    const device = await addDevice(
      "LT-LISTED",
      ana,
      [
        [ana.id, [...between(30, 13), addDays(TODAY, -4)]],
        [ben.id, between(12, 0)],
      ],
      { lastLogons: [{ userId: ben.id, at: after(-HOUR_MS) }] },
      {
        listed: new Map([[ana.id, [addDays(TODAY, -4)]]]),
        log: { from: addDays(TODAY, -30), to: TODAY },
      },
    );
    const bare = await addDevice(
      "LT-LISTED-ALONE",
      null,
      [[ben.id, [addDays(TODAY, -6), addDays(TODAY, -2)]]],
      {},
      { listed: new Map([[ben.id, [addDays(TODAY, -6), addDays(TODAY, -2)]]]) },
    );

    const lines = await exportAll();

    const daysOfUsers = of(lines, "report", device)
      .filter(({ at }) => at === ago(4))
      .map(({ body }) => (body as { Users: { Days: string[] }[] }).Users)
      .map((users) => users.map(({ Days }) => Days.at(-1)));
    expect(daysOfUsers).toEqual([[ago(4).slice(0, 10)]]);
    expect(of(lines, "device", device)).toContainEqual(
      expect.objectContaining({
        at: ago(4),
        lastLogons: [{ userId: pseudonyms.person(ana.id), at: ago(4) }],
      }),
    );
    expect(of(lines, "report", bare)).toEqual([]);
    expect(
      of(lines, "device", bare)
        .map(({ lastLogons }) => lastLogons)
        .slice(1),
    ).toEqual(
      [6, 2, 2].map((day) => [
        { userId: pseudonyms.person(ben.id), at: ago(day) },
      ]),
    );
  });

  it("tells of sign-ins on their days, under the same names", async () => {
    const device = await addDevice("LT-SIGNED", ben, [], {}, {}, 15);
    await test.storage.days.addSignIns(
      [
        {
          deviceId: device,
          person: ana.id,
          days: [20, 15, 9, 0].map((day) => addDays(TODAY, -day)),
        },
      ],
      NOON,
      TODAY,
    );

    const lines = await exportAll();
    expect(lines.filter(({ type }) => type === "sign-in")).toEqual(
      [9, 0].map((day) => ({
        type: "sign-in",
        at: ago(day),
        device: pseudonyms.device(device),
        userId: pseudonyms.person(ana.id),
      })),
    );
    expect(() => startReplay(...lines)).not.toThrow();
  });

  it("lists a device from its enrolment on, with what was known of last logons by then", async () => {
    const device = await addDevice(
      "LT-NEW",
      ben,
      [[ben.id, between(12, 0)]],
      {
        lastLogons: [
          { userId: ben.id, at: after(-HOUR_MS) },
          { userId: ana.id, at: after(-9.5 * DAY_MS) },
        ],
      },
      {},
      9.75,
    );

    const lines = await exportAll();

    expect(of(lines, "device", device)).toEqual([
      expect.objectContaining({
        at: ago(9),
        lastLogons: [expect.objectContaining({ at: ago(9.5) })],
        lastCheckIn: null,
      }),
      expect.objectContaining({
        at: ago(0),
        lastLogons: [
          expect.objectContaining({ at: after(-HOUR_MS).toISOString() }),
          expect.objectContaining({ at: ago(9.5) }),
        ],
      }),
    ]);
    expect(of(lines, "report", device)[0]?.at).toBe(ago(9));
  });

  it("tells whose a device was where Custodian changed it, and nothing of before where somebody else did", async () => {
    const change = after(-20 * DAY_MS - HOUR_MS);
    const days = new Map([[ben.id, between(60, 0)]]);
    const addChanged = async (name: string): Promise<DeviceId> => {
      const listed = aListedDevice(
        { listedUser: ana, lastLogons: [] },
        { name, enrolledAt: after(-300 * DAY_MS) },
      );
      await test.storage.devices.saveAll([listed], after(-DAY_MS, change));
      await test.storage.devices.saveAll(
        [{ ...listed, listedUser: ben }],
        change,
      );
      await test.storage.days.change(
        [listed.device.id],
        () => ({
          days: { ...NO_DAYS, people: days },
          toldAt: NOON,
          window: null,
          outputAt: null,
        }),
        TODAY,
      );
      return listed.device.id;
    };
    const ours = await addChanged("LT-OURS");
    const theirs = await addChanged("LT-THEIRS");
    await test.storage.proposals.insert(
      aProposal({
        device: aDeviceRef({ id: ours }),
        fromUser: ana,
        toUser: ben,
        createdAt: change,
        state: {
          kind: "verified",
          decision: aDecision(),
          appliedAt: change,
          verifiedAt: change,
          changed: true,
        },
      }),
    );

    const lines = await exportAll();

    const told = (device: DeviceId) =>
      of(lines, "device", device).map(({ at, primaryUser }) => [
        at,
        primaryUser,
      ]);
    const [a, b] = [pseudonyms.person(ana.id), pseudonyms.person(ben.id)];
    expect(told(ours)).toEqual([
      [ago(DAYS_KEPT - 1), a],
      [ago(20), b],
      [ago(0), b],
    ]);
    expect(told(theirs)).toEqual([
      [ago(20), null],
      [ago(20), b],
      [ago(0), b],
    ]);
    expect(of(lines, "report", theirs)[0]?.at).toBe(ago(20));
  });

  it("tells on the last day who is gone, once the tenant's people were read to the end", async () => {
    await addDevice("LT-LEFT", gone, [[gone.id, between(50, 40)]]);
    const isGone = (line: ExportedLine) => line.type === "person-gone";
    expect((await exportAll()).filter(isGone)).toEqual([]);

    await test.storage.sweeps.insert({
      id: randomUUID() as never,
      version: 1,
      kind: "full",
      startedAt: after(-HOUR_MS),
      steppedAt: NOON,
      endedAt: NOON,
      requestedBy: null,
      showIn: null,
      changedSince: null,
      thenFull: null,
      step: { kind: "done" },
      restarts: 0,
      counts: {
        pages: 0,
        people: 0,
        devices: 0,
        devicesExpected: null,
        candidates: 0,
        proposals: 0,
        handoffs: 0,
        gone: 0,
      },
      peopleListedAt: after(-HOUR_MS),
      shownAt: null,
    });

    expect((await exportAll()).filter(isGone)).toEqual([
      {
        type: "person-gone",
        at: NOON.toISOString(),
        id: pseudonyms.person(gone.id),
      },
    ]);
  });

  it("tells by id who is excluded now, whatever the reason, and no pattern", async () => {
    const settings = await test.storage.settings.current();
    if (!settings) throw new Error("No settings");
    const grouped = await addDevice("LT-GROUPED", ana, []);
    const kiosk = await addDevice("KIOSK-1", ana, []);
    const [listed] = await test.storage.devices.findAll([grouped]);
    await test.storage.exclusions.replace(
      "devices",
      "of-devices" as GroupId,
      [listed?.device.entraDeviceId ?? ""],
      NOON,
    );
    const version = settings.version + 1;
    await test.storage.settings.save({
      ...settings,
      version,
      values: {
        ...settings.values,
        excludedDevices: ["KIOSK-*"],
        excludedDevicesGroupId: "of-devices",
        excludedUsers: [tess.userPrincipalName],
      },
    });

    const lines = await exportAll();

    const told = lines.filter(({ type }) => type === "excluded");
    expect(told).toMatchObject([{ people: [pseudonyms.person(tess.id)] }]);
    expect(new Set(told[0]?.["devices"] as string[])).toEqual(
      new Set([pseudonyms.device(grouped), pseudonyms.device(kiosk)]),
    );
    await test.storage.settings.save({ ...settings, version: version + 1 });
  });

  it("reads page after page, each device and person once", async () => {
    const devices = Array.from({ length: 1001 }, (_, i) =>
      aListedDevice({ lastLogons: [] }, { name: `LT-${i}` }),
    );
    await test.storage.devices.saveAll(devices, NOON);
    const people = Array.from({ length: 501 }, (_, i) => aPerson(`Person${i}`));
    for (const person of people) await addPerson(person);
    const count = await test.storage.devices.count();

    const lines = await exportAll();

    const last = lines.filter(
      ({ type, at }) => type === "device" && at === NOON.toISOString(),
    );
    expect(new Set(last.map(({ id }) => id)).size).toBe(count);
    expect(last).toHaveLength(count);
    const told = lines.filter(({ type }) => type === "person");
    expect(new Set(told.map(({ id }) => id)).size).toBe(
      await test.storage.people.count(),
    );
  });
});

it("gives a person other names with each export", () => {
  const other = createPseudonyms(Buffer.alloc(32, 8));
  const id = randomUUID() as UserId;

  expect(pseudonyms.person(id)).toBe(pseudonyms.person(id.toUpperCase()));
  expect(other.person(id)).not.toBe(pseudonyms.person(id));
  expect(pseudonyms.upn("jdoe")).toMatch(/^p-[0-9a-f]{16}$/);
});

describe("npm run replay -- --export", () => {
  async function run(env: Record<string, string>, ...args: string[]) {
    const { PATH = "" } = process.env;
    const child = spawn(process.execPath, ["replay/main.ts", ...args], {
      env: { PATH, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [stdout, stderr, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number | null>((resolve) => child.once("close", resolve)),
    ]);
    return { stdout, stderr, code };
  }

  it("writes lines and nothing else from the database alone, and says when the bot has it", async () => {
    const test = await openTestStorage();
    const { storage, database } = test;
    if (database.kind !== "embedded") throw new Error("another database");
    const env = { DATA_DIR: database.dataDir };
    try {
      await storage.devices.saveAll([aListedDevice()], NOON);
      expect(await run(env, "--export")).toEqual({
        stdout: "",
        stderr: expect.stringContaining("is in use by process"),
        code: 1,
      });

      await storage.close();
      const { stdout, stderr, code } = await run(env, "--export");
      expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
      const lines = stdout.trimEnd().split("\n");
      expect(
        lines.filter((line) => JSON.parse(line).type === "tick"),
      ).toHaveLength(DAYS_KEPT);
    } finally {
      await test.dispose();
    }
  });

  it("makes no database, and names what is wrong with the configuration", async () => {
    const folder = await mkdtemp(join(tmpdir(), "custodian-export-"));
    try {
      expect(await run({ DATA_DIR: folder }, "--export")).toEqual({
        stdout: "",
        stderr: expect.stringContaining("Start Custodian once"),
        code: 1,
      });
      expect(await readdir(folder)).toEqual([]);
      expect(await run({ DATABASE_URL: "nonsense" }, "--export")).toEqual({
        stdout: "",
        stderr: expect.stringContaining("DATABASE_URL"),
        code: 78,
      });
      expect(await run({}, "--exprt")).toMatchObject({ stdout: "", code: 64 });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
