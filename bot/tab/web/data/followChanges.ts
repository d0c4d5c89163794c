import type { Changes } from "../../api/shapes.ts";

interface Deps {
  /** Asks `GET /api/tab/changes`; answers late. */
  readonly ask: (since: string | null, signal: AbortSignal) => Promise<Changes>;
  /** Ids of the proposals that changed; null when they are not known. Not called for nothing. */
  readonly onChange: (proposals: readonly string[] | null) => void;
  readonly onFailure: (error: unknown) => void;
  /** The page is looked at: resolves at once, or when it is. */
  readonly untilVisible: (signal: AbortSignal) => Promise<void>;
  /**
   * Aborts when the page is hidden or seen again, and when the browser is connected again: an answer may never come
   * then.
   */
  readonly whileUndisturbed: () => AbortSignal;
  /** Aborts after so long. */
  readonly timeLimit: (ms: number) => AbortSignal;
  /** May resolve sooner, when there is reason to try again at once. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Between two questions, so that a burst of changes is read once, and a long one within the rate that the bot allows
 * a person.
 */
const BREATH_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/**
 * The bot answers within 20 s. After this the question, or its answer, was lost: nobody tells of a connection that
 * died.
 */
const LONGEST_ANSWER_MS = 28_000;

/** Follows what changes in proposals for as long as the page is looked at, until `signal` aborts. Never throws. */
export async function followChanges(
  {
    ask,
    onChange,
    onFailure,
    untilVisible,
    whileUndisturbed,
    timeLimit,
    wait,
  }: Deps,
  signal: AbortSignal,
): Promise<void> {
  let since: string | null = null;
  let failures = 0;
  let undisturbed = whileUndisturbed();
  while (!signal.aborted) {
    await untilVisible(signal);
    if (signal.aborted) return;
    if (undisturbed.aborted) {
      undisturbed = whileUndisturbed();
      // Not all that is shown is a proposal, and what is told comes late where the bot has nothing to tell.
      if (since !== null) onChange(null);
    }
    try {
      const changes = await ask(
        since,
        AbortSignal.any([signal, undisturbed, timeLimit(LONGEST_ANSWER_MS)]),
      );
      // What is shown was read before there was a point to begin at.
      if (since === null) onChange(null);
      else if (changes.proposals?.length !== 0) onChange(changes.proposals);
      ({ since } = changes);
      failures = 0;
      await wait(BREATH_MS, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (undisturbed.aborted) continue;
      failures += 1;
      onFailure(error);
      await wait(waitAfter(failures), signal);
    }
  }
}

/**
 * 1 s after the first failure in a row, doubling up to a minute; a part of it by chance, lest all pages come back at
 * once.
 */
export function waitAfter(failures: number, random = Math.random()): number {
  const longest = Math.min(1000 * 2 ** (failures - 1), LONGEST_WAIT_MS);
  return longest * (0.75 + 0.25 * random);
}
