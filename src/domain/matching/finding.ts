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
   * Nothing; `near` are names that look alike, best first. `unchecked` when Microsoft could not be asked, so that what is
   * newer than the directory may exist all the same.
   */
  | {
      readonly kind: "none";
      readonly near: readonly T[];
      readonly unchecked: boolean;
      /** Why Microsoft could not, where asking again does not help. */
      readonly refusal?: Message | null;
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
      };
}

/** What was typed. `or` is the same without a noun before it, which may be a part of the name or not. */
export interface Typed {
  readonly text: string;
  readonly or?: string;
}
