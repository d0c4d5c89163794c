import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { Person } from "../contoso.ts";
import {
  DIALOG_FIELD,
  personalChatOf,
  withButtonsForPage,
  type OpenDialog,
  type PlaygroundProxy,
} from "../playground.ts";
import { parseJson } from "../server.ts";
import type { HostPage } from "../teams/hostPage.ts";
import type { Visitor } from "../teams/visitors.ts";
import { acceptPageSocket } from "./pageSocket.ts";
import { createPassOn, readText } from "./passOn.ts";
import { Transcript, type Frame } from "./transcript.ts";

interface PageGateOptions {
  readonly port: number;
  /** The Playground's own port on loopback. */
  readonly target: number;
  readonly proxy: Pick<PlaygroundProxy, "actAs" | "showDialog">;
  /** The Playground's one personal chat. */
  readonly chatId: string;
  /** `28:…` */
  readonly botId: string;
  /** Whom the Playground itself takes for its user. */
  readonly currentUser: Person;
  /** Whom one can be. */
  readonly visitors: readonly Visitor[];
  /** Everybody whom the bot may write to. */
  readonly people: readonly Person[];
  /** As the Playground's settings name people. */
  readonly toUser: (person: Person) => Fields;
  /** Where links into the tab lead; without it, to the real Teams. */
  readonly host?: Pick<HostPage, "address"> | undefined;
}

