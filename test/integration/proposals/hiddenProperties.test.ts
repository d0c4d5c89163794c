import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it,
} from "@jest/globals";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { HOUR_MS } from "../../support/builders.ts";
import type { Faults, Telling } from "../../simulator/faults.ts";
import type { Person, SimulatedDevice } from "../../simulator/contoso.ts";

let app: CustodianOnCloud;
beforeAll(async () => {
  app = await startCustodianOnCloud();
});
afterEach(() => {
  const { faults } = app.cloud;
  faults.clear();
  faults.joinType = faults.trustType = faults.accountEnabled = "told";
  faults.oddAccounts.clear();
  faults.basicUsersOnly = false;
  app.clock.advance(HOUR_MS);
});
afterAll(() => app.close());

function aDeviceEnrolledBy(deviceEnrollmentType: string): SimulatedDevice {
  return Object.assign(app.aDevice(), { deviceEnrollmentType });
}

describe("a device of which Intune does not say how it is joined", () => {
  it.each<Faults["joinType"]>(["unknown", "null", "absent"])(
    "is considered, proposed and changed all the same when Entra says so (%s)",
    async (joinType) => {
      const { approver, newOwner } = app.contoso.cast;
      app.cloud.faults.joinType = joinType;
      const device = aDeviceEnrolledBy("windowsAutoEnrollment");

      const proposal = await app.reportLogons(device);
      if (!proposal) throw new Error("Nothing was proposed");
      const shown = await app.show(proposal.id);
      await app.answer(approver, shown, { kind: "approve" });
      await app.apply(proposal.id);

      expect(await app.stateOf(proposal.id)).toBe("applied");
      expect(app.primaryUser(device)).toBe(newOwner);
    },
  );

  it("is proposed by the way it was enrolled when Entra does not say so either", async () => {
    app.cloud.faults.joinType = "absent";
    app.cloud.faults.trustType = "null";
    const device = aDeviceEnrolledBy("windowsAzureADJoin");

    expect(await app.reportLogons(device)).not.toBeNull();
  });

  it("is left alone when Entra says that it is only registered", async () => {
    app.cloud.faults.joinType = "absent";
    const device = aDeviceEnrolledBy("windowsAzureADJoin");
    device.joinType = "azureADRegistered";

    expect(await app.reportLogons(device)).toBeNull();
  });

  it.each<Telling>(["null", "absent"])(
    "is left alone, and whoever asks is told why, when nobody says so (%s)",
    async (trustType) => {
      const { technician, newOwner } = app.contoso.cast;
      app.cloud.faults.joinType = "null";
      app.cloud.faults.trustType = trustType;
      const device = aDeviceEnrolledBy("windowsAutoEnrollment");

      expect(await app.reportLogons(device)).toBeNull();
      await expect(app.propose(technician, device, newOwner)).rejects.toThrow(
        /Neither Intune nor Entra says.*Device\.Read\.All/,
      );
    },
  );
});

describe.each<Telling>(["null", "absent"])(
  "an account of which Entra does not say whether it is enabled (%s)",
  (telling) => {
    const odd = (person: Person) => {
      app.cloud.faults.accountEnabled = telling;
      app.cloud.faults.oddAccounts.add(person.id);
    };

    it("is not proposed, and does not keep the others of its device from it", async () => {
      const { employee, newOwner } = app.contoso.cast;
      const device = app.aDevice({
        logons: {
          [employee.userPrincipalName]: 30,
          [newOwner.userPrincipalName]: 12,
        },
      });
      odd(employee);

      expect(await app.reportLogons(device)).toMatchObject({
        toUser: { id: newOwner.id },
      });
    });

    it("is given no device, and the reason says that this may be unknown", async () => {
      const { technician, newOwner } = app.contoso.cast;
      odd(newOwner);

      await expect(
        app.propose(technician, app.aDevice(), newOwner),
      ).rejects.toThrow("disabled, or Entra doesn't say that it's enabled");
    });

    it("decides nothing", async () => {
      const { technician, approver, newOwner } = app.contoso.cast;
      const { id } = await app.propose(technician, app.aDevice(), newOwner);
      const shown = await app.show(id);
      odd(approver);

      expect(
        (await app.answer(approver, shown, { kind: "approve" })).kind,
      ).toBe("refused");
      expect(await app.stateOf(id)).toBe("pending");
    });
  },
);

it("asks for the permission when Entra shows of everybody only the basics", async () => {
  const { technician, newOwner } = app.contoso.cast;
  app.cloud.faults.basicUsersOnly = true;

  await expect(
    app.propose(technician, app.aDevice(), newOwner),
  ).rejects.toThrow(/which accounts are enabled.*User\.Read\.All/);
});
