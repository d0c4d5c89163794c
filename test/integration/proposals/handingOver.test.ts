import { afterEach, beforeEach, expect, it } from "@jest/globals";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import { PersonUnreachable } from "../../../src/ports/messenger.ts";
import { collectNews } from "../../../src/usecases/notices/notifySubscribers.ts";
import type { Person } from "../../simulator/contoso.ts";
import { MINUTE_MS } from "../../support/builders.ts";
import {
  eventually,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { saying } from "../../support/saying.ts";
import { describeOnEachEngine } from "../../support/testStorage.ts";

describeOnEachEngine("Handing a proposal to an approver", (engine) => {
  let app: CustodianOnCloud;
  beforeEach(async () => {
    app = await startCustodianOnCloud({
      openDatabase: (clock) => engine.open(clock),
    });
  });
  afterEach(() => app.close());

  async function posted(): Promise<Proposal> {
    const proposal = await app.reportLogons(app.aDevice());
    if (!proposal) throw new Error("Nothing was proposed");
    return await app.show(proposal.id);
  }
  const hand = (
    by: Person,
    proposal: Proposal,
    { userPrincipalName: who }: Person,
  ) => app.answer(by, proposal, { kind: "hand-to", who });
  async function letNoticesOut(): Promise<void> {
    await app.work();
    await eventually(async () => (await app.custodian.queueDepth()) === 0);
  }
  const told = ({ id }: Person) =>
    app.messenger
      .told()
      .filter(({ recipient }) => recipient.userId === id)
      .map(({ notice }) => notice);

  it("says so on it and to them, once however often it is clicked, and leaves it to others, too", async () => {
    const { approver, nestedApprover, admin } = app.contoso.cast;
    const proposal = await posted();
    const results = await Promise.all([
      hand(approver, proposal, nestedApprover),
      hand(approver, proposal, nestedApprover),
    ]);
    for (const result of results)
      expect(result).toMatchObject({
        kind: "done",
        proposal: {
          version: proposal.version + 1,
          state: { kind: "pending" },
          handedTo: {
            person: { id: nestedApprover.id },
            by: { id: approver.id },
          },
        },
      });
    await letNoticesOut();
    expect(told(nestedApprover)).toMatchObject([
      { kind: "handed-to", proposal: { id: proposal.id } },
    ]);
    expect(told(approver)).toEqual([]);
    const kinds = await app.auditOf(proposal.id);
    expect(kinds.filter((kind) => kind === "proposal.handed-to")).toHaveLength(
      1,
    );
    const handed = await app.get(proposal.id);
    expect(await app.answer(admin, handed, { kind: "approve" })).toMatchObject({
      kind: "done",
      proposal: { state: { kind: "approved" } },
    });
  });

  it("names somebody else the next time, also while it is snoozed, and tells only whom it is for", async () => {
    const { approver, nestedApprover, admin } = app.contoso.cast;
    const proposal = await posted();
    await app.answer(approver, proposal, { kind: "snooze", days: 1 });
    await hand(approver, await app.get(proposal.id), nestedApprover);
    await hand(approver, await app.get(proposal.id), admin);
    await letNoticesOut();
    expect(await app.get(proposal.id)).toMatchObject({
      state: { kind: "snoozed" },
      handedTo: { person: { id: admin.id } },
    });
    expect(told(nestedApprover)).toEqual([]);
    expect(told(admin)).toMatchObject([{ kind: "handed-to" }]);
  });

  it("takes an approver on both sides, neither of whom gains by it or asked for it", async () => {
    const { approvers, cast } = app.contoso;
    const { approver, technician, newOwner, admin, employee } = cast;
    const proposal = await posted();
    const refused = (words: string) => ({
      kind: "refused",
      message: saying(words),
    });
    expect(await hand(technician, proposal, approver)).toEqual(
      refused("approvers group"),
    );
    expect(await hand(approver, proposal, technician)).toEqual(
      refused("isn't an approver"),
    );
    approvers.userIds.add(newOwner.id);
    expect(await hand(approver, proposal, newOwner)).toEqual(
      refused("they'd gain by it"),
    );
    expect(await hand(newOwner, proposal, approver)).toEqual(
      refused("become this device's primary user"),
    );
    const { id } = await app.propose(admin, app.aDevice(), employee);
    const asked = await app.show(id);
    expect(await hand(approver, asked, admin)).toEqual(refused("requested it"));
    expect(await app.get(asked.id)).toEqual(asked);
    expect(await app.get(proposal.id)).toEqual(proposal);
  });

  it("comes to nothing when it was decided before, and another person's is not for whoever was named for this one", async () => {
    const { approver, nestedApprover, admin, employee } = app.contoso.cast;
    const decided = await posted();
    await app.answer(admin, decided, { kind: "reject", reason: "No" });
    expect(await hand(approver, decided, nestedApprover)).toMatchObject({
      kind: "done",
      proposal: { state: { kind: "rejected" } },
    });
    expect((await app.get(decided.id)).handedTo).toBeUndefined();

    const other = await posted();
    await hand(approver, other, nestedApprover);
    expect(
      await app.answer(approver, await app.get(other.id), {
        kind: "someone-else",
        who: employee.id,
      }),
    ).toMatchObject({ kind: "done", proposal: { handedTo: null } });
  });

  it("tells whoever handed it over that the other one has no chat with the bot", async () => {
    const { approver, nestedApprover } = app.contoso.cast;
    app.messenger.failNext(
      "tell",
      new PersonUnreachable(nestedApprover.id as UserId),
    );
    await hand(approver, await posted(), nestedApprover);
    await letNoticesOut();
    await eventually(() => told(approver).length === 1);
    expect(told(approver)).toMatchObject([
      { kind: "not-reached", message: saying("weren't told") },
    ]);
  });

  it("is no news to them a second time, though they are told of all that is new", async () => {
    const { approver, nestedApprover } = app.contoso.cast;
    await app.custodian.subscriptions.add(nestedApprover.id as UserId, null);
    await hand(approver, await posted(), nestedApprover);
    const other = await posted();
    app.clock.advance(3 * MINUTE_MS);
    await collectNews(app.deps);
    await letNoticesOut();
    await eventually(() => told(nestedApprover).length === 2);
    expect(
      told(nestedApprover).flatMap((notice) =>
        notice.kind === "new-proposals"
          ? notice.proposals.map(({ id }) => id)
          : [],
      ),
    ).toEqual([other.id]);
  });
});
