import {
  Button,
  Link,
  MessageBar,
  MessageBarBody,
  makeStyles,
  mergeClasses,
  tokens,
} from "@fluentui/react-components";
import { KeyboardRegular } from "@fluentui/react-icons/svg/keyboard";
import { SelectObjectRegular } from "@fluentui/react-icons/svg/select-object";
import {
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useRef,
  useState,
  type ReactNode,
} from "react";
import type { ProposalDetail as Detail } from "../../api/shapes.ts";
import { Empty, useUnseen } from "../parts/parts.tsx";
import {
  areShortcutsOn,
  turnShortcuts,
  useShortcuts,
  type Shortcut,
} from "../parts/shortcuts.ts";
import { ProposalDetail } from "./ProposalView.tsx";
import { ProposalList, type Chosen } from "./ProposalList.tsx";
import { useProposalPages } from "./useProposalPages.ts";
import type { Queue } from "../data/queue.ts";
import { formatRoute } from "../data/route.ts";
import { useTab } from "../data/tabContext.ts";

const ShortcutHelp = lazy(() => import("./ShortcutHelp.tsx"));

/** Below this there is room for the list or the detail, not for both. */
const TWO_COLUMNS = "@media (min-width: 760px)";
const ONE_COLUMN = "@media (max-width: 759px)";

const useStyles = makeStyles({
  columns: {
    flexGrow: 1,
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr)",
    [TWO_COLUMNS]: {
      gridTemplateColumns: "minmax(300px, 380px) minmax(0, 1fr)",
      gridTemplateRows: "minmax(0, 1fr)",
      // Each column scrolls by itself.
      minHeight: 0,
    },
  },
  list: {
    backgroundColor: tokens.colorNeutralBackground2,
    [TWO_COLUMNS]: {
      overflowY: "auto",
      borderRight: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    },
  },
  detail: {
    backgroundColor: tokens.colorNeutralBackground1,
    [TWO_COLUMNS]: { overflowY: "auto" },
  },
  beside: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalL,
  },
  help: { marginInlineStart: "auto" },
  onlyWide: { [ONE_COLUMN]: { display: "none" } },
});

const ALL: Queue = {};
const NONE: Chosen = new Map();

/** Whoever was looking at the one before has not seen the next yet: so long no key decides it. */
const UNSEEN_MS = 700;

