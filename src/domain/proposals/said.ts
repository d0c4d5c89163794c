/** The longest that people may write to a decision or a request, in UTF-16 code units. */
export const MOST_SAID = 500;

/**
 * Ready-made reasons of a rejection, in the order in which they are offered. Stored by these keys; each reader gets
 * them in their language. `other` says nothing by itself: it goes with words.
 */
export const REFUSAL_CHOICES = [
  "still-uses-it",
  "only-helped-out",
  "on-leave",
  "shared-on-purpose",
  "other",
] as const;

export type RefusalChoice = (typeof REFUSAL_CHOICES)[number];

/** Whether a rejection says why: in words, or by a choice that needs none. */
export function saysWhy(
  reason: string | null,
  choice: RefusalChoice | undefined,
): boolean {
  return reason !== null || (choice !== undefined && choice !== "other");
}
