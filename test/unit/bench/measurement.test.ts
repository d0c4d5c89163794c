import { describe, expect, it } from "@jest/globals";
import { percentile, withUnit } from "../../bench/measurement.ts";

describe("percentile", () => {
  it.each([
    ["takes the middle one of three", [30, 10, 20], 0.5, 20],
    ["takes the lower middle one of four", [1, 2, 3, 4], 0.5, 2],
    ["takes the 99th of a hundred", countTo(100), 0.99, 99],
    ["takes the slowest where there are few", [5, 1, 9], 0.99, 9],
    ["takes the only one", [7], 0.01, 7],
  ])("%s", (_name, samples, share, expected) => {
    expect(percentile(samples, share)).toBe(expected);
  });

  it("leaves the samples in their order", () => {
    const samples = [3, 1, 2];

    percentile(samples, 0.5);

    expect(samples).toEqual([3, 1, 2]);
  });

  it("refuses to say anything about no samples", () => {
    expect(() => percentile([], 0.5)).toThrow("Nothing was measured");
  });
});

describe("withUnit", () => {
  it.each([
    ["start_ms", 4087.3, "4087 ms"],
    ["start_ms", 12.34, "12.3 ms"],
    ["start_ms", 0.271, "0.27 ms"],
    ["inserts_per_second", 729.4, "729 /s"],
    ["memory_mib", 845.2, "845 MiB"],
  ])("shows %s of %d as %s", (name, value, expected) => {
    expect(withUnit({ name, value, what: "", samples: 1 })).toBe(expected);
  });

  it("refuses a name that does not say its unit", () => {
    expect(() =>
      withUnit({ name: "start", value: 1, what: "", samples: 1 }),
    ).toThrow("start does not say its unit");
  });
});

function countTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}
