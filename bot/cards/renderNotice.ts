import type { Notice } from "../../src/domain/cards/notice.ts";
import { asText } from "../text/asText.ts";
import { describeState } from "./parts/describeState.ts";
import { deviceName } from "./parts/people.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { type ToneName, tones } from "./parts/tone.ts";
import { english } from "../words/languages.ts";
import type { Words } from "../words/words.ts";

/** A private notice. */
export function renderNotice(
  notice: Notice,
  words: Words = english,
): RenderedCard {
  switch (notice.kind) {
    case "refusal":
      return renderMessage(
        {
          tone: "doubtful",
          title: refusalTitle(notice, words),
          text: [words.say(notice.message)],
        },
        words,
      );
    case "result":
      return renderResult(notice.proposal, words);
    case "proposed":
      return renderProposed(notice, words);
    case "not-proposed":
      return renderMessage(
        {
          tone: "doubtful",
          title: words.notice.resultTitle({ device: notice.deviceName }),
          text: [words.notice.notProposed({ why: words.say(notice.message) })],
        },
        words,
      );
    case "channel-lost":
      return renderMessage(
        {
          tone: "doubtful",
          title: words.notice.channelLostTitle,
          text: [words.notice.channelLost({ held: notice.held })],
          offersHelp: true,
        },
        words,
      );
    case "no-channel":
      return renderMessage(
        {
          tone: "doubtful",
          title: words.notice.noChannelTitle,
          text: [words.notice.noChannel],
          offersHelp: true,
        },
        words,
      );
    case "card-refused":
      return renderMessage(
        {
          tone: "doubtful",
          title: words.notice.cardRefusedTitle({ device: notice.deviceName }),
          text: [words.notice.cardRefused],
        },
        words,
      );
  }
}

/** In place of a card that goes into a message. @param why from whatever source, shown as text. */
export function renderNotShown(
  why: string,
  words: Words = english,
): RenderedCard {
  return renderMessage(
    {
      tone: "doubtful",
      title: words.extension.notShown,
      text: [why, words.extension.takeOut],
    },
    words,
  );
}

function refusalTitle(
  notice: Extract<Notice, { kind: "refusal" }>,
  { notice: words }: Words,
): string {
  if ("deviceName" in notice)
    return notice.deviceName === null
      ? words.unknownRefusalTitle
      : words.refusalTitle({ device: notice.deviceName });
  return notice.stagingAccount === null
    ? words.unknownBatchRefusalTitle
    : words.batchRefusalTitle({ account: notice.stagingAccount });
}

/** Whether it can be undone is for the approvers' card, so the time does not matter here. */
const NO_UNDO = new Date(8.64e15);

function renderResult(
  proposal: Extract<Notice, { kind: "result" }>["proposal"],
  words: Words,
): RenderedCard {
  const state = describeState(proposal, { now: NO_UNDO }, words);
  return fill(
    {
      ...state,
      heading: words.notice.resultTitle({
        device: deviceName(proposal.device),
      }),
      paragraphs: [
        state.title,
        ...(state.steps.length > 0
          ? [state.steps.map(({ text }) => text).join(" · ")]
          : []),
        ...(state.reason ? [state.reason] : []),
      ],
    },
    false,
    words,
  );
}

function renderProposed(
  { proposal, isNew }: Extract<Notice, { kind: "proposed" }>,
  words: Words,
): RenderedCard {
  const { device, toUser, state } = proposal;
  // Somebody was quicker than this notice.
  if (state.kind !== "pending" && state.kind !== "held")
    return renderResult(proposal, words);
  return renderMessage(
    {
      tone: "working",
      title: words.notice.resultTitle({ device: device.name }),
      text: [
        [
          ...(isNew ? [] : [words.propose.already]),
          toUser === null
            ? words.propose.proposedShared({ device: device.name })
            : words.propose.proposed({
                device: device.name,
                to: toUser.displayName,
              }),
          state.kind === "held" ? words.propose.held : words.propose.asked,
        ].join(" "),
      ],
    },
    words,
  );
}

interface Message {
  readonly tone: ToneName;
  readonly title: string;
  /** One paragraph each; from whatever source, shown as text. */
  readonly text: readonly string[];
  /** Adds a button that shows the commands. */
  readonly offersHelp?: boolean;
}

function renderMessage(message: Message, words: Words = english): RenderedCard {
  return fill(
    {
      ...tones[message.tone],
      heading: asText(message.title, TITLE_LENGTH),
      paragraphs: message.text.map((text) => asText(text, MESSAGE_LENGTH)),
    },
    message.offersHelp ?? false,
    words,
  );
}

/** Room for the longest device name Intune takes, and the words around it. */
const TITLE_LENGTH = 200;
const MESSAGE_LENGTH = 600;

function fill(
  shown: {
    readonly mark: string;
    readonly style: string;
    readonly heading: string;
    readonly paragraphs: readonly string[];
  },
  offersHelp: boolean,
  words: Words,
): RenderedCard {
  const { mark, style, heading, paragraphs } = shown;
  return fillTemplate("notice", {
    words: words.labels,
    summary: [heading, ...paragraphs].join(". "),
    mark,
    style,
    title: heading,
    paragraphs: paragraphs.map((text) => ({ text })),
    offersHelp,
  });
}
