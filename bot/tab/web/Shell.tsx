import {
  Button,
  Link,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  type MessageBarProps,
  makeStyles,
  mergeClasses,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { app } from "@microsoft/teams-js";
import { BoardRegular } from "@fluentui/react-icons/svg/board";
import { ClipboardTaskListLtrRegular } from "@fluentui/react-icons/svg/clipboard-task-list-ltr";
import { DataBarVerticalRegular } from "@fluentui/react-icons/svg/data-bar-vertical";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { EyeRegular } from "@fluentui/react-icons/svg/eye";
import { SearchRegular } from "@fluentui/react-icons/svg/search";
import { SettingsRegular } from "@fluentui/react-icons/svg/settings";
import { ShieldTaskRegular } from "@fluentui/react-icons/svg/shield-task";
import {
  Component,
  Suspense,
  lazy,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from "react";
import type { Api } from "./data/api.ts";
import { FailedPage } from "./pages/FailedPage.tsx";
import { followForever } from "./data/followForever.ts";
import { onEscape, useFocusAtFirst } from "./parts/focus.ts";
import { Lines, explain, useUnseen } from "./parts/parts.tsx";
import { ProposalsPage } from "./pages/ProposalsPage.tsx";
import type { Queries } from "./data/queries.ts";
import { formatRoute, type Route } from "./data/route.ts";
import {
  TabContext,
  useAskAgain,
  useReading,
  useTab,
  type Tab,
} from "./data/tabContext.ts";
import type { TabMessages } from "./data/tabMessages.ts";
import { useRoute } from "./data/useRoute.ts";
import type { Me } from "../api/shapes.ts";

const BoardPage = lazy(() => import("./pages/BoardPage.tsx"));
const DecisionsPage = lazy(() => import("./pages/DecisionsPage.tsx"));
const SearchPage = lazy(() => import("./pages/SearchPage.tsx"));
const PreviewPage = lazy(() => import("./pages/PreviewPage.tsx"));
const AuditPage = lazy(() => import("./pages/AuditPage.tsx"));
const SettingsPage = lazy(() => import("./pages/SettingsPage.tsx"));

const NARROW = "@media (max-width: 639px)";
/** Admins have more pages than fit by their names. */
const CROWDED = "@media (max-width: 959px)";

const useStyles = makeStyles({
  shell: { display: "flex", flexDirection: "column", height: "100%" },
  header: {
    flexShrink: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    paddingInline: tokens.spacingHorizontalM,
    [NARROW]: { paddingInline: tokens.spacingHorizontalXS },
  },
  // Teams gives the tab a fixed height, and a bar that is made lower lets its text run over what follows.
  bar: { flexShrink: 0 },
  places: {
    listStyle: "none",
    display: "flex",
    margin: 0,
    padding: 0,
  },
  place: {
    ...typographyStyles.body1,
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalSNudge,
    height: "44px",
    paddingInline: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: "none",
    whiteSpace: "nowrap",
    ":hover": { color: tokens.colorNeutralForeground1 },
    ":focus-visible": {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: "-4px",
    },
    // On a phone the other pages are their icons, so that all of them fit.
    [NARROW]: {
      paddingInline: tokens.spacingHorizontalSNudge,
      "& span": { display: "none" },
    },
  },
  crowded: { [CROWDED]: { "& span": { display: "none" } } },
  chosen: {
    ...typographyStyles.body1Strong,
    position: "relative",
    color: tokens.colorNeutralForeground1,
    "& svg": { color: tokens.colorBrandForeground1 },
    "::after": {
      content: '""',
      position: "absolute",
      insetInline: tokens.spacingHorizontalM,
      bottom: 0,
      height: tokens.strokeWidthThicker,
      borderRadius: tokens.borderRadiusCircular,
      backgroundColor: tokens.colorCompoundBrandStroke,
      "@media (forced-colors: active)": { backgroundColor: "Highlight" },
    },
    [NARROW]: { "& span": { display: "inline" } },
    [CROWDED]: { "& span": { display: "inline" } },
  },
  main: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: "auto",
    display: "flex",
    flexDirection: "column",
  },
});

interface Props {
  readonly api: Api;
  readonly queries: Queries;
  readonly messages: TabMessages;
}

/** Navigation, what is wrong with the connection, and the page. */
export function Shell({ api, queries, messages }: Props): ReactNode {
  const unseen = useUnseen();
  const [said, announce] = useState("");
  const { route, go, leavingTo, leave, stay, setUnsaved } = useRoute();
  useEffect(() => followForever(api, queries), [api, queries]);

  const tab = useMemo<Tab>(
    () => ({ api, queries, messages, route, go, announce, setUnsaved }),
    [api, queries, messages, route, go, setUnsaved],
  );
  return (
    <TabContext value={tab}>
      <div className={unseen} role="status">
        {said}
      </div>
      <Inside
        question={leavingTo && <LeaveBar onLeave={leave} onStay={stay} />}
      />
    </TabContext>
  );
}

/** @param question that is to be answered before anything else. */
function Inside({ question }: { readonly question: ReactNode }): ReactNode {
  const styles = useStyles();
  const { messages, queries, route } = useTab();
  const me = useReading<Me>("me", (api) => api.get("me"));
  const signedOut = useSyncExternalStore(
    queries.subscribe,
    () => queries.signedOut,
  );
  const isKnown = me.data !== null || me.error !== null;
  useEffect(() => {
    if (isKnown) void app.notifySuccess();
  }, [isKnown]);

  useAskAgain(me, me.data ? !me.data.isComplete : me.error?.kind === "failed");

  if (signedOut)
    return (
      <FailedPage
        title={messages.tab.signIn.refused}
        hint={
          signedOut.kind === "no-consent"
            ? messages.tab.signIn.noConsentHint
            : [signedOut.said, messages.tab.signIn.refusedHint]
                .filter(Boolean)
                .join(" ")
        }
        messages={messages}
        again={() => location.reload()}
      />
    );
  if (me.error?.kind === "refused" && me.data === null)
    return (
      <FailedPage
        title={messages.tab.signIn.guest}
        hint={explain(me.error, messages)}
        messages={messages}
        again={me.again}
      />
    );
  return (
    <div className={styles.shell}>
      <Navigation isAdmin={me.data?.may.administer ?? false} />
      <ConnectionBar />
      {me.data?.isObserving && <ObservingBar />}
      <LateRefusals />
      {question}
      <main className={styles.main}>
        <Failsafe key={route.page}>
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
      return <ProposalsPage id={route.id} queue={route.queue} />;
    case "board":
      return <BoardPage />;
    case "decisions":
      return <DecisionsPage />;
    case "search":
      return <SearchPage shown={null} />;
    case "device":
    case "person":
      return <SearchPage shown={route} />;
    case "preview":
      return <PreviewPage />;
    case "audit":
      return <AuditPage />;
    case "settings":
      return <SettingsPage />;
  }
}

function Navigation({ isAdmin }: { readonly isAdmin: boolean }): ReactNode {
  const styles = useStyles();
  const { messages, route } = useTab();
  const { pages } = messages.tab;
  const chosen =
    route.page === "device" || route.page === "person" ? "search" : route.page;
  return (
    <header className={styles.header}>
      <nav aria-label={pages.label}>
        <ul className={styles.places}>
          {PLACES.filter(([page]) => isAdmin || !FOR_ADMINS.has(page)).map(
            ([page, Icon]) => (
              <li key={page}>
                <a
                  href={`#/${page}`}
                  aria-current={page === chosen ? "page" : undefined}
                  aria-label={pages[page]}
                  title={pages[page]}
                  className={mergeClasses(
                    styles.place,
                    isAdmin && styles.crowded,
                    page === chosen && styles.chosen,
                  )}
                >
                  <Icon fontSize={20} aria-hidden />
                  <span>{pages[page]}</span>
                </a>
              </li>
            ),
          )}
        </ul>
      </nav>
    </header>
  );
}

const PLACES = [
  ["proposals", ClipboardTaskListLtrRegular],
  ["board", BoardRegular],
  ["decisions", DataBarVerticalRegular],
  ["search", SearchRegular],
  ["preview", EyeRegular],
  ["audit", ShieldTaskRegular],
  ["settings", SettingsRegular],
] as const;

const FOR_ADMINS: ReadonlySet<string> = new Set([
  "preview",
  "audit",
  "settings",
]);

/** Every so often the age of what is shown is said anew. */
const AGE_EVERY_MS = 15_000;

function ConnectionBar(): ReactNode {
  const { queries, messages, announce } = useTab();
  const isOnline = useSyncExternalStore(
    queries.subscribe,
    () => queries.isOnline,
  );
  const [wasOffline, setWasOffline] = useState(false);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (isOnline) {
      if (wasOffline) announce(messages.tab.offline.back);
      setWasOffline(false);
      return;
    }
    setWasOffline(true);
    announce(
      `${messages.tab.offline.nothing} ${messages.tab.offline.retrying}`,
    );
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), AGE_EVERY_MS);
    return () => clearInterval(timer);
  }, [isOnline]);
  if (isOnline) return null;
  const { offline } = messages.tab;
  const shownAt = queries.oldestShownAt;
  return (
    <Bar intent="warning">
      <MessageBarBody>
        {shownAt === null
          ? offline.nothing
          : offline.shown({
              age: messages.formats.duration(Math.max(0, now - shownAt)),
            })}{" "}
        {offline.retrying}
      </MessageBarBody>
    </Bar>
  );
}

