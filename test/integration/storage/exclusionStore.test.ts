import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { GroupId } from "../../../src/ports/graph.ts";
import { after, MINUTE_MS, NOON } from "../../support/builders.ts";
import {
  describeOnEachEngine,
  type TestStorage,
} from "../../support/testStorage.ts";

const [one, two] = ["group-1", "group-2"] as [GroupId, GroupId];
const LATER = after(MINUTE_MS);

describeOnEachEngine("the store of exclusions", (engine) => {
  let test: TestStorage;
  beforeAll(async () => {
    test = await engine.open();
  });
  afterAll(() => test.dispose());

  it("keeps one group of a kind, and says whether anybody came or went", async () => {
    const { exclusions } = test.storage;
    expect(await exclusions.find("devices")).toBeNull();
    const put = (group: GroupId, ...ids: string[]) =>
      exclusions.replace("devices", group, ids, NOON);
    expect(await put(one, "a", "b")).toBe(true);
    expect(await put(one, "b", "a", "a")).toBe(false);
    expect(await put(one, "b", "c")).toBe(true);
    await exclusions.replace("people", two, ["a"], NOON);

    const among = (group: GroupId) =>
      exclusions.listAmong("devices", group, ["a", "b", "c", "d"]);
    expect(await among(one)).toEqual(new Set(["b", "c"]));
    expect(await among(two)).toEqual(new Set());
    expect(await exclusions.listAmong("devices", one, [])).toEqual(new Set());
    expect(await put(two)).toBe(true);
    expect(await among(one)).toEqual(new Set());
    expect(await exclusions.listAmong("people", two, ["a"])).toEqual(
      new Set(["a"]),
    );
  });

  it("keeps the members of a group that cannot be read, and none of another one", async () => {
    const { exclusions } = test.storage;
    const failed = { at: LATER, code: "graph.forbidden" };
    await exclusions.replace("devices", one, ["a"], NOON);
    await exclusions.noteFailure("devices", one, failed);
    expect(await exclusions.find("devices")).toEqual({
      groupId: one,
      readAt: NOON,
      failed,
    });
    expect(await exclusions.listAmong("devices", one, ["a"])).toEqual(
      new Set(["a"]),
    );
    await exclusions.noteFailure("devices", two, failed);
    expect(await exclusions.find("devices")).toMatchObject({ readAt: null });
    expect(await exclusions.listAmong("devices", two, ["a"])).toEqual(
      new Set(),
    );
    await exclusions.replace("devices", two, [], LATER);
    expect(await exclusions.find("devices")).toMatchObject({ failed: null });
  });

  it("comes to one of the two when two write at once", async () => {
    const { exclusions } = test.storage;
    const many = (part: string) =>
      Array.from({ length: 500 }, (_, i) => `${part}${i}`);
    await Promise.all([
      exclusions.replace("devices", one, many("x"), NOON),
      exclusions.replace("devices", one, many("y"), NOON),
    ]);
    const kept = await exclusions.listAmong("devices", one, [
      ...many("x"),
      ...many("y"),
    ]);
    expect(kept.size).toBe(500);
  });
});
