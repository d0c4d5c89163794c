import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  expect,
  it,
} from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type {
  DayNumber,
  PersonKey,
} from "../../../src/domain/evidence/activeDays.ts";
import { hashOfSid } from "../../../src/domain/evidence/remediationOutput.ts";
import type { Jobs } from "../../../src/ports/jobs.ts";
import { evaluateDevice } from "../../../src/usecases/proposals/evaluateDevice.ts";
import {
  collectNow,
  readOutputOf,
} from "../../../src/usecases/remediations/collectNow.ts";
import { readOutputs } from "../../../src/usecases/remediations/readOutputs.ts";
import { scan } from "../../../src/usecases/sweep/startSweep.ts";
import { sweepStep } from "../../../src/usecases/sweep/sweepStep.ts";
import { GRANTED_PERMISSIONS } from "../../simulator/cloud.ts";
import type { Person, SimulatedDevice } from "../../simulator/contoso.ts";
import { cloudSidOf, printOutput } from "../../simulator/remediation.ts";
import {
  after,
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  someSettings,
} from "../../support/builders.ts";
import {
  eventually,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { until } from "../../support/until.ts";

const SCRIPT = "5a1c7f0e-0000-4000-8000-00000000dddd";
const TENANT = "11111111-2222-4333-8444-555555555555";
const STRANGER = "S-1-5-21-1004336348-1177238915-682003330-1104";

let app: CustodianOnCloud;
let owner: Person;
let ben: Person;
beforeAll(async () => {
  app = await startCustodianOnCloud({
    graphPermissions: [
      ...GRANTED_PERMISSIONS,
      "DeviceManagementScripts.Read.All",
    ],
    remediation: { scriptId: SCRIPT, tenantId: TENANT },
    settings: {
      affinity: { ...someSettings().affinity, mode: "active-days" },
    },
  });
  owner = app.contoso.cast.owner;
  ben = app.contoso.person("ben.fischer@contoso.com");
  for (const { id } of [owner, ben]) {
    const user = await app.deps.graph.users.find(id);
    if (user) await app.storage.people.save(user, app.clock.now());
  }
});
afterAll(() => app.close());

beforeEach(() => {
  app.clock.advance(HOUR_MS);
  app.cloud.intune.remediations.set(SCRIPT, new Map());
});
afterEach(() => app.cloud.faults.clear());

function aDevice(): SimulatedDevice {
  const one = app.aDevice({ owner, logons: {} });
  one.enrolledAt = after(-200 * DAY_MS);
  return one;
}

const isoDay = (ago: number) =>
  new Date(app.clock.now().getTime() - ago * DAY_MS).toISOString().slice(0, 10);
const dayAgo = (ago: number) => (Date.parse(isoDay(ago)) / DAY_MS) as DayNumber;
const daysAgo = (...ago: readonly number[]) =>
  ago.map(dayAgo).sort((a, b) => a - b);

/** The working days between so many days ago and so many: an account without weekends is no person's. */
function between(from: number, to: number): number[] {
  const days = Array.from({ length: from - to + 1 }, (_, i) => from - i);
  return days.filter(
    (ago) =>
      new Date(app.clock.now().getTime() - ago * DAY_MS).getUTCDay() % 6 !== 0,
  );
}

/** The detection script ran on a device, now; or this was printed instead. */
function print(
  device: Pick<SimulatedDevice, "id">,
  told:
    string | readonly (readonly [sid: string, daysAgo: readonly number[]])[],
): void {
  const output =
    typeof told === "string"
      ? told
      : printOutput(TENANT, {
          from: isoDay(83),
          to: isoDay(0),
          other: 1,
          people: told.map(([sid, ago]) => ({
            sid,
            sessions: ago.length,
            days: ago.map(isoDay),
          })),
        });
  app.cloud.intune.remediations
    .get(SCRIPT)
    ?.set(device.id, { output, at: app.clock.now() });
}

async function read(): Promise<void> {
  await readOutputs(app.deps, { kind: "people", after: null });
  await readOutputs(app.deps, { kind: "outputs", cursor: null, restarts: 0 });
}

const kept = (device: Pick<SimulatedDevice, "id">) =>
  app.storage.days.find(device.id as DeviceId);
const peopleOf = async (device: SimulatedDevice) =>
  Object.fromEntries((await kept(device))?.days.people ?? []);

it("tells the days of people it has no name of, and what is proposed says where they come from", async () => {
  const [device, other, neighbour] = [aDevice(), aDevice(), aDevice()];
  const [before, lately] = [between(60, 21), between(19, 0)];
  print(other, [[cloudSidOf(owner), lately]]);
  print(device, [
    [cloudSidOf(owner), before],
    [cloudSidOf(ben), lately],
  ]);

  await read();

  expect(await kept(device)).toMatchObject({
    days: {
      people: new Map<string, DayNumber[]>([
        [owner.id, daysAgo(...before)],
        [ben.id, daysAgo(...lately)],
      ]),
      log: { from: dayAgo(82), to: dayAgo(0) },
      unattributed: 1,
    },
    outputAt: app.clock.now(),
  });
  expect(await kept(neighbour)).toBeNull();
  const [tally] = await app.storage.evidence.list(device.id as DeviceId);
  expect(tally?.logonsByUpn).toEqual(
    new Map([
      [owner.userPrincipalName.toLowerCase(), before.length],
      [ben.userPrincipalName.toLowerCase(), lately.length],
    ]),
  );

  app.clock.advance(1);
  await evaluateDevice(app.deps, device.id as DeviceId);
  const proposal = await app.storage.proposals.findActive(
    device.id as DeviceId,
  );
  expect(proposal?.toUser?.id).toBe(ben.id);
  expect(proposal?.evidence?.days?.sources).toEqual([
    { source: "remediation", at: (await kept(device))?.outputAt },
  ]);
});

it("is written once, however often it is read, and again when the script ran again", async () => {
  const device = aDevice();
  print(device, [[cloudSidOf(ben), [1]]]);
  await read();
  await app.storage.days.forgetPerson([ben.id as unknown as PersonKey]);
  await read();
  expect(await peopleOf(device)).toEqual({});

  app.clock.advance(HOUR_MS);
  print(device, [[cloudSidOf(ben), [1, 0]]]);
  await read();
  expect(await peopleOf(device)).toEqual({ [ben.id]: daysAgo(0, 1) });
});

it("counts and passes over what is another script's, cut or malformed", async () => {
  const [device, foreign, cut, malformed] = [
    aDevice(),
    aDevice(),
    aDevice(),
    aDevice(),
  ];
  print(device, [[cloudSidOf(ben), [1]]]);
  print(foreign, "Compliant");
  print(cut, `C2;from=${isoDay(7)};to=${isoDay(0)};other=0;AAAAAAAAAAAA`);
  print(malformed, `C2;from=${isoDay(0)};to=${isoDay(7)};other=0;`);
  await read();

  expect(app.counted.outputs).toEqual({ foreign: 1, cut: 1, malformed: 1 });
  expect(await peopleOf(device)).toEqual({ [ben.id]: daysAgo(1) });
  for (const one of [foreign, cut, malformed])
    expect(await kept(one)).toBeNull();
});

it("tells of somebody unknown as one person, the same as by the SID of a report, until Entra knows them", async () => {
  const [device, reporting] = [aDevice(), aDevice()];
  const hash = `hash:${hashOfSid(TENANT, STRANGER)}`;
  await app.custodian.receiveReport({
    rawBody: Buffer.from(
      JSON.stringify({
        Version: 2,
        ManagedDeviceID: reporting.id,
        LogFrom: after(-10 * DAY_MS).toISOString(),
        Users: [{ Sid: STRANGER, Sessions: 1, Days: [isoDay(3)] }],
      }),
    ),
    header: () => undefined,
  });
  print(device, [[STRANGER, [2]]]);
  print(reporting, [[STRANGER, [2]]]);
  await read();
  expect(await peopleOf(device)).toEqual({ [hash]: daysAgo(2) });
  expect(await peopleOf(reporting)).toEqual({
    [`sid:${STRANGER}`]: daysAgo(2, 3),
  });

  const user = await app.deps.graph.users.find(ben.id);
  if (!user) throw new Error("Ben is gone");
  await app.storage.people.save(
    { ...user, onPremisesSid: STRANGER },
    app.clock.now(),
  );
  app.clock.advance(HOUR_MS);
  print(device, [[STRANGER, [2, 0]]]);
  await read();
  expect(await peopleOf(device)).toEqual({ [ben.id]: daysAgo(0, 2) });
});

it("that cannot be read for good is told to the admins once a day, and is not tried on and on", async () => {
  const news: Jobs["notifyAdmins"][] = [];
  await app.storage.queue.work("notifyAdmins", 1, async (one) => {
    news.push(one);
  });
  app.cloud.faults.add({
    service: "graph",
    path: "deviceRunStates",
    times: 2,
    fault: {
      kind: "forbidden",
      permission: "DeviceManagementScripts.Read.All",
    },
  });

  await read();
  await read();
  await until("the admins are told", () => news.length > 0);
  expect(news).toEqual([{ unreadableOutputs: "forbidden" }]);

  app.cloud.intune.remediations.delete(SCRIPT);
  await read();
  app.cloud.faults.add({
    service: "graph",
    path: "deviceRunStates",
    times: 1,
    fault: { kind: "throttled", retryAfterSeconds: 60 },
  });
  await expect(read()).rejects.toMatchObject({ code: "graph.throttled" });
});

const collect = (device: Pick<SimulatedDevice, "id">, by: Person) =>
  collectNow(app.deps, device.id as DeviceId, by.id as UserId);
const running = (device: Pick<SimulatedDevice, "id">) =>
  app.storage.collections.find(device.id as DeviceId, app.clock.now());
const look = (device: Pick<SimulatedDevice, "id">, askedAt: Date) =>
  readOutputOf(app.deps, {
    deviceId: device.id as DeviceId,
    askedAt: askedAt.toISOString(),
  });

it("is asked of a device by one person at a time, and read once the device has told", async () => {
  const { admin, approver, technician } = app.contoso.cast;
  const device = aDevice();
  print(device, [[cloudSidOf(ben), [1]]]);
  app.clock.advance(MINUTE_MS);
  const askedAt = app.clock.now();
  expect(await collect(device, technician)).toMatchObject({ kind: "refused" });

  const both = await Promise.all([
    collect(device, approver),
    collect(device, admin),
  ]);
  expect(both.map(({ kind }) => kind).sort()).toEqual(["asked", "running"]);
  expect(app.cloud.intune.runsOnDemand).toEqual([
    { deviceId: device.id, scriptId: SCRIPT },
  ]);

  app.clock.advance(2 * MINUTE_MS);
  await look(device, askedAt);
  expect(await kept(device)).toBeNull();
  expect(await running(device)).not.toBeNull();

  print(device, [[cloudSidOf(ben), [1, 0]]]);
  await look(device, askedAt);
  expect(await peopleOf(device)).toEqual({ [ben.id]: daysAgo(0, 1) });
  expect(await running(device)).toBeNull();
  const [row] = (await app.storage.audit.page(0, 10_000)).filter(
    ({ deviceId }) => deviceId === device.id,
  );
  expect(row?.kind).toBe("device.collection-asked");
});

it("may be asked again when the device did not tell within half an hour", async () => {
  const { admin, approver } = app.contoso.cast;
  const device = aDevice();
  const askedAt = app.clock.now();
  expect(await collect(device, approver)).toEqual({ kind: "asked" });
  app.clock.advance(29 * MINUTE_MS);
  expect(await collect(device, admin)).toMatchObject({
    kind: "running",
    collection: { askedBy: { id: approver.id }, askedAt },
  });
  app.clock.advance(MINUTE_MS);
  expect(await collect(device, admin)).toEqual({ kind: "asked" });
  // The look of who asked first leaves the place of who asked last alone.
  print(device, [[cloudSidOf(ben), [0]]]);
  await look(device, askedAt);
  expect(await running(device)).toMatchObject({ askedBy: { id: admin.id } });
});

it("says why a device cannot be asked, and gives its place back, but not where it may have been asked", async () => {
  const { approver } = app.contoso.cast;
  const device = aDevice();
  const strike = (fault: Parameters<typeof app.cloud.faults.add>[0]["fault"]) =>
    app.cloud.faults.add({
      service: "graph",
      path: "initiateOnDemandProactiveRemediation",
      times: 1,
      fault,
    });
  strike({
    kind: "forbidden",
    permission: "DeviceManagementManagedDevices.PrivilegedOperations.All",
  });
  expect(await collect(device, approver)).toMatchObject({
    kind: "refused",
    message: { say: "graph.forbidden" },
  });
  expect(await running(device)).toBeNull();

  strike({ kind: "reset", when: "after" });
  expect(await collect(device, approver)).toEqual({ kind: "in-doubt" });
  expect(await running(device)).not.toBeNull();
});

it("is read after a full sweep, to its last page, anew where Intune forgot the link, and not of devices that are gone", async () => {
  const devices = Array.from({ length: 5 }, aDevice);
  const gone = aDevice();
  app.contoso.devices.delete(gone.id);
  for (const one of [gone, ...devices]) print(one, [[cloudSidOf(ben), [1]]]);
  app.cloud.intune.runStatesAPage = 2;
  const { sweep } = await scan(app.deps, {
    requestedBy: app.contoso.cast.admin.id as UserId,
    showIn: { serviceUrl: "https://teams", conversationId: "19:x" },
  });
  while ((await app.storage.sweeps.find(sweep.id))?.endedAt === null)
    await sweepStep(app.deps, sweep.id);
  await app.storage.queue.work("readOutputs", 1, (step) =>
    readOutputs(app.deps, step),
  );
  for (const one of devices)
    await eventually(async () => ben.id in (await peopleOf(one)));
  expect(await kept(gone)).toBeNull();

  app.clock.advance(HOUR_MS);
  for (const one of devices) print(one, [[cloudSidOf(ben), [0]]]);
  await readOutputs(app.deps, {
    kind: "outputs",
    cursor: `${app.cloud.urls.graph}/beta/deviceManagement/deviceHealthScripts/${SCRIPT}/deviceRunStates?$skiptoken=old`,
    restarts: 0,
  });
  for (const one of devices)
    await eventually(
      () => peopleOf(one),
      (people) => people[ben.id]?.length === 2,
    );
});
