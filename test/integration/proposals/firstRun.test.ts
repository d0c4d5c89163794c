import { afterEach, describe, expect, it } from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import type { Jobs } from "../../../src/ports/jobs.ts";
import type { Storage } from "../../../src/ports/storage.ts";
import { isRunning } from "../../../src/domain/sweep/sweep.ts";
import type { SettingValues } from "../../../src/domain/settings/settings.ts";
import { seedSettings } from "../../../src/usecases/settings/currentSettings.ts";
import { evaluateDevice } from "../../../src/usecases/proposals/evaluateDevice.ts";
import { postHeldProposals } from "../../../src/usecases/proposals/postHeldProposals.ts";
import { weighKnown } from "../../../src/usecases/proposals/weighKnown.ts";
import { scan } from "../../../src/usecases/sweep/startSweep.ts";
import { sweepStep } from "../../../src/usecases/sweep/sweepStep.ts";
import { followHandoff } from "../../../src/usecases/handoffs/followHandoff.ts";
import type { Person, SimulatedDevice } from "../../simulator/contoso.ts";
import { recordReport } from "../../support/reportDays.ts";
import { DAY_MS, someSettings } from "../../support/builders.ts";
import {
  eventually,
  startCustodianOnCloud,
  SETTINGS,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";

let app: CustodianOnCloud;
afterEach(() => app.close());

const BY_DAYS = {
  affinity: { ...someSettings().affinity, mode: "active-days" },
} as const satisfies Partial<SettingValues>;

/** Megan's device that Ben took over `since` so many days ago. */
function takenOver(): SimulatedDevice {
  const device = app.aDevice({ logons: {} });
  device.enrolledAt = new Date(app.clock.now().getTime() - 200 * DAY_MS);
  return device;
}

/** Each device is taken over by somebody else, who has no other. */
let takers: Person[];

async function report(
  device: SimulatedDevice,
  since: number,
  owner = app.contoso.cast.owner,
): Promise<void> {
  const taker = takers.shift();
  if (!taker) throw new Error("Contoso has nobody left");
  await recordReport(app, device, [
    { person: owner, from: 60, to: since + 1 },
    { person: taker, from: since, to: 0 },
  ]);
  await evaluateDevice(app.deps, device.id as DeviceId);
}

async function reportAll(count: number): Promise<SimulatedDevice[]> {
  takers = [...app.contoso.people.values()].filter(
    (person) =>
      person.kind === "employee" &&
      !Object.values(app.contoso.cast).includes(person),
  );
  const devices = Array.from({ length: count }, takenOver);
  // The later in this list, the more days.
  for (const [index, device] of devices.entries())
    await report(device, 18 + 3 * index);
  return devices;
}

const proposalOf = ({ id }: SimulatedDevice): Promise<Proposal | null> =>
  app.storage.proposals.findActive(id as DeviceId);

const stateOf = async (device: SimulatedDevice) =>
  (await proposalOf(device))?.state.kind ?? null;

async function counts() {
  const byState = await app.storage.proposals.countByState();
  return {
    pending: byState.get("pending") ?? 0,
    held: byState.get("held") ?? 0,
  };
}

const turn = (proposing: SettingValues["proposing"], perDay = 20) =>
  seedSettings(
    app.storage,
    {
      ...SETTINGS,
      ...BY_DAYS,
      proposing,
      firstRunProposalsPerDay: perDay,
    },
    app.clock,
  );

async function weighAll(): Promise<void> {
  const ids = await app.storage.devices.listKnown(SETTINGS, 10_000, null);
  for (let after: DeviceId | null = null; ;) {
    await weighKnown(app.deps, { after });
    const rest = ids.filter((id) => after === null || id > after);
    if (rest.length < 100) return;
    after = rest[99] ?? null;
  }
}

async function sweep(): Promise<void> {
  const { sweep: begun } = await scan(app.deps, {
    requestedBy: app.contoso.cast.admin.id as UserId,
    showIn: { serviceUrl: "https://teams.example/", conversationId: "a:chat" },
  });
  for (;;) {
    const now = await app.storage.sweeps.find(begun.id);
    if (!now || !isRunning(now)) return;
    await sweepStep(app.deps, begun.id);
  }
}

describe("only observing", () => {
  it("collects evidence and posts nothing from it, while what people propose goes on", async () => {
    app = await startCustodianOnCloud({
      settings: { ...BY_DAYS, proposing: "observe" },
    });
    const [seen] = await reportAll(1);
    const wished = app.aDevice({ logons: {} });
    await sweep();
    await postHeldProposals(app.deps);

    const kept = await app.storage.days.find(seen?.id as DeviceId);
    expect(kept?.days.people.size).toBe(2);
    expect(await counts()).toEqual({ pending: 0, held: 0 });
    await app.propose(
      app.contoso.cast.approver,
      wished,
      app.contoso.cast.employee,
    );
    expect(await stateOf(wished)).toBe("pending");
  });

  it("tells no staging lead of what it saw, neither then nor later", async () => {
    app = await startCustodianOnCloud({ settings: { proposing: "observe" } });
    await sweep();
    for (const id of await app.storage.handoffs.listUntold(100, null))
      await followHandoff(app.deps, id);
    await app.work();
    expect(app.messenger.said.filter(({ kind }) => kind === "post")).toEqual(
      [],
    );
    const { handedOff } = app.contoso.stories;
    const current = await app.storage.handoffs.findCurrent(
      handedOff.id as DeviceId,
    );
    expect(current).toMatchObject({
      moments: { "handed-off": {} },
      isWithheld: true,
    });
    expect(await app.storage.handoffs.listUntold(10, null)).toEqual([]);
  });

  it("ends a card whose evidence says otherwise by now, and posts no other in its place", async () => {
    app = await startCustodianOnCloud({ settings: BY_DAYS });
    const [device] = await reportAll(1);
    if (!device) throw new Error("No device");
    const before = await proposalOf(device);
    await turn("observe");
    await app.storage.days.deleteForDevice(device.id as DeviceId);
    const { employee } = app.contoso.cast;
    await recordReport(app, device, [{ person: employee, from: 20, to: 0 }]);
    await evaluateDevice(app.deps, device.id as DeviceId);
    expect(await proposalOf(device)).toBeNull();
    expect((await app.get(before?.id as Proposal["id"])).state.kind).toBe(
      "superseded",
    );
  });
});

describe("turned on after observing", () => {
  it("proposes what is known, the surest first, no more than so many a day until none waits", async () => {
    app = await startCustodianOnCloud({
      settings: { ...BY_DAYS, proposing: "observe" },
    });
    const devices = await reportAll(5);
    // Somebody who has left: sure, though of few days.
    const sure = takenOver();
    const { leaver } = app.contoso.cast;
    sure.primaryUsers = [{ userId: leaver.id, visibleAt: 0 }];
    await report(sure, 8, leaver);
    await turn("on", 2);

    await weighAll();
    expect(await counts()).toEqual({ pending: 0, held: 6 });
    await postHeldProposals(app.deps);
    await postHeldProposals(app.deps);
    expect(await counts()).toEqual({ pending: 2, held: 4 });
    expect(await stateOf(sure)).toBe("pending");
    // Of the others, the one of the most days.
    expect(await stateOf(devices[4] as SimulatedDevice)).toBe("pending");

    app.clock.advance(DAY_MS - 60_000);
    await postHeldProposals(app.deps);
    expect(await counts()).toEqual({ pending: 2, held: 4 });
    app.clock.advance(60_000);
    await postHeldProposals(app.deps);
    expect(await counts()).toEqual({ pending: 4, held: 2 });
  });

  it("passes over one device for which Graph never answers, after three tries, and proposes the others", async () => {
    app = await startCustodianOnCloud({
      settings: { ...BY_DAYS, proposing: "observe" },
    });
    const devices = await reportAll(3);
    await turn("on");
    const stuck = devices.toSorted((a, b) => (a.id < b.id ? -1 : 1))[1];
    app.cloud.faults.add({
      service: "graph",
      path: stuck?.id ?? "",
      times: Infinity,
      fault: { kind: "status", status: 503, headers: { "retry-after": "0" } },
    });
    const jobs: Jobs["weighKnown"][] = [{ after: null }];
    const storage: Storage = {
      ...app.storage,
      queue: {
        send: (_name, job) => {
          jobs.push(job as Jobs["weighKnown"]);
          return Promise.resolve();
        },
      },
    };
    for (const job of jobs) await weighKnown({ ...app.deps, storage }, job);
    expect(jobs.map((job) => job.stuck?.tries ?? 0)).toEqual([0, 0, 1, 2]);
    expect(await counts()).toEqual({ pending: 0, held: 2 });
    expect((await app.storage.firstRun.find())?.weighedAt).not.toBeNull();
  });

  it("waits where it is while Graph answers for no device", async () => {
    app = await startCustodianOnCloud({
      settings: { ...BY_DAYS, proposing: "observe" },
    });
    const [device] = await reportAll(2);
    await turn("on");
    app.cloud.faults.add({
      service: "graph",
      path: "managedDevices",
      times: Infinity,
      fault: { kind: "status", status: 503, headers: { "retry-after": "0" } },
    });
    const deviceId = device?.id as DeviceId;
    const stuck = { deviceId, tries: 2 };
    await expect(
      weighKnown(app.deps, { after: null, stuck }),
    ).rejects.toMatchObject({ code: "graph.unavailable" });
    expect((await app.storage.firstRun.find())?.weighedAt).toBeNull();
  });

  it("weighs what was told while it observed again after a crash, and proposes each once", async () => {
    app = await startCustodianOnCloud({
      settings: { ...BY_DAYS, proposing: "observe" },
    });
    await reportAll(2);
    await turn("on");
    await weighAll();
    await weighAll();
    await postHeldProposals(app.deps);
    expect(await counts()).toEqual({ pending: 2, held: 0 });
  });
});

describe("the first run of an installation", () => {
  it("posts what reports tell at once as long as few are, and tells the admins how many wait", async () => {
    app = await startCustodianOnCloud({
      settings: { ...BY_DAYS, firstRunProposalsPerDay: 2 },
      isFirstRun: true,
    });
    await reportAll(4);
    expect(await counts()).toEqual({ pending: 2, held: 2 });
    await postHeldProposals(app.deps);
    expect(await counts()).toEqual({ pending: 2, held: 2 });
    await app.work();
    const told = await eventually(
      () =>
        app.messenger.said.flatMap((said) =>
          said.kind === "tell" ? [said.notice] : [],
        ),
      (notices) => notices.length > 0,
    );
    expect(told).toContainEqual({
      kind: "first-run",
      waiting: 2,
      perDay: 2,
    });
  });

  it("holds what a sweep finds until it is through, so that the surest are known", async () => {
    app = await startCustodianOnCloud({
      settings: { firstRunProposalsPerDay: 2 },
      isFirstRun: true,
    });
    await sweep();
    const { pending, held } = await counts();
    expect(pending).toBe(0);
    expect(held).toBeGreaterThan(2);
    await postHeldProposals(app.deps);
    expect((await counts()).pending).toBe(2);
  });

  it("lasts a week, however many wait then, and posts them as the channel has places", async () => {
    app = await startCustodianOnCloud({
      settings: { ...BY_DAYS, firstRunProposalsPerDay: 1 },
      isFirstRun: true,
    });
    await reportAll(4);
    expect(await counts()).toEqual({ pending: 1, held: 3 });
    app.clock.advance(7 * DAY_MS - 60_000);
    await postHeldProposals(app.deps);
    expect(await counts()).toEqual({ pending: 2, held: 2 });
    expect(await app.storage.firstRun.find()).not.toBeNull();
    app.clock.advance(60_000);
    await postHeldProposals(app.deps);
    expect(await app.storage.firstRun.find()).toBeNull();
    await postHeldProposals(app.deps);
    expect(await counts()).toEqual({ pending: 4, held: 0 });
  });

  it("gives two processes that post at once no more places than there are", async () => {
    app = await startCustodianOnCloud({
      settings: { ...BY_DAYS, firstRunProposalsPerDay: 1 },
      isFirstRun: true,
    });
    await reportAll(4);
    app.clock.advance(DAY_MS);
    await Promise.all([
      postHeldProposals(app.deps),
      postHeldProposals(app.deps),
    ]);
    expect(await counts()).toEqual({ pending: 2, held: 2 });
  });
});
