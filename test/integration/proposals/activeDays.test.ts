import { afterAll, beforeAll, beforeEach, expect, it } from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import { toPersonRef, type User } from "../../../src/domain/people/user.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import { evaluateDevice } from "../../../src/usecases/proposals/evaluateDevice.ts";
import type { Person, SimulatedDevice } from "../../simulator/contoso.ts";
import { after, DAY_MS, someSettings } from "../../support/builders.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";

let bot: CustodianOnCloud;
let owner: Person;
let ben: Person;
beforeAll(async () => {
  bot = await startCustodianOnCloud({
    settings: {
      affinity: { ...someSettings().affinity, mode: "active-days" },
    },
  });
  owner = bot.contoso.cast.owner;
  ben = bot.contoso.person("ben.fischer@contoso.com");
});
afterAll(() => bot.close());

let device: SimulatedDevice;
beforeEach(() => {
  bot.clock.advance(60_000);
  device = aDevice();
});

function aDevice(): SimulatedDevice {
  const one = bot.aDevice({ owner, logons: {} });
  one.enrolledAt = after(-200 * DAY_MS);
  return one;
}

/** The object id as Windows writes it. */
function sidOf({ id }: Person): string {
  const hex = id.replaceAll("-", "");
  const bytes = Buffer.from(hex, "hex");
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return `S-1-12-1-${[0, 4, 8, 12].map((at) => bytes.readUInt32LE(at)).join("-")}`;
}

interface Seen {
  readonly Sid?: string;
  readonly Upn?: string;
  /** So many days ago. */
  readonly ago: readonly number[];
}

/** What a device tells by its report, and what is proposed then. */
async function report(
  on: Pick<SimulatedDevice, "id">,
  users: readonly Seen[],
): Promise<Proposal | null> {
  const now = bot.clock.now().getTime();
  const day = (ago: number) =>
    new Date(now - ago * DAY_MS).toISOString().slice(0, 10);
  const body = {
    Version: 2,
    ManagedDeviceID: on.id,
    LogFrom: new Date(now - 100 * DAY_MS).toISOString(),
    Users: users.map(({ ago, ...name }) => ({
      ...name,
      Sessions: ago.length,
      Days: ago.map(day),
    })),
  };
  const answer = await bot.custodian.receiveReport({
    rawBody: Buffer.from(JSON.stringify(body)),
    header: () => undefined,
  });
  expect(answer).toEqual({ status: 202 });
  bot.clock.advance(1);
  await evaluateDevice(bot.deps, on.id as DeviceId);
  return await bot.storage.proposals.findActive(on.id as DeviceId);
}

/** The working days between so many days ago and so many: an account without weekends is no person's. */
function between(from: number, to: number): number[] {
  const days = Array.from({ length: from - to + 1 }, (_, i) => from - i);
  return days.filter(
    (ago) =>
      new Date(bot.clock.now().getTime() - ago * DAY_MS).getUTCDay() % 6 !== 0,
  );
}

it("proposes who took over from a primary user who moved to another device", async () => {
  const other = aDevice();
  await report(other, [{ Sid: sidOf(owner), ago: between(20, 0) }]);

  const proposal = await report(device, [
    { Sid: sidOf(owner), ago: between(60, 21) },
    { Sid: sidOf(ben), ago: between(19, 0) },
  ]);

  expect(proposal).toMatchObject({
    fromUser: { id: owner.id },
    toUser: { id: ben.id },
    evidence: { outcome: { kind: "took-over", toUser: { id: ben.id } } },
    state: { kind: "pending" },
  });
  expect(
    await bot.storage.proposals.findActive(other.id as DeviceId),
  ).toBeNull();
});

it("proposes nobody while the primary user comes, and nobody where those whom nobody knows could be they", async () => {
  expect(
    await report(device, [
      { Sid: sidOf(owner), ago: between(30, 0) },
      { Sid: sidOf(ben), ago: between(9, 0) },
    ]),
  ).toBeNull();

  const another = aDevice();
  expect(
    await report(another, [
      { Sid: "S-1-5-21-1-2-3-1104", ago: between(30, 0) },
      { Sid: sidOf(ben), ago: between(9, 7) },
    ]),
  ).toBeNull();
});

async function ownerOf(): Promise<User> {
  const user = await bot.deps.graph.users.find(owner.id);
  if (!user) throw new Error("Contoso has no owner");
  return user;
}

it("takes days under a former name for the person's", async () => {
  const now = await ownerOf();
  const before = { ...now, userPrincipalName: "megan.before@contoso.com" };
  await bot.storage.people.save(before, bot.clock.now());
  bot.clock.advance(1);
  await bot.storage.people.save(now, bot.clock.now());

  expect(
    await report(device, [
      { Upn: "megan.before@contoso.com", ago: between(30, 0) },
      { Sid: sidOf(ben), ago: between(9, 7) },
    ]),
  ).toBeNull();
  const kept = await bot.storage.days.find(device.id as DeviceId);
  expect([...(kept?.days.people.keys() ?? [])]).toEqual([owner.id, ben.id]);
});

it("takes no days of before for days after somebody removed the primary user", async () => {
  const { graph, storage } = bot.deps;
  const listed = await graph.devices.findListed(device.id as DeviceId);
  if (!listed) throw new Error("Intune has no device");
  const list = (listedUser: typeof listed.listedUser) =>
    storage.devices.saveAll([{ ...listed, listedUser }], bot.clock.now());
  await report(device, [{ Sid: sidOf(owner), ago: between(30, 2) }]);
  await list(toPersonRef(await ownerOf()));
  bot.clock.advance(60_000);
  device.primaryUsers = [{ userId: null, visibleAt: 0 }];
  await list(null);

  expect(
    (await storage.devices.find(device.id as DeviceId))?.ownerChangedAt,
  ).toEqual(bot.clock.now());
  await evaluateDevice(bot.deps, device.id as DeviceId);
  expect(await storage.proposals.findActive(device.id as DeviceId)).toBeNull();
});

