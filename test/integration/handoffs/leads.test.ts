import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it,
} from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import { followHandoff } from "../../../src/usecases/handoffs/followHandoff.ts";
import { renderTrackedCard } from "../../../bot/cards/renderTrackedCard.ts";
import { walkCard } from "../../support/walkCard.ts";
import {
  MOST_ON_ONE_DIGEST,
  type Handoff,
} from "../../../src/domain/handoffs/handoff.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { syncHandoffCard } from "../../../src/usecases/notices/syncHandoffCard.ts";
import { aSweep } from "../../support/sweepExamples.ts";
import { HOUR_MS } from "../../support/builders.ts";
import { aHandoff } from "../../support/stagingExamples.ts";

const REFUSED = "who.is@contoso.com";
const REST = "lidia.holloway@contoso.com";
let app: CustodianOnCloud;
beforeAll(async () => {
  app = await startCustodianOnCloud({
    settings: { stagingLeads: { "staging@contoso.com": REFUSED, "*": REST } },
  });
});
afterEach(() => app.cloud.faults.clear());
afterAll(() => app.close());

function refuse(path: RegExp, status: number): void {
  app.cloud.faults.add({
    service: "graph",
    path,
    times: Infinity,
    fault: { kind: "status", status },
  });
}

/** Handed to Ben, and proposed to people. */
async function handedOff(): Promise<Handoff> {
  const { technician, newOwner } = app.contoso.cast;
  const device = app.aDevice();
  const proposal = await app.propose(technician, device, newOwner);
  const example = aHandoff();
  const handoff = aHandoff({
    device: { ...example.device, id: device.id as DeviceId },
    moments: {
      ...example.moments,
      "handed-off": { at: proposal.createdAt, source: "users-logged-on" },
    },
  });
  await app.storage.handoffs.insert(handoff);
  return handoff;
}

describe("the lead of a handoff", () => {
  it.each([400, 403])(
    "is the one for the rest when Graph says %d to the look-up of the account's own",
    async (status) => {
      refuse(/users\/who\.is/i, status);
      const { id } = await handedOff();
      await followHandoff(app.deps, id);
      expect(await app.storage.handoffs.find(id)).toMatchObject({
        lead: { id: app.contoso.person(REST).id },
        leadChosenAt: app.clock.now(),
        proposal: { state: "pending" },
      });
    },
  );

  it("is nobody, and the channel is told, when Graph refuses every look-up", async () => {
    // Nobody whom an earlier test read is remembered.
    app.clock.advance(2 * HOUR_MS);
    refuse(/users\/(who|lidia|staging)/i, 403);
    const { id } = await handedOff();
    await followHandoff(app.deps, id);
    expect(await app.storage.handoffs.find(id)).toMatchObject({
      lead: null,
      leadChosenAt: app.clock.now(),
    });
  });

  it("is looked for again when Graph is away, and the proposal is followed meanwhile", async () => {
    const away = new Error("Graph is away");
    const graph: CustodianOnCloud["deps"]["graph"] = {
      ...app.deps.graph,
      users: {
        ...app.deps.graph.users,
        find: () => Promise.reject(away),
      },
    };
    const { id } = await handedOff();
    await expect(followHandoff({ ...app.deps, graph }, id)).rejects.toBe(away);
    const waiting = await app.storage.handoffs.find(id);
    expect(waiting).toMatchObject({ proposal: { state: "pending" } });
    expect(waiting?.leadChosenAt).toBeUndefined();
    await followHandoff(app.deps, id);
    expect((await app.storage.handoffs.find(id))?.lead).not.toBeNull();
  });
});

