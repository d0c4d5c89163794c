import type { DayStrip } from "../evidence/dayStrip.ts";
import type { PersonRef } from "../people/user.ts";
import type { DaysOfEvidence, Proposal } from "./proposal.ts";
import { MOST_SHOWN } from "./weighDays.ts";

/** A proposal for whoever decides: where it rests on no evidence, with what was known of the device. */
export function withBackground(proposal: Proposal): Proposal {
  return proposal.evidence || !proposal.background
    ? proposal
    : { ...proposal, evidence: proposal.background };
}

/**
 * Days with somebody whom the evidence did not name, right after the present primary user.
 *
 * @param seen of no day at all where they were never there.
 */
export function showPerson(
  days: DaysOfEvidence,
  person: PersonRef,
  seen: DayStrip,
  primaryUser: PersonRef | null,
): DaysOfEvidence {
  const isOf = (one: PersonRef | null) => (row: (typeof days.people)[number]) =>
    one !== null && row.person?.id === one.id;
  const others = days.people.filter(
    (row) => !isOf(person)(row) && !isOf(primaryUser)(row),
  );
  const people = [
    ...days.people.filter(isOf(primaryUser)),
    { person, seen },
    ...others,
  ];
  const shown = people.slice(0, MOST_SHOWN);
  // Whoever was there and had no row was counted among the rest.
  const wasCounted =
    days.more > 0 && seen !== 0 && !days.people.some(isOf(person));
  return {
    ...days,
    people: shown,
    more: days.more + people.length - shown.length - (wasCounted ? 1 : 0),
  };
}
