import type { Stores } from "../../ports/storage.ts";
import type { PlaceCounts } from "../../domain/proposals/places.ts";
import type {
  QueueCursor,
  QueueFilter,
  QueueQuestion,
} from "../../domain/proposals/queue.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { countPlaces } from "./countPlaces.ts";

export interface ProposalList {
  readonly proposals: readonly Proposal[];
  /** Of all pages, whatever they are narrowed to. */
  readonly counts: PlaceCounts;
  /** Waiting for room in a channel. */
  readonly held: number;
  /** There is no channel that they could wait for room in. */
  readonly lacksChannel: boolean;
  /** While a first run lasts: how many by evidence are posted a day. */
  readonly firstRunPerDay: number | null;
  /** More people are named so than are looked for: some proposals may be missing. */
  readonly hasMorePeople: boolean;
  /** Where the next page begins; null on the last. */
  readonly next: QueueCursor | null;
}

/** So many of those whom a text names are looked for. */
const MOST_NAMED = 200;

/**
 * One page of the proposals in a place, or of what is asked for of them.
 *
 * @param after where the page before ended; null for the first page.
 */
export async function pageProposals(
  stores: Pick<
    Stores,
    "proposals" | "channels" | "settings" | "firstRun" | "devices" | "people"
  >,
  question: QueueQuestion,
  after: QueueCursor | null,
  limit: number,
): Promise<ProposalList> {
  const { proposals, channels, settings, firstRun } = stores;
  const list = async () => {
    const { filter, hasMorePeople } = await findFilter(stores, question);
    const found = await proposals.listInQueue(
      question.place,
      question.sort,
      filter,
      after,
      limit + 1,
    );
    return { found, hasMorePeople };
  };
  const [{ found, hasMorePeople }, counted, usable, { values }, running] =
    await Promise.all([
      list(),
      countPlaces(stores),
      channels.listUsable(),
      currentSettings({ settings }),
      firstRun.find(),
    ]);
  const shown = found.slice(0, limit);
  return {
    ...counted,
    proposals: shown.map(({ proposal }) => proposal),
    next: found.length > limit ? (shown.at(-1)?.cursor ?? null) : null,
    lacksChannel: usable.length === 0,
    firstRunPerDay: running && values.firstRunProposalsPerDay,
    hasMorePeople,
  };
}

/** Whom and which devices the words mean, by the same search as everywhere. */
async function findFilter(
  { devices, people }: Pick<Stores, "devices" | "people">,
  { device, person, kind, certainty, origin, isStaged }: QueueQuestion,
): Promise<{ readonly filter: QueueFilter; readonly hasMorePeople: boolean }> {
  const [foundDevices, foundPeople] = await Promise.all([
    device === null ? [] : devices.search(device, MOST_NAMED, 0),
    person === null ? null : people.search(person, MOST_NAMED + 1, 0),
  ]);
  return {
    filter: {
      kind,
      certainty,
      origin,
      isStaged,
      device:
        device === null
          ? null
          : {
              text: device,
              ids: foundDevices.map((match) => match.device.device.id),
            },
      people:
        foundPeople?.slice(0, MOST_NAMED).map(({ user }) => user.id) ?? null,
    },
    hasMorePeople: (foundPeople?.length ?? 0) > MOST_NAMED,
  };
}
