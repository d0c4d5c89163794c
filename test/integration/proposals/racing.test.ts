import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import { releaseHeld } from "../../../src/usecases/proposals/releaseHeld.ts";
import {
  aChannel,
  patient,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { describeOnEachEngine } from "../../support/testStorage.ts";

describeOnEachEngine("people and jobs at the same moment", (engine) => {
  let house: CustodianOnCloud;
  beforeAll(async () => {
    house = await startCustodianOnCloud({
      settings: { openCardsPerChannel: 3 },
      openDatabase: (clock) => engine.open(clock),
    });
  });
  afterAll(() => house.close());

  const proposed = async (): Promise<Proposal> => {
    const proposal = await house.reportLogons(house.aDevice());
    if (!proposal) throw new Error("Nothing was proposed");
    return proposal;
  };

  describe("a decision", () => {
    it("is one, however many people make it at once", async () => {
      const { admin, approver, nestedApprover } = house.contoso.cast;
      for (let round = 0; round < 5; round += 1) {
        const proposal = await house.show((await proposed()).id);
        const results = await Promise.all([
          house.answer(approver, proposal, { kind: "approve" }),
          house.answer(nestedApprover, proposal, { kind: "approve" }),
          house.answer(admin, proposal, { kind: "reject", reason: "No" }),
        ]);
        const stored = await house.get(proposal.id);
        expect(stored.version).toBe(proposal.version + 1);
        expect(results).toEqual([
          { kind: "done", proposal: stored },
          { kind: "done", proposal: stored },
          { kind: "done", proposal: stored },
        ]);
      }
      expect(await house.custodian.audit.verify()).toMatchObject({
        kind: "intact",
      });
    });
  });

  describe("the device's slot", () => {
    it("goes to one of several identical requests, and the others link to it", async () => {
      const { technician, admin, approver, employee } = house.contoso.cast;
      for (let round = 0; round < 5; round += 1) {
        const device = house.aDevice();
        const results = await Promise.all(
          [technician, admin, approver].map((by) =>
            house.custodian.propose(
              {
                device: device.id,
                user: employee.id,
                requestedBy: by.id as UserId,
              },
              patient(by),
            ),
          ),
        );
        expect(results.map(({ kind }) => kind).toSorted()).toEqual([
          "already-open",
          "already-open",
          "proposed",
        ]);
      }
    });
  });

  describe("the channel's places", () => {
    it("are given once each, while the channel is lost and chosen over and over", async () => {
      const { admin, employee, technician } = house.contoso.cast;
      const devices = Array.from({ length: 10 }, () => house.aDevice());
      await Promise.all(devices.map((device) => house.reportLogons(device)));
      for (let round = 0; round < 5; round += 1) {
        const channel = aChannel(admin);
        const device = devices[round];
        if (!device) throw new Error("There are ten");
        const before = await house.storage.channels.listUsable();
        await Promise.all([
          ...before.map(({ id }) =>
            house.custodian.channels.lost({ channelId: id }),
          ),
          house.custodian.channels.use(channel),
          house.propose(technician, device, employee),
          house.reportLogons(devices[9 - round] ?? device, {
            "ines.costa@contoso.com": 9 + round,
          }),
          releaseHeld(house.deps),
          releaseHeld(house.deps),
        ]);
      }
      await releaseHeld(house.deps);
      const counts = await house.custodian.countProposals();
      expect(counts.get("pending")).toBe(3);
    });
  });
});
