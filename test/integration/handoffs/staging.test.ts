import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { ListedDevice } from "../../../src/domain/devices/directory.ts";
import { followHandoff } from "../../../src/usecases/handoffs/followHandoff.ts";
import type { Handoff } from "../../../src/domain/handoffs/handoff.ts";
import {
  endHandoffsOfGone,
  recordListed,
} from "../../../src/usecases/handoffs/recordHandoff.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import { evaluateCandidate } from "../../../src/usecases/proposals/evaluateCandidate.ts";
import { evaluateDevice } from "../../../src/usecases/proposals/evaluateDevice.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import type { Proposed } from "../../../src/usecases/proposals/proposeOutcome.ts";
import { postHeldProposals } from "../../../src/usecases/proposals/postHeldProposals.ts";
import type { Person, SimulatedDevice } from "../../simulator/contoso.ts";
import { aSweep } from "../../support/sweepExamples.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../support/builders.ts";
import {
  SETTINGS,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { saying } from "../../support/saying.ts";

let app: CustodianOnCloud;
beforeAll(async () => {
  app = await startCustodianOnCloud();
  await readPeople(app);
});
afterAll(() => app.close());

/** As a full sweep does: everybody is in the directory, and whoever is not is unknown to Entra. */
async function readPeople({ storage, deps, clock }: CustodianOnCloud) {
  const { graph } = deps;
  const now = clock.now();
  let cursor: string | null = null;
  do {
    const page = await graph.users.list(cursor);
    await storage.people.saveAll(page.users, now);
    cursor = page.next;
  } while (cursor !== null);

  const sweep = aSweep({ startedAt: now, steppedAt: now });
  await storage.sweeps.insert(sweep);
  await storage.sweeps.save({
    ...sweep,
    version: 2,
    step: { kind: "done" },
    endedAt: now,
    peopleListedAt: now,
  });
}

const LEAD = "lidia.holloway@contoso.com";

interface Staged {
  readonly device: SimulatedDevice;
  /** As Intune's list tells it at this moment. */
  readonly list: (
    logons: readonly (readonly [Person | string, number])[],
    more?: Partial<ListedDevice>,
    device?: Partial<ListedDevice["device"]>,
  ) => Promise<Proposed>;
}

/** A device that was staged five days ago, in an app of its own or the common one. */
function staged(
  owner: Person | null = app.contoso.cast.staging,
  at: CustodianOnCloud = app,
): Staged {
  const { storage, clock, deps } = at;
  const { staging } = at.contoso.cast;
  const device = at.aDevice({ owner, logons: {} });
  const start = clock.now().getTime();
  return {
    device,
    async list(logons, more = {}, changes = {}) {
      const listed: ListedDevice = {
        device: {
          id: device.id as DeviceId,
          name: device.deviceName,
          model: device.model,
          manufacturer: device.manufacturer,
          serialNumber: device.serialNumber,
          operatingSystem: "Windows",
          joinType: "joined",
          entraDeviceId: device.entraDeviceId,
          lastCheckInAt: clock.now(),
          enrolledAt: new Date(start - 5 * DAY_MS),
          category: null,
          ...changes,
        },
        enrolment: "user",
        enrolledByUpn: staging.userPrincipalName,
        compliance: "compliant",
        listedUser: owner && {
          id: owner.id as UserId,
          displayName: owner.displayName,
          userPrincipalName: owner.userPrincipalName,
        },
        lastLogons: logons
          .map(([who, hours]) => ({
            userId: (typeof who === "string" ? who : who.id) as UserId,
            at: new Date(start - hours * HOUR_MS),
          }))
          .sort((a, b) => b.at.getTime() - a.at.getTime()),
        ...more,
      };
      const now = clock.now();
      await storage.transaction(async (unit) => {
        await unit.devices.saveAll([listed], now);
        await recordListed(unit, [listed], SETTINGS, now);
      });
      clock.advance(1);
      return await evaluateCandidate(
        deps,
        { ...listed, seenAt: now },
        new Set([at.contoso.cast.technician.id as UserId]),
      );
    },
  };
}

const open = (device: SimulatedDevice, at = app) =>
  at.storage.proposals.findActive(device.id as DeviceId);

async function opened(device: SimulatedDevice, at = app): Promise<Proposal> {
  const proposal = await open(device, at);
  if (!proposal) throw new Error("Nothing is open");
  return proposal;
}

async function handoffOf(device: SimulatedDevice, at = app): Promise<Handoff> {
  const handoff = await at.storage.handoffs.findCurrent(device.id as DeviceId);
  if (!handoff) throw new Error("There is no handoff");
  return handoff;
}

async function followed(device: SimulatedDevice, at = app) {
  await followHandoff(at.deps, (await handoffOf(device, at)).id);
  return await handoffOf(device, at);
}

/** What Graph was asked in the meantime. */
async function asked(
  work: () => Promise<unknown>,
  at = app,
): Promise<readonly string[]> {
  const before = at.cloud.requests.length;
  await work();
  return at.cloud.requests
    .slice(before)
    .filter(({ service }) => service === "graph")
    .map(({ method, path }) => `${method} ${path.split("?")[0] ?? ""}`);
}

describe("a staged device that a sweep lists", () => {
  it("is proposed to the newest real person, with one request", async () => {
    const { staging, technician, newOwner, owner } = app.contoso.cast;
    const { device, list } = staged();

    const requests = await asked(() =>
      list([
        [owner, 30],
        [app.contoso.deletedUserId, 40],
        [technician, 1],
        [newOwner, 3],
        [staging, 2],
      ]),
    );

    expect(requests).toHaveLength(1);
    const proposal = await opened(device);
    expect(proposal).toMatchObject({
      state: { kind: "pending" },
      fromUser: { id: staging.id },
      toUser: { id: newOwner.id },
      origin: { kind: "machine" },
      evidence: {
        source: "users-logged-on",
        outcome: { kind: "handed-off", toUser: newOwner.id, reason: "staged" },
        lastLogons: [
          { person: { id: technician.id }, why: saying("technician") },
          { person: { id: staging.id }, why: saying("staging account") },
          { person: { id: newOwner.id }, why: null },
          { person: { id: owner.id }, why: null },
          { person: null, why: saying("doesn't know") },
        ],
      },
    });
    expect(proposal.confirmedAt).not.toBeNull();
  });

  it("costs nothing and changes nothing when it is listed again, be it with newer logons of the same people", async () => {
    const { newOwner } = app.contoso.cast;
    const { device, list } = staged();
    expect(await list([[newOwner, 3]])).toEqual({
      proposed: true,
      handedOff: true,
    });
    const before = [await opened(device), await handoffOf(device)];

    app.clock.advance(HOUR_MS);
    expect(
      await asked(async () => {
        expect(await list([[newOwner, -1]])).toEqual({
          proposed: false,
          handedOff: false,
        });
      }),
    ).toEqual([]);

    expect([await opened(device), await handoffOf(device)]).toEqual(before);
  });

  it("costs nothing while nobody real has logged on", async () => {
    const { staging, technician } = app.contoso.cast;
    const { device, list } = staged();
    const requests = await asked(async () => {
      await list([]);
      await list([
        [staging, 4],
        [technician, 3],
        [app.contoso.deletedUserId, 2],
      ]);
    });
    expect(requests).toEqual([]);
    expect(await open(device)).toBeNull();
    expect((await handoffOf(device)).toUser).toBeNull();
  });

  it("is proposed to somebody who came to the tenant after its people were listed", async () => {
    const { newOwner, owner } = app.contoso.cast;
    const { device, list } = staged();
    const newcomer = { ...newOwner, id: crypto.randomUUID() };
    app.contoso.people.set(newcomer.id, newcomer);
    newcomer.userPrincipalName = "newcomer@contoso.com";

    app.clock.advance(HOUR_MS);
    await list([
      [owner, 20],
      [newcomer.id, -0.5],
    ]);

    expect((await opened(device)).toUser?.id).toBe(newcomer.id);
  });

  it("supersedes what was proposed when somebody else has it now", async () => {
    const { newOwner, employee } = app.contoso.cast;
    const { device, list } = staged();
    await list([[newOwner, 3]]);
    const before = await opened(device);
    await list([
      [newOwner, 3],
      [employee, 1],
    ]);
    const after = await opened(device);
    expect(after.toUser?.id).toBe(employee.id);
    expect((await app.get(before.id)).state.kind).toBe("superseded");
    expect((await handoffOf(device)).toUser?.id).toBe(employee.id);
  });

  it("keeps what was proposed when a list tells no logons, or a report too few", async () => {
    const { newOwner } = app.contoso.cast;
    const { device, list } = staged();
    await list([[newOwner, 3]]);
    const before = await opened(device);

    await list([]);
    expect(await opened(device)).toEqual(before);
    await app.reportLogons(device, { [newOwner.userPrincipalName]: 1 });
    expect(await opened(device)).toEqual(before);
  });

  it("lets a clear report decide, and the handoff know by it", async () => {
    const { newOwner, employee } = app.contoso.cast;
    const { device, list } = staged();
    await list([]);
    await app.reportLogons(device, {
      [newOwner.userPrincipalName]: 9,
      [employee.userPrincipalName]: 1,
    });
    expect(await opened(device)).toMatchObject({
      toUser: { id: newOwner.id },
      evidence: { source: "device-report" },
    });
    expect(await handoffOf(device)).toMatchObject({
      toUser: { id: newOwner.id },
      moments: { "handed-off": { source: "device-report" } },
    });
  });

  it("is left alone while people remember their no, in this cycle", async () => {
    const { approver, newOwner, staging } = app.contoso.cast;
    const { device, list } = staged();
    await list([[newOwner, 3]]);
    const asks = await app.show((await opened(device)).id);
    await app.answer(approver, asks, { kind: "reject", reason: "A loan" });

    expect(await asked(() => list([[newOwner, 1]]))).toEqual([]);
    expect(await open(device)).toBeNull();

    // Reset, staged again, and handed to the same person.
    app.clock.advance(2 * DAY_MS);
    const enrolledAt = new Date(app.clock.now().getTime() - HOUR_MS);
    await list([[staging, -47.5]], {}, { enrolledAt });
    await list([[newOwner, -47.8]], {}, { enrolledAt });
    expect((await opened(device)).toUser?.id).toBe(newOwner.id);
  });

  it("stays a shared one when people made it one", async () => {
    const { approver, technician, newOwner } = app.contoso.cast;
    const { device, list } = staged(null);
    await list([], { listedUser: null });
    device.primaryUsers = [{ userId: app.contoso.cast.owner.id, visibleAt: 0 }];
    const asks = await app.show(
      (await app.propose(technician, device, null)).id,
    );
    await app.answer(approver, asks, { kind: "approve" });
    await app.apply(asks.id);
    app.letWritesShow(device);
    await app.verify(asks.id);
    expect(await app.stateOf(asks.id)).toBe("verified");

    app.clock.advance(DAY_MS);
    await list([[newOwner, -20]], { listedUser: null });
    expect(await open(device)).toBeNull();
  });

  it("stays with a primary user whom the list of the tenant's people left out", async () => {
    const { owner, newOwner } = app.contoso.cast;
    const unlisted = { ...owner, id: randomUUID() };
    unlisted.userPrincipalName = "unlisted@contoso.com";
    app.contoso.people.set(unlisted.id, unlisted);
    const { device, list } = staged(unlisted);
    const enrolledAt = new Date(app.clock.now().getTime() - 60 * DAY_MS);

    const requests = await asked(() =>
      list(
        [
          [unlisted, 20 * 24],
          [newOwner, 24],
        ],
        {},
        { enrolledAt },
      ),
    );

    expect(requests).toContain(`GET /v1.0/users/${unlisted.id}`);
    expect(await open(device)).toBeNull();
  });

  it("is proposed to a newcomer, however many accounts that Entra has deleted logged on since", async () => {
    const { newOwner } = app.contoso.cast;
    const { device, list } = staged();
    const newcomer = { ...newOwner, id: randomUUID() };
    newcomer.userPrincipalName = "next.newcomer@contoso.com";
    app.contoso.people.set(newcomer.id, newcomer);

    app.clock.advance(HOUR_MS);
    const deleted = Array.from({ length: 25 }, (_, minute) => [
      randomUUID(),
      -(30 + minute) / 60,
    ]) as [string, number][];
    await list([...deleted, [newcomer.id, -0.25]]);

    expect((await opened(device)).toUser?.id).toBe(newcomer.id);
  });

  it.each([
    ["was enrolled by a look-alike", "lookAlikeLonger"],
    ["was enrolled by its person", "newOwner"],
  ] as const)("is nobody's concern when it %s", async (_name, enroller) => {
    const { cast } = app.contoso;
    const { device, list } = staged(cast.owner);
    await list([[cast.newOwner, 1]], {
      enrolledByUpn: cast[enroller].userPrincipalName,
    });
    expect(await open(device)).toBeNull();
    expect(
      await app.storage.handoffs.findCurrent(device.id as DeviceId),
    ).toBeNull();
  });
});

describe("a technician as the primary user", () => {
  const technician = () => {
    const { id, displayName, userPrincipalName } = app.contoso.cast.technician;
    return { id: id as UserId, displayName, userPrincipalName };
  };

  it("is passed over for the newest real person", async () => {
    const { technician: tech, newOwner } = app.contoso.cast;
    const { device, list } = staged(tech);
    await list([
      [tech, 0.05],
      [newOwner, 0.08],
    ]);
    expect(await opened(device)).toMatchObject({
      fromUser: { id: tech.id },
      toUser: { id: newOwner.id },
    });
    expect(await handoffOf(device)).toMatchObject({
      toUser: { id: newOwner.id },
    });
  });

  it.each([
    ["the enrolling account tells that it was staged", {}],
    ["only its record does", { enrolledByUpn: null }],
  ])("leaves a device waiting, where %s", async (_name, enrolled) => {
    const { technician: tech, newOwner, staging } = app.contoso.cast;
    const { device, list } = staged();
    await list([[staging, 90]], enrolled);
    app.cloud.intune.changeElsewhere(device, tech.id);
    app.letWritesShow(device);
    const more = { ...enrolled, listedUser: technician() };
    const logons = [[tech, 3] as const, [staging, 90] as const];
    expect(await list(logons, more)).toEqual({
      proposed: false,
      handedOff: false,
    });
    // Nor is it otherwise when it is looked at for itself.
    await evaluateDevice(app.deps, device.id as DeviceId);
    const waiting = await handoffOf(device);
    expect(waiting.toUser).toBeNull();
    expect(waiting.moments).not.toHaveProperty("handed-off");
    expect(waiting.moments).not.toHaveProperty("verified");

    await list([...logons, [newOwner, 1]], more);
    expect((await opened(device)).toUser?.id).toBe(newOwner.id);
    expect((await handoffOf(device)).toUser?.id).toBe(newOwner.id);
  });
});

describe("a device enrolment manager's device whose enrolling account is not told", () => {
  const told = {
    enrolment: "device-enrolment-manager" as const,
    enrolledByUpn: null,
  };

  it("was staged by its primary user", async () => {
    const { enrolmentManager, newOwner } = app.contoso.cast;
    const { device, list } = staged(enrolmentManager);
    await list([[enrolmentManager, 1]], told);
    expect((await handoffOf(device)).toUser).toBeNull();
    await list(
      [
        [enrolmentManager, 1],
        [newOwner, 3],
      ],
      told,
    );
    expect((await opened(device)).toUser?.id).toBe(newOwner.id);
    expect(await handoffOf(device)).toMatchObject({
      stagingAccount: enrolmentManager.userPrincipalName.toLowerCase(),
      toUser: { id: newOwner.id },
    });
  });

  it("is told of without a lead of its account, where it has no primary user either", async () => {
    const { newOwner } = app.contoso.cast;
    const { device, list } = staged(null);
    await list([], { ...told, listedUser: null });
    await list([[newOwner, 3]], { ...told, listedUser: null });
    expect((await opened(device)).toUser?.id).toBe(newOwner.id);
    const handoff = await followed(device);
    expect(handoff).toMatchObject({ stagingAccount: "", lead: null });
    expect(handoff.leadChosenAt).toBeDefined();
  });
});

describe("a handoff that is found late", () => {
  it("is told within a week, and left to the board when it is older", async () => {
    const { newOwner } = app.contoso.cast;
    const enrolledAt = new Date(app.clock.now().getTime() - 30 * DAY_MS);
    const [week, older] = [staged(), staged()];
    await week.list([[newOwner, 7 * 24 - 1]], {}, { enrolledAt });
    await older.list([[newOwner, 7 * 24 + 1]], {}, { enrolledAt });
    expect((await opened(older.device)).toUser?.id).toBe(newOwner.id);
    expect((await followed(week.device)).isWithheld).toBeUndefined();
    expect(await followed(older.device)).toMatchObject({
      isWithheld: true,
      lead: null,
      toUser: { id: newOwner.id },
    });
    expect(await app.storage.handoffs.listUntold(10, null)).toEqual([]);
  });
});

describe("a list that lags", () => {
  it("proposes nothing that Intune shows already, read live", async () => {
    const { newOwner, staging } = app.contoso.cast;
    const { device, list } = staged(newOwner);
    const requests = await asked(() =>
      list([[newOwner, 3]], {
        listedUser: {
          id: staging.id as UserId,
          displayName: "",
          userPrincipalName: staging.userPrincipalName,
        },
      }),
    );
    expect(requests).toHaveLength(1);
    expect(await open(device)).toBeNull();
    const handoff = await followed(device);
    expect(handoff).toMatchObject({
      toUser: { id: newOwner.id },
      moments: {
        "handed-off": { source: "users-logged-on" },
        verified: { source: "intune" },
      },
      proposal: null,
    });
    expect(handoff.moments).not.toHaveProperty("proposed");
    // The lead is told though nothing was to be done.
    expect(handoff.leadChosenAt).toBeDefined();
  });

  it("does not take away a card that was confirmed", async () => {
    const { newOwner, owner } = app.contoso.cast;
    const { device, list } = staged();
    await list([[newOwner, 3]]);
    const before = await opened(device);
    await list([[newOwner, 3]], {
      listedUser: {
        id: owner.id as UserId,
        displayName: "",
        userPrincipalName: owner.userPrincipalName,
      },
    });
    expect(await opened(device)).toEqual(before);
  });
});

describe("the record of a handoff", () => {
  it("knows each moment, and follows its proposal until the person has the device and it is taken back", async () => {
    const { approver, newOwner, stagingLead } = app.contoso.cast;
    const { device, list } = staged();
    const start = app.clock.now();
    await list([], { compliance: "unknown" });
    const waiting = await handoffOf(device);
    expect(waiting).toMatchObject({
      stagingAccount: "staging@contoso.com",
      enrolledAt: new Date(start.getTime() - 5 * DAY_MS),
      moments: { enrolled: { source: "enrolment" } },
      toUser: null,
    });
    expect(waiting.moments.provisioned).toBeUndefined();

    await list([]);
    await list([[newOwner, 3]]);
    expect((await handoffOf(device)).moments).toMatchObject({
      provisioned: { source: "check-in" },
      "handed-off": {
        at: new Date(start.getTime() - 3 * HOUR_MS),
        source: "users-logged-on",
      },
    });
    const proposal = await app.show((await opened(device)).id);
    const proposed = await followed(device);
    expect(proposed).toMatchObject({
      proposal: { id: proposal.id, state: "pending", verdict: null },
      moments: { proposed: { at: proposal.createdAt, source: "proposal" } },
      lead: { id: stagingLead.id },
    });
    // Nothing new: nothing is written, and nobody's card is edited.
    expect(await followed(device)).toEqual(proposed);

    app.clock.advance(MINUTE_MS);
    await app.answer(approver, proposal, { kind: "approve" });
    expect(await followed(device)).toMatchObject({
      proposal: { state: "approved", verdict: "approve" },
      moments: { decided: { at: app.clock.now(), source: "proposal" } },
    });
    await app.apply(proposal.id);
    app.letWritesShow(device);
    await app.verify(proposal.id);
    const done = await followed(device);
    expect(done).toMatchObject({
      proposal: { state: "verified" },
      moments: { verified: { source: "proposal" } },
    });

    // Another story: what is proposed later is not this handoff's.
    app.clock.advance(HOUR_MS);
    const other = await app.propose(
      app.contoso.cast.technician,
      device,
      app.contoso.cast.employee,
    );
    expect(await followed(device)).toEqual(done);
    await app.storage.transaction(async (unit) => {
      const current = await unit.proposals.getForUpdate(other.id);
      await unit.proposals.save({
        ...current,
        version: current.version + 1,
        state: { kind: "expired", at: app.clock.now() },
      });
    });
    const verified = await app.get(proposal.id);
    await app.answer(approver, verified, { kind: "undo" });
    await app.undo(proposal.id);
    app.letWritesShow(device);
    await app.undo(proposal.id);
    expect(await app.stateOf(proposal.id)).toBe("undone");
    const undone = await followed(device);
    expect(undone.proposal?.state).toBe("undone");
    expect(undone.moments.verified).toBeUndefined();
  });

  it("begins another cycle when the device is staged again, and ends the one before", async () => {
    const { newOwner, staging } = app.contoso.cast;
    const { device, list } = staged();
    await list([[newOwner, 3]]);
    const first = await followed(device);
    app.clock.advance(DAY_MS);
    const enrolledAt = app.clock.now();
    await list(
      [
        [newOwner, 3],
        [staging, -24],
      ],
      {},
      { enrolledAt },
    );

    const second = await handoffOf(device);
    expect(second).toMatchObject({ enrolledAt, toUser: null, version: 1 });
    expect(await app.storage.handoffs.find(first.id)).toMatchObject({
      endedBecause: "enrolled-again",
    });
    // The proposal of the cycle before is about a device that is nobody's now.
    expect(await open(device)).toBeNull();
  });

  it("takes an open card back when the device is staged again, before anybody logs on", async () => {
    const { newOwner } = app.contoso.cast;
    const { device, list } = staged();
    await list([[newOwner, 3]]);
    await followed(device);
    app.clock.advance(DAY_MS);
    await list([], {}, { enrolledAt: app.clock.now() });
    // The job that the list sent.
    await evaluateDevice(app.deps, device.id as DeviceId);
    expect(await open(device)).toBeNull();
  });

  it("is begun at once for a device that was reset minutes after its change", async () => {
    const { approver, newOwner, employee } = app.contoso.cast;
    const { device, list } = staged();
    await list([[newOwner, 3]]);
    const { id } = await app.show((await opened(device)).id);
    await app.answer(approver, await app.get(id), { kind: "approve" });
    await app.apply(id);
    app.letWritesShow(device);
    await app.verify(id);
    expect(await app.stateOf(id)).toBe("verified");

    // The staging account is the primary user again, as before the change.
    app.clock.advance(2 * MINUTE_MS);
    app.cloud.intune.changeElsewhere(device, app.contoso.cast.staging.id);
    app.letWritesShow(device);
    const enrolledAt = app.clock.now();
    app.clock.advance(2 * MINUTE_MS);
    const hoursAgo = -3.5 / 60;
    expect(await list([[employee, hoursAgo]], {}, { enrolledAt })).toEqual({
      proposed: true,
      handedOff: true,
    });
    expect((await opened(device)).toUser?.id).toBe(employee.id);
  });

  it("is not begun for a device that had its person when it was first seen", async () => {
    const { owner, newOwner } = app.contoso.cast;
    const { device, list } = staged(owner);
    expect(
      await asked(() =>
        list([
          [owner, 3],
          [newOwner, 1],
        ]),
      ),
    ).toEqual([]);
    const find = () => app.storage.handoffs.findCurrent(device.id as DeviceId);
    expect(await find()).toBeNull();
    // But when somebody else is proposed.
    const other = staged(owner);
    await other.list([[newOwner, 1]]);
    expect((await handoffOf(other.device)).toUser?.id).toBe(newOwner.id);
  });

  it("knows a change in Intune, though nothing else tells any more that the device was staged", async () => {
    const { newOwner, staging } = app.contoso.cast;
    const { device, list } = staged();
    await list([[staging, 90]], { enrolledByUpn: null });
    await list(
      [
        [staging, 90],
        [newOwner, 3],
      ],
      {
        enrolledByUpn: null,
        listedUser: {
          id: newOwner.id as UserId,
          displayName: "Ben",
          userPrincipalName: newOwner.userPrincipalName,
        },
      },
    );
    expect(await handoffOf(device)).toMatchObject({
      toUser: { id: newOwner.id },
      moments: {
        "handed-off": { source: "users-logged-on" },
        verified: { source: "intune" },
      },
    });
  });

  it("ends for a device that Intune does not list any more, and for no other", async () => {
    const [gone, kept] = [staged(), staged()];
    await gone.list([]);
    app.clock.advance(HOUR_MS);
    const sweptAt = app.clock.now();
    await kept.list([]);
    const handoff = await handoffOf(gone.device);
    await app.storage.transaction((unit) => endHandoffsOfGone(unit, sweptAt));
    expect(await app.storage.handoffs.find(handoff.id)).toMatchObject({
      endedBecause: "gone",
    });
    expect((await handoffOf(kept.device)).endedBecause).toBeNull();
  });
});

describe("an app with one place for a card", () => {
  let small: CustodianOnCloud;
  beforeAll(async () => {
    small = await startCustodianOnCloud({
      settings: {
        openCardsPerChannel: 1,
        stagingLeads: {
          "staging@contoso.com": "nobody@contoso.com",
          "*": "lidia.holloway@contoso.com",
        },
      },
    });
    await readPeople(small);
  });
  afterAll(() => small.close());

  it("holds what waits without asking Graph, and confirms it live before it is posted", async () => {
    const { newOwner, staging, approver, owner, employee } = small.contoso.cast;
    const [first, second, third] = [staging, staging, staging].map((one) =>
      staged(one, small),
    ) as [Staged, Staged, Staged];
    await first.list([[newOwner, 3]]);
    const requests = await asked(async () => {
      expect(await second.list([[owner, 3]])).toEqual({
        proposed: true,
        handedOff: true,
      });
      await third.list([[employee, 2]]);
      await second.list([[owner, 1]]);
    }, small);
    expect(requests).toEqual([]);
    expect(await opened(second.device, small)).toMatchObject({
      state: { kind: "held" },
      confirmedAt: null,
    });

    // Meanwhile somebody changed the second one in Intune.
    small.cloud.intune.changeElsewhere(second.device, owner.id);
    const card = await small.show((await opened(first.device, small)).id);
    await small.answer(approver, card, { kind: "reject", reason: "No" });
    const confirming = await asked(() => postHeldProposals(small.deps), small);

    expect(await open(second.device, small)).toBeNull();
    expect(await opened(third.device, small)).toMatchObject({
      state: { kind: "pending" },
      toUser: { id: employee.id },
    });
    expect((await opened(third.device, small)).confirmedAt).not.toBeNull();
    // Of each its primary user and, of the one that goes on, the technicians and who gains it.
    expect(
      confirming.filter((path) => path.includes("managedDevices")),
    ).toHaveLength(2);
    expect(confirming.length).toBeLessThanOrEqual(5);
    expect(await followed(second.device, small)).toMatchObject({
      moments: { verified: { source: "intune" } },
      lead: { id: employee.id },
    });
  });

  it("tells what two sweeps that look at the same moment find only once", async () => {
    const { newOwner, staging } = small.contoso.cast;
    const { device, list } = staged(staging, small);
    const results = await Promise.all([
      list([[newOwner, 3]]),
      list([[newOwner, 3]]),
      evaluateDevice(small.deps, device.id as DeviceId),
    ]);
    expect(results.filter((one) => one?.proposed).length).toBeLessThanOrEqual(
      1,
    );
    expect(
      await small.storage.proposals.listForDevice(device.id as DeviceId, 10),
    ).toHaveLength(1);
    expect((await followed(device, small)).moments["handed-off"]).toBeDefined();
  });

  it("puts the board's stuck devices first, ten a page", async () => {
    const now = small.clock.now().getTime();
    for (let i = 0; i < 12; i += 1) {
      const { list } = staged(small.contoso.cast.staging, small);
      await list(
        [],
        {},
        {
          enrolledAt: new Date(now - (i === 11 ? 20 : 1) * DAY_MS),
        },
      );
    }
    const board = await small.custodian.handoffs.board(0);
    expect(board).toMatchObject({ waiting: 12, stuck: 1, page: 0, pages: 2 });
    expect(board.rows).toHaveLength(10);
    expect(board.rows[0]).toMatchObject({ isStuck: true });
    expect(board.counts.map(({ stage }) => stage)[0]).toBe("enrolled");
    const last = await small.custodian.handoffs.board(99);
    expect(last.page).toBe(1);
    expect(last.rows).toHaveLength(2);
    expect(await small.custodian.handoffs.board(Number.NaN)).toEqual(board);
  });
});

describe("a device that a provisioning package enrolled", () => {
  it("is stuck on the board while nobody takes it, and told to the lead for the rest when somebody does", async () => {
    const at = await startCustodianOnCloud({
      settings: { ...SETTINGS, stagingLeads: { "*": LEAD } },
    });
    try {
      await readPeople(at);
      const { newOwner } = at.contoso.cast;
      const enrolledAt = new Date(at.clock.now().getTime() - 20 * DAY_MS);
      const { device, list } = staged(null, at);
      const enrolled = {
        enrolledByUpn:
          "package_{0F9C1C2A-5A3E-4F6B-9A57-3F0F6B5B7D11}@contoso.com",
        listedUser: null,
      };
      await list([], enrolled, { enrolledAt });
      expect(await at.custodian.handoffs.board(0)).toMatchObject({
        waiting: 1,
        stuck: 1,
        rows: [{ isStuck: true }],
      });

      await list([[newOwner, 3]], enrolled, { enrolledAt });
      expect((await opened(device, at)).toUser?.id).toBe(newOwner.id);
      expect((await followed(device, at)).lead?.id).toBe(
        at.contoso.person(LEAD).id,
      );
    } finally {
      await at.close();
    }
  });
});
