import { app } from "@microsoft/teams-js";
import { TeamsUserCredential } from "@microsoft/teamsfx";
import { ApiError } from "./data/api.ts";

export type ThemeName = "default" | "dark" | "contrast";

/** Where the tab stands. */
interface Surroundings {
  readonly theme: ThemeName;
  /** As Teams writes it: "de-de". */
  readonly locale: string;
  /** What a link into the tab named. */
  readonly subPageId: string | undefined;
}

/** The page was opened in a browser, not in Teams. */
class NotInTeams extends Error {}

/** Outside of Teams nobody answers teams-js; in a frame of somebody else it would wait for a minute. */
const TEAMS_ANSWERS_WITHIN_MS = 10_000;

/** @throws {NotInTeams} when no Teams answers. */
export async function connectToTeams(): Promise<Surroundings> {
  if (window.parent === window) throw new NotInTeams();
  try {
    const context = await inTime(
      app.initialize().then(() => app.getContext()),
      TEAMS_ANSWERS_WITHIN_MS,
    );
    return {
      theme: toTheme(context.app.theme),
      locale: context.app.locale,
      subPageId: context.page.subPageId,
    };
  } catch (error) {
    throw new NotInTeams("Teams does not answer", { cause: error });
  }
}

/** @param theme as Teams names them; one that came later looks like the default. */
export function toTheme(theme: string | null | undefined): ThemeName {
  return theme === "dark" || theme === "contrast" ? theme : "default";
}

/**
 * The token that says who looks at the tab, by Teams' single sign-on. It is kept in memory only, by the credential; a
 * new one is a new credential.
 */
export function createTokenSource(): (renew: boolean) => Promise<string> {
  let credential = createCredential();
  return async (renew) => {
    if (renew) credential = createCredential();
    try {
      const token = await credential.getToken("");
      if (token) return token.token;
    } catch (error) {
      // What Teams says of it is not for the reader, who is told what to do in other words.
      if (lacksConsent(error)) throw new ApiError("no-consent", null);
    }
    throw new ApiError("signed-out", null);
  };
}

/**
 * Teams' own clients say `resourceRequiresConsent`, or hand on what Entra says of it:
 * https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/authentication/tab-sso-troubleshooting. The
 * credential makes one message of it.
 */
function lacksConsent(error: unknown): boolean {
  return (
    error instanceof Error &&
    /consent_?required|requires_?consent|AADSTS65001/i.test(error.message)
  );
}

function createCredential(): TeamsUserCredential {
  // Both are for asking people for their consent to other services' scopes, which the tab has none of. They may not
  // be empty.
  return new TeamsUserCredential({
    clientId: "none",
    initiateLoginEndpoint: "none",
  });
}

function inTime<T>(promise: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("Too late")), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
