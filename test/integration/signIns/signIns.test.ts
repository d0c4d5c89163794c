import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import { addDays, dayOf } from "../../../src/domain/evidence/activeDays.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import type { Jobs } from "../../../src/ports/jobs.ts";
import type { UnitOfWork } from "../../../src/ports/storage.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import { evaluateDevice } from "../../../src/usecases/proposals/evaluateDevice.ts";
import { createLookUps } from "../../../src/usecases/lookups/lookUps.ts";
import { readSignIns } from "../../../src/usecases/signIns/readSignIns.ts";
import { GRANTED_PERMISSIONS } from "../../simulator/cloud.ts";
import type { Person, SimulatedDevice } from "../../simulator/contoso.ts";
import { DAY_MS, HOUR_MS, someSettings } from "../../support/builders.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { PATIENCE_MS } from "../../support/until.ts";
import { recordReport } from "../../support/reportDays.ts";

let bot: CustodianOnCloud;
beforeAll(async () => {
  bot = await startCustodianOnCloud({
    settings: { affinity: { ...someSettings().affinity, mode: "active-days" } },
    graphPermissions: [...GRANTED_PERMISSIONS, "AuditLog.Read.All"],
  });
  // They go by the real time, and the client's own pace by the clock of the test.
  bot.cloud.faults.enforceLimits = false;
  // A device is listed by reading it alone.
  bot.cloud.faults.staleSingleDevice = false;
  const { cast, people } = bot.contoso;
  const named = new Set<Person>(Object.values(cast));
  others = [...people.values()].filter(
    (one) =>
      one.kind === "employee" &&
      one.plans.includes("INTUNE_A") &&
      !named.has(one),
  );
});
afterEach(() => {
  bot.cloud.faults.clear();
  bot.cloud.signInLog.isLicensed = true;
  bot.cloud.signInLog.pageSize = 1_000;
});
afterAll(() => bot.close());

/** Nobody of another test, whose days elsewhere would count here. */
let others: Person[];
let owner: Person;
let ben: Person;
let device: SimulatedDevice;
beforeEach(async () => {
  bot.clock.advance(HOUR_MS);
  const [first, second] = others.splice(0, 2);
  if (!first || !second) throw new Error("Contoso has nobody left");
  owner = first;
  ben = second;
  device = await aDevice();
  // From four weeks ago on.
  await bot.storage.signInReading.forget();
});

/** The owner's, enrolled long ago, as a sweep listed it without a last logon. */
async function aDevice(): Promise<SimulatedDevice> {
  const one = bot.aDevice({ owner, logons: {} });
  one.enrolledAt = daysAgo(200);
  const listed = await bot.deps.graph.devices.findListed(one.id as DeviceId);
  if (!listed) throw new Error("Intune has no device");
  await bot.storage.devices.saveAll([listed], bot.clock.now());
  return one;
}

function daysAgo(days: number): Date {
  return new Date(bot.clock.now().getTime() - days * DAY_MS);
}

/** Signs in on each of these days. */
function signIn(
  person: Person,
  on: SimulatedDevice,
  days: readonly number[],
): void {
  for (const day of days) bot.cloud.signInLog.add(person, on, daysAgo(day));
}

/** Who signed in, by so many days ago. */
async function signedIn(
  on: SimulatedDevice,
): Promise<Readonly<Record<string, readonly number[]>> | null> {
  const kept = await bot.storage.days.findSignIns(on.id as DeviceId);
  const today = dayOf(bot.clock.now());
  return (
    kept &&
    Object.fromEntries(
      [...kept.people].map(([id, days]) => [
        bot.contoso.people.get(id)?.displayName ?? id,
        days.map((day) => today - day).reverse(),
      ]),
    )
  );
}

/** What a run of the job sends, beside itself. */
type Sent = { readonly [Name in keyof Jobs]?: readonly Jobs[Name][] };

