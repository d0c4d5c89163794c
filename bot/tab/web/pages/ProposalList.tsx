import {
  Button,
  Caption1,
  Checkbox,
  MessageBar,
  MessageBarBody,
  Text,
  ToggleButton,
  makeStyles,
  mergeClasses,
  tokens,
} from "@fluentui/react-components";
import { ArrowRightRegular } from "@fluentui/react-icons/svg/arrow-right";
import { CheckmarkCircleRegular } from "@fluentui/react-icons/svg/checkmark-circle";
import { SearchRegular } from "@fluentui/react-icons/svg/search";
import {
  lazy,
  Suspense,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
} from "react";
import type { ProposalSummary } from "../../api/shapes.ts";
import { Certainty } from "../parts/Certainty.tsx";
import { Empty, Heading, Read, StateBadge, Time } from "../parts/parts.tsx";
import { Objection } from "../parts/Objection.tsx";
import { QueueFilter } from "./QueueFilter.tsx";
import { useLinkRow } from "../parts/linkRow.ts";
import { countFilters, tidyQueue, type Queue } from "../data/queue.ts";
import { formatRoute } from "../data/route.ts";
import type { Outcomes } from "./SeveralActs.tsx";
import type { ProposalPages } from "./useProposalPages.ts";
import { useMe, useTab, useMessages } from "../data/tabContext.ts";

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
  facts: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXXS,
  },
  choosable: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    "& > a": { borderBottomStyle: "none", paddingInlineStart: 0 },
  },
  choose: { alignSelf: "start" },
  chooseAll: {
    display: "flex",
    width: "100%",
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  note: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}` },
  foot: {
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingVerticalL,
    color: tokens.colorNeutralForeground3,
  },
});

/** As many as the bot takes at once. */
const MOST_AT_ONCE = 50;

const SeveralActs = lazy(() => import("./SeveralActs.tsx"));
const SeveralOutcomes = lazy(() => import("./SeveralOutcomes.tsx"));

/** The version of each that was looked at when it was chosen. */
export type Chosen = ReadonlyMap<string, number>;

/** The proposals of a queue, which can be narrowed, and of which several can be decided at once. */
export function ProposalList({
  queue,
  pages: { shown, counts, readMore },
  onQueue,
  opened,
  onOpen,
  chosen,
  onChosen,
  isOwnNews,
  aside,
}: {
  readonly queue: Queue;
  readonly pages: ProposalPages;
  readonly onQueue: (queue: Queue, how?: "replace") => void;
  readonly opened: string | null;
  readonly onOpen: (id: string) => void;
  readonly chosen: Chosen;
  readonly onChosen: (chosen: Chosen) => void;
  /** Asked when the number of those that wait has changed: whether that was said already. */
  readonly isOwnNews: () => boolean;
  readonly aside: ReactNode;
}): ReactNode {
  const styles = useStyles();
  const { messages, announce } = useTab();
  const { tab, formats } = messages;
  const { place = "waiting" } = queue;
  const [outcomes, setOutcomes] = useState<Outcomes | null>(null);
  const mayDecide = useMe()?.may.decide ?? false;
  const mayChoose = mayDecide && (place === "waiting" || place === "snoozed");

  const heading = useRef<HTMLHeadingElement>(null);
  const rows = useRef<HTMLUListElement>(null);
  useKeptFocus(rows, heading, shown.data?.proposals);

  const total = counts?.waiting ?? null;
  const said = useRef(total);
  useEffect(() => {
    if (
      total !== null &&
      said.current !== null &&
      total !== said.current &&
      !isOwnNews()
    )
      announce(tab.proposals.listChanged({ count: total }));
    if (total !== null) said.current = total;
  }, [total, announce, tab, isOwnNews]);

  const listed = shown.data?.proposals ?? [];
  const chosenRows = mayChoose
    ? listed
        .filter(({ id, version }) => chosen.get(id) === version)
        .slice(0, MOST_AT_ONCE)
    : [];
  const changed = listed.filter(
    ({ id, version }) => chosen.has(id) && chosen.get(id) !== version,
  );
  const [unchosen, setUnchosen] = useState<readonly ProposalSummary[]>([]);
  useEffect(() => {
    if (changed.length === 0) return;
    onChosen(
      new Map(chosenRows.map(({ id, version }) => [id, version] as const)),
    );
    setUnchosen(changed);
    announce(sayUnchosen(changed));
  }, [changed.map(({ id }) => id).join()]);
  const sayUnchosen = (rows: readonly ProposalSummary[]): string =>
    tab.queue.unchosen({
      devices: formats.list(rows.map(({ device }) => device.name)),
    });
  const last = useRef<string | null>(null);
  const choose = (id: string, isChosen: boolean, toLast: boolean): void => {
    const ids = listed.map((one) => one.id);
    const [from, to] = [ids.indexOf(last.current ?? id), ids.indexOf(id)];
    const range =
      toLast && from >= 0
        ? ids.slice(Math.min(from, to), Math.max(from, to) + 1)
        : [id];
    last.current = id;
    choosing(
      isChosen
        ? [...chosenRows.map((one) => one.id), ...range]
        : chosenRows.flatMap((one) => (range.includes(one.id) ? [] : one.id)),
    );
  };
  const choosing = (ids: readonly string[]): void => {
    const all = [...new Set(ids)];
    if (all.length > MOST_AT_ONCE)
      announce(tab.queue.atMost({ most: MOST_AT_ONCE }));
    const versions = new Map(
      listed.map(({ id, version }) => [id, version] as const),
    );
    setUnchosen([]);
    onChosen(
      new Map(
        all.slice(0, MOST_AT_ONCE).flatMap((id) => {
          const version = chosen.get(id) ?? versions.get(id);
          return version === undefined ? [] : [[id, version] as const];
        }),
      ),
    );
  };
  const choosable = Math.min(listed.length, MOST_AT_ONCE);

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
              onClick={() => onQueue(tidyQueue({ ...queue, place: one }))}
            >
              {tab.places[one]}
              {counts && one !== "decided" && ` ${formats.number(counts[one])}`}
            </ToggleButton>
          ))}
          {aside}
        </div>
      </div>
      <QueueFilter queue={queue} onQueue={onQueue} />
      <Suspense>
        {outcomes && (
          <SeveralOutcomes
            outcomes={outcomes}
            queue={queue}
            onDismiss={() => {
              setOutcomes(null);
              heading.current?.focus();
            }}
          />
        )}
      </Suspense>
      {shown.data?.hasMorePeople && (
        <Caption1 block className={styles.note}>
          {tab.queue.morePeople}
        </Caption1>
      )}
      {mayChoose && unchosen.length > 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{sayUnchosen(unchosen)}</MessageBarBody>
        </MessageBar>
      )}
      <Read of={shown} lines={12}>
        {(list) => (
          <>
            {list.proposals.length > 0 ? (
              <>
                {mayChoose && (
                  <Checkbox
                    className={styles.chooseAll}
                    label={
                      listed.length > MOST_AT_ONCE
                        ? tab.queue.chooseFirst({ most: MOST_AT_ONCE })
                        : tab.queue.chooseAll
                    }
                    checked={
                      chosenRows.length === 0
                        ? false
                        : chosenRows.length >= choosable || "mixed"
                    }
                    onChange={() =>
                      choosing(
                        chosenRows.length >= choosable
                          ? []
                          : listed.slice(0, MOST_AT_ONCE).map(({ id }) => id),
                      )
                    }
                  />
                )}
                <ul ref={rows} className={styles.list}>
                  {list.proposals.map((proposal) => (
                    <li
                      key={proposal.id}
                      className={mayChoose ? styles.choosable : undefined}
                    >
                      {mayChoose && (
                        <Checkbox
                          className={styles.choose}
                          aria-label={tab.queue.choose({
                            device: proposal.device.name,
                          })}
                          data-choose={proposal.id}
                          checked={chosen.get(proposal.id) === proposal.version}
                          onChange={(event, { checked }) =>
                            choose(
                              proposal.id,
                              checked === true,
                              (event.nativeEvent as MouseEvent).shiftKey,
                            )
                          }
                        />
                      )}
                      <ProposalRow
                        proposal={proposal}
                        queue={queue}
                        isChosen={proposal.id === opened}
                        onChoose={onOpen}
                      />
                    </li>
                  ))}
                </ul>
              </>
            ) : countFilters(queue) > 0 ? (
              <Empty
                icon={<SearchRegular fontSize={32} aria-hidden />}
                title={tab.queue.none}
                hint={tab.queue.noneHint}
              >
                <Button
                  onClick={() =>
                    onQueue(tidyQueue({ place: queue.place, sort: queue.sort }))
                  }
                >
                  {tab.queue.clear}
                </Button>
              </Empty>
            ) : (
              <Empty
                icon={<CheckmarkCircleRegular fontSize={32} aria-hidden />}
                title={tab.proposals.none[place]}
                hint={tab.proposals.noneHint[place]}
              />
            )}
            <div className={styles.foot}>
              {list.hasMore && (
                <Button onClick={readMore} disabledFocusable={shown.isReading}>
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
      <Suspense>
        {chosenRows.length > 0 && (
          <SeveralActs
            chosen={chosenRows}
            isSnoozed={place === "snoozed"}
            onClear={() => {
              choosing([]);
              heading.current?.focus();
            }}
            onOutcomes={(came) => {
              setOutcomes(came);
              // What was not done stays chosen.
              choosing(
                came.answers.flatMap(({ id, kind }) =>
                  kind === "done" || kind === "checking" ? [] : id,
                ),
              );
            }}
          />
        )}
      </Suspense>
    </>
  );
}

export function ProposalRow({
  proposal,
  queue,
  isChosen = false,
  onChoose,
}: {
  readonly proposal: ProposalSummary;
  /** What is to be beside it where it leads. */
  readonly queue?: Queue;
  readonly isChosen?: boolean;
  readonly onChoose?: (id: string) => void;
}): ReactNode {
  const styles = useStyles();
  const { tab } = useMessages();
  const from = proposal.from?.name ?? tab.proposals.nobody;
  const to = proposal.to?.name ?? tab.proposals.shared;
  return (
    <a
      href={formatRoute({
        page: "proposals",
        id: proposal.id,
        ...(queue && { queue }),
      })}
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
      <Objection to={proposal} shape="short" />
      <span className={styles.facts}>
        <StateBadge tone={proposal.tone} title={proposal.title} />
        {proposal.certainty && <Certainty of={proposal.certainty} />}
        {proposal.handedTo !== null && (
          <Caption1 className={styles.quiet} data-quiet>
            {tab.proposal.handedTo({ name: proposal.handedTo })}
          </Caption1>
        )}
        {proposal.requestedBy !== null && (
          <Caption1 className={styles.quiet} data-quiet>
            {tab.proposal.requestedBy({ name: proposal.requestedBy })}
          </Caption1>
        )}
        {queue?.sort === "expires" && proposal.expiresAt !== null && (
          <Caption1 className={styles.quiet} data-quiet>
            {tab.proposal.expires} <Time at={proposal.expiresAt} />
          </Caption1>
        )}
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
