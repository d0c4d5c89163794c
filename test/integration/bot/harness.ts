import type { TabLink } from "../../../bot/cards/parts/tabLink.ts";
import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Writable } from "node:stream";
import type { TurnContext } from "botbuilder";
import {
  AppCredentials,
  ServiceClientCredentialsFactory,
} from "botframework-connector";
import { pino } from "pino";
import { CustodianAdapter } from "../../../bot/protocol/adapter.ts";
import { createInboundAuthentication } from "../../../bot/protocol/authentication.ts";
import { createPacing } from "../../../bot/protocol/pacing.ts";
import type { Logger } from "../../../bot/telemetry/log.ts";
import { createMessagesEndpoint } from "../../../bot/http/messagesEndpoint.ts";
import { createMetrics } from "../../../bot/telemetry/metrics.ts";
import { createServer } from "../../../bot/http/server.ts";
import type { ConnectionLimits } from "../../../bot/http/limitConnections.ts";
import { createLanguages } from "../../../bot/channel/languages.ts";
import { createTurnHandler } from "../../../bot/onTurn.ts";
import type { Allowances } from "../../../bot/turn/allowances.ts";
import { createRoutes } from "../../../bot/routes.ts";
import type { Custodian } from "../../../src/custodian.ts";
import { systemClock, type Clock } from "../../../src/ports/clock.ts";
import type { OpenStorage } from "../../../src/ports/storage.ts";
import type { RateStore } from "../../../src/ports/stores/rateStore.ts";
import type { Person } from "../../simulator/contoso.ts";
import {
  channelClaims,
  createSigningKey,
  publish,
  signToken,
  type SigningKey,
} from "../../simulator/tokens.ts";
import {
  startScriptedServer,
  type ScriptedServer,
} from "../../support/scriptedServer.ts";

export const BOT_ID = "11111111-1111-4111-8111-111111111111";

export const TENANT = "22222222-2222-4222-8222-222222222222";

export const ANA = "33333333-3333-4333-8333-333333333333";

/** Keys published over loopback http, the way the Bot Framework publishes its own. */
export interface KeyServer {
  readonly metadataUrl: string;
  readonly keys: { good: SigningKey; unendorsed: SigningKey };
  /** Published from the next request on. */
  publish(...keys: readonly SigningKey[]): void;
  /** Answers 500 while down. */
  setDown(down: boolean): void;
  requests(): number;
  close(): Promise<void>;
}