/** The job's surroundings, with a queue that only takes down what is sent. */
function recording() {
  const sent: Record<string, unknown[]> = {};
  const send = (name: string, data: unknown) => {
    (sent[name] ??= []).push(data);
    return Promise.resolve();
  };
  const deps = {
    ...bot.deps,
    readsSignIns: true,
    storage: {
      ...bot.storage,
      transaction: <T>(work: (unit: UnitOfWork) => Promise<T>) =>
        bot.storage.transaction((unit) => work({ ...unit, queue: { send } })),
    },
  };
  return { deps, sent };
}

/**
 * Reads all that is due, a page a run, as the queue does: each waits for as long as the service wants between two.
 */
async function readAll(
  more: { readonly readsSignIns?: boolean } = {},
): Promise<Sent> {
  const { deps, sent } = recording();
  let runs = 0;
  do {
    runs += 1;
    bot.clock.advance(4_000);
    sent["readSignIns"] = [];
    await readSignIns({ ...deps, ...more });
  } while (sent["readSignIns"].length > 0 && runs < 200);
  return sent;
}

async function evaluated(on: SimulatedDevice): Promise<Proposal | null> {
  await evaluateDevice(bot.deps, on.id as DeviceId);
  return await bot.storage.proposals.findActive(on.id as DeviceId);
}

const asked = () => bot.cloud.graphRequests().byKind["list sign-ins"] ?? 0;

