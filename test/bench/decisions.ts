import { growFleet, HARSH, NORMAL, type FleetOptions } from "../fleet/fleet.ts";
import {
  scoreFleet,
  type FleetScore,
  type Score,
} from "../fleet/scoreFleet.ts";
import type { Report } from "./measurement.ts";

/** Of each kind of fleet, so many are grown, so that no lucky draw passes for a good rule. */
const SEEDS = [1, 2, 3];

/** What the rule has to reach, each over all fleets of a kind. */
const GOALS = {
  normal: { wrong: 21, precision: 0.85, recall: 0.98, flips: 0.2, cards: 60 },
  harsh: { recall: 0.95 },
} as const;

const KINDS = { normal: NORMAL, harsh: HARSH } as const;

/**
 * Measures on labelled fleets how often the rule by days of use asks rightly, beside the one by counts of a week: of
 * 1,000 devices a month wrong proposals, cards and flips; precision; and the part of true changes that is proposed
 * within two weeks. Prints the habits that go wrong.
 */
export function benchDecisions(report: Report): void {
  for (const [kind, options] of Object.entries(KINDS) as [
    keyof typeof KINDS,
    typeof NORMAL,
  ][])
    for (const mode of ["active-days", "intent"] as const) {
      const scores = SEEDS.map((seed) => scored({ ...options, seed }, mode));
      console.log(`\n${kind} fleets, ${mode}:`);
      printHabits(scores);
      reportGoals(report, kind, mode, scores);
    }
}

function scored(options: FleetOptions, mode: string): FleetScore {
  return scoreFleet(growFleet(options), mode);
}

function reportGoals(
  report: Report,
  kind: keyof typeof GOALS,
  mode: "active-days" | "intent",
  scores: readonly FleetScore[],
): void {
  const all = add(scores.map((score) => score.all));
  const samples = Math.round(all.deviceMonths);
  const per1000 = (count: number) => (1000 * count) / all.deviceMonths;
  const goals: Partial<Record<keyof (typeof GOALS)["normal"], number>> =
    mode === "active-days" ? GOALS[kind] : {};
  const name = `decisions_${kind}_${mode.replace("-", "_")}`;
  const say = (
    what: string,
    value: number,
    text: string,
    limit: { readonly below?: number; readonly above?: number },
  ) =>
    report({
      name: `${name}_${what}`,
      value,
      what: `${kind} fleets, ${mode}: ${text}`,
      samples,
      ...limit,
    });
  const below = (limit: number | undefined) =>
    limit === undefined ? {} : { below: limit };
  const above = (limit: number | undefined) =>
    limit === undefined ? {} : { above: limit };
  say(
    "wrong_per_1000",
    per1000(all.wrong),
    "wrong proposals of 1,000 devices a month",
    below(goals.wrong),
  );
  say(
    "precision_share",
    all.right / all.cards,
    "proposals that are right",
    above(goals.precision),
  );
  say(
    "recall_share",
    all.found / all.changes,
    "true changes proposed within two weeks",
    above(goals.recall),
  );
  say(
    "flips_per_1000",
    per1000(all.flips),
    "proposals back to whom it was taken from, of 1,000 devices a month",
    below(goals.flips),
  );
  say(
    "cards_per_1000",
    per1000(all.cards),
    "cards of 1,000 devices a month",
    below(goals.cards),
  );
}

function printHabits(scores: readonly FleetScore[]): void {
  const habits = new Set(scores.flatMap(({ byHabit }) => [...byHabit.keys()]));
  const rows = [...habits].map((habit) => {
    const sum = add(scores.flatMap(({ byHabit }) => byHabit.get(habit) ?? []));
    const wrong = (1000 * sum.wrong) / sum.deviceMonths;
    const found = sum.daysToFind.toSorted((a, b) => a - b);
    return { habit, sum, wrong, median: found[Math.floor(found.length / 2)] };
  });
  for (const { habit, sum, wrong, median } of rows.toSorted(
    (a, b) => b.sum.wrong - a.sum.wrong,
  ))
    console.log(
      `  ${habit.padEnd(18)} wrong ${String(sum.wrong).padStart(4)} (${wrong.toFixed(1)} of 1,000 a month)  right ${String(sum.right).padStart(4)}  changes ${sum.changes}, found ${sum.found}${median === undefined ? "" : `, after ${median} days (median)`}`,
    );
}

function add(scores: readonly Score[]): Score {
  const sum = (of: (score: Score) => number) =>
    scores.reduce((total, score) => total + of(score), 0);
  return {
    deviceMonths: sum((score) => score.deviceMonths),
    cards: sum((score) => score.cards),
    right: sum((score) => score.right),
    wrong: sum((score) => score.wrong),
    changes: sum((score) => score.changes),
    found: sum((score) => score.found),
    daysToFind: scores.flatMap((score) => score.daysToFind),
    flips: sum((score) => score.flips),
  };
}
