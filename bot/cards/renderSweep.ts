import type { LiveCard } from "../../src/domain/cards/liveCard.ts";
import { isRunning, type Sweep } from "../../src/domain/sweep/sweep.ts";
import { asText } from "../text/asText.ts";
import { barInText } from "./parts/barInText.ts";
import type { LiveCardContext } from "./parts/liveCardContext.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { tones } from "./parts/tone.ts";
import { when } from "./parts/when.ts";
import { english } from "../words/languages.ts";
import type { Words } from "../words/words.ts";

type SweepCard = Extract<LiveCard, { kind: "sweep" }>;

/** A sentence of what went wrong. */
const FAILURE_LENGTH = 300;

/** How far a sweep is; then what it found, or why it stopped. */
export function renderSweep(
  { sweep }: SweepCard,
  { words = english }: LiveCardContext,
): RenderedCard {
  const { counts, step } = sweep;
  const { title, tone, paragraphs } = describe(sweep, words);
  const share =
    step.kind === "devices" && counts.devicesExpected
      ? Math.min(1, counts.devices / counts.devicesExpected)
      : null;
  const devices = devicesRead(sweep, words);
  return fillTemplate("sweep", {
    ...tones[tone],
    words: words.labels,
    summary: words.sweep.summary({
      title,
      sentences: paragraphs.join(" "),
    }),
    title,
    kind: words.sweep.kind[sweep.kind],
    paragraphs: paragraphs.map((text) => ({ text })),
    hasBar: share !== null,
    ...shareBar(share ?? 0),
    percent: words.formats.percent(share ?? 0),
    counts: countRows(sweep, devices, words),
    beganAt: when(sweep.startedAt),
    lastLabelWords: isRunning(sweep) ? words.sweep.lastStep : words.sweep.ended,
    lastAt: when(sweep.endedAt ?? sweep.steppedAt),
  });
}

function shareBar(share: number) {
  const { bar } = barInText(share, 1);
  const filled = bar.trimEnd();
  return { bar: filled, barRest: "░".repeat(bar.length - filled.length) };
}

interface Description {
  readonly title: string;
  readonly tone: keyof typeof tones;
  readonly paragraphs: readonly string[];
}

function describe(sweep: Sweep, words: Words): Description {
  const { step, counts } = sweep;
  switch (step.kind) {
    case "people":
      return running(words.sweep.step.people, words.sweep.timeUnknown, words);
    case "devices": {
      const leftMs = estimateMs(sweep);
      return running(
        words.sweep.step.devices,
        leftMs === null
          ? words.sweep.timeUnknown
          : words.sweep.timeLeft({ time: words.formats.duration(leftMs) }),
        words,
      );
    }
    case "candidates":
      return running(
        words.sweep.step.candidates,
        words.sweep.almostDone,
        words,
      );
    case "done":
      return {
        title: words.sweep.done,
        tone: "done",
        paragraphs: [
          counts.proposals === 0 && counts.handoffs === 0
            ? words.sweep.foundNothing
            : words.sweep.found({
                proposals: counts.proposals,
                handoffs: counts.handoffs,
              }),
          words.sweep.took({ time: words.formats.duration(tookMs(sweep)) }),
          words.sweep.seeProposals,
        ],
      };
    case "failed":
      return {
        title: words.sweep.failed,
        tone: "failed",
        paragraphs: [
          asText(words.say(step.message), FAILURE_LENGTH),
          words.sweep.failedAdvice,
        ],
      };
  }
}

function running(doing: string, left: string, words: Words): Description {
  return {
    title: words.sweep.running,
    tone: "working",
    paragraphs: [doing, left],
  };
}

/**
 * By the rate so far: a page of people takes about as long as one of devices. Null before the first page of devices says
 * how many there are.
 */
function estimateMs(sweep: Sweep): number | null {
  const { people, devices, devicesExpected } = sweep.counts;
  if (devicesExpected === null || devices === 0) return null;
  const msEach = tookMs(sweep) / (people + devices);
  return Math.max(0, devicesExpected - devices) * msEach;
}

function tookMs({ startedAt, steppedAt, endedAt }: Sweep): number {
  return Math.max(0, (endedAt ?? steppedAt).getTime() - startedAt.getTime());
}

function devicesRead({ counts }: Sweep, words: Words): string {
  return counts.devicesExpected === null
    ? words.formats.number(counts.devices)
    : words.sweep.of({
        done: counts.devices,
        expected: counts.devicesExpected,
      });
}

/** Only a full sweep reads the people, and knows which devices are gone. */
function countRows(sweep: Sweep, devices: string, words: Words) {
  const { counts, kind } = sweep;
  const shown: readonly (keyof Words["sweep"]["counts"])[] =
    kind === "full"
      ? ["pages", "people", ...FOUND, "gone"]
      : ["pages", ...FOUND];
  return shown.map((name) => ({
    labelWords: words.sweep.counts[name],
    valueWords:
      name === "devices" ? devices : words.formats.number(counts[name]),
  }));
}

const FOUND = ["devices", "candidates", "proposals", "handoffs"] as const;
