import { readStrip } from "../../../src/domain/evidence/dayStrip.ts";
import type { PersonRef } from "../../../src/domain/people/user.ts";
import type { DaysOfEvidence } from "../../../src/domain/proposals/proposal.ts";
import { describePeriod, sayStrip } from "../../cards/parts/dayStrip.ts";
import type { Language } from "./language.ts";
import type { ShownDays } from "./shapes.ts";

/** Who was there on which of the last days, each also in words, and where that comes from. */
export function toShownDays(
  { people, more, until, sources }: DaysOfEvidence,
  name: (person: PersonRef) => string,
  cards: Language["cards"],
): ShownDays {
  return {
    title: cards.labels.stripTitle,
    rows: people.map(({ person, seen }) => ({
      name: person ? name(person) : cards.strip.somebody,
      seen: readStrip(seen),
      said: sayStrip(seen, until, cards),
    })),
    notes: [
      describePeriod(until, cards),
      ...(more > 0 ? [cards.strip.more({ count: more })] : []),
    ],
    sources: sources.map(({ source, at }) =>
      source === "own-log"
        ? {
            text: cards.strip.sources[source]({ day: cards.formats.day(at) }),
            at: null,
          }
        : { text: cards.strip.sources[source], at: at.toISOString() },
    ),
  };
}
