import { describe, expect, it } from "@jest/globals";
import {
  common,
  countRows,
  joined,
  without,
  type SeqRange,
} from "../../../src/domain/audit/erasure.ts";

describe("ranges of an audit log's rows", () => {
  it("are sorted, without seams, overlaps and what ends before it begins", () => {
    expect(
      joined([
        [7, 9],
        [1, 2],
        [3, 3],
        [8, 12],
        [6, 5],
      ]),
    ).toEqual([
      [1, 3],
      [7, 12],
    ]);
  });

  it("have in common, and not, what their numbers have", () => {
    const all = Array.from({ length: 13 }, (_, n) => n);
    const toRanges = (bits: number): readonly SeqRange[] =>
      joined(
        all
          .filter((n) => (bits * 2654435761) & (1 << n))
          .map((n): SeqRange => [n, n]),
      );
    const numbers = (ranges: readonly SeqRange[]) =>
      all.filter((n) => ranges.some(([from, to]) => from <= n && n <= to));
    for (let i = 0; i < 200; i += 1) {
      const [some, others] = [toRanges(i), toRanges(i * 7 + 3)];
      const [a, b] = [numbers(some), numbers(others)];
      expect(numbers(common(some, others))).toEqual(
        a.filter((n) => b.includes(n)),
      );
      expect(numbers(without(some, others))).toEqual(
        a.filter((n) => !b.includes(n)),
      );
      expect(countRows(some)).toBe(a.length);
    }
  });
});
