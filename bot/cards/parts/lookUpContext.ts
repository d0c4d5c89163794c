import type { Freshness } from "../../../src/domain/lookups/lookup.ts";
import type { Sentence } from "../../../src/domain/sentence.ts";
import { asText } from "../../text/asText.ts";
import { when } from "./when.ts";
import type { Words } from "../../words/words.ts";

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
  const refusal = refusalOf(freshness, words);
  return {
    isOld,
    ageWords: isOld
      ? words.lookUp[refusal === null ? "age" : "ageRefused"]({
          time: ageOf(freshness.seenAt, now, words),
        })
      : "",
    seenByUsAt: isOld ? when(freshness.seenAt) : "",
    hasRefusal: refusal !== null,
    refusalWords: refusal ?? "",
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

const REFUSAL_LENGTH = 300;

/** Why it was not read, where time does not cure it. Graph's own words may be in it. */
function refusalOf(freshness: Freshness, words: Words): string | null {
  return freshness.kind === "directory"
    ? describeRefusal(freshness.refusal, words)
    : null;
}

/** Why Microsoft did not answer; null when it was merely late. */
export function describeRefusal(
  refusal: Sentence | null | undefined,
  words: Words,
): string | null {
  return refusal ? asText(words.say(refusal), REFUSAL_LENGTH) : null;
}

/** How long ago that was. */
export function ageOf(seenAt: Date, now: Date, words: Words): string {
  return words.formats.duration(Math.max(0, now.getTime() - seenAt.getTime()));
}
