import type { UserId } from "../../domain/people/user.ts";
import type { LateRefusal } from "../../domain/proposals/lateRefusal.ts";

/** Refusals that are kept until the tab has shown them. */
export interface LateRefusalStore {
  /**
   * In a transaction: another one for the same person waits for its end, so that none comes to light behind a later
   * one.
   */
  add(refusal: LateRefusal): Promise<void>;
  /** Of all these people; oldest first. */
  listFor(userIds: readonly UserId[]): Promise<readonly LateRefusal[]>;
  /** They have seen those up to `until`. */
  forget(userId: UserId, until: Date): Promise<void>;
  /** @returns how many were stored before `before` and are forgotten now. */
  purge(before: Date): Promise<number>;
}
