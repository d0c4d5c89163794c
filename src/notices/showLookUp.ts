import type { LookUpId } from "../lookups/answerLater.ts";
import { cardKey } from "./cardKey.ts";
import type { LiveCard } from "./messenger.ts";
import { showCard, type ShowDeps } from "./showCard.ts";

export interface LookUpToShow {
  readonly id: LookUpId;
  /** Where it was asked. */
  readonly where: {
    readonly serviceUrl: string;
    readonly conversationId: string;
  };
  readonly card: Extract<LiveCard, { kind: "lookUp" }>;
  /** Of the answer: 1 for what was known in time, 2 for the whole. */
  readonly version: 1 | 2;
}

/**
 * Posts the first answer to a question, or puts a better one in its place; see `showCard`. The answer itself is not
 * stored: it is read again by whoever shows it.
 *
 * @throws {TeamsThrottled | TeamsUnavailable | CardBeingPosted} to be tried again.
 */
export async function showLookUp(
  deps: ShowDeps,
  { id, where, card, version }: LookUpToShow,
): Promise<void> {
  const shown = { card, version };
  await showCard(deps, {
    key: cardKey("lookUp", id),
    ids: { lookUpId: id },
    read: () => Promise.resolve({ ...shown, isWorthPosting: true }),
    choosePlace: (_unit, _now, closed) =>
      Promise.resolve(
        closed.has("conversation")
          ? null
          : {
              place: { kind: "conversation", ...where },
              take: () => Promise.resolve(shown),
            },
      ),
  });
}
