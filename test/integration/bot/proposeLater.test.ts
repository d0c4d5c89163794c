import { beforeEach, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { renderTrackedCard } from "../../../bot/cards/renderTrackedCard.ts";
import type { RenderedCard } from "../../../bot/cards/parts/template.ts";
import { Verb } from "../../../bot/cards/verbs.ts";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { Jobs } from "../../../src/ports/jobs.ts";
import { createLookUps } from "../../../src/usecases/lookups/lookUps.ts";
import {
  ChannelLost,
  MessageGone,
  MessageRefused,
  TeamsThrottled,
} from "../../../src/ports/messenger.ts";
import type { TrackedCard } from "../../../src/domain/cards/trackedCard.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { ProposalId } from "../../../src/domain/proposals/proposal.ts";
import {
  proposeWithDeadline,
  proposeLater,
} from "../../../src/usecases/lateAnswers/proposeWithDeadline.ts";
import type { LateProposeRequest } from "../../../src/domain/proposals/request.ts";
import type { JobSender } from "../../../src/ports/queue.ts";
import type { UnitOfWork } from "../../../src/ports/storage.ts";
import type { Person, SimulatedDevice } from "../../simulator/contoso.ts";
import { MINUTE_MS } from "../../support/builders.ts";
import {
  clickedBy,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { until } from "../../support/until.ts";
import { walkCard } from "../../support/walkCard.ts";
import { from, personal, type RunningBot } from "./harness.ts";
import { useSweptApp } from "./sweptApp.ts";
import { saying } from "../../support/saying.ts";

let app: CustodianOnCloud;
let bot: RunningBot;
useSweptApp((ready) => {
  ({ app, bot } = ready);
});

let toldBefore: number;
beforeEach(() => {
  toldBefore = app.messenger.told().length;
});

/** How requests came out; who asked also hears how a proposal ends. */
const told = () =>
  app.messenger
    .told()
    .slice(toldBefore)
    .filter(({ notice }) => notice.kind !== "result");

const cast = () => app.contoso.cast;
const asker = () => cast().technician;

const silent = () => app.cloud.faults.hold("graph");

/** Of a turn of the asker's in their chat with the bot; `said` is what was answered, in whatever shape. */
async function turn(
  activity: object,
  isTaken = true,
): Promise<{ readonly said: string }> {
  if (isTaken) bot.connector.play({ status: 201, body: { id: "1" } });
  const before = bot.connector.requests.length;
  const response = await bot.send({
    ...personal,
    ...from(asker()),
    ...activity,
  });
  expect(response.status).toBe(200);
  const answered = await response.text();
  return { said: answered + (bot.connector.requests[before]?.body ?? "") };
}

const type = (device: SimulatedDevice, to: Person) =>
  turn({ text: `propose ${device.id} ${to.userPrincipalName}` });
const submit = (device: SimulatedDevice, to: Person) =>
  turn({
    type: "invoke",
    name: "composeExtension/submitAction",
    value: {
      commandId: "proposePrimaryUser",
      data: { device: device.id, person: to.id },
    },
  });
const choose = (device: SimulatedDevice, to: Person) =>
  turn({
    type: "invoke",
    name: "adaptiveCard/action",
    value: {
      action: {
        type: "Action.Execute",
        verb: Verb.lookUpPropose,
        data: { device: device.id, user: to.id },
      },
    },
  });

/** What people proposed for it; the sweep may have proposed something, too. */
async function proposalsFor(device: SimulatedDevice) {
  const all = await app.storage.proposals.listForDevice(
    device.id as DeviceId,
    10,
  );
  return all.filter(({ origin }) => origin.kind === "manual");
}

/** In the channel; the tests of the whole way ask in a chat. */
const where = {
  serviceUrl: "https://teams.example/emea/",
  conversationId: "19:helpdesk@thread.tacv2;messageid=1",
};

interface Late extends Partial<LateProposeRequest> {
  /** As it was typed; the new owner unless given, null for nobody. */
  readonly user?: string | null;
}

/** Of a click; with `where`, of a command whose first message nobody has posted. */
function late(
  device: string,
  { user = cast().newOwner.id, ...more }: Late = {},
): LateProposeRequest {
  return {
    id: randomUUID() as ProposalId,
    request: { device, user, requestedBy: asker().id as UserId },
    replyTo: clickedBy(asker()).replyTo,
    askedAt: app.clock.now().toISOString(),
    ...more,
  };
}

/** Custodian as it is, but what it wants told in private, and left to a job, is kept in `sent`. */
function keeping() {
  const sent: { readonly name: string; readonly data: unknown }[] = [];
  const keep = (sender: JobSender<Jobs>): JobSender<Jobs> => ({
    send: async (name, data, options) => {
      if (name === "notifyPerson" || name === "propose")
        sent.push({ name, data });
      else await sender.send(name, data, options);
    },
  });
  const { storage } = app;
  const deps = {
    ...app.deps,
    lookUps: createLookUps(app.deps),
    storage: {
      ...storage,
      queue: { ...storage.queue, ...keep(storage.queue) },
      transaction: <T>(work: (unit: UnitOfWork) => Promise<T>) =>
        storage.transaction((unit) =>
          work({ ...unit, queue: keep(unit.queue) }),
        ),
    },
  };
  return { deps, sent };
}

/** Runs the job. @returns what it wants told in private. */
async function run(job: LateProposeRequest): Promise<readonly unknown[]> {
  const { deps, sent } = keeping();
  await proposeLater(deps, job);
  return sent.map(({ name, data }) => {
    expect({ name, data }).toMatchObject({
      name: "notifyPerson",
      data: { recipient: job.replyTo },
    });
    return (data as Jobs["notifyPerson"]).notice;
  });
}

/** The one notice of a job. */
async function outcome(job: LateProposeRequest): Promise<unknown> {
  const told = await run(job);
  expect(told).toHaveLength(1);
  return told[0];
}

/** Asks when Microsoft answers nothing in time. @returns the job it is left to; its first message is posted. */
async function ask(device: string, user?: string | null) {
  const { deps, sent } = keeping();
  const { request, replyTo } = late(device, { ...(user && { user }) });
  await proposeWithDeadline(deps, request, { budgetMs: 1, replyTo, where });
  expect(sent).toMatchObject([{ name: "propose", data: { request, where } }]);
  return sent[0]?.data as LateProposeRequest;
}

let postsBefore: number;
let editsBefore: number;
beforeEach(() => {
  postsBefore = app.messenger.cards("post", "propose").length;
  editsBefore = app.messenger.cards("edit", "propose").length;
});
const posts = () => app.messenger.cards("post", "propose").slice(postsBefore);
const edits = () => app.messenger.cards("edit", "propose").slice(editsBefore);

const drawn = (card: TrackedCard | undefined): RenderedCard => {
  if (!card) throw new Error("Nothing was said");
  return renderTrackedCard(card, {
    now: app.clock.now(),
    isInChannel: false,
  });
};

const dataOf = (card: object, verb: string) =>
  [...walkCard(card)]
    .filter((node) => node["verb"] === verb)
    .map(({ data }) => data);

describe("the job of a proposal that Microsoft was too slow for", () => {
  it("proposes once however often it runs, and says so again after a crash", async () => {
    const device = app.aDevice();
    const job = late(device.id);
    const proposed = { kind: "proposed", proposalId: job.id, isNew: true };
    expect(await outcome(job)).toEqual(proposed);
    expect(await outcome(job)).toEqual(proposed);
    expect(await proposalsFor(device)).toHaveLength(1);
  });

  it("does not propose again what was decided since the crash", async () => {
    const device = app.aDevice();
    const job = late(device.id);
    await outcome(job);
    await app.answer(cast().approver, await app.show(job.id), {
      kind: "reject",
      reason: "No",
    });
    expect(await outcome(job)).toMatchObject({ proposalId: job.id });
    expect(await proposalsFor(device)).toHaveLength(1);
  });

  it("makes one proposal beside another try at the same request", async () => {
    const device = app.aDevice();
    const job = late(device.id);
    expect(await Promise.all([outcome(job), outcome(job)])).toMatchObject([
      { kind: "proposed", isNew: true },
      { kind: "proposed", isNew: true },
    ]);
    expect(await proposalsFor(device)).toHaveLength(1);
  });

  it("links to what somebody else proposed meanwhile", async () => {
    const device = app.aDevice();
    const open = await app.propose(cast().admin, device, cast().newOwner);
    expect(await outcome(late(device.id))).toEqual({
      kind: "proposed",
      proposalId: open.id,
      isNew: false,
    });
  });

  it("says in private how to name the device where its name was not whole", async () => {
    expect(await outcome(late("LT-TWIN"))).toMatchObject({
      kind: "not-proposed",
      deviceName: "LT-TWIN",
      message: saying("Use the ID"),
    });
  });

  it("is tried again while Graph does not answer, and gives up aloud after a quarter of an hour", async () => {
    const job = late(app.aDevice().id);
    app.cloud.faults.add({
      service: "graph",
      times: Infinity,
      fault: { kind: "throttled", retryAfterSeconds: 60 },
    });
    await expect(run(job)).rejects.toMatchObject({ retryable: true });
    const asked = Date.parse(job.askedAt) - 16 * MINUTE_MS;
    expect(
      await outcome({ ...job, askedAt: new Date(asked).toISOString() }),
    ).toMatchObject({
      kind: "not-proposed",
      message: saying("try again"),
    });
  });
});

describe("a typed proposal whose answer nobody got", () => {
  it("is not made again when its message is delivered again, decided or not", async () => {
    const device = app.aDevice();
    const { approver, newOwner } = cast();
    const activity = {
      id: randomUUID(),
      text: `propose ${device.id} ${newOwner.userPrincipalName}`,
    };
    const deliver = async (status: number): Promise<string> => {
      bot.connector.play({ status, body: { id: "1" } });
      const before = bot.connector.requests.length;
      await turn(activity, false);
      await app.storage.deliveries.endLeases();
      return bot.connector.requests[before]?.body ?? "";
    };

    expect(await deliver(403)).toContain("Proposed: ");
    const [proposal] = await proposalsFor(device);
    if (!proposal) throw new Error("Nothing was proposed");
    await app.answer(approver, await app.show(proposal.id), {
      kind: "reject",
      reason: "No",
    });

    expect(await deliver(201)).not.toBe("");
    expect(await proposalsFor(device)).toHaveLength(1);
    expect(await deliver(201)).toBe("");
  });
});

describe("the message that a typed proposal is being checked", () => {
  it("is posted where it was asked, and becomes the answer once, however often the job runs", async () => {
    const device = app.aDevice();
    const job = await ask(device.id);
    expect(posts()).toMatchObject([
      { place: { kind: "conversation", ...where }, card: { result: null } },
    ]);
    expect(await run(job)).toEqual([]);
    expect(await run(job)).toEqual([]);
    expect(await proposalsFor(device)).toMatchObject([{ id: job.id }]);
    expect(posts()).toHaveLength(1);
    expect(edits()).toMatchObject([
      {
        message: posts()[0]?.message,
        card: { result: { kind: "proposed", proposal: { id: job.id } } },
      },
    ]);
  });

  it("links to what was proposed already, which it opens", async () => {
    const device = app.aDevice();
    const open = await app.propose(cast().admin, device, cast().newOwner);
    expect(await run(await ask(device.id))).toEqual([]);
    const { card, summary } = drawn(edits()[0]?.card);
    expect(summary).toMatch(
      /^Someone has proposed this already: .*primary user of/,
    );
    expect(dataOf(card, Verb.lookUpProposal)).toEqual([{ id: open.id }]);
  });

  it("says why nothing was proposed, and stays so when the job runs again and it were possible", async () => {
    const { owner } = cast();
    const device = app.aDevice({ owner });
    const job = await ask(device.id, owner.id);
    expect(await run(job)).toEqual([]);
    expect(drawn(edits()[0]?.card).summary).toMatch(/already the primary user/);
    device.primaryUsers = [{ userId: cast().employee.id, visibleAt: 0 }];
    expect(await run(job)).toEqual([]);
    expect(edits()).toHaveLength(1);
    expect(await proposalsFor(device)).toEqual([]);
  });

  it("becomes a choice for an ambiguous name, whose buttons propose", async () => {
    const { sameName, sameNameOther } = app.contoso.stories;
    expect(await run(await ask(sameName.deviceName))).toEqual([]);
    const choices = dataOf(drawn(edits()[0]?.card).card, Verb.lookUpPropose);
    expect(choices).toHaveLength(2);
    expect(choices).toContainEqual({
      device: sameNameOther.id,
      user: cast().newOwner.id,
      why: "",
    });
    const { said } = await choose(sameNameOther, cast().newOwner);
    expect(said).toContain("Proposed:");
    expect(await proposalsFor(sameNameOther)).toMatchObject([
      { toUser: { id: cast().newOwner.id } },
    ]);
    expect(await proposalsFor(sameName)).toEqual([]);
  });

  it("offers what looks like a name that nothing has", async () => {
    const device = app.contoso.stories.owned;
    const { displayName } = cast().newOwner;
    expect(await run(await ask(device.id, displayName.slice(0, -1)))).toEqual(
      [],
    );
    expect(
      dataOf(drawn(edits()[0]?.card).card, Verb.lookUpPropose),
    ).toContainEqual({
      device: device.id,
      user: cast().newOwner.id,
      why: "",
    });
  });

  it("is the answer at once where whoever was to post it died after storing the job", async () => {
    const device = app.aDevice();
    const job = late(device.id, { where });
    expect(await run(job)).toEqual([]);
    expect(posts()).toMatchObject([{ card: { result: { kind: "proposed" } } }]);
    expect(edits()).toHaveLength(0);
  });

  it("is left to the job where Teams does not take it, and has its job when whoever posts it dies", async () => {
    app.messenger.failNext("post", new TeamsThrottled(1_000));
    const job = await ask(app.aDevice().id);
    expect(posts()).toHaveLength(0);
    expect(await run(job)).toEqual([]);
    expect(posts()).toMatchObject([{ card: { result: { kind: "proposed" } } }]);

    const { deps, sent } = keeping();
    const { request, replyTo } = late(app.aDevice().id);
    app.messenger.failNext("post", new Error("the process dies here"));
    await expect(
      proposeWithDeadline(deps, request, { budgetMs: 1, replyTo, where }),
    ).rejects.toThrow("dies");
    expect(sent).toMatchObject([{ name: "propose", data: { where } }]);
  });

  it("is edited to the proposal that was made before a crash", async () => {
    const device = app.aDevice();
    const job = await ask(device.id);
    app.messenger.failNext("edit", new Error("the process dies here"));
    await expect(run(job)).rejects.toThrow("dies");
    const made = await proposalsFor(device);
    expect(made).toHaveLength(1);
    expect(await run(job)).toEqual([]);
    expect(await proposalsFor(device)).toEqual(made);
    expect(edits()).toMatchObject([
      { card: { result: { kind: "proposed", proposal: { id: job.id } } } },
    ]);
  });

  it("is posted anew where somebody deleted it", async () => {
    const job = await ask(app.aDevice().id);
    app.messenger.failNext("edit", new MessageGone("deleted"));
    expect(await run(job)).toEqual([]);
    expect(posts()).toMatchObject([
      { card: { result: null } },
      { place: where, card: { result: { kind: "proposed" } } },
    ]);
  });

  it.each([
    ["is gone", new ChannelLost(null, "gone")],
    ["does not take the card", new MessageRefused("too large")],
  ])(
    "tells it in private, once, where the conversation %s",
    async (_what, failure) => {
      const edited = await ask(app.aDevice().id);
      app.messenger.failNext("edit", failure);
      expect(await run(edited)).toEqual([
        { kind: "proposed", proposalId: edited.id, isNew: true },
      ]);

      const posted = late("LT-TWIN", { where });
      app.messenger.failNext("post", failure);
      expect(await run(posted)).toMatchObject([{ kind: "not-proposed" }]);

      const before = app.messenger.said.length;
      expect([...(await run(edited)), ...(await run(posted))]).toEqual([]);
      expect(app.messenger.said).toHaveLength(before);
    },
  );
});

// Last, since it lets the jobs run.
describe("while Graph does not answer", () => {
  it("a proposal is answered, stored before that, and told when it is done: by a message's edit, or to a click in private", async () => {
    const { newOwner, employee, admin, leaver } = cast();
    const [typed, sent, clicked, refused] = [
      app.aDevice(),
      app.aDevice(),
      app.aDevice(),
      app.aDevice(),
    ];
    const depth = await app.storage.queue.depth();
    const graph = silent();
    const answers = {
      typed: await type(typed, newOwner),
      form: await submit(sent, employee),
      click: await choose(clicked, admin),
      refused: await type(refused, leaver),
    };
    for (const { said } of [answers.form, answers.click])
      expect(said).toContain("still checking this");
    for (const { card } of posts())
      expect(drawn(card).summary).toContain("still checking this");
    expect(posts()).toHaveLength(2);
    // All that a process which dies here leaves behind.
    expect(await app.storage.queue.depth()).toBe(depth + 4);
    for (const device of [typed, sent, clicked, refused])
      expect(await proposalsFor(device)).toHaveLength(0);

    await app.work();
    graph.remove();
    await until(
      "everything is told",
      () => told().length === 2 && edits().length === 2,
    );
    for (const [device, to] of [
      [typed, newOwner],
      [sent, employee],
      [clicked, admin],
    ] as const) {
      expect(await proposalsFor(device)).toMatchObject([
        { toUser: { id: to.id }, origin: { requestedBy: { id: asker().id } } },
      ]);
    }
    for (const device of [sent, clicked]) {
      const [proposal] = await proposalsFor(device);
      expect(told()).toContainEqual(
        expect.objectContaining({
          recipient: expect.objectContaining({
            userId: asker().id,
            conversationId: "a:chat",
          }) as unknown,
          notice: expect.objectContaining({
            kind: "proposed",
            isNew: true,
            proposal: expect.objectContaining({ id: proposal?.id }) as unknown,
          }) as unknown,
        }),
      );
    }
    const edited = new Map(
      edits().map(({ message, card }) => [
        card.request.device,
        { message, card },
      ]),
    );
    for (const { message, card, place } of posts()) {
      expect(place).toMatchObject({ conversationId: "a:chat" });
      expect(edited.get(card.request.device)?.message).toEqual(message);
    }
    expect(drawn(edited.get(typed.id)?.card).summary).toMatch(/^Proposed: /);

    expect(await proposalsFor(refused)).toHaveLength(0);
    // Where nothing is late, the same is answered.
    const inTime = await type(refused, leaver);
    const { text } = JSON.parse(inTime.said) as { readonly text: string };
    expect(text).toContain("disabled");
    expect(drawn(edited.get(refused.id)?.card).summary).toBe(text);
  });
});
