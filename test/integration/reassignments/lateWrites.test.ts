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
import { applyReassignment } from "../../../src/usecases/reassignments/applyReassignment.ts";
import { settleLate } from "../../../src/usecases/reassignments/settleLate.ts";
import { verifyReassignment } from "../../../src/usecases/reassignments/verifyReassignment.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../support/builders.ts";
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

async function approved(
  device: SimulatedDevice,
  to = app.contoso.cast.newOwner,
): Promise<Proposal> {
  const { technician, approver } = app.contoso.cast;
  const { id } = await app.propose(technician, device, to);
  await app.answer(approver, await app.show(id), { kind: "approve" });
  return await app.get(id);
}

/** The next write is sent, and nobody sees its answer; Intune does it when `land` is called. */
function losesWrite(device: SimulatedDevice): void {
  app.cloud.faults.add({
    service: "graph",
    path: new RegExp(`${device.id}.*/\\$ref`),
    fault: { kind: "reset", when: "before" },
  });
}

function land(device: SimulatedDevice, user = app.contoso.cast.newOwner): void {
  app.cloud.intune.setPrimaryUser(device, user.id);
}

function changeElsewhere(device: SimulatedDevice): void {
  app.cloud.intune.changeElsewhere(device, app.contoso.cast.admin.id);
}

/** Its write is in doubt, and Intune shows a third person meanwhile. */
async function doubtful(device: SimulatedDevice): Promise<Proposal> {
  const proposal = await approved(device);
  losesWrite(device);
  expect(await app.apply(proposal.id)).toBe("graph.unavailable");
  changeElsewhere(device);
  app.clock.advance(2_500);
  return proposal;
}

/** Its write is in doubt; it ended because a third person is shown. */
async function endedInDoubt(device: SimulatedDevice): Promise<Proposal> {
  const { id } = await doubtful(device);
  app.clock.advance(15 * MINUTE_MS);
  await app.apply(id);
  expect(await app.stateOf(id)).toBe("superseded");
  return await app.get(id);
}

/** Its write is in doubt, and was given up while the owner was shown as before. */
async function givenUp(device: SimulatedDevice): Promise<Proposal> {
  const { id } = await approved(device);
  for (const minutes of [0, 30]) {
    app.clock.advance(minutes * MINUTE_MS);
    losesWrite(device);
    await app.apply(id);
  }
  expect(await app.stateOf(id)).toBe("failed");
  return await app.get(id);
}

/** Approved for another person, after a write for the new owner was in doubt. */
async function approvedLater(device: SimulatedDevice): Promise<Proposal> {
  app.clock.advance(MINUTE_MS);
  return await approved(device, app.contoso.cast.employee);
}

async function verifiedLater(device: SimulatedDevice): Promise<Proposal> {
  const { id } = await approvedLater(device);
  await app.apply(id);
  await app.verify(id);
  expect(await app.stateOf(id)).toBe("verified");
  return await app.get(id);
}

/** Intune refuses the next write for good. */
function refusesWrite(device: SimulatedDevice): void {
  app.cloud.faults.add({
    service: "graph",
    path: new RegExp(`${device.id}.*/\\$ref`),
    fault: {
      kind: "forbidden",
      permission: "DeviceManagementManagedDevices.ReadWrite.All",
    },
  });
}

const TOLD_LATE = { kind: "verified", changed: true, tookEffectLate: true };

async function undo(proposal: Pick<Proposal, "id">): Promise<void> {
  app.clock.advance(11 * MINUTE_MS);
  const { approver } = app.contoso.cast;
  const seen = await app.get(proposal.id);
  const result = await app.answer(approver, seen, { kind: "undo" });
  expect(result.kind).toBe("done");
  await app.undo(proposal.id);
  await app.undo(proposal.id);
}

