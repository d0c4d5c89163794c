import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setDefaultCACertificates, getCACertificates } from "node:tls";
import {
  createAuthority,
  createServerCertificate,
  type Certificate,
} from "./certificates.ts";
import {
  createContoso,
  type Contoso,
  type ContosoOptions,
  type Person,
  type SimulatedDevice,
} from "./contoso.ts";
import { Faults } from "./faults.ts";
import {
  countGraphRequests,
  type GraphRequests,
} from "./graph/countRequests.ts";
import { createGraph } from "./graph/graph.ts";
import { Intune } from "./graph/intune.ts";
import { SignInLog } from "./graph/signIns.ts";
import { createLogin, type App } from "./login.ts";
import { createPlaygroundProxy, type PlaygroundProxy } from "./playground.ts";
import {
  enrolDeviceCertificate,
  reportBody,
  signWithDeviceCertificate,
  signWithSharedKey,
  type ReportOverrides,
  type SharedKey,
  type SignedReport,
} from "./reports.ts";
import {
  serve,
  type Endpoint,
  type RunningServer,
  type SeenRequest,
} from "./server.ts";
import {
  TeamsWithClients,
  type BotAnswer,
  type Deliver,
} from "./teams/client.ts";
import { createConnector } from "./teams/connector.ts";
import { createMetadata } from "./teams/metadata.ts";
import { post } from "./post.ts";
import type { Activity } from "./teams/teams.ts";
import {
  channelClaims,
  createBadSsoTokens,
  createBadTokens,
  createSigningKey,
  signToken,
  ssoClaims,
  type Claims,
  type SigningKey,
  type SsoSubject,
} from "./tokens.ts";

interface CloudOptions extends ContosoOptions {
  /** What the bot's Graph application was granted. Default: what the bot needs, no more. */
  readonly graphPermissions?: readonly string[];
  /** Where Teams says the bot's answers go. Teams says https; http is for clients that cannot be given a CA. */
  readonly connectorScheme?: "https" | "http";
  /** How the devices of this tenant sign their reports. */
  readonly reportAuth?: "device-certificate" | "shared-key";
  /** Ports of the https and the http side; free ones by default. */
  readonly httpsPort?: number;
  readonly httpPort?: number;
  /** The clock by which Intune shows what was written. Default: the time of day. */
  readonly intuneNow?: () => number;
}

interface CloudUrls {
  /** Root of the login service, without tenant. */
  readonly login: string;
  /** Graph's root, without version. */
  readonly graph: string;
  /** What activities carry as `serviceUrl`. */
  readonly serviceUrl: string;
  /** Metadata of the keys that sign inbound activities. */
  readonly openIdMetadata: string;
  readonly openIdMetadataHttp: string;
  /** Where an Agents Playground is pointed instead of at the bot: signs what it posts and hands it on. */
  readonly playgroundProxy: string;
}

/** A running simulated cloud. */
export interface Cloud {
  readonly urls: CloudUrls;
  /** PEM file of the CA behind its https; for `NODE_EXTRA_CA_CERTS` of a child process. */
  readonly caFile: string;
  readonly contoso: Contoso;
  readonly intune: Intune;
  /** Who signed in to Windows, as far as Entra was asked. Empty at the start. */
  readonly signInLog: SignInLog;
  readonly teams: TeamsWithClients;
  /** Behind `urls.playgroundProxy`. */
  readonly playground: Pick<PlaygroundProxy, "actAs" | "showDialog">;
  readonly faults: Faults;
  /** Every request that came, oldest first. */
  readonly requests: readonly SeenRequest[];
  readonly botApp: App;
  readonly graphApp: App;
  readonly sharedKey: SharedKey;
  /** The settings with which the bot uses this cloud. PORT, DATA_DIR and the like are the caller's. */
  environment(more?: Readonly<Record<string, string>>): Record<string, string>;
  /** Tells Teams and the devices where the bot listens: its root, as `http://127.0.0.1:3978`. */
  connectBot(botUrl: string): void;
  /** Posts any activity to the bot, signed as Teams does; `token` replaces the signature, "" leaves it out. */
  deliver(activity: Activity, more?: { token?: string }): Promise<BotAnswer>;
  /** Tokens that must be refused, by what is wrong with them. */
  badTokens(): Readonly<Record<string, string>>;
  /** What Teams fetches for a tab when this person opens it; `overrides` replace claims, undefined leaves one out. */
  ssoToken(
    user: Pick<Person, "id" | "displayName">,
    overrides?: Claims,
  ): string;
  /** Tokens of this person that the tab must refuse, by what is wrong with them. */
  badSsoTokens(
    user: Pick<Person, "id" | "displayName">,
  ): Readonly<Record<string, string>>;
  /** The device posts its logons: those of its story, or the given ones. */
  report(
    device: SimulatedDevice,
    more?: ReportOverrides & {
      userHash?: Readonly<Record<string, number>>;
    },
  ): Promise<BotAnswer>;
  /** Requests a service got, optionally those whose method and path match; forgets nothing. */
  seen(
    service: SeenRequest["service"],
    method?: string,
    path?: RegExp,
  ): readonly SeenRequest[];
  /** Requests that Graph got, by kind; from the one with this index in `requests` on. */
  graphRequests(since?: number): GraphRequests;
  close(): Promise<void>;
}

