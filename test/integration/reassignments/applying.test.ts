import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it,
} from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import { applyReassignment } from "../../../src/usecases/reassignments/applyReassignment.ts";
import { verifyReassignment } from "../../../src/usecases/reassignments/verifyReassignment.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../support/builders.ts";
import type { Fault } from "../../simulator/faults.ts";
import type { SimulatedDevice } from "../../simulator/contoso.ts";
import { until as waitUntil } from "../../support/until.ts";
import { saying } from "../../support/saying.ts";

let app: CustodianOnCloud;
beforeAll(async () => {
  app = await startCustodianOnCloud();
});
afterEach(() => {
  app.cloud.faults.clear();
  app.cloud.faults.propagationMs = 0;
  // Nobody proposes twenty changes an hour here.
  app.clock.advance(HOUR_MS);
});
afterAll(() => app.close());

/** Approved, and its job not run yet. */
async function approved(
  device: SimulatedDevice,
  to = app.contoso.cast.newOwner,
): Promise<Proposal> {
  const { technician, approver } = app.contoso.cast;
  const proposal = await app.propose(technician, device, to);
  const shown = await app.show(proposal.id);
  const result = await app.answer(approver, shown, { kind: "approve" });
  if (result.kind !== "done") throw new Error("It was not approved");
  return result.proposal;
}

function failWrite(device: SimulatedDevice, fault: Fault, times = 1) {
  return app.cloud.faults.add({
    service: "graph",
    path: new RegExp(`${device.id}.*/\\$ref`),
    times,
    fault,
  });
}

async function tryAgain(proposal: Pick<Proposal, "id">): Promise<void> {
  const seen = await app.get(proposal.id);
  const { approver } = app.contoso.cast;
  const result = await app.answer(approver, seen, { kind: "try-again" });
  expect(result.kind).toBe("done");
}

