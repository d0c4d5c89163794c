import { describe, expect, it } from "@jest/globals";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiError, type Api } from "../../../bot/tab/web/data/api.ts";
import { Queries } from "../../../bot/tab/web/data/queries.ts";
import { until } from "../../support/until.ts";

const api: Api = {
  get: () => Promise.reject(new Error("not asked")),
  post: () => Promise.reject(new Error("not asked")),
};

/** Readings at a time of its own. */
function open(): { queries: Queries; at: (ms: number) => void } {
  let now = 0;
  const queries = new Queries(api, () => now);
  return {
    queries,
    at: (ms) => {
      now = ms;
    },
  };
}

/** Answers that come when they are told to. */
function answering() {
  const waiting: {
    resolve: (value: unknown) => void;
    reject: (error: Error) => void;
  }[] = [];
  return {
    load: () =>
      new Promise<unknown>((resolve, reject) =>
        waiting.push({ resolve, reject }),
      ),
    get times() {
      return waiting.length;
    },
    async answer(index: number, value: unknown): Promise<void> {
      if (value instanceof Error) waiting[index]?.reject(value);
      else waiting[index]?.resolve(value);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const offline = new ApiError("offline", null);
const always = () => true;
const never = () => false;

describe("what the tab read", () => {
  it("is kept when a later reading fails, and says why it is old", async () => {
    const { queries, at } = open();
    const source = answering();
    queries.watch("list", source.load, always);
    at(5);
    await source.answer(0, ["a"]);
    queries.changed(null);
    await source.answer(1, new ApiError("failed", "Oh."));
    expect(queries.get("list")).toMatchObject({
      data: ["a"],
      readAt: 5,
      error: { said: "Oh." },
      isReading: false,
    });
  });

  it("is not replaced by an older answer that comes late", async () => {
    const { queries } = open();
    const source = answering();
    queries.watch("list", source.load, always);
    queries.changed(null);
    await source.answer(1, "new");
    await source.answer(0, "old");
    expect(queries.get("list").data).toBe("new");
  });

  it("is not replaced by a reading that began before something was put in its place", async () => {
    const { queries } = open();
    const source = answering();
    queries.watch("one", source.load, always);
    queries.put("one", "answered");
    await source.answer(0, "before the answer");
    expect(queries.get("one").data).toBe("answered");
  });

  it("is read anew when a change concerns it, and only while it is shown", () => {
    const { queries } = open();
    const concerned = answering();
    const other = answering();
    const stop = queries.watch(
      "one",
      concerned.load,
      (ids) => ids === null || ids.includes("a"),
    );
    queries.watch("other", other.load, never);
    queries.changed(["a"]);
    queries.changed(["b"]);
    expect([concerned.times, other.times]).toEqual([2, 1]);
    stop();
    queries.changed(["a"]);
    expect(concerned.times).toBe(2);
  });

  it("rests after it was read where it is dear, then is read once for all that changed meanwhile", async () => {
    const { queries, at } = open();
    const dear = answering();
    const leave = queries.watch("dear", dear.load, always, 50);
    await dear.answer(0, "read");
    at(20);
    queries.changed(["a"]);
    queries.changed(["b"]);
    expect(dear.times).toBe(1);
    await until("it is read again", () => dear.times > 1);
    expect(dear.times).toBe(2);

    at(100);
    queries.changed(["c"]);
    expect(dear.times).toBe(3);
    queries.changed(["d"]);
    leave();
    await sleep(80);
    expect(dear.times).toBe(3);
  });

  it("is all read anew once the bot can be reached again", async () => {
    const { queries } = open();
    const source = answering();
    queries.watch("list", source.load, never);
    await source.answer(0, offline);
    expect(queries.isOnline).toBe(false);
    queries.reached();
    expect(queries.isOnline).toBe(true);
    expect(source.times).toBe(2);
  });

  it("is as old as the oldest of what is shown", async () => {
    const { queries, at } = open();
    const [first, second] = [answering(), answering()];
    at(100);
    const stop = queries.watch("first", first.load, never);
    await first.answer(0, 1);
    at(200);
    queries.watch("second", second.load, never);
    await second.answer(0, 2);
    expect(queries.oldestShownAt).toBe(100);
    stop();
    expect(queries.oldestShownAt).toBe(200);
  });

  it("tells of a late refusal once, though it comes again, until it is dismissed", () => {
    const { queries } = open();
    const refusal = (message: string, at: string) => ({
      proposalId: "a",
      message,
      at,
    });
    const first = refusal("Not you.", "2026-03-01T08:00:00Z");
    expect(queries.refused([first])).toEqual([first]);
    expect(queries.refused([first])).toEqual([]);
    const second = refusal("Still not.", "2026-03-01T09:00:00Z");
    queries.refused([first, second]);
    expect(queries.refusals).toEqual([second]);
    queries.dismissRefusal("a");
    queries.refused([second]);
    expect(queries.refusals).toEqual([]);
  });

  it("says that somebody is signed out once even a new token is refused", async () => {
    const { queries } = open();
    const source = answering();
    queries.watch("me", source.load, never);
    await source.answer(0, new ApiError("signed-out", "No."));
    expect(queries.signedOut).toMatchObject({ said: "No." });
    expect(queries.isOnline).toBe(true);
  });
});
