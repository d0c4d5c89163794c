import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { cardKey } from "../../../src/domain/cards/cardKey.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import {
  eventually,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { DAY_MS } from "../../support/builders.ts";
import { saying } from "../../support/saying.ts";

let house: CustodianOnCloud;
beforeEach(async () => {
  house = await startCustodianOnCloud();
  await house.work();
});
afterEach(() => house.close());

const becomes = ({ id }: Proposal, state: string) =>
  eventually(
    () => house.stateOf(id),
    (now) => now === state,
  );
const isShown = ({ id }: Proposal) =>
  eventually(async () => {
    const post = await house.storage.cardPosts.find(cardKey("proposal", id));
    return post?.shownVersion === (await house.get(id)).version;
  });

async function posted(): Promise<Proposal> {
  const { technician, employee } = house.contoso.cast;
  const proposal = await house.propose(technician, house.aDevice(), employee);
  await isShown(proposal);
  return await house.get(proposal.id);
}

const tellings = (kind: string) =>
  house.messenger.told().filter(({ notice }) => notice.kind === kind);

describe("with every job at work", () => {
  it("takes a request to verified, and back, on one card, telling the requester", async () => {
    const { approver, technician } = house.contoso.cast;
    const proposal = await posted();
    await house.answer(approver, proposal, { kind: "approve" });
    await becomes(proposal, "verified");
    await isShown(proposal);
    await eventually(() => tellings("result").length === 1);
    expect(tellings("result")[0]).toMatchObject({
      recipient: { userId: technician.id },
      notice: { proposal: { state: { kind: "verified" } } },
    });

    await house.answer(approver, await house.get(proposal.id), {
      kind: "undo",
    });
    await becomes(proposal, "undone");
    await isShown(proposal);
    await eventually(() => tellings("result").length === 2);
    expect(house.messenger.posts()).toHaveLength(1);
    const card = house.messenger.posts()[0]?.message.activityId ?? "";
    expect(house.messenger.shows(card)).toEqual(await house.get(proposal.id));
    expect(await house.custodian.audit.verify()).toMatchObject({
      kind: "intact",
    });
  });

  it("decides by itself after Entra was too slow for the click", async () => {
    const proposal = await posted();
    const slow = house.cloud.faults.slow("graph", 2000);
    const result = await house.answer(house.contoso.cast.approver, proposal, {
      kind: "approve",
    });
    expect(result).toEqual({ kind: "checking" });
    slow.remove();
    await becomes(proposal, "verified");
    expect(tellings("refusal")).toHaveLength(0);
  });

  it("tells a late refusal to the clicker alone", async () => {
    const { technician } = house.contoso.cast;
    const proposal = await posted();
    const slow = house.cloud.faults.slow("graph", 2000);
    expect(
      await house.answer(technician, proposal, { kind: "approve" }),
    ).toEqual({ kind: "checking" });
    slow.remove();
    await eventually(() => tellings("refusal").length === 1);
    expect(tellings("refusal")).toMatchObject([
      {
        recipient: {
          userId: technician.id,
          teamsUserId: technician.teamsUserId,
        },
        notice: { message: saying("approvers group") },
      },
    ]);
    expect(await house.get(proposal.id)).toEqual(proposal);
  });

  it("draws the card anew for whoever clicked on an old one", async () => {
    const proposal = await posted();
    await house.answer(
      house.contoso.cast.approver,
      { id: proposal.id, version: proposal.version - 1 },
      { kind: "approve" },
    );
    await eventually(() => house.messenger.edits(proposal.id).length === 1);
    expect(await house.stateOf(proposal.id)).toBe("pending");
  });

  it.each<[string, (proposal: Proposal) => Promise<unknown>, string]>([
    [
      "rejected",
      (proposal) =>
        house.answer(house.contoso.cast.approver, proposal, {
          kind: "reject",
          reason: "No",
        }),
      "rejected",
    ],
    [
      "superseded by another request",
      async ({ device }) =>
        house.propose(
          house.contoso.cast.admin,
          house.contoso.device(device.name),
          null,
        ),
      "superseded",
    ],
    [
      "superseded because another person was picked",
      (proposal) =>
        house.answer(house.contoso.cast.approver, proposal, {
          kind: "someone-else",
          who: house.contoso.cast.newOwner.id,
        }),
      "superseded",
    ],
    [
      "superseded because the owner was changed elsewhere",
      async ({ device }) => {
        const simulated = house.contoso.device(device.name);
        const { admin } = house.contoso.cast;
        house.cloud.intune.changeElsewhere(simulated, admin.id);
        await house.reportLogons(simulated);
      },
      "superseded",
    ],
    [
      "found expired by a click",
      async (proposal) => {
        house.clock.advance(4 * DAY_MS);
        await house.answer(house.contoso.cast.approver, proposal, {
          kind: "approve",
        });
      },
      "expired",
    ],
    [
      "failed",
      async (proposal) => {
        house.contoso.cast.employee.accountEnabled = false;
        await house.answer(house.contoso.cast.approver, proposal, {
          kind: "approve",
        });
      },
      "failed",
    ],
  ])("tells the requester once when it is %s", async (_how, end, state) => {
    const proposal = await posted();
    await end(proposal);
    await becomes(proposal, state);
    await eventually(
      () => house.storage.queue.depth(),
      (jobs) => jobs === 0,
    );
    expect(
      tellings("result").map(({ recipient, notice }) => [
        recipient.userId,
        notice.kind === "result" ? notice.proposal.id : null,
      ]),
    ).toEqual([[house.contoso.cast.technician.id, proposal.id]]);
  });

  it("does not tell people what they just did themselves", async () => {
    const { technician, newOwner } = house.contoso.cast;
    const proposal = await posted();
    await house.propose(
      technician,
      house.contoso.device(proposal.device.name),
      newOwner,
    );
    await becomes(proposal, "superseded");
    await eventually(
      () => house.storage.queue.depth(),
      (jobs) => jobs === 0,
    );
    expect(tellings("result")).toHaveLength(0);
  });
});
