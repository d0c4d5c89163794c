import type { Stores } from "../../ports/storage.ts";
import type { Place, PlaceCounts } from "../../domain/proposals/places.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { countPlaces } from "./countPlaces.ts";

export interface ProposalList {
  readonly proposals: readonly Proposal[];
  /** Of all pages. */
  readonly counts: PlaceCounts;
  /** Waiting for room in a channel. */
  readonly held: number;
  /** There is no channel that they could wait for room in. */
  readonly lacksChannel: boolean;
  /** While a first run lasts: how many by evidence are posted a day. */
  readonly firstRunPerDay: number | null;
  readonly isLast: boolean;
}

/**
 * One page of the proposals in a place, newest first.
 *
 * @param after the last one of the page before; null for the first page.
 */
export async function pageProposals(
  stores: Pick<Stores, "proposals" | "channels" | "settings" | "firstRun">,
  place: Place,
  after: Pick<Proposal, "id" | "createdAt"> | null,
  limit: number,
): Promise<ProposalList> {
  const { proposals, channels, settings, firstRun } = stores;
  const [found, counted, usable, { values }, running] = await Promise.all([
    proposals.listInPlace(place, after, limit + 1),
    countPlaces(stores),
    channels.listUsable(),
    currentSettings({ settings }),
    firstRun.find(),
  ]);
  return {
    ...counted,
    proposals: found.slice(0, limit),
    isLast: found.length <= limit,
    lacksChannel: usable.length === 0,
    firstRunPerDay: running && values.firstRunProposalsPerDay,
  };
}