/** The list of proposals, and beside it (on a phone instead of it) the one that was chosen. */
export function ProposalsPage({
  id,
  queue = ALL,
}: {
  readonly id: string | null;
  readonly queue: Queue | undefined;
}): ReactNode {
  const styles = useStyles();
  const { messages, go, announce } = useTab();
  const { queue: t, shortcuts } = messages.tab;
  const unseen = useUnseen();
  const pages = useProposalPages(queue, id);
  const [chosen, setChosen] = useState(NONE);
  /** Opened by hand: then the keyboard goes along, and back. */
  const [openedByHand, setOpenedByHand] = useState<string | null>(null);
  const [decided, setDecided] = useState<Detail | null>(null);
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const [areKeysOn, setAreKeysOn] = useState(areShortcutsOn);
  const list = useRef<HTMLDivElement>(null);
  const detail = useRef<HTMLElement>(null);
  const helpButton = useRef<HTMLButtonElement>(null);
  const cameFrom = useRef<string | null>(null);
  const ownNews = useRef(false);
  const movedOnAt = useRef(-Infinity);
  const listed = pages.shown.data?.proposals ?? [];
  const index = listed.findIndex((one) => one.id === id);
  const next = index < 0 ? null : (listed[index + 1]?.id ?? null);
  const previous = index < 0 ? null : (listed[index - 1]?.id ?? null);

  const open = useCallback(
    (to: string | null) => {
      setOpenedByHand(to);
      go({ page: "proposals", id: to, queue });
    },
    [go, queue],
  );
  const onQueue = (to: Queue, how?: "replace"): void => {
    setChosen(NONE);
    go({ page: "proposals", id: null, queue: to }, how);
  };
  const isOwnNews = useCallback(() => {
    const isOwn = ownNews.current;
    ownNews.current = false;
    return isOwn;
  }, []);

  /** The next one of the queue as it was looked at, or else the one before; after the last one, the list. */
  const onDecided = (proposal: Detail): boolean => {
    if (index < 0) return false;
    setDecided(proposal);
    ownNews.current = true;
    movedOnAt.current = performance.now();
    const to = next ?? previous;
    if (to === null) cameFrom.current = proposal.id;
    open(to);
    return true;
  };

  useEffect(() => {
    if (id !== null || cameFrom.current === null) return;
    const row = list.current?.querySelector<HTMLElement>(
      `[data-proposal="${CSS.escape(cameFrom.current)}"]`,
    );
    (row ?? list.current?.querySelector<HTMLElement>("h2"))?.focus();
    cameFrom.current = null;
  }, [id]);

  /** Where there is room for one column, the list is behind what was opened, and no key reaches into it. */
  const inList = (selector: string): HTMLElement | null =>
    list.current?.checkVisibility()
      ? list.current.querySelector<HTMLElement>(selector)
      : null;
  const rows = (): readonly HTMLElement[] => [
    ...(list.current?.querySelectorAll<HTMLElement>("a[data-proposal]") ?? []),
  ];
  const focusedRow = (): string | null =>
    document.activeElement?.closest<HTMLElement>("[data-proposal]")?.dataset
      .proposal ??
    document.activeElement?.closest<HTMLElement>("[data-choose]")?.dataset
      .choose ??
    null;
  const move = (by: 1 | -1): boolean => {
    if (detail.current?.contains(document.activeElement) && index >= 0) {
      const to = by === 1 ? next : previous;
      if (to !== null) open(to);
      return true;
    }
    const all = rows();
    const from = all.findIndex(
      (row) => row.dataset.proposal === (focusedRow() ?? id),
    );
    const to = all[from < 0 ? 0 : from + by];
    to?.focus();
    return to !== undefined;
  };
  const decide = (act: "approve" | "reject" | "snooze"): boolean => {
    const several = inList(`[data-several="${act}"]`);
    // Whoever reads one decides that one.
    if (several && !detail.current?.contains(document.activeElement)) {
      several.click();
      return true;
    }
    // Nothing is decided that is not looked at.
    const row = focusedRow();
    if (row !== null && row !== id) {
      open(row);
      return true;
    }
    if (performance.now() - movedOnAt.current < UNSEEN_MS) return true;
    const button = detail.current?.querySelector<HTMLElement>(
      `[data-act="${act}"]`,
    );
    button?.click();
    return button !== null && button !== undefined;
  };
  const onShortcut = (shortcut: Shortcut): boolean => {
    switch (shortcut) {
      case "next":
        return move(1);
      case "previous":
        return move(-1);
      case "choose": {
        const row = focusedRow() ?? id;
        const box = inList(`[data-choose="${CSS.escape(row ?? "")}"]`);
        box?.click();
        return box !== null;
      }
      case "approve":
      case "reject":
      case "snooze":
        return decide(shortcut);
      case "search": {
        const search = inList('[role="search"] input');
        search?.focus();
        return search !== null;
      }
      case "help":
        setIsHelpOpen(true);
        return true;
    }
  };
  useShortcuts(areKeysOn, onShortcut);

  return (
    <div className={styles.columns}>
      <h1 className={unseen}>{messages.tab.pages.proposals}</h1>
      <div
        ref={list}
        className={mergeClasses(styles.list, id !== null && styles.onlyWide)}
      >
        {id === null && decided && (
          <Outcome of={decided} queue={queue} isLast />
        )}
        <ProposalList
          queue={queue}
          pages={pages}
          onQueue={onQueue}
          opened={id}
          onOpen={setOpenedByHand}
          chosen={chosen}
          onChosen={setChosen}
          isOwnNews={isOwnNews}
          aside={
            <Button
              ref={helpButton}
              size="small"
              appearance="subtle"
              className={styles.help}
              icon={<KeyboardRegular />}
              aria-label={shortcuts.title}
              title={shortcuts.title}
              onClick={() => setIsHelpOpen(true)}
            />
          }
        />
      </div>
      <section
        ref={detail}
        className={mergeClasses(styles.detail, id === null && styles.onlyWide)}
        aria-label={messages.tab.proposals.choose}
      >
        {id === null ? (
          <Empty
            icon={<SelectObjectRegular fontSize={32} aria-hidden />}
            title={messages.tab.proposals.choose}
            hint={messages.tab.proposals.chooseHint}
          />
        ) : (
          <ProposalDetail
            key={id}
            id={id}
            takesFocus={openedByHand === id}
            beside={
              <>
                {decided && decided.id !== id && (
                  <Outcome of={decided} queue={queue} />
                )}
                {(previous !== null || next !== null) && (
                  <div
                    role="group"
                    aria-label={t.neighbors}
                    className={styles.beside}
                  >
                    {(
                      [
                        [previous, t.previous],
                        [next, t.next],
                      ] as const
                    ).map(
                      ([to, title]) =>
                        to !== null && (
                          <Link
                            key={title}
                            href={formatRoute({
                              page: "proposals",
                              id: to,
                              queue,
                            })}
                            onClick={() => {
                              setOpenedByHand(to);
                              setDecided(null);
                            }}
                          >
                            {title}
                          </Link>
                        ),
                    )}
                  </div>
                )}
              </>
            }
            onBack={() => {
              cameFrom.current = id;
              go({ page: "proposals", id: null, queue });
            }}
            onReplaced={open}
            onDecided={onDecided}
          />
        )}
      </section>
      <Suspense>
        {isHelpOpen && (
          <ShortcutHelp
            isOn={areKeysOn}
            onTurn={(isOn) => {
              setAreKeysOn(turnShortcuts(isOn));
              announce(isOn ? shortcuts.areOn : shortcuts.areOff);
            }}
            onClose={() => {
              setIsHelpOpen(false);
              helpButton.current?.focus();
            }}
          />
        )}
      </Suspense>
    </div>
  );
}

/** What came of the one that was decided just now, and the way back to it. */
function Outcome({
  of: { id, device, title },
  queue,
  isLast = false,
}: {
  readonly of: Detail;
  readonly queue: Queue;
  readonly isLast?: boolean;
}): ReactNode {
  const { acts, proposals, queue: t } = useTab().messages.tab;
  return (
    <MessageBar intent="success" layout="multiline">
      <MessageBarBody>
        {proposals.changedByOthers({ device: device.name, title })}{" "}
        {isLast && t.wasLast}{" "}
        <Link inline href={formatRoute({ page: "proposals", id, queue })}>
          {acts.showProposal}
        </Link>
      </MessageBarBody>
    </MessageBar>
  );
}
