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

let app: CustodianOnCloud;
beforeEach(async () => {
  app = await startCustodianOnCloud();
  await app.work();
});
afterEach(() => app.close());

const becomes = ({ id }: Proposal, state: string) =>
  eventually(
    () => app.stateOf(id),
    (now) => now === state,
  );
const isShown = ({ id }: Proposal) =>
  eventually(async () => {
    const post = await app.storage.cardPosts.find(cardKey("proposal", id));
    return post?.shownVersion === (await app.get(id)).version;
  });

async function posted(): Promise<Proposal> {
  const { technician, employee } = app.contoso.cast;
  const proposal = await app.propose(technician, app.aDevice(), employee);
  await isShown(proposal);
  return await app.get(proposal.id);
}

const tellings = (kind: string) =>
  app.messenger.told().filter(({ notice }) => notice.kind === kind);

describe("with every job at work", () => {
  it("takes a request to verified, and back, on one card, telling the requester", async () => {
    const { approver, technician } = app.contoso.cast;
    const proposal = await posted();
    await app.answer(approver, proposal, { kind: "approve" });
    await becomes(proposal, "verified");
    await isShown(proposal);
    await eventually(() => tellings("result").length === 1);
    expect(tellings("result")[0]).toMatchObject({
      recipient: { userId: technician.id },
      notice: { proposal: { state: { kind: "verified" } } },
    });

    await app.answer(approver, await app.get(proposal.id), {
      kind: "undo",
    });
    await becomes(proposal, "undone");
    await isShown(proposal);
    await eventually(() => tellings("result").length === 2);
    expect(app.messenger.posts()).toHaveLength(1);
    const card = app.messenger.posts()[0]?.message.activityId ?? "";
    expect(app.messenger.shows(card)).toEqual(await app.get(proposal.id));
    expect(await app.custodian.audit.verify()).toMatchObject({
      kind: "intact",
    });
  });

  it("decides by itself after Entra was too slow for the click", async () => {
    const proposal = await posted();
    const slow = app.cloud.faults.hold("graph");
    const result = await app.answer(app.contoso.cast.approver, proposal, {
      kind: "approve",
    });
    expect(result).toEqual({ kind: "checking" });
    slow.remove();
    await becomes(proposal, "verified");
    expect(tellings("refusal")).toHaveLength(0);
  });

  it("tells a late refusal to the clicker alone", async () => {
    const { technician } = app.contoso.cast;
    const proposal = await posted();
    const slow = app.cloud.faults.hold("graph");
    expect(await app.answer(technician, proposal, { kind: "approve" })).toEqual(
      { kind: "checking" },
    );
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
    expect(await app.get(proposal.id)).toEqual(proposal);
  });

  it("draws the card anew for whoever clicked on an old one", async () => {
    const proposal = await posted();
    await app.answer(
      app.contoso.cast.approver,
      { id: proposal.id, version: proposal.version - 1 },
      { kind: "approve" },
    );
    await eventually(() => app.messenger.edits(proposal.id).length === 1);
    expect(await app.stateOf(proposal.id)).toBe("pending");
  });

  it.each<[string, (proposal: Proposal) => Promise<unknown>, string]>([
    [
      "rejected",
      (proposal) =>
        app.answer(app.contoso.cast.approver, proposal, {
          kind: "reject",
          reason: "No",
        }),
      "rejected",
    ],
    [
      "superseded by another request",
      async ({ device }) =>
        app.propose(
          app.contoso.cast.admin,
          app.contoso.device(device.name),
          null,
        ),
      "superseded",
    ],
    [
      "superseded because another person was picked",
      (proposal) =>
        app.answer(app.contoso.cast.approver, proposal, {
          kind: "someone-else",
          who: app.contoso.cast.newOwner.id,
        }),
      "superseded",
    ],
    [
      "superseded because the owner was changed elsewhere",
      async ({ device }) => {
        const simulated = app.contoso.device(device.name);
        const { admin } = app.contoso.cast;
        app.cloud.intune.changeElsewhere(simulated, admin.id);
        await app.reportLogons(simulated);
      },
      "superseded",
    ],
    [
      "found expired by a click",
      async (proposal) => {
        app.clock.advance(4 * DAY_MS);
        await app.answer(app.contoso.cast.approver, proposal, {
          kind: "approve",
        });
      },
      "expired",
    ],
    [
      "failed",
      async (proposal) => {
        app.contoso.cast.employee.accountEnabled = false;
        await app.answer(app.contoso.cast.approver, proposal, {
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
      () => app.storage.queue.depth(),
      (jobs) => jobs === 0,
    );
    expect(
      tellings("result").map(({ recipient, notice }) => [
        recipient.userId,
        notice.kind === "result" ? notice.proposal.id : null,
      ]),
    ).toEqual([[app.contoso.cast.technician.id, proposal.id]]);
  });

  it("does not tell people what they just did themselves", async () => {
    const { technician, newOwner } = app.contoso.cast;
    const proposal = await posted();
    await app.propose(
      technician,
      app.contoso.device(proposal.device.name),
      newOwner,
    );
    await becomes(proposal, "superseded");
    await eventually(
      () => app.storage.queue.depth(),
      (jobs) => jobs === 0,
    );
    expect(tellings("result")).toHaveLength(0);
  });
});
