import type { LookUpReply } from "../../src/domain/lookups/question.ts";
import { asText } from "../text/asText.ts";
import type { LookUpContext } from "./parts/lookUpContext.ts";
import { ageOf } from "./parts/lookUpContext.ts";
import { deviceName, describePerson } from "./parts/people.ts";
import { describeConfidence, surenessMark } from "./renderDevice.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

interface Asked {
  readonly name: string;
  readonly reply: LookUpReply | undefined;
}

const NAME_LENGTH = 60;
/** Of what was typed, in a button. */
const TYPED_LENGTH = 64;
/** Rows that a notification says. */
const MOST_SAID = 4;

/**
 * Who has each of several devices, a row each with a button that shows its card.
 *
 * @param more how many were asked for beside these.
 */
export function renderSeveral(
  asked: readonly Asked[],
  more: number,
  context: LookUpContext,
): RenderedCard {
  const { messages = english } = context;
  const rows = asked.map((one) => toRow(one, context, messages));
  return fillTemplate("several", {
    messages: messages.labels,
    summary: rows
      .map(({ device, text }) => `${device}: ${text}`)
      .slice(0, MOST_SAID)
      .join(" · "),
    rows,
    hasMore: more > 0,
    moreText: messages.lookUp.moreThanAnswered({
      count: more,
      most: asked.length,
    }),
  });
}

function toRow(
  { name, reply }: Asked,
  context: LookUpContext,
  messages: Messages,
) {
  const device = asText(name, NAME_LENGTH);
  const nothing = {
    device,
    detail: "",
    hasDetail: false,
    sure: "",
    hasSure: false,
    id: "",
    hasId: false,
    // Read back as the name that it shows.
    typed: asText(name, TYPED_LENGTH),
    hasChoice: false,
  };
  switch (reply?.kind) {
    case "device": {
      const { answer } = reply;
      const { freshness, primaryUser } = answer;
      const person = describePerson(primaryUser?.person ?? null, messages);
      const age =
        freshness.kind === "directory"
          ? [
              messages.lookUp.ageSummary({
                time: ageOf(freshness.seenAt, context.now, messages),
              }),
            ]
          : [];
      return {
        ...nothing,
        device: deviceName(answer.device.device),
        text: person.name,
        detail: person.detail,
        hasDetail: primaryUser !== null,
        sure: [
          `${surenessMark(answer, context)} ${describeConfidence(answer, context, messages)}`,
          ...age,
        ].join(" "),
        hasSure: true,
        id: answer.device.device.id,
        hasId: true,
      };
    }
    case "choose-device": {
      const { choice } = reply;
      const words = choice.isNear
        ? messages.lookUp[choice.unchecked ? "notSeen" : "unknown"].device
        : messages.lookUp.several.device;
      return {
        ...nothing,
        text: words({ name: device }),
        hasChoice: choice.found.length > 0,
      };
    }
    case "gone":
      return { ...nothing, text: messages.lookUp.gone[reply.what] };
    case "unavailable":
      return {
        ...nothing,
        text: reply.refusal
          ? asText(messages.t(reply.refusal), 300)
          : messages.lookUp.unavailable,
      };
    case "refused":
    case "not-checked":
      return { ...nothing, text: asText(messages.t(reply.message), 300) };
    case "user":
    case "choose-user":
    case undefined:
      return { ...nothing, text: messages.lookUp.unavailable };
  }
}
