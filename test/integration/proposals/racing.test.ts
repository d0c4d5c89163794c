import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import { postHeldProposals } from "../../../src/usecases/proposals/postHeldProposals.ts";
import {
  aChannel,
  patient,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { describeOnEachEngine } from "../../support/testStorage.ts";

describeOnEachEngine("people and jobs at the same moment", (engine) => {
  let app: CustodianOnCloud;
  beforeAll(async () => {
    app = await startCustodianOnCloud({
      settings: { openCardsPerChannel: 3 },
      openDatabase: (clock) => engine.open(clock),
    });
  });
  afterAll(() => app.close());

  const proposed = async (): Promise<Proposal> => {
    const proposal = await app.reportLogons(app.aDevice());
    if (!proposal) throw new Error("Nothing was proposed");
    return proposal;
  };

  describe("a decision", () => {
    it("is one, however many people make it at once", async () => {
      const { admin, approver, nestedApprover } = app.contoso.cast;
      for (let round = 0; round < 5; round += 1) {
        const proposal = await app.show((await proposed()).id);
        const results = await Promise.all([
          app.answer(approver, proposal, { kind: "approve" }),
          app.answer(nestedApprover, proposal, { kind: "approve" }),
          app.answer(admin, proposal, { kind: "reject", reason: "No" }),
        ]);
        const stored = await app.get(proposal.id);
        expect(stored.version).toBe(proposal.version + 1);
        expect(results).toEqual([
          { kind: "done", proposal: stored },
          { kind: "done", proposal: stored },
          { kind: "done", proposal: stored },
        ]);
      }
      expect(await app.custodian.audit.verify()).toMatchObject({
        kind: "intact",
      });
    });
  });

  describe("the device's slot", () => {
    it("goes to one of several identical requests, and the others link to it", async () => {
      const { technician, admin, approver, employee } = app.contoso.cast;
      for (let round = 0; round < 5; round += 1) {
        const device = app.aDevice();
        const results = await Promise.all(
          [technician, admin, approver].map((by) =>
            app.custodian.propose(
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
      const { admin, employee, technician } = app.contoso.cast;
      const devices = Array.from({ length: 10 }, () => app.aDevice());
      await Promise.all(devices.map((device) => app.reportLogons(device)));
      for (let round = 0; round < 5; round += 1) {
        const channel = aChannel(admin);
        const device = devices[round];
        if (!device) throw new Error("There are ten");
        const before = await app.storage.channels.listUsable();
        await Promise.all([
          ...before.map(({ id }) =>
            app.custodian.channels.lost({ channelId: id }),
          ),
          app.custodian.channels.use(channel),
          app.propose(technician, device, employee),
          app.reportLogons(devices[9 - round] ?? device, {
            "ines.costa@contoso.com": 9 + round,
          }),
          postHeldProposals(app.deps),
          postHeldProposals(app.deps),
        ]);
      }
      await postHeldProposals(app.deps);
      const counts = await app.custodian.countProposals();
      expect(counts.get("pending")).toBe(3);
    });
  });
});
