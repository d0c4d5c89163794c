import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { DeviceId } from "../../../src/devices/device.ts";
import type { ListedDevice } from "../../../src/devices/directory.ts";
import { considerListed } from "../../../src/proposals/considerDevice.ts";
import type { Proposal } from "../../../src/proposals/proposal.ts";
import type { GraphRequests } from "../../simulator/graph/countRequests.ts";
import type { SimulatedDevice } from "../../simulator/contoso.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

let house: CustodianOnCloud;

beforeAll(async () => {
  house = await startCustodianOnCloud();
});
afterAll(() => house.close());

/** The tenant's devices and people, as the pages of a sweep bring them. */
async function sweepDirectory(): Promise<void> {
  const { graph, storage } = house.deps;
  const at = house.clock.now();
  const { devices } = await graph.devices.list(null, null);
  const { users } = await graph.users.list(null);
  await storage.devices.saveAll(devices, at);
  await storage.people.saveAll(users, at);
}

async function counted(work: () => Promise<unknown>): Promise<GraphRequests> {
  const before = house.cloud.requests.length;
  await work();
  return house.cloud.graphRequests(before);
}

function staged(): SimulatedDevice {
  const { cast } = house.contoso;
  const device = house.aDevice({ owner: cast.staging });
  const now = house.clock.now().getTime();
  device.enrolledAt = new Date(now - 3 * DAY_MS);
  device.listedLogons = [
    { userId: cast.staging.id, lastAt: new Date(now - 2 * DAY_MS) },
    { userId: cast.newOwner.id, lastAt: new Date(now - 5 * HOUR_MS) },
  ];
  return device;
}

/** What a sweep does with a candidate where a card has a place. */
async function considerInSweep(device: SimulatedDevice): Promise<void> {
  const listed = await house.storage.devices.find(device.id as DeviceId);
  if (!listed) throw new Error("The sweep did not see the device");
  await considerListed(house.deps, listed, new Set());
}

async function proposalOf(device: SimulatedDevice): Promise<Proposal> {
  const proposal = await house.storage.proposals.findInSlot(
    device.id as DeviceId,
  );
  if (!proposal) throw new Error("Nothing was proposed");
  return proposal;
}

async function approve(proposal: Proposal): Promise<void> {
  const { approver } = house.contoso.cast;
  const result = await house.answer(approver, proposal, { kind: "approve" });
  expect(result.kind).toBe("done");
}

describe("a change of primary user", () => {
  it.each([
    ["first", 1],
    ["second", 2],
  ])(
    "that a sweep finds asks Graph no more than it must when the %s read-back agrees",
    async (_which, reads) => {
      const device = staged();
      await sweepDirectory();

      const considering = await counted(() => considerInSweep(device));
      const proposal = await proposalOf(device);
      const approving = await counted(() => approve(proposal));
      if (reads > 1) house.cloud.faults.propagationMs = DAY_MS;
      const applying = await counted(() => house.apply(proposal.id));
      house.cloud.faults.propagationMs = 0;
      const verifying = await counted(async () => {
        if (reads > 1) await house.verify(proposal.id);
        house.letWritesShow(device);
        await house.verify(proposal.id);
      });

      expect(await house.stateOf(proposal.id)).toBe("verified");
      expect([considering, approving, applying, verifying]).toEqual([
        { total: 2, byKind: { "read primary user": 1, "read user": 1 } },
        { total: 2, byKind: { "read user": 1, "check membership": 1 } },
        {
          total: 3,
          byKind: {
            "read primary user": 1,
            "read user": 1,
            "write primary user": 1,
          },
        },
        { total: reads, byKind: { "read primary user": reads } },
      ]);
    },
  );
});

describe("the device of an approved change", () => {
  const approvedChange = async (): Promise<
    readonly [SimulatedDevice, Proposal]
  > => {
    const { approver, employee, newOwner } = house.contoso.cast;
    const device = house.aDevice();
    const proposal = await house.propose(employee, device, newOwner);
    await house.answer(approver, proposal, { kind: "approve" });
    return [device, proposal];
  };
  const see = async (
    device: SimulatedDevice,
    agoMs: number,
    more: Partial<ListedDevice["device"]> = {},
  ): Promise<void> => {
    const { graph, storage, clock } = house.deps;
    const found = await graph.devices.find(device.id as DeviceId);
    if (!found) throw new Error("Intune does not know the device");
    const listed: ListedDevice = {
      device: { ...found, ...more },
      enrolment: "user",
      enrolledByUpn: null,
      compliance: "compliant",
      listedUser: null,
      lastLogons: [],
    };
    const now = clock.now().getTime();
    // What was seen later would stay.
    await storage.devices.forgetUnseen(new Date(now + DAY_MS));
    const seenAt = new Date(now - agoMs);
    await storage.devices.saveAll([listed], seenAt);
  };
  const readsOfDevice = async (proposal: Proposal): Promise<number> =>
    (await counted(() => house.apply(proposal.id))).byKind["read device"] ?? 0;

  it("is not read again when the directory saw it within a day", async () => {
    const [device, proposal] = await approvedChange();
    await see(device, DAY_MS);

    expect(await readsOfDevice(proposal)).toBe(0);
    expect(await house.stateOf(proposal.id)).toBe("applied");
  });

  it.each<[string, number, Partial<ListedDevice["device"]>]>([
    ["saw it long ago", 27 * HOUR_MS, {}],
    ["does not know how it is joined", 0, { joinType: "unknown" }],
    [
      "holds against it that it is only registered",
      0,
      { joinType: "registered" },
    ],
  ])("is read again when the directory %s", async (_why, agoMs, more) => {
    const [device, proposal] = await approvedChange();
    await see(device, agoMs, more);

    expect(await readsOfDevice(proposal)).toBe(1);
    expect(await house.stateOf(proposal.id)).toBe("applied");
  });

  it("is read again to say why Intune refused it, and the change counts as not made", async () => {
    const [device, proposal] = await approvedChange();
    await see(device, HOUR_MS);
    device.joinType = "azureADRegistered";

    expect(await readsOfDevice(proposal)).toBe(1);
    const { state } = await house.get(proposal.id);
    expect(state).toMatchObject({
      kind: "failed",
      failure: { code: "device.not-joined" },
    });
    expect(state).not.toHaveProperty("writeStartedAt");
    expect(house.primaryUser(device)).toBe(house.contoso.cast.owner);
  });

  it("keeps Intune's own words when it cannot be read after a refusal", async () => {
    const [device, proposal] = await approvedChange();
    await see(device, HOUR_MS);
    const { faults } = house.cloud;
    const refusal = faults.add({
      path: new RegExp(`${device.id}.*/users/\\$ref`),
      fault: { kind: "status", status: 400, message: "No license" },
    });
    const lost = faults.add({
      path: new RegExp(`managedDevices/${device.id}\\?`),
      fault: { kind: "forbidden", permission: "X.Read.All" },
    });
    await house.apply(proposal.id);

    expect([refusal.struck, lost.struck]).toEqual([1, 1]);
    expect((await house.get(proposal.id)).state).toMatchObject({
      kind: "failed",
      failure: {
        code: "graph.refused",
        message: expect.stringContaining("No license"),
      },
    });
  });
});
