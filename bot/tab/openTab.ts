import type { Config } from "../../src/ports/config.ts";
import { createSignIn, type SignInOptions } from "./api/authentication.ts";
import type { ApiDeps } from "./api/router.ts";
import { openTabPages } from "./pages.ts";
import type { TabDeps } from "./serveTab.ts";

interface Deps extends Omit<ApiDeps, "signIn" | "publicUrl"> {
  readonly config: Config;
}

/** What the tab needs to be served; null, and said in the log, where nothing says under which address it would be. */
export async function openTab({
  config,
  ...deps
}: Deps): Promise<TabDeps | null> {
  const { log } = deps;
  const options = signInOptions(config);
  if (options === null) {
    log.warn("The personal tab is off: PUBLIC_URL is not set");
    return null;
  }
  const pages = await openTabPages(options.publicUrl);
  if (!pages)
    log.warn("The pages of the personal tab were not built: npm run prepare");
  const signIn = createSignIn(options);
  // Ahead of the first request, which would wait for it. When it fails, that one fetches them.
  signIn
    .warmUp()
    .catch((error: unknown) =>
      log.warn({ err: error }, "Keys of the tab's tokens not fetched yet"),
    );
  return { ...deps, signIn, publicUrl: options.publicUrl, pages };
}

/** Null without a public address. */
export function signInOptions({
  server,
  bot,
  tab,
  graph,
}: Config): SignInOptions | null {
  return server.publicUrl === null
    ? null
    : {
        authorityHost: graph.authorityHost,
        tenantId: bot.tenantId,
        botId: bot.id,
        clientId: tab.clientId,
        publicUrl: server.publicUrl,
      };
}
