import { z } from "zod";
import { LookUpUnavailable } from "../../../src/domain/lookups/errors.ts";
import { parseIntuneLink } from "../../../src/domain/lookups/parseIntuneLink.ts";
import { forLink } from "../../cards/renderForMessage.ts";
import {
  extensionMessage,
  extensionResult,
  emptyExtensionResult,
  type ExtensionBody,
} from "../../turn/invoke.ts";
import type { Turn } from "../../turn/turn.ts";
import { lookUpWithDeadline } from "../lookUpWithDeadline.ts";
import { cardForMessage, type MessageCardDeps } from "./cardForMessage.ts";

/** The link stays a link: another time there may be more to say about it, or somebody else who asks. */
const NOTHING = emptyExtensionResult();

/**
 * `composeExtension/queryLink`: a link into Intune's admin centre becomes the card of its device or user. Any other
 * link, and what nobody knows, stays what it is; and so it does when nobody answers in time, since the link is good
 * all the same.
 */
export function createUnfurlHandler(deps: MessageCardDeps) {
  return async (turn: Turn): Promise<ExtensionBody> => {
    const sent = Sent.safeParse(turn.activity.value);
    const linked = sent.success ? parseIntuneLink(sent.data.url) : null;
    if (linked === null) return NOTHING;
    return lookUpWithDeadline(deps.custodian, turn, {
      refuse: extensionMessage,
      late: NOTHING,
      answer: async (options) => {
        try {
          const card = await cardForMessage(
            deps,
            linked,
            options,
            turn.messages,
          );
          return card === null ? NOTHING : extensionResult([forLink(card)]);
        } catch (error) {
          if (error instanceof LookUpUnavailable) return NOTHING;
          throw error;
        }
      },
    });
  };
}

/** The same where Teams does not say who pasted it: whom nobody knows is shown nothing. */
export function createAnonymousUnfurlHandler() {
  return (): Promise<ExtensionBody> => Promise.resolve(extensionResult([]));
}

const Sent = z.object({ url: z.string() });