describe("a write whose answer nobody saw", () => {
  it("is seen when it takes effect while a third person is shown; Undo restores that person", async () => {
    const { admin, newOwner } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await doubtful(device);
    for (const minutes of [0, 1, 4]) {
      app.clock.advance(minutes * MINUTE_MS);
      expect(await app.apply(id)).toBe("reassignment.write-in-doubt");
      expect((await app.get(id)).state).toMatchObject({
        kind: "applying",
        otherChange: { primaryUser: { displayName: "Ines Costa" } },
      });
    }
    land(device);
    app.clock.advance(MINUTE_MS);
    await app.apply(id);
    await app.verify(id);

    const after = await app.get(id);
    expect(after.state).toMatchObject({ kind: "verified", changed: true });
    expect(after.fromUser?.id).toBe(admin.id);
    expect(app.primaryUser(device)).toBe(newOwner);
    expect((await app.auditOf(id)).slice(-4)).toEqual([
      "reassignment.write-started",
      "reassignment.changed-elsewhere",
      "reassignment.applied",
      "reassignment.verified",
    ]);

    await undo(after);
    expect(await app.stateOf(id)).toBe("undone");
    expect(app.primaryUser(device)).toBe(admin);
  });

  it("is looked for with the pauses of a late change, as long as Intune may lag", async () => {
    const device = app.aDevice();
    const { id } = await doubtful(device);
    const pauses: unknown[] = [];
    for (const pause of [0, 7_500, 20_000, 45_000]) {
      app.clock.advance(pause);
      await applyReassignment(app.deps, id).catch(
        (error: { retryAfterMs?: number }) => pauses.push(error.retryAfterMs),
      );
    }
    expect(pauses).toEqual([8_000, 20_000, 45_000, 105_000]);
  });

  it("ends as superseded by a third person who is still shown then, and is told when it takes effect all the same", async () => {
    const { admin } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await doubtful(device);
    app.clock.advance(15 * MINUTE_MS);
    await app.apply(id);
    expect((await app.get(id)).state).toMatchObject({
      kind: "superseded",
      by: { primaryUser: { displayName: "Ines Costa" } },
    });

    app.clock.advance(HOUR_MS);
    await app.verify(id);
    expect(await app.stateOf(id)).toBe("superseded");
    land(device);
    await app.verify(id);

    const after = await app.get(id);
    expect(after.state).toMatchObject({
      kind: "verified",
      changed: true,
      tookEffectLate: true,
    });
    expect(after.fromUser?.id).toBe(admin.id);
    expect((await app.auditOf(id)).slice(-2)).toEqual([
      "proposal.superseded",
      "reassignment.verified",
    ]);
    await undo(after);
    expect(app.primaryUser(device)).toBe(admin);
  });

  it("is told of when it takes effect after the change was given up", async () => {
    const { owner } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await givenUp(device);

    land(device);
    await app.verify(id);
    const after = await app.get(id);
    expect(after.state).toMatchObject({
      kind: "verified",
      tookEffectLate: true,
    });
    expect(after.fromUser?.id).toBe(owner.id);
  });

  it("is looked for again while another change of ours is on its way, and no more once that one wrote", async () => {
    const device = app.aDevice();
    const { id } = await endedInDoubt(device);
    const look = async () => {
      const before = app.cloud.requests.length;
      const sent: unknown[] = [];
      const queue = {
        send: (job: unknown, data: unknown) => {
          sent.push([job, data]);
          return Promise.resolve();
        },
      };
      const storage = { ...app.storage, queue };
      await verifyReassignment({ ...app.deps, storage }, id);
      return { requests: app.cloud.graphRequests(before).total, sent };
    };
    const again = [["verifyReassignment", { proposalId: id }]];
    expect(await look()).toEqual({ requests: 1, sent: again });
    const later = await approvedLater(device);
    expect(await look()).toEqual({ requests: 0, sent: again });
    await app.apply(later.id);
    await app.verify(later.id);
    expect(await look()).toEqual({ requests: 0, sent: [] });
  });

  it("is told of though another change was approved since that never wrote", async () => {
    const { admin } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await endedInDoubt(device);
    const later = await approvedLater(device);
    refusesWrite(device);
    await app.apply(later.id);
    const failed = await app.get(later.id);
    expect(failed.state).toMatchObject({ kind: "failed" });

    land(device);
    await app.verify(id);
    const after = await app.get(id);
    expect(after.state).toMatchObject(TOLD_LATE);
    expect(await app.get(later.id)).toEqual(failed);
    await undo(after);
    expect(app.primaryUser(device)).toBe(admin);
  });

  it("that takes effect while another change is on its way is told of, and that one is made on it", async () => {
    const { employee, newOwner } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await endedInDoubt(device);
    const later = await approvedLater(device);
    land(device);
    app.clock.advance(MINUTE_MS);
    await app.apply(later.id);
    await app.verify(later.id);

    expect((await app.get(id)).state).toMatchObject(TOLD_LATE);
    const after = await app.get(later.id);
    expect(after.state).toMatchObject({ kind: "verified", changed: true });
    expect(after.state).not.toHaveProperty("otherChange");
    expect(after.fromUser?.id).toBe(newOwner.id);
    expect(app.primaryUser(device)).toBe(employee);
    expect((await app.auditOf(later.id)).slice(-4)).toEqual([
      "reassignment.earlier-late",
      "reassignment.write-started",
      "reassignment.applied",
      "reassignment.verified",
    ]);
    await undo(after);
    expect(app.primaryUser(device)).toBe(newOwner);
  });

  it("that takes effect right before another change is written is told of all the same", async () => {
    const { employee, newOwner } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await endedInDoubt(device);
    const later = await approvedLater(device);
    app.clock.advance(MINUTE_MS);
    const { graph } = app.deps;
    const change: typeof graph.primaryUsers.change = async (...given) => {
      if (app.writes(device).length === 1) land(device);
      await graph.primaryUsers.change(...given);
    };
    await applyReassignment(
      {
        ...app.deps,
        graph: { ...graph, primaryUsers: { ...graph.primaryUsers, change } },
      },
      later.id,
    );
    expect((await app.get(id)).state).toMatchObject(TOLD_LATE);
    const after = await app.get(later.id);
    expect(after.state.kind).toBe("applied");
    expect(after.fromUser?.id).toBe(newOwner.id);
    expect(app.primaryUser(device)).toBe(employee);
  });

  it("that takes effect while another write is in doubt is told of, and the other is written again", async () => {
    const { employee, newOwner } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await endedInDoubt(device);
    const later = await approvedLater(device);
    losesWrite(device);
    expect(await app.apply(later.id)).toBe("graph.unavailable");
    land(device);
    app.clock.advance(MINUTE_MS);
    // What it looks at first is a late write; right after, its own may still be under way.
    expect(await app.apply(later.id)).toBeNull();

    expect((await app.get(id)).state).toMatchObject(TOLD_LATE);
    const after = await app.get(later.id);
    expect(after.state.kind).toBe("applied");
    expect(after.fromUser?.id).toBe(newOwner.id);
    expect(app.primaryUser(device)).toBe(employee);
  });

  it("that is shown when another change should be is told of as itself", async () => {
    const { newOwner } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await endedInDoubt(device);
    const later = await approvedLater(device);
    await app.apply(later.id);
    land(device);
    await app.verify(later.id);
    await app.verify(later.id);

    expect((await app.get(id)).state).toMatchObject(TOLD_LATE);
    const after = await app.get(later.id);
    expect(after.state.kind).toBe("applied");
    expect(after.state).not.toHaveProperty("otherChange");
    expect(after.fromUser?.id).toBe(newOwner.id);
    expect((await app.auditOf(later.id)).slice(-2)).toEqual([
      "reassignment.applied",
      "reassignment.earlier-late",
    ]);
    app.clock.advance(15 * MINUTE_MS);
    await app.verify(later.id);
    expect(await app.stateOf(later.id)).toBe("unconfirmed");
  });

  it("that takes effect after another change was verified is told of, as what replaced that one", async () => {
    const { employee } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await endedInDoubt(device);
    const later = await verifiedLater(device);
    app.clock.advance(11 * MINUTE_MS);
    land(device);
    await app.verify(later.id);
    await app.verify(later.id);

    const after = await app.get(id);
    expect(after.state).toMatchObject(TOLD_LATE);
    expect(after.fromUser?.id).toBe(employee.id);
    expect(await app.get(later.id)).toEqual(later);
    await undo(after);
    expect(app.primaryUser(device)).toBe(employee);
  });

  it("that takes effect during the undo of another change is told of, and refuses no undo", async () => {
    const { admin, approver } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await endedInDoubt(device);
    const later = await verifiedLater(device);
    app.clock.advance(11 * MINUTE_MS);
    await app.answer(approver, later, { kind: "undo" });
    land(device);
    app.clock.advance(MINUTE_MS);
    await app.undo(later.id);
    await app.undo(later.id);

    expect((await app.get(id)).state).toMatchObject(TOLD_LATE);
    expect(await app.stateOf(later.id)).toBe("undone");
    expect(app.primaryUser(device)).toBe(admin);
  });

  it.each([
    ["before another change is written", "admin"],
    ["after another change was written, before it shows", "admin"],
    ["during the undo of another change", "employee"],
  ] as const)(
    "that takes effect %s replaced whom that one knows of",
    async (when, replaced) => {
      const { cast } = app.contoso;
      const device = app.aDevice();
      const { id } = await givenUp(device);
      changeElsewhere(device);
      const later = await approvedLater(device);
      app.clock.advance(MINUTE_MS);
      if (when.startsWith("before")) land(device);
      await app.apply(later.id);
      if (when.startsWith("after")) land(device);
      await app.verify(later.id);
      if (when.startsWith("during")) {
        app.clock.advance(11 * MINUTE_MS);
        const kind = { kind: "undo" } as const;
        await app.answer(cast.approver, await app.get(later.id), kind);
        land(device);
        app.clock.advance(MINUTE_MS);
        await app.undo(later.id);
      }
      const after = await app.get(id);
      expect(after.state).toMatchObject(TOLD_LATE);
      expect(after.fromUser?.id).toBe(cast[replaced].id);
    },
  );

  it("that another look told of, while a change waits for its job, ends that change no more", async () => {
    const { employee, newOwner } = app.contoso.cast;
    const device = app.aDevice();
    const earlier = await endedInDoubt(device);
    const later = await approvedLater(device);
    land(device);
    app.clock.advance(MINUTE_MS);
    // As a process leaves it that dies between telling of the one and going on with the other.
    await settleLate(app.deps, earlier);
    await app.apply(later.id);
    expect(await app.stateOf(later.id)).toBe("applied");
    expect((await app.get(later.id)).fromUser?.id).toBe(newOwner.id);
    expect(app.primaryUser(device)).toBe(employee);
  });

  it("or that nobody saw, and that shows while another change is on its way, is verified, and that one is made on it", async () => {
    const { employee, newOwner, owner } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await approved(device);
    app.cloud.faults.propagationMs = DAY_MS;
    await app.apply(id);
    app.cloud.faults.propagationMs = 0;
    app.clock.advance(15 * MINUTE_MS);
    await app.verify(id);
    expect(await app.stateOf(id)).toBe("unconfirmed");
    const later = await approvedLater(device);
    app.letWritesShow(device);
    app.clock.advance(MINUTE_MS);
    await app.apply(later.id);

    const after = await app.get(id);
    expect(after.state).toMatchObject({ kind: "verified", changed: true });
    expect(after.fromUser?.id).toBe(owner.id);
    expect(await app.stateOf(later.id)).toBe("applied");
    expect((await app.get(later.id)).fromUser?.id).toBe(newOwner.id);
    expect(app.primaryUser(device)).toBe(employee);
  });

  it("explains who is shown for a day alone: afterwards it is somebody else's doing", async () => {
    const { newOwner } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await endedInDoubt(device);
    app.clock.advance(DAY_MS);
    const later = await approvedLater(device);
    land(device);
    await app.apply(later.id);
    expect((await app.get(later.id)).state).toMatchObject({
      kind: "superseded",
      by: { kind: "owner-changed-elsewhere" },
    });
    expect(await app.stateOf(id)).toBe("superseded");
    expect(app.primaryUser(device)).toBe(newOwner);
  });

  it("is known to have replaced who was shown after the change was given up", async () => {
    const { admin, employee, newOwner } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await givenUp(device);
    for (const person of [admin, employee, employee]) {
      app.cloud.intune.changeElsewhere(device, person.id);
      app.clock.advance(15 * MINUTE_MS);
      await app.verify(id);
    }
    expect((await app.get(id)).state).toMatchObject({
      kind: "failed",
      otherChange: { primaryUser: { displayName: "Lidia Holloway" } },
    });
    expect((await app.auditOf(id)).slice(-3)).toEqual([
      "reassignment.failed",
      "reassignment.changed-elsewhere",
      "reassignment.changed-elsewhere",
    ]);

    land(device, newOwner);
    await app.verify(id);
    const after = await app.get(id);
    expect(after.state).toMatchObject(TOLD_LATE);
    expect(after.fromUser?.id).toBe(employee.id);
  });

  it("of an undo is waited for, and told of when it takes effect after the undo was given up", async () => {
    const { owner, approver } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await approved(device);
    await app.apply(id);
    await app.verify(id);
    app.clock.advance(11 * MINUTE_MS);
    await app.answer(approver, await app.get(id), { kind: "undo" });
    losesWrite(device);
    expect(await app.undo(id)).toBe("graph.unavailable");
    changeElsewhere(device);
    app.clock.advance(2_500);
    await expect(undoReassignment(app.deps, id)).rejects.toMatchObject({
      code: "reassignment.write-in-doubt",
      retryAfterMs: 8_000,
    });
    app.clock.advance(15 * MINUTE_MS);
    await app.undo(id);
    expect((await app.get(id)).state).toMatchObject({
      kind: "undo-failed",
      failure: { code: "undo.changed-elsewhere" },
    });

    land(device, owner);
    await app.verify(id);
    expect((await app.get(id)).state).toMatchObject({
      kind: "undone",
      undo: { otherChange: { primaryUser: { displayName: "Ines Costa" } } },
    });
    expect((await app.auditOf(id)).slice(-3)).toEqual([
      "reassignment.changed-elsewhere",
      "undo.failed",
      "undo.done",
    ]);
  });
});

