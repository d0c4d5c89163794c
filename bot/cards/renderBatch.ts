import type { LiveCard } from "../../src/notices/messenger.ts";
import { asText } from "./asText.ts";
import { describeState } from "./describeState.ts";
import { deviceName, nameOf } from "./people.ts";
import type { LiveCardContext } from "./renderLiveCard.ts";
import { fillTemplate, type RenderedCard } from "./template.ts";
import { tones } from "./tone.ts";
import { en } from "./words/en.ts";

type BatchCard = Extract<LiveCard, { kind: "batch" }>;

/** As many as one page has. */
const ROWS = 10;

/** The open proposals of a staging account together. */
export function renderBatch(
  { batch, proposals }: BatchCard,
  { now, words = en }: LiveCardContext,
): RenderedCard {
  const title = `${proposals.length} devices staged by ${asText(batch.stagingAccount)}`;
  const text = proposals
    .slice(0, ROWS)
    .map(
      (proposal) =>
        `${deviceName(proposal.device)}, ${nameOf(proposal.toUser, words)}: ${describeState(proposal, { now }, words).title}`,
    );
  return fillTemplate("notice", {
    ...tones.working,
    words: words.labels,
    summary: title,
    title,
    paragraphs: text.map((line) => ({ text: line })),
    offersHelp: false,
  });
}
