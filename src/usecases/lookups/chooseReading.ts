import type { Finding, Typed } from "../../domain/matching/finding.ts";

/**
 * Chooses which reading is meant: the whole of what was typed wherever something has that as its name, and otherwise the rest of
 * it where something has that as its name or nothing fits the whole.
 *
 * @param find asked for both at once: they share one budget.
 */
export async function chooseReading<Id>(
  named: Typed | { readonly id: Id },
  find: (text: string) => Promise<Finding<unknown>>,
): Promise<{ readonly text: string } | { readonly id: Id }> {
  if ("id" in named || named.or === undefined) return named;
  const { text, or } = named;
  const [whole, rest] = await Promise.all([find(text), find(or)]);
  if (isExact(whole)) return { text };
  return isExact(rest) || whole.kind === "none" ? { text: or } : { text };
}

function isExact(finding: Finding<unknown>): boolean {
  return finding.kind !== "none" && finding.match === "exact";
}
