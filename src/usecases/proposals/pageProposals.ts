import type { Clock } from "../../ports/clock.ts";
import type { Stores } from "../../ports/storage.ts";
import type { ProposalGroup } from "../../ports/stores/proposalStore.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";

export interface ProposalList {
  readonly proposals: readonly Proposal[];
  /** Of all pages; null for what is over, of which there is ever more. */
  readonly total: number | null;
  /** Waiting for a place in a channel; null for what is over. */
  readonly held: number | null;
  /** There is no channel that they could wait for a place in. */
  readonly lacksChannel: boolean;
  /** While a first run lasts: how many by evidence are posted a day. */
  readonly firstRunPerDay: number | null;
  readonly isLast: boolean;
}

/**
 * One page of proposals, newest first.
 *
 * @param after the last one of the page before; null for the first page.
 */
export async function pageProposals(
  {
    storage: { proposals, channels, settings, firstRun },
    clock,
  }: {
    readonly storage: Pick<
      Stores,
      "proposals" | "channels" | "settings" | "firstRun"
    >;
    readonly clock: Clock;
  },
  group: ProposalGroup,
  after: Pick<Proposal, "id" | "createdAt"> | null,
  limit: number,
): Promise<ProposalList> {
  const now = clock.now();
  const found = await proposals.listGroup(group, after, limit + 1, now);
  const page = {
    proposals: found.slice(0, limit),
    isLast: found.length <= limit,
  };
  if (group === "over")
    return {
      ...page,
      total: null,
      held: null,
      lacksChannel: false,
      firstRunPerDay: null,
    };
  const { values } = await currentSettings({ settings });
  return {
    ...page,
    total: await proposals.countLive(now),
    // Not counted by state: what is over would be counted as well, of which there is ever more.
    held: await proposals.countHeld(),
    lacksChannel: (await channels.listUsable()).length === 0,
    firstRunPerDay: (await firstRun.find()) && values.firstRunProposalsPerDay,
  };
}