describe("the leads of what a sweep finds", () => {
  /** Sweeps on, and finds so many; nobody is told before it ends. */
  async function find(
    count: number,
    one = handedOff,
  ): Promise<readonly Handoff[]> {
    const { storage, deps, clock } = app;
    const now = clock.now();
    const sweep = aSweep({ startedAt: now, steppedAt: now });
    await storage.sweeps.insert(sweep);
    const found: Handoff[] = [];
    while (found.length < count) found.push(await one());
    for (const { id } of found) await followHandoff(deps, id);
    for (const handoff of await read(found))
      expect(handoff?.leadChosenAt).toBeUndefined();
    await storage.sweeps.save({
      ...sweep,
      version: 2,
      step: { kind: "done" },
      endedAt: now,
    });
    await followHandoff(deps, found[0]?.id ?? ("" as Handoff["id"]));
    return (await read(found)).map((handoff) => {
      if (!handoff?.leadChosenAt) throw new Error("Nobody was told");
      return handoff;
    });
  }
  const read = (handoffs: readonly Handoff[]) =>
    Promise.all(handoffs.map(({ id }) => app.storage.handoffs.find(id)));
  async function show(handoffs: readonly Handoff[]): Promise<void> {
    for (const { id } of handoffs) await syncHandoffCard(app.deps, id);
  }

  it("are told of three on a card each", async () => {
    const posted = app.messenger.cards("post", "handoff").length;
    const found = await find(3);
    await show(found);
    expect(app.messenger.cards("post", "handoff")).toHaveLength(posted + 3);
    expect(app.messenger.cards("post", "handoffDigest")).toEqual([]);
  });

  it("are told of four on one card, which follows each of them", async () => {
    const { messenger, storage, deps } = app;
    const posted = messenger.cards("post", "handoff").length;
    const found = await find(4);
    await show(found);
    expect(messenger.cards("post", "handoff")).toHaveLength(posted);
    const [post, ...others] = messenger.cards("post", "handoffDigest");
    expect(others).toEqual([]);
    expect(post).toMatchObject({
      place: { kind: "personal", userId: found[0]?.lead?.id },
      card: { total: 4, lead: found[0]?.lead },
    });
    expect(
      post?.card.handoffs.map(({ handoff, proposal }) => [
        handoff.id,
        proposal?.state.kind,
      ]),
    ).toEqual(expect.arrayContaining(found.map(({ id }) => [id, "pending"])));

    const [first] = found;
    if (!first) throw new Error("Nothing was found");
    await storage.handoffs.save({
      ...first,
      version: first.version + 1,
      endedBecause: "gone",
    });
    await show(found);
    const [edit, ...later] = messenger.cards("edit", "handoffDigest");
    expect(later).toEqual([]);
    expect(edit?.message).toEqual(post?.message);
    expect(
      edit?.card.handoffs.filter(({ handoff }) => handoff.endedBecause),
    ).toMatchObject([{ handoff: { id: first.id } }]);
    await syncHandoffCard(deps, first.id);
    expect(messenger.cards("edit", "handoffDigest")).toHaveLength(1);
  });

  it("are told of more than one card can name on several, each of which names all of its own", async () => {
    const { messenger } = app;
    const posted = messenger.cards("post", "handoffDigest").length;
    const found = await find(MOST_ON_ONE_DIGEST + 2, async () => {
      const handoff = aHandoff({
        moments: {
          "handed-off": { at: app.clock.now(), source: "users-logged-on" },
        },
      });
      await app.storage.handoffs.insert(handoff);
      return handoff;
    });
    await show(found);
    const posts = messenger.cards("post", "handoffDigest").slice(posted);
    expect(posts.map(({ card }) => card.total)).toEqual([25, 25]);
    const choices = posts.flatMap(({ card }) =>
      [
        ...walkCard(
          renderTrackedCard(card, { now: app.clock.now(), isInChannel: false })
            .card,
        ),
      ].flatMap(({ id, choices }) =>
        id === "which" ? (choices as { value: string }[]) : [],
      ),
    );
    expect(choices.map(({ value }) => value).toSorted()).toEqual(
      found.map(({ id }) => id).toSorted(),
    );
  });
});