describe("a write that Intune took", () => {
  it("has its card say that somebody else is shown in its place", async () => {
    const device = app.aDevice();
    const { id } = await approved(device);
    await app.apply(id);
    changeElsewhere(device);
    app.clock.advance(2_500);
    await app.verify(id);
    app.clock.advance(15 * MINUTE_MS);
    await app.verify(id);
    expect((await app.get(id)).state).toMatchObject({
      kind: "unconfirmed",
      otherChange: { primaryUser: { displayName: "Ines Costa" } },
    });
  });

  it("and never showed is not seen in what a later change of ours wrote", async () => {
    const { owner } = app.contoso.cast;
    const device = app.aDevice();
    const unseen = await approved(device);
    app.cloud.faults.propagationMs = DAY_MS;
    await app.apply(unseen.id);
    app.cloud.faults.propagationMs = 0;
    app.clock.advance(15 * MINUTE_MS);
    await app.verify(unseen.id);
    const before = await app.get(unseen.id);
    expect(before.state.kind).toBe("unconfirmed");
    // Its write got lost.
    device.primaryUsers = [{ userId: owner.id, visibleAt: 0 }];

    const { id } = await approved(device);
    await app.apply(id);
    await app.verify(id);
    expect(await app.stateOf(id)).toBe("verified");
    await app.verify(unseen.id);
    expect(await app.get(unseen.id)).toEqual(before);
  });

  it("and was not seen has its card say who else is shown later", async () => {
    const device = app.aDevice();
    const { id } = await approved(device);
    app.cloud.faults.propagationMs = DAY_MS;
    await app.apply(id);
    app.cloud.faults.propagationMs = 0;
    app.clock.advance(15 * MINUTE_MS);
    await app.verify(id);
    expect(await app.stateOf(id)).toBe("unconfirmed");
    device.primaryUsers.pop();
    changeElsewhere(device);
    app.clock.advance(HOUR_MS);
    await app.verify(id);
    expect((await app.get(id)).state).toMatchObject({
      kind: "unconfirmed",
      otherChange: { primaryUser: { displayName: "Ines Costa" } },
    });
  });

  it("is known to have replaced somebody whom Intune showed late", async () => {
    const { admin, newOwner } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await approved(device);
    // An administrator changed it minutes ago; `/users` shows it once our write is done.
    app.cloud.faults.propagationMs = DAY_MS;
    await app.apply(id);
    app.cloud.faults.propagationMs = 0;
    device.primaryUsers.splice(1, 0, { userId: admin.id, visibleAt: 0 });
    await app.verify(id);
    app.letWritesShow(device);
    await app.verify(id);

    const after = await app.get(id);
    expect(after.state).toMatchObject({ kind: "verified", changed: true });
    expect(after.fromUser?.id).toBe(admin.id);
    expect(app.primaryUser(device)).toBe(newOwner);
    await undo(after);
    expect(app.primaryUser(device)).toBe(admin);
  });
});

