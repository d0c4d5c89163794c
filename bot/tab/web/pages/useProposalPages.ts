import { useEffect, useRef, useState } from "react";
import type { ProposalPage, ProposalSummary } from "../../api/shapes.ts";
import type { Api } from "../data/api.ts";
import { formatQueue, type Queue } from "../data/queue.ts";
import { useReading, type Shown } from "../data/tabContext.ts";

export interface Pages {
  readonly proposals: readonly ProposalSummary[];
  readonly counts: ProposalPage["counts"] | null;
  readonly held: number | null;
  readonly lacksChannel: boolean;
  readonly firstRunPerDay: number | null;
  readonly hasMorePeople: boolean;
  readonly hasMore: boolean;
}

export interface ProposalPages {
  /** While more pages are read, those that are there stay. */
  readonly shown: Shown<Pages>;
  /** While another place is read, the numbers of all stay. */
  readonly counts: Pages["counts"];
  readonly readMore: () => void;
}

const ALWAYS = () => true;

/** The proposals of a queue, page after page as one list; the next page is read before its last one is opened. */
export function useProposalPages(
  queue: Queue,
  opened: string | null,
): ProposalPages {
  const query = formatQueue({ ...queue, place: queue.place ?? "waiting" });
  const [wanted, setWanted] = useState({ query, pages: 1 });
  const pages = wanted.query === query ? wanted.pages : 1;
  const shown = useReading<Pages>(
    `proposals${query}/${pages}`,
    (api) => readPages(api, queue, pages),
    ALWAYS,
    // The rate that the bot allows a person is for one page a second, and what else is shown.
    (pages - 1) * 1_000,
  );
  const before = useRef<{ query: string; data: Pages } | null>(null);
  if (shown.data) before.current = { query, data: shown.data };
  const data =
    shown.data ??
    (before.current?.query === query ? before.current.data : null);
  const counts = data?.counts ?? before.current?.data.counts ?? null;

  const readMore = (): void => setWanted({ query, pages: pages + 1 });
  const isAtEnd =
    opened !== null && data?.proposals.at(-1)?.id === opened && data.hasMore;
  useEffect(() => {
    if (isAtEnd) readMore();
  }, [isAtEnd]);
  return { shown: { ...shown, data }, counts, readMore };
}

/**
 * So many pages one after the other, as one list; every one anew, since a proposal may have moved from one to
 * another.
 */
async function readPages(
  api: Api,
  { place = "waiting", ...rest }: Queue,
  count: number,
): Promise<Pages> {
  const proposals = new Map<string, ProposalSummary>();
  let first: ProposalPage | null = null;
  let next: string | null = null;
  for (let page = 0; page < count; page += 1) {
    const query = new URLSearchParams({ place, ...rest });
    if (next !== null) query.set("after", next);
    const read: ProposalPage = await api.get(`proposals?${query}`);
    first ??= read;
    next = read.next;
    for (const proposal of read.proposals) proposals.set(proposal.id, proposal);
    if (next === null) break;
  }
  return {
    proposals: [...proposals.values()],
    counts: first?.counts ?? null,
    held: first?.held ?? null,
    lacksChannel: first?.lacksChannel ?? false,
    firstRunPerDay: first?.firstRunPerDay ?? null,
    hasMorePeople: first?.hasMorePeople ?? false,
    hasMore: next !== null,
  };
}
