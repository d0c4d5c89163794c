import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from "@jest/globals";
import {
  eventually,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import type { Fault } from "../../simulator/faults.ts";
import type { SimulatedDevice } from "../../simulator/contoso.ts";
import type { ProposalId } from "../../../src/domain/proposals/proposal.ts";

const TICK_MS = 50;

let app: CustodianOnCloud;
let ticking: NodeJS.Timeout;
beforeAll(async () => {
  app = await startCustodianOnCloud();
  await app.work();
});
beforeEach(() => {
  ticking = setInterval(() => app.clock.advance(TICK_MS), TICK_MS);
});
afterEach(() => {
  clearInterval(ticking);
  app.cloud.faults.clear();
});
afterAll(() => app.close());

function failNextWrite(device: SimulatedDevice, fault: Fault) {
  return app.cloud.faults.add({
    service: "graph",
    path: new RegExp(`${device.id}.*/\\$ref`),
    fault,
  });
}

/** What was asked and told Intune about a device's primary user, in its order. */
function exchanged(device: SimulatedDevice): string[] {
  return app.cloud.requests
    .filter(({ path }) => path.includes(device.id) && path.includes("/users"))
    .map(({ method }) => (method === "GET" ? "look" : "write"));
}

function becomes(id: ProposalId, state: string) {
  return eventually(
    () => app.stateOf(id),
    (kind) => kind === state,
  );
}

describe("a write of a primary user that Intune fails once", () => {
  it.each<[string, "POST" | "DELETE", Fault]>([
    ["a user, 503", "POST", { kind: "status", status: 503 }],
    ["a user, 500", "POST", { kind: "status", status: 500 }],
    ["a user, broken off", "POST", { kind: "reset", when: "before" }],
    ["no user, 503", "DELETE", { kind: "status", status: 503 }],
    [
      "a user, 503 with Retry-After",
      "POST",
      { kind: "status", status: 503, headers: { "retry-after": "3" } },
    ],
  ])(
    "is made good soon after the approval (%s)",
    async (_what, method, fault) => {
      const { technician, approver, newOwner } = app.contoso.cast;
      const to = method === "POST" ? newOwner : null;
      const device = app.aDevice();
      const { id } = await app.propose(technician, device, to);
      const shown = await eventually(
        () => app.get(id),
        ({ postedAt }) => postedAt !== null,
      );
      const failed = failNextWrite(device, fault);
      const answered = await app.answer(approver, shown, { kind: "approve" });
      expect(answered.kind).toBe("done");

      await becomes(id, "verified");
      expect(failed.struck).toBe(1);
      expect(app.primaryUser(device)).toBe(to);
      const writes = app.writes(device);
      expect(writes.map((write) => write.method)).toEqual([method, method]);
      // Between the two it looks whether the first happened, and after the second whether it shows.
      const inTurn = exchanged(device).filter(
        (what, index, all) => what !== all[index - 1],
      );
      expect(inTurn.slice(-4)).toEqual(["write", "look", "write", "look"]);
    },
  );

  it("is made good soon after a click on Undo", async () => {
    const { technician, approver, owner, newOwner } = app.contoso.cast;
    const device = app.aDevice();
    const { id } = await app.propose(technician, device, newOwner);
    const shown = await eventually(
      () => app.get(id),
      ({ postedAt }) => postedAt !== null,
    );
    await app.answer(approver, shown, { kind: "approve" });
    await becomes(id, "verified");
    // What an undo finds sooner than this could be a late read.
    app.clock.advance(11 * 60_000);

    failNextWrite(device, { kind: "status", status: 503 });
    await app.answer(approver, await app.get(id), { kind: "undo" });
    await becomes(id, "undone");
    expect(app.primaryUser(device)).toBe(owner);
    expect(app.writes(device)).toHaveLength(3);
  });
});
