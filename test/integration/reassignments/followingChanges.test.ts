import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it,
} from "@jest/globals";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import { undoReassignment } from "../../../src/usecases/reassignments/undoReassignment.ts";
import { followChanges } from "../../../src/usecases/reassignments/followChanges.ts";
import { GRANTED_PERMISSIONS } from "../../simulator/cloud.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../support/builders.ts";
import type { SimulatedDevice } from "../../simulator/contoso.ts";

let app: CustodianOnCloud;
beforeAll(async () => {
  app = await startCustodianOnCloud({
    // Shorter than changes are followed.
    settings: { undoWindowHours: 1 },
    graphPermissions: [...GRANTED_PERMISSIONS, "DeviceManagementApps.Read.All"],
  });
});
afterEach(() => {
  app.cloud.faults.clear();
  // What a test changed is followed no more.
  app.clock.advance(4 * DAY_MS);
});
afterAll(() => app.close());

async function approved(
  device: SimulatedDevice,
  to = app.contoso.cast.newOwner,
): Promise<Proposal> {
  const { technician, approver } = app.contoso.cast;
  const { id } = await app.propose(technician, device, to);
  await app.answer(approver, await app.show(id), { kind: "approve" });
  return await app.get(id);
}

async function verified(device: SimulatedDevice): Promise<Proposal> {
  const { id } = await approved(device);
  await app.apply(id);
  await app.verify(id);
  return await app.get(id);
}

/** Verified, and taken back by an undo that wrote, minutes later. */
async function undone(device: SimulatedDevice): Promise<Proposal> {
  const { id } = await verified(device);
  await askUndo(id);
  await app.undo(id);
  await app.undo(id);
  expect(await app.stateOf(id)).toBe("undone");
  return await app.get(id);
}

async function askUndo(id: Proposal["id"]): Promise<void> {
  app.clock.advance(11 * MINUTE_MS);
  const { approver } = app.contoso.cast;
  await app.answer(approver, await app.get(id), { kind: "undo" });
}

/** The tenant's devices, as the pages of a sweep bring them. */
async function list(): Promise<void> {
  const { devices } = await app.deps.graph.devices.list(null, null);
  await app.storage.devices.saveAll(devices, app.clock.now());
}

/** Follows, and runs the jobs that it sends. */
async function follow(): Promise<readonly string[]> {
  const sent: string[] = [];
  await followChanges({
    ...app.deps,
    storage: {
      ...app.storage,
      queue: {
        send: (_job, data) => {
          sent.push((data as { proposalId: Proposal["id"] }).proposalId);
          return Promise.resolve();
        },
      },
    },
  });
  for (const id of sent) await app.verify(id as Proposal["id"]);
  return sent;
}