async function startKeyServer(): Promise<KeyServer> {
  const good = await createSigningKey();
  const unendorsed = await createSigningKey();
  let published = [
    publish(good, ["msteams"]),
    publish(unendorsed, ["webchat"]),
  ];
  let down = false;
  let requests = 0;
  const server = createHttpServer((req, res) => {
    requests += 1;
    if (down) {
      res.statusCode = 500;
      res.end();
      return;
    }
    res.setHeader("content-type", "application/json");
    const { port } = server.address() as AddressInfo;
    res.end(
      JSON.stringify(
        req.url === "/keys"
          ? { keys: published }
          : { jwks_uri: `http://127.0.0.1:${port}/keys` },
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    metadataUrl: `http://127.0.0.1:${port}/metadata`,
    keys: { good, unendorsed },
    publish(...keys) {
      published = keys.map((key) => publish(key, ["msteams"]));
    },
    setDown(isDown) {
      down = isDown;
    },
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** A log that keeps its lines, to be looked through for what must not be there. */
export function createKeptLog(): { log: Logger; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const log = pino(
    { level: "debug", formatters: { level: (label) => ({ level: label }) } },
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(JSON.parse(chunk.toString()) as LogLine);
        done();
      },
    }),
  );
  return { log, lines };
}

/** Lets everything through; pacing has tests of its own. */
export const UNLIMITED: RateStore = { take: () => Promise.resolve(0) };

/** A token as if obtained; how real ones are obtained is tested against the simulated login. */
export class FixedCredentials extends ServiceClientCredentialsFactory {
  isValidAppId(appId: string): Promise<boolean> {
    return Promise.resolve(appId === BOT_ID);
  }

  isAuthenticationDisabled(): Promise<boolean> {
    return Promise.resolve(false);
  }

  createCredentials(): Promise<AppCredentials> {
    return Promise.resolve(new FixedToken(BOT_ID));
  }
}

class FixedToken extends AppCredentials {
  protected refreshToken(): ReturnType<AppCredentials["refreshToken"]> {
    return Promise.resolve({
      accessToken: "bot-token",
      expiresOn: new Date(Date.now() + 3_600_000),
    });
  }
}

export interface RunningBot {
  readonly url: string;
  readonly keyServer: KeyServer;
  /** Stands for Teams' side. */
  readonly connector: ScriptedServer;
  readonly adapter: CustodianAdapter;
  readonly lines: LogLine[];
  readonly log: Logger;
  /** A signed activity; `overrides` replace fields of a message in a channel. */
  send(
    overrides?: Record<string, unknown>,
    token?: string | null,
  ): Promise<Response>;
  token(claims?: Record<string, unknown>): string;
  serviceUrl: string;
  close(): Promise<void>;
}

/** What the bot does with a turn, as main.ts puts it together. */
export function createTurns({
  custodian,
  storage,
  clock,
  log = createKeptLog().log,
  publicUrl = null,
  tabLink = null,
  allowances = { run: (_userId, _kind, work) => work(() => undefined) },
  // What is answered late is told from what is not by far; a machine that is merely slow must not be late.
  clicksWithinMs = 5_000,
}: {
  readonly custodian: Custodian;
  readonly storage: OpenStorage;
  readonly clock: Clock;
  readonly log?: Logger;
  readonly publicUrl?: string | null;
  readonly tabLink?: TabLink;
  /** Unless given, one person may do as much as they like. */
  readonly allowances?: Allowances;
  readonly clicksWithinMs?: number;
}): (context: TurnContext) => Promise<void> {
  return createTurnHandler({
    routes: createRoutes({
      custodian,
      clock,
      tenantId: TENANT,
      publicUrl,
      tabLink,
    }),
    deliveries: storage.deliveries,
    languages: createLanguages({ ...storage, clock, log }),
    allowances,
    clock,
    log,
    clicksWithinMs,
  });
}

interface Options {
  readonly onTurn: (context: TurnContext) => Promise<void>;
  readonly custodian?: Partial<Custodian>;
  readonly clock?: Clock;
  readonly limits?: Partial<ConnectionLimits>;
}

/** The bot's HTTP side with real authentication and a real connector client, and `onTurn` behind it. */
export async function startBot(options: Options): Promise<RunningBot> {
  const keyServer = await startKeyServer();
  const connector = await startScriptedServer();
  const { log, lines } = createKeptLog();
  const metrics = createMetrics();
  const adapter = new CustodianAdapter({
    botId: BOT_ID,
    loginUrl: `https://login.invalid/${TENANT}`,
    openIdMetadataUrl: keyServer.metadataUrl,
    credentials: new FixedCredentials(),
    pacing: createPacing(UNLIMITED, TENANT),
    // Shorter than in production, for the tests in which it never answers.
    connectorHttp: { timeoutMs: 3_000, retryForMs: 1_500 },
  });
  const messages = createMessagesEndpoint({
    authentication: createInboundAuthentication({
      botId: BOT_ID,
      openIdMetadataUrl: keyServer.metadataUrl,
    }),
    tenantId: TENANT,
    adapter,
    onTurn: options.onTurn,
    metrics,
    log,
  });
  const server = createServer({
    custodian: {
      ready: () => Promise.resolve(),
      ...options.custodian,
    } as Custodian,
    messages,
    metrics,
    clock: options.clock ?? systemClock,
    log,
    ...(options.limits && { limits: options.limits }),
  });
  await new Promise<void>((resolve) =>
    server.server.listen(0, "127.0.0.1", resolve),
  );
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const serviceUrl = `${connector.url}/emea/`;

  const token = (claims: Record<string, unknown> = {}) =>
    signToken(keyServer.keys.good, {
      ...channelClaims(BOT_ID, serviceUrl, Date.now()),
      ...claims,
    });
  return {
    url,
    keyServer,
    connector,
    adapter,
    lines,
    log,
    serviceUrl,
    token,
    send: (overrides = {}, bearer = token()) =>
      fetch(`${url}/api/messages`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        },
        body: JSON.stringify({ ...channelMessage(serviceUrl), ...overrides }),
      }),
    async close() {
      server.server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(resolve);
      });
      await connector.close();
      await keyServer.close();
    },
  };
}

/** Fields of an activity: who sends it. */
export const from = ({ teamsUserId, displayName, id }: Person) => ({
  from: { id: teamsUserId, name: displayName, aadObjectId: id },
});

/** Fields of an activity: that it is sent in the sender's chat with the bot. */
export const personal = {
  conversation: {
    id: "a:chat",
    conversationType: "personal",
    tenantId: TENANT,
  },
  channelData: { tenant: { id: TENANT } },
};

/** The same of a chat of several. */
export const group = {
  ...personal,
  conversation: {
    id: "19:g@thread.v2",
    conversationType: "groupChat",
    tenantId: TENANT,
  },
};

let messagesSent = 0;

/** What Teams sends when Ana writes to the bot in a channel's thread. */
export function channelMessage(serviceUrl: string): Record<string, unknown> {
  messagesSent += 1;
  return {
    type: "message",
    id: `17320902012${messagesSent}`,
    timestamp: "2026-11-20T08:10:01.234Z",
    serviceUrl,
    channelId: "msteams",
    from: { id: "29:ana", name: "Ana", aadObjectId: ANA },
    recipient: { id: `28:${BOT_ID}`, name: "Custodian" },
    conversation: {
      id: "19:helpdesk@thread.tacv2;messageid=1732090201234",
      conversationType: "channel",
      isGroup: true,
      tenantId: TENANT,
    },
    text: "<at>Custodian</at> help\n",
    entities: [
      {
        type: "mention",
        text: "<at>Custodian</at>",
        mentioned: { id: `28:${BOT_ID}`, name: "Custodian" },
      },
    ],
    channelData: {
      channel: { id: "19:helpdesk@thread.tacv2" },
      team: { id: "19:general@thread.tacv2" },
      tenant: { id: TENANT },
    },
  };
}
