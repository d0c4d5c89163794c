import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it,
} from "@jest/globals";
import type { AppError } from "../../../src/domain/appError.ts";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import { undoReassignment } from "../../../src/usecases/reassignments/undoReassignment.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../support/builders.ts";
import type { Person, SimulatedDevice } from "../../simulator/contoso.ts";
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

/** Changed to Ben and verified, long enough ago that no read is late. */
async function verified(device: SimulatedDevice): Promise<Proposal> {
  const { technician, approver, newOwner } = app.contoso.cast;
  const { id } = await app.propose(technician, device, newOwner);
  await app.answer(approver, await app.show(id), { kind: "approve" });
  await app.apply(id);
  await app.verify(id);
  app.clock.advance(11 * MINUTE_MS);
  return await app.get(id);
}

function clickUndo(proposal: Proposal, by = app.contoso.cast.approver) {
  return app.answer(by, proposal, { kind: "undo" });
}

/** Everything that the undo's job does, retries included. */
async function runUndo(proposal: Proposal): Promise<void> {
  for (let run = 0; run < 5; run += 1) {
    if ((await app.undo(proposal.id)) === null) return;
    app.clock.advance(30_000);
  }
}

describe("undo", () => {
  it("restores who had the device before, and is remembered as a no", async () => {
    const device = app.aDevice();
    const proposal = await verified(device);
    expect(await clickUndo(proposal)).toMatchObject({
      kind: "done",
      proposal: { state: { kind: "undoing" } },
    });
    expect(await app.undo(proposal.id)).toBe("undo.not-seen-yet");
    expect(await app.undo(proposal.id)).toBeNull();

    expect((await app.get(proposal.id)).state).toMatchObject({
      kind: "undone",
      undo: { requestedBy: { displayName: "Priya Nair" } },
    });
    expect(app.primaryUser(device)).toBe(app.contoso.cast.owner);
    expect(app.writes(device)).toHaveLength(2);
    expect((await app.auditOf(proposal.id)).slice(-4)).toEqual([
      "undo.requested",
      "undo.write-started",
      "undo.written",
      "undo.done",
    ]);
    app.clock.advance(29 * DAY_MS);
    expect(await app.reportLogons(device)).toBeNull();
  });

  it.each<[string, () => Person | null]>([
    ["nobody", () => null],
    ["a staging account", () => app.contoso.cast.staging],
  ])("restores %s, in the directory, too", async (_who, before) => {
    const device = app.aDevice({ owner: before() });
    const { storage, deps, clock } = app;
    const id = device.id as DeviceId;
    const listed = await deps.graph.devices.findListed(id);
    if (!listed) throw new Error("Intune does not know the device");
    await storage.devices.saveAll([listed], clock.now());
    const known = async () =>
      (await storage.devices.find(id))?.listedUser?.id ?? null;
    const proposal = await verified(device);
    expect(await known()).toBe(proposal.toUser?.id);
    await clickUndo(proposal);
    await runUndo(proposal);
    expect(await known()).toBe(before()?.id ?? null);
    expect(await app.stateOf(proposal.id)).toBe("undone");
    expect(app.primaryUser(device)).toBe(before());
  });

  it.each([
    [
      "disabled",
      "user.disabled",
      (person: Person) => {
        person.accountEnabled = false;
        return () => (person.accountEnabled = true);
      },
    ],
    [
      "without a licence",
      "user.unlicensed",
      (person: Person) => {
        person.plans = [];
        return () => (person.plans = ["INTUNE_A"]);
      },
    ],
    [
      "gone",
      "user.unknown",
      (person: Person) => {
        app.contoso.people.delete(person.id);
        return () => app.contoso.people.set(person.id, person);
      },
    ],
  ])(
    "refuses when the previous user, even a staging account, is %s; works on Try again when that is mended",
    async (_what, code, change) => {
      const { staging, approver, newOwner } = app.contoso.cast;
      const device = app.aDevice({ owner: staging });
      const proposal = await verified(device);
      await clickUndo(proposal);
      const restore = change(staging);
      try {
        await runUndo(proposal);
      } finally {
        restore();
      }
      const failed = await app.get(proposal.id);
      expect(failed.state).toMatchObject({
        kind: "undo-failed",
        failure: { code },
      });
      expect(app.primaryUser(device)).toBe(newOwner);
      // The click that led there, delivered again.
      expect(await clickUndo(proposal)).toEqual({
        kind: "done",
        proposal: failed,
      });

      await app.answer(approver, failed, { kind: "try-again" });
      await runUndo(proposal);
      expect(await app.stateOf(proposal.id)).toBe("undone");
      expect(app.primaryUser(device)).toBe(staging);
    },
  );

  it("leaves a device alone that its person enrolled again since", async () => {
    const { newOwner } = app.contoso.cast;
    const device = app.aDevice();
    const proposal = await verified(device);
    device.enrolledAt = app.clock.now();
    await clickUndo(proposal);
    await runUndo(proposal);
    expect((await app.get(proposal.id)).state).toMatchObject({
      kind: "undo-failed",
      failure: { code: "undo.enrolled-again" },
    });
    expect(app.primaryUser(device)).toBe(newOwner);
  });

  it("leaves alone what somebody changed since", async () => {
    const { admin } = app.contoso.cast;
    const device = app.aDevice();
    const proposal = await verified(device);
    await clickUndo(proposal);
    app.cloud.intune.changeElsewhere(device, admin.id);
    app.counted.failed.length = 0;
    await app.undo(proposal.id);
    expect(app.counted.failed).toEqual(["undo"]);
    expect((await app.get(proposal.id)).state).toMatchObject({
      kind: "undo-failed",
      failure: { code: "undo.changed-elsewhere" },
    });
    expect(app.primaryUser(device)).toBe(admin);
  });

  it("is possible until its window ends, and not at its end", async () => {
    const [early, late] = [
      await verified(app.aDevice()),
      await verified(app.aDevice()),
    ];
    const end = late.undoUntil?.getTime() ?? 0;
    app.clock.advance(
      (early.undoUntil?.getTime() ?? 0) - 1 - app.clock.now().getTime(),
    );
    expect((await clickUndo(early)).kind).toBe("done");
    app.clock.advance(end - app.clock.now().getTime());
    expect(await clickUndo(late)).toMatchObject({
      kind: "refused",
      message: saying("too late to undo this"),
    });
    expect(await app.get(late.id)).toEqual(late);
  });

  it("is refused to whoever would get the device back, and to whoever asked for the change", async () => {
    const { approvers, cast } = app.contoso;
    const proposal = await verified(app.aDevice());
    for (const person of [cast.owner, cast.technician]) {
      approvers.userIds.add(person.id);
      expect((await clickUndo(proposal, person)).kind).toBe("refused");
      approvers.userIds.delete(person.id);
    }
    expect(await app.get(proposal.id)).toEqual(proposal);
  });

  it("is refused while another proposal of the device is open", async () => {
    const { technician, employee } = app.contoso.cast;
    const device = app.aDevice();
    const proposal = await verified(device);
    await app.propose(technician, device, employee);
    expect(await clickUndo(proposal)).toMatchObject({
      kind: "refused",
      message: saying("Another proposal"),
    });
  });

  it("writes once when two approvers click it, and when its job runs twice at once", async () => {
    const { approver, nestedApprover } = app.contoso.cast;
    const device = app.aDevice();
    const proposal = await verified(device);
    const results = await Promise.all([
      clickUndo(proposal, approver),
      clickUndo(proposal, nestedApprover),
    ]);
    expect(results.map(({ kind }) => kind)).toEqual(["done", "done"]);
    await Promise.all([app.undo(proposal.id), app.undo(proposal.id)]);
    await runUndo(proposal);
    expect(await app.stateOf(proposal.id)).toBe("undone");
    expect(app.writes(device)).toHaveLength(2);
  });

  it.each([
    ["before it was done", "before", 3],
    ["after it was done", "after", 2],
  ] as const)(
    "looks before it writes again when the connection broke %s",
    async (_when, when, writes) => {
      const device = app.aDevice();
      const proposal = await verified(device);
      await clickUndo(proposal);
      app.cloud.faults.add({
        service: "graph",
        path: new RegExp(`${device.id}.*/\\$ref`),
        fault: { kind: "reset", when },
      });
      await runUndo(proposal);
      expect(await app.stateOf(proposal.id)).toBe("undone");
      expect(app.writes(device)).toHaveLength(writes);
    },
  );

  it("asks Intune for a late undo no more often than for a late change", async () => {
    const proposal = await verified(app.aDevice());
    app.cloud.faults.propagationMs = DAY_MS;
    await clickUndo(proposal);
    const pauses: unknown[] = [];
    for (const pause of [0, 2_000, 8_000, 20_000, 45_000]) {
      app.clock.advance(pause);
      await undoReassignment(app.deps, proposal.id).catch((error: unknown) =>
        pauses.push((error as AppError).retryAfterMs),
      );
    }
    expect(pauses).toEqual([2_000, 8_000, 20_000, 45_000, 105_000]);
  });

  it("gives up 15 minutes after the write when Intune never shows it, and sees it on Try again", async () => {
    const device = app.aDevice();
    const proposal = await verified(device);
    app.cloud.faults.propagationMs = DAY_MS;
    await clickUndo(proposal);
    await app.undo(proposal.id);
    app.clock.advance(15 * MINUTE_MS - 1);
    expect(await app.undo(proposal.id)).toBe("undo.not-seen-yet");
    app.clock.advance(1);
    await app.undo(proposal.id);
    const failed = await app.get(proposal.id);
    expect(failed.state).toMatchObject({
      kind: "undo-failed",
      failure: { code: "undo.unconfirmed" },
    });

    app.letWritesShow(device);
    await app.answer(app.contoso.cast.approver, failed, {
      kind: "try-again",
    });
    await app.undo(proposal.id);
    expect(await app.stateOf(proposal.id)).toBe("undone");
    expect(app.writes(device)).toHaveLength(2);
  });
});
