import "./memory.ts";
import { BotBuilderCloudAdapter } from "@microsoft/teamsfx";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  ConfigError,
  listEnvironment,
  loadConfig,
} from "../src/adapters/config/loadConfig.ts";
import type { Config } from "../src/ports/config.ts";
import { createCustodian, type CustodianDeps } from "../src/custodian.ts";
import { createGraph } from "../src/adapters/graph/createGraph.ts";
import {
  createCredential,
  settingsToCheck,
} from "../src/adapters/graph/credential.ts";
import { listViewers } from "../src/usecases/people/listViewers.ts";
import { createLookUps } from "../src/usecases/lookups/lookUps.ts";
import { createApproverList } from "../src/usecases/people/approverList.ts";
import { createManagers } from "../src/usecases/people/managers.ts";
import { seedSettings } from "../src/usecases/settings/currentSettings.ts";
import { openStorage } from "../src/adapters/storage/openStorage.ts";
import type { OpenStorage } from "../src/ports/storage.ts";
import { jobNames, startWorkers } from "../src/workers.ts";
import { CustodianAdapter } from "./protocol/adapter.ts";
import { createInboundAuthentication } from "./protocol/authentication.ts";
import {
  createInstallations,
  createServiceUrlFinder,
} from "./channel/installations.ts";
import { createLanguages } from "./channel/languages.ts";
import { createTabLink } from "./cards/parts/tabLink.ts";
import { createMessenger } from "./channel/messenger.ts";
import { createPacing } from "./protocol/pacing.ts";
import { createCredentialsFactory } from "./protocol/credentials.ts";
import { toCredentialSettings } from "../src/adapters/graph/credentialSettings.ts";
import { createLog, type Logger } from "./telemetry/log.ts";
import { createMessagesEndpoint } from "./http/messagesEndpoint.ts";
import { createMetrics } from "./telemetry/metrics.ts";
import { createTurnHandler } from "./onTurn.ts";
import { createAllowances } from "./turn/allowances.ts";
import { createRoutes } from "./routes.ts";
import { createMetricsServer } from "./http/metricsServer.ts";
import { createServer } from "./http/server.ts";
import { openTab } from "./tab/openTab.ts";

const config = readConfig();
const log = createLog(config.logLevel);
const stopping = new AbortController();
try {
  const { servers, storage } = await start(config, log);
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => void stop(signal, servers, storage, log));
} catch (error) {
  log.fatal({ err: error }, "Custodian could not start");
  process.exit(1);
}

function readConfig(): Config {
  try {
    return loadConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(error.exitCode);
  }
}

