import type { Stores } from "../../ports/storage.ts";
import {
  PENDING_PAGE,
  type PendingList,
} from "../../domain/proposals/pendingList.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import { statesWhere } from "../../domain/proposals/stateTable.ts";
import { countPlaces } from "./countPlaces.ts";

/**
 * `pending`: one page of the proposals that have a card and can be answered, and how many there are.
 *
 * @param page from 0; the last one where there are not so many.
 */
export async function listPending(
  stores: Pick<Stores, "proposals" | "channels" | "settings" | "firstRun">,
  page: number,
): Promise<PendingList> {
  const { proposals, channels, settings, firstRun } = stores;
  const [{ counts, held }, usable, { values }, running] = await Promise.all([
    countPlaces(stores),
    channels.listUsable(),
    currentSettings({ settings }),
    firstRun.find(),
  ]);
  const open = counts.waiting + counts.snoozed;
  const pages = Math.max(1, Math.ceil(open / PENDING_PAGE));
  const shown = Math.min(page, pages - 1);
  return {
    proposals: await proposals.listInStates(
      statesWhere("hasCardPlace"),
      PENDING_PAGE,
      shown * PENDING_PAGE,
    ),
    page: shown,
    pages,
    counts,
    held,
    lacksChannel: usable.length === 0,
    isObserving: values.proposing === "observe",
    firstRunPerDay: running && values.firstRunProposalsPerDay,
  };
}
