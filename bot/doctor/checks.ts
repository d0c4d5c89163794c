import { AppError } from "../../src/domain/appError.ts";
import type { Config } from "../../src/ports/config.ts";
import type { DeviceId } from "../../src/domain/devices/device.ts";
import { tokenScope } from "../../src/adapters/graph/addresses.ts";
import { createGraph } from "../../src/adapters/graph/createGraph.ts";
import {
  createCredential,
  settingsToCheck,
} from "../../src/adapters/graph/credential.ts";
import type { Graph, GroupId } from "../../src/ports/graph.ts";
import type { SettingValues } from "../../src/domain/settings/settings.ts";
import type { RateStore } from "../../src/ports/stores/rateStore.ts";
import type { OpenStorage } from "../../src/ports/storage.ts";
import { CustodianAdapter } from "../protocol/adapter.ts";
import { createInboundAuthentication } from "../protocol/authentication.ts";
import { createPacing } from "../protocol/pacing.ts";
import { audiencesOf, createSignIn } from "../tab/api/authentication.ts";
import { signInOptions } from "../tab/openTab.ts";
import {
  CONNECTOR_SCOPE,
  createCredentialsFactory,
  tokenOf,
} from "../protocol/credentials.ts";
import { toCredentialSettings } from "../../src/adapters/graph/credentialSettings.ts";
import { english } from "../messages/languages.ts";

/** One thing that must be right. */
interface Check {
  readonly name: string;
  /** Resolves with what was found; throws when it is not right. */
  readonly run: () => Promise<string>;
  /** What to do when it is not; errors that say it themselves come first. */
  readonly mend: string;
}

/** Not right, but not wrong either: something is still to be done. */
export class CheckPostponed extends Error {}

/** An id that nothing has, for asking without finding. */
const NOTHING = "00000000-0000-4000-8000-000000000000";

/** The one doctor in a hurry does not use up what the running bot may ask for. */
const UNLIMITED: RateStore = { take: () => Promise.resolve(0) };

/** Everything outside that Custodian depends on, in the order in which one would set it up. */
export function createChecks(
  config: Config,
  openDatabase: () => Promise<OpenStorage>,
): readonly Check[] {
  return [
    databaseCheck(openDatabase),
    searchCheck(openDatabase),
    ...botChecks(config),
    ...tabChecks(config),
    ...graphChecks(config, openDatabase),
    channelCheck(config, openDatabase),
    proposingCheck(config, openDatabase),
  ];
}

/** What is stored counts: an admin may have changed it in Teams. */
async function currentValues(
  { settings }: Config,
  openDatabase: () => Promise<OpenStorage>,
): Promise<SettingValues> {
  const stored = await (await openDatabase()).settings.current();
  return stored?.values ?? settings;
}

function proposingCheck(
  config: Config,
  openDatabase: () => Promise<OpenStorage>,
): Check {
  return {
    name: "Proposals by evidence",
    run: async () => {
      const storage = await openDatabase();
      const stored = await currentValues(config, openDatabase);
      if (stored.proposing === "observe")
        throw new CheckPostponed(
          "Custodian only observes and posts none: look at preview, then turn proposing on with settings, or with PROPOSING",
        );
      return (await storage.firstRun.find())
        ? `in the first run, at most ${stored.firstRunProposalsPerDay} a day`
        : "posted";
    },
    mend: "see Database",
  };
}

function databaseCheck(openDatabase: () => Promise<OpenStorage>): Check {
  return {
    name: "Database",
    run: async () => {
      await (await openDatabase()).ping();
      return "reachable and migrated";
    },
    mend: "check DATABASE_URL, or DATA_DIR and its free space",
  };
}

function searchCheck(openDatabase: () => Promise<OpenStorage>): Check {
  return {
    name: "Search",
    run: async () => {
      if (!(await (await openDatabase()).hasTrigramIndexes()))
        throw new CheckPostponed(
          "search inside of names is slower: let the database have pg_trgm, then start Custodian once",
        );
      return "parts of names have an index";
    },
    mend: "see Database",
  };
}

