import type { TrackedCard } from "../../src/domain/cards/trackedCard.ts";
import { isRunning, type Sweep } from "../../src/domain/sweep/sweep.ts";
import { asText } from "../text/asText.ts";
import { barInText } from "./parts/barInText.ts";
import type { TrackedCardContext } from "./parts/trackedCardContext.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { tones } from "./parts/tone.ts";
import { when } from "./parts/when.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

type SweepCard = Extract<TrackedCard, { kind: "sweep" }>;

/** A message of what went wrong. */
const FAILURE_LENGTH = 300;

/** Room for the names of those passed over. */
const SKIPPED_LENGTH = 900;

/** How far a sweep is; then what it found, or why it stopped. */
export function renderSweep(
  { sweep }: SweepCard,
  { messages = english }: TrackedCardContext,
): RenderedCard {
  const { counts, step } = sweep;
  const { title, tone, paragraphs } = describe(sweep, messages);
  const share =
    step.kind === "devices" && counts.devicesExpected
      ? Math.min(1, counts.devices / counts.devicesExpected)
      : null;
  const devices = devicesRead(sweep, messages);
  return fillTemplate("sweep", {
    ...tones[tone],
    messages: messages.labels,
    summary: messages.sweep.summary({
      title,
      sentences: paragraphs.join(" "),
    }),
    title,
    kind: messages.sweep.kind[sweep.kind],
    paragraphs: paragraphs.map((text) => ({ text })),
    hasBar: share !== null,
    ...shareBar(share ?? 0),
    percent: messages.formats.percent(share ?? 0),
    counts: countRows(sweep, devices, messages),
    beganAt: when(sweep.startedAt),
    lastLabelText: isRunning(sweep)
      ? messages.sweep.lastStep
      : messages.sweep.ended,
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

function describe(sweep: Sweep, messages: Messages): Description {
  const { step, counts } = sweep;
  switch (step.kind) {
    case "people":
      return running(
        messages.sweep.step.people,
        messages.sweep.timeUnknown,
        messages,
      );
    case "devices": {
      const leftMs = estimateMs(sweep);
      return running(
        messages.sweep.step.devices,
        leftMs === null
          ? messages.sweep.timeUnknown
          : messages.sweep.timeLeft({
              time: messages.formats.duration(leftMs),
            }),
        messages,
      );
    }
    case "candidates":
      return running(
        messages.sweep.step.candidates,
        messages.sweep.almostDone,
        messages,
      );
    case "done":
      return {
        title: messages.sweep.done,
        tone: counts.skipped ? "doubtful" : "done",
        paragraphs: [
          counts.proposals === 0 && counts.handoffs === 0
            ? messages.sweep.foundNothing
            : messages.sweep.found({
                proposals: counts.proposals,
                handoffs: counts.handoffs,
              }),
          ...describeSkipped(sweep, messages),
          messages.sweep.took({
            time: messages.formats.duration(tookMs(sweep)),
          }),
          ...describePosting(sweep, messages),
          messages.sweep.seeProposals,
        ],
      };
    case "failed":
      return {
        title: messages.sweep.failed,
        tone: "failed",
        paragraphs: [
          asText(messages.t(step.message), FAILURE_LENGTH),
          ...describeSkipped(sweep, messages),
          messages.sweep.failedAdvice,
        ],
      };
  }
}

function describePosting(
  { posting }: Sweep,
  messages: Messages,
): readonly string[] {
  if (posting === undefined) return [];
  return [
    posting === "observing"
      ? messages.sweep.observing
      : messages.sweep.firstRun({ perDay: posting.firstRunPerDay }),
  ];
}

/** Nobody would look for what a sweep passed over. */
function describeSkipped(
  { counts, skipped = [] }: Sweep,
  messages: Messages,
): readonly string[] {
  if (!counts.skipped) return [];
  const names = skipped.map(({ name }) => name);
  const more = counts.skipped - names.length;
  return [
    asText(
      messages.sweep.skipped({
        count: counts.skipped,
        names: names.join(", "),
        more,
      }),
      SKIPPED_LENGTH,
    ),
  ];
}

function running(doing: string, left: string, messages: Messages): Description {
  return {
    title: messages.sweep.running,
    tone: "working",
    paragraphs: [doing, left],
  };
}

/**
 * By the rate so far: a page of people takes about as long as one of devices. Null before the first page of devices
 * says how many there are.
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

function devicesRead({ counts }: Sweep, messages: Messages): string {
  return counts.devicesExpected === null
    ? messages.formats.number(counts.devices)
    : messages.sweep.of({
        done: counts.devices,
        expected: counts.devicesExpected,
      });
}

/** Only a full sweep reads the people, and knows which devices are gone. */
function countRows(sweep: Sweep, devices: string, messages: Messages) {
  const { counts, kind } = sweep;
  const found = counts.skipped ? [...FOUND, "skipped" as const] : FOUND;
  const shown: readonly (keyof Messages["sweep"]["counts"])[] =
    kind === "full"
      ? ["pages", "people", ...found, "gone"]
      : ["pages", ...found];
  return shown.map((name) => ({
    labelText: messages.sweep.counts[name],
    valueText:
      name === "devices" ? devices : messages.formats.number(counts[name] ?? 0),
  }));
}

const FOUND = ["devices", "candidates", "proposals", "handoffs"] as const;