async function start(
  config: Config,
  log: Logger,
): Promise<{ servers: readonly Server[]; storage: OpenStorage }> {
  const { server: listening, bot } = config;
  const tabLink =
    listening.publicUrl === null ? null : createTabLink(config.tab.appId);
  const metrics = createMetrics();
  const storage = await openStorage({
    database: config.storage,
    jobNames,
    log,
  });
  // One time for all replicas, whatever their machines' clocks say.
  const { clock } = storage;

  await seedSettings(storage, config.settings, clock);

  const credentialSettings = toCredentialSettings(config.graph);
  const graph = createGraph({
    url: config.graph.url,
    credential: createCredential(credentialSettings),
    settingsToCheck: settingsToCheck(credentialSettings.kind),
    rates: storage.rates,
    onCall: ({ operation, outcome }) =>
      metrics.graphCalls.inc({ operation, outcome }),
    log,
  });

  const pacing = createPacing(storage.rates, bot.tenantId);
  const adapter = new CustodianAdapter({
    botId: bot.id,
    loginUrl: bot.loginUrl,
    openIdMetadataUrl: bot.openIdMetadataUrl,
    credentials: createCredentialsFactory(bot),
    pacing,
  });
  // Its middleware is what takes down who has the bot installed.
  new BotBuilderCloudAdapter.ConversationBot({
    adapter,
    notification: {
      enabled: true,
      botAppId: bot.id,
      store: createInstallations(storage.installations),
    },
  });

  const groups = {
    approversGroupId: config.groups.approvers,
    techniciansGroupId: config.groups.technicians,
    adminsGroupId: config.groups.admins,
  };
  const approvers = createApproverList({ graph, ...groups, clock, log });
  const { installations } = storage;
  const languages = createLanguages({ ...storage, clock, log });
  const deps: CustodianDeps = {
    storage,
    graph,
    lookUps: createLookUps({ storage, graph, ...groups, clock, log }),
    managers: createManagers({ graph, clock }),
    approvers,
    messenger: createMessenger({
      adapter,
      installations,
      listViewers: (proposal, budgetMs) =>
        listViewers({ approvers, installations }, proposal, budgetMs),
      findServiceUrl: createServiceUrlFinder(storage),
      languages,
      pacing,
      tabLink,
      botId: bot.id,
      tenantId: bot.tenantId,
      clock,
      metrics,
      log,
    }),
    ...groups,
    readsSignIns: config.signInEvidence,
    reports: config.logonReports,
    remediation: config.remediation,
    clock,
    log,
    metrics: metrics.useCases,
  };
  const custodian = createCustodian(deps);
  metrics.observe(custodian);

  const authentication = createInboundAuthentication({
    botId: bot.id,
    openIdMetadataUrl: bot.openIdMetadataUrl,
  });
  const { server } = createServer({
    custodian,
    messages: createMessagesEndpoint({
      authentication,
      tenantId: bot.tenantId,
      adapter,
      onTurn: createTurnHandler({
        routes: createRoutes({
          custodian,
          clock,
          tenantId: bot.tenantId,
          publicUrl: listening.publicUrl,
          tabLink,
        }),
        deliveries: storage.deliveries,
        languages,
        allowances: createAllowances(),
        clock,
        log,
      }),
      metrics,
      log,
    }),
    metrics,
    tab: await openTab({
      config,
      environment: listEnvironment(process.env),
      custodian,
      rates: storage.rates,
      stopping: stopping.signal,
      clock,
      log,
    }),
    clock,
    log,
  });
  const servers = [server];

  await startWorkers(deps);
  if (config.metrics) {
    const { registry } = metrics;
    const metricsServer = createMetricsServer({ registry, clock, log });
    const { port, address } = await listen(metricsServer, config.metrics);
    log.info({ port, address }, "Serving metrics");
    servers.push(metricsServer);
  }
  const { port } = await listen(server, listening);
  log.info({ port }, "Listening");
  // Ahead of the first message, whose sender would wait for it. When it fails, that message fetches them.
  authentication
    .warmUp()
    .catch((error: unknown) =>
      log.warn({ err: error }, "Keys of inbound tokens not fetched yet"),
    );
  return { servers, storage };
}

function listen(
  server: Server,
  { port, host }: { readonly port: number; readonly host: string | null },
): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host ?? undefined, () => {
      server.off("error", reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

/**
 * A supervisor kills what is still there after ten seconds or so; jobs that are not done by then go on after the next
 * start.
 */
const STOP_WITHIN_MS = 9_500;

async function stop(
  signal: string,
  servers: readonly Server[],
  storage: OpenStorage,
  log: Logger,
): Promise<void> {
  log.info({ signal }, "Stopping");
  setTimeout(() => {
    log.warn("Stopped before everything was done");
    process.exit(0);
  }, STOP_WITHIN_MS).unref();

  stopping.abort();
  // What is being answered may still send jobs, which the next start or another replica does: closed is last.
  await Promise.all([
    ...servers.map(finishRequests),
    storage.queue.stopWorking(),
  ]);
  await storage.close();
  log.info("Stopped");
  process.exit(0);
}

/**
 * A connection that is kept alive turns idle only when its request is answered, so they are looked for until none is
 * left.
 */
function finishRequests(server: Server): Promise<void> {
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  return new Promise((resolve) => {
    server.close(() => {
      clearInterval(sweep);
      resolve();
    });
  });
}
