import {
  readStrip,
  STRIP_DAYS,
  stripFrom,
  type DayStrip,
} from "../../../src/domain/evidence/dayStrip.ts";
import {
  addDays,
  formatDay,
  type DayNumber,
} from "../../../src/domain/evidence/activeDays.ts";
import type {
  FrozenEvidence,
  Proposal,
} from "../../../src/domain/proposals/proposal.ts";
import { markNamed, nameOf } from "./people.ts";
import { when } from "./when.ts";
import type { Messages } from "../../messages/messages.ts";

/** Of the same width in the fonts that clients have, and told apart without colour. */
const HERE = "█";
const AWAY = "░";

const WEEK = 7;

interface StripRow {
  readonly name: string;
  /** A mark a day, oldest first, in weeks. */
  readonly strip: string;
  readonly color: "Good" | "Accent";
  /** The same in words. */
  readonly said: string;
}

export interface ShownStrip {
  readonly rows: readonly StripRow[];
  readonly more: number;
  /** What the marks mean, and of which days they are. */
  readonly legend: string;
}

/**
 * Who was on the device on which of the last four weeks' days. Empty where the evidence has none.
 *
 * @param most people to show; those whom the change is about come first.
 */
export function dayStrip(
  proposal: Proposal,
  messages: Messages,
  most: number,
): ShownStrip {
  const days = proposal.evidence?.days;
  if (!days) return { rows: [], more: 0, legend: "" };
  const period = describePeriod(days.until, messages);
  const shown = days.people.slice(0, most);
  return {
    rows: shown.map(({ person, seen }) => ({
      name: person
        ? markNamed(nameOf(person, messages), person.id, proposal, messages)
        : messages.strip.somebody,
      strip: drawStrip(seen),
      color: person && person.id === proposal.toUser?.id ? "Good" : "Accent",
      said: sayStrip(seen, days.until, messages),
    })),
    more: days.more + days.people.length - shown.length,
    legend: [messages.strip.legend({ here: HERE, away: AWAY }), period].join(
      " · ",
    ),
  };
}

function drawStrip(strip: DayStrip): string {
  return readStrip(strip)
    .map((isHere, index) =>
      [index > 0 && index % WEEK === 0 ? " " : "", isHere ? HERE : AWAY].join(
        "",
      ),
    )
    .join("");
}

/** The days of a strip that ends so. */
export function describePeriod(until: DayNumber, messages: Messages): string {
  return messages.strip.period({
    from: dayInWords(stripFrom(until), messages),
    until: dayInWords(until, messages),
  });
}

/** How often, and when last. */
export function sayStrip(
  strip: DayStrip,
  until: DayNumber,
  messages: Messages,
): string {
  const seen = readStrip(strip);
  const last = seen.lastIndexOf(true);
  return last < 0
    ? messages.strip.never({ of: STRIP_DAYS })
    : messages.strip.seen({
        count: seen.filter(Boolean).length,
        of: STRIP_DAYS,
        day: dayInWords(addDays(stripFrom(until), last), messages),
      });
}

function dayInWords(day: DayNumber, { formats }: Messages): string {
  return formats.day(new Date(`${formatDay(day)}T12:00Z`));
}

/** Where the evidence comes from, and of when each part is: `at` for a TextBlock. */
export function sourcesOf(
  { days, source, observedAt }: FrozenEvidence,
  messages: Messages,
): readonly { readonly sourceText: string; readonly at: string }[] {
  if (!days || days.sources.length === 0)
    return [{ sourceText: messages.evidence[source], at: when(observedAt) }];
  return days.sources.map(({ source: from, at }) =>
    from === "own-log"
      ? {
          sourceText: messages.strip.sources[from]({
            day: messages.formats.day(at),
          }),
          at: "",
        }
      : { sourceText: messages.strip.sources[from], at: when(at) },
  );
}
