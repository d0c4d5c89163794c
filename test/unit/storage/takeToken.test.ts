import { describe, expect, it } from "@jest/globals";
import {
  takeToken,
  type Level,
} from "../../../src/adapters/storage/stores/takeToken.ts";
import { after, HOUR_MS, MINUTE_MS, NOON } from "../../support/builders.ts";

const bucket = { capacity: 4, refillPerSecond: 0.5 };
const strict = { capacity: 1, refillPerSecond: 0.25 };

const level = (...tokens: number[]): Level => ({ tokens, at: NOON });

describe("takeToken", () => {
  it.each([
    ["finds a bucket that was never used full", null, 0, [3], 0],
    ["takes one of those that are left", level(2), 0, [1], 0],
    ["takes the last one", level(1), 0, [0], 0],
    ["waits for a whole token", level(0), 0, [0], 2000],
    ["waits for the rest of one", level(0.75), 0, [0.75], 500],
    ["waits one millisecond too few never", level(0), 1999, [0.9995], 1],
    ["takes one as soon as it has come back", level(0), 2000, [0], 0],
    ["fills up to the capacity and no further", level(0), HOUR_MS, [3], 0],
  ] as const)("%s", (_name, before, ms, tokens, waitMs) => {
    expect(takeToken(before, [bucket], after(ms))).toEqual({
      level: { tokens, at: after(ms) },
      waitMs,
    });
  });

  it.each([
    ["takes from both", level(2, 1), [1, 0], 0],
    ["takes from neither when the first is empty", level(0, 1), [0, 1], 2000],
    ["takes from neither when the second is empty", level(2, 0), [2, 0], 4000],
    ["names the longer wait", level(0, 0), [0, 0], 4000],
    ["finds a bucket that was added since full", level(2), [1, 0], 0],
  ])("%s", (_name, before, tokens, waitMs) => {
    const taken = takeToken(before, [bucket, strict], NOON);
    expect(taken).toEqual({ level: { tokens, at: NOON }, waitMs });
  });

  it.each([
    ["takes what is above it", 4, 3, 0],
    ["waits for more than what it must leave", 3, 3, 2000],
    ["waits longer where others have taken of that", 1, 1, 6000],
  ])("with a part to leave, %s", (_name, before, tokens, waitMs) => {
    const taken = takeToken(level(before), [{ ...bucket, leaves: 3 }], NOON);
    expect(taken).toEqual({ level: { tokens: [tokens], at: NOON }, waitMs });
  });

  it("takes nothing away when the clock went back", () => {
    expect(takeToken(level(2), [bucket], after(-HOUR_MS)).waitMs).toBe(0);
  });

  it("gives out no more than the rate to two replicas whose clocks differ", () => {
    const skewMs = 2000;
    let current: Level | null = null;
    let taken = 0;
    for (let ms = 0; ms < MINUTE_MS; ms += 100) {
      const now = after(ms + ((ms / 100) % 2 ? skewMs : 0));
      const result = takeToken(current, [bucket], now);
      current = result.level;
      if (result.waitMs === 0) taken += 1;
    }
    // Four at first, then one every two seconds of the faster clock.
    expect(taken).toBeGreaterThanOrEqual(33);
    expect(taken).toBeLessThanOrEqual(4 + 31);
  });

  it("tells the slower clock to wait until the token comes by the faster one", () => {
    expect(takeToken(level(0), [bucket], after(-300))).toEqual({
      level: level(0),
      waitMs: 2300,
    });
  });

  it("starts anew after a clock that was wrong by an hour", () => {
    const { level: reset } = takeToken(level(0), [bucket], after(-HOUR_MS));
    expect(takeToken(reset, [bucket], after(-HOUR_MS + 2000)).waitMs).toBe(0);
  });
});