it("asks Graph about a device only where something may follow by what is stored", async () => {
  await listNow(device);
  const asked = async (users: readonly Seen[], on = device) => {
    const before = requestsToGraph();
    const proposal = await report(on, users);
    return { requests: requestsToGraph() - before, proposal };
  };

  expect(await asked([{ Sid: sidOf(owner), ago: between(30, 0) }])).toEqual({
    requests: 0,
    proposal: null,
  });
  expect(
    await asked([
      { Sid: sidOf(owner), ago: between(30, 0) },
      { Sid: sidOf(ben), ago: between(3, 2) },
    ]),
  ).toEqual({ requests: 0, proposal: null });

  // Somebody who took over is looked at live, and as long as that is asked.
  const { employee } = bot.contoso.cast;
  const taken = aDevice();
  await listNow(taken);
  const days = [
    { Sid: sidOf(owner), ago: between(60, 31) },
    { Sid: sidOf(employee), ago: between(30, 0) },
  ];
  const first = await asked(days, taken);
  expect(first.proposal).toMatchObject({ toUser: { id: employee.id } });
  expect(first.requests).toBeGreaterThanOrEqual(2);
  bot.clock.advance(60_000);
  const again = await asked(days, taken);
  expect(again.proposal?.id).toBe(first.proposal?.id);
  expect(again.requests).toBeGreaterThanOrEqual(1);
});

it("goes by the live primary user where the directory's would lose the device", async () => {
  await listNow(device);
  bot.cloud.intune.changeElsewhere(device, ben.id);
  const before = requestsToGraph();
  expect(
    await report(device, [
      { Sid: sidOf(owner), ago: between(60, 31) },
      { Sid: sidOf(ben), ago: between(30, 0) },
    ]),
  ).toBeNull();
  expect(requestsToGraph()).toBeGreaterThan(before);
});

it("asks Graph about a device that no sweep listed for more than a day", async () => {
  await listNow(device);
  bot.clock.advance(27 * 60 * 60 * 1000);
  const before = requestsToGraph();
  await report(device, [{ Sid: sidOf(owner), ago: between(30, 0) }]);
  expect(requestsToGraph()).toBeGreaterThan(before);
});

function requestsToGraph(): number {
  return bot.cloud.requests.filter(({ service }) => service === "graph").length;
}

/** As a sweep does. */
async function listNow(on: SimulatedDevice): Promise<void> {
  const { graph, storage, clock } = bot.deps;
  await bot.listNow(on);
  for (const person of [owner, ben]) {
    const user = await graph.users.find(person.id);
    if (user) await storage.people.save(user, clock.now());
  }
}

it("leaves out technicians by their group, as soon as they would gain it", async () => {
  const technician = bot.contoso.cast.technician;

  expect(
    await report(device, [{ Sid: sidOf(technician), ago: between(30, 0) }]),
  ).toBeNull();
});

it("shows of whom somebody proposes instead on which days they were there, or that they never were", async () => {
  // Technicians are left out of the evidence. Nobody else has seen the two of one name anywhere.
  const { cast } = bot.contoso;
  const { admin, approver, employee, technician } = cast;
  const { namesake: before, otherNamesake: since } = cast;
  const another = () => {
    const one = aDevice();
    one.primaryUsers = [{ userId: before.id, visibleAt: 0 }];
    return one;
  };
  await report(another(), [{ Sid: sidOf(before), ago: between(20, 0) }]);
  const proposed = await report(another(), [
    { Sid: sidOf(before), ago: between(60, 21) },
    { Sid: sidOf(since), ago: between(19, 0) },
    { Sid: sidOf(technician), ago: [7] },
  ]);
  const instead = async (by: Person, open: Proposal | null, who: Person) => {
    if (!open) throw new Error("Nothing was proposed");
    const result = await bot.answer(by, await bot.show(open.id), {
      kind: "someone-else",
      who: who.id,
    });
    if (result.kind !== "done") throw new Error("It was refused");
    return result.proposal;
  };
  const shownOf = ({ evidence, background }: Proposal) =>
    (evidence ?? background)?.days?.people.map(({ person, seen }) => [
      person?.id,
      seen,
    ]);

  const never = await instead(approver, proposed, employee);
  expect(shownOf(never)?.[0]?.[0]).toBe(before.id);
  expect(shownOf(never)?.[1]).toEqual([employee.id, 0]);
  expect(shownOf(never)?.map(([id]) => id)).toContain(since.id);
  const once = await instead(admin, never, technician);
  expect(shownOf(once)?.[1]).toEqual([technician.id, 2 ** 7]);

  // Where nothing was proposed yet: what is known goes with what is asked for, and nothing rests on it.
  const quiet = another();
  await report(quiet, [{ Sid: sidOf(before), ago: between(30, 0) }]);
  const asked = await bot.propose(admin, quiet, employee);
  expect(asked.evidence).toBeNull();
  expect(shownOf(asked)).toEqual([
    [before.id, expect.any(Number)],
    [employee.id, 0],
  ]);
  expect(asked.background?.outcome).toMatchObject({ kind: "stays" });
});
