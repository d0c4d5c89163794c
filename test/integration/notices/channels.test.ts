import { afterEach, describe, expect, it } from "@jest/globals";
import { ChannelLost, MessageRefused } from "../../../src/ports/messenger.ts";
import { showProposal } from "../../../src/usecases/notices/showProposal.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import { catchUp } from "../../../src/usecases/notices/catchUp.ts";
import { releaseHeld } from "../../../src/usecases/proposals/releaseHeld.ts";
import { isCardRefused } from "../../../src/domain/proposals/states.ts";
import { settleDue } from "../../../src/usecases/proposals/settleDue.ts";
import { DAY_MS, HOUR_MS } from "../../support/builders.ts";
import {
  aChannel,
  eventually,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";

let house: CustodianOnCloud;
afterEach(() => house.close());

async function proposed(logons = 11): Promise<Proposal> {
  const proposal = await house.reportLogons(house.aDevice(), {
    "ben.fischer@contoso.com": logons,
  });
  if (!proposal) throw new Error("Nothing was proposed");
  return proposal;
}

describe("a channel and its places", () => {
  it("holds what is proposed before a channel is chosen, and posts it then", async () => {
    house = await startCustodianOnCloud({ withChannel: false });
    const proposal = await proposed();
    expect(proposal).toMatchObject({
      state: { kind: "held" },
      channelId: null,
    });
    await showProposal(house.deps, proposal.id, false);
    expect(house.messenger.posts()).toHaveLength(0);
    expect(await house.custodian.channels.use(house.channel)).toEqual({
      held: 1,
      share: "everything",
    });
    await releaseHeld(house.deps);
    await house.show(proposal.id);
    expect(house.messenger.posts(proposal.id)).toHaveLength(1);
    expect(house.counted.postedAgain).toBe(0);
  });

  it("holds what has no place, and gives a free place to the strongest evidence, what a person asked for first", async () => {
    house = await startCustodianOnCloud({
      settings: { openCardsPerChannel: 2 },
    });
    const { admin, technician, employee } = house.contoso.cast;
    const [first, second] = [await proposed(), await proposed()];
    const [weak, strong] = [await proposed(5), await proposed(9)];
    const asked = await house.propose(technician, house.aDevice(), employee);
    await releaseHeld(house.deps);
    const waiting = async () => {
      const states = await Promise.all(
        [asked, strong, weak].map(({ id }) => house.stateOf(id)),
      );
      return states.filter((state) => state === "held").length;
    };
    expect(await waiting()).toBe(3);

    for (const [ended, released] of [
      [first, asked],
      [second, strong],
      [asked, weak],
    ] as const) {
      await house.answer(admin, await house.show(ended.id), {
        kind: "reject",
        reason: "No",
      });
      const before = await waiting();
      await releaseHeld(house.deps);
      expect(await house.stateOf(released.id)).toBe("pending");
      expect(await waiting()).toBe(before - 1);
    }
    expect(await house.custodian.listPending(10)).toMatchObject({
      open: 2,
      held: 0,
    });
  });

  it("keeps a snoozed card's place, and never gives one place twice", async () => {
    house = await startCustodianOnCloud({
      settings: { openCardsPerChannel: 1 },
    });
    const first = await house.show((await proposed()).id);
    const others = [await proposed(), await proposed()];
    await house.answer(house.contoso.cast.approver, first, {
      kind: "snooze",
      days: 1,
    });
    await releaseHeld(house.deps);
    for (const { id } of others) expect(await house.stateOf(id)).toBe("held");
    await house.reportLogons(
      { ...house.contoso.stories.owned, id: first.device.id },
      { "megan.bowen@contoso.com": 9 },
    );
    await Promise.all([releaseHeld(house.deps), releaseHeld(house.deps)]);
    const states = await Promise.all(others.map(({ id }) => house.stateOf(id)));
    expect(states.toSorted()).toEqual(["held", "pending"]);
  });

  it("holds its cards when it is lost, tells the admins once, and posts again when it is chosen again", async () => {
    house = await startCustodianOnCloud();
    const { admin } = house.contoso.cast;
    await house.work();
    const [one, two] = [await proposed(), await proposed()];
    await eventually(() => house.messenger.posts().length === 2);
    await eventually(
      () => house.storage.queue.depth(),
      (n) => n === 0,
    );

    const lost = new ChannelLost(house.channel.id, "403");
    house.messenger.failNext("edit", lost);
    await showProposal(house.deps, one.id, true);
    await house.custodian.channels.lost({ teamId: house.channel.teamId });
    await eventually(() => house.messenger.told().length === 1);
    for (const { id } of [one, two])
      expect(await house.get(id)).toMatchObject({
        state: { kind: "held" },
        channelId: null,
        expiresAt: null,
      });
    expect(house.messenger.told()).toMatchObject([
      {
        recipient: { userId: admin.id },
        notice: { kind: "channel-lost", held: 2 },
      },
    ]);

    await house.custodian.channels.use(aChannel(admin));
    await eventually(() => house.messenger.posts().length === 4);
    await eventually(
      () => house.storage.queue.depth(),
      (n) => n === 0,
    );
    expect(house.counted.postedAgain).toBe(2);
    expect(house.messenger.told()).toHaveLength(1);
    expect(await house.stateOf(one.id)).toBe("pending");
  });

  it.each([
    ["before its snooze is over, at its time", 1, "snoozed"],
    ["after its snooze is over, at once", 4, "pending"],
  ] as const)(
    "brings a snoozed proposal of a lost channel back %s",
    async (_when, daysWithout, released) => {
      house = await startCustodianOnCloud();
      const { admin, approver } = house.contoso.cast;
      const proposal = await house.show((await proposed()).id);
      await house.answer(approver, proposal, { kind: "snooze", days: 3 });
      const until = new Date(house.clock.now().getTime() + 3 * DAY_MS);

      await house.custodian.channels.lost({ channelId: house.channel.id });
      expect(await house.get(proposal.id)).toMatchObject({
        state: { kind: "held", snooze: { until, days: 3 } },
        channelId: null,
      });

      house.clock.advance(daysWithout * DAY_MS);
      const other = aChannel(admin);
      await house.custodian.channels.use(other);
      await releaseHeld(house.deps);
      expect(await house.show(proposal.id)).toMatchObject({
        state: { kind: released },
        channelId: other.id,
      });
      if (released === "snoozed") {
        expect(await house.get(proposal.id)).toMatchObject({
          state: { until, days: 3, snoozedBy: { id: approver.id } },
        });
        expect(house.messenger.posts(proposal.id)).toHaveLength(1);
        house.clock.advance(until.getTime() - house.clock.now().getTime());
        await settleDue(house.deps);
        await house.show(proposal.id);
      }
      expect(house.messenger.posts(proposal.id)).toHaveLength(2);
      expect(await house.get(proposal.id)).toMatchObject({
        state: { kind: "pending" },
        expiresAt: new Date(house.clock.now().getTime() + 72 * HOUR_MS),
      });
    },
  );

  it("finds another channel for a card whose channel was given up before it stood there", async () => {
    house = await startCustodianOnCloud();
    const { admin } = house.contoso.cast;
    const proposal = await proposed();
    const { id } = house.channel;
    expect(await house.custodian.channels.stop(id, admin.id as UserId)).toBe(
      true,
    );
    expect(await house.custodian.channels.stop(id, admin.id as UserId)).toBe(
      false,
    );
    await house.show(proposal.id);
    expect(await house.stateOf(proposal.id)).toBe("held");

    const other = aChannel(admin);
    await house.custodian.channels.use(other);
    await releaseHeld(house.deps);
    await house.show(proposal.id);
    expect(house.messenger.posts(proposal.id)).toMatchObject([
      { message: { channelId: other.id } },
    ]);
  });

  it("redraws every card that fell behind while the channel was lost, page by page, and no other", async () => {
    house = await startCustodianOnCloud();
    const shown = [];
    for (let n = 0; n < 4; n += 1)
      shown.push(await house.show((await proposed()).id));
    const [current, ...behind] = shown;
    for (const proposal of behind)
      await house.storage.proposals.save({
        ...proposal,
        version: proposal.version + 1,
        state: {
          kind: "superseded",
          by: { kind: "owner-changed-elsewhere", primaryUser: null },
          at: house.clock.now(),
          decision: null,
        },
      });
    const sent: unknown[] = [];
    await house.storage.transaction((unit) =>
      catchUp(
        {
          ...unit,
          queue: {
            send: (_name, data) => {
              sent.push(data);
              return Promise.resolve();
            },
          },
        },
        house.channel.id,
        2,
      ),
    );
    expect(sent).toEqual(
      behind
        .map(({ id }) => id)
        .sort()
        .map((proposalId) => ({ proposalId })),
    );
    expect(sent).not.toContainEqual({ proposalId: current?.id });
  });

  it("shows how a change ended while the channel was lost, when it is chosen again", async () => {
    house = await startCustodianOnCloud();
    const { approver, newOwner } = house.contoso.cast;
    const shown = await house.show((await proposed()).id);
    await house.answer(approver, shown, { kind: "approve" });
    newOwner.plans = [];
    await house.apply(shown.id);
    const lost = new ChannelLost(house.channel.id, "403");
    const mend = house.messenger.failAll("edit", lost);
    await house.work();
    await eventually(
      () => house.storage.queue.depth(),
      (jobs) => jobs === 0,
    );
    expect(house.messenger.edits(shown.id)).toHaveLength(0);

    mend();
    await house.custodian.channels.use(house.channel);
    await eventually(() => house.messenger.edits(shown.id).length > 0);
    expect(house.messenger.edits(shown.id).at(-1)?.proposal.state.kind).toBe(
      "failed",
    );
  });

  it("comes to rest when Teams refuses every card, tells the admins once, and posts what changes later", async () => {
    house = await startCustodianOnCloud();
    const { admin } = house.contoso.cast;
    const mend = house.messenger.failAll(
      "post",
      new MessageRefused("status 400 BadSyntax"),
    );
    await house.work();
    const device = house.aDevice();
    const first = await house.reportLogons(device);
    const second = await proposed();
    if (!first) throw new Error("Nothing was proposed");
    for (const { id } of [first, second])
      await eventually(async () => isCardRefused(await house.get(id)));
    await eventually(
      () => house.storage.queue.depth(),
      (jobs) => jobs === 0,
    );
    expect(house.messenger.told()).toMatchObject([
      { recipient: { userId: admin.id }, notice: { kind: "card-refused" } },
    ]);

    mend();
    await house.reportLogons(device, { "ben.fischer@contoso.com": 14 });
    await eventually(() => house.messenger.posts(first.id).length === 1);
    expect(house.messenger.posts(second.id)).toHaveLength(0);
  });

  it("leaves answerable what stands in a channel that is not used any more", async () => {
    house = await startCustodianOnCloud();
    const { admin, approver } = house.contoso.cast;
    const shown = await house.show((await proposed()).id);
    await house.custodian.channels.stop(house.channel.id, admin.id as UserId);
    await house.answer(approver, shown, { kind: "approve" });
    await house.show(shown.id);
    expect(house.messenger.edits(shown.id)).toHaveLength(1);
  });
});
