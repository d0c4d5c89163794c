import { afterEach, beforeEach, expect, it } from "@jest/globals";
import type { DirectoryDevice } from "../../../src/domain/devices/directory.ts";
import { recordListed } from "../../../src/usecases/handoffs/recordHandoff.ts";
import { toPersonRef, type User } from "../../../src/domain/people/user.ts";
import {
  proposeOutcome,
  type Proposed,
} from "../../../src/usecases/proposals/proposeOutcome.ts";
import { next } from "../../../src/domain/proposals/states.ts";
import { storeChange } from "../../../src/usecases/proposals/storeChange.ts";
import { weighEvidence } from "../../../src/domain/proposals/weighEvidence.ts";
import { seedSettings } from "../../../src/usecases/settings/currentSettings.ts";
import type { OpenStorage, UnitOfWork } from "../../../src/ports/storage.ts";
import {
  aClock,
  after,
  DAY_MS,
  HOUR_MS,
  NOON,
} from "../../support/builders.ts";
import { aChannel, SETTINGS } from "../../support/custodianOnCloud.ts";
import {
  aListedDevice,
  aUser,
  STAGING,
} from "../../support/stagingExamples.ts";
import { openPair, type StoragePair } from "../../support/storagePair.ts";
import { describeOnEachEngine, quiet } from "../../support/testStorage.ts";

const ben = aUser({ displayName: "Ben" });
const staging = aUser({ userPrincipalName: STAGING });

function handedToBen(primaryUser: User = staging): DirectoryDevice {
  return {
    ...aListedDevice(
      {
        enrolledByUpn: STAGING,
        listedUser: toPersonRef(primaryUser),
        lastLogons: [{ userId: ben.id, at: after(-HOUR_MS) }],
      },
      { enrolledAt: after(-2 * DAY_MS) },
    ),
    seenAt: NOON,
  };
}

async function propose(
  unit: UnitOfWork,
  listed: DirectoryDevice,
  confirmedAt: Date | null = NOON,
): Promise<Proposed> {
  const { device, listedUser: primaryUser } = listed;
  const weighed = weighEvidence(
    { listed, enrolledAt: device.enrolledAt, primaryUser },
    null,
    {
      people: new Map([ben, staging].map((user) => [user.id, user])),
      technicianIds: new Set(),
      isExcluded: () => false,
    },
    SETTINGS,
    NOON,
  );
  return await proposeOutcome(
    unit,
    quiet,
    { device, primaryUser, confirmedAt, ...weighed },
    SETTINGS,
    NOON,
  );
}

/** Keeps the jobs that a unit of work sends, as `name id`, instead of sending them. */
function aRecorder() {
  const sent: string[] = [];
  const recording = (unit: UnitOfWork): UnitOfWork => ({
    ...unit,
    queue: {
      send: (name, data) => {
        sent.push([name, ...Object.values(data)].join(" "));
        return Promise.resolve();
      },
    },
  });
  return { sent, recording };
}

/** The evidence does not bear out any more what is proposed for the device. */
async function withdraw(
  unit: UnitOfWork,
  { device }: DirectoryDevice,
): Promise<void> {
  const found = await unit.proposals.findActive(device.id);
  if (!found) throw new Error("Nothing is proposed");
  const current = await unit.proposals.getForUpdate(found.id);
  await storeChange(
    unit,
    quiet,
    current,
    next(current, {
      state: {
        kind: "superseded",
        by: { kind: "evidence" },
        at: NOON,
        decision: null,
      },
    }),
    { event: "supersede", at: NOON, actor: null },
  );
}