/** What docs/install.md asks an administrator to grant, and nothing else. */
export const GRANTED_PERMISSIONS: readonly string[] = [
  "DeviceManagementManagedDevices.Read.All",
  "DeviceManagementManagedDevices.PrivilegedOperations.All",
  "User.Read.All",
  "GroupMember.Read.All",
  "Device.Read.All",
];

/**
 * Starts a cloud of its own on loopback, on free ports: several can run beside each other. The CA is trusted by this
 * process from then on; a child process needs `environment()`.
 */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const { authority, server, keys } = await (processWide ??= prepareProcess());
  const contoso = createContoso(options);
  const faults = new Faults();
  const intune = new Intune(contoso, faults, options.intuneNow ?? Date.now);
  const signInLog = new SignInLog();
  const requests: SeenRequest[] = [];
  const botApp: App = {
    id: randomUUID(),
    secret: randomBytes(24).toString("base64url"),
    graphPermissions: new Set(),
    isBot: true,
  };
  const graphApp: App = {
    id: randomUUID(),
    secret: randomBytes(24).toString("base64url"),
    graphPermissions: new Set(options.graphPermissions ?? GRANTED_PERMISSIONS),
    isBot: false,
  };
  const sharedKey: SharedKey = { id: "k1", key: randomBytes(32) };

  let botUrl: string | null = null;
  const endpointOf = (path: string): string => {
    if (botUrl === null)
      throw new Error("Tell the cloud where the bot is: cloud.connectBot(url)");
    return botUrl + path;
  };
  const deliver: Cloud["deliver"] = async (activity, more = {}) => {
    const token =
      more.token ??
      signToken(
        keys.channel,
        channelClaims(botApp.id, String(activity["serviceUrl"]), Date.now()),
      );
    return post(endpointOf("/api/messages"), JSON.stringify(activity), {
      "content-type": "application/json; charset=utf-8",
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      "x-ms-tenant-id": contoso.tenantId,
    });
  };
  const teams = new TeamsWithClients(
    contoso,
    botApp.id,
    deliver satisfies Deliver,
    () => urls.serviceUrl,
  );

  const ssoSubject = (
    user: Pick<Person, "id" | "displayName">,
  ): SsoSubject => ({
    userId: user.id,
    name: user.displayName,
    tenantId: contoso.tenantId,
    authority: urls.login,
    clientId: botApp.id,
  });

  const endpoints = {
    login: createLogin({
      tenantId: contoso.tenantId,
      apps: [botApp, graphApp],
      key: keys.login,
      origin: () => urls.login,
    }),
    graph: createGraph(
      { contoso, intune, signInLog, faults },
      keys.login,
      contoso.tenantId,
    ),
    connector: createConnector({
      teams,
      faults,
      key: keys.login,
      prefix: CONNECTOR_PREFIX,
    }),
    metadata: createMetadata(keys),
    proxy: createPlaygroundProxy(
      (activity) => deliver(activity),
      contoso.people.values(),
    ),
  };
  const onRequest = (request: SeenRequest): void => {
    requests.push(request);
  };
  // Graph and login are https only, as the real ones: a client that sent them a token in the clear must fail here,
  // too.
  const routeHttp = (path: string): Endpoint | null => {
    if (path.startsWith(CONNECTOR_PREFIX)) return endpoints.connector;
    if (path.startsWith("/v1/.well-known/")) return endpoints.metadata;
    return path === PROXY_PATH ? endpoints.proxy : null;
  };
  const routeHttps = (path: string): Endpoint | null => {
    if (/^\/(v1\.0|beta)\//.test(path)) return endpoints.graph;
    return path === PROXY_PATH ? null : (routeHttp(path) ?? endpoints.login);
  };
  const https = await serve({
    route: routeHttps,
    faults,
    onRequest,
    certificate: server,
    ...(options.httpsPort ? { port: options.httpsPort } : {}),
  });
  let http: RunningServer;
  try {
    http = await serve({
      route: routeHttp,
      faults,
      onRequest,
      ...(options.httpPort ? { port: options.httpPort } : {}),
    });
  } catch (error) {
    await https.close();
    throw error;
  }
  const httpsRoot = `https://127.0.0.1:${https.port}`;
  const httpRoot = `http://127.0.0.1:${http.port}`;
  const urls: CloudUrls = {
    login: httpsRoot,
    graph: httpsRoot,
    serviceUrl: `${options.connectorScheme === "http" ? httpRoot : httpsRoot}${CONNECTOR_PREFIX}/`,
    openIdMetadata: `${httpsRoot}${METADATA_PATH}`,
    openIdMetadataHttp: `${httpRoot}${METADATA_PATH}`,
    playgroundProxy: `${httpRoot}${PROXY_PATH}`,
  };
  const folder = mkdtempSync(join(tmpdir(), "simulated-cloud-"));
  const caFile = join(folder, "ca.pem");
  writeFileSync(caFile, authority.pem);
  const removeFolder = (): void =>
    rmSync(folder, { recursive: true, force: true });
  process.once("exit", removeFolder);
  const certificates = new Map<string, Certificate>();
  const reportAuth = options.reportAuth ?? "device-certificate";

  return {
    urls,
    caFile,
    contoso,
    intune,
    signInLog,
    teams,
    playground: endpoints.proxy,
    faults,
    requests,
    botApp,
    graphApp,
    sharedKey,
    environment: (more = {}) => ({
      HOST: "127.0.0.1",
      BOT_ID: botApp.id,
      BOT_TYPE: "SingleTenant",
      BOT_TENANT_ID: contoso.tenantId,
      BOT_PASSWORD: botApp.secret,
      BOT_OPENID_METADATA_URL: urls.openIdMetadata,
      BOT_LOGIN_URL: `${urls.login}/${contoso.tenantId}`,
      AZURE_TENANT_ID: contoso.tenantId,
      AZURE_CLIENT_ID: graphApp.id,
      AZURE_CLIENT_SECRET: graphApp.secret,
      AZURE_AUTHORITY_HOST: urls.login,
      GRAPH_URL: urls.graph,
      APPROVERS_GROUP_ID: contoso.approvers.id,
      ADMINS_GROUP_ID: contoso.admins.id,
      STAGING_ACCOUNTS: contoso.cast.staging.userPrincipalName,
      // Its devices tell counts of a week, and its stories are of one.
      AFFINITY_MODE: "intent",
      LOGON_REPORT_AUTH: reportAuth,
      ...(reportAuth === "shared-key"
        ? {
            LOGON_REPORT_KEYS: `${sharedKey.id}:${sharedKey.key.toString("base64")}`,
          }
        : {}),
      NODE_EXTRA_CA_CERTS: caFile,
      ...more,
    }),
    connectBot: (url) => {
      botUrl = url.replace(/\/$/, "");
    },
    deliver,
    badTokens: () =>
      createBadTokens(
        {
          good: keys.channel,
          unendorsed: keys.unendorsed,
          // Entra's key is a good key, but not one of the Bot Framework's.
          unknown: keys.login,
        },
        botApp.id,
        urls.serviceUrl,
        Date.now(),
      ),
    ssoToken: (user, overrides = {}) =>
      signToken(keys.login, {
        ...ssoClaims(ssoSubject(user), Date.now()),
        ...overrides,
      }),
    badSsoTokens: (user) =>
      createBadSsoTokens(
        // The Bot Framework's key is a good key, but not one of Entra's.
        { good: keys.login, unknown: keys.channel },
        ssoSubject(user),
        Date.now(),
      ),
    report: async (device, { userHash, ...overrides } = {}) => {
      const body = reportBody(device, userHash ?? contoso.userHash(device));
      let report: SignedReport;
      if (reportAuth === "shared-key")
        report = signWithSharedKey(sharedKey, body, overrides);
      else {
        const certificate =
          certificates.get(device.id) ?? enrolDeviceCertificate(device);
        certificates.set(device.id, certificate);
        report = signWithDeviceCertificate(certificate, body, overrides);
      }
      return post(endpointOf("/api/logons"), report.body, report.headers);
    },
    seen: (service, method, path) =>
      requests.filter(
        (request) =>
          request.service === service &&
          (method === undefined || request.method === method) &&
          (path === undefined || path.test(request.path)),
      ),
    graphRequests: (since = 0) => countGraphRequests(requests.slice(since)),
    close: async () => {
      await Promise.all([https.close(), http.close()]);
      process.off("exit", removeFolder);
      removeFolder();
    },
  };
}

