import { EVERY_ENTRY } from "../../../src/domain/audit/auditFilter.ts";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import type { SimulatedDevice } from "../../simulator/contoso.ts";
import { DAY_MS } from "../../support/builders.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";

let app: CustodianOnCloud;
beforeAll(async () => {
  app = await startCustodianOnCloud();
});
afterAll(() => app.close());

const BEN = { "ben.fischer@contoso.com": 11 };
async function asked(
  device: SimulatedDevice,
  logons?: Readonly<Record<string, number>>,
): Promise<Proposal> {
  const proposal = await app.reportLogons(device, logons);
  if (!proposal) throw new Error("Nothing was proposed");
  return await app.show(proposal.id);
}

const reject = async (
  proposal: Proposal,
  choice?: "shared-on-purpose",
): Promise<Proposal> => {
  await app.answer(app.contoso.cast.approver, proposal, {
    kind: "reject",
    reason: "The reception desk",
    ...(choice && { choice }),
  });
  return await app.get(proposal.id);
};

/** Somebody nobody was asked about. */
const someoneNew = () => ({
  [app.contoso.cast.employee.userPrincipalName]: 20,
});

const lift = (device: SimulatedDevice, by = app.contoso.cast.admin) =>
  app.custodian.liftSilence(device.deviceName, by.id as UserId);

const auditOf = async (device: SimulatedDevice) =>
  await app.storage.audit.list({
    filter: { ...EVERY_ENTRY, deviceId: device.id as DeviceId },
    upTo: null,
    skip: 0,
    limit: 100,
  });

describe("a no that says the device is shared on purpose", () => {
  it("silences evidence about it, whoever it would be, and leaves others alone", async () => {
    const device = app.aDevice();
    const untouched = app.aDevice();
    const rejected = await reject(await asked(device), "shared-on-purpose");

    expect(rejected).toMatchObject({
      state: { kind: "rejected", decision: { choice: "shared-on-purpose" } },
      silence: { why: "shared-on-purpose", lifted: null },
    });
    expect(await app.reportLogons(device, someoneNew())).toBeNull();
    app.clock.advance(400 * DAY_MS);
    expect(await app.reportLogons(device, someoneNew())).toBeNull();
    expect(await app.reportLogons(untouched)).not.toBeNull();
    const [row] = await auditOf(device);
    expect(row).toMatchObject({
      kind: "proposal.rejected",
      details: { silenced: "shared-on-purpose" },
    });
  });

  it("holds until an admin lifts it, which is audited and stands on the card", async () => {
    const { approver, admin } = app.contoso.cast;
    const device = app.aDevice();
    const rejected = await reject(await asked(device), "shared-on-purpose");
    await app.show(rejected.id);

    expect(await lift(device, approver)).toMatchObject({ kind: "refused" });
    expect(await app.reportLogons(device, someoneNew())).toBeNull();

    app.clock.advance(1);
    expect(await lift(device)).toEqual({
      kind: "lifted",
      device: device.deviceName,
    });
    expect(await lift(device)).toMatchObject({ kind: "not-silenced" });
    const told = await app.show(rejected.id);
    expect(told.silence?.lifted?.by).toMatchObject({ id: admin.id });
    expect(app.messenger.edits(rejected.id).at(-1)?.proposal).toEqual(told);
    expect(
      (await auditOf(device)).filter(
        ({ kind }) => kind === "device.silence-lifted",
      ),
    ).toMatchObject([{ details: { silenced: "shared-on-purpose" } }]);
    expect(await app.reportLogons(device, someoneNew())).not.toBeNull();
  });

  it("is lifted once when two admins do it at the same time", async () => {
    const device = app.aDevice();
    await reject(await asked(device), "shared-on-purpose");
    app.clock.advance(1);
    const kinds = (await Promise.all([lift(device), lift(device)])).map(
      ({ kind }) => kind,
    );
    expect(kinds.sort()).toEqual(["lifted", "not-silenced"]);
    expect(
      (await auditOf(device)).filter(
        ({ kind }) => kind === "device.silence-lifted",
      ),
    ).toHaveLength(1);
  });

  it("does not outlive the device: what is enrolled under a new id is asked about", async () => {
    const device = app.aDevice();
    await reject(await asked(device), "shared-on-purpose");
    device.enrolledAt = new Date(app.clock.now().getTime() - 1);
    expect(await app.reportLogons(device, someoneNew())).toBeNull();

    const anew = app.aDevice();
    anew.serialNumber = device.serialNumber;
    anew.deviceName = device.deviceName;
    expect(await app.reportLogons(anew, someoneNew())).not.toBeNull();
  });
});

describe("a second no about a device without a primary user", () => {
  it("silences it, and says so on its card alone", async () => {
    const device = app.aDevice({ owner: null });
    const first = await reject(await asked(device, BEN));
    expect(first.silence).toBeUndefined();
    const second = await reject(await asked(device, someoneNew()));
    expect(second.silence).toEqual({ why: "refused-twice", lifted: null });
    expect((await app.get(first.id)).silence).toBeUndefined();
    expect(
      await app.reportLogons(device, {
        [app.contoso.cast.admin.userPrincipalName]: 30,
      }),
    ).toBeNull();
  });
});

describe("who looks a device up", () => {
  const lookUp = async (device: SimulatedDevice, kind: "full" | "basic") =>
    await app.custodian.lookUps.device(device.id as DeviceId, {
      asker: app.contoso.cast.employee.id as UserId,
      access: { kind },
      budgetMs: 60_000,
    });

  it("learns what holds and until when; people's names only with a technician's rights", async () => {
    const device = app.aDevice();
    const rejected = await reject(await asked(device));
    const { decision } = rejected.state as Extract<
      Proposal["state"],
      { kind: "rejected" }
    >;
    const full = await lookUp(device, "full");
    expect(full?.notAsked).toEqual({
      exclusion: null,
      silence: null,
      changes: [
        {
          toUser: rejected.toUser,
          until: new Date(decision.decidedAt.getTime() + 45 * DAY_MS),
        },
      ],
    });
    expect((await lookUp(device, "basic"))?.notAsked?.changes).toEqual([]);

    const silenced = app.aDevice();
    await reject(await asked(silenced), "shared-on-purpose");
    expect((await lookUp(silenced, "basic"))?.notAsked).toMatchObject({
      silence: "shared-on-purpose",
    });
  });
});
