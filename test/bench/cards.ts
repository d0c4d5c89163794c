import { renderProposal } from "../../bot/cards/renderProposal.ts";
import {
  exampleProposal,
  exampleStates,
  NOON,
} from "../support/cardExamples.ts";
import { reportLatency, type Report } from "./measurement.ts";

const CARDS = 500;

/** Typed data to finished card, after the first few, which pay for parsing the template. */
export function benchCards(report: Report): void {
  const approval = exampleProposal();
  const settled = exampleProposal({ state: exampleStates.verified });
  const samplesMs: number[] = [];
  for (let i = -20; i < CARDS; i++) {
    const startedAt = performance.now();
    renderProposal(i % 2 === 0 ? approval : settled, { now: NOON });
    if (i >= 0) samplesMs.push(performance.now() - startedAt);
  }
  reportLatency(report, "render_card", "rendering a card", samplesMs);
}
