import { describe, expect, it } from "@jest/globals";
import {
  followChanges,
  waitAfter,
} from "../../../bot/tab/web/data/followChanges.ts";
import type { Changes } from "../../../bot/tab/api/shapes.ts";

type Answer = Changes | Error;

/** Plays the bot: each question gets the next answer; after the last one the page is left. */
async function follow(
  answers: readonly Answer[],
  hangs: { readonly at?: number; readonly until?: "disturbed" | "late" } = {},
) {
  const asked: (string | null)[] = [];
  const changed: (readonly string[] | null)[] = [];
  const waited: number[] = [];
  const failed: unknown[] = [];
  let looks = 0;
  let undisturbed = new AbortController();
  let limit = new AbortController();
  const limits: number[] = [];
  const left = new AbortController();
  await followChanges(
    {
      ask: async (since, signal) => {
        const answer = answers[asked.length];
        asked.push(since);
        if (asked.length === hangs.at)
          (hangs.until === "late" ? limit : undisturbed).abort();
        signal.throwIfAborted();
        if (answer === undefined) {
          left.abort();
          throw new Error("left");
        }
        if (answer instanceof Error) throw answer;
        return answer;
      },
      onChange: (proposals) => changed.push(proposals),
      onFailure: (error) => failed.push(error),
      untilVisible: async () => {
        looks += 1;
        if (undisturbed.signal.aborted) undisturbed = new AbortController();
      },
      whileUndisturbed: () => undisturbed.signal,
      timeLimit: (ms) => {
        limits.push(ms);
        limit = new AbortController();
        return limit.signal;
      },
      wait: async (ms) => {
        waited.push(ms);
      },
    },
    left.signal,
  );
  return { asked, changed, waited, failed, looks, limits };
}

const at = (
  since: string,
  proposals: readonly string[] | null = [],
): Changes => ({ since, proposals, refusals: [] });

describe("the page that follows changes", () => {
  it("asks on from where the last answer ended", async () => {
    const { asked } = await follow([at("1"), at("2", ["a"]), at("3")]);
    expect(asked).toEqual([null, "1", "2", "3"]);
  });

  it("tells of what changed, of unknown changes too, and not of nothing", async () => {
    const { changed } = await follow([
      at("1"),
      at("2", ["a", "b"]),
      at("3"),
      at("4", null),
    ]);
    expect(changed.slice(1)).toEqual([["a", "b"], null]);
  });

  it("waits longer after each failure in a row and is quick again after an answer", async () => {
    const { waited, failed } = await follow([
      at("1"),
      new Error("gone"),
      new Error("gone"),
      new Error("gone"),
      at("2"),
      new Error("gone"),
    ]);
    const [, first = 0, second = 0, third = 0, , again = 0] = waited;
    expect(failed).toHaveLength(4);
    expect(first).toBeGreaterThanOrEqual(750);
    expect(second).toBeGreaterThan(first);
    expect(third).toBeGreaterThan(second);
    expect(again).toBeLessThanOrEqual(1000);
  });

  it.each([
    ["at once", [at("1"), at("2")]],
    ["after it failed", [new Error("gone"), at("1"), at("2")]],
  ])(
    "does not know what it missed until it had a point to begin at, which it got %s",
    async (_when, answers) => {
      const { changed } = await follow(answers);
      expect(changed).toEqual([null]);
    },
  );

  it("gives up what it asked when the page is hidden or connected again, and goes on from there at once, with what it may have missed", async () => {
    const { asked, changed, waited, failed, looks } = await follow(
      [at("1"), at("never heard"), at("2", ["a"])],
      { at: 2, until: "disturbed" },
    );
    expect(asked).toEqual([null, "1", "1", "2"]);
    expect(changed).toEqual([null, null, ["a"]]);
    expect(failed).toEqual([]);
    expect(looks).toBe(asked.length);
    expect(Math.max(...waited)).toBeLessThanOrEqual(1000);
  });

  it("asks the same again when no answer comes long after the bot would have given one", async () => {
    const { asked, failed, limits } = await follow(
      [at("1"), at("never heard"), at("2", ["a"])],
      { at: 2, until: "late" },
    );
    expect(asked).toEqual([null, "1", "1", "2"]);
    expect(failed).toHaveLength(1);
    expect(Math.min(...limits)).toBeGreaterThan(20_000);
    expect(Math.max(...limits)).toBeLessThanOrEqual(30_000);
  });

  it("never waits longer than a minute", () => {
    expect(waitAfter(50, 1)).toBe(60_000);
    expect(waitAfter(1, 0)).toBe(750);
  });
});