function botChecks({ bot }: Config): readonly Check[] {
  return [
    {
      name: "Keys of inbound tokens",
      run: async () => {
        await createInboundAuthentication({
          botId: bot.id,
          openIdMetadataUrl: bot.openIdMetadataUrl,
        }).warmUp();
        return "readable";
      },
      mend: "allow outbound https to BOT_OPENID_METADATA_URL",
    },
    {
      name: "Token of the bot",
      run: async () => {
        const credentials = await createCredentialsFactory(
          bot,
        ).createCredentials(bot.id, CONNECTOR_SCOPE, bot.loginUrl, true);
        await tokenOf(credentials);
        return "obtained";
      },
      mend: "check BOT_ID, BOT_PASSWORD, BOT_TENANT_ID and BOT_LOGIN_URL, and that the secret has not expired",
    },
  ];
}

function tabChecks(config: Config): readonly Check[] {
  const { bot, tab } = config;
  return [
    {
      name: "Sign-in to the tab",
      run: async () => {
        const options = signInOptions(config);
        if (options === null)
          throw new CheckPostponed("the personal tab is off: set PUBLIC_URL");
        await createSignIn(options).warmUp();
        if (
          bot.credentials.kind === "managed-identity" &&
          tab.clientId === bot.id
        )
          throw new CheckPostponed(
            "a managed identity cannot sign people in to the tab: register an app for it and set TAB_CLIENT_ID",
          );
        const [, ...resources] = audiencesOf(options);
        return `keys readable; the registration ${tab.clientId} needs the Application ID URI ${resources[0]}`;
      },
      mend: "allow outbound https to AZURE_AUTHORITY_HOST, and check BOT_TENANT_ID",
    },
  ];
}

function graphChecks(
  config: Config,
  openDatabase: () => Promise<OpenStorage>,
): readonly Check[] {
  const settings = toCredentialSettings(config.graph);
  const credential = createCredential(settings);
  const graph = createGraph({
    url: config.graph.url,
    credential,
    settingsToCheck: settingsToCheck(settings.kind),
    rates: UNLIMITED,
  });
  const grant = (permission: string) =>
    `grant the application permission ${permission} and its admin consent`;

  return [
    ...PROBES.map(({ permission, ask }) => ({
      name: permission,
      run: async () => {
        await ask(graph);
        return "granted";
      },
      mend: grant(permission),
    })),
    {
      name: WRITE_PERMISSION,
      run: async () => {
        const token = await credential.getToken(tokenScope(config.graph.url));
        if (!rolesOf(token?.token).includes(WRITE_PERMISSION))
          throw new Error("the token does not carry it");
        return "granted, as the token says; only a change would prove it";
      },
      mend: grant(WRITE_PERMISSION),
    },
    ...remediationChecks(graph, config.remediation),
    ...(config.signInEvidence ? [signInCheck(graph)] : []),
    groupCheck(graph, "APPROVERS_GROUP_ID", config.groups.approvers),
    groupCheck(graph, "ADMINS_GROUP_ID", config.groups.admins),
    exclusionCheck(graph, () => currentValues(config, openDatabase)),
  ];
}

const WRITE_PERMISSION =
  "DeviceManagementManagedDevices.PrivilegedOperations.All";

const PROBES: readonly {
  readonly permission: string;
  readonly ask: (graph: Graph) => Promise<unknown>;
}[] = [
  {
    permission: "DeviceManagementManagedDevices.Read.All",
    ask: (graph) => graph.devices.find(NOTHING as DeviceId),
  },
  {
    permission: "User.Read.All",
    ask: (graph) => graph.users.find(NOTHING),
  },
  {
    permission: "Device.Read.All",
    ask: (graph) => graph.entraDevices.find(NOTHING),
  },
];

function remediationChecks(
  graph: Graph,
  remediation: Config["remediation"],
): readonly Check[] {
  if (!remediation) return [];
  return [
    {
      name: "REMEDIATION_SCRIPT_ID (DeviceManagementScripts.Read.All)",
      run: async () => {
        const { scriptId } = remediation;
        const { outputs } = await graph.remediations.listOutputs(
          scriptId,
          null,
        );
        if (!outputs.some(({ text }) => text !== null))
          throw new CheckPostponed(
            "the Remediation has no output yet: assign it, and wait for its first runs",
          );
        return "its output is readable";
      },
      mend: "check that REMEDIATION_SCRIPT_ID is the id of a Remediation, and grant DeviceManagementScripts.Read.All",
    },
  ];
}

