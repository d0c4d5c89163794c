import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  expect,
  it,
} from "@jest/globals";
import type { Handoff } from "../../../src/domain/handoffs/handoff.ts";
import type { ChannelId } from "../../../src/domain/channels/channel.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import { applyObjectionLater } from "../../../src/usecases/handoffs/applyObjection.ts";
import { followHandoff } from "../../../src/usecases/handoffs/followHandoff.ts";
import { syncObjectionCard } from "../../../src/usecases/notices/syncObjectionCard.ts";
import { ChannelLost, MessageRefused } from "../../../src/ports/messenger.ts";
import type { Person } from "../../simulator/contoso.ts";
import { MINUTE_MS } from "../../support/builders.ts";
import {
  eventually,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import {
  aToldHandoff,
  useFreshChannel,
} from "../../support/stagedProposals.ts";
import { describeOnEachEngine } from "../../support/testStorage.ts";

describeOnEachEngine("what a staging lead says against a handoff", (engine) => {
  let app: CustodianOnCloud;
  let lead: Person;
  let channelId: ChannelId;
  beforeAll(async () => {
    app = await startCustodianOnCloud({
      openDatabase: (clock) => engine.open(clock),
    });
    lead = app.contoso.cast.technician;
  });
  beforeEach(async () => {
    channelId = await useFreshChannel(app);
  });
  afterEach(() => app.cloud.faults.clear());
  afterAll(() => app.close());

  const told = (how: { readonly isProposed?: boolean } = {}) =>
    aToldHandoff(app, lead, how);

  const read = async (id: Handoff["id"]): Promise<Handoff> => {
    const handoff = await app.storage.handoffs.find(id);
    if (!handoff) throw new Error("The handoff is gone");
    return handoff;
  };

  const actorOf = ({ id }: Person) => ({
    userId: id as UserId,
    replyTo: {
      userId: id as UserId,
      teamsUserId: null,
      serviceUrl: null,
      conversationId: null,
    },
  });

  const object = (by: Person, { id: handoffId }: Handoff) =>
    app.custodian.handoffs.applyObjection(
      {
        kind: "object",
        handoffId,
        choice: "went-elsewhere",
        reason: "It lies in the store",
      },
      actorOf(by),
    );

  const settle = (by: Person, { id: handoffId }: Handoff) =>
    app.custodian.handoffs.applyObjection(
      { kind: "settle", handoffId },
      actorOf(by),
    );

  const posted = (id: Handoff["id"]) =>
    app.messenger
      .cards("post", "objection")
      .filter(({ card }) => card.handoff.id === id);

  it("is left to a job while Entra doesn't answer, which stores it or refuses in private", async () => {
    const { handoff } = await told();
    app.cloud.faults.add({
      service: "graph",
      path: /users/i,
      times: Infinity,
      fault: { kind: "status", status: 503 },
    });
    expect(await object(lead, handoff)).toEqual({ kind: "checking" });
    expect((await read(handoff.id)).objection).toBeUndefined();
    app.cloud.faults.clear();
    const late = (by: Person) =>
      applyObjectionLater(app.deps, {
        act: { kind: "object", handoffId: handoff.id, reason: "No" },
        actor: actorOf(by),
        askedAt: app.clock.now().toISOString(),
      });
    await late(app.contoso.cast.employee);
    expect((await read(handoff.id)).objection).toBeUndefined();
    await late(lead);
    await late(lead);
    expect((await read(handoff.id)).objection).toMatchObject({ reason: "No" });
  });

  it("is stored once, stands on the open proposal and in its thread, and ends with Done", async () => {
    const { handoff, proposal } = await told();
    if (!proposal) throw new Error("Nothing was proposed");
    const untouched = (await told()).handoff;

    expect(await object(lead, handoff)).toEqual({ kind: "done" });
    expect(await object(lead, handoff)).toEqual({ kind: "done" });
    await syncObjectionCard(app.deps, handoff.id);
    await syncObjectionCard(app.deps, handoff.id);

    const after = await read(handoff.id);
    expect(after.objection).toMatchObject({
      by: { id: lead.id },
      choice: "went-elsewhere",
      reason: "It lies in the store",
      toldAt: app.clock.now(),
      ended: null,
    });
    const card = await app.storage.cardPosts.find(`proposal:${proposal.id}`);
    expect(posted(handoff.id)).toMatchObject([
      {
        place: {
          kind: "thread",
          channelId,
          conversationId: card?.message?.conversationId,
        },
      },
    ]);
    expect((await app.get(proposal.id)).objection).toMatchObject({
      by: { id: lead.id },
    });
    expect(
      (await app.auditOf(proposal.id)).filter(
        (kind) => kind === "handoff.contradicted",
      ),
    ).toHaveLength(1);
    // Who looked at the card before has not seen it.
    expect(
      await app.answer(app.contoso.cast.approver, proposal, {
        kind: "approve",
      }),
    ).toMatchObject({ kind: "refused", message: { say: "proposal.changed" } });

    expect(await settle(app.contoso.cast.approver, handoff)).toEqual({
      kind: "done",
    });
    expect(await settle(app.contoso.cast.admin, handoff)).toEqual({
      kind: "done",
    });
    expect((await read(handoff.id)).objection?.ended).toMatchObject({
      kind: "done",
      by: { id: app.contoso.cast.approver.id },
    });
    expect((await app.get(proposal.id)).objection).toBeNull();
    expect((await read(untouched.id)).objection).toBeUndefined();
  });

  it("says nothing on a proposal for somebody else, which can be approved as it was seen", async () => {
    const { approver, nestedApprover, employee } = app.contoso.cast;
    const { handoff, proposal } = await told();
    if (!proposal) throw new Error("Nothing was proposed");
    await app.answer(approver, proposal, {
      kind: "someone-else",
      who: employee.id,
    });
    const other = await app.storage.proposals.findActive(proposal.device.id);
    if (!other) throw new Error("Nobody else was proposed");
    expect(await object(lead, handoff)).toEqual({ kind: "done" });
    expect(await app.get(other.id)).toEqual(other);
    const [newest] = await app.storage.audit.listLast(1);
    expect(newest).toMatchObject({
      kind: "handoff.contradicted",
      details: { wrongly: handoff.toUser?.userPrincipalName },
    });
    await app.answer(nestedApprover, other, { kind: "approve" });
    expect(await app.stateOf(other.id)).toBe("approved");
  });

  it("comes onto a proposal that is made while the lead says so, once, as soon as the handoff follows it", async () => {
    const { handoff, proposal } = await told();
    if (!proposal) throw new Error("Nothing was proposed");
    // Whoever said so found no proposal yet, and whoever made that read the handoff before.
    const { storage } = app;
    await applyObjectionLater(
      {
        ...app.deps,
        storage: {
          ...storage,
          transaction: (work) =>
            storage.transaction((unit) =>
              work({
                ...unit,
                proposals: {
                  ...unit.proposals,
                  findActive: () => Promise.resolve(null),
                },
              }),
            ),
        },
      },
      {
        act: { kind: "object", handoffId: handoff.id, reason: "In a box" },
        actor: actorOf(lead),
        askedAt: app.clock.now().toISOString(),
      },
    );
    expect((await app.get(proposal.id)).objection ?? null).toBeNull();
    await followHandoff(app.deps, handoff.id);
    const marked = await app.get(proposal.id);
    expect(marked.objection).toMatchObject({
      by: { id: lead.id },
      reason: "In a box",
    });
    await followHandoff(app.deps, handoff.id);
    expect(await app.get(proposal.id)).toEqual(marked);
    expect(
      await app.answer(app.contoso.cast.approver, proposal, {
        kind: "approve",
      }),
    ).toMatchObject({ kind: "refused", message: { say: "proposal.changed" } });

    // Once the helpdesk has seen to it, it stays off.
    await settle(app.contoso.cast.approver, handoff);
    await followHandoff(app.deps, handoff.id);
    expect((await app.get(proposal.id)).objection).toBeNull();
  });

  it("is on the proposal again where somebody goes back to the person whom the lead means", async () => {
    const { approver, nestedApprover, employee } = app.contoso.cast;
    const { handoff, proposal } = await told();
    if (!proposal?.toUser) throw new Error("Nobody was proposed");
    await object(lead, handoff);
    const current = async () => {
      await followHandoff(app.deps, handoff.id);
      const open = await app.storage.proposals.findActive(proposal.device.id);
      if (!open) throw new Error("Nothing is open");
      return open;
    };
    await app.answer(approver, await current(), {
      kind: "someone-else",
      who: employee.id,
    });
    expect((await current()).objection).toBeNull();
    await app.answer(nestedApprover, await current(), {
      kind: "someone-else",
      who: proposal.toUser.id,
    });
    expect(await current()).toMatchObject({
      toUser: { id: proposal.toUser.id },
      objection: { by: { id: lead.id } },
    });
  });

  it("goes to the device's channel as a thread of its own where nothing was proposed", async () => {
    const { handoff } = await told({ isProposed: false });
    await object(lead, handoff);
    await syncObjectionCard(app.deps, handoff.id);
    expect(posted(handoff.id)).toMatchObject([
      { place: { kind: "channel", channel: { id: channelId } } },
    ]);
  });

  it("goes to the channel where the thread is gone", async () => {
    const { handoff } = await told();
    await object(lead, handoff);
    const mend = app.messenger.failAll(
      "post",
      new ChannelLost(channelId, "no such conversation"),
      "thread",
    );
    await syncObjectionCard(app.deps, handoff.id);
    mend();
    expect(posted(handoff.id).map(({ place }) => place.kind)).toEqual([
      "channel",
    ]);
  });

  it("is posted once though the process dies with the post begun, and its job comes again and again", async () => {
    const { handoff } = await told();
    await object(lead, handoff);
    const mend = app.messenger.failAll("post", new Error("killed"), "thread");
    await expect(syncObjectionCard(app.deps, handoff.id)).rejects.toThrow(
      "killed",
    );
    mend();
    // Nobody knows yet whether it was sent.
    await expect(syncObjectionCard(app.deps, handoff.id)).rejects.toMatchObject(
      { code: "notices.card-being-posted", retryable: true },
    );
    expect(posted(handoff.id)).toEqual([]);
    app.clock.advance(MINUTE_MS + 1);
    await Promise.allSettled(
      [1, 2, 3].map(() => syncObjectionCard(app.deps, handoff.id)),
    );
    await syncObjectionCard(app.deps, handoff.id);
    expect(posted(handoff.id)).toHaveLength(1);
    expect((await read(handoff.id)).objection?.toldAt).toEqual(app.clock.now());
  });

  it("waits for a channel, says so to the admins, and to the lead that nobody has it yet", async () => {
    const { handoff } = await told({ isProposed: false });
    await object(lead, handoff);
    await app.custodian.channels.stop(channelId, app.channel.chosenBy);
    await expect(syncObjectionCard(app.deps, handoff.id)).rejects.toMatchObject(
      { code: "notices.no-place-for-handoff", retryable: true },
    );
    expect((await read(handoff.id)).objection?.toldAt).toBeNull();
    await useFreshChannel(app);
    await syncObjectionCard(app.deps, handoff.id);
    expect(posted(handoff.id)).toHaveLength(1);
    expect((await read(handoff.id)).objection?.toldAt).toEqual(app.clock.now());
  });

  it("is told to nobody while Teams refuses the card, as its lead and the admins read, until it changes", async () => {
    const { handoff } = await told();
    await object(lead, handoff);
    const mend = app.messenger.failAll("post", new MessageRefused("413"));
    await syncObjectionCard(app.deps, handoff.id);
    const refused = await read(handoff.id);
    expect(refused.objection).toMatchObject({
      toldAt: null,
      refusedAt: app.clock.now(),
    });
    // The same card again would be refused again.
    await syncObjectionCard(app.deps, handoff.id);
    expect(await read(handoff.id)).toEqual(refused);
    mend();
    await syncObjectionCard(app.deps, handoff.id);
    expect(posted(handoff.id)).toEqual([]);
    await app.storage.handoffs.save({
      ...refused,
      version: refused.version + 1,
    });
    await syncObjectionCard(app.deps, handoff.id);
    expect(posted(handoff.id)).toHaveLength(1);
    expect((await read(handoff.id)).objection?.toldAt).toEqual(app.clock.now());
    const news: object[] = [];
    await app.storage.queue.work("notifyAdmins", 1, (job) => {
      news.push(job);
      return Promise.resolve();
    });
    await eventually(() => news.some((job) => "refusedCardOf" in job));
  });

  it.each(["approver", "employee", "guest"] as const)(
    "is refused to the %s to whom the card was forwarded, and that is audited",
    async (who) => {
      const { handoff } = await told();
      const refused = await object(app.contoso.cast[who], handoff);
      expect(refused).toMatchObject({ kind: "refused" });
      expect((await read(handoff.id)).objection).toBeUndefined();
      const [newest] = await app.storage.audit.listLast(1);
      expect(newest).toMatchObject({
        kind: "proposal.answer-refused",
        deviceId: handoff.device.id,
        details: { answer: "contradict" },
      });
    },
  );

  it("is taken from an admin as well", async () => {
    const { handoff } = await told();
    expect(await object(app.contoso.cast.admin, handoff)).toEqual({
      kind: "done",
    });
  });

  it("is not Done for the lead, who is no approver", async () => {
    const { handoff } = await told();
    await object(lead, handoff);
    expect(await settle(lead, handoff)).toMatchObject({ kind: "refused" });
    expect((await read(handoff.id)).objection?.ended).toBeNull();
  });

  it("ends with the decision on its proposal, of which the lead is told once", async () => {
    const { handoff, proposal } = await told();
    if (!proposal) throw new Error("Nothing was proposed");
    await object(lead, handoff);
    app.clock.advance(1000);
    await app.answer(app.contoso.cast.approver, await app.get(proposal.id), {
      kind: "reject",
      reason: "Not theirs",
    });
    await followHandoff(app.deps, handoff.id);
    await followHandoff(app.deps, handoff.id);
    expect((await read(handoff.id)).objection?.ended).toMatchObject({
      kind: "decided",
      verdict: "reject",
    });
    // It never stood there, and is no news any more.
    await syncObjectionCard(app.deps, handoff.id);
    expect(posted(handoff.id)).toEqual([]);
    await app.work();
    const tells = () =>
      app.messenger.said.filter(
        (said) =>
          said.kind === "tell" &&
          said.notice.kind === "objection-ended" &&
          said.notice.deviceName === handoff.device.name &&
          said.recipient.userId === lead.id,
      );
    await eventually(() => tells().length > 0);
    expect(tells()).toHaveLength(1);
  });
});