describe("applying an approved change", () => {
  it("writes once, sees that it took, and leaves the neighbour alone", async () => {
    const { newOwner, owner } = app.contoso.cast;
    const [device, neighbour] = [app.aDevice(), app.aDevice()];
    const [proposal, untouched] = [
      await approved(device),
      await approved(neighbour),
    ];

    await app.apply(proposal.id);
    expect(await app.stateOf(proposal.id)).toBe("applied");
    await app.verify(proposal.id);

    const after = await app.get(proposal.id);
    expect(after.state).toMatchObject({ kind: "verified", changed: true });
    expect(after.undoUntil?.getTime()).toBe(
      app.clock.now().getTime() + 72 * HOUR_MS,
    );
    expect(app.primaryUser(device)).toBe(newOwner);
    expect(app.writes(device)).toHaveLength(1);
    expect(await app.auditOf(proposal.id)).toEqual([
      "proposal.created",
      "proposal.posted",
      "proposal.approved",
      "reassignment.write-started",
      "reassignment.applied",
      "reassignment.verified",
    ]);
    expect(await app.get(untouched.id)).toEqual(untouched);
    expect(app.primaryUser(neighbour)).toBe(owner);
  });

  it("does nothing more when its job runs again in any later state", async () => {
    const device = app.aDevice();
    const proposal = await approved(device);
    await app.apply(proposal.id);
    await app.apply(proposal.id);
    await app.verify(proposal.id);
    await app.apply(proposal.id);
    await app.verify(proposal.id);
    expect(app.writes(device)).toHaveLength(1);
    expect((await app.get(proposal.id)).version).toBe(proposal.version + 3);
  });

  it("makes a shared device", async () => {
    const { approver, technician } = app.contoso.cast;
    const device = app.aDevice();
    const proposal = await app.show(
      (await app.propose(technician, device, null)).id,
    );
    await app.answer(approver, proposal, { kind: "approve" });
    await app.apply(proposal.id);
    await app.verify(proposal.id);
    expect(await app.stateOf(proposal.id)).toBe("verified");
    expect(app.primaryUser(device)).toBeNull();
    expect(app.writes(device)).toMatchObject([{ method: "DELETE" }]);
  });

  it("writes nothing when the owner was changed elsewhere", async () => {
    const device = app.aDevice();
    const proposal = await approved(device);
    app.cloud.intune.changeElsewhere(device, app.contoso.cast.admin.id);
    await app.apply(proposal.id);
    expect((await app.get(proposal.id)).state).toMatchObject({
      kind: "superseded",
      by: {
        kind: "owner-changed-elsewhere",
        primaryUser: { displayName: "Ines Costa" },
      },
      decision: { verdict: "approve" },
    });
    expect(app.writes(device)).toHaveLength(0);
  });

  it("writes nothing when the same account staged the device again since, and says so on the card", async () => {
    const { staging } = app.contoso.cast;
    const device = app.aDevice({ owner: staging });
    const proposal = await approved(device);
    app.clock.advance(MINUTE_MS);
    device.enrolledAt = app.clock.now();
    await app.apply(proposal.id);

    const after = await app.get(proposal.id);
    expect(after.state).toMatchObject({
      kind: "superseded",
      by: { kind: "enrolled-again" },
      decision: { verdict: "approve" },
    });
    expect(app.writes(device)).toHaveLength(0);
    expect(app.primaryUser(device)).toBe(staging);
  });

  it("takes it as done when somebody did it already, and offers no undo", async () => {
    const { approver, newOwner } = app.contoso.cast;
    const device = app.aDevice();
    const proposal = await approved(device);
    app.cloud.intune.changeElsewhere(device, newOwner.id);
    await app.apply(proposal.id);

    const after = await app.get(proposal.id);
    expect(after).toMatchObject({
      state: { kind: "verified", changed: false },
      undoUntil: null,
    });
    expect(app.writes(device)).toHaveLength(0);
    expect(await app.answer(approver, after, { kind: "undo" })).toMatchObject({
      kind: "refused",
      message: saying("Nothing was changed"),
    });
  });

  it("writes when what it sees may be what its own earlier change replaced", async () => {
    const { owner, newOwner } = app.contoso.cast;
    const device = app.aDevice();
    const first = await approved(device);
    await app.apply(first.id);
    await app.verify(first.id);
    const back = await approved(device, owner);
    // A late read: Ben is the owner, and this answer still says Megan.
    device.primaryUsers = [
      { userId: owner.id, visibleAt: 0 },
      { userId: newOwner.id, visibleAt: Date.now() + DAY_MS },
    ];
    await app.apply(back.id);

    expect(await app.stateOf(back.id)).toBe("applied");
    expect(app.primaryUser(device)).toBe(owner);
    expect(app.writes(device)).toHaveLength(2);
  });

  it.each([
    [
      "the device is gone",
      "device.gone",
      (device: SimulatedDevice) => {
        app.contoso.devices.delete(device.id);
        return () => app.contoso.devices.set(device.id, device);
      },
    ],
    [
      "the device is only registered now",
      "device.not-joined",
      (device: SimulatedDevice) => {
        device.joinType = "azureADRegistered";
        return () => undefined;
      },
    ],
    [
      "the person was disabled",
      "user.disabled",
      () => {
        app.contoso.cast.newOwner.accountEnabled = false;
        return () => (app.contoso.cast.newOwner.accountEnabled = true);
      },
    ],
    [
      "the person lost the licence",
      "user.unlicensed",
      () => {
        app.contoso.cast.newOwner.plans = ["INTUNE_O365"];
        return () => (app.contoso.cast.newOwner.plans = ["INTUNE_A"]);
      },
    ],
    [
      "the person left Entra",
      "user.unknown",
      () => {
        const { newOwner } = app.contoso.cast;
        app.contoso.people.delete(newOwner.id);
        return () => app.contoso.people.set(newOwner.id, newOwner);
      },
    ],
  ])("fails without writing when %s", async (_why, code, change) => {
    const device = app.aDevice();
    const proposal = await approved(device);
    const restore = change(device);
    app.counted.failed.length = 0;
    try {
      await app.apply(proposal.id);
    } finally {
      restore();
    }
    expect((await app.get(proposal.id)).state).toMatchObject({
      kind: "failed",
      failure: { code },
    });
    expect(app.counted.failed).toEqual(["change"]);
    expect(app.writes(device)).toHaveLength(0);
  });

  it.each<[string, Fault, string, string]>([
    [
      "the permission is missing",
      {
        kind: "forbidden",
        permission: "DeviceManagementManagedDevices.PrivilegedOperations.All",
      },
      "graph.forbidden",
      "DeviceManagementManagedDevices.PrivilegedOperations.All",
    ],
    [
      "Graph accepts no token of ours",
      { kind: "status", status: 401, code: "InvalidAuthenticationToken" },
      "graph.sign-in-failed",
      "AZURE_CLIENT_SECRET",
    ],
    [
      "Intune wants another administrator's approval",
      { kind: "needs-approval", status: 412 },
      "graph.needs-approval",
      "Multi Admin Approval",
    ],
    [
      "Intune refuses",
      { kind: "status", status: 400, message: "No license" },
      "graph.refused",
      "No license",
    ],
  ])(
    "says what to do when %s, and does it on Try again",
    async (_why, fault, code, messages) => {
      const { newOwner } = app.contoso.cast;
      const device = app.aDevice();
      const proposal = await approved(device);
      const placed = failWrite(device, fault, 2);
      await app.apply(proposal.id);
      placed.remove();

      const { state } = await app.get(proposal.id);
      expect(state).toMatchObject({
        kind: "failed",
        failure: { code, message: saying(messages) },
      });
      // A definite no leaves no doubt behind.
      expect(state).not.toHaveProperty("writeStartedAt");

      await tryAgain(proposal);
      expect(await app.stateOf(proposal.id)).toBe("approved");
      await app.apply(proposal.id);
      await app.verify(proposal.id);
      expect((await app.get(proposal.id)).state).toMatchObject({
        kind: "verified",
        changed: true,
      });
      expect(app.primaryUser(device)).toBe(newOwner);
    },
  );

  it.each(["person", "device"] as const)(
    "says which is gone when Intune does not find one of the two: the %s",
    async (which) => {
      const { newOwner } = app.contoso.cast;
      const { people, devices } = app.contoso;
      const device = app.aDevice();
      const proposal = await approved(device);
      let goOn = (): void => undefined;
      const until = new Promise<void>((resolve) => (goOn = resolve));
      const held = failWrite(device, { kind: "held", until });
      failWrite(device, { kind: "status", status: 404 });
      const applying = app.apply(proposal.id);
      await waitUntil("the write is on its way", () => held.struck > 0);
      if (which === "person") people.delete(newOwner.id);
      else devices.delete(device.id);
      goOn();
      try {
        await applying;
      } finally {
        people.set(newOwner.id, newOwner);
        devices.set(device.id, device);
      }
      expect((await app.get(proposal.id)).state).toMatchObject({
        kind: "failed",
        failure: { code: which === "person" ? "user.unknown" : "device.gone" },
      });
      expect(device.primaryUsers).toHaveLength(1);
    },
  );

  it("waits as long as a throttling Intune asks, and writes once then", async () => {
    const device = app.aDevice();
    const proposal = await approved(device);
    failWrite(device, { kind: "throttled", retryAfterSeconds: 60 });

    expect(await app.apply(proposal.id)).toBe("graph.throttled");
    expect(await app.stateOf(proposal.id)).toBe("approved");
    expect(await app.apply(proposal.id)).toBeNull();
    expect(await app.stateOf(proposal.id)).toBe("applied");
    expect(device.primaryUsers).toHaveLength(2);
  });

  it.each<[string, Fault, number]>([
    ["a 500", { kind: "status", status: 500 }, 2],
    ["a 502", { kind: "status", status: 502 }, 2],
    [
      "a 503",
      { kind: "status", status: 503, headers: { "retry-after": "1" } },
      2,
    ],
    ["a 504", { kind: "status", status: 504 }, 2],
    [
      "a broken connection before it was done",
      { kind: "reset", when: "before" },
      2,
    ],
    [
      "a broken connection after it was done",
      { kind: "reset", when: "after" },
      1,
    ],
  ])("looks before it writes again after %s", async (_what, fault, writes) => {
    const device = app.aDevice();
    const proposal = await approved(device);
    failWrite(device, fault);

    expect(await app.apply(proposal.id)).toBe("graph.unavailable");
    expect(await app.stateOf(proposal.id)).toBe("applying");
    if (writes === 2) {
      expect(await app.apply(proposal.id)).toBe("reassignment.write-in-doubt");
      expect(app.writes(device)).toHaveLength(1);
      app.clock.advance(2_500);
    }
    expect(await app.apply(proposal.id)).toBeNull();
    await app.verify(proposal.id);

    expect((await app.get(proposal.id)).state).toMatchObject({
      kind: "verified",
      changed: true,
    });
    expect(app.writes(device)).toHaveLength(writes);
    expect(device.primaryUsers).toHaveLength(2);
  });

  it("sees its own doubtful write when that shows late, and leaves the device with one change in effect", async () => {
    const { newOwner } = app.contoso.cast;
    const device = app.aDevice();
    const proposal = await approved(device);
    app.cloud.faults.propagationMs = DAY_MS;
    failWrite(device, { kind: "reset", when: "after" });

    expect(await app.apply(proposal.id)).toBe("graph.unavailable");
    app.clock.advance(2_500);
    // Done, and not shown yet: the same user is written over itself.
    expect(await app.apply(proposal.id)).toBeNull();
    expect(app.writes(device).map(({ body }) => body)).toEqual([
      { "@odata.id": expect.stringContaining(newOwner.id) },
      { "@odata.id": expect.stringContaining(newOwner.id) },
    ]);
    app.letWritesShow(device);
    await app.verify(proposal.id);
    expect((await app.get(proposal.id)).state).toMatchObject({
      kind: "verified",
      changed: true,
    });
    expect(app.primaryUser(device)).toBe(newOwner);
  });

  it("does not write over what somebody else changed while its own write was in doubt", async () => {
    const { admin } = app.contoso.cast;
    const device = app.aDevice();
    const proposal = await approved(device);
    failWrite(device, { kind: "status", status: 503 });
    await app.apply(proposal.id);
    app.cloud.intune.changeElsewhere(device, admin.id);
    app.clock.advance(2_500);
    expect(await app.apply(proposal.id)).toBe("reassignment.write-in-doubt");
    app.clock.advance(15 * MINUTE_MS);
    await app.apply(proposal.id);

    expect(await app.stateOf(proposal.id)).toBe("superseded");
    expect(app.writes(device)).toHaveLength(1);
    expect(app.primaryUser(device)).toBe(admin);
  });

  it("takes it as removed when Intune finds nothing left to remove after a doubtful removal", async () => {
    const { approver, technician } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await app.propose(technician, device, null);
    await app.answer(approver, await app.show(id), { kind: "approve" });
    app.cloud.faults.propagationMs = DAY_MS;
    failWrite(device, { kind: "reset", when: "after" });
    expect(await app.apply(id)).toBe("graph.unavailable");
    failWrite(device, { kind: "status", status: 404 });
    app.clock.advance(2_500);
    expect(await app.apply(id)).toBeNull();
    expect(await app.stateOf(id)).toBe("applied");

    app.letWritesShow(device);
    await app.verify(id);
    expect(await app.stateOf(id)).toBe("verified");
    expect(app.primaryUser(device)).toBeNull();
  });

  it.each([
    ["2.5 s when Intune names no time", undefined, 2_500],
    ["2.5 s when Intune asks for less", "1", 2_500],
    ["as long as Intune asks", "40", 40_000],
  ])(
    "looks after a failed write in %s, and leaves later pauses to the queue",
    async (_how, retryAfter, retryAfterMs) => {
      const device = app.aDevice();
      const proposal = await approved(device);
      failWrite(device, {
        kind: "status",
        status: 503,
        ...(retryAfter ? { headers: { "retry-after": retryAfter } } : {}),
      });
      await expect(
        applyReassignment(app.deps, proposal.id),
      ).rejects.toMatchObject({ code: "graph.unavailable", retryAfterMs });

      await expect(
        applyReassignment(app.deps, proposal.id),
      ).rejects.toMatchObject({
        code: "reassignment.write-in-doubt",
        retryAfterMs: undefined,
      });
      failWrite(device, { kind: "status", status: 503 });
      app.clock.advance(2_500);
      await expect(
        applyReassignment(app.deps, proposal.id),
      ).rejects.toMatchObject({
        code: "graph.unavailable",
        retryAfterMs: undefined,
      });
    },
  );

  it("writes again with a fresh token when Graph does not accept the remembered one", async () => {
    const device = app.aDevice();
    const proposal = await approved(device);
    const before = app.cloud.seen("login", "POST").length;
    failWrite(device, {
      kind: "status",
      status: 401,
      code: "InvalidAuthenticationToken",
    });

    expect(await app.apply(proposal.id)).toBeNull();
    expect(await app.stateOf(proposal.id)).toBe("applied");
    expect(app.writes(device)).toHaveLength(2);
    expect(device.primaryUsers).toHaveLength(2);
    expect(app.cloud.seen("login", "POST")).toHaveLength(before + 1);
  });

  it("writes once when its job runs twice at the same moment", async () => {
    const device = app.aDevice();
    const proposal = await approved(device);
    // Both have read before either goes on.
    const { graph } = app.deps;
    const bothRead = Promise.withResolvers<undefined>();
    let reads = 0;
    const deps = {
      ...app.deps,
      graph: {
        ...graph,
        devices: {
          ...graph.devices,
          async find(deviceId: DeviceId) {
            const found = await graph.devices.find(deviceId);
            if (++reads === 2) bothRead.resolve(undefined);
            await bothRead.promise;
            return found;
          },
        },
      },
    };
    await Promise.all([
      applyReassignment(deps, proposal.id),
      applyReassignment(deps, proposal.id),
    ]);
    expect(await app.stateOf(proposal.id)).toBe("applied");
    expect(app.writes(device)).toHaveLength(1);
  });

  it.each([
    ["before the write was sent", false, 1],
    ["after the write was done", true, 1],
  ])("ends right when the process died %s", async (_when, isSent, writes) => {
    const device = app.aDevice();
    const proposal = await approved(device);
    const { graph } = app.deps;
    await expect(
      applyReassignment(
        {
          ...app.deps,
          graph: {
            ...graph,
            primaryUsers: {
              ...graph.primaryUsers,
              async change(...asked) {
                if (isSent) await graph.primaryUsers.change(...asked);
                throw new Error("The process died here");
              },
            },
          },
        },
        proposal.id,
      ),
    ).rejects.toThrow("The process died here");
    expect(await app.stateOf(proposal.id)).toBe("applying");

    app.clock.advance(MINUTE_MS);
    await app.apply(proposal.id);
    await app.verify(proposal.id);
    expect((await app.get(proposal.id)).state).toMatchObject({
      kind: "verified",
      changed: true,
    });
    expect(app.writes(device)).toHaveLength(writes);
  });

  it("gives up after half an hour without Graph, and knows its own late success on Try again", async () => {
    const device = app.aDevice();
    const proposal = await approved(device);
    app.cloud.faults.propagationMs = DAY_MS;
    failWrite(device, { kind: "reset", when: "after" });
    await app.apply(proposal.id);
    app.clock.advance(30 * MINUTE_MS);
    failWrite(device, { kind: "reset", when: "before" });
    await app.apply(proposal.id);
    expect((await app.get(proposal.id)).state).toMatchObject({
      kind: "failed",
      failure: { code: "graph.unavailable" },
    });

    app.letWritesShow(device);
    await tryAgain(proposal);
    await app.apply(proposal.id);
    await app.verify(proposal.id);
    const after = await app.get(proposal.id);
    expect(after.state).toMatchObject({ kind: "verified", changed: true });
    expect(after.undoUntil).not.toBeNull();
  });

  it.each([200, 403, 404])(
    "tries for some minutes when a page of HTML comes with %i, and then says that something stands in between",
    async (status) => {
      const device = app.aDevice();
      const proposal = await approved(device);
      app.cloud.faults.add({
        service: "graph",
        path: device.id,
        times: Infinity,
        fault: { kind: "status", status, body: "<html>Blocked</html>" },
      });
      expect(await app.apply(proposal.id)).toBe("graph.foreign-answer");
      expect(await app.stateOf(proposal.id)).not.toBe("failed");

      app.clock.advance(5 * MINUTE_MS);
      await app.apply(proposal.id);
      expect((await app.get(proposal.id)).state).toMatchObject({
        kind: "failed",
        failure: {
          code: "graph.foreign-answer",
          message: { values: { status } },
        },
      });
      expect(app.writes(device)).toHaveLength(0);
    },
  );

  it("is as patient after Try again as it was at first", async () => {
    const device = app.aDevice();
    const proposal = await approved(device);
    failWrite(device, { kind: "needs-approval", status: 400 });
    await app.apply(proposal.id);
    app.clock.advance(3 * HOUR_MS);
    await tryAgain(proposal);

    failWrite(device, { kind: "reset", when: "before" });
    expect(await app.apply(proposal.id)).toBe("graph.unavailable");
    app.clock.advance(2_500);
    expect(await app.apply(proposal.id)).toBeNull();
    expect(await app.stateOf(proposal.id)).toBe("applied");
  });
});

