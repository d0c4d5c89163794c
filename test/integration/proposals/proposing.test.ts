import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it,
} from "@jest/globals";
import type { ProposeWithDeadlineResult } from "../../../src/domain/proposals/request.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import {
  patient,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { HOUR_MS } from "../../support/builders.ts";
import type { Person } from "../../simulator/contoso.ts";
import { saying } from "../../support/saying.ts";

let app: CustodianOnCloud;
beforeAll(async () => {
  app = await startCustodianOnCloud();
});
afterEach(() => {
  app.cloud.faults.clear();
  app.clock.advance(HOUR_MS);
});
afterAll(() => app.close());

function propose(
  by: Person,
  device: string,
  user: string | null,
): Promise<ProposeWithDeadlineResult> {
  return app.custodian.propose(
    { device, user, requestedBy: by.id as UserId },
    patient(by),
  );
}

const refusal = (words: string) => ({
  kind: "refused",
  message: saying(words),
});

describe("proposing by hand", () => {
  it.each<
    [
      string,
      (device: {
        id: string;
        deviceName: string;
        serialNumber: string;
        entraDeviceId: string;
      }) => string,
    ]
  >([
    [
      "its name, in whatever case",
      ({ deviceName }) => ` ${deviceName.toLowerCase()} `,
    ],
    ["its serial number", ({ serialNumber }) => serialNumber],
    ["its Intune id", ({ id }) => id.toUpperCase()],
    ["its Entra id", ({ entraDeviceId }) => entraDeviceId.toUpperCase()],
  ])("finds the device by %s, and records who asked", async (_by, name) => {
    const { technician, employee } = app.contoso.cast;
    const device = app.aDevice();
    expect(
      await propose(technician, name(device), employee.userPrincipalName),
    ).toMatchObject({
      kind: "proposed",
      proposal: {
        device: { id: device.id },
        fromUser: { displayName: "Megan Bowen" },
        toUser: { displayName: "Lidia Holloway" },
        origin: { kind: "manual", requestedBy: { id: technician.id } },
        state: { kind: "pending" },
      },
    });
  });

  it("takes no name for another that it is a part of", async () => {
    const { technician, lookAlike, lookAlikeLonger } = app.contoso.cast;
    const device = app.aDevice();
    expect(
      await propose(technician, device.deviceName.slice(0, -1), null),
    ).toMatchObject(refusal("knows no device"));
    const result = await propose(
      technician,
      device.id,
      lookAlike.userPrincipalName,
    );
    expect(result).toMatchObject({
      kind: "proposed",
      proposal: { toUser: { id: lookAlike.id } },
    });
    expect(lookAlikeLonger.userPrincipalName).toContain(
      lookAlike.userPrincipalName,
    );
  });

  it("asks which one is meant of two devices with the same name or serial number", async () => {
    const { technician } = app.contoso.cast;
    const { sameName, sameNameOther } = app.contoso.stories;
    for (const name of ["LT-TWIN", "Default string"])
      expect(await propose(technician, name, null)).toMatchObject({
        kind: "choose-device",
        message: saying("2 devices are called"),
        choice: { isNear: false, more: false },
      });
    expect(await propose(technician, "lt-twin", null)).toMatchObject({
      message: saying(sameNameOther.id),
    });
    expect((await propose(technician, sameName.id, null)).kind).toBe(
      "proposed",
    );
  });

  it.each<
    [string, () => [by: Person, device: string, to: string | null], string]
  >([
    [
      "to a guest",
      () => [cast().technician, app.aDevice().id, cast().guest.id],
      "guest",
    ],
    [
      "to a disabled account",
      () => [cast().technician, app.aDevice().id, cast().leaver.id],
      "disabled",
    ],
    [
      "to the staging account",
      () => [cast().technician, app.aDevice().id, cast().staging.id],
      "staging",
    ],
    [
      "to somebody without an Intune licence",
      () => [cast().technician, app.aDevice().id, cast().unlicensed.id],
      "license",
    ],
    [
      "to somebody unknown",
      () => [cast().technician, app.aDevice().id, "nobody@contoso.com"],
      "doesn't know",
    ],
    [
      "to the present owner",
      () => [cast().technician, app.aDevice().id, cast().owner.id],
      "primary user of",
    ],
    [
      "that a shared device be shared",
      () => [cast().technician, app.aDevice({ owner: null }).id, null],
      "already a shared device",
    ],
    [
      "for a Mac",
      () => [cast().technician, "MAC-0001", cast().owner.id],
      "Windows",
    ],
    [
      "for a device that is only registered",
      () => [cast().technician, "BYOD-0001", cast().newOwner.id],
      "neither Entra joined",
    ],
    [
      "by a guest",
      () => [cast().guest, app.aDevice().id, cast().employee.id],
      "Guests",
    ],
    [
      "by a disabled account",
      () => [cast().leaver, app.aDevice().id, cast().employee.id],
      "disabled",
    ],
  ])("refuses a proposal %s", async (_what, request, messages) => {
    const [by, device, to] = request();
    expect(await propose(by, device, to)).toMatchObject(refusal(messages));
  });

  it("supersedes what the evidence proposed", async () => {
    const { technician, employee } = cast();
    const device = app.aDevice();
    const machine = await app.reportLogons(device);
    if (!machine) throw new Error("Nothing was proposed");
    const manual = await app.propose(technician, device, employee);
    expect((await app.get(machine.id)).state).toMatchObject({
      kind: "superseded",
      by: { kind: "proposal", proposalId: manual.id },
    });
    expect(manual.evidence).toEqual(machine.evidence);
  });

  it("links to the card that asks the same already, whoever asked", async () => {
    const { technician, admin, newOwner } = cast();
    const device = app.aDevice();
    const machine = await app.reportLogons(device);
    for (const person of [technician, admin])
      expect(await propose(person, device.id, newOwner.id)).toEqual({
        kind: "already-open",
        proposal: machine,
      });
  });

  it("makes one card of two identical requests at the same moment", async () => {
    const { technician, admin, employee } = cast();
    const device = app.aDevice();
    const results = await Promise.all([
      propose(technician, device.id, employee.id),
      propose(admin, device.id, employee.id),
    ]);
    expect(results.map(({ kind }) => kind).sort()).toEqual([
      "already-open",
      "proposed",
    ]);
  });

  it("ignores that people said no lately", async () => {
    const { technician, approver, newOwner } = cast();
    const device = app.aDevice();
    const machine = await app.reportLogons(device);
    if (!machine) throw new Error("Nothing was proposed");
    await app.answer(approver, await app.show(machine.id), {
      kind: "reject",
      reason: "No",
    });
    expect((await propose(technician, device.id, newOwner.id)).kind).toBe(
      "proposed",
    );
  });

  it("takes 20 proposals of a person within an hour, and others' beside them", async () => {
    const { technician, admin, employee, newOwner } = cast();
    const device = app.aDevice();
    for (let n = 0; n < 20; n += 1)
      await app.propose(technician, device, n % 2 ? employee : newOwner);
    expect(await propose(technician, device.id, null)).toMatchObject(
      refusal("20 changes within an hour"),
    );
    // Linking to what is open costs nothing.
    expect((await propose(technician, device.id, employee.id)).kind).toBe(
      "already-open",
    );
    expect((await propose(admin, device.id, null)).kind).toBe("proposed");
    app.clock.advance(HOUR_MS);
    expect((await propose(technician, device.id, employee.id)).kind).toBe(
      "proposed",
    );
  });

  it("does not promise to try again by itself when Graph does not answer", async () => {
    app.cloud.faults.add({
      service: "graph",
      times: Infinity,
      fault: { kind: "throttled", retryAfterSeconds: 60 },
    });
    expect(
      await propose(cast().technician, app.aDevice().id, null),
    ).toMatchObject(refusal("Please try again in a few minutes"));
  });
});

function cast() {
  return app.contoso.cast;
}
