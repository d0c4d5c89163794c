/**
 * Stands in the tab's bundle where `@microsoft/teamsfx` imports MSAL. `TeamsUserCredential.getToken("")` gives the
 * token that Teams hands out, and needs no MSAL; only a token for another service's scopes would, and the tab asks
 * for none: its one service is the bot. With axios, see `noAxios.ts`, MSAL would add 50 KB compressed to the first
 * view's 155. Whoever needs such a token takes the alias out of vite.config.ts.
 */
export class PublicClientApplication {
  constructor() {
    throw new Error(
      "The tab asks for no token but the one Teams gives: MSAL is left out of its bundle.",
    );
  }
}
