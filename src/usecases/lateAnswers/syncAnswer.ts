import { AppError } from "../../domain/appError.ts";
import type { Storage } from "../../ports/storage.ts";
import type { CardKey } from "../../domain/cards/cardKey.ts";
import type { TrackedCard } from "../../domain/cards/trackedCard.ts";
import { COMPLETE_ANSWER } from "../../ports/stores/cardPostStore.ts";
import { syncCard, type SyncDeps } from "../notices/syncCard.ts";
import type { AskedWhere } from "../../domain/channels/channel.ts";

/** An answer is not stored: it is made again by whoever shows it. */
export interface TrackedAnswer {
  readonly key: CardKey;
  /** For the log. */
  readonly ids: Readonly<Record<string, string>>;
  readonly where: AskedWhere;
  readonly card: Extract<TrackedCard, { kind: "lookUp" | "propose" }>;
}

/** The job that answers waits so long for the first message, so that it finds one to edit. */
export const FIRST_MESSAGE_SECONDS = 1;

const FIRST = 1;

/**
 * Posts what is said at first, when the job is stored that answers: a message that Teams does not take is left to it.
 */
export async function postFirstAnswer(
  deps: SyncDeps,
  answer: TrackedAnswer,
): Promise<void> {
  try {
    await show(deps, answer, FIRST);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    deps.log.info(
      { ...answer.ids, code: error.code },
      "An answer is left to its job",
    );
  }
}

/**
 * Puts the whole answer in place of the first one, or posts it where there is none (any more); see `syncCard`. Once.
 *
 * @returns false when nothing shows it: the conversation takes no messages any more, or Teams refuses the card.
 * @throws {TeamsThrottled | TeamsUnavailable | CardBeingPosted} to be tried again.
 */
export async function postCompleteAnswer(
  deps: SyncDeps,
  answer: TrackedAnswer,
): Promise<boolean> {
  await show(deps, answer, COMPLETE_ANSWER);
  return await isAnswered(deps.storage, answer.key);
}

/**
 * The same for the answer that there is none: what keeps it from being shown may be what kept the answer.
 *
 * @throws {TeamsThrottled | TeamsUnavailable | CardBeingPosted} to be tried again.
 */
export async function postIfPossible(
  deps: SyncDeps,
  answer: TrackedAnswer,
): Promise<boolean> {
  try {
    return await postCompleteAnswer(deps, answer);
  } catch (error) {
    if (error instanceof AppError && error.retryable) throw error;
    deps.log.error(
      { ...answer.ids, err: error },
      "That there is no answer could not be shown",
    );
    return false;
  }
}

/** Whether the whole answer was shown, or told in another way. */
export async function isAnswered(
  { cardPosts }: Pick<Storage, "cardPosts">,
  key: CardKey,
): Promise<boolean> {
  const post = await cardPosts.find(key);
  return post !== null && post.shownVersion >= COMPLETE_ANSWER;
}

async function show(
  deps: SyncDeps,
  { key, ids, where, card }: TrackedAnswer,
  version: number,
): Promise<void> {
  const shown = { card, version };
  await syncCard(deps, {
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
}
