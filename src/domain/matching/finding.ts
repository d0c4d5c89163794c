import type { Message } from "../message.ts";
import type { MatchKind } from "./foldText.ts";

/** What a text names. An ambiguous or an unknown name is no error. */
export type Finding<T> =
  /** `match` tells how: whoever is about to change something asks first about what was not named whole. */
  | { readonly kind: "one"; readonly found: T; readonly match: MatchKind }
  /** Best first, `match` of the first. `more` when there are others beside these. */
  | {
      readonly kind: "several";
      readonly found: readonly T[];
      readonly match: MatchKind;
      readonly more: boolean;
    }
  /**
   * Nothing; `near` are names that look alike, best first. `unchecked` when Microsoft could not be asked, so that
   * what is newer than the directory may exist all the same.
   */
  | {
      readonly kind: "none";
      readonly near: readonly T[];
      readonly unchecked: boolean;
      /** Why Microsoft could not, where asking again does not help. */
      readonly refusal?: Message | null;
      /** Microsoft was not asked at all: it finds nothing by a name of this kind, and asking again does not help. */
      readonly onlyDirectory?: boolean;
    };

/** What there is to choose from; `isNear` when nothing has the name and these look like it, if any. */
export interface Choice<T> {
  readonly text: string;
  readonly found: readonly T[];
  readonly more: boolean;
  readonly isNear: boolean;
  /** Microsoft could not be asked. */
  readonly unchecked: boolean;
  /** Why not, where asking again does not help. */
  readonly refusal?: Message | null;
  /** It was not asked at all. */
  readonly onlyDirectory?: boolean;
}

/** What a finding leaves to choose from; null when it is one. */
export function toChoice<T>(
  text: string,
  finding: Exclude<Finding<T>, { kind: "one" }>,
): Choice<T> {
  return finding.kind === "several"
    ? {
        text,
        found: finding.found,
        more: finding.more,
        isNear: false,
        unchecked: false,
      }
    : {
        text,
        found: finding.near,
        more: false,
        isNear: true,
        unchecked: finding.unchecked,
        refusal: finding.refusal ?? null,
        onlyDirectory: finding.onlyDirectory ?? false,
      };
}

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

/**
 * Chooses which of two readings of what was typed is meant: the whole of it wherever something has that as its name,
 * and otherwise the rest of it, without the noun before it, where something has that as its name or nothing fits the
 * whole.
 */
export function chooseReading(
  whole: Finding<unknown>,
  rest: Finding<unknown>,
): "whole" | "rest" {
  if (isExact(whole)) return "whole";
  return isExact(rest) || whole.kind === "none" ? "rest" : "whole";
}

function isExact(finding: Finding<unknown>): boolean {
  return finding.kind !== "none" && finding.match === "exact";
}
