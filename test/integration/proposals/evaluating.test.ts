import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import { evaluateDevice } from "../../../src/usecases/proposals/evaluateDevice.ts";
import { expireAndWakeDue } from "../../../src/usecases/proposals/expireAndWakeDue.ts";
import {
  LENT,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../support/builders.ts";
import type { SimulatedDevice } from "../../simulator/contoso.ts";

let app: CustodianOnCloud;
beforeAll(async () => {
  app = await startCustodianOnCloud();
});
afterAll(() => app.close());

async function proposed(
  device: SimulatedDevice,
  logons?: Readonly<Record<string, number>>,
): Promise<Proposal> {
  const proposal = await app.reportLogons(device, logons);
  if (!proposal) throw new Error("Nothing was proposed");
  return proposal;
}

/** A pending, posted proposal to give Megan's device to Ben. */
async function posted(device: SimulatedDevice): Promise<Proposal> {
  return await app.show((await proposed(device)).id);
}

describe("evidence that becomes a proposal", () => {
  it("proposes the clear leader, posts it once, and lets it expire from then on", async () => {
    const proposal = await proposed(app.aDevice());
    expect(proposal).toMatchObject({
      state: { kind: "pending" },
      fromUser: { displayName: "Megan Bowen" },
      toUser: { displayName: "Ben Fischer" },
      origin: { kind: "machine" },
      expiresAt: null,
      evidence: { outcome: { kind: "reassign", reason: "clear-leader" } },
    });

    const shown = await app.show(proposal.id);
    await app.show(proposal.id);

    expect(app.messenger.posts(proposal.id)).toHaveLength(1);
    expect(app.messenger.edits(proposal.id)).toHaveLength(0);
    expect(app.messenger.posts(proposal.id)[0]?.proposal).toEqual(shown);
    expect(shown.expiresAt?.getTime()).toBe(
      app.clock.now().getTime() + 72 * HOUR_MS,
    );
    expect(await app.auditOf(proposal.id)).toEqual([
      "proposal.created",
      "proposal.posted",
    ]);
  });

  it("changes nothing when the same evidence comes again", async () => {
    const device = app.aDevice();
    const before = await posted(device);

    app.clock.advance(HOUR_MS);
    expect(await proposed(device)).toEqual(before);
    await app.show(before.id);
    expect(app.messenger.edits(before.id)).toHaveLength(0);
  });

  it("refreshes the evidence of the open card, and leaves the neighbour's alone", async () => {
    const [device, neighbour] = [app.aDevice(), app.aDevice()];
    const [before, untouched] = [await posted(device), await posted(neighbour)];

    const after = await proposed(device, {
      ...LENT,
      "ben.fischer@contoso.com": 14,
    });

    expect(after).toMatchObject({
      id: before.id,
      version: before.version + 1,
      expiresAt: before.expiresAt,
      evidence: { counted: [{ logons: 14 }, { logons: 2 }] },
    });
    await app.show(before.id);
    expect(app.messenger.edits(before.id)).toHaveLength(1);
    expect(await app.get(untouched.id)).toEqual(untouched);
  });

  it("supersedes the card when somebody else leads", async () => {
    const device = app.aDevice();
    const before = await posted(device);

    const after = await proposed(device, {
      ...LENT,
      "lidia.holloway@contoso.com": 30,
    });

    expect(after.id).not.toBe(before.id);
    expect(after.toUser?.displayName).toBe("Lidia Holloway");
    expect((await app.get(before.id)).state).toMatchObject({
      kind: "superseded",
      by: { kind: "proposal", proposalId: after.id },
    });
  });

  it("supersedes the card when the evidence no longer supports it", async () => {
    const device = app.aDevice();
    const before = await posted(device);

    expect(
      await app.reportLogons(device, { "megan.bowen@contoso.com": 12 }),
    ).toBeNull();
    expect((await app.get(before.id)).state).toMatchObject({
      kind: "superseded",
      by: { kind: "evidence" },
    });
  });

  it("supersedes the card when the owner was changed elsewhere, whoever asked for it", async () => {
    const { admin, employee, technician } = app.contoso.cast;
    const device = app.aDevice();
    const asked = await app.propose(technician, device, employee);
    app.cloud.intune.changeElsewhere(device, admin.id);

    const after = await proposed(device, {
      ...LENT,
      "ines.costa@contoso.com": 1,
    });

    expect((await app.get(asked.id)).state).toMatchObject({
      kind: "superseded",
      by: {
        kind: "owner-changed-elsewhere",
        primaryUser: { displayName: "Ines Costa" },
      },
    });
    expect(after.fromUser?.displayName).toBe("Ines Costa");
  });

  it("keeps what a person asked for, whatever the evidence says", async () => {
    const { employee, technician } = app.contoso.cast;
    const device = app.aDevice();
    const asked = await app.propose(technician, device, employee);

    expect(await proposed(device)).toEqual(asked);
  });

  it("proposes nobody who may not have the device, not even after an hour in which they could", async () => {
    const { newOwner } = app.contoso.cast;
    const device = app.aDevice();
    await posted(app.aDevice());
    newOwner.plans = [];
    try {
      expect(await app.reportLogons(device)).toBeNull();
    } finally {
      newOwner.plans = ["INTUNE_A"];
    }
  });

  it("proposes at once who is newer than the list of people", async () => {
    const hired = app.contoso.cast.namesake;
    const device = app.aDevice();
    await app.listNow(device);
    expect(
      await proposed(device, {
        [hired.userPrincipalName]: 20,
        "megan.bowen@contoso.com": 2,
      }),
    ).toMatchObject({ toUser: { id: hired.id } });
  });

  it("asks whose the device is by now, where the list says that nothing follows", async () => {
    const { employee, owner } = app.contoso.cast;
    const device = app.aDevice();
    await app.listNow(device);
    app.cloud.intune.changeElsewhere(device, employee.id);
    app.letWritesShow(device);
    expect(
      await proposed(device, {
        "megan.bowen@contoso.com": 20,
        "lidia.holloway@contoso.com": 1,
      }),
    ).toMatchObject({
      fromUser: { id: employee.id },
      toUser: { id: owner.id },
    });
  });

  it.each(["mac", "registeredOnly"] as const)(
    "leaves a device alone whose primary user cannot be changed: %s",
    async (story) => {
      const device = app.contoso.stories[story];
      expect(await app.reportLogons(device, LENT)).toBeNull();
    },
  );

  it("proposes one change when two reports of a device are considered at once", async () => {
    const device = app.aDevice();
    await app.storage.evidence.record({
      deviceId: device.id as DeviceId,
      source: "device-report",
      observedAt: app.clock.now(),
      receivedAt: app.clock.now(),
      logonsByUpn: new Map(Object.entries(LENT)),
    });
    const consider = () => evaluateDevice(app.deps, device.id as DeviceId);
    await Promise.all([consider(), consider(), consider()]);

    const all = await app.storage.proposals.listForDevice(
      device.id as DeviceId,
      10,
    );
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ version: 1, state: { kind: "pending" } });
  });

  it("waits while Intune still shows what our own change replaced", async () => {
    const { approver, owner, newOwner } = app.contoso.cast;
    const device = app.aDevice();
    const proposal = await posted(device);
    await app.answer(approver, proposal, { kind: "approve" });
    await app.apply(proposal.id);
    await app.verify(proposal.id);
    expect(await app.stateOf(proposal.id)).toBe("verified");
    // A read that is late: the write is there, and this answer does not know it.
    device.primaryUsers = [
      { userId: owner.id, visibleAt: 0 },
      { userId: newOwner.id, visibleAt: Date.now() + DAY_MS },
    ];

    await expect(app.reportLogons(device)).rejects.toMatchObject({
      code: "reassignment.stale-read",
      retryable: true,
    });
    await expect(
      app.propose(app.contoso.cast.technician, device, newOwner),
    ).rejects.toThrow("propose it again in ten minutes");
    app.letWritesShow(device);
    expect(await app.reportLogons(device)).toBeNull();
  });
});

