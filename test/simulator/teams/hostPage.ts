import { readFile } from "node:fs/promises";
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Contoso, Person } from "../contoso.ts";
import { visitorsOf, type Visitor } from "./visitors.ts";

/** How Teams stands when the page is opened. Whatever is left out is Teams' default. */
export interface HostPageView {
  readonly person?: Person;
  readonly theme?: "default" | "dark" | "contrast";
  /** As Teams writes locales: "en-us", "de-de". */
  readonly locale?: string;
  /** Of the tab, in CSS pixels; "full" is the whole window. */
  readonly width?: 360 | 800 | "full";
  /** A link into the tab, as `linkTo` makes them. */
  readonly link?: string;
  /** The tab alone, without the switches around it. */
  readonly bare?: boolean;
}

/** Teams around the personal tab, on loopback. */
export interface HostPage {
  /** Its origin, `http://127.0.0.1:56154`: what the bot is told as PUBLIC_URL. */
  readonly url: string;
  /** The page with Teams standing as the view says. */
  address(view?: HostPageView): string;
  /** A link as people send it to each other in Teams. `subPageId` is what the tab finds in its context. */
  linkTo(subPageId: string): string;
  /**
   * Where the bot listens: its root. Until then, and while it is gone, the tab is answered 502, as by a dev tunnel.
   */
  connectBot(botUrl: string): void;
  /** The token that Teams gets for this person; thrown: what Teams says instead. Tests replace it. */
  signIn: (person: Person) => string | Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts a page that embeds the tab as Teams does: an iframe, and the host's side of what teams-js says through
 * `postMessage`. It is also the way to the bot for `/tab/` and `/api/`: teams-js takes messages from its own origin or
 * from known https hosts only, so page and tab must share one.
 *
 * @param options.port 0, or left out, picks a free one.
 */
export async function startHostPage(options: {
  readonly contoso: Contoso;
  readonly signIn: HostPage["signIn"];
  readonly port?: number;
}): Promise<HostPage> {
  const { contoso } = options;
  const visitors = visitorsOf(contoso);
  const tab = await readTab();
  let botUrl: string | null = null;
  let origin = "";

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", origin);
    if (/^\/(tab|api)(\/|$)/.test(pathname)) {
      handOn(request, response, botUrl);
      return;
    }
    answer(request, response, pathname).catch((error: unknown) => {
      console.error("The Teams host page failed", error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    pathname: string,
  ): Promise<void> {
    const file = FILES.get(pathname);
    if (file) {
      response.writeHead(200, {
        "content-type": file.type,
        "cache-control": "no-store",
      });
      response.end(await readFile(join(FOLDER, file.name)));
    } else if (pathname === "/host/settings")
      send(response, 200, {
        appId: APP_ID,
        tenantId: contoso.tenantId,
        tab,
        visitors: visitors.map(({ key, role, person }) => ({
          key,
          role,
          id: person.id,
          name: person.displayName,
          upn: person.userPrincipalName,
        })),
      });
    else if (pathname === "/host/token" && request.method === "POST")
      await sendToken(request, response);
    else send(response, 404, { message: "There is nothing here." });
  }

  async function sendToken(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const key = new URL(request.url ?? "/", origin).searchParams.get("as");
    const visitor = visitors.find((one) => one.key === key);
    try {
      if (!visitor) throw new Error("nobody is signed in");
      send(response, 200, { token: await page.signIn(visitor.person) });
    } catch (error) {
      send(response, 403, {
        message: error instanceof Error ? error.message : String(error),
      });
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const page: HostPage = {
    url: origin,
    address: ({ person, link, bare, ...view } = {}) => {
      const url = new URL("/", origin);
      if (person) url.searchParams.set("as", keyOf(visitors, person));
      for (const [name, value] of Object.entries(view))
        url.searchParams.set(name, String(value));
      if (link !== undefined) url.searchParams.set("link", link);
      if (bare) url.searchParams.set("bare", "yes");
      return url.href;
    },
    linkTo: (subPageId) =>
      `https://teams.microsoft.com/l/entity/${APP_ID}/${encodeURIComponent(tab.entityId)}?context=${encodeURIComponent(JSON.stringify({ subEntityId: subPageId }))}`,
    connectBot: (url) => {
      botUrl = url;
    },
    signIn: options.signIn,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return page;
}

/** The app as it was uploaded to the simulated Teams. */
const APP_ID = "5f0c3a52-5d0b-4d1c-9f0e-6f7a3c1b2d4e";

const FOLDER = join(import.meta.dirname, "hostPage");
const FILES = new Map([
  ["/", { name: "index.html", type: "text/html; charset=utf-8" }],
  ["/host/page.css", { name: "page.css", type: "text/css; charset=utf-8" }],
  [
    "/host/page.js",
    { name: "page.js", type: "text/javascript; charset=utf-8" },
  ],
]);

function keyOf(visitors: readonly Visitor[], person: Person): string {
  const visitor = visitors.find((one) => one.person === person);
  if (!visitor)
    throw new Error(`The host page does not know ${person.displayName}`);
  return visitor.key;
}

interface Tab {
  readonly entityId: string;
  /** Path and query; Teams' placeholders such as `{locale}` are still in it. */
  readonly contentPath: string;
}

/** The tab as the app's manifest names it to Teams. */
async function readTab(): Promise<Tab> {
  const path = join(import.meta.dirname, "../../../appPackage/manifest.json");
  const { staticTabs } = JSON.parse(await readFile(path, "utf8")) as {
    staticTabs?: readonly {
      entityId: string;
      contentUrl?: string;
    }[];
  };
  const tab = staticTabs?.find(({ contentUrl }) => contentUrl !== undefined);
  if (tab?.contentUrl === undefined)
    throw new Error("The app's manifest has no tab.");
  return {
    entityId: tab.entityId,
    contentPath: tab.contentUrl.replace(/^https:\/\/[^/]+/, ""),
  };
}

/** Hands a request on to the bot and its answer back, both as they come. */
function handOn(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  botUrl: string | null,
): void {
  const fail = (): void => {
    if (outgoing.headersSent) outgoing.destroy();
    else
      send(outgoing, 502, {
        error: { code: "no-bot", message: "The bot does not answer." },
      });
  };
  if (botUrl === null) return fail();
  const { method, headers, url } = incoming;
  const handedOn = httpRequest(
    new URL(url ?? "/", botUrl),
    { method, headers },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.on("error", fail);
      answer.pipe(outgoing);
    },
  );
  handedOn.on("error", fail);
  // Somebody who turned away needs no answer: a page that is closed would otherwise wait on for changes.
  outgoing.on("close", () => handedOn.destroy());
  incoming.pipe(handedOn);
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end(JSON.stringify(body));
}
