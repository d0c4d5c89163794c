import { stageOf } from "../../src/handoffs/handoff.ts";
import type { LiveCard } from "../../src/notices/messenger.ts";
import { describeState } from "./describeState.ts";
import { mentionOf, withMentions } from "./mention.ts";
import { deviceName, nameOf } from "./people.ts";
import type { LiveCardContext } from "./renderLiveCard.ts";
import { fillTemplate, type RenderedCard } from "./template.ts";
import { tones } from "./tone.ts";
import { en } from "./words/en.ts";

type HandoffCard = Extract<LiveCard, { kind: "handoff" }>;

/** For the staging lead: who has the device now, and how its proposal stands. */
export function renderHandoff(
  { handoff, proposal, lead }: HandoffCard,
  { now, isInChannel, words = en }: LiveCardContext,
): RenderedCard {
  const mention = isInChannel ? mentionOf(lead, words) : null;
  const title = `${deviceName(handoff.device)} has been handed off`;
  const text = [
    `${nameOf(handoff.toUser, words)} has it now.`,
    proposal
      ? describeState(proposal, { now }, words).title
      : `Stage: ${stageOf(handoff)}.`,
  ];
  const { card, summary } = fillTemplate("notice", {
    ...tones.done,
    words: words.labels,
    summary: [title, ...text].join(". "),
    title,
    paragraphs: text.map((line) => ({ text: line })),
    offersHelp: false,
  });
  if (!mention) return { card, summary };
  const body = card["body"] as readonly object[];
  return {
    card: withMentions(
      { ...card, body: [{ type: "TextBlock", text: mention.text }, ...body] },
      [mention],
    ),
    summary,
  };
}
