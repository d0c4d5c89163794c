import { describe, expect, it } from "@jest/globals";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiError, type Api } from "../../../bot/tab/web/data/api.ts";
import { Readings } from "../../../bot/tab/web/data/readings.ts";

const api: Api = {
  get: () => Promise.reject(new Error("not asked")),
  post: () => Promise.reject(new Error("not asked")),
};

/** Readings at a time of its own. */
function open(): { readings: Readings; at: (ms: number) => void } {
  let now = 0;
  const readings = new Readings(api, () => now);
  return {
    readings,
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
    const { readings, at } = open();
    const source = answering();
    readings.watch("list", source.load, always);
    at(5);
    await source.answer(0, ["a"]);
    readings.changed(null);
    await source.answer(1, new ApiError("failed", "Oh."));
    expect(readings.get("list")).toMatchObject({
      data: ["a"],
      readAt: 5,
      error: { said: "Oh." },
      isReading: false,
    });
  });

  it("is not replaced by an older answer that comes late", async () => {
    const { readings } = open();
    const source = answering();
    readings.watch("list", source.load, always);
    readings.changed(null);
    await source.answer(1, "new");
    await source.answer(0, "old");
    expect(readings.get("list").data).toBe("new");
  });

  it("is not replaced by a reading that began before something was put in its place", async () => {
    const { readings } = open();
    const source = answering();
    readings.watch("one", source.load, always);
    readings.put("one", "answered");
    await source.answer(0, "before the answer");
    expect(readings.get("one").data).toBe("answered");
  });

  it("is read anew when a change concerns it, and only while it is shown", () => {
    const { readings } = open();
    const concerned = answering();
    const other = answering();
    const stop = readings.watch(
      "one",
      concerned.load,
      (ids) => ids === null || ids.includes("a"),
    );
    readings.watch("other", other.load, never);
    readings.changed(["a"]);
    readings.changed(["b"]);
    expect([concerned.times, other.times]).toEqual([2, 1]);
    stop();
    readings.changed(["a"]);
    expect(concerned.times).toBe(2);
  });

  it("rests after it was read where it is dear, then is read once for all that changed meanwhile", async () => {
    const { readings, at } = open();
    const dear = answering();
    const leave = readings.watch("dear", dear.load, always, 50);
    await dear.answer(0, "read");
    at(20);
    readings.changed(["a"]);
    readings.changed(["b"]);
    expect(dear.times).toBe(1);
    await sleep(60);
    expect(dear.times).toBe(2);

    at(100);
    readings.changed(["c"]);
    expect(dear.times).toBe(3);
    readings.changed(["d"]);
    leave();
    await sleep(80);
    expect(dear.times).toBe(3);
  });

  it("is all read anew once the bot can be reached again", async () => {
    const { readings } = open();
    const source = answering();
    readings.watch("list", source.load, never);
    await source.answer(0, offline);
    expect(readings.isOnline).toBe(false);
    readings.reached();
    expect(readings.isOnline).toBe(true);
    expect(source.times).toBe(2);
  });

  it("is as old as the oldest of what is shown", async () => {
    const { readings, at } = open();
    const [first, second] = [answering(), answering()];
    at(100);
    const stop = readings.watch("first", first.load, never);
    await first.answer(0, 1);
    at(200);
    readings.watch("second", second.load, never);
    await second.answer(0, 2);
    expect(readings.oldestShownAt).toBe(100);
    stop();
    expect(readings.oldestShownAt).toBe(200);
  });

  it("tells of a late refusal once, though it comes again, until it is dismissed", () => {
    const { readings } = open();
    const refusal = (message: string, at: string) => ({
      proposalId: "a",
      message,
      at,
    });
    const first = refusal("Not you.", "2026-03-01T08:00:00Z");
    expect(readings.refused([first])).toEqual([first]);
    expect(readings.refused([first])).toEqual([]);
    const second = refusal("Still not.", "2026-03-01T09:00:00Z");
    readings.refused([first, second]);
    expect(readings.refusals).toEqual([second]);
    readings.dismissRefusal("a");
    readings.refused([second]);
    expect(readings.refusals).toEqual([]);
  });

  it("says that somebody is signed out once even a new token is refused", async () => {
    const { readings } = open();
    const source = answering();
    readings.watch("me", source.load, never);
    await source.answer(0, new ApiError("signed-out", "No."));
    expect(readings.signedOut).toMatchObject({ said: "No." });
    expect(readings.isOnline).toBe(true);
  });
});
