import type { Clock } from "../../../src/ports/clock.ts";
import type { Finding } from "../../../src/domain/matching/finding.ts";

/** Shorter ones are hardly anything's whole name, and Microsoft finds nothing by a part of it. */
const SHORTEST_WHOLE = 6;
const MISS_HOLDS_MS = 60_000;
const MOST_REMEMBERED = 1_000;

type Find<T> = (text: string, budgetMs: number) => Promise<Finding<T>>;

/**
 * Keeps a search that asks Microsoft from doing so at each key that is typed: what is too short to be a whole name is
 * not asked for, and what nothing was found for is not asked for again within a minute, by anybody.
 */
export function recordMisses<T>(clock: Clock, find: Find<T>): Find<T> {
  const misses = new Map<
    string,
    { readonly foundAt: number; readonly finding: Finding<T> }
  >();
  return async (text, budgetMs) => {
    if (text.length < SHORTEST_WHOLE)
      return { kind: "none", near: [], unchecked: false };
    const key = text.toLowerCase();
    const now = clock.now().getTime();
    const known = misses.get(key);
    if (known && now - known.foundAt < MISS_HOLDS_MS) return known.finding;

    const finding = await find(text, budgetMs);
    misses.delete(key);
    if (finding.kind === "none" && !finding.unchecked) {
      misses.set(key, { foundAt: now, finding });
      const [oldest] = misses.keys();
      if (misses.size > MOST_REMEMBERED && oldest !== undefined)
        misses.delete(oldest);
    }
    return finding;
  };
}
