import { afterAll, beforeAll, beforeEach } from "@jest/globals";
import type { AddressInfo } from "node:net";
import { listEnvironment } from "../../../src/adapters/config/loadConfig.ts";
import { createMetrics } from "../../../bot/telemetry/metrics.ts";
import { systemClock } from "../../../src/ports/clock.ts";
import { createServer } from "../../../bot/http/server.ts";
import { createSignIn } from "../../../bot/tab/api/authentication.ts";
import type { Person } from "../../simulator/contoso.ts";
import { MINUTE_MS } from "../../support/builders.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { createKeptLog, type LogLine } from "../bot/harness.ts";

/** The address under which browsers know the bot here. */
const PUBLIC_URL = "https://custodian.contoso.com";

export interface Reply<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

/** The tab's API on the use cases, with the simulated cloud behind them. */
export interface TabServer {
  readonly app: CustodianOnCloud;
  readonly url: string;
  readonly lines: readonly LogLine[];
  /** `as` null sends no token, a text sends it as the token. */
  get<T>(
    path: string,
    as: Person | string | null,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Reply<T>>;
  /** As the page does; `headers` replace its own, and an empty one leaves it out. */
  post<T>(
    path: string,
    as: Person | string,
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Reply<T>>;
  /** As when the bot stops. */
  stopWaiting(): void;
  close(): Promise<void>;
}

type Options = Parameters<typeof startCustodianOnCloud>[0] & {
  readonly clientId?: string;
  readonly patienceMs?: number;
};

/**
 * For all tests of a file. What a person may ask for comes back with time, which stands here: so each test begins
 * later.
 */
export function useTabServer(
  options: Options,
  onReady: (tab: TabServer) => void | Promise<void>,
): void {
  let tab: TabServer;
  beforeAll(async () => {
    tab = await startTabServer(options);
    await onReady(tab);
  });
  beforeEach(() => tab.app.clock.advance(10 * MINUTE_MS));
  afterAll(() => tab.close());
}

export async function startTabServer(
  options: Options = {},
): Promise<TabServer> {
  const app = await startCustodianOnCloud(options);
  const { cloud } = app;
  const { log, lines } = createKeptLog();
  const stopping = new AbortController();
  const server = createServer({
    custodian: app.custodian,
    messages: {
      authenticate: () => Promise.resolve({ status: 401 }),
      take: () => Promise.resolve({ status: 401 }),
    },
    metrics: createMetrics(),
    clock: systemClock,
    tab: {
      custodian: app.custodian,
      environment: listEnvironment(cloud.environment()),
      signIn: createSignIn({
        authorityHost: cloud.urls.login,
        tenantId: cloud.contoso.tenantId,
        botId: cloud.botApp.id,
        clientId: options.clientId ?? cloud.botApp.id,
        publicUrl: PUBLIC_URL,
      }),
      rates: app.storage.rates,
      publicUrl: PUBLIC_URL,
      stopping: stopping.signal,
      ...(options.patienceMs === undefined
        ? {}
        : { patienceMs: options.patienceMs }),
      clock: app.clock,
      pages: null,
      log,
    },
    log,
  });
  await new Promise<void>((resolve) =>
    server.server.listen(0, "127.0.0.1", resolve),
  );
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;

  const ask = async <T>(
    path: string,
    as: Person | string | null,
    init: RequestInit,
    headers: Readonly<Record<string, string>>,
  ): Promise<Reply<T>> => {
    const token =
      as === null || typeof as === "string" ? as : cloud.ssoToken(as);
    const response = await fetch(`${url}/api/tab${path}`, {
      ...init,
      headers: Object.fromEntries(
        Object.entries({
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        }).filter(([, value]) => value !== ""),
      ),
    });
    return {
      status: response.status,
      body: (await response.json()) as T,
      headers: response.headers,
    };
  };

  return {
    app,
    url,
    lines,
    get: (path, as, headers = {}) => ask(path, as, {}, headers),
    post: (path, as, body, headers = {}) =>
      ask(
        path,
        as,
        {
          method: "POST",
          body: typeof body === "string" ? body : JSON.stringify(body),
        },
        {
          "content-type": "application/json",
          origin: PUBLIC_URL,
          "sec-fetch-site": "same-origin",
          ...headers,
        },
      ),
    stopWaiting: () => stopping.abort(),
    async close() {
      stopping.abort();
      server.server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(resolve);
      });
      await app.close();
    },
  };
}
