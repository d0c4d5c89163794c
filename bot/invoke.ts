import { setTimeout as sleep } from "node:timers/promises";
import { asPlainLine } from "./cards/asText.ts";
import type { Logger } from "./log.ts";

/** Teams shows a failure when a click is answered late; on phones it sends the click again after some seconds. */
const INVOKE_BUDGET_MS = 900;

/**
 * The body that Teams expects as the answer to a click, always under HTTP 200: an empty or broken one is shown as
 * "something went wrong" and the click is sent again.
 */
export interface InvokeBody {
  readonly statusCode: 200;
  readonly type:
    | "application/vnd.microsoft.card.adaptive"
    | "application/vnd.microsoft.activity.message";
  readonly value: object | string;
}

/** The body that Teams expects as the answer to `task/fetch` and `task/submit`, always under HTTP 200. */
export interface DialogBody {
  readonly task:
    | {
        readonly type: "continue";
        readonly value: {
          readonly title: string;
          readonly height: "small" | "medium" | "large";
          readonly width: "small" | "medium" | "large";
          readonly card: {
            readonly contentType: "application/vnd.microsoft.card.adaptive";
            readonly content: object;
          };
        };
      }
    | { readonly type: "message"; readonly value: string };
}

/** Shows a form in the dialog, for the clicker alone. */
export function dialogResponse(title: string, card: object): DialogBody {
  return {
    task: {
      type: "continue",
      value: {
        title,
        height: "large",
        width: "medium",
        card: {
          contentType: "application/vnd.microsoft.card.adaptive",
          content: card,
        },
      },
    },
  };
}

/** Ends a dialog with a sentence. */
export function dialogMessage(text: string): DialogBody {
  return { task: { type: "message", value: text } };
}

/** A sentence in the shape that this invoke wants, whatever it is. */
export function sentenceFor(
  { name }: { readonly name?: string | undefined },
  text: string,
): InvokeBody | DialogBody {
  return name === "task/fetch" || name === "task/submit"
    ? dialogMessage(text)
    : messageResponse(text);
}

/** Replaces the card, for the clicker alone. */
export function cardResponse(card: object): InvokeBody {
  return {
    statusCode: 200,
    type: "application/vnd.microsoft.card.adaptive",
    value: card,
  };
}

/** Said where a job decides. */
export const CHECKING =
  "Your answer is being checked. The card shows the outcome in a moment.";

/** Said of an answer after the budget, whose job may not even be stored yet. */
export const SLOW =
  "This takes longer than usual. If the card has not changed in a minute, click again: an answer counts once.";

/** A sentence that the clicker alone sees. */
export function messageResponse(text: string): InvokeBody {
  return {
    statusCode: 200,
    type: "application/vnd.microsoft.activity.message",
    value: asPlainLine(text),
  };
}

/**
 * Gives the answer to a click, or `late` when it takes longer than Teams should wait. The work goes on then; nobody
 * waits for it any more, so its failure is logged here.
 */
export async function answerInTime<Body extends InvokeBody | DialogBody>(
  work: Promise<Body>,
  late: Body,
  log: Logger,
): Promise<Body> {
  const first = await Promise.race([
    work,
    sleep(INVOKE_BUDGET_MS, null, { ref: false }),
  ]);
  if (first !== null) return first;
  work.catch((error: unknown) =>
    log.error({ err: error }, "Failed after Teams was answered"),
  );
  log.warn("Click answered before it was done");
  return late;
}