describe("Entra's sign-ins", () => {
  it("are kept as days of people on devices that Intune manages, whatever page they are on, and are found when they come late", async () => {
    const neighbour = await aDevice();
    bot.cloud.signInLog.pageSize = 2;
    signIn(owner, device, [9, 3, 2]);
    signIn(ben, device, [3, 3.01]);
    const { signInLog } = bot.cloud;
    signInLog.add(ben, device, daysAgo(5), { errorCode: 50126 });
    signInLog.add(ben, device, daysAgo(6), { app: "teams" });
    signInLog.add(ben, null, daysAgo(4));
    signInLog.add(null, device, daysAgo(4));
    signInLog.add(
      ben,
      { ...device, entraDeviceId: crypto.randomUUID() },
      daysAgo(4),
    );
    const first = await readAll();

    const expected = {
      [owner.displayName]: [2, 3, 9],
      [ben.displayName]: [3],
    };
    expect(await signedIn(device)).toEqual(expected);
    expect(await signedIn(neighbour)).toBeNull();
    expect(first.weighKnown).toEqual([{ after: null }]);

    bot.clock.advance(HOUR_MS);
    expect((await readAll()).evaluateDevice).toBeUndefined();
    expect(await signedIn(device)).toEqual(expected);

    // Of the time that was read already, and told only now.
    signIn(owner, neighbour, [3 / 24]);
    bot.clock.advance(HOUR_MS);
    expect((await readAll()).evaluateDevice).toBeUndefined();
    expect(await signedIn(neighbour)).toEqual({ [owner.displayName]: [0] });
    expect(await signedIn(device)).toEqual(expected);
  });

  it("are stored once by two who read the same page, and only one of them goes on", async () => {
    await readAll();
    bot.clock.advance(HOUR_MS);
    bot.cloud.signInLog.pageSize = 1;
    signIn(ben, device, [0.02, 0.01]);
    const before = await bot.storage.signInReading.find();
    const { graph } = bot.deps;
    const pages: ReturnType<typeof graph.signIns.list>[] = [];
    const { deps, sent } = recording();
    const reading = {
      ...deps,
      graph: {
        ...graph,
        signIns: {
          list: (...asked: Parameters<typeof graph.signIns.list>) => {
            const page = pages[0] ?? graph.signIns.list(...asked);
            pages.push(page);
            return page;
          },
        },
      },
    };
    bot.clock.advance(60_000);
    await Promise.all([readSignIns(reading), readSignIns(reading)]);

    expect(pages).toHaveLength(2);
    expect(sent["readSignIns"]).toHaveLength(1);
    expect(await signedIn(device)).toEqual({ [ben.displayName]: [0] });
    expect((await bot.storage.signInReading.find()).version).toBe(
      before.version + 1,
    );
  });

  it("goes on from the beginning of its time where the link to the next page ran out", async () => {
    await readAll();
    bot.clock.advance(HOUR_MS);
    bot.cloud.signInLog.pageSize = 1;
    signIn(ben, device, [0.01]);
    signIn(owner, device, [0.02]);
    const deps = { ...bot.deps, readsSignIns: true };
    bot.clock.advance(4_000);
    await readSignIns(deps);
    bot.cloud.faults.expirePageTokens(410);
    bot.clock.advance(4_000);
    await readSignIns(deps);
    expect((await bot.storage.signInReading.find()).stretch?.cursor).toBeNull();
    await readAll();

    expect(await signedIn(device)).toEqual({
      [owner.displayName]: [0],
      [ben.displayName]: [0],
    });
  });

  it("are told of as broken off where the link to the next page runs out each time, and asked for a day later", async () => {
    await readAll();
    bot.clock.advance(HOUR_MS);
    bot.cloud.signInLog.pageSize = 1;
    signIn(ben, device, [0.01]);
    signIn(owner, device, [0.02]);
    const { deps, sent } = recording();
    for (let reading = 0; reading < 8; reading += 1) {
      bot.clock.advance(4_000);
      await readSignIns(deps);
      bot.cloud.faults.expirePageTokens(410);
    }
    bot.clock.advance(4_000);
    await readSignIns(deps);

    expect(sent["notifyAdmins"]).toEqual([{ signInsRefused: "broken-off" }]);
    expect((await bot.storage.signInReading.find()).refused).toMatchObject({
      why: "broken-off",
    });
    // Admins are told of another reason a day later.
    bot.clock.advance(DAY_MS);
  });

  it("have all that is known weighed once when they were read to their end, and nothing before", async () => {
    signIn(ben, device, [9, 8]);
    signIn(owner, device, [0.2]);
    const first = await readAll();
    expect(first.weighKnown).toEqual([{ after: null }]);
    bot.clock.advance(HOUR_MS);
    signIn(ben, device, [0.02]);
    const next = await readAll();
    expect(next.weighKnown).toBeUndefined();
    expect(next.evaluateDevice).toEqual([{ deviceId: device.id }]);
  });

  it.each(["not-licensed", "not-permitted"] as const)(
    "that Entra does not tell (%s) are told of once, and asked for again a day later",
    async (why) => {
      await readAll();
      bot.clock.advance(HOUR_MS);
      if (why === "not-licensed") bot.cloud.signInLog.isLicensed = false;
      else
        bot.cloud.faults.add({
          service: "graph",
          path: "auditLogs/signIns",
          times: Infinity,
          fault: { kind: "forbidden", permission: "AuditLog.Read.All" },
        });
      const first = await readAll();
      const requests = asked();
      bot.clock.advance(HOUR_MS);
      await readAll();
      expect(asked()).toBe(requests);
      bot.clock.advance(DAY_MS);
      const later = await readAll();

      expect(asked()).toBe(requests + 1);
      expect(first.notifyAdmins).toEqual([{ signInsRefused: why }]);
      expect(later.notifyAdmins).toBeUndefined();

      bot.cloud.signInLog.isLicensed = true;
      bot.cloud.faults.clear();
      signIn(ben, device, [0.5]);
      bot.clock.advance(DAY_MS);
      await readAll();
      expect((await bot.storage.signInReading.find()).refused).toBeNull();
      expect(Object.keys((await signedIn(device)) ?? {})).toEqual([
        ben.displayName,
      ]);
    },
  );

  it("are forgotten when they are no evidence any more", async () => {
    signIn(ben, device, [2]);
    await readAll();
    expect(await signedIn(device)).not.toBeNull();
    const requests = asked();
    await readAll({ readsSignIns: false });

    expect(await signedIn(device)).toBeNull();
    expect((await bot.storage.signInReading.find()).version).toBe(0);
    expect(asked()).toBe(requests);
  });
});

