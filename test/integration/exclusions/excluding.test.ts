import { randomUUID } from "node:crypto";
import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it,
} from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import { readExcludedGroups } from "../../../src/usecases/exclusions/readExcludedGroups.ts";
import { postHeldProposals } from "../../../src/usecases/proposals/postHeldProposals.ts";
import { evaluateDevice } from "../../../src/usecases/proposals/evaluateDevice.ts";
import { changeSettings } from "../../../src/usecases/settings/changeSettings.ts";
import { currentSettings } from "../../../src/usecases/settings/currentSettings.ts";
import { scan } from "../../../src/usecases/sweep/startSweep.ts";
import { sweepStep } from "../../../src/usecases/sweep/sweepStep.ts";
import { isRunning } from "../../../src/domain/sweep/sweep.ts";
import type { Group, SimulatedDevice } from "../../simulator/contoso.ts";
import { until } from "../../support/until.ts";
import { MINUTE_MS } from "../../support/builders.ts";
import {
  eventually,
  SETTINGS,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";

let app: CustodianOnCloud;
beforeAll(async () => {
  app = await startCustodianOnCloud();
});
afterAll(() => app.close());
afterEach(async () => {
  app.cloud.faults.clear();
  app.cloud.faults.devicesOfGroupsHidden = false;
  const { version, values } = await currentSettings(app.storage);
  await app.storage.settings.save({
    version: version + 1,
    values: { ...values, ...SETTINGS },
    changedByAdmins: [],
    changedBy: null,
    changedAt: app.clock.now(),
  });
});

function aGroup(members: Partial<Pick<Group, "userIds" | "deviceIds">>): Group {
  const group: Group = {
    id: randomUUID(),
    displayName: "Left alone",
    userIds: new Set(),
    groupIds: new Set(),
    ...members,
  };
  app.contoso.groups.set(group.id, group);
  return group;
}

/** As an admin does in the form; again where the simulated Entra is too slow on a busy machine. */
async function set(texts: Record<string, string>): Promise<void> {
  const { kind } = await eventually(
    async () => {
      const { version } = await currentSettings(app.storage);
      return await changeSettings(app.deps, {
        version,
        texts,
        changedBy: app.contoso.cast.admin.id as UserId,
      });
    },
    (result) => result.kind !== "refused",
  );
  expect(kind).toBe("saved");
}

const values = async () => (await currentSettings(app.storage)).values;

const exclusionOf = async (device: SimulatedDevice) =>
  (
    await app.custodian.lookUps.device(device.id as DeviceId, {
      asker: app.contoso.cast.admin.id as UserId,
      access: { kind: "basic" },
      budgetMs: 60_000,
    })
  )?.notAsked?.exclusion;

const groupReads = (group: Group) =>
  app.cloud.requests.filter(({ path }) => path.includes(`/groups/${group.id}/`))
    .length;

const newsForAdmins = async () => {
  const jobs: unknown[] = [];
  await app.storage.queue.work("notifyAdmins", 1, (job) => {
    jobs.push(job);
    return Promise.resolve();
  });
  return jobs;
};

async function sweep(): Promise<void> {
  const { sweep: begun } = await scan(app.deps, {
    requestedBy: app.contoso.cast.admin.id as UserId,
    showIn: { serviceUrl: "https://teams", conversationId: "19:x" },
  });
  for (;;) {
    await sweepStep(app.deps, begun.id);
    const current = await app.storage.sweeps.find(begun.id);
    if (!current || !isRunning(current)) return;
  }
}

describe("excluded devices", () => {
  it("get no proposal by evidence, by name, category or edition; the others do", async () => {
    await set({ excludedDevices: "kiosk-*\ncategory:Lab" });
    const named = app.aDevice();
    named.deviceName = "KIOSK-7";
    const inCategory = app.aDevice();
    inCategory.category = "lab";
    const host = app.aDevice();
    host.sku = { number: 175, family: "Enterprise" };
    const hub = app.aDevice();
    hub.sku = { number: 119, family: "Team" };
    const other = app.aDevice();
    for (const device of [named, inCategory, host, hub])
      expect(await app.reportLogons(device)).toBeNull();
    expect(await app.reportLogons(other)).not.toBeNull();

    expect(await exclusionOf(named)).toEqual({ by: "name", entry: "kiosk-*" });
    expect(await exclusionOf(inCategory)).toMatchObject({ by: "category" });
    expect(await exclusionOf(host)).toEqual({ by: "multi-session" });
    expect(await exclusionOf(hub)).toEqual({ by: "room" });
    expect(await exclusionOf(other)).toBeNull();
  });

  it("can still be proposed for by people", async () => {
    await set({ excludedDevices: "*" });
    const { approver, newOwner } = app.contoso.cast;
    const device = app.aDevice();
    const proposal = await app.propose(approver, device, newOwner);
    expect(proposal.state.kind).toBe("pending");
    await evaluateDevice(app.deps, device.id as DeviceId);
    expect(await app.stateOf(proposal.id)).toBe("pending");
  });

  it("lose their open card when the settings come to exclude them", async () => {
    const device = app.aDevice();
    const other = app.aDevice();
    const open = await app.reportLogons(device);
    const untouched = await app.reportLogons(other);
    if (!open || !untouched) throw new Error("Nothing was proposed");
    await set({ excludedDevices: device.deviceName });
    await evaluateDevice(app.deps, device.id as DeviceId);
    await evaluateDevice(app.deps, other.id as DeviceId);
    expect((await app.get(open.id)).state).toMatchObject({
      kind: "superseded",
      by: { kind: "evidence" },
    });
    expect(await app.stateOf(untouched.id)).toBe("pending");
  });
});

describe("what waits for a place", () => {
  /** Held, confirmed and by evidence, as where the channel is full. */
  async function held(device: SimulatedDevice) {
    await set({ openCardsPerChannel: "1" });
    while (
      (await app.storage.proposals.countOpenCards(app.channel.id)).all === 0
    )
      await app.reportLogons(app.aDevice());
    const proposal = await app.reportLogons(device);
    if (!proposal) throw new Error("Nothing was proposed");
    expect(proposal).toMatchObject({ state: { kind: "held" } });
    expect(proposal.confirmedAt).not.toBeNull();
    return proposal;
  }

  it("gets none once its device is excluded", async () => {
    const device = app.aDevice();
    const { id } = await held(device);
    await set({
      openCardsPerChannel: "1000",
      excludedDevices: device.deviceName,
    });
    await postHeldProposals(app.deps);
    expect(await app.stateOf(id)).toBe("superseded");
  });

  it("goes on waiting while it is not known who is excluded", async () => {
    const { id } = await held(app.aDevice());
    await set({
      openCardsPerChannel: "1000",
      excludedDevicesGroupId: randomUUID(),
    });
    await postHeldProposals(app.deps);
    expect(await app.stateOf(id)).toBe("held");
    await set({ excludedDevicesGroupId: "" });
    await postHeldProposals(app.deps);
    expect(await app.stateOf(id)).toBe("pending");
  });
});

describe("a group of exclusions", () => {
  it("has a sweep tried again while it was never read and Graph is away", async () => {
    const group = aGroup({});
    await set({ excludedDevicesGroupId: group.id });
    app.cloud.faults.add({
      service: "graph",
      path: group.id,
      times: Infinity,
      fault: { kind: "status", status: 503 },
    });
    await expect(
      readExcludedGroups(app.deps, await values()),
    ).rejects.toMatchObject({ code: "graph.unavailable" });
    expect((await app.storage.exclusions.find("devices"))?.groupId).not.toBe(
      group.id,
    );
  });

  it("is read with the first evidence after it was chosen, and again with each sweep", async () => {
    const [first, second] = [app.aDevice(), app.aDevice()];
    const deviceIds = new Set([first.id]);
    const group = aGroup({ deviceIds });
    await set({ excludedDevicesGroupId: group.id });
    expect(await app.reportLogons(first)).toBeNull();
    const open = await app.reportLogons(second);
    if (!open) throw new Error("Nothing was proposed");
    expect(groupReads(group)).toBe(1);

    deviceIds.delete(first.id);
    deviceIds.add(second.id);
    await readExcludedGroups(app.deps, await values());
    expect(await app.reportLogons(first)).not.toBeNull();
    await evaluateDevice(app.deps, second.id as DeviceId);
    expect(await app.stateOf(open.id)).toBe("superseded");
  });

  it("keeps whom it was last read with when it cannot be read, and the admins are told once a day", async () => {
    const device = app.aDevice();
    const group = aGroup({ deviceIds: new Set([device.id]) });
    await set({ excludedDevicesGroupId: group.id });
    await readExcludedGroups(app.deps, await values());
    app.contoso.groups.delete(group.id);
    await readExcludedGroups(app.deps, await values());
    await readExcludedGroups(app.deps, await values());

    expect(await app.reportLogons(device)).toBeNull();
    expect(await app.reportLogons(app.aDevice())).not.toBeNull();
    const news = await newsForAdmins();
    await until("the admins are told", () => news.length > 0);
    expect(news).toEqual([{ unreadableGroup: "devices" }]);
    const found = await app.storage.exclusions.find("devices");
    expect(found).toMatchObject({ failed: { code: "graph.not-found" } });
  });

  it("that never could be read lets nothing be proposed, until it can", async () => {
    const device = app.aDevice();
    const missing = randomUUID();
    await set({ excludedUsersGroupId: missing });
    expect(await app.reportLogons(device)).toBeNull();
    app.contoso.groups.set(missing, {
      id: missing,
      displayName: "Late",
      userIds: new Set(),
      groupIds: new Set(),
    });
    app.clock.advance(11 * MINUTE_MS);
    expect(await app.reportLogons(device)).not.toBeNull();
  });

  it("of devices that Graph says nothing of is not taken for an empty one", async () => {
    const device = app.aDevice();
    const group = aGroup({ deviceIds: new Set([device.id]) });
    app.cloud.faults.devicesOfGroupsHidden = true;
    await set({ excludedDevicesGroupId: group.id });
    expect(await app.reportLogons(device)).toBeNull();
    expect(await app.storage.exclusions.find("devices")).toMatchObject({
      readAt: null,
      failed: { code: "graph.forbidden" },
    });
  });

  it("is not read for somebody who only asks about a device", async () => {
    const device = app.aDevice();
    const group = aGroup({});
    await set({ affinityMode: "active-days", excludedUsersGroupId: group.id });
    await app.custodian.lookUps.device(device.id as DeviceId, {
      asker: app.contoso.cast.admin.id as UserId,
      access: { kind: "full" },
      budgetMs: 60_000,
    });
    expect(groupReads(group)).toBe(0);
  });

  it("that is too slow now has its evidence tried again", async () => {
    const device = app.aDevice();
    const group = aGroup({});
    await set({ excludedDevicesGroupId: group.id });
    app.cloud.faults.add({
      service: "graph",
      path: group.id,
      times: Infinity,
      fault: { kind: "status", status: 503 },
    });
    await expect(app.reportLogons(device)).rejects.toMatchObject({
      retryable: true,
    });
    app.cloud.faults.clear();
    await evaluateDevice(app.deps, device.id as DeviceId);
    expect(
      await app.storage.proposals.findActive(device.id as DeviceId),
    ).not.toBeNull();
  });
});

describe("excluded people", () => {
  it.each(["intent", "active-days"] as const)(
    "are never proposed, by UPN or group, and are shown as left out (%s)",
    async (mode) => {
      await set({ affinityMode: mode, excludedUsers: "ben.*" });
      const { newOwner, employee } = app.contoso.cast;
      const device = app.aDevice({
        owner: null,
        logons: { [newOwner.userPrincipalName]: 11 },
      });
      expect(await app.reportLogons(device)).toBeNull();

      const group = aGroup({ userIds: new Set([employee.id]) });
      await set({ excludedUsersGroupId: group.id, excludedUsers: "" });
      if (mode === "intent") {
        const proposal = await app.reportLogons(device, {
          [newOwner.userPrincipalName]: 11,
          [employee.userPrincipalName]: 30,
        });
        expect(proposal).toMatchObject({
          toUser: { id: newOwner.id },
          evidence: { leftOut: [{ why: { say: "logon.excluded" } }] },
        });
      }
    },
  );
});

// Last: from here on the directory knows every device.
describe("a sweep", () => {
  it("leaves out excluded devices, and asks for their group once and for no device", async () => {
    const { stories } = app.contoso;
    const group = aGroup({ deviceIds: new Set([stories.selfDeployed.id]) });
    await set({ excludedDevicesGroupId: group.id });
    await sweep();
    expect(groupReads(group)).toBe(1);
    const proposedFor = async (device: SimulatedDevice) =>
      (await app.storage.proposals.findActive(device.id as DeviceId)) !== null;
    expect(await proposedFor(stories.selfDeployed)).toBe(false);
    expect(await proposedFor(stories.handedOff)).toBe(true);
    expect(await exclusionOf(stories.selfDeployed)).toEqual({ by: "group" });
  });
});
