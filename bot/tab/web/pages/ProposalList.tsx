import {
  Button,
  Caption1,
  Text,
  ToggleButton,
  makeStyles,
  mergeClasses,
  tokens,
} from "@fluentui/react-components";
import { ArrowRightRegular } from "@fluentui/react-icons/svg/arrow-right";
import { CheckmarkCircleRegular } from "@fluentui/react-icons/svg/checkmark-circle";
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
} from "react";
import type { Place, ProposalPage, ProposalSummary } from "../../api/shapes.ts";
import type { Api } from "../data/api.ts";
import { Empty, Heading, Read, StateBadge, Time } from "../parts/parts.tsx";
import { useLinkRow } from "../parts/linkRow.ts";
import { formatRoute } from "../data/route.ts";
import { useReading, useTab, useMessages } from "../data/tabContext.ts";

const PLACES = ["waiting", "snoozed", "under-way", "decided"] as const;

const useStyles = makeStyles({
  head: {
    position: "sticky",
    top: 0,
    zIndex: 1,
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground2,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    "@media (max-width: 759px)": { position: "static" },
  },
  which: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalXXS,
    // The words of the first stand where the list's do.
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})`,
  },
  place: { minWidth: "0" },
  list: { listStyle: "none", margin: 0, padding: 0 },
  row: {
    display: "grid",
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalMNudge} ${tokens.spacingHorizontalL}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderLeft: `${tokens.strokeWidthThicker} solid transparent`,
    ":focus-visible": { outlineOffset: "-2px" },
  },
  chosen: {
    borderLeftColor: tokens.colorBrandStroke1,
    "@media (forced-colors: active)": { borderLeftColor: "Highlight" },
  },
  line: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalS,
    minWidth: 0,
  },
  // Two lines, where the names do not fit into one.
  change: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalXS,
    minWidth: 0,
    color: tokens.colorNeutralForeground2,
  },
  to: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    minWidth: 0,
  },
  arrow: { flexShrink: 0 },
  when: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  quiet: { color: tokens.colorNeutralForeground2 },
  foot: {
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingVerticalL,
    color: tokens.colorNeutralForeground3,
  },
});

interface Pages {
  readonly proposals: readonly ProposalSummary[];
  readonly counts: ProposalPage["counts"] | null;
  readonly held: number | null;
  readonly lacksChannel: boolean;
  readonly firstRunPerDay: number | null;
  readonly hasMore: boolean;
}

/**
 * So many pages one after the other, as one list; every one anew, since a proposal may have moved from one to
 * another.
 */
async function readPages(
  api: Api,
  place: Place,
  count: number,
): Promise<Pages> {
  const proposals = new Map<string, ProposalSummary>();
  let first: ProposalPage | null = null;
  let next: string | null = null;
  for (let page = 0; page < count; page += 1) {
    const query = new URLSearchParams({ place });
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
    hasMore: next !== null,
  };
}

const ALWAYS = () => true;

export function ProposalList({
  place,
  onPlace,
  chosen,
  onChoose,
}: {
  readonly place: Place;
  readonly onPlace: (place: Place) => void;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}): ReactNode {
  const styles = useStyles();
  const { messages, announce } = useTab();
  const { tab, formats } = messages;
  const [pages, setPages] = useState(1);
  const shown = useReading<Pages>(
    `proposals/${place}/${pages}`,
    (api) => readPages(api, place, pages),
    ALWAYS,
    // The rate that the bot allows a person is for one page a second, and what else is shown.
    (pages - 1) * 1_000,
  );
  // While more pages are read, those that are there stay.
  const before = useRef<{ place: Place; data: Pages } | null>(null);
  if (shown.data) before.current = { place, data: shown.data };
  const data =
    shown.data ??
    (before.current?.place === place ? before.current.data : null);
  // While another place is read, the numbers of all stay.
  const counts = data?.counts ?? before.current?.data.counts ?? null;

  const heading = useRef<HTMLHeadingElement>(null);
  const rows = useRef<HTMLUListElement>(null);
  useKeptFocus(rows, heading, data?.proposals);

  const total = counts?.waiting ?? null;
  const said = useRef(total);
  useEffect(() => {
    if (total !== null && said.current !== null && total !== said.current)
      announce(tab.proposals.listChanged({ count: total }));
    if (total !== null) said.current = total;
  }, [total, announce, tab]);

  return (
    <>
      <div className={styles.head}>
        <Heading as="h2" ref={heading}>
          {tab.places[place]}
        </Heading>
        <div
          role="group"
          aria-label={tab.proposals.which}
          className={styles.which}
        >
          {PLACES.map((one) => (
            <ToggleButton
              key={one}
              size="small"
              appearance="subtle"
              className={styles.place}
              checked={one === place}
              onClick={() => {
                setPages(1);
                onPlace(one);
              }}
            >
              {tab.places[one]}
              {counts && one !== "decided" && ` ${formats.number(counts[one])}`}
            </ToggleButton>
          ))}
        </div>
      </div>
      <Read of={{ ...shown, data }} lines={12}>
        {(list) => (
          <>
            {list.proposals.length === 0 ? (
              <Empty
                icon={<CheckmarkCircleRegular fontSize={32} aria-hidden />}
                title={tab.proposals.none[place]}
                hint={tab.proposals.noneHint[place]}
              />
            ) : (
              <ul ref={rows} className={styles.list}>
                {list.proposals.map((proposal) => (
                  <li key={proposal.id}>
                    <ProposalRow
                      proposal={proposal}
                      isChosen={proposal.id === chosen}
                      onChoose={onChoose}
                    />
                  </li>
                ))}
              </ul>
            )}
            <div className={styles.foot}>
              {list.hasMore && (
                <Button
                  onClick={() => setPages(pages + 1)}
                  disabledFocusable={shown.isReading}
                >
                  {tab.more}
                </Button>
              )}
              {place === "waiting" && list.held !== null && list.held > 0 && (
                <Caption1>
                  {list.lacksChannel
                    ? tab.proposals.heldNowhere({ count: list.held })
                    : list.firstRunPerDay === null
                      ? tab.proposals.held({ count: list.held })
                      : tab.proposals.heldInFirstRun({
                          count: list.held,
                          perDay: list.firstRunPerDay,
                        })}
                </Caption1>
              )}
            </div>
          </>
        )}
      </Read>
    </>
  );
}

export function ProposalRow({
  proposal,
  isChosen = false,
  onChoose,
}: {
  readonly proposal: ProposalSummary;
  readonly isChosen?: boolean;
  readonly onChoose?: (id: string) => void;
}): ReactNode {
  const styles = useStyles();
  const { tab } = useMessages();
  const from = proposal.from?.name ?? tab.proposals.nobody;
  const to = proposal.to?.name ?? tab.proposals.shared;
  return (
    <a
      href={formatRoute({ page: "proposals", id: proposal.id })}
      className={mergeClasses(
        useLinkRow(isChosen),
        styles.row,
        isChosen && styles.chosen,
      )}
      aria-current={isChosen || undefined}
      data-proposal={proposal.id}
      onClick={() => onChoose?.(proposal.id)}
    >
      <span className={styles.line}>
        <Text weight="semibold" truncate wrap={false}>
          {proposal.device.name}
        </Text>
        <Caption1 className={styles.when} data-quiet>
          <Time at={proposal.createdAt} />
        </Caption1>
      </span>
      <span
        className={styles.change}
        data-quiet
        role="img"
        aria-label={tab.proposals.change({ from, to })}
      >
        <Text size={200} truncate wrap={false}>
          {from}
        </Text>
        <span className={styles.to}>
          <ArrowRightRegular className={styles.arrow} aria-hidden />
          <Text size={200} weight="semibold" truncate wrap={false}>
            {to}
          </Text>
        </span>
      </span>
      <span>
        <StateBadge tone={proposal.tone} title={proposal.title} />
      </span>
    </a>
  );
}

/** When the row that has the focus goes away by itself, the row now in its place gets it, or else the heading. */
function useKeptFocus(
  rows: { readonly current: HTMLElement | null },
  heading: { readonly current: HTMLElement | null },
  list: readonly ProposalSummary[] | undefined,
): void {
  const focused = useRef<{ id: string; index: number } | null>(null);
  useEffect(() => {
    const remember = () => {
      const all = links(rows.current);
      const index = all.findIndex((link) => link === document.activeElement);
      const id = all[index]?.dataset.proposal;
      focused.current = id === undefined ? null : { id, index };
    };
    document.addEventListener("focusin", remember);
    return () => document.removeEventListener("focusin", remember);
  }, [rows]);
  useLayoutEffect(() => {
    const was = focused.current;
    if (!was || !list || document.activeElement !== document.body) return;
    if (list.some(({ id }) => id === was.id)) return;
    const all = links(rows.current);
    (all[Math.min(was.index, all.length - 1)] ?? heading.current)?.focus();
  }, [list, rows, heading]);
}

function links(rows: HTMLElement | null): HTMLElement[] {
  return [...(rows?.querySelectorAll<HTMLElement>("[data-proposal]") ?? [])];
}
