import { setTimeout as sleep } from "node:timers/promises";
import { asPlainLine, asText } from "../text/asText.ts";
import { attachNotShown } from "../cards/renderForMessage.ts";
import type { Turn } from "./turn.ts";
import type { Messages } from "../messages/messages.ts";
import type { ExtensionAttachment } from "../cards/parts/attachment.ts";

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

/** Ends a dialog with a message. */
export function dialogMessage(text: string): DialogBody {
  return { task: { type: "message", value: text } };
}

/**
 * The body that Teams expects as the answer to a message extension's search, choice or link, always under HTTP 200.
 */
export interface ExtensionBody {
  readonly composeExtension:
    | {
        readonly type: "result";
        readonly attachmentLayout: "list";
        readonly attachments: readonly ExtensionAttachment[];
        readonly suggestedActions?: {
          readonly actions: readonly {
            readonly type: "setCachePolicy";
            readonly value: string;
          }[];
        };
      }
    | { readonly type: "message"; readonly text: string };
}

/** The body that Teams expects as the answer to what is typed into a card's choice set, always under HTTP 200. */
export interface SearchBody {
  readonly statusCode: 200;
  readonly type: "application/vnd.microsoft.search.searchResponse";
  readonly value: {
    readonly results: readonly {
      readonly title: string;
      readonly value: string;
    }[];
  };
}

export type AnyBody = InvokeBody | DialogBody | ExtensionBody | SearchBody;

/** What a message extension lists, inserts or shows for a link; nothing is a valid answer. */
export function extensionResult(
  attachments: readonly ExtensionAttachment[],
): ExtensionBody {
  return {
    composeExtension: { type: "result", attachmentLayout: "list", attachments },
  };
}

/**
 * Nothing for a link, this time: Teams keeps what a link became for 30 minutes unless it is told not to.
 * https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/link-unfurling#remove-link-unfurling-cache
 */
export function emptyExtensionResult(): ExtensionBody {
  return {
    composeExtension: {
      type: "result",
      attachmentLayout: "list",
      attachments: [],
      suggestedActions: {
        actions: [{ type: "setCachePolicy", value: '{"type":"no-cache"}' }],
      },
    },
  };
}

/**
 * A text in place of a message extension's list.
 *
 * @param text what is not ours in it has been through `asText`: which marks clients read in it is not documented.
 */
export function extensionMessage(text: string): ExtensionBody {
  return { composeExtension: { type: "message", text } };
}

/**
 * A message in place of the card that was chosen from the list, as a card: of a `message` clients show nothing there.
 * https://github.com/microsoft/botbuilder-js/issues/3742
 *
 * @param why from whatever source, shown as text.
 */
export function extensionNotShown(
  why: string,
  messages: Messages,
): ExtensionBody {
  return extensionResult([attachNotShown(why, messages)]);
}

/** What a choice set offers for what is typed. */
export function searchResponse(
  results: SearchBody["value"]["results"],
): SearchBody {
  return {
    statusCode: 200,
    type: "application/vnd.microsoft.search.searchResponse",
    value: { results },
  };
}

/** In graphemes; ours are far shorter. */
const LONGEST_SENTENCE = 600;

/**
 * A message in the shape that this invoke wants, whatever it is; where Teams has no place for one, an empty answer.
 */
export function messageFor(
  { name }: { readonly name?: string | undefined },
  text: string,
  messages: Messages,
): AnyBody {
  switch (name) {
    case "task/fetch":
    case "task/submit":
    case "composeExtension/fetchTask":
    case "composeExtension/submitAction":
      return dialogMessage(text);
    case "composeExtension/query":
    case "composeExtension/queryLink":
      return extensionMessage(asText(text, LONGEST_SENTENCE));
    case "composeExtension/selectItem":
      return extensionNotShown(text, messages);
    case "composeExtension/anonymousQueryLink":
      return extensionResult([]);
    case "application/search":
      return searchResponse([]);
    case undefined:
    default:
      return messageResponse(text);
  }
}

/** Replaces the card, for the clicker alone. */
export function cardResponse(card: object): InvokeBody {
  return {
    statusCode: 200,
    type: "application/vnd.microsoft.card.adaptive",
    value: card,
  };
}

/** A message that the clicker alone sees. */
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
export async function answerWithDeadline<Body extends AnyBody>(
  work: Promise<Body>,
  late: Body,
  {
    answerWithinMs,
    goesOn,
    log,
  }: Pick<Turn, "answerWithinMs" | "goesOn" | "log">,
): Promise<Body> {
  const first = await Promise.race([
    work,
    sleep(answerWithinMs, null, { ref: false }),
  ]);
  if (first !== null) return first;
  goesOn(work);
  work.catch((error: unknown) =>
    log.error({ err: error }, "Failed after Teams was answered"),
  );
  log.warn("Click answered before it was done");
  return late;
}
