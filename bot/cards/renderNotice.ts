import type { Notice } from "../../src/domain/cards/notice.ts";
import { asText } from "../text/asText.ts";
import { describeState } from "./parts/describeState.ts";
import { describeOutcome } from "./parts/objection.ts";
import type { TabLink } from "./parts/tabLink.ts";
import { renderHandedTo, renderNewProposals } from "./renderNewProposals.ts";
import { deviceName } from "./parts/people.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { type ToneName, tones } from "./parts/tone.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

/** A private notice. */
export function renderNotice(
  notice: Notice,
  messages: Messages = english,
  tabLink: TabLink = null,
): RenderedCard {
  switch (notice.kind) {
    case "refusal":
      return renderMessage(
        {
          tone: "doubtful",
          title: refusalTitle(notice, messages),
          text: [messages.t(notice.message)],
        },
        messages,
      );
    case "objection-ended":
      return renderMessage(
        {
          tone: "done",
          title: messages.objection.noticeTitle({ device: notice.deviceName }),
          text: [describeOutcome(notice.outcome, messages)],
        },
        messages,
      );
    case "result":
      return renderResult(notice.proposal, messages);
    case "proposed":
      return renderProposed(notice, messages);
    case "not-proposed":
      return renderMessage(
        {
          tone: "doubtful",
          title: messages.notice.resultTitle({ device: notice.deviceName }),
          text: [
            messages.notice.notProposed({ why: messages.t(notice.message) }),
          ],
        },
        messages,
      );
    case "new-proposals":
      return renderNewProposals(notice, messages, tabLink);
    case "handed-to":
      return renderHandedTo(notice, messages, tabLink);
    case "not-reached":
      return renderMessage(
        {
          tone: "doubtful",
          title: messages.handedTo.unreachableTitle({
            device: notice.deviceName,
          }),
          text: [messages.t(notice.message)],
        },
        messages,
      );
    case "subscription-ended":
      return renderMessage(
        {
          tone: "working",
          title: messages.notice.subscriptionEndedTitle,
          text: [messages.notice.subscriptionEnded],
        },
        messages,
      );
    case "not-answered":
      return renderMessage(
        {
          tone: "doubtful",
          title: messages.notice.notAnsweredTitle,
          text: [messages.t(notice.message)],
        },
        messages,
      );
    case "channel-lost":
      return renderMessage(
        {
          tone: "doubtful",
          title: messages.notice.channelLostTitle,
          text: [messages.notice.channelLost({ held: notice.held })],
          offersHelp: true,
        },
        messages,
      );
    case "no-channel":
      return renderMessage(
        {
          tone: "doubtful",
          title: messages.notice.noChannelTitle,
          text: [messages.notice.noChannel],
          offersHelp: true,
        },
        messages,
      );
    case "work-left": {
      const work = messages.notice.work[notice.work];
      return renderMessage(
        {
          tone: "doubtful",
          title: notice.isGivenUp
            ? messages.notice.givenUpTitle({ work })
            : messages.notice.lateTitle({ work }),
          text: [
            notice.isGivenUp ? messages.notice.givenUp : messages.notice.late,
          ],
        },
        messages,
      );
    }
    case "group-unreadable":
      return renderMessage(
        {
          tone: "doubtful",
          title: messages.notice.groupUnreadableTitle,
          text: [messages.notice.groupUnreadable[notice.group]],
        },
        messages,
      );
    case "outputs-unreadable":
      return renderMessage(
        {
          tone: "doubtful",
          title: messages.notice.outputsUnreadableTitle,
          text: [
            [
              messages.notice.outputsUnreadable[notice.why],
              messages.notice.outputsReadAgain,
            ].join(" "),
          ],
        },
        messages,
      );
    case "sign-ins-refused":
      return renderMessage(
        {
          tone: "doubtful",
          title: messages.notice.signInsRefusedTitle,
          text: [messages.notice.signInsRefused[notice.why]],
        },
        messages,
      );
    case "never-posted":
      return renderMessage(
        {
          tone: "doubtful",
          title: messages.notice.neverPostedTitle({
            device: notice.deviceName,
          }),
          text: [messages.notice.neverPosted],
        },
        messages,
      );
    case "audit-head-lost":
      return renderMessage(
        {
          tone: "doubtful",
          title: messages.notice.auditHeadLostTitle,
          text: [messages.notice.auditHeadLost],
        },
        messages,
      );
    case "first-run":
      return renderMessage(
        {
          tone: "working",
          title: messages.notice.firstRunTitle,
          text: [
            messages.notice.firstRun({
              waiting: notice.waiting,
              perDay: notice.perDay,
            }),
          ],
          offersHelp: true,
        },
        messages,
      );
    case "card-refused":
      return renderMessage(
        {
          tone: "doubtful",
          title: messages.notice.cardRefusedTitle({
            device: notice.deviceName,
          }),
          text: [messages.notice.cardRefused],
        },
        messages,
      );
  }
}

