import { describe, expect, it } from "@jest/globals";
import {
  followChanges,
  waitAfter,
} from "../../../bot/tab/web/followChanges.ts";
import type { Changes } from "../../../bot/tab/shapes.ts";

type Answer = Changes | Error;

/** Plays the bot: each question gets the next answer; after the last one the page is left. */
async function follow(
  answers: readonly Answer[],
  hidden: { readonly at?: number } = {},
) {
  const asked: (string | null)[] = [];
  const changed: (readonly string[] | null)[] = [];
  const waited: number[] = [];
  const failed: unknown[] = [];
  let looks = 0;
  let visible = new AbortController();
  const left = new AbortController();
  await followChanges(
    {
      ask: async (since, signal) => {
        const answer = answers[asked.length];
        asked.push(since);
        if (asked.length === hidden.at) visible.abort();
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
        if (visible.signal.aborted) visible = new AbortController();
      },
      whileVisible: () => visible.signal,
      wait: async (ms) => {
        waited.push(ms);
      },
    },
    left.signal,
  );
  return { asked, changed, waited, failed, looks };
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
    expect(changed).toEqual([["a", "b"], null]);
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

  it("does not know what it missed when it could not ask from the start", async () => {
    const { changed } = await follow([new Error("gone"), at("1"), at("2")]);
    expect(changed).toEqual([null]);
  });

  it("stops asking when nobody looks, and goes on from there when somebody does", async () => {
    const { asked, waited, failed, looks } = await follow(
      [at("1"), at("never heard"), at("2", ["a"])],
      { at: 2 },
    );
    expect(asked).toEqual([null, "1", "1", "2"]);
    expect(failed).toEqual([]);
    expect(looks).toBe(asked.length);
    expect(Math.max(...waited)).toBeLessThanOrEqual(1000);
  });

  it("never waits longer than a minute", () => {
    expect(waitAfter(50, 1)).toBe(60_000);
    expect(waitAfter(1, 0)).toBe(750);
  });
});
