import type { PersonRef } from "../people/user.ts";

/**
 * Ready-made reasons why a handoff is wrong, in the order in which they are offered. Stored by these keys; each reader
 * gets them in their language. `other` says nothing by itself: it goes with words.
 */
export const OBJECTION_CHOICES = [
  "wrong-person",
  "not-handed-over",
  "went-elsewhere",
  "other",
] as const;

export type ObjectionChoice = (typeof OBJECTION_CHOICES)[number];

/** Somebody who prepared the device says that it isn't with whom the logons say. */
export interface Objection {
  readonly by: PersonRef;
  readonly at: Date;
  /** Of whom they say that it is wrong; null for many. */
  readonly toUser: PersonRef | null;
  /** Why, in their words; null where a choice says it. */
  readonly reason: string | null;
  readonly choice?: ObjectionChoice;
}

/** Whether an objection says why: in words, or by a choice that needs none. */
export function saysWhyWrong(
  reason: string | null,
  choice: ObjectionChoice | undefined,
): boolean {
  return reason !== null || (choice !== undefined && choice !== "other");
}