/** In place of a card that goes into a message. @param why from whatever source, shown as text. */
export function renderNotShown(
  why: string,
  messages: Messages = english,
): RenderedCard {
  return renderMessage(
    {
      tone: "doubtful",
      title: messages.extension.notShown,
      text: [why, messages.extension.takeOut],
    },
    messages,
  );
}

function refusalTitle(
  notice: Extract<Notice, { kind: "refusal" }>,
  { notice: messages }: Messages,
): string {
  if ("deviceName" in notice)
    return notice.deviceName === null
      ? messages.unknownRefusalTitle
      : messages.refusalTitle({ device: notice.deviceName });
  return notice.stagingAccount === null
    ? messages.unknownBatchRefusalTitle
    : messages.batchRefusalTitle({ account: notice.stagingAccount });
}

/** Whether it can be undone is for the approvers' card, so the time does not matter here. */
const NO_UNDO = new Date(8.64e15);

function renderResult(
  proposal: Extract<Notice, { kind: "result" }>["proposal"],
  messages: Messages,
): RenderedCard {
  const state = describeState(proposal, { now: NO_UNDO }, messages);
  return fill(
    {
      ...state,
      heading: messages.notice.resultTitle({
        device: deviceName(proposal.device),
      }),
      paragraphs: [
        state.title,
        ...(state.steps.length > 0
          ? [state.steps.map(({ text }) => text).join(" · ")]
          : []),
        ...state.steps.filter(({ hasSaid }) => hasSaid).map(({ said }) => said),
        ...(state.reason ? [state.reason] : []),
      ],
    },
    false,
    messages,
  );
}

function renderProposed(
  { proposal, isNew }: Extract<Notice, { kind: "proposed" }>,
  messages: Messages,
): RenderedCard {
  const { device, toUser, state } = proposal;
  // Somebody was quicker than this notice.
  if (state.kind !== "pending" && state.kind !== "held")
    return renderResult(proposal, messages);
  return renderMessage(
    {
      tone: "working",
      title: messages.notice.resultTitle({ device: device.name }),
      text: [
        [
          ...(isNew ? [] : [messages.propose.already]),
          toUser === null
            ? messages.propose.proposedShared({ device: device.name })
            : messages.propose.proposed({
                device: device.name,
                to: toUser.displayName,
              }),
          state.kind === "held"
            ? messages.propose.held
            : messages.propose.asked,
        ].join(" "),
      ],
    },
    messages,
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

function renderMessage(
  message: Message,
  messages: Messages = english,
): RenderedCard {
  return fill(
    {
      ...tones[message.tone],
      heading: asText(message.title, TITLE_LENGTH),
      paragraphs: message.text.map((text) => asText(text, MESSAGE_LENGTH)),
    },
    message.offersHelp ?? false,
    messages,
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
  messages: Messages,
): RenderedCard {
  const { mark, style, heading, paragraphs } = shown;
  return fillTemplate("notice", {
    messages: messages.labels,
    summary: [heading, ...paragraphs].join(". "),
    mark,
    style,
    title: heading,
    paragraphs: paragraphs.map((text) => ({ text })),
    offersHelp,
  });
}
