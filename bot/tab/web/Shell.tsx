import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Tab as TabButton,
  TabList,
  makeStyles,
  mergeClasses,
  tokens,
} from "@fluentui/react-components";
import { app } from "@microsoft/teams-js";
import { BoardRegular } from "@fluentui/react-icons/svg/board";
import { ClipboardTaskListLtrRegular } from "@fluentui/react-icons/svg/clipboard-task-list-ltr";
import { DataBarVerticalRegular } from "@fluentui/react-icons/svg/data-bar-vertical";
import { SearchRegular } from "@fluentui/react-icons/svg/search";
import { ShieldTaskRegular } from "@fluentui/react-icons/svg/shield-task";
import {
  Component,
  Suspense,
  lazy,
  useCallback,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from "react";
import type { Api } from "./api.ts";
import { FailedPage } from "./FailedPage.tsx";
import { followForever } from "./followForever.ts";
import { Lines, explain } from "./parts.tsx";
import { ProposalsPage } from "./ProposalsPage.tsx";
import type { Readings } from "./readings.ts";
import { formatRoute, parseRoute, type Route } from "./route.ts";
import { TabContext, useReading, useTab, type Tab } from "./tabContext.ts";
import type { TabWords } from "./tabWords.ts";
import type { Me } from "../shapes.ts";

const BoardPage = lazy(() => import("./BoardPage.tsx"));
const DecisionsPage = lazy(() => import("./DecisionsPage.tsx"));
const SearchPage = lazy(() => import("./SearchPage.tsx"));
const AuditPage = lazy(() => import("./AuditPage.tsx"));

const NARROW = "@media (max-width: 639px)";

const useStyles = makeStyles({
  shell: { display: "flex", flexDirection: "column", minHeight: "100vh" },
  header: {
    position: "sticky",
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    paddingInline: tokens.spacingHorizontalM,
    [NARROW]: { paddingInline: tokens.spacingHorizontalXS },
  },
  /** On a phone the other pages are their icons, so that all of them fit. */
  tab: {
    [NARROW]: {
      paddingInline: tokens.spacingHorizontalMNudge,
      "& .fui-Tab__content": { display: "none" },
      "& .fui-Tab__content--reserved-space": { display: "none" },
    },
  },
  chosen: { [NARROW]: { "& .fui-Tab__content": { display: "block" } } },
  main: { flexGrow: 1, display: "flex", flexDirection: "column" },
  unseen: {
    position: "absolute",
    width: "1px",
    height: "1px",
    overflow: "hidden",
    clipPath: "inset(50%)",
    whiteSpace: "nowrap",
  },
});

interface Props {
  readonly api: Api;
  readonly readings: Readings;
  readonly words: TabWords;
}

/** Navigation, what is wrong with the connection, and the page. */
export function Shell({ api, readings, words }: Props): ReactNode {
  const styles = useStyles();
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  const [said, announce] = useState("");

  useEffect(() => {
    const moved = () => setRoute(parseRoute(location.hash));
    window.addEventListener("hashchange", moved);
    return () => window.removeEventListener("hashchange", moved);
  }, []);
  useEffect(() => followForever(api, readings), [api, readings]);

  const go = useCallback((to: Route) => {
    location.hash = formatRoute(to);
  }, []);
  const tab = useMemo<Tab>(
    () => ({ api, readings, words, route, go, announce }),
    [api, readings, words, route, go],
  );
  return (
    <TabContext value={tab}>
      <div className={styles.unseen} role="status">
        {said}
      </div>
      <Inside />
    </TabContext>
  );
}

function Inside(): ReactNode {
  const styles = useStyles();
  const { words, readings, route } = useTab();
  const me = useReading<Me>("me", (api) => api.get("me"));
  const signedOut = useSyncExternalStore(
    readings.subscribe,
    () => readings.signedOut,
  );
  const isKnown = me.data !== null || me.error !== null;
  useEffect(() => {
    if (isKnown) void app.notifySuccess();
  }, [isKnown]);

  if (signedOut)
    return (
      <FailedPage
        title={words.tab.signIn.refused}
        hint={[signedOut.said, words.tab.signIn.refusedHint]
          .filter(Boolean)
          .join(" ")}
        words={words}
        again={() => location.reload()}
      />
    );
  if (me.error?.kind === "refused" && me.data === null)
    return (
      <FailedPage
        title={words.tab.signIn.guest}
        hint={explain(me.error, words)}
        words={words}
        again={me.again}
      />
    );
  return (
    <div className={styles.shell}>
      <Navigation isAdmin={me.data?.may.administer ?? false} />
      <ConnectionBar />
      <main className={styles.main}>
        <Failsafe key={route.page} words={words}>
          <Suspense fallback={<Lines count={8} />}>
            <Page route={route} />
          </Suspense>
        </Failsafe>
      </main>
    </div>
  );
}

function Page({ route }: { readonly route: Route }): ReactNode {
  switch (route.page) {
    case "proposals":
      return <ProposalsPage id={route.id} />;
    case "board":
      return <BoardPage />;
    case "decisions":
      return <DecisionsPage />;
    case "search":
      return <SearchPage shown={null} />;
    case "device":
    case "person":
      return <SearchPage shown={route} />;
    case "audit":
      return <AuditPage />;
  }
}

function Navigation({ isAdmin }: { readonly isAdmin: boolean }): ReactNode {
  const styles = useStyles();
  const { words, route, go } = useTab();
  const { pages } = words.tab;
  const chosen =
    route.page === "device" || route.page === "person" ? "search" : route.page;
  const all = [
    ["proposals", pages.proposals, <ClipboardTaskListLtrRegular key="i" />],
    ["board", pages.board, <BoardRegular key="i" />],
    ["decisions", pages.decisions, <DataBarVerticalRegular key="i" />],
    ["search", pages.search, <SearchRegular key="i" />],
    ["audit", pages.audit, <ShieldTaskRegular key="i" />],
  ] as const;
  return (
    <header className={styles.header}>
      <nav aria-label={pages.label}>
        <TabList
          selectedValue={chosen}
          onTabSelect={(_event, { value }) =>
            go(parseRoute(`#/${String(value)}`))
          }
        >
          {all
            .filter(([page]) => page !== "audit" || isAdmin)
            .map(([page, title, icon]) => (
              <TabButton
                key={page}
                value={page}
                icon={icon}
                aria-label={title}
                title={title}
                className={mergeClasses(
                  styles.tab,
                  page === chosen && styles.chosen,
                )}
              >
                {title}
              </TabButton>
            ))}
        </TabList>
      </nav>
    </header>
  );
}

/** Every so often the age of what is shown is said anew. */
const AGE_EVERY_MS = 15_000;

function ConnectionBar(): ReactNode {
  const { readings, words, announce } = useTab();
  const isOnline = useSyncExternalStore(
    readings.subscribe,
    () => readings.isOnline,
  );
  const [wasOffline, setWasOffline] = useState(false);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (isOnline) {
      if (wasOffline) announce(words.tab.offline.back);
      setWasOffline(false);
      return;
    }
    setWasOffline(true);
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), AGE_EVERY_MS);
    return () => clearInterval(timer);
  }, [isOnline]);
  if (isOnline) return null;
  const { offline } = words.tab;
  const shownAt = readings.oldestShownAt;
  return (
    <MessageBar intent="warning" shape="square">
      <MessageBarBody>
        {shownAt === null
          ? offline.nothing
          : offline.shown({
              age: words.formats.duration(Math.max(0, now - shownAt)),
            })}{" "}
        {offline.retrying}
      </MessageBarBody>
    </MessageBar>
  );
}

/** A mistake in one page is not the end of the others; nor is a part of the build that a newer one has replaced. */
class Failsafe extends Component<
  { readonly children: ReactNode; readonly words: TabWords },
  { readonly isBroken: boolean }
> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    const { children, words } = this.props;
    if (!this.state.isBroken) return children;
    return (
      <MessageBar intent="error">
        <MessageBarBody>{words.tab.failures.broken}</MessageBarBody>
        <MessageBarActions>
          <Button size="small" onClick={() => location.reload()}>
            {words.tab.failures.reload}
          </Button>
        </MessageBarActions>
      </MessageBar>
    );
  }
}