describe("the memory of a device", () => {
  const reject = async (device: SimulatedDevice) => {
    const proposal = await posted(device);
    await app.answer(app.contoso.cast.approver, proposal, {
      kind: "reject",
      reason: "Loaned for a week",
    });
    return proposal;
  };

  it("does not ask again for 45 days after a no, and asks again then", async () => {
    const device = app.aDevice();
    await reject(device);

    app.clock.advance(45 * DAY_MS - MINUTE_MS);
    expect(await app.reportLogons(device)).toBeNull();
    app.clock.advance(MINUTE_MS);
    expect(await app.reportLogons(device)).not.toBeNull();
  });

  it("does not ask again however often the person logs on since", async () => {
    const device = app.aDevice();
    await reject(device);

    expect(
      await app.reportLogons(device, {
        ...LENT,
        "ben.fischer@contoso.com": 220,
      }),
    ).toBeNull();
  });

  it("remembers the pair: another person may be proposed", async () => {
    const device = app.aDevice();
    await reject(device);
    expect(
      await app.reportLogons(device, { "lidia.holloway@contoso.com": 9 }),
    ).toMatchObject({ toUser: { displayName: "Lidia Holloway" } });
  });

  it("lets a question that nobody answered rest for 7 days", async () => {
    const device = app.aDevice();
    const proposal = await posted(device);
    app.clock.advance(72 * HOUR_MS - 1);
    await expireAndWakeDue(app.deps);
    expect(await app.stateOf(proposal.id)).toBe("pending");
    app.clock.advance(1);
    await expireAndWakeDue(app.deps);
    expect(await app.stateOf(proposal.id)).toBe("expired");

    app.clock.advance(7 * DAY_MS - MINUTE_MS);
    expect(await app.reportLogons(device)).toBeNull();
    app.clock.advance(MINUTE_MS);
    expect(await app.reportLogons(device)).not.toBeNull();
  });

  it("remembers a no however often the evidence changed its mind since", async () => {
    const device = app.aDevice();
    await reject(device);
    for (let flip = 0; flip < 26; flip += 1) {
      await app.reportLogons(device, { "lidia.holloway@contoso.com": 9 });
      await app.reportLogons(device, { "alex.wilber@contoso.com": 9 });
    }
    expect(await app.reportLogons(device)).toBeNull();
  });
});
