import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it,
} from "@jest/globals";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import {
  eventually,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { HOUR_MS, MINUTE_MS } from "../../support/builders.ts";
import type { SimulatedDevice } from "../../simulator/contoso.ts";

let app: CustodianOnCloud;
beforeAll(async () => {
  app = await startCustodianOnCloud();
});
afterEach(() => {
  app.cloud.faults.clear();
  // Nobody proposes twenty changes an hour here.
  app.clock.advance(HOUR_MS);
});
afterAll(() => app.close());

async function approved(device: SimulatedDevice): Promise<Proposal> {
  const { technician, approver, newOwner } = app.contoso.cast;
  const { id } = await app.propose(technician, device, newOwner);
  await app.answer(approver, await app.show(id), { kind: "approve" });
  return await app.get(id);
}

async function verified(device: SimulatedDevice): Promise<Proposal> {
  const { id } = await approved(device);
  await app.apply(id);
  await app.verify(id);
  // What an undo finds sooner than this could be a late read.
  app.clock.advance(11 * MINUTE_MS);
  return await app.get(id);
}

function changeElsewhere(device: SimulatedDevice): void {
  app.cloud.intune.changeElsewhere(device, app.contoso.cast.admin.id);
}

const SUPERSEDED = {
  kind: "superseded",
  by: {
    kind: "owner-changed-elsewhere",
    primaryUser: { displayName: "Ines Costa" },
  },
};

describe("what an administrator changes in Intune before a write of ours", () => {
  it("is left alone when it comes while device and person are still read", async () => {
    const { admin, newOwner } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await approved(device);
    const held = app.cloud.faults.hold("graph", `/users/${newOwner.id}`);
    const applying = app.apply(id);
    await eventually(() => held.struck > 0);
    changeElsewhere(device);
    held.remove();
    await applying;

    expect((await app.get(id)).state).toMatchObject(SUPERSEDED);
    expect(app.writes(device)).toHaveLength(0);
    expect(app.primaryUser(device)).toBe(admin);
  });

  it("is left alone when it comes while the write waits for the tenant-wide limiter", async () => {
    const { admin } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await approved(device);
    // More than any bucket of writes holds, and one token is back within half a second.
    const bucket = { capacity: 50, refillPerSecond: 2.5 };
    while ((await app.storage.rates.take("graph.writes", [bucket])) === 0);
    const applying = app.apply(id);
    await eventually(async () => (await app.stateOf(id)) === "applying");
    changeElsewhere(device);
    app.clock.advance(MINUTE_MS);
    await applying;

    expect((await app.get(id)).state).toMatchObject(SUPERSEDED);
    expect(app.writes(device)).toHaveLength(0);
    expect(app.primaryUser(device)).toBe(admin);
  });

  it("is left alone when it comes while a refused write waits", async () => {
    const { admin } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await approved(device);
    const refused = app.cloud.faults.add({
      service: "graph",
      path: new RegExp(`${device.id}.*/\\$ref`),
      fault: { kind: "throttled", retryAfterSeconds: 1 },
    });
    const applying = app.apply(id);
    await eventually(() => refused.struck > 0);
    changeElsewhere(device);
    expect(await applying).toBe("graph.throttled");
    expect(await app.stateOf(id)).toBe("approved");
    await app.apply(id);

    expect((await app.get(id)).state).toMatchObject(SUPERSEDED);
    expect(app.writes(device)).toHaveLength(1);
    expect(app.primaryUser(device)).toBe(admin);
    expect((await app.auditOf(id)).slice(-5)).toEqual([
      "reassignment.write-started",
      "reassignment.not-written",
      "reassignment.write-started",
      "reassignment.not-written",
      "proposal.superseded",
    ]);
  });

  it("is left alone when it comes while an undo still reads", async () => {
    const { admin, approver, owner } = app.contoso.cast;
    const device = app.aDevice();
    const proposal = await verified(device);
    await app.answer(approver, proposal, { kind: "undo" });
    const held = app.cloud.faults.hold("graph", `/users/${owner.id}`);
    const undoing = app.undo(proposal.id);
    await eventually(() => held.struck > 0);
    changeElsewhere(device);
    held.remove();
    await undoing;

    expect((await app.get(proposal.id)).state).toMatchObject({
      kind: "undo-failed",
      failure: { code: "undo.changed-elsewhere" },
    });
    expect(app.writes(device)).toHaveLength(1);
    expect(app.primaryUser(device)).toBe(admin);
  });

  it("is left alone when it comes while a refused undo waits", async () => {
    const { admin, approver } = app.contoso.cast;
    const device = app.aDevice();
    const proposal = await verified(device);
    await app.answer(approver, proposal, { kind: "undo" });
    const refused = app.cloud.faults.add({
      service: "graph",
      path: new RegExp(`${device.id}.*/\\$ref`),
      fault: { kind: "throttled", retryAfterSeconds: 1 },
    });
    const undoing = app.undo(proposal.id);
    await eventually(() => refused.struck > 0);
    changeElsewhere(device);
    expect(await undoing).toBe("graph.throttled");
    await app.undo(proposal.id);

    expect((await app.get(proposal.id)).state).toMatchObject({
      kind: "undo-failed",
      failure: { code: "undo.changed-elsewhere" },
    });
    expect(app.primaryUser(device)).toBe(admin);
  });
});