interface PageGate {
  /** Once the Playground runs: hears what it tells its pages. */
  listen(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Stands before the Agents Playground and adds what its page lacks: a bar in which one chooses who one is, messages
 * that come back when the page is loaded again, dialogs, as messages, and links into the tab. The Playground has one
 * personal chat; here each person has one.
 *
 * A page's web socket is held back until the page has its configuration: one that is not ready fails on the first
 * message and drops the rest.
 */
export async function startPageGate(
  options: PageGateOptions,
): Promise<PageGate> {
  const { proxy, chatId, currentUser, visitors, host } = options;
  const passOn = createPassOn(options.target);
  const transcript = new Transcript(chatId);
  const sockets = new Set<Duplex>();
  let actor = currentUser;
  let pageLoadedAt = 0;
  let configuredAt = 0;
  let playground: WebSocket | null = null;
  proxy.actAs(actor);
  proxy.showDialog = showDialog;

  async function answer(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://-");
    const isPost = incoming.method === "POST";
    const file = FILES.get(pathname);
    if (file) send(outgoing, 200, file.type, await readFile(file.path));
    else if (pathname === "/demo/who") {
      if (isPost) become(searchParams.get("as"));
      sendJson(outgoing, 200, whoIsWho());
    } else if (pathname === "/") {
      pageLoadedAt = Date.now();
      transcript.forgetTyped();
      const { status, text } = await passOn.ask(incoming, "");
      const page = text.replace("</head>", `${BAR}</head>`);
      send(outgoing, status, "text/html; charset=utf-8", page);
    } else if (pathname === PAGE_CONFIG) {
      const { status, text } = await passOn.ask(incoming, "");
      outgoing.once("finish", () => (configuredAt = Date.now()));
      sendJson(outgoing, status, withEverybody(asFields(parseJson(text))));
    } else if (pathname.startsWith("/_conversation/") && isPost)
      await answerPage(incoming, outgoing, pathname);
    else if (pathname.startsWith("/_connector/"))
      await answerBot(incoming, outgoing, decodeURIComponent(pathname));
    else passOn.stream(incoming, outgoing);
  }

  /** What somebody typed or pressed. The Playground knows one user: who it really is, the proxy says to the bot. */
  async function answerPage(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    pathname: string,
  ): Promise<void> {
    const posted = asFields(parseJson(await readText(incoming)));
    const messageId = String(posted["replyToId"]);
    const openedFrom = transcript.find(messageId)?.message?.[OPENED_FROM];
    const { status, text } = await passOn.ask(
      incoming,
      JSON.stringify({
        ...posted,
        ...(posted["from"] ? { from: { id: currentUser.teamsUserId } } : {}),
        // The Playground's server knows no message with a dialog in it, but the one that the dialog was opened from.
        ...(openedFrom === undefined
          ? {}
          : {
              replyToId: openedFrom,
              value: {
                ...asFields(posted["value"]),
                [DIALOG_FIELD]: messageId,
              },
            }),
      }),
    );
    const answered = asFields(parseJson(text));
    const [, saidIn] =
      /\/conversations\/([^/]+)\/messages$/.exec(pathname) ?? [];
    if (saidIn !== undefined && status === 200)
      noteSaid(decodeURIComponent(saidIn), posted, answered);
    if (posted["name"] === "adaptiveCard/action" && answered["type"] === CARD)
      transcript.change(messageId, withCard(answered["value"]));
    send(outgoing, status, JSON_TYPE, forPage(text));
  }

  function noteSaid(
    conversationId: string,
    said: Fields,
    answer: Fields,
  ): void {
    const { messageId, timestamp, postConversationId } = answer;
    transcript.note(
      {
        action: "createMessage",
        actionConversationId: conversationId,
        message: {
          ...NO_ATTACHMENTS,
          ...said,
          messageId: String(messageId),
          timestamp,
          from: { id: actor.teamsUserId },
          ...(typeof postConversationId === "string" && { postConversationId }),
        },
      },
      actor.id,
    );
  }

  /** What the bot asks of Teams. It knows a chat of each person, and the Playground one for all. */
  async function answerBot(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    path: string,
  ): Promise<void> {
    const body = await readText(incoming);
    const { isGroup, members } = asFields(parseJson(body));
    const wanted = asFields(Array.isArray(members) ? members[0] : null)["id"];
    const member = options.people.find(
      ({ id, teamsUserId }) => wanted === id || wanted === teamsUserId,
    );
    if (path.endsWith("/v3/conversations") && isGroup === false && member) {
      sendJson(outgoing, 201, { id: personalChatOf(chatId, member) });
      return;
    }
    const owner = options.people.find((person) =>
      path.includes(personalChatOf(chatId, person)),
    );
    const inPlayground = (text: string): string =>
      owner ? text.replaceAll(personalChatOf(chatId, owner), chatId) : text;
    const { method, headers } = incoming;
    const url = owner ? encodeURI(inPlayground(path)) : (incoming.url ?? path);
    const { status, text } = await passOn.ask(
      { method, headers, url },
      inPlayground(body),
    );
    const { id } = asFields(parseJson(text));
    if (owner && typeof id === "string") transcript.attribute(id, owner.id);
    send(outgoing, status, JSON_TYPE, text);
  }

  /** The Playground opens none: whoever pressed the button gets a message with the dialog's card in it. */
  function showDialog({ card, title, ...dialog }: OpenDialog): void {
    const content = card
      ? withCard(titled(card, title))
      : { text: title, textFormat: "plain", attachments: [] };
    if (dialog.follows !== null) {
      transcript.change(dialog.follows, content);
      return;
    }
    transcript.add(
      {
        action: "createMessage",
        actionConversationId: dialog.conversationId,
        message: {
          ...NO_ATTACHMENTS,
          ...content,
          messageId: `dialog-${randomUUID()}`,
          timestamp: Date.now(),
          from: { id: options.botId },
          [OPENED_FROM]: dialog.replyToId,
        },
      },
      actor.id,
    );
  }

  function become(key: string | null): void {
    const visitor = visitors.find((one) => one.key === key);
    if (!visitor) return;
    actor = visitor.person;
    proxy.actAs(actor);
  }

  function whoIsWho(): object {
    return {
      now: visitors.find(({ person }) => person === actor)?.key ?? null,
      visitors: visitors.map(({ key, role, person }) => ({
        key,
        name: `${person.displayName}, ${role}`,
      })),
      tab: host?.address({ person: actor }) ?? null,
    };
  }

  /** The page shows nothing that comes from somebody it does not know. */
  function withEverybody(settings: Fields): object {
    const config = asFields(settings["config"]);
    const everybody = new Map(
      [
        ...asList(config["users"]),
        ...[currentUser, ...visitors.map(({ person }) => person)].map(
          options.toUser,
        ),
      ].map((user) => [user["id"], user]),
    );
    everybody.delete(actor.teamsUserId);
    // It takes members for others than its own user.
    const withMembers = (places: unknown): readonly Fields[] =>
      asList(places).map((place) => ({
        ...place,
        members: [...everybody.keys()],
      }));
    return {
      ...settings,
      config: {
        ...config,
        currentUser: options.toUser(actor),
        users: [...everybody.values()],
        groupChats: withMembers(config["groupChats"]),
        teams: withMembers(config["teams"]),
      },
    };
  }

  function forPage(text: string): string {
    return withButtonsForPage(text).replace(
      TAB_LINK,
      (link) => host?.address({ person: actor, link }) ?? link,
    );
  }

  async function pageIsReady(): Promise<void> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    while (
      (configuredAt < pageLoadedAt || Date.now() < configuredAt + SETTLES_MS) &&
      Date.now() < giveUpAt
    )
      await delay(50);
  }

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      if (!outgoing.headersSent) outgoing.writeHead(502);
      outgoing.end(String(error));
    });
  });
  server.on("upgrade", (incoming, socket, head) => {
    socket.on("error", () => socket.destroy());
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    if (incoming.url !== CONVERSATIONS) {
      passOn.tunnel(incoming, socket, head);
      return;
    }
    void pageIsReady().then(() => {
      if (socket.destroyed) return;
      const page = acceptPageSocket(incoming, socket);
      const viewer = {
        person: actor.id,
        send: (frame: Frame) => page.send(forPage(JSON.stringify(frame))),
      };
      transcript.show(viewer);
      void page.closed.then(() => transcript.leave(viewer));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", () => resolve());
  });

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        const url = `ws://127.0.0.1:${options.target}${CONVERSATIONS}`;
        playground = new WebSocket(url);
        playground.addEventListener("open", () => resolve());
        playground.addEventListener("error", () =>
          reject(
            new Error("The Agents Playground does not tell its messages."),
          ),
        );
        playground.addEventListener("message", ({ data }) =>
          transcript.take(JSON.parse(String(data)) as Frame),
        );
      }),
    stop: () =>
      new Promise((resolve) => {
        playground?.close();
        server.close(() => resolve());
        server.closeAllConnections();
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** What the page must have loaded before it understands what it is sent. */
const PAGE_CONFIG = "/_internal/v1/config";

const CONVERSATIONS = "/_ws_conversation/v1/conversations/stream";

/** The page stores its configuration a moment after it has got it. */
const SETTLES_MS = 500;

const PATIENCE_MS = 10_000;

const FOLDER = join(import.meta.dirname, "bar");
const FILES = new Map([
  ["/demo/bar.js", { path: join(FOLDER, "bar.js"), type: "text/javascript" }],
  ["/demo/bar.css", { path: join(FOLDER, "bar.css"), type: "text/css" }],
]);
const BAR =
  '<link href="/demo/bar.css" rel="stylesheet" /><script type="module" src="/demo/bar.js"></script>';

/** Of a message with a dialog in it: the message whose button opened it. */
const OPENED_FROM = "openedFrom";

const CARD = "application/vnd.microsoft.card.adaptive";
const NO_ATTACHMENTS = {
  attachments: [],
  attachmentLayout: "list",
  mentions: [],
};
const TAB_LINK = /https:\/\/teams\.microsoft\.com\/l\/entity\/[^"\s)\\]+/g;
const JSON_TYPE = "application/json; charset=utf-8";

/** The page draws a card or a text. */
function titled(card: Fields, title: string): Fields {
  const text = `${title} (a dialog in Teams)`;
  const head = { type: "TextBlock", text, isSubtle: true, wrap: true };
  return { ...card, body: [head, ...asList(card["body"])] };
}

function withCard(content: unknown): Fields {
  return { attachments: [{ contentType: CARD, content }] };
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
): void {
  send(response, status, JSON_TYPE, JSON.stringify(body));
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
): void {
  response.writeHead(status, {
    "content-type": type,
    "cache-control": "no-store",
  });
  response.end(body);
}

type Fields = Readonly<Record<string, unknown>>;

function asFields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function asList(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(asFields) : [];
}
