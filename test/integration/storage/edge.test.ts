import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { openStorage } from "../../../src/adapters/storage/openStorage.ts";
import { DatabaseAway, OutOfRange } from "../../../src/ports/databaseErrors.ts";
import type { ProposalId } from "../../../src/domain/proposals/proposal.ts";
import { toStorageError } from "../../../src/adapters/storage/edge.ts";
import { NOON } from "../../support/builders.ts";
import {
  describeOnEachEngine,
  type TestStorage,
} from "../../support/testStorage.ts";

describeOnEachEngine("What goes to the database", (engine) => {
  let test: TestStorage;
  beforeAll(async () => {
    test = await engine.open();
  });
  afterAll(() => test.dispose());

  it("loses what no text there may have", async () => {
    const { storage } = test;
    const odd = "a\0b\ud83d" as ProposalId;
    expect(await storage.proposals.find(odd)).toBeNull();
    expect(await storage.nonces.claim(odd, "n\0", NOON)).toBe(true);
    expect(await storage.nonces.claim("ab\ufffd", "n", NOON)).toBe(false);
    await storage.transaction(async (unit) => {
      expect(await unit.nonces.claim(odd, "n", NOON)).toBe(false);
    });
  });

  it("is refused as out of range, and not as a bug, when it is a number that is none there", async () => {
    await expect(test.storage.audit.page(1e19, 1)).rejects.toThrow(OutOfRange);
  });
});

describe("A database that is away", () => {
  it("is told as such, with no address", async () => {
    const opening = openStorage({
      database: { kind: "postgres", url: "postgres://u:hunter2@127.0.0.1:1/x" },
      jobNames: [],
      log: { info: ignore, warn: ignore, error: ignore },
    });
    const error: unknown = await opening.catch((error: unknown) => error);
    expect(error).toBeInstanceOf(DatabaseAway);
    expect((error as DatabaseAway).message).toBe(
      "The database is away: ECONNREFUSED",
    );
  });

  it.each([
    [{ code: "57P01" }, "terminating connection"],
    [{ code: "08006" }, "connection failure"],
    [{ code: "53300" }, "too many clients"],
    [{}, "Connection terminated unexpectedly"],
    [{}, "timeout exceeded when trying to connect"],
  ])("is known by %j, %s", (fields, text) => {
    const error = Object.assign(new Error(text), fields);
    expect(toStorageError(error)).toBeInstanceOf(DatabaseAway);
  });

  it("is not what a failed statement says", () => {
    const error = Object.assign(new Error("duplicate key"), { code: "23505" });
    expect(toStorageError(error)).toBe(error);
  });
});

function ignore(): void {
  // Nothing is logged that these tests are about.
}