/** A line above the page, which wraps where the window is narrow. */
function Bar(props: MessageBarProps): ReactNode {
  const styles = useStyles();
  return (
    <MessageBar
      {...props}
      shape="square"
      layout="multiline"
      className={styles.bar}
    />
  );
}

/** Admins would wonder why nothing comes. */
function ObservingBar(): ReactNode {
  const { messages, route } = useTab();
  return (
    <Bar intent="info">
      <MessageBarBody>
        {messages.tab.observing}{" "}
        {route.page !== "preview" && (
          <Link inline href={formatRoute({ page: "preview" })}>
            {messages.tab.pages.preview}
          </Link>
        )}
      </MessageBarBody>
    </Bar>
  );
}

/** Asks whether to lose what was typed; staying takes the keyboard. */
function LeaveBar({
  onLeave,
  onStay,
}: {
  readonly onLeave: () => void;
  readonly onStay: () => void;
}): ReactNode {
  const { leave, leaveNow, stay } = useTab().messages.tab.settings;
  const first = useFocusAtFirst<HTMLButtonElement>();
  const [cameFrom] = useState(() => document.activeElement);
  const goBack = () => {
    onStay();
    if (cameFrom instanceof HTMLElement) cameFrom.focus();
  };
  return (
    <div role="alertdialog" aria-label={leave} onKeyDown={onEscape(goBack)}>
      <Bar intent="warning">
        <MessageBarBody>{leave}</MessageBarBody>
        <MessageBarActions>
          <Button ref={first} size="small" onClick={goBack}>
            {stay}
          </Button>
          <Button size="small" onClick={onLeave}>
            {leaveNow}
          </Button>
        </MessageBarActions>
      </Bar>
    </div>
  );
}

