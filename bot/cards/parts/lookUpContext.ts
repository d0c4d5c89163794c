import type { Freshness } from "../../../src/domain/lookups/lookup.ts";
import type { Message } from "../../../src/domain/message.ts";
import { asText } from "../../text/asText.ts";
import { when } from "./when.ts";
import type { Messages } from "../../messages/messages.ts";

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
  readonly messages?: Messages;
}

/** What the templates say about an answer that was not read now. */
export function describeAge(
  freshness: Freshness,
  { now, waits = false }: LookUpContext,
  messages: Messages,
) {
  const isOld = freshness.kind === "directory";
  const refusal = refusalOf(freshness, messages);
  return {
    isOld,
    ageText: isOld
      ? messages.lookUp[refusal === null ? "age" : "ageRefused"]({
          time: ageOf(freshness.seenAt, now, messages),
        })
      : "",
    seenByUsAt: isOld ? when(freshness.seenAt) : "",
    hasRefusal: refusal !== null,
    refusalText: refusal ?? "",
    waits,
    waitsText: messages.lookUp.waits,
  };
}

/** That whoever asked is known from the directory alone. For them, not for who reads along. */
export function describeReader(
  accountReadAt: Date | null | undefined,
  { now, isPrivate }: LookUpContext,
  messages: Messages,
) {
  const hasReaderText = isPrivate && Boolean(accountReadAt);
  return {
    hasReaderText,
    readerText:
      hasReaderText && accountReadAt
        ? messages.lookUp.yourAccountAge({
            time: ageOf(accountReadAt, now, messages),
          })
        : "",
  };
}

/** The same for a summary, which no client puts an instant into. */
export function ageNote(
  freshness: Freshness,
  { now }: LookUpContext,
  messages: Messages,
): readonly string[] {
  return freshness.kind === "directory"
    ? [
        messages.lookUp.ageSummary({
          time: ageOf(freshness.seenAt, now, messages),
        }),
      ]
    : [];
}

const REFUSAL_LENGTH = 300;

/** Why it was not read, where time does not cure it. Graph's own words may be in it. */
function refusalOf(freshness: Freshness, messages: Messages): string | null {
  return freshness.kind === "directory"
    ? describeRefusal(freshness.refusal, messages)
    : null;
}

/** Why Microsoft did not answer; null when it was merely late. */
export function describeRefusal(
  refusal: Message | null | undefined,
  messages: Messages,
): string | null {
  return refusal ? asText(messages.t(refusal), REFUSAL_LENGTH) : null;
}

/** How long ago that was. */
export function ageOf(seenAt: Date, now: Date, messages: Messages): string {
  return messages.formats.duration(
    Math.max(0, now.getTime() - seenAt.getTime()),
  );
}
