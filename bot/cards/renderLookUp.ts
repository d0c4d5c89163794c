import type { LookUpReply } from "../../src/domain/lookups/question.ts";
import type { LookUpContext } from "./parts/lookUpContext.ts";
import { renderChoice, renderMessage } from "./renderChoice.ts";
import { renderDevice } from "./renderDevice.ts";
import { renderUser } from "./renderUser.ts";
import type { RenderedCard } from "./parts/template.ts";
import { english } from "../messages/languages.ts";

/** The answer to a question about a device or a person, whatever it came to, as a card. */
export function renderLookUp(
  reply: LookUpReply,
  context: LookUpContext,
): RenderedCard {
  const { messages = english, waits = false } = context;
  switch (reply.kind) {
    case "device":
      return renderDevice(reply.about, reply.answer, context);
    case "user":
      return renderUser(reply.answer, context);
    case "choose-device":
      return renderChoice(
        { what: "device", choice: reply.choice },
        { kind: reply.about },
        context,
      );
    case "choose-user":
      return renderChoice(
        { what: "user", choice: reply.choice },
        { kind: "user" },
        context,
      );
    case "refused":
      return renderMessage(messages.t(reply.message), messages);
    case "not-checked":
      return renderMessage(
        waits ? messages.lookUp.waitsForAll : messages.t(reply.message),
        messages,
      );
    case "gone":
      return renderMessage(messages.lookUp.gone[reply.what], messages);
    case "unavailable":
      return renderMessage(
        waits
          ? messages.lookUp.waitsForAll
          : reply.refusal
            ? messages.t(reply.refusal)
            : messages.lookUp.unavailable,
        messages,
      );
  }
}
