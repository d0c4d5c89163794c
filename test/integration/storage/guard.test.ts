import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { OpenStorage, UnitOfWork } from "../../../src/ports/storage.ts";
import { aProposal, NOON } from "../../support/builders.ts";
import {
  describeOnEachEngine,
  type TestStorage,
} from "../../support/testStorage.ts";
import { settled } from "../../support/until.ts";

const device = { deviceId: "d" as DeviceId };

describeOnEachEngine("Inside a transaction", (engine) => {
  let test: TestStorage;
  beforeAll(async () => {
    test = await engine.open();
  });
  afterAll(() => test.dispose());

  it.each<[string, (storage: OpenStorage) => Promise<unknown>]>([
    ["reading from an outer store", ({ settings }) => settings.current()],
    [
      "writing to an outer store",
      ({ nonces }) => nonces.claim("k", "outer", NOON),
    ],
    [
      "an audit row of the outer log",
      ({ audit }) =>
        audit.append({
          kind: "audit.exported",
          at: NOON,
          actor: null,
          deviceId: null,
          proposalId: null,
          details: {},
        }),
    ],
    ["a raw query", (storage) => storage.ping()],
    ["the outer queue", ({ queue }) => queue.send("evaluateDevice", device)],
    ["a second transaction", (storage) => storage.transaction(async () => 1)],
    [
      "a rate limit",
      ({ rates }) => rates.take("k", [{ capacity: 1, refillPerSecond: 1 }]),
    ],
  ])(
    "%s is refused at once instead of waiting for ever",
    async (_name, use) => {
      const { storage } = test;
      const outcome = storage.transaction(async ({ nonces }) => {
        await nonces.claim("k", "inner", NOON);
        await use(storage);
      });
      await settled(
        "the transaction is refused",
        expect(outcome).rejects.toThrow(
          "Inside a transaction only the unit of work may be used",
        ),
      );
      // The transaction was rolled back, and everything works outside of it again.
      expect(await storage.nonces.claim("k", "outer", NOON)).toBe(true);
      expect(await storage.nonces.claim("k", "inner", NOON)).toBe(true);
      await storage.nonces.purge(new Date(NOON.getTime() + 1));
      await expect(use(storage)).resolves.not.toThrow();
      await storage.nonces.purge(new Date(NOON.getTime() + 1));
    },
  );

  it("another request's stores go on working meanwhile, and see nothing of it yet", async () => {
    const { storage } = test;
    const proposal = aProposal();
    let enter: (unit: UnitOfWork) => void = () => undefined;
    const entered = new Promise<UnitOfWork>((resolve) => {
      enter = resolve;
    });
    const running = storage.transaction(async (unit) => {
      await unit.proposals.insert(proposal);
      enter(unit);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await unit.proposals.find(proposal.id)).toEqual(proposal);
      throw new Error("on second thoughts");
    });
    await entered;
    const seen = storage.proposals.find(proposal.id);
    await expect(running).rejects.toThrow("on second thoughts");
    expect(await seen).toBeNull();
  });
});
