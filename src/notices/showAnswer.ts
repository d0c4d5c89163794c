import type { CardKey } from "./cardKey.ts";
import type { LiveCard } from "./messenger.ts";
import { showCard, type ShowDeps } from "./showCard.ts";

/** A conversation in which something was typed. */
export interface AskedWhere {
  readonly serviceUrl: string;
  readonly conversationId: string;
}

export interface AnswerToShow {
  readonly key: CardKey;
  /** For the log. */
  readonly ids: Readonly<Record<string, string>>;
  readonly where: AskedWhere;
  readonly card: Extract<LiveCard, { kind: "lookUp" | "propose" }>;
  /** Of the answer: 1 for what was known in time, 2 for the whole. */
  readonly version: 1 | 2;
}

/**
 * Posts the first answer to what was typed, or puts a better one in its place; see `showCard`. The answer itself is not
 * stored: it is made again by whoever shows it.
 *
 * @returns false when nothing shows it: the conversation takes no messages any more, or Teams refuses the card.
 * @throws {TeamsThrottled | TeamsUnavailable | CardBeingPosted} to be tried again.
 */
export async function showAnswer(
  deps: ShowDeps,
  { key, ids, where, card, version }: AnswerToShow,
): Promise<boolean> {
  const shown = { card, version };
  await showCard(deps, {
    key,
    ids,
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
    refused({ log }, _shown, { code, message }) {
      // Not stored as shown: nobody sends this version again, and whoever asked still has no answer.
      log.error(
        { ...ids, version, code, detail: message },
        "Teams refused an answer",
      );
      return Promise.resolve();
    },
  });
  const post = await deps.storage.cardPosts.find(key);
  return post !== null && post.shownVersion >= version;
}