describe("a change of ours that is verified", () => {
  it("has its card name who changed the device in Intune beside it, once", async () => {
    const { admin } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await approved(device);
    // Between our look and our write.
    const at = app.clock.now();
    app.cloud.intune.changeElsewhere(device, admin.id, at);
    device.primaryUsers.pop();
    await app.apply(id);
    await app.verify(id);
    app.clock.advance(5 * MINUTE_MS);
    await follow();
    const after = await app.get(id);
    await follow();

    expect(await app.get(id)).toEqual(after);
    expect(after.state).toMatchObject({
      kind: "verified",
      otherChange: { by: admin.userPrincipalName, at },
    });
    expect((await app.auditOf(id)).slice(-2)).toEqual([
      "reassignment.verified",
      "reassignment.changed-elsewhere",
    ]);
  });

  it("is left as it is where Intune's log may not be read, or tells of other devices and long before alone", async () => {
    const { admin } = app.contoso.cast;
    const [device, neighbour] = [app.aDevice(), app.aDevice()];
    const proposal = await verified(device);
    const log = app.cloud.intune.log;
    const by = admin.userPrincipalName;
    const now = app.clock.now().getTime();
    log.push({ deviceId: neighbour.id, by, at: new Date(now) });
    const longBefore = new Date(now - 11 * MINUTE_MS);
    log.push({ deviceId: device.id, by, at: longBefore });
    await follow();
    app.cloud.faults.add({
      service: "graph",
      path: "auditEvents",
      fault: {
        kind: "forbidden",
        permission: "DeviceManagementApps.Read.All",
      },
    });
    log.push({ deviceId: device.id, by, at: new Date(now) });
    await follow();
    expect(await app.get(proposal.id)).toEqual(proposal);
  });

  it("has its card say whom Intune shows once the tenant's list shows somebody else", async () => {
    const { admin } = app.contoso.cast;
    const [device, neighbour] = [app.aDevice(), app.aDevice()];
    const { id } = await verified(device);
    const untouched = await verified(neighbour);
    app.clock.advance(HOUR_MS);
    await list();
    expect(await follow()).toEqual([]);
    app.cloud.intune.changeElsewhere(device, admin.id, app.clock.now());
    await list();
    expect(await follow()).toEqual([id]);
    expect(await follow()).toEqual([]);

    expect((await app.get(id)).state).toMatchObject({
      kind: "verified",
      otherChange: { primaryUser: { displayName: "Ines Costa" } },
    });
    expect(await app.get(untouched.id)).toEqual(untouched);
  });

  it("is followed for a day, however short the time is in which it can be undone", async () => {
    const { admin } = app.contoso.cast;
    const [device, late] = [app.aDevice(), app.aDevice()];
    const { id } = await verified(device);
    const { id: lateId } = await verified(late);
    app.clock.advance(23 * HOUR_MS);
    app.cloud.intune.changeElsewhere(device, admin.id, app.clock.now());
    await list();
    expect(await follow()).toEqual([id]);
    expect((await app.get(id)).state).toMatchObject({
      otherChange: { primaryUser: { displayName: "Ines Costa" } },
    });
    app.clock.advance(HOUR_MS);
    app.cloud.intune.changeElsewhere(late, admin.id, app.clock.now());
    await list();
    expect(await follow()).toEqual([]);
    expect((await app.get(lateId)).state).not.toHaveProperty("otherChange");
  });

  it("has its card name who changed the device in Intune when nothing of ours can be undone any more", async () => {
    const { admin } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await verified(device);
    app.clock.advance(2 * HOUR_MS);
    app.cloud.intune.changeElsewhere(device, admin.id, app.clock.now());
    await follow();
    expect((await app.get(id)).state).toMatchObject({
      kind: "verified",
      otherChange: { by: admin.userPrincipalName, at: app.clock.now() },
    });
  });

  it("sets nobody in the directory whom a later change replaced when Intune's log tells late who did an earlier one", async () => {
    const { admin, employee } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await verified(device);
    app.clock.advance(HOUR_MS);
    const at = app.clock.now();
    device.primaryUsers.push({ userId: admin.id, visibleAt: 0 });
    app.clock.advance(MINUTE_MS);
    await list();
    await follow();
    const later = await approved(device, employee);
    await app.apply(later.id);
    await app.verify(later.id);
    expect(await app.stateOf(later.id)).toBe("verified");

    app.clock.advance(MINUTE_MS);
    app.cloud.intune.log.push({
      deviceId: device.id,
      by: "ines.costa@contoso.example",
      at: new Date(at.getTime() + 2 * MINUTE_MS),
    });
    await follow();
    expect((await app.get(id)).state).toMatchObject({
      otherChange: {
        by: "ines.costa@contoso.example",
        primaryUser: { displayName: "Ines Costa" },
      },
    });
    const [listed] = await app.storage.devices.findAll([device.id as never]);
    expect(listed?.listedUser?.id).toBe(employee.id);
  });

  it("does not say that somebody was set since who was shown before it was seen", async () => {
    const { admin, newOwner } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await approved(device);
    await app.apply(id);
    device.primaryUsers.push({ userId: admin.id, visibleAt: 0 });
    app.clock.advance(MINUTE_MS);
    await app.verify(id);
    app.cloud.intune.setPrimaryUser(device, newOwner.id);
    app.clock.advance(MINUTE_MS);
    await app.verify(id);
    expect(await app.stateOf(id)).toBe("verified");
    app.clock.advance(MINUTE_MS);
    const at = app.clock.now();
    const by = admin.userPrincipalName;
    app.cloud.intune.log.push({ deviceId: device.id, by, at });
    await follow();
    const { state } = await app.get(id);
    expect(state).toMatchObject({ otherChange: { by, at } });
    expect(state).not.toHaveProperty("otherChange.primaryUser");
  });

  it("has its card say it when somebody is shown since who was shown before it was seen, once", async () => {
    const { admin, newOwner } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await approved(device);
    await app.apply(id);
    app.cloud.intune.changeElsewhere(device, admin.id, app.clock.now());
    app.clock.advance(MINUTE_MS);
    await app.verify(id);
    app.cloud.intune.setPrimaryUser(device, newOwner.id);
    app.clock.advance(MINUTE_MS);
    await app.verify(id);
    expect(await app.stateOf(id)).toBe("verified");
    app.clock.advance(HOUR_MS);
    device.primaryUsers.push({ userId: admin.id, visibleAt: 0 });
    await list();
    expect(await follow()).toEqual([id]);
    await follow();
    const after = await app.get(id);
    expect(await follow()).toEqual([]);
    expect(await app.get(id)).toEqual(after);
    expect(after.state).toMatchObject({
      otherChange: { primaryUser: { displayName: "Ines Costa" } },
    });
    const told = (await app.auditOf(id)).filter(
      (kind) => kind === "reassignment.changed-elsewhere",
    );
    // Before it was seen, who did that, and since.
    expect(told).toHaveLength(3);
  });

  it("is looked at though another cannot be followed, for a reason that nobody foresaw", async () => {
    const { admin } = app.contoso.cast;
    const devices = [app.aDevice(), app.aDevice()];
    const ids: Proposal["id"][] = [];
    for (const device of devices) ids.push((await verified(device)).id);
    app.clock.advance(HOUR_MS);
    for (const device of devices)
      app.cloud.intune.changeElsewhere(device, admin.id, app.clock.now());
    await list();
    const [first, second] = ids.toSorted();
    const sent: unknown[] = [];
    await followChanges({
      ...app.deps,
      storage: {
        ...app.storage,
        queue: {
          send: (_job, data) => {
            const { proposalId } = data as { proposalId: Proposal["id"] };
            if (proposalId === first)
              return Promise.reject(new TypeError("a defect"));
            sent.push(proposalId);
            return Promise.resolve();
          },
        },
      },
    });
    expect(sent).toEqual([second]);
  });

  it("costs one request for all of them, and none when nothing was changed for a day", async () => {
    await verified(app.aDevice());
    await verified(app.aDevice());
    let before = app.cloud.requests.length;
    await follow();
    expect(app.cloud.graphRequests(before).byKind).toEqual({
      "read Intune's log": 1,
    });
    app.clock.advance(23 * HOUR_MS);
    before = app.cloud.requests.length;
    await follow();
    expect(app.cloud.graphRequests(before).total).toBe(1);
    app.clock.advance(HOUR_MS);
    before = app.cloud.requests.length;
    await follow();
    expect(app.cloud.graphRequests(before).total).toBe(0);
  });
});

