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
import type { Handoff } from "../../../src/domain/handoffs/handoff.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
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
