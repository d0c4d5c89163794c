import {
  FluentProvider,
  Spinner,
  makeStyles,
  teamsDarkTheme,
  teamsHighContrastTheme,
  teamsLightTheme,
  tokens,
} from "@fluentui/react-components";
import { app } from "@microsoft/teams-js";
import { useEffect, useState, type ReactNode } from "react";
import { createApi, type Api } from "./data/api.ts";
import { FailedPage } from "./pages/FailedPage.tsx";
import { Queries } from "./data/queries.ts";
import { formatRoute, routeOfSubPage } from "./data/route.ts";
import { Shell } from "./Shell.tsx";
import { loadMessages, type TabMessages } from "./data/tabMessages.ts";
import {
  connectToTeams,
  createTokenSource,
  toTheme,
  type ThemeName,
} from "./teams.ts";

const THEMES = {
  default: teamsLightTheme,
  dark: teamsDarkTheme,
  contrast: teamsHighContrastTheme,
};

interface Started {
  readonly api: Api;
  readonly queries: Queries;
  readonly messages: TabMessages;
}

type Beginning =
  | { readonly kind: "starting" }
  | { readonly kind: "not-in-teams"; readonly messages: TabMessages }
  | ({ readonly kind: "started" } & Started);

const useStyles = makeStyles({
  whole: {
    height: "100dvh",
    overflowY: "auto",
    backgroundColor: tokens.colorNeutralBackground3,
  },
  starting: { paddingTop: tokens.spacingVerticalXXXL },
});

/** The whole tab: in Teams' theme and the reader's language once Teams has said both. */
export function App(): ReactNode {
  const [theme, setTheme] = useState<ThemeName>(themeByGuess);
  const [beginning, setBeginning] = useState<Beginning>({ kind: "starting" });
  const styles = useStyles();

  useEffect(() => {
    void begin(setTheme).then(setBeginning);
  }, []);

  return (
    <FluentProvider
      theme={THEMES[theme]}
      className={styles.whole}
      // What the browser draws itself, such as a calendar's button.
      style={{ colorScheme: theme === "default" ? "light" : "dark" }}
    >
      {beginning.kind === "starting" && (
        // Without a word, as it is not known yet in which language.
        <Spinner className={styles.starting} aria-label="Custodian" />
      )}
      {beginning.kind === "not-in-teams" && (
        <FailedPage
          title={beginning.messages.tab.signIn.notInTeams}
          hint={beginning.messages.tab.signIn.notInTeamsHint}
          messages={beginning.messages}
        />
      )}
      {beginning.kind === "started" && <Shell {...beginning} />}
    </FluentProvider>
  );
}

async function begin(setTheme: (theme: ThemeName) => void): Promise<Beginning> {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  try {
    const { theme, locale, subPageId } = await connectToTeams();
    setTheme(theme);
    app.registerOnThemeChangeHandler((next) => setTheme(toTheme(next)));
    app.notifyAppLoaded();
    const messages = await loadMessages(locale, timeZone);
    document.documentElement.lang = messages.language;
    const linked = routeOfSubPage(subPageId);
    // Teams names the link again to a page that is loaded anew: that one stays where it was.
    if (linked && location.hash === "")
      history.replaceState(null, "", formatRoute(linked));
    const api = createApi({ getToken: createTokenSource(), locale });
    return { kind: "started", api, queries: new Queries(api), messages };
  } catch {
    const messages = await loadMessages(navigator.language, timeZone);
    document.documentElement.lang = messages.language;
    return { kind: "not-in-teams", messages };
  }
}

/**
 * Until Teams has said its theme: what it says in the page's address, where the app's manifest asks for it, or the
 * system.
 */
function themeByGuess(): ThemeName {
  const said = new URLSearchParams(location.search).get("theme");
  if (said) return toTheme(said);
  return matchMedia("(prefers-color-scheme: dark)").matches
    ? "dark"
    : "default";
}
