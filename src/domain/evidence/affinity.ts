import type { PersonRef, UserId } from "../people/user.ts";

type AffinityMode = "active-days" | "intent" | "as-published";

/** The thresholds of the decision. */
export interface AffinityPolicy {
  readonly mode: AffinityMode;
  /** The leader needs at least this many times the primary user's logons; inclusive. */
  readonly multiplier: number;
  /** Logons the winner needs, and what makes a user of a shared device a regular one. `intent` only. */
  readonly minLogons: number;
  /** Evidence older than this many days does not count. */
  readonly windowDays: number;
}

/** A real person with their logons to the device; staging accounts and the ineligible are filtered out before. */
export interface LogonCount {
  readonly person: PersonRef;
  readonly logons: number;
}

type KeepReason =
  "primary-user-leads" | "leader-not-far-enough-ahead" | "already-shared";
type UnclearReason =
  | "no-evidence"
  | "evidence-too-old"
  | "no-eligible-user"
  | "too-few-logons"
  | "tie"
  | "primary-user-not-seen";

/**
 * What the evidence says. `share` is the winner's part of all counted logons, 0 to 1; `ratio` is the winner's
 * logons over the primary user's (0.5 stands in for a primary user who was not seen), null without one.
 */
export type AffinityOutcome =
  | { readonly kind: "keep"; readonly reason: KeepReason }
  | {
      readonly kind: "reassign";
      readonly toUser: UserId;
      readonly share: number;
      readonly ratio: number | null;
      readonly reason:
        "no-primary-user" | "primary-user-not-seen" | "clear-leader";
    }
  | {
      readonly kind: "clear";
      readonly reason: "shared-pattern";
      readonly regularUsers: number;
    }
  | { readonly kind: "unclear"; readonly reason: UnclearReason };