describe("a change of ours that is undone", () => {
  it("has its card name who changed the device between the undo's look and its write, once", async () => {
    const { admin, owner } = app.contoso.cast;
    const [device, neighbour] = [app.aDevice(), app.aDevice()];
    const { id } = await verified(device);
    const untouched = await undone(neighbour);
    await askUndo(id);
    const { graph } = app.deps;
    const change: typeof graph.primaryUsers.change = (of, to, isDue) =>
      graph.primaryUsers.change(of, to, (shown) => {
        const due = isDue(shown);
        app.cloud.intune.changeElsewhere(device, admin.id, app.clock.now());
        return due;
      });
    const at = app.clock.now();
    await expect(
      undoReassignment(
        {
          ...app.deps,
          graph: { ...graph, primaryUsers: { ...graph.primaryUsers, change } },
        },
        id,
      ),
    ).rejects.toMatchObject({ code: "undo.not-seen-yet" });
    app.clock.advance(MINUTE_MS);
    await app.undo(id);
    expect(await app.stateOf(id)).toBe("undone");
    expect(app.primaryUser(device)).toBe(owner);
    await follow();
    const after = await app.get(id);
    await follow();

    expect(await app.get(id)).toEqual(after);
    expect(after.state).toMatchObject({
      kind: "undone",
      undo: { otherChange: { by: admin.userPrincipalName, at } },
    });
    expect((await app.auditOf(id)).slice(-2)).toEqual([
      "undo.done",
      "reassignment.changed-elsewhere",
    ]);
    expect(await app.get(untouched.id)).toEqual(untouched);
  });

  it("has its card say whom Intune shows once the tenant's list shows somebody else, for a day", async () => {
    const { admin } = app.contoso.cast;
    const [device, late] = [app.aDevice(), app.aDevice()];
    const { id } = await undone(device);
    const untouched = await undone(late);
    app.clock.advance(23 * HOUR_MS);
    await list();
    expect(await follow()).toEqual([]);
    device.primaryUsers.push({ userId: admin.id, visibleAt: 0 });
    await list();
    expect(await follow()).toEqual([id]);
    expect(await follow()).toEqual([]);
    expect((await app.get(id)).state).toMatchObject({
      kind: "undone",
      undo: { otherChange: { primaryUser: { displayName: "Ines Costa" } } },
    });
    const [listed] = await app.storage.devices.findAll([untouched.device.id]);
    expect(listed?.listedUser?.id).toBe(app.contoso.cast.owner.id);

    app.clock.advance(HOUR_MS);
    late.primaryUsers.push({ userId: admin.id, visibleAt: 0 });
    await list();
    expect(await follow()).toEqual([]);
    expect(await app.get(untouched.id)).toEqual(untouched);
  });
});