describeOnEachEngine("Handoffs that are found at the same moment", (engine) => {
  let pair: StoragePair;
  let storage: OpenStorage;
  let replica: OpenStorage;
  beforeEach(async () => {
    const clock = aClock();
    pair = await openPair(engine, clock);
    ({ storage, replica } = pair);
    await seedSettings(storage, SETTINGS, clock);
  });
  afterEach(() => pair.dispose());

  it("are recorded and proposed once, by whomever and however often", async () => {
    const listed = handedToBen();
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        (i % 2 ? replica : storage).transaction(async (unit) => {
          if (i % 4 < 2) await recordListed(unit, [listed], SETTINGS, NOON);
          return await propose(unit, listed);
        }),
      ),
    );

    expect(results.filter(({ proposed }) => proposed)).toHaveLength(1);
    expect(results.filter(({ handedOff }) => handedOff)).toHaveLength(1);
    const { id } = listed.device;
    expect(await storage.proposals.listForDevice(id, 10)).toHaveLength(1);
    expect(await storage.handoffs.findCurrent(id)).toMatchObject({
      toUser: { id: ben.id },
      moments: { "handed-off": { at: after(-HOUR_MS) } },
    });
    expect((await storage.handoffs.countByStage()).size).toBe(1);
  });

  it("leave nothing when the process is killed before they are stored", async () => {
    const listed = handedToBen();
    const depth = await storage.queue.depth();
    await expect(
      storage.transaction(async (unit) => {
        await recordListed(unit, [listed], SETTINGS, NOON);
        expect(await propose(unit, listed)).toEqual({
          proposed: true,
          handedOff: true,
        });
        throw new Error("killed");
      }),
    ).rejects.toThrow("killed");

    const { id } = listed.device;
    expect(await storage.handoffs.findCurrent(id)).toBeNull();
    expect(await storage.proposals.findActive(id)).toBeNull();
    expect(await storage.queue.depth()).toBe(depth);
    // And the next run stores all of it, with the jobs that follow.
    expect(await storage.transaction((unit) => propose(unit, listed))).toEqual({
      proposed: true,
      handedOff: true,
    });
    expect(await storage.queue.depth()).toBeGreaterThan(depth);
  });

  it("send the lead's job with what is stored, and again when the proposal changes", async () => {
    const listed = handedToBen();
    const { sent, recording } = aRecorder();
    await storage.transaction((unit) => propose(recording(unit), listed));
    const handoff = await storage.handoffs.findCurrent(listed.device.id);
    const follow = `followHandoff ${handoff?.id ?? ""}`;
    // For the handoff, and for the proposal that followed from it.
    expect(sent.filter((job) => job === follow)).toHaveLength(2);

    sent.length = 0;
    await storage.transaction((unit) => withdraw(recording(unit), listed));
    expect(sent.filter((job) => job === follow)).toHaveLength(1);
  });

  it("send the lead's job of the cycle that a proposal followed from, though another has begun", async () => {
    const listed = handedToBen();
    const { sent, recording } = aRecorder();
    await storage.transaction((unit) => propose(unit, listed));
    const { id } = listed.device;
    const first = await storage.handoffs.findCurrent(id);
    const proposal = await storage.proposals.findActive(id);
    if (!first || !proposal) throw new Error("It was proposed");
    await storage.handoffs.save({
      ...first,
      version: first.version + 1,
      proposal: { id: proposal.id, state: "held", verdict: null },
    });
    const again = {
      ...listed,
      device: { ...listed.device, enrolledAt: after(1) },
    };
    await storage.transaction((unit) =>
      recordListed(unit, [again], SETTINGS, after(2)),
    );
    const second = await storage.handoffs.findCurrent(id);
    expect(second?.id).not.toBe(first.id);

    await storage.transaction((unit) => withdraw(recording(unit), listed));
    expect(
      sent.filter((job) => job.startsWith("followHandoff")).toSorted(),
    ).toEqual(
      [first, second].map((one) => `followHandoff ${one?.id ?? ""}`).toSorted(),
    );
  });

  it("have a device that is staged again considered while anything is proposed of it, whatever its cycle knows", async () => {
    const listed = handedToBen();
    const neighbour = handedToBen();
    const { sent, recording } = aRecorder();
    await storage.transaction(async (unit) => {
      await propose(unit, listed);
      await recordListed(unit, [neighbour], SETTINGS, NOON);
    });
    const again = [listed, neighbour].map((one) => ({
      ...one,
      device: { ...one.device, enrolledAt: after(1) },
    }));
    await storage.transaction((unit) =>
      recordListed(recording(unit), again, SETTINGS, after(2)),
    );
    expect(sent).toEqual([`evaluateDevice ${listed.device.id}`]);
  });

  it("wait for their turn while only the list tells of them, though there is a place", async () => {
    const listed = handedToBen();
    await storage.channels.save(aChannel(ben));
    const { id } = listed.device;
    await storage.transaction((unit) => propose(unit, listed, null));
    expect(await storage.proposals.findActive(id)).toMatchObject({
      state: { kind: "held" },
      confirmedAt: null,
    });
    const other = handedToBen();
    await storage.transaction((unit) => propose(unit, other));
    expect(await storage.proposals.findActive(other.device.id)).toMatchObject({
      state: { kind: "pending" },
      confirmedAt: NOON,
    });
  });

  it("begin with a page of a thousand devices, twice over", async () => {
    const page = Array.from({ length: 1000 }, () => ({
      ...handedToBen(),
      lastLogons: [],
    }));
    const record = (from: OpenStorage) =>
      from.transaction((unit) => recordListed(unit, page, SETTINGS, NOON));
    await Promise.all([record(storage), record(replica)]);
    await record(storage);
    const cycles = await storage.handoffs.findCurrentOf(
      page.map(({ device }) => device.id),
    );
    expect(cycles).toHaveLength(1000);
    expect(cycles.every(({ version }) => version === 1)).toBe(true);
    expect(await storage.handoffs.countByStage()).toEqual(
      new Map([["provisioned", 1000]]),
    );
  });
});
