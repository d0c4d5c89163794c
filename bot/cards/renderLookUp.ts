import type { LookUpReply } from "../../src/domain/lookups/question.ts";
import type { LookUpContext } from "./parts/lookUpContext.ts";
import { renderChoice, renderSentence } from "./renderChoice.ts";
import { renderDevice } from "./renderDevice.ts";
import { renderUser } from "./renderUser.ts";
import type { RenderedCard } from "./parts/template.ts";
import { english } from "../words/languages.ts";

/** The answer to a question about a device or a person, whatever it came to, as a card. */
export function renderLookUp(
  reply: LookUpReply,
  context: LookUpContext,
): RenderedCard {
  const { words = english, waits = false } = context;
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
      return renderSentence(words.say(reply.message), words);
    case "not-checked":
      return renderSentence(
        waits ? words.lookUp.waitsForAll : words.say(reply.message),
        words,
      );
    case "gone":
      return renderSentence(words.lookUp.gone[reply.what], words);
    case "unavailable":
      return renderSentence(
        waits
          ? words.lookUp.waitsForAll
          : reply.refusal
            ? words.say(reply.refusal)
            : words.lookUp.unavailable,
        words,
      );
  }
}
