import type { ProposalStateKind } from "./proposal.ts";
import { has, STATE_KINDS } from "./stateTable.ts";

/** Where people look for a proposal. What is held is in none of them: it waits for room in a channel. */
export const PLACES = ["waiting", "snoozed", "under-way", "decided"] as const;

export type Place = (typeof PLACES)[number];

/** How many there are in each place; of what is decided there is ever more, and it is not counted. */
export type PlaceCounts = Readonly<Record<Exclude<Place, "decided">, number>>;

export function statesIn(place: Place): readonly ProposalStateKind[] {
  return STATE_KINDS.filter((kind) => placeOf(kind) === place);
}

/** What failed is under way: it waits to be tried again. What is verified is decided: it can be undone, for a while. */
function placeOf(kind: ProposalStateKind): Place | null {
  if (has(kind, "awaitsDecision")) return "waiting";
  if (has(kind, "hasCardPlace")) return "snoozed";
  if (has(kind, "isOpen")) return null;
  return has(kind, "isOngoing") ? "under-way" : "decided";
}
