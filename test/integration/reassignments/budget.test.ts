import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import { evaluateListed } from "../../../src/usecases/proposals/evaluateDevice.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import type { GraphRequests } from "../../simulator/graph/countRequests.ts";
import type { SimulatedDevice } from "../../simulator/contoso.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

let app: CustodianOnCloud;

beforeAll(async () => {
  app = await startCustodianOnCloud();
});
afterAll(() => app.close());

/** The tenant's devices and people, as the pages of a sweep bring them. */
async function sweepDirectory(): Promise<void> {
  const { graph, storage } = app.deps;
  const at = app.clock.now();
  const { devices } = await graph.devices.list(null, null);
  const { users } = await graph.users.list(null);
  await storage.devices.saveAll(devices, at);
  await storage.people.saveAll(users, at);
}

async function counted(work: () => Promise<unknown>): Promise<GraphRequests> {
  const before = app.cloud.requests.length;
  await work();
  return app.cloud.graphRequests(before);
}

function staged(): SimulatedDevice {
  const { cast } = app.contoso;
  const device = app.aDevice({ owner: cast.staging });
  const now = app.clock.now().getTime();
  device.enrolledAt = new Date(now - 3 * DAY_MS);
  device.listedLogons = [
    { userId: cast.staging.id, lastAt: new Date(now - 2 * DAY_MS) },
    { userId: cast.newOwner.id, lastAt: new Date(now - 5 * HOUR_MS) },
  ];
  return device;
}

/** What a sweep does with a candidate where a card has a place. */
async function evaluateInSweep(device: SimulatedDevice): Promise<void> {
  const listed = await app.storage.devices.find(device.id as DeviceId);
  if (!listed) throw new Error("The sweep did not see the device");
  await evaluateListed(app.deps, listed, new Set());
}

async function proposalOf(device: SimulatedDevice): Promise<Proposal> {
  const proposal = await app.storage.proposals.findActive(
    device.id as DeviceId,
  );
  if (!proposal) throw new Error("Nothing was proposed");
  return proposal;
}

async function approve(proposal: Proposal): Promise<void> {
  const { approver } = app.contoso.cast;
  const result = await app.answer(approver, proposal, { kind: "approve" });
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

      const considering = await counted(() => evaluateInSweep(device));
      const proposal = await proposalOf(device);
      const approving = await counted(() => approve(proposal));
      if (reads > 1) app.cloud.faults.propagationMs = DAY_MS;
      const applying = await counted(() => app.apply(proposal.id));
      app.cloud.faults.propagationMs = 0;
      const verifying = await counted(async () => {
        if (reads > 1) await app.verify(proposal.id);
        app.letWritesShow(device);
        await app.verify(proposal.id);
      });

      expect(await app.stateOf(proposal.id)).toBe("verified");
      expect([considering, approving, applying, verifying]).toEqual([
        { total: 1, byKind: { "read primary user": 1 } },
        { total: 2, byKind: { "read user": 1, "check membership": 1 } },
        {
          total: 4,
          byKind: {
            "read device": 1,
            "read primary user": 1,
            "read user": 1,
            "write primary user": 1,
          },
        },
        { total: reads, byKind: { "read primary user": reads } },
      ]);
    },
  );

  it("reads who gains the device when the tenant's people were listed over an hour ago", async () => {
    const device = staged();
    await sweepDirectory();
    app.clock.advance(HOUR_MS + 1);

    const { byKind } = await counted(() => evaluateInSweep(device));
    expect(byKind).toEqual({ "read primary user": 1, "read user": 1 });
  });
});

describe("a report of logons", () => {
  it("has nobody read twice, and within the hour only who may gain the device", async () => {
    const device = app.aDevice();
    app.clock.advance(2 * HOUR_MS);

    const first = await counted(() => app.reportLogons(device));
    const again = await counted(() => app.reportLogons(device));
    const owners = await counted(() =>
      app.reportLogons(device, { "megan.bowen@contoso.com": 9 }),
    );

    const reads = [first, again, owners].map(({ byKind }) => byKind);
    const live = { "read device": 1, "read primary user": 1 };
    expect(reads).toEqual([
      // Who would gain the device may be a technician.
      { ...live, "list members": 1, "read user": 2 },
      { ...live, "list members": 1, "read user": 1 },
      live,
    ]);
  });
});

describe("a device on which more people logged on than the directory knows", () => {
  it("has each of them read once", async () => {
    const device = staged();
    const now = app.clock.now().getTime();
    device.listedLogons = [
      ...(device.listedLogons ?? []),
      ...Array.from({ length: 30 }, (_, i) => ({
        userId: crypto.randomUUID(),
        lastAt: new Date(now - (i + 1) * 60_000),
      })),
    ];
    await sweepDirectory();

    const { byKind } = await counted(() => evaluateInSweep(device));
    expect(byKind).toEqual({ "read primary user": 1, "read user": 30 });
    expect((await proposalOf(device)).toUser?.id).toBe(
      app.contoso.cast.newOwner.id,
    );
  });
});
