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

async function approved(device: SimulatedDevice): Promise<Proposal> {
  const { technician, approver, newOwner } = app.contoso.cast;
  const { id } = await app.propose(technician, device, newOwner);
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
    const { id } = await approved(device);
    losesWrite(device);
    await app.apply(id);
    app.clock.advance(30 * MINUTE_MS);
    losesWrite(device);
    await app.apply(id);
    expect(await app.stateOf(id)).toBe("failed");

    land(device);
    await app.verify(id);
    const after = await app.get(id);
    expect(after.state).toMatchObject({
      kind: "verified",
      tookEffectLate: true,
    });
    expect(after.fromUser?.id).toBe(owner.id);
  });

  it("is not looked for once another change of ours was approved", async () => {
    const device = app.aDevice();
    const { id } = await doubtful(device);
    app.clock.advance(15 * MINUTE_MS);
    await app.apply(id);
    const looks = async () => {
      const before = app.cloud.requests.length;
      await app.verify(id);
      return app.cloud.graphRequests(before).total;
    };
    expect(await looks()).toBe(1);
    await approved(device);
    expect(await looks()).toBe(0);
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