describe("a change of ours whose undo failed", () => {
  it("has its card say whom Intune shows instead, once", async () => {
    const { admin } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await verified(device);
    await askUndo(id);
    app.cloud.intune.changeElsewhere(device, admin.id, app.clock.now());
    await app.undo(id);
    await list();
    expect(await follow()).toEqual([id]);
    expect(await follow()).toEqual([]);
    expect((await app.get(id)).state).toMatchObject({
      kind: "undo-failed",
      undo: { otherChange: { primaryUser: { displayName: "Ines Costa" } } },
    });
  });
});

describe("a change that ended while its write was in doubt", () => {
  it("is looked at when the tenant's list shows that the write took effect", async () => {
    const { admin } = app.contoso.cast;
    const device = app.aDevice();
    const { id, toUser } = await approved(device);
    app.cloud.faults.add({
      service: "graph",
      path: new RegExp(`${device.id}.*/\\$ref`),
      fault: { kind: "reset", when: "before" },
    });
    await app.apply(id);
    app.cloud.intune.changeElsewhere(device, admin.id);
    app.clock.advance(15 * MINUTE_MS);
    await app.apply(id);
    expect(await app.stateOf(id)).toBe("superseded");
    await list();
    expect(await follow()).toEqual([]);

    app.cloud.intune.setPrimaryUser(device, toUser?.id ?? null);
    await list();
    expect(await follow()).toEqual([id]);
    expect((await app.get(id)).state).toMatchObject({
      kind: "verified",
      tookEffectLate: true,
    });
  });
});
