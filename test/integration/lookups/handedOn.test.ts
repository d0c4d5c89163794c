import { afterAll, afterEach, beforeAll, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import { askLookUp } from "../../../src/usecases/lookups/askLookUp.ts";
import { isLate } from "../../../src/domain/lookups/question.ts";
import { createLookUps } from "../../../src/usecases/lookups/lookUps.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { Person, SimulatedDevice } from "../../simulator/contoso.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { PATIENCE_MS } from "../../support/until.ts";

let world: CustodianOnCloud;
beforeAll(async () => {
  world = await startCustodianOnCloud();
});
afterAll(() => world.close());
afterEach(() => world.cloud.faults.clear());

const graphCalls = () =>
  world.cloud.requests.filter(({ service }) => service === "graph").length;

async function remember(device: SimulatedDevice): Promise<void> {
  const { graph, clock } = world.deps;
  const listed = await graph.devices.findListed(device.id as DeviceId);
  if (!listed) throw new Error("Intune does not know the device");
  await world.storage.devices.saveAll([listed], clock.now());
}

async function rememberPerson({ id }: Person): Promise<void> {
  const { graph, clock } = world.deps;
  const user = await graph.users.find(id);
  if (!user) throw new Error("Entra does not know the person");
  await world.storage.people.save(user, clock.now());
}

/** As it is when it enrols once more without being deleted. */
function enrolAgain(device: SimulatedDevice): SimulatedDevice {
  const again: SimulatedDevice = {
    ...device,
    id: randomUUID(),
    entraDeviceId: randomUUID(),
  };
  world.contoso.devices.set(again.id, again);
  return again;
}

function addHolder(person: Person): Person {
  const holder: Person = { ...person, id: randomUUID() };
  world.contoso.people.set(holder.id, holder);
  return holder;
}

async function ask(
  kind: "who" | "user",
  name: string,
  budgetMs = PATIENCE_MS,
  asker: Person = world.contoso.cast.approver,
) {
  return await askLookUp(
    { ...world.deps, lookUps: createLookUps(world.deps) },
    { kind, name },
    asker.id as UserId,
    budgetMs,
  );
}

it("finds a device that enrolled anew since the sweep, under another id", async () => {
  const device = world.aDevice();
  await remember(device);
  const again = enrolAgain(device);
  world.contoso.devices.delete(device.id);
  for (const text of [
    device.deviceName.toLowerCase(),
    device.serialNumber,
    device.deviceName.slice(0, -1),
  ])
    expect(await ask("who", text)).toMatchObject({
      kind: "device",
      answer: {
        freshness: { kind: "live" },
        device: { device: { id: again.id } },
      },
    });
  expect(await ask("who", device.id)).toMatchObject({ kind: "gone" });
});

it("offers the device that got the same name since the sweep, for one request more", async () => {
  const device = world.aDevice();
  await remember(device);
  await ask("who", device.deviceName);
  const before = graphCalls();
  expect((await ask("who", device.deviceName)).kind).toBe("device");
  const calls = graphCalls() - before;
  const beforeById = graphCalls();
  expect((await ask("who", device.id)).kind).toBe("device");
  expect(calls).toBe(graphCalls() - beforeById + 1);

  const again = enrolAgain(device);
  for (const text of [device.deviceName, device.serialNumber]) {
    const reply = await ask("who", text);
    if (reply.kind !== "choose-device") throw new Error(reply.kind);
    expect(reply.choice.isNear).toBe(false);
    expect(reply.choice.found.map(({ id }) => id)).toEqual([
      device.id,
      again.id,
    ]);
  }
});

it("does not call a device gone while Intune did not say who has its name now", async () => {
  const device = world.aDevice();
  await remember(device);
  enrolAgain(device);
  world.contoso.devices.delete(device.id);
  world.cloud.faults.hold("graph", /filter=/);
  // What is not late has as long.
  const reply = await ask("who", device.deviceName, 3_000);
  expect(reply).toMatchObject({
    kind: "choose-device",
    choice: { found: [], unchecked: true },
  });
  expect(isLate(reply)).toBe(true);
});

it("finds whoever has the UPN now, where it was handed on", async () => {
  const { employee, newOwner } = world.contoso.cast;
  await rememberPerson(employee);
  const { userPrincipalName, displayName } = employee;
  const holder = addHolder(employee);
  world.contoso.people.delete(employee.id);
  for (const text of [userPrincipalName, displayName])
    expect(await ask("user", text)).toMatchObject({
      kind: "user",
      answer: { user: { id: holder.id } },
    });

  // Here the former holder is still there, under another UPN.
  await rememberPerson(newOwner);
  const other = addHolder(newOwner);
  world.contoso.people.set(newOwner.id, {
    ...newOwner,
    userPrincipalName: "renamed@contoso.com",
  });
  expect(await ask("user", other.userPrincipalName)).toMatchObject({
    kind: "user",
    answer: { user: { id: other.id } },
  });
});
