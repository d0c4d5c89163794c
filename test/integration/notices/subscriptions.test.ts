import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { cardKey } from "../../../src/domain/cards/cardKey.ts";
import type { Notice } from "../../../src/domain/cards/notice.ts";
import type { ChannelId } from "../../../src/domain/channels/channel.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import { PersonUnreachable } from "../../../src/ports/messenger.ts";
import { collectNews } from "../../../src/usecases/notices/notifySubscribers.ts";
import type { Person } from "../../simulator/contoso.ts";
import { DAY_MS, MINUTE_MS } from "../../support/builders.ts";
import {
  eventually,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { saying } from "../../support/saying.ts";
import { describeOnEachEngine } from "../../support/testStorage.ts";

describeOnEachEngine("Private notices of new proposals", (engine) => {
  let app: CustodianOnCloud;
  beforeEach(async () => {
    app = await startCustodianOnCloud({
      openDatabase: (clock) => engine.open(clock),
    });
    await app.work();
  });
  afterEach(() => app.close());

  const begin = ({ id }: Person, scope: ChannelId | null = null) =>
    app.custodian.subscriptions.add(id as UserId, scope);
  const end = ({ id }: Person, scope: ChannelId | null = null) =>
    app.custodian.subscriptions.remove(id as UserId, scope);

  async function posted(
    to: Person = app.contoso.cast.employee,
    by: Person = app.contoso.cast.technician,
  ): Promise<Proposal> {
    const { id } = await app.propose(by, app.aDevice(), to);
    await eventually(async () => {
      const post = await app.storage.cardPosts.find(cardKey("proposal", id));
      return post?.message;
    });
    return await app.get(id);
  }

  /** Does all that is due, and waits until no job is left of it. */
  async function letNewsOut(): Promise<void> {
    app.clock.advance(3 * MINUTE_MS);
    await Promise.all([collectNews(app.deps), collectNews(app.deps)]);
    await eventually(async () => {
      const waiting = await app.custodian.queueDepth();
      return waiting === 0;
    });
  }

  const toldTo = ({ id }: Person): readonly Notice[] =>
    app.messenger
      .told()
      .filter(({ recipient }) => recipient.userId === id)
      .map(({ notice }) => notice);
  const newsTo = (person: Person) =>
    toldTo(person).flatMap((notice) =>
      notice.kind === "new-proposals"
        ? [notice.proposals.map(({ id }) => id)]
        : [],
    );

  it("bring an approver those of a few minutes in one message, each once", async () => {
    const { approver, nestedApprover } = app.contoso.cast;
    await begin(approver);
    await begin(approver);
    const [one, other] = [await posted(), await posted()];
    await collectNews(app.deps);
    expect(newsTo(approver)).toEqual([]);

    await letNewsOut();
    await eventually(() => newsTo(approver).length === 1);
    await letNewsOut();
    expect(newsTo(approver).map((ids) => ids.toSorted())).toEqual([
      [one.id, other.id].toSorted(),
    ]);
    expect(newsTo(nestedApprover)).toEqual([]);
    const third = await posted();
    await letNewsOut();
    await eventually(() => newsTo(approver).length === 2);
    expect(newsTo(approver)[1]).toEqual([third.id]);
  });

  it("are for approvers, and others are told so kindly", async () => {
    const { technician, guest } = app.contoso.cast;
    expect(await begin(technician)).toEqual({
      kind: "refused",
      message: saying(/Only approvers.*ask an admin/),
    });
    expect(await begin(guest)).toMatchObject({ kind: "refused" });
    await posted();
    expect(
      await app.storage.subscriptions.listReaders(
        new Date(app.clock.now().getTime() + DAY_MS),
        9,
      ),
    ).toEqual([]);
  });

  it("leave out what the approver would gain by or asked for, and what was decided meanwhile", async () => {
    const { approver, nestedApprover, admin } = app.contoso.cast;
    for (const person of [approver, nestedApprover]) await begin(person);
    const gains = await posted(approver);
    const asked = await posted(undefined, approver);
    const decided = await posted();
    await app.answer(admin, decided, { kind: "reject", reason: "No" });
    await letNewsOut();
    await eventually(() => newsTo(nestedApprover).length === 1);
    expect(newsTo(nestedApprover)[0]?.toSorted()).toEqual(
      [gains.id, asked.id].toSorted(),
    );
    expect(newsTo(approver)).toEqual([]);
  });

  it("end with a word when somebody is no approver any more", async () => {
    const { approver } = app.contoso.cast;
    await begin(approver);
    app.contoso.approvers.userIds.delete(approver.id);
    await posted();
    await letNewsOut();
    await eventually(() => toldTo(approver).length === 1);
    await posted();
    await letNewsOut();
    expect(toldTo(approver)).toEqual([{ kind: "subscription-ended" }]);
  });

  it("are of the channel in which they were asked for alone", async () => {
    const { approver, nestedApprover } = app.contoso.cast;
    const elsewhere = "19:elsewhere@thread.tacv2" as ChannelId;
    expect(await begin(approver, elsewhere)).toEqual({
      kind: "channel-not-used",
    });
    await app.storage.channels.save({ ...app.channel, id: elsewhere });
    expect(await begin(approver, elsewhere)).toEqual({ kind: "subscribed" });
    await begin(nestedApprover, app.channel.id);
    const proposal = await posted();
    await letNewsOut();
    await eventually(() => newsTo(nestedApprover).length === 1);
    expect(newsTo(nestedApprover)).toEqual([[proposal.id]]);
    expect(newsTo(approver)).toEqual([]);
  });

  it("end where they were asked for, and in the personal chat all of them", async () => {
    const { approver } = app.contoso.cast;
    expect(await end(approver)).toEqual({ kind: "was-not" });
    await begin(approver);
    await begin(approver, app.channel.id);
    expect(await end(approver, app.channel.id)).toEqual({
      kind: "told-of-all",
    });
    await begin(approver, app.channel.id);
    await posted();
    expect(await end(approver)).toEqual({ kind: "stopped" });
    await letNewsOut();
    expect(toldTo(approver)).toEqual([]);
  });

  it("are not tried any more where the person has no chat with the bot", async () => {
    const { approver } = app.contoso.cast;
    await begin(approver);
    app.messenger.failAll("tell", new PersonUnreachable(approver.id as UserId));
    await posted();
    await letNewsOut();
    await eventually(async () => {
      const scopes = await app.storage.subscriptions.listScopes(
        approver.id as UserId,
      );
      return scopes.length === 0;
    });
  });
});
