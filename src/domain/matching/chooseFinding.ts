import type { MatchKind } from "./foldText.ts";
import type { Finding } from "./finding.ts";

/** As many as a card offers to choose from. */
export const MOST_FOUND = 10;

export const MOST_NEAR = 5;

/**
 * What the matches come to: those that are named whole hide the others. Null for none.
 *
 * @param matches best first, one more than `MOST_FOUND` where there are so many.
 */
export function chooseFinding<T>(
  matches: readonly { readonly found: T; readonly match: MatchKind }[],
): Exclude<Finding<T>, { readonly kind: "none" }> | null {
  const exact = matches.filter(({ match }) => match === "exact");
  const chosen = exact.length > 0 ? exact : matches;
  const [only] = chosen;
  if (!only) return null;
  if (chosen.length === 1) return { kind: "one", ...only };
  return {
    kind: "several",
    found: chosen.slice(0, MOST_FOUND).map(({ found }) => found),
    match: only.match,
    more: chosen.length > MOST_FOUND,
  };
}
