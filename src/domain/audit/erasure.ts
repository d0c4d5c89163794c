import type { AuditRow } from "./audit.ts";

/** Numbers of rows, both ends included. Several are sorted and share no number. */
export type SeqRange = readonly [from: number, to: number];

/** A row that says whose details were erased. It keeps its own details for ever. */
export const ERASURE = "audit.details-erased";

/** What such a row says. */
export interface Erasure {
  /** Those that had details, and have none since. */
  readonly rows: readonly SeqRange[];
  /** Those among them whose details were no longer what was written. */
  readonly altered: readonly number[];
  /** The database was found so when erasures began to be recorded: who erased these, and why, nobody knows. */
  readonly isUnrecorded: boolean;
}

/** @returns null for another kind of row, and for one that cannot be believed. */
export function readErasure(row: AuditRow): Erasure | null {
  if (row.kind !== ERASURE || row.detailsMatch !== true) return null;
  const { rows, altered, isUnrecorded } = row.details ?? {};
  return {
    // Nothing is erased before it is written.
    rows: common(toRanges(rows), [[1, row.seq - 1]]),
    altered: Array.isArray(altered) ? altered.filter(Number.isInteger) : [],
    isUnrecorded: isUnrecorded === true,
  };
}

function toRanges(value: unknown): readonly SeqRange[] {
  if (!Array.isArray(value)) return [];
  return joined(
    value.flatMap((range: unknown): SeqRange[] => {
      const [from, to] = Array.isArray(range) ? (range as unknown[]) : [];
      return typeof from === "number" && typeof to === "number"
        ? [[from, to]]
        : [];
    }),
  );
}

/** Any ranges as sorted ones that share no number and leave no seam. */
export function joined(ranges: readonly SeqRange[]): readonly SeqRange[] {
  const result: [number, number][] = [];
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    if (from > to) continue;
    const last = result.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

export function countRows(ranges: readonly SeqRange[]): number {
  return ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);
}

/** The numbers that are in both. */
export function common(
  some: readonly SeqRange[],
  others: readonly SeqRange[],
): readonly SeqRange[] {
  const result: SeqRange[] = [];
  for (let i = 0, j = 0; i < some.length && j < others.length;) {
    const [from, to] = some[i] ?? NOTHING;
    const [otherFrom, otherTo] = others[j] ?? NOTHING;
    if (Math.max(from, otherFrom) <= Math.min(to, otherTo))
      result.push([Math.max(from, otherFrom), Math.min(to, otherTo)]);
    if (to < otherTo) i += 1;
    else j += 1;
  }
  return result;
}

/** The numbers of the first that are not in the second. */
export function without(
  some: readonly SeqRange[],
  others: readonly SeqRange[],
): readonly SeqRange[] {
  let next = Number.NEGATIVE_INFINITY;
  const gaps: SeqRange[] = [];
  for (const [from, to] of others) {
    gaps.push([next, from - 1]);
    next = to + 1;
  }
  return common(some, [...gaps, [next, Number.POSITIVE_INFINITY]]);
}

const NOTHING: SeqRange = [1, 0];
