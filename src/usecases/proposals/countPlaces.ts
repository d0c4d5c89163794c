import {
  PLACES,
  statesIn,
  type PlaceCounts,
} from "../../domain/proposals/places.ts";
import type { Stores } from "../../ports/storage.ts";

const COUNTED = [
  ...PLACES.filter((place) => place !== "decided").flatMap(statesIn),
  "held",
] as const;

/** How many proposals are in each place, and how many wait for one in a channel. */
export async function countPlaces({
  proposals,
}: Pick<Stores, "proposals">): Promise<{
  readonly counts: PlaceCounts;
  readonly held: number;
}> {
  const byState = await proposals.countInStates(COUNTED);
  const countIn = (place: keyof PlaceCounts) =>
    statesIn(place).reduce((sum, kind) => sum + (byState.get(kind) ?? 0), 0);
  return {
    counts: {
      waiting: countIn("waiting"),
      snoozed: countIn("snoozed"),
      "under-way": countIn("under-way"),
    },
    held: byState.get("held") ?? 0,
  };
}
