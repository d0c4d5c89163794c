import { describe, expect, it } from "@jest/globals";
import { likeness } from "../../../src/domain/matching/likeness.ts";

describe("likeness", () => {
  it.each([
    ["the same", "lt-0421", "lt-0421", 1],
    ["other punctuation", "lt0421", "lt-0421", 1],
    ["one other character", "lt-0421", "lt-0422", 5 / 6],
    ["two swapped", "lt-0421", "lt-0412", 5 / 6],
    ["one missing", "lt-421", "lt-0421", 5 / 6],
    ["nothing in common", "abc", "xyz", 0],
    ["an emoji as one character", "a💻", "a📱", 1],
    ["only punctuation", "---", "___", 0],
    ["right-to-left letters", "דנה", "דנא", 2 / 3],
  ])("counts %s", (_name, a, b, expected) => {
    expect(likeness(a, b)).toBeCloseTo(expected);
    expect(likeness(b, a)).toBeCloseTo(expected);
  });
});