/**
 * Answers that were refused after a while, about proposals that are not looked at just now; that one says it itself.
 */
function LateRefusals(): ReactNode {
  const { queries, messages, route, announce } = useTab();
  const refusals = useSyncExternalStore(
    queries.subscribe,
    () => queries.refusals,
  );
  const newest = refusals.at(-1)?.message;
  useEffect(() => {
    if (newest !== undefined) announce(newest);
  }, [newest, announce]);
  const { acts } = messages.tab;
  return refusals
    .filter(
      ({ proposalId }) => route.page !== "proposals" || route.id !== proposalId,
    )
    .map(({ proposalId, message }) => (
      <Bar key={proposalId} intent="warning">
        <MessageBarBody>
          {message}{" "}
          <Link
            inline
            href={formatRoute({ page: "proposals", id: proposalId })}
          >
            {acts.showProposal}
          </Link>
        </MessageBarBody>
        <MessageBarActions
          containerAction={
            <Button
              appearance="transparent"
              icon={<DismissRegular />}
              aria-label={acts.dismiss}
              onClick={() => queries.dismissRefusal(proposalId)}
            />
          }
        />
      </Bar>
    ));
}

/** A mistake in one page is not the end of the others; nor is a part of the build that a newer one has replaced. */
class Failsafe extends Component<
  { readonly children: ReactNode },
  { readonly isBroken: boolean }
> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    return this.state.isBroken ? <Broken /> : this.props.children;
  }
}

function Broken(): ReactNode {
  const { messages, announce } = useTab();
  const { broken, reload } = messages.tab.failures;
  useEffect(() => announce(broken), [broken, announce]);
  return (
    <MessageBar intent="error">
      <MessageBarBody>{broken}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={() => location.reload()}>
          {reload}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