describe("verifying", () => {
  const applied = async (device: SimulatedDevice) => {
    app.cloud.faults.propagationMs = DAY_MS;
    const proposal = await approved(device);
    await app.apply(proposal.id);
    return proposal;
  };

  it("waits for Intune, and holds the device meanwhile", async () => {
    const { employee, technician } = app.contoso.cast;
    const device = app.aDevice();
    const proposal = await applied(device);
    for (const minutes of [1, 5, 8]) {
      app.clock.advance(minutes * MINUTE_MS);
      await app.verify(proposal.id);
      expect(await app.stateOf(proposal.id)).toBe("applied");
    }
    await expect(app.propose(technician, device, employee)).rejects.toThrow(
      "Another proposal for this device is open",
    );

    app.letWritesShow(device);
    await app.verify(proposal.id);
    expect(await app.stateOf(proposal.id)).toBe("verified");
  });

  it.each([
    [2_400, 8],
    [11_000, 19],
    [76_000, 104],
    [601_000, 299],
    [15 * MINUTE_MS, 15 * 60],
  ])(
    "that finds nothing %d ms after the write looks again in %d s",
    async (age, seconds) => {
      const { id, device } = await applied(app.aDevice());
      const sent: unknown[] = [];
      app.clock.advance(age);
      await verifyReassignment(
        {
          ...app.deps,
          storage: {
            ...app.storage,
            queue: {
              send: (...job) => {
                sent.push(job);
                return Promise.resolve();
              },
            },
          },
        },
        id,
      );
      expect(sent).toEqual([
        [
          "verifyReassignment",
          { proposalId: id },
          { key: device.id, delaySeconds: seconds },
        ],
      ]);
    },
  );

  it("calls a change unconfirmed after 15 minutes, counts it, and verifies it when Intune agrees late", async () => {
    const device = app.aDevice();
    const proposal = await applied(device);
    const before = app.counted.unconfirmed;
    app.clock.advance(15 * MINUTE_MS - 1);
    await app.verify(proposal.id);
    expect(await app.stateOf(proposal.id)).toBe("applied");
    app.clock.advance(1);
    await app.verify(proposal.id);
    await app.verify(proposal.id);
    expect(await app.stateOf(proposal.id)).toBe("unconfirmed");
    expect(app.counted.unconfirmed).toBe(before + 1);

    app.clock.advance(2 * HOUR_MS);
    app.letWritesShow(device);
    await app.verify(proposal.id);
    expect((await app.get(proposal.id)).state).toMatchObject({
      kind: "verified",
      changed: true,
    });
  });

  it("says unconfirmed in time even when Graph does not let it look", async () => {
    const device = app.aDevice();
    const proposal = await applied(device);
    const look = { service: "graph", method: "GET", path: device.id } as const;
    app.cloud.faults.add({
      ...look,
      times: Infinity,
      fault: { kind: "forbidden", permission: "Some.Read.All" },
    });
    expect(await app.verify(proposal.id)).toBeNull();
    expect(await app.stateOf(proposal.id)).toBe("applied");
    app.clock.advance(15 * MINUTE_MS);
    await app.verify(proposal.id);
    expect(await app.stateOf(proposal.id)).toBe("unconfirmed");
  });

  it("tries an unconfirmed change again, and can undo it however it then came about", async () => {
    const device = app.aDevice();
    const proposal = await applied(device);
    app.clock.advance(15 * MINUTE_MS);
    await app.verify(proposal.id);

    app.letWritesShow(device);
    await tryAgain(proposal);
    await app.apply(proposal.id);
    await app.verify(proposal.id);
    expect((await app.get(proposal.id)).state).toMatchObject({
      kind: "verified",
      changed: true,
    });
    expect(app.writes(device)).toHaveLength(1);
  });

  it("writes an unconfirmed change again when Intune still shows the old user", async () => {
    const device = app.aDevice();
    const proposal = await applied(device);
    app.clock.advance(15 * MINUTE_MS);
    await app.verify(proposal.id);
    await tryAgain(proposal);
    await app.apply(proposal.id);
    expect(await app.stateOf(proposal.id)).toBe("applied");
    expect(app.writes(device)).toHaveLength(2);
  });

  it("is not misled by a wrong read in between", async () => {
    const device = app.aDevice();
    const proposal = await applied(device);
    const truth = device.primaryUsers;
    device.primaryUsers = [{ userId: app.contoso.cast.admin.id, visibleAt: 0 }];
    await app.verify(proposal.id);
    expect(await app.stateOf(proposal.id)).toBe("applied");
    device.primaryUsers = truth;
    app.letWritesShow(device);
    await app.verify(proposal.id);
    expect(await app.stateOf(proposal.id)).toBe("verified");
  });

  it("fails when the device is gone before it could be seen", async () => {
    const device = app.aDevice();
    const proposal = await applied(device);
    app.contoso.devices.delete(device.id);
    await app.verify(proposal.id);
    app.contoso.devices.set(device.id, device);
    expect((await app.get(proposal.id)).state).toMatchObject({
      kind: "failed",
      failure: { code: "device.gone" },
    });
  });
});
