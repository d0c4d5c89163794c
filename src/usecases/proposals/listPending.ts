import type { Stores } from "../../ports/storage.ts";
import type { PendingList } from "../../domain/proposals/pendingList.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import { statesWhere } from "../../domain/proposals/stateTable.ts";

/** `pending`: at most `limit` of the proposals that have a card, and how many there are. */
export async function listPending(
  {
    proposals,
    channels,
    settings,
    firstRun,
  }: Pick<Stores, "proposals" | "channels" | "settings" | "firstRun">,
  limit: number,
): Promise<PendingList> {
  const withCard = statesWhere("hasCardPlace");
  const [listed, counts, usable, { values }, running] = await Promise.all([
    proposals.listInStates(withCard, limit),
    proposals.countByState(),
    channels.listUsable(),
    currentSettings({ settings }),
    firstRun.find(),
  ]);
  return {
    proposals: listed,
    open: withCard.reduce((sum, kind) => sum + (counts.get(kind) ?? 0), 0),
    held: counts.get("held") ?? 0,
    lacksChannel: usable.length === 0,
    isObserving: values.proposing === "observe",
    firstRunPerDay: running && values.firstRunProposalsPerDay,
  };
}