const CONNECTOR_PREFIX = "/teams/emea";
const METADATA_PATH = "/v1/.well-known/openidconfiguration";
const PROXY_PATH = "/playground/api/messages";

interface ProcessWide {
  readonly authority: Certificate;
  readonly server: Certificate;
  readonly keys: {
    /** Signs Entra's tokens. */
    readonly login: SigningKey;
    /** Signs Teams' tokens for the bot. */
    readonly channel: SigningKey;
    /** Published beside it, but not for Teams. */
    readonly unendorsed: SigningKey;
  };
}

let processWide: Promise<ProcessWide> | null = null;

/** Keys and certificates are what takes time, and clouds of one process may share them: tenants and apps differ. */
async function prepareProcess(): Promise<ProcessWide> {
  // OpenSSL looks an authority up by name, and finds the wrong one of two that share it: each test file has its own.
  const authorityName = `Simulated cloud CA ${randomUUID()}`;
  const authority = createAuthority(authorityName);
  const server = createServerCertificate(authority, authorityName);
  const [login, channel, unendorsed] = await Promise.all([
    createSigningKey(),
    createSigningKey(),
    createSigningKey(),
  ]);
  setDefaultCACertificates([...getCACertificates("default"), authority.pem]);
  return { authority, server, keys: { login, channel, unendorsed } };
}
