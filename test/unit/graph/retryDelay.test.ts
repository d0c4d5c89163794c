import { describe, expect, it } from "@jest/globals";
import { backoffMs } from "../../../src/adapters/graph/retryDelay.ts";
import { parseRetryAfterMs } from "../../../src/domain/retryAfter.ts";

const NOON = new Date("2026-11-20T12:00:00Z");

describe("parseRetryAfterMs", () => {
  it.each([
    ["no header", null, null],
    ["seconds", "7", 7_000],
    ["seconds with spaces", " 7 ", 7_000],
    ["parts of a second", "0.5", 500],
    ["zero, which asks for no wait", "0", null],
    ["a negative number", "-5", null],
    ["an HTTP date", "Fri, 20 Nov 2026 12:00:30 GMT", 30_000],
    ["a date that is over", "Fri, 20 Nov 2026 11:59:30 GMT", null],
    ["nonsense", "soon", null],
    ["an empty header", "", null],
    ["more than an hour", "86400", 3_600_000],
    ["a number too large for a number", "9".repeat(400), 3_600_000],
    ["a date in another century", "Fri, 20 Nov 2126 12:00:00 GMT", 3_600_000],
  ])("reads %s", (_name, header, expected) => {
    expect(parseRetryAfterMs(header, NOON)).toBe(expected);
  });
});

describe("backoffMs", () => {
  it.each([
    ["starts with the first delay", 1, 500, 1, 500],
    ["doubles", 3, 500, 1, 2_000],
    ["spreads over the whole delay", 3, 500, 0.25, 500],
    ["may be nothing", 3, 500, 0, 0],
    ["ends at a minute", 20, 2_000, 1, 60_000],
  ])("%s", (_name, attempt, first, random, expected) => {
    expect(backoffMs(attempt, first, random)).toBe(expected);
  });
});
