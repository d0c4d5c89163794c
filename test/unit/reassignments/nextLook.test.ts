import { describe, expect, it } from "@jest/globals";
import {
  CONFIRM_WITHIN_MS,
  secondsToNextLook,
} from "../../../src/usecases/reassignments/nextLook.ts";

/** Seconds after the write of each look until the waiting is over, when every look comes `lateBy` seconds late. */
function looks(lateBy: number): number[] {
  const found: number[] = [];
  let age = 0;
  while (age * 1000 < CONFIRM_WITHIN_MS) {
    age += secondsToNextLook(age * 1000) + lateBy;
    found.push(age);
  }
  return found;
}

describe("the looks at a write that does not show", () => {
  it("come 2 s after it, then ever later, and once more when the waiting is over", () => {
    expect(looks(0)).toEqual([2, 10, 30, 75, 180, 360, 600, 900]);
  });

  it("come no closer to each other when a queue starts them late", () => {
    expect(looks(2)).toEqual([4, 12, 32, 77, 182, 362, 602, 902]);
    expect(looks(7)).toEqual([9, 37, 82, 187, 367, 607, 907]);
  });

  it.each([
    [1, 1],
    [20, 3],
    [60, 4],
    [280, 6],
  ])("are few: of a write that shows after %d s, %d", (lag, expected) => {
    expect(looks(0).filter((at) => at < lag).length + 1).toBe(expected);
  });

  it("never come without a pause", () => {
    for (let age = 0; age < CONFIRM_WITHIN_MS; age += 500)
      expect(secondsToNextLook(age)).toBeGreaterThanOrEqual(1);
  });
});
