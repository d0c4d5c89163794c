import type { Freshness } from "../../src/lookups/lookup.ts";
import { when } from "./when.ts";
import type { Words } from "../words/words.ts";

/** For whom and when an answer is drawn. */
export interface LookUpContext {
  readonly now: Date;
  /** Whoever asked reads it alone: what others need not know is shown. */
  readonly isPrivate: boolean;
  /** A better answer follows by itself. */
  readonly waits?: boolean;
  /** It goes into somebody's message, where the bot need not be: without the buttons that turn its pages. */
  readonly isForMessage?: boolean;
  /** English unless given. */
  readonly words?: Words;
}

/** What the templates say about an answer that was not read now. */
export function describeAge(
  freshness: Freshness,
  { now, waits = false }: LookUpContext,
  words: Words,
) {
  const isOld = freshness.kind === "directory";
  return {
    isOld,
    ageWords: isOld
      ? words.lookUp.age({ time: ageOf(freshness.seenAt, now, words) })
      : "",
    seenByUsAt: isOld ? when(freshness.seenAt) : "",
    waits,
    waitsWords: words.lookUp.waits,
  };
}

/** The same for a summary, which no client puts an instant into. */
export function noteAge(
  freshness: Freshness,
  { now }: LookUpContext,
  words: Words,
): readonly string[] {
  return freshness.kind === "directory"
    ? [words.lookUp.ageInShort({ time: ageOf(freshness.seenAt, now, words) })]
    : [];
}

/** How long ago that was. */
export function ageOf(seenAt: Date, now: Date, words: Words): string {
  return words.formats.duration(Math.max(0, now.getTime() - seenAt.getTime()));
}
