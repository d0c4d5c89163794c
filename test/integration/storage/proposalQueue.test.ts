import { afterEach, beforeEach, expect, it } from "@jest/globals";
import type { Certainty } from "../../../src/domain/evidence/decideByActiveDays.ts";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { PersonRef } from "../../../src/domain/people/user.ts";
import { certaintyOf } from "../../../src/domain/proposals/certaintyOf.ts";
import { evidenceStrength } from "../../../src/domain/proposals/evidenceStrength.ts";
import type { Place } from "../../../src/domain/proposals/places.ts";
import type {
  FrozenEvidence,
  Proposal,
} from "../../../src/domain/proposals/proposal.ts";
import {
  QUEUE_SORTS,
  type QueueCursor,
  type QueueFilter,
  type QueueSort,
} from "../../../src/domain/proposals/queue.ts";
import {
  aDeviceRef,
  after,
  aPerson,
  aProposal,
  DAY_MS,
  everyState,
  MINUTE_MS,
} from "../../support/builders.ts";
import {
  describeOnEachEngine,
  type TestStorage,
} from "../../support/testStorage.ts";

const EVERYTHING: QueueFilter = {
  device: null,
  people: null,
  kind: null,
  certainty: null,
  origin: null,
  isStaged: false,
};

describeOnEachEngine("the queue of proposals", (engine) => {
  let test: TestStorage;
  beforeEach(async () => {
    test = await engine.open();
  });
  afterEach(() => test.dispose());

  const insert = async (all: readonly Proposal[]): Promise<void> => {
    for (const one of all) await test.storage.proposals.insert(one);
  };
  const list = async (filter: Partial<QueueFilter>, place: Place = "waiting") =>
    (
      await test.storage.proposals.listInQueue(
        place,
        "oldest",
        { ...EVERYTHING, ...filter },
        null,
        100,
      )
    ).map(({ proposal }) => proposal.id);
  /** All pages of two, with something done before each but the first. */
  const page = async (
    sort: QueueSort,
    between: () => Promise<void> = () => Promise.resolve(),
    place: Place = "waiting",
  ): Promise<readonly Proposal[]> => {
    const seen: Proposal[] = [];
    for (let last: QueueCursor | null = null; ;) {
      const found: Awaited<
        ReturnType<typeof test.storage.proposals.listInQueue>
      > = await test.storage.proposals.listInQueue(
        place,
        sort,
        EVERYTHING,
        last,
        2,
      );
      seen.push(...found.map(({ proposal }) => proposal));
      const end = found.at(-1);
      if (!end) return seen;
      if (seen.length > 100) throw new Error("The pages have no end.");
      last = end.cursor;
      await between();
    }
  };

  const evidence = (outcome: FrozenEvidence["outcome"]): FrozenEvidence => {
    const { evidence: some } = aProposal();
    if (!some) throw new Error("There is none.");
    return { ...some, outcome };
  };
  const tookOver = (
    toUser: PersonRef,
    certainty: Certainty,
    days = 5,
  ): Partial<Proposal> => ({
    toUser,
    evidence: evidence({
      kind: "took-over",
      toUser,
      reason: certainty === "sure" ? "staged" : "newcomer",
      certainty,
      days,
      needed: 3,
    }),
  });
  const ana = aPerson("Ana");
  const ben = aPerson("Ben");

  const byDevice = ({ device }: Proposal): string => device.name.toLowerCase();
  const dueAt = ({ expiresAt }: Proposal): number =>
    expiresAt?.getTime() ?? Infinity;
  const compare = (a: string | number, b: string | number): number =>
    a < b ? -1 : a > b ? 1 : 0;
  const ORDERS: Readonly<
    Record<QueueSort, (a: Proposal, b: Proposal) => number>
  > = {
    newest: (a, b) => -ORDERS.oldest(a, b),
    oldest: (a, b) =>
      compare(a.createdAt.getTime(), b.createdAt.getTime()) ||
      compare(a.id, b.id),
    strength: (a, b) =>
      compare(evidenceStrength(b), evidenceStrength(a)) || ORDERS.oldest(a, b),
    expires: (a, b) => compare(dueAt(a), dueAt(b)) || ORDERS.oldest(a, b),
    device: (a, b) => compare(byDevice(a), byDevice(b)) || ORDERS.oldest(a, b),
  };
  /** With ties in everything that they are sorted by. */
  const varied = (): readonly Proposal[] =>
    Array.from({ length: 9 }, (_, index) =>
      aProposal({
        device: aDeviceRef({
          name: `${index % 2 === 0 ? "lt" : "LT"}-${index % 4}~.${index % 3}`,
        }),
        createdAt: after((index % 3) * MINUTE_MS),
        expiresAt: index % 4 === 0 ? null : after((index % 2) * DAY_MS),
        ...(index === 4
          ? { origin: { kind: "manual", requestedBy: ana } as const }
          : tookOver(ben, index % 2 === 0 ? "sure" : "likely", index % 5)),
      }),
    );

  it.each(QUEUE_SORTS)("shows each once, in the order: %s", async (sort) => {
    const made = varied();
    await insert(made);
    expect((await page(sort)).map(({ id }) => id)).toEqual(
      made.toSorted(ORDERS[sort]).map(({ id }) => id),
    );
  });

  it.each(QUEUE_SORTS)(
    "neither repeats nor leaves out one while others come and go between pages: %s",
    async (sort) => {
      const made = varied();
      await insert(made);
      const others: Proposal[] = [];
      const seen = await page(sort, async () => {
        if (others.length >= 9) return;
        const come = varied().slice(0, 3);
        others.push(...come);
        await insert(come);
      });
      const ids = seen.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining(made.map(({ id }) => id)));
      expect(seen).toEqual(seen.toSorted(ORDERS[sort]));
    },
  );

  it("puts the states of a place into one order", async () => {
    const made = everyState().map((state, index) =>
      aProposal({ state, createdAt: after(index * MINUTE_MS) }),
    );
    await insert(made);
    const seen = await page("oldest", undefined, "under-way");
    expect(seen.map(({ state }) => state.kind)).toEqual(
      everyState()
        .map(({ kind }) => kind)
        .filter((kind) => seen.some(({ state }) => state.kind === kind)),
    );
    expect(seen).toHaveLength(7);
  });

  it("finds by a part of the device's name or serial number, and by what the directory knows", async () => {
    const [named, numbered, known, odd] = [
      aProposal({ device: aDeviceRef({ name: "LT-Berlin-1" }) }),
      aProposal({
        device: aDeviceRef({ name: "X", serialNumber: "5CGBERLIN" }),
      }),
      aProposal({ device: aDeviceRef({ name: "Y", serialNumber: "" }) }),
      aProposal({
        device: aDeviceRef({ name: "50%_\\off", serialNumber: "" }),
      }),
    ] as const;
    await insert([named, numbered, known, odd]);
    const find = (text: string, ids: readonly DeviceId[] = []) =>
      list({ device: { text, ids } });
    expect(new Set(await find("berlin", [known.device.id]))).toEqual(
      new Set([named.id, numbered.id, known.id]),
    );
    expect(await find("%_\\O")).toEqual([odd.id]);
    expect(await find("_")).toEqual([odd.id]);
  });

  it("finds by who has a device and who is to have it", async () => {
    const [has, gets, other] = [
      aProposal({ fromUser: ana, toUser: null }),
      aProposal({ fromUser: null, toUser: ana }),
      aProposal(),
    ] as const;
    await insert([has, gets, other]);
    expect(new Set(await list({ people: [ana.id] }))).toEqual(
      new Set([has.id, gets.id]),
    );
    expect(await list({ people: [] })).toEqual([]);
    expect(await list({ people: [ana.id], kind: "clear" })).toEqual([has.id]);
    expect(await list({ people: [ana.id], kind: "reassign" })).toEqual([
      gets.id,
    ]);
  });

  it("tells what people asked for from evidence, and staged devices from others", async () => {
    const byHand = aProposal({
      origin: { kind: "manual", requestedBy: ana },
      evidence: null,
    });
    const staged = aProposal(tookOver(ben, "sure"));
    const moved = aProposal(tookOver(ben, "likely"));
    await insert([byHand, staged, moved]);
    expect(await list({ origin: "person" })).toEqual([byHand.id]);
    expect(new Set(await list({ origin: "evidence" }))).toEqual(
      new Set([staged.id, moved.id]),
    );
    expect(await list({ isStaged: true })).toEqual([staged.id]);
  });

  it("finds by how sure the evidence is, as the row says it", async () => {
    const outcomes: readonly FrozenEvidence["outcome"][] = [
      { kind: "used-by-many", certainty: "sure", people: 5 },
      { kind: "shared", people: 4 },
      { kind: "clear", reason: "shared-pattern", regularUsers: 4 },
      {
        kind: "handed-off",
        toUser: ben.id,
        loggedOnAt: after(0),
        reason: "staged",
      },
      {
        kind: "reassign",
        toUser: ben.id,
        share: 1,
        ratio: null,
        reason: "clear-leader",
      },
      { kind: "keep", reason: "already-shared" },
    ];
    const made = [
      ...(["sure", "likely", "unsure"] as const).map((certainty) =>
        aProposal(tookOver(ben, certainty)),
      ),
      ...[ben, ana, null].flatMap((toUser) =>
        outcomes.map((outcome) =>
          aProposal({ toUser, evidence: evidence(outcome) }),
        ),
      ),
      aProposal({ ...tookOver(ben, "sure"), toUser: ana }),
      aProposal({ evidence: null }),
    ];
    await insert(made);
    for (const certainty of ["sure", "likely", "unsure"] as const) {
      const those = made.filter((one) => certaintyOf(one) === certainty);
      expect(those).not.toEqual([]);
      expect(new Set(await list({ certainty }))).toEqual(
        new Set(those.map(({ id }) => id)),
      );
    }
  });
});