describe("What Entra's sign-ins change", () => {
  it("is nothing alone, however often somebody else signs in", async () => {
    signIn(ben, device, [9, 8, 7, 6, 5, 4, 3, 2, 1]);
    await readAll();

    expect(await evaluated(device)).toBeNull();
  });

  it("stands on the card beside the device's own days, with where each comes from", async () => {
    await recordReport(bot, device, [
      { person: owner, from: 60, to: 30 },
      { person: ben, from: 20, to: 6 },
    ]);
    signIn(ben, device, [4, 3]);
    await readAll();
    const days = (await evaluated(device))?.evidence?.days;

    expect(days?.sources).toEqual([
      expect.objectContaining({ source: "own-log" }),
      expect.objectContaining({ source: "sign-ins" }),
    ]);
  });

  it("is that a primary user who signs in still comes: what was proposed is withdrawn", async () => {
    await recordReport(bot, device, [
      { person: owner, from: 60, to: 30 },
      { person: ben, from: 20, to: 0 },
    ]);
    const proposal = await evaluated(device);
    expect(proposal?.toUser?.id).toBe(ben.id);
    bot.clock.advance(3 * DAY_MS);
    signIn(owner, device, [2, 1]);
    await readAll();
    expect(await evaluated(device)).toBeNull();
  });

  it("is that a device and Entra contradict each other: what was proposed is withdrawn, and it says who says whom", async () => {
    await recordReport(bot, device, [
      { person: owner, from: 60, to: 30 },
      { person: ben, from: 20, to: 0 },
    ]);
    const proposal = await evaluated(device);
    if (!proposal) throw new Error("Nothing was proposed");
    signIn(owner, device, [8, 5, 2]);
    signIn(bot.contoso.cast.technician, device, [4]);
    await readAll();

    expect(await evaluated(device)).toBeNull();
    expect((await bot.get(proposal.id)).state).toMatchObject({
      kind: "superseded",
      by: {
        kind: "evidence",
        contradicted: {
          reported: [{ id: ben.id }],
          signedIn: [{ id: owner.id }],
        },
      },
    });
    bot.clock.advance(DAY_MS);
    expect(await evaluated(device)).toBeNull();

    const look = (kind: "full" | "basic" | "undecided") =>
      createLookUps(bot.deps).device(device.id as DeviceId, {
        asker: bot.contoso.cast.employee.id as UserId,
        access: { kind },
        budgetMs: PATIENCE_MS,
      });
    const whole = await look("full");
    expect(whole?.contradiction).toMatchObject({
      reported: [{ id: ben.id }],
      signedIn: [{ id: owner.id }],
    });
    expect(whole?.days?.people.map(({ person }) => person?.id)).toEqual(
      expect.arrayContaining([owner.id, ben.id]),
    );
    for (const kind of ["basic", "undecided"] as const)
      expect(await look(kind)).toMatchObject({
        contradiction: "not-shown",
        days: null,
      });
  });

  it("is where somebody is now: a primary user who signs in elsewhere has moved", async () => {
    const other = await aDevice();
    await recordReport(bot, device, [
      { person: owner, from: 60, to: 25 },
      { person: ben, from: 16, to: 12 },
    ]);
    await recordReport(bot, device, [{ person: ben, from: 4, to: 0 }]);
    signIn(owner, other, [10, 9, 8, 5, 4, 3]);
    await readAll();

    const id = owner.id as UserId;
    expect((await evaluated(device))?.evidence?.outcome).toMatchObject({
      kind: "took-over",
      reason: "primary-user-moved",
    });
    expect(
      (await bot.storage.days.listPlaces([id], 500))
        .get(id)
        ?.find(({ deviceId }) => deviceId === other.id)?.days,
    ).toEqual(
      [10, 9, 8, 5, 4, 3].map((ago) => addDays(dayOf(bot.clock.now()), -ago)),
    );
  });
});
