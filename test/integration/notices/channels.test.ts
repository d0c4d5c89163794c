import { afterEach, describe, expect, it } from "@jest/globals";
import { cardKey } from "../../../src/domain/cards/cardKey.ts";
import { ChannelLost, MessageRefused } from "../../../src/ports/messenger.ts";
import { remindOfProposals } from "../../../src/usecases/notices/remindOfProposals.ts";
import { syncProposalCard } from "../../../src/usecases/notices/syncProposalCard.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import { regainChannels } from "../../../src/usecases/notices/channelHealth.ts";
import { catchUp } from "../../../src/usecases/notices/catchUp.ts";
import { postHeldProposals } from "../../../src/usecases/proposals/postHeldProposals.ts";
import { isCardRefused } from "../../../src/domain/proposals/states.ts";
import { expireAndWakeDue } from "../../../src/usecases/proposals/expireAndWakeDue.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../support/builders.ts";
import {
  aChannel,
  eventually,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";

let app: CustodianOnCloud;
afterEach(() => app.close());

async function proposed(logons = 11): Promise<Proposal> {
  const proposal = await app.reportLogons(app.aDevice(), {
    "ben.fischer@contoso.com": logons,
  });
  if (!proposal) throw new Error("Nothing was proposed");
  return proposal;
}

describe("a channel and its places", () => {
  it("holds what is proposed before a channel is chosen, and posts it then", async () => {
    app = await startCustodianOnCloud({ withChannel: false });
    const proposal = await proposed();
    expect(proposal).toMatchObject({
      state: { kind: "held" },
      channelId: null,
    });
    await syncProposalCard(app.deps, proposal.id, false);
    expect(app.messenger.posts()).toHaveLength(0);
    expect(await app.custodian.channels.use(app.channel)).toEqual({
      held: 1,
      isObserving: false,
      share: "everything",
    });
    await postHeldProposals(app.deps);
    await app.show(proposal.id);
    expect(app.messenger.posts(proposal.id)).toHaveLength(1);
    expect(app.counted.postedAgain).toBe(0);
  });

  it("holds what has no place, and gives a free place to the strongest evidence, what a person asked for first", async () => {
    app = await startCustodianOnCloud({
      settings: { openCardsPerChannel: 2 },
    });
    const { admin, technician, employee } = app.contoso.cast;
    const [first, second] = [await proposed(), await proposed()];
    const [weak, strong] = [await proposed(5), await proposed(9)];
    const asked = await app.propose(technician, app.aDevice(), employee);
    await postHeldProposals(app.deps);
    const waiting = async () => {
      const states = await Promise.all(
        [asked, strong, weak].map(({ id }) => app.stateOf(id)),
      );
      return states.filter((state) => state === "held").length;
    };
    expect(await waiting()).toBe(3);

    for (const [ended, released] of [
      [first, asked],
      [second, strong],
      [asked, weak],
    ] as const) {
      await app.answer(admin, await app.show(ended.id), {
        kind: "reject",
        reason: "No",
      });
      const before = await waiting();
      await postHeldProposals(app.deps);
      expect(await app.stateOf(released.id)).toBe("pending");
      expect(await waiting()).toBe(before - 1);
    }
    expect(await app.custodian.listPending(0)).toMatchObject({
      counts: { waiting: 2, snoozed: 0 },
      held: 0,
    });
  });

  it("keeps a snoozed card's place, and never gives one place twice", async () => {
    app = await startCustodianOnCloud({
      settings: { openCardsPerChannel: 1 },
    });
    const first = await app.show((await proposed()).id);
    const others = [await proposed(), await proposed()];
    await app.answer(app.contoso.cast.approver, first, {
      kind: "snooze",
      days: 1,
    });
    await postHeldProposals(app.deps);
    for (const { id } of others) expect(await app.stateOf(id)).toBe("held");
    await app.reportLogons(
      { ...app.contoso.stories.owned, id: first.device.id },
      { "megan.bowen@contoso.com": 9 },
    );
    await Promise.all([
      postHeldProposals(app.deps),
      postHeldProposals(app.deps),
    ]);
    const states = await Promise.all(others.map(({ id }) => app.stateOf(id)));
    expect(states.toSorted()).toEqual(["held", "pending"]);
  });

  it("holds its cards when it is lost, tells the admins once, and posts again when it is chosen again", async () => {
    app = await startCustodianOnCloud();
    const { admin } = app.contoso.cast;
    await app.work();
    const [one, two] = [await proposed(), await proposed()];
    await eventually(() => app.messenger.posts().length === 2);
    await eventually(
      () => app.storage.queue.depth(),
      (n) => n === 0,
    );

    await app.custodian.channels.lost({ teamId: app.channel.teamId });
    await app.custodian.channels.lost({ teamId: app.channel.teamId });
    await eventually(() => app.messenger.told().length === 1);
    for (const { id } of [one, two])
      expect(await app.get(id)).toMatchObject({
        state: { kind: "held" },
        channelId: null,
        expiresAt: null,
      });
    expect(app.messenger.told()).toMatchObject([
      {
        recipient: { userId: admin.id },
        notice: { kind: "channel-lost", held: 2 },
      },
    ]);

    await app.custodian.channels.use(aChannel(admin));
    await eventually(() => app.messenger.posts().length === 4);
    await eventually(
      () => app.storage.queue.depth(),
      (n) => n === 0,
    );
    expect(app.counted.postedAgain).toBe(2);
    expect(app.messenger.told()).toHaveLength(1);
    expect(await app.stateOf(one.id)).toBe("pending");
  });

  it.each([
    ["in another one", () => aChannel(app.contoso.cast.admin)],
    ["there", () => app.channel],
  ])(
    "is reminded of a card anew when that waits again %s after it was lost",
    async (_where, chosen) => {
      app = await startCustodianOnCloud();
      const { id } = await app.show((await proposed()).id);
      const untilReminded = () => app.clock.advance(2 * DAY_MS);
      untilReminded();
      await remindOfProposals(app.deps);
      expect(app.messenger.replies()).toHaveLength(1);

      await app.custodian.channels.lost({ channelId: app.channel.id });
      await app.custodian.channels.use(chosen());
      await postHeldProposals(app.deps);
      await app.show(id);
      await remindOfProposals(app.deps);
      expect(app.messenger.replies()).toHaveLength(1);
      untilReminded();
      for (let i = 0; i < 2; i += 1) await remindOfProposals(app.deps);
      expect(app.messenger.replies()).toHaveLength(2);
      expect(app.messenger.replies()[1]).toMatchObject({
        message: (await app.storage.cardPosts.find(cardKey("proposal", id)))
          ?.message,
      });
    },
  );

  it.each([
    ["before its snooze is over, at its time", 1, "snoozed"],
    ["after its snooze is over, at once", 4, "pending"],
  ] as const)(
    "brings a snoozed proposal of a lost channel back %s",
    async (_when, daysWithout, released) => {
      app = await startCustodianOnCloud();
      const { admin, approver } = app.contoso.cast;
      const proposal = await app.show((await proposed()).id);
      await app.answer(approver, proposal, { kind: "snooze", days: 3 });
      const until = new Date(app.clock.now().getTime() + 3 * DAY_MS);

      await app.custodian.channels.lost({ channelId: app.channel.id });
      expect(await app.get(proposal.id)).toMatchObject({
        state: { kind: "held", snooze: { until, days: 3 } },
        channelId: null,
      });

      app.clock.advance(daysWithout * DAY_MS);
      const other = aChannel(admin);
      await app.custodian.channels.use(other);
      await postHeldProposals(app.deps);
      expect(await app.show(proposal.id)).toMatchObject({
        state: { kind: released },
        channelId: other.id,
      });
      if (released === "snoozed") {
        expect(await app.get(proposal.id)).toMatchObject({
          state: { until, days: 3, snoozedBy: { id: approver.id } },
        });
        expect(app.messenger.posts(proposal.id)).toHaveLength(1);
        app.clock.advance(until.getTime() - app.clock.now().getTime());
        await expireAndWakeDue(app.deps);
        await app.show(proposal.id);
      }
      expect(app.messenger.posts(proposal.id)).toHaveLength(2);
      expect(await app.get(proposal.id)).toMatchObject({
        state: { kind: "pending" },
        expiresAt: new Date(app.clock.now().getTime() + 72 * HOUR_MS),
      });
    },
  );

  it("finds another channel for a card whose channel was given up before it stood there", async () => {
    app = await startCustodianOnCloud();
    const { admin } = app.contoso.cast;
    const proposal = await proposed();
    const { id } = app.channel;
    expect(await app.custodian.channels.stop(id, admin.id as UserId)).toBe(
      true,
    );
    expect(await app.custodian.channels.stop(id, admin.id as UserId)).toBe(
      false,
    );
    await app.show(proposal.id);
    expect(await app.stateOf(proposal.id)).toBe("held");

    const other = aChannel(admin);
    await app.custodian.channels.use(other);
    await postHeldProposals(app.deps);
    await app.show(proposal.id);
    expect(app.messenger.posts(proposal.id)).toMatchObject([
      { message: { channelId: other.id } },
    ]);
  });

  it("redraws every card that fell behind while the channel was lost, page by page, and no other", async () => {
    app = await startCustodianOnCloud();
    const shown = [];
    for (let n = 0; n < 4; n += 1)
      shown.push(await app.show((await proposed()).id));
    const [current, ...behind] = shown;
    for (const proposal of behind)
      await app.storage.proposals.save({
        ...proposal,
        version: proposal.version + 1,
        state: {
          kind: "superseded",
          by: { kind: "owner-changed-elsewhere", primaryUser: null },
          at: app.clock.now(),
          decision: null,
        },
      });
    const sent: unknown[] = [];
    await app.storage.transaction((unit) =>
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
        app.channel.id,
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
    app = await startCustodianOnCloud();
    const { approver, newOwner } = app.contoso.cast;
    const shown = await app.show((await proposed()).id);
    await app.answer(approver, shown, { kind: "approve" });
    newOwner.plans = [];
    await app.apply(shown.id);
    const lost = new ChannelLost(app.channel.id, "403");
    const mend = app.messenger.failAll("edit", lost);
    await app.custodian.channels.lost({ channelId: app.channel.id });
    await app.work();
    await eventually(
      () => app.storage.queue.depth(),
      (jobs) => jobs === 0,
    );
    expect(app.messenger.edits(shown.id)).toHaveLength(0);

    mend();
    await app.custodian.channels.use(app.channel);
    await eventually(() => app.messenger.edits(shown.id).length > 0);
    expect(app.messenger.edits(shown.id).at(-1)?.proposal.state.kind).toBe(
      "failed",
    );
  });

  it("is not lost by one refusal, nor by any while it takes other cards", async () => {
    app = await startCustodianOnCloud();
    const [one, two] = [
      await app.show((await proposed()).id),
      await app.show((await proposed()).id),
    ];
    const lost = new ChannelLost(app.channel.id, "404");
    for (let minute = 0; minute < 6; minute += 2) {
      app.messenger.failNext("edit", lost);
      await expect(
        syncProposalCard(app.deps, one.id, true),
      ).rejects.toMatchObject({
        code: "teams.channel-refuses",
        retryable: true,
        retryAfterMs: 60_000,
      });
      app.clock.advance(MINUTE_MS);
      await syncProposalCard(app.deps, two.id, true);
      app.clock.advance(MINUTE_MS);
    }
    expect(await app.stateOf(one.id)).toBe("pending");
    expect(
      (await app.storage.channels.find(app.channel.id))?.lostAt,
    ).toBeNull();
  });

  it.each([
    ["when Teams says that the bot is in it", "probe"],
    ["when something comes from it", "heard"],
    ["when it takes an edit", "edit"],
  ] as const)(
    "is lost when it took nothing for minutes, and regained %s, with its card edited and not posted again",
    async (_when, how) => {
      app = await startCustodianOnCloud();
      const { id } = await app.show((await proposed()).id);
      const mend = app.messenger.failAll(
        "edit",
        new ChannelLost(app.channel.id, "403"),
      );
      await expect(syncProposalCard(app.deps, id, true)).rejects.toMatchObject({
        code: "teams.channel-refuses",
      });
      app.clock.advance(3 * MINUTE_MS);
      await syncProposalCard(app.deps, id, true);
      expect(await app.stateOf(id)).toBe("held");
      await regainChannels(app.deps);
      expect(await app.storage.channels.listUsable()).toEqual([]);

      mend();
      if (how === "heard")
        await app.custodian.channels.heardFrom(app.channel.id);
      else if (how === "edit") await syncProposalCard(app.deps, id, true);
      else {
        app.messenger.letIn(true);
        await regainChannels(app.deps);
      }
      await postHeldProposals(app.deps);
      await app.show(id);
      expect(await app.get(id)).toMatchObject({
        state: { kind: "pending" },
        channelId: app.channel.id,
        expiresAt: new Date(app.clock.now().getTime() + 72 * HOUR_MS),
      });
      expect(app.messenger.posts(id)).toHaveLength(1);
      expect(app.messenger.edits(id).at(-1)?.proposal.state.kind).toBe(
        "pending",
      );
      expect(app.counted.postedAgain).toBe(0);
    },
  );

  it("stays lost after a removal though Teams still takes edits, until something comes from it", async () => {
    app = await startCustodianOnCloud();
    const { id } = await app.show((await proposed()).id);
    await app.custodian.channels.lost({ channelId: app.channel.id });
    await syncProposalCard(app.deps, id, true);
    app.messenger.letIn(true);
    await regainChannels(app.deps);
    expect(await app.storage.channels.listUsable()).toEqual([]);
    await app.custodian.channels.heardFrom(app.channel.id);
    expect(await app.storage.channels.listUsable()).toHaveLength(1);
  });

  it.each([
    ["it takes an edit", "edit"],
    ["something comes from it", "heard"],
    ["an admin chooses it again", "chosen"],
    ["an admin changes a setting", "settings"],
  ] as const)(
    "stays lost when it refuses again what Teams said it would take, until %s",
    async (_when, how) => {
      app = await startCustodianOnCloud();
      const { storage, messenger, contoso } = app;
      const { id } = await app.show((await proposed()).id);
      const mend = messenger.failAll(
        "edit",
        new ChannelLost(app.channel.id, "403"),
      );
      messenger.letIn(true);
      const lose = async () => {
        await expect(
          syncProposalCard(app.deps, id, true),
        ).rejects.toMatchObject({ code: "teams.channel-refuses" });
        app.clock.advance(3 * MINUTE_MS);
        await syncProposalCard(app.deps, id, true);
      };
      const isUsable = async () =>
        (await storage.channels.listUsable()).length > 0;
      await lose();
      await regainChannels(app.deps);
      expect(await isUsable()).toBe(true);
      await postHeldProposals(app.deps);
      await lose();
      for (let time = 0; time < 3; time += 1) await regainChannels(app.deps);
      expect(await isUsable()).toBe(false);

      if (how === "heard")
        await app.custodian.channels.heardFrom(app.channel.id);
      else if (how === "chosen") await app.custodian.channels.use(app.channel);
      else if (how === "settings") {
        const opened = await app.custodian.settings.open(
          contoso.cast.admin.id as UserId,
          "click",
        );
        if (opened.kind !== "page") throw new Error("no settings");
        await app.custodian.settings.change({
          version: opened.page.version,
          texts: { openCardsPerChannel: "7" },
          changedBy: contoso.cast.admin.id as UserId,
        });
        await regainChannels(app.deps);
      } else {
        mend();
        await syncProposalCard(app.deps, id, true);
      }
      expect(await isUsable()).toBe(true);
      await postHeldProposals(app.deps);

      // Only a card that it took is reason to believe Teams' word again.
      const mendAgain =
        how === "edit"
          ? messenger.failAll("edit", new ChannelLost(app.channel.id, "403"))
          : mend;
      await lose();
      await regainChannels(app.deps);
      expect(await isUsable()).toBe(how === "edit" || how === "chosen");
      mendAgain();
    },
  );

  it("is regained though another one cannot be asked for, whatever the reason", async () => {
    app = await startCustodianOnCloud();
    const { storage, clock } = app;
    const other = {
      ...aChannel(app.contoso.cast.admin, "b"),
      chosenAt: clock.now(),
    };
    await app.custodian.channels.use(other);
    for (const { id } of [app.channel, other]) {
      await storage.channels.noteRefusal(id, clock.now());
      await storage.channels.markLost(id, clock.now(), "refusing");
    }
    await regainChannels({
      ...app.deps,
      messenger: {
        reaches: ({ id }) =>
          id === app.channel.id
            ? Promise.reject(new Error("Nobody foresaw this"))
            : Promise.resolve(true),
      },
    });
    expect((await storage.channels.listUsable()).map(({ id }) => id)).toEqual([
      other.id,
    ]);
  });

  it("comes to rest when Teams refuses every card, tells the admins once, and posts what changes later", async () => {
    app = await startCustodianOnCloud();
    const { admin } = app.contoso.cast;
    const mend = app.messenger.failAll(
      "post",
      new MessageRefused("status 400 BadSyntax"),
    );
    await app.work();
    const device = app.aDevice();
    const first = await app.reportLogons(device);
    const second = await proposed();
    if (!first) throw new Error("Nothing was proposed");
    for (const { id } of [first, second])
      await eventually(async () => isCardRefused(await app.get(id)));
    await eventually(
      () => app.storage.queue.depth(),
      (jobs) => jobs === 0,
    );
    expect(app.messenger.told()).toMatchObject([
      { recipient: { userId: admin.id }, notice: { kind: "card-refused" } },
    ]);

    mend();
    await app.reportLogons(device, { "ben.fischer@contoso.com": 14 });
    await eventually(() => app.messenger.posts(first.id).length === 1);
    expect(app.messenger.posts(second.id)).toHaveLength(0);
  });

  it("leaves answerable what stands in a channel that is not used any more", async () => {
    app = await startCustodianOnCloud();
    const { admin, approver } = app.contoso.cast;
    const shown = await app.show((await proposed()).id);
    await app.custodian.channels.stop(app.channel.id, admin.id as UserId);
    await app.answer(approver, shown, { kind: "approve" });
    await app.show(shown.id);
    expect(app.messenger.edits(shown.id)).toHaveLength(1);
  });
});