describe("a process that dies around a write", () => {
  it.each([
    ["between the look and the write", "before"],
    ["between the write and what is stored of it", "after"],
  ] as const)(
    "%s leaves an administrator's change alone, and the truth on the card",
    async (_when, when) => {
      const { admin, newOwner } = app.contoso.cast;
      const device = app.aDevice();
      const { id } = await approved(device);
      const { graph } = app.deps;
      const dying = {
        ...app.deps,
        graph: {
          ...graph,
          primaryUsers: {
            ...graph.primaryUsers,
            change: async (
              ...[of, to, isDue]: Parameters<typeof graph.primaryUsers.change>
            ) => {
              await graph.primaryUsers.change(
                of,
                to,
                (shown) => isDue(shown) && when === "after",
              );
              throw new Error("The process died here");
            },
          },
        },
      };
      await expect(applyReassignment(dying, id)).rejects.toThrow("died here");
      expect(await app.stateOf(id)).toBe("applying");
      changeElsewhere(device);
      app.clock.advance(MINUTE_MS);
      expect(await app.apply(id)).toBe("reassignment.write-in-doubt");
      app.clock.advance(15 * MINUTE_MS);
      await app.apply(id);

      expect(await app.stateOf(id)).toBe("superseded");
      expect(app.primaryUser(device)).toBe(admin);
      expect(app.writes(device)).toHaveLength(when === "after" ? 1 : 0);
      expect(newOwner).not.toBe(app.primaryUser(device));
    },
  );
});
