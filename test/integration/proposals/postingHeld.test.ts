import { afterEach, describe, expect, it } from "@jest/globals";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import type { ProposalStore } from "../../../src/ports/stores/proposalStore.ts";
import { postHeldProposals } from "../../../src/usecases/proposals/postHeldProposals.ts";
import { next } from "../../../src/domain/proposals/states.ts";
import type { SettingValues } from "../../../src/domain/settings/settings.ts";
import type { SimulatedDevice } from "../../simulator/contoso.ts";
import { aDeviceRef, aProposal, MINUTE_MS } from "../../support/builders.ts";
import {
  aChannel,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import {
  describeOnEachEngine,
  openTestStorage,
} from "../../support/testStorage.ts";

let app: CustodianOnCloud;
afterEach(() => app.close());

/** Two helpdesks: the second's scope is the devices called SITE-…; the first takes the rest. */
async function twoHelpdesks(
  settings: Partial<SettingValues> = {},
  openDatabase = openTestStorage,
) {
  const site = "19:site@thread.tacv2";
  app = await startCustodianOnCloud({
    openDatabase,
    settings: {
      channelScopes: { [site]: { categories: [], namePrefixes: ["SITE-"] } },
      ...settings,
    },
  });
  const channel = {
    ...aChannel(app.contoso.cast.admin, "site"),
    chosenAt: app.clock.now(),
  };
  await app.custodian.channels.use(channel);
  return { rest: app.channel.id, site: channel.id };
}

let made = 0;

function aDeviceCalled(prefix: string): SimulatedDevice {
  const device = app.aDevice();
  made += 1;
  device.deviceName = `${prefix}${made}`;
  return device;
}

async function proposed(
  device: SimulatedDevice,
  logons = 11,
): Promise<Proposal> {
  const proposal = await app.reportLogons(device, {
    "ben.fischer@contoso.com": logons,
  });
  if (!proposal) throw new Error("Nothing was proposed");
  return proposal;
}

/** As the sweep leaves it: held, from Intune's list alone. */
async function unconfirmed(device: SimulatedDevice): Promise<Proposal> {
  const { id } = await proposed(device);
  return await app.storage.transaction(async (unit) => {
    const before = await unit.proposals.getForUpdate(id);
    const after = next(before, {
      state: { kind: "held" },
      channelId: null,
      confirmedAt: null,
    });
    await unit.proposals.save(after);
    return after;
  });
}

const placeOf = async ({ id }: Proposal) => {
  const { state, channelId } = await app.get(id);
  return [state.kind, channelId];
};

describe("a proposal and the channel of its scope", () => {
  it("goes there, and the others to the channel without a scope", async () => {
    const { rest, site } = await twoHelpdesks();
    const [here, there] = [
      await proposed(aDeviceCalled("Site-")),
      await proposed(aDeviceCalled("LT-")),
    ];
    expect(await placeOf(here)).toEqual(["pending", site]);
    expect(await placeOf(there)).toEqual(["pending", rest]);
  });

  it("waits for its channel, whatever room another has, and each channel's strongest goes first", async () => {
    const { rest, site } = await twoHelpdesks({ openCardsPerChannel: 1 });
    const first = await proposed(aDeviceCalled("SITE-"));
    const [weak, strong] = [
      await proposed(aDeviceCalled("SITE-"), 5),
      await proposed(aDeviceCalled("SITE-"), 9),
    ];
    await postHeldProposals(app.deps);
    expect(await placeOf(weak)).toEqual(["held", null]);
    expect(await placeOf(strong)).toEqual(["held", null]);
    const other = await proposed(aDeviceCalled("LT-"), 5);
    expect(await placeOf(other)).toEqual(["pending", rest]);

    const shown = await app.show(first.id);
    await app.answer(app.contoso.cast.approver, shown, {
      kind: "reject",
      reason: "No",
    });
    await postHeldProposals(app.deps);
    expect(await placeOf(strong)).toEqual(["pending", site]);
    expect(await placeOf(weak)).toEqual(["held", null]);
  });

  it("is read once, in small pages, while hundreds of stronger ones wait for another that is full", async () => {
    const { rest, site } = await twoHelpdesks({ openCardsPerChannel: 1 });
    const { storage } = app;
    const first = await proposed(aDeviceCalled("SITE-"));
    expect(await placeOf(first)).toEqual(["pending", site]);
    for (let count = 0; count < 450; count += 1) {
      const device = aDeviceRef({ name: `SITE-${count}` });
      const state = { kind: "held" } as const;
      await storage.proposals.insert(aProposal({ device, state }));
    }
    const weakest = await proposed(aDeviceCalled("LT-"), 4);
    await storage.proposals.save(
      next(weakest, { state: { kind: "held" }, channelId: null }),
    );
    const pages: number[] = [];
    const counting = {
      ...storage.proposals,
      listInStates: () => Promise.reject(new Error("Reads whole proposals")),
      listHeld: async (...asked: Parameters<ProposalStore["listHeld"]>) => {
        const page = await storage.proposals.listHeld(...asked);
        pages.push(page.length);
        return page;
      },
    };
    await postHeldProposals({
      ...app.deps,
      storage: { ...storage, proposals: counting },
    });
    expect(await placeOf(weakest)).toEqual(["pending", rest]);
    expect(pages).toEqual([200, 200, 51]);
  });

  it("goes elsewhere when its channel is not used any more", async () => {
    const { rest, site } = await twoHelpdesks({ openCardsPerChannel: 1 });
    await proposed(aDeviceCalled("SITE-"));
    const waiting = await proposed(aDeviceCalled("SITE-"));
    await app.custodian.channels.stop(site, app.channel.chosenBy);
    await postHeldProposals(app.deps);
    expect(await placeOf(waiting)).toEqual(["pending", rest]);
  });
});

describe("a held proposal that rests on Intune's list alone", () => {
  it("is confirmed live before it gets a place", async () => {
    const { rest } = await twoHelpdesks();
    const { id } = await unconfirmed(aDeviceCalled("LT-"));
    await postHeldProposals(app.deps);
    expect(await app.get(id)).toMatchObject({
      state: { kind: "pending" },
      channelId: rest,
      confirmedAt: app.clock.now(),
    });
  });

  it("is not asked about while there is no room for it", async () => {
    await twoHelpdesks({ openCardsPerChannel: 1 });
    await proposed(aDeviceCalled("LT-"));
    const { id } = await unconfirmed(aDeviceCalled("LT-"));
    const before = app.cloud.requests.length;
    await postHeldProposals(app.deps);
    expect(app.cloud.requests.length).toBe(before);
    expect((await app.get(id)).confirmedAt).toBeNull();
  });

  it("is never posted when the owner changed meanwhile, and the next one gets the place", async () => {
    const { rest } = await twoHelpdesks();
    const device = aDeviceCalled("LT-");
    const { id } = await unconfirmed(device);
    const { newOwner } = app.contoso.cast;
    device.primaryUsers = [{ userId: newOwner.id, visibleAt: 0 }];
    const other = await unconfirmed(aDeviceCalled("LT-"));
    await postHeldProposals(app.deps);
    expect(await app.stateOf(id)).toBe("superseded");
    expect(await placeOf(other)).toEqual(["pending", rest]);
  });

  it("ends when its device cannot be changed any more, instead of being asked about every minute", async () => {
    await twoHelpdesks();
    const device = aDeviceCalled("LT-");
    const { id } = await unconfirmed(device);
    device.joinType = "azureADRegistered";
    await postHeldProposals(app.deps);
    expect(await app.get(id)).toMatchObject({
      state: { kind: "superseded", by: { kind: "evidence" } },
    });
    const before = app.cloud.requests.length;
    await postHeldProposals(app.deps);
    expect(app.cloud.requests.length).toBe(before);
  });

  it("waits when it cannot be confirmed, and keeps no other from its place", async () => {
    const { rest } = await twoHelpdesks();
    const broken = aDeviceCalled("LT-");
    const stuck = await unconfirmed(broken);
    const others = [
      await unconfirmed(aDeviceCalled("LT-")),
      await unconfirmed(aDeviceCalled("LT-")),
    ];
    const fault = app.cloud.faults.add({
      service: "graph",
      path: broken.id,
      times: Infinity,
      fault: { kind: "forbidden", permission: "Device.Read.All" },
    });
    await postHeldProposals(app.deps);
    expect(await placeOf(stuck)).toEqual(["held", null]);
    for (const other of others)
      expect(await placeOf(other)).toEqual(["pending", rest]);

    fault.remove();
    await postHeldProposals(app.deps);
    expect(await placeOf(stuck)).toEqual(["pending", rest]);
  });

  it("keeps no other from its place, though it is one of several at the head that can never be confirmed", async () => {
    const { rest } = await twoHelpdesks();
    const stuck = [];
    for (let count = 0; count < 4; count += 1) {
      const broken = aDeviceCalled("LT-");
      stuck.push(await unconfirmed(broken));
      app.cloud.faults.add({
        service: "graph",
        path: broken.id,
        times: Infinity,
        fault: {
          kind: "status",
          status: 503,
          // Lest the test waits.
          headers: { "retry-after": "0" },
        },
      });
    }
    const others = [
      await unconfirmed(aDeviceCalled("LT-")),
      await unconfirmed(aDeviceCalled("LT-")),
    ];
    for (let minute = 0; minute < 2; minute += 1) {
      await postHeldProposals(app.deps);
      app.clock.advance(MINUTE_MS);
    }
    for (const other of others)
      expect(await placeOf(other)).toEqual(["pending", rest]);

    app.cloud.faults.clear();
    await postHeldProposals(app.deps);
    for (const one of stuck)
      expect(await placeOf(one)).toEqual(["pending", rest]);
  });

  it("keeps no other from its place, though its end cannot be stored for a reason that nobody foresaw", async () => {
    const { rest } = await twoHelpdesks();
    const device = aDeviceCalled("LT-");
    const stuck = await unconfirmed(device);
    device.joinType = "azureADRegistered";
    const other = await unconfirmed(aDeviceCalled("LT-"));
    const { storage } = app;
    await postHeldProposals({
      ...app.deps,
      storage: {
        ...storage,
        proposals: {
          ...storage.proposals,
          find: (id) =>
            id === stuck.id
              ? Promise.reject(new TypeError("a defect"))
              : storage.proposals.find(id),
        },
      },
    });
    expect(await placeOf(stuck)).toEqual(["held", null]);
    expect(await placeOf(other)).toEqual(["pending", rest]);
  });

  it("leaves those that are confirmed their places while Graph refuses everything, and does not go on asking", async () => {
    const { rest } = await twoHelpdesks({ openCardsPerChannel: 50 });
    const waiting = [];
    for (let count = 0; count < 6; count += 1)
      waiting.push(await unconfirmed(aDeviceCalled("LT-")));
    const confirmed = await proposed(aDeviceCalled("LT-"), 5);
    await app.storage.transaction(async (unit) => {
      const before = await unit.proposals.getForUpdate(confirmed.id);
      await unit.proposals.save(
        next(before, { state: { kind: "held" }, channelId: null }),
      );
    });
    const fault = app.cloud.faults.add({
      service: "graph",
      times: Infinity,
      fault: { kind: "forbidden", permission: "Device.Read.All" },
    });
    await postHeldProposals(app.deps);
    expect(await placeOf(confirmed)).toEqual(["pending", rest]);
    for (const one of waiting)
      expect(await placeOf(one)).toEqual(["held", null]);
    // Three devices, each with two reads at once.
    expect(fault.struck).toBeLessThanOrEqual(6);
  });
});

describeOnEachEngine("Released by two at once", (engine) => {
  it("gives no channel more cards than it has places", async () => {
    const { rest, site } = await twoHelpdesks(
      { openCardsPerChannel: 2 },
      (clock) => engine.open(clock),
    );
    const waiting = [];
    for (const prefix of ["SITE-", "LT-", "SITE-", "LT-", "SITE-", "LT-"])
      waiting.push(await unconfirmed(aDeviceCalled(prefix)));
    await Promise.all([
      postHeldProposals(app.deps),
      postHeldProposals(app.deps),
      postHeldProposals(app.deps),
    ]);
    const { proposals } = app.storage;
    expect((await proposals.countOpenCards(site)).all).toBe(2);
    expect((await proposals.countOpenCards(rest)).all).toBe(2);
    expect((await proposals.countByState()).get("held")).toBe(2);
  });
});
