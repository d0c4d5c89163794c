import type { LiveCard } from "../../src/notices/messenger.ts";
import { isRunning } from "../../src/sweep/sweep.ts";
import type { LiveCardContext } from "./renderLiveCard.ts";
import { fillTemplate, type RenderedCard } from "./template.ts";
import { tones } from "./tone.ts";
import { en } from "./words/en.ts";

type SweepCard = Extract<LiveCard, { kind: "sweep" }>;

/** How far a sweep is, or what it found. */
export function renderSweep(
  { sweep }: SweepCard,
  { words = en }: LiveCardContext,
): RenderedCard {
  const { step, counts } = sweep;
  const title =
    step.kind === "failed"
      ? "The scan was given up"
      : isRunning(sweep)
        ? "Scanning"
        : "The scan is done";
  const text = [
    ...(step.kind === "failed" ? [step.message] : []),
    `Pages: ${counts.pages}. Devices: ${counts.devices}. Candidates: ${counts.candidates}. Proposals: ${counts.proposals}.`,
  ];
  return fillTemplate("notice", {
    ...tones[
      step.kind === "failed" ? "failed" : isRunning(sweep) ? "working" : "done"
    ],
    words: words.labels,
    summary: [title, ...text].join(". "),
    title,
    paragraphs: text.map((line) => ({ text: line })),
    offersHelp: false,
  });
}
