import type { TrackedCard } from "../../src/domain/cards/trackedCard.ts";
import { asText } from "../text/asText.ts";
import { describeProposal, describeWho } from "./renderHandoff.ts";
import {
  canBeContradicted,
  MOST_ON_ONE_DIGEST,
} from "../../src/domain/handoffs/handoff.ts";
import { fitsMessage } from "./parts/messageSize.ts";
import { describeStanding, objectionChoices } from "./parts/objection.ts";
import { mentionOf, withMentions } from "./parts/mention.ts";
import { deviceDetail, nameOf } from "./parts/people.ts";
import type { TrackedCardContext } from "./parts/trackedCardContext.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { when } from "./parts/when.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

type DigestCard = Extract<TrackedCard, { kind: "handoffDigest" }>;

/** So many in full. */
const ROWS = 8;

/** How much of the digest is on the card. */
interface Extent {
  /** Of those after the rows, how many are listed by their names alone. */
  readonly names: number;
  /** Of all of these, how many can be chosen as the one that is wrong. */
  readonly choices: number;
  /** How long the texts of a row may be. */
  readonly device: number;
  readonly detail: number;
  readonly who: number;
  readonly state: number;
  readonly objection: number;
}

/**
 * The first that fits a message is taken. Texts go short before the choice does: with the longest of names eight
 * devices can still be chosen. The tab has all of them.
 */
const EXTENTS: readonly [Extent, ...Extent[]] = [
  {
    names: MOST_ON_ONE_DIGEST - ROWS,
    choices: MOST_ON_ONE_DIGEST,
    device: 50,
    detail: 40,
    who: 50,
    state: 100,
    objection: 100,
  },
  {
    names: 40,
    choices: ROWS,
    device: 50,
    detail: 40,
    who: 50,
    state: 100,
    objection: 100,
  },
  {
    names: 16,
    choices: ROWS,
    device: 32,
    detail: 24,
    who: 40,
    state: 60,
    objection: 80,
  },
  {
    names: 8,
    choices: ROWS,
    device: 24,
    detail: 16,
    who: 24,
    state: 40,
    objection: 60,
  },
];

const NAME_LENGTH = 32;

/** For the staging lead: which devices were handed off, to whom, and how the proposal of each stands. */
export function renderHandoffDigest(
  digest: DigestCard,
  context: TrackedCardContext,
): RenderedCard {
  const [first, ...shorter] = EXTENTS;
  let rendered = render(digest, context, first);
  for (const extent of shorter) {
    if (fitsMessage(rendered)) return rendered;
    rendered = render(digest, context, extent);
  }
  return rendered;
}

function render(
  { handoffs, total, lead }: DigestCard,
  { now, isInChannel, tabLink = null, messages = english }: TrackedCardContext,
  extent: Extent,
): RenderedCard {
  const mention = isInChannel ? mentionOf(lead, messages) : null;
  const nameLength = Math.min(NAME_LENGTH, extent.device);
  const names = handoffs
    .slice(ROWS, ROWS + extent.names)
    .map(({ handoff }) => asText(handoff.device.name, nameLength));
  const objectable = handoffs
    .slice(0, ROWS + extent.names)
    .filter(({ handoff }) => canBeContradicted(handoff))
    .slice(0, extent.choices)
    .map(({ handoff }) => ({
      nameText: asText(handoff.device.name, nameLength),
      id: handoff.id,
    }));
  const { card, summary } = fillTemplate("handoffDigest", {
    messages: messages.labels,
    summary: messages.handoffDigest.summary({ count: total }),
    hasMention: mention !== null,
    mentionText: mention?.text ?? null,
    rows: handoffs
      .slice(0, ROWS)
      .map((row) => toRow(row, now, messages, extent)),
    hasMore: handoffs.length > ROWS,
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
  extent: Extent,
) {
  const handedOff = handoff.moments["handed-off"];
  const { mark, state } = describeProposal(handoff, proposal, now, messages);
  return {
    device: asText(handoff.device.name, extent.device),
    detail: deviceDetail(handoff.device, messages, extent.detail),
    who: asText(describeWho(handoff, messages).name, extent.who),
    sinceAt: handedOff ? when(handedOff.at) : "—",
    mark,
    state: asText(state, extent.state),
    ...toObjection(handoff, messages, extent.objection),
  };
}

/** In a few words: the helpdesk has all of them, and the card may have eight. */
function toObjection(
  { objection, endedBecause }: DigestCard["handoffs"][number]["handoff"],
  messages: Messages,
  length: number,
) {
  if (!objection) return { hasObjection: false, objectionText: "" };
  const said = messages.handoffDigest.isWrong({
    name: asText(nameOf(objection.by, messages), NAME_LENGTH),
  });
  const state = describeStanding(objection, endedBecause, messages);
  return {
    hasObjection: true,
    objectionText: asText(`${said} ${state}`, length),
  };
}
