import type { TrackedCard } from "../../src/domain/cards/trackedCard.ts";
import { asText } from "../text/asText.ts";
import { describeProposal, describeWho } from "./renderHandoff.ts";
import { canBeContradicted } from "../../src/domain/handoffs/handoff.ts";
import { fitsMessage } from "./parts/messageSize.ts";
import { describeOutcome, objectionChoices } from "./parts/objection.ts";
import { mentionOf, withMentions } from "./parts/mention.ts";
import { deviceDetail, deviceName, nameOf } from "./parts/people.ts";
import type { TrackedCardContext } from "./parts/trackedCardContext.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { when } from "./parts/when.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

type DigestCard = Extract<TrackedCard, { kind: "handoffDigest" }>;

/** Those in full, the next ones by their names alone: what fits a message with the longest of names. */
const ROWS = 8;
const NAMES = 40;
const DETAIL_LENGTH = 40;
const NAME_LENGTH = 32;

/** For the staging lead: which devices were handed off, to whom, and how the proposal of each stands. */
export function renderHandoffDigest(
  digest: DigestCard,
  context: TrackedCardContext,
): RenderedCard {
  const rendered = render(digest, context, ROWS + NAMES);
  if (fitsMessage(rendered)) return rendered;
  const shorter = render(digest, context, ROWS);
  return fitsMessage(shorter) ? shorter : render(digest, context, 0);
}

/** @param most of the devices, how many can be named as the one that is wrong; the tab has all of them. */
function render(
  { handoffs, total, lead }: DigestCard,
  { now, isInChannel, tabLink = null, messages = english }: TrackedCardContext,
  most: number,
): RenderedCard {
  const mention = isInChannel ? mentionOf(lead, messages) : null;
  const names = handoffs
    .slice(ROWS, ROWS + NAMES)
    .map(({ handoff }) => asText(handoff.device.name, NAME_LENGTH));
  const objectable = handoffs
    .slice(0, most)
    .filter(({ handoff }) => canBeContradicted(handoff))
    .map(({ handoff }) => ({
      nameText: asText(handoff.device.name, NAME_LENGTH),
      id: handoff.id,
    }));
  const { card, summary } = fillTemplate("handoffDigest", {
    messages: messages.labels,
    summary: messages.handoffDigest.summary({ count: total }),
    hasMention: mention !== null,
    mentionText: mention?.text ?? null,
    rows: handoffs
      .slice(0, ROWS)
      .map((row) => toRow(row, now, messages, most > 0)),
    hasMore: names.length > 0,
    more: messages.handoffDigest.more({
      names: names.join(", "),
      others: Math.max(0, total - ROWS - names.length),
    }),
    canObject: objectable.length > 0,
    objectable,
    objectionChoices: objectionChoices(messages),
    hasTab: tabLink !== null,
    tabUrl: tabLink?.("board") ?? "",
    hasLead: lead !== null,
    lead: lead && messages.handoff.forLead({ name: nameOf(lead, messages) }),
  });
  return { card: withMentions(card, mention ? [mention] : []), summary };
}

function toRow(
  { handoff, proposal }: DigestCard["handoffs"][number],
  now: Date,
  messages: Messages,
  namesWho: boolean,
) {
  const handedOff = handoff.moments["handed-off"];
  const { mark, state } = describeProposal(handoff, proposal, now, messages);
  return {
    device: deviceName(handoff.device),
    detail: deviceDetail(handoff.device, messages, DETAIL_LENGTH),
    who: describeWho(handoff, messages).name,
    sinceAt: handedOff ? when(handedOff.at) : "—",
    mark,
    state,
    ...toObjection(handoff, messages, namesWho),
  };
}

/** In a few words: the helpdesk has all of them, and the card may have eight. */
function toObjection(
  { objection }: DigestCard["handoffs"][number]["handoff"],
  messages: Messages,
  namesWho: boolean,
) {
  if (!objection) return { hasObjection: false, objectionText: "" };
  const said = messages.handoffDigest.isWrong({
    name: asText(nameOf(objection.by, messages), NAME_LENGTH),
  });
  const state = objection.ended
    ? describeOutcome(objection.ended, messages)
    : objection.toldAt
      ? messages.objection.withHelpdesk
      : messages.objection.onItsWay;
  return {
    hasObjection: true,
    objectionText: namesWho
      ? asText(`${said} ${state}`, OBJECTION_LENGTH)
      : asText(state, SHORT_OBJECTION_LENGTH),
  };
}

const OBJECTION_LENGTH = 100;
const SHORT_OBJECTION_LENGTH = 8;