const AN_HOUR_MS = 60 * 60 * 1000;

function signInCheck(graph: Graph): Check {
  return {
    name: "SIGN_IN_EVIDENCE (AuditLog.Read.All)",
    run: async () => {
      const until = new Date();
      const from = new Date(until.getTime() - AN_HOUR_MS);
      await graph.signIns.list({ from, until }, null);
      return "Entra's sign-ins are readable";
    },
    mend: "grant the application permission AuditLog.Read.All and its admin consent, with Microsoft Entra ID P1 or P2 in the tenant, or turn SIGN_IN_EVIDENCE off",
  };
}

function groupCheck(graph: Graph, setting: string, id: GroupId): Check {
  return {
    name: `${setting} (GroupMember.Read.All)`,
    run: async () => {
      const members = await graph.groups.listMembers(id);
      if (members.length === 0) throw new Error("the group has no members");
      return `${members.length} people`;
    },
    mend: `check that ${setting} is the object id of a group with members, and grant GroupMember.Read.All`,
  };
}

/** While a group of exclusions was never read, nobody is proposed by evidence. */
function exclusionCheck(
  graph: Graph,
  readValues: () => Promise<SettingValues>,
): Check {
  return {
    name: "Excluded groups",
    run: async () => {
      const { excludedDevicesGroupId, excludedUsersGroupId } =
        await readValues();
      const { groups } = graph;
      const found: string[] = [];
      if (excludedDevicesGroupId) {
        const id = excludedDevicesGroupId as GroupId;
        found.push(`${(await groups.listDeviceMembers(id)).length} devices`);
      }
      if (excludedUsersGroupId) {
        const id = excludedUsersGroupId as GroupId;
        found.push(`${(await groups.listMembers(id)).length} people`);
      }
      return found.length === 0 ? "none is set" : found.join(", ");
    },
    mend: "check the two groups of exclusions in settings, or EXCLUDED_DEVICES_GROUP_ID and EXCLUDED_USERS_GROUP_ID, and grant GroupMember.Read.All",
  };
}

function channelCheck(
  config: Config,
  openDatabase: () => Promise<OpenStorage>,
): Check {
  const { bot } = config;
  return {
    name: "Channels for proposals",
    run: async () => {
      const channels = await (await openDatabase()).channels.listUsable();
      if (channels.length === 0)
        throw new CheckPostponed(
          "none is chosen: add the app to a team and type there: use this channel",
        );
      const adapter = new CustodianAdapter({
        botId: bot.id,
        loginUrl: bot.loginUrl,
        openIdMetadataUrl: bot.openIdMetadataUrl,
        credentials: createCredentialsFactory(bot),
        pacing: createPacing(UNLIMITED, bot.tenantId),
      });
      for (const { id, serviceUrl } of channels) {
        const connector = await adapter.connectorFor(serviceUrl);
        await connector.conversations.getConversationPagedMembers(id);
      }
      return `${channels.length} reachable`;
    },
    mend: "add the app to the team again and type in the channel: use this channel",
  };
}

/** Tokens are not ours to read; here it is the only way to see a permission without using it. */
function rolesOf(token: string | undefined): readonly unknown[] {
  const payload = token?.split(".")[1];
  if (payload === undefined) return [];
  const claims: unknown = JSON.parse(
    Buffer.from(payload, "base64url").toString(),
  );
  const roles =
    typeof claims === "object" && claims !== null && "roles" in claims
      ? claims.roles
      : [];
  return Array.isArray(roles) ? roles : [];
}

/** What went wrong, in words that hold no secret: only our own errors' texts are printed as they are. */
export function describeFault(error: unknown): string {
  if (error instanceof AppError)
    return `${error.message}. ${english.t(error.userMessage)}`;
  if (!(error instanceof Error)) return "unknown";
  const isLibrary = "errorCode" in error || error.name !== "Error";
  return isLibrary
    ? [error.name, "errorCode" in error ? String(error.errorCode) : ""]
        .join(" ")
        .trim()
    : error.message;
}
