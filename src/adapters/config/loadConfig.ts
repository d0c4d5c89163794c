import { AppError } from "../../domain/appError.ts";
import type { ReportAuthentication } from "../../domain/evidence/reportAuthentication.ts";
import type { GroupId } from "../../ports/graph.ts";
import {
  ENVIRONMENT_ONLY,
  type EnvironmentValue,
} from "../../domain/settings/environment.ts";
import type { SettingValues } from "../../domain/settings/settings.ts";
import type { Parser } from "../../domain/settings/parsers.ts";
import {
  type Variable,
  type VariableName,
  variables,
} from "../../domain/settings/variables.ts";
import { message } from "../../domain/message.ts";
import type {
  BotCredentials,
  Config,
  GraphCredentials,
} from "../../ports/config.ts";

interface ConfigFault {
  readonly name: VariableName;
  /** Completes the sentence that starts with the name; never holds the value. */
  readonly problem: string;
}

/** The environment is not one Custodian can start with. */
export class ConfigError extends AppError {
  readonly code = "config.invalid";
  readonly userMessage = message("config.invalid");
  /** sysexits' EX_CONFIG: a supervisor can tell it from a crash that a restart may cure. */
  readonly exitCode = 78;
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super(
      [
        "The configuration cannot be used:",
        ...faults.map(({ name, problem }) => `  ${name} ${problem}`),
      ].join("\n"),
    );
    this.faults = faults;
  }
}

/**
 * The only reader of environment variables. Called once, by each program's main.
 *
 * @throws {ConfigError} listing every missing or malformed variable by name, never by value.
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
): Config {
  const faults: ConfigFault[] = [];
  const values = readVariables(env, faults);
  requireTogether(values, faults);
  if (faults.length > 0) throw new ConfigError(inTableOrder(faults));

  // Every variable was read without fault, so the values without `| undefined` are what they are.
  return deepFreeze(assemble(values as Values));
}

const DATABASE_VARIABLES = ["DATABASE_URL", "DATA_DIR"] as const;

/**
 * Reads where the database is and nothing else, for a program that needs no more.
 *
 * @throws {ConfigError} as `loadConfig`, of these variables.
 */
export function loadDatabaseChoice(
  env: Readonly<Record<string, string | undefined>>,
): Config["storage"] {
  const faults: ConfigFault[] = [];
  const values = readVariables(env, faults, DATABASE_VARIABLES);
  if (faults.length > 0) throw new ConfigError(inTableOrder(faults));
  return deepFreeze(databaseChoice(values as Values));
}

/**
 * What only the environment sets, as it stands there, for people who look at the settings. Of a secret no more than
 * whether it is set.
 */
export function listEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): readonly EnvironmentValue[] {
  return ENVIRONMENT_ONLY.map((name) => {
    const variable: Variable = variables[name];
    const text = textOf(env[name], variable);
    return {
      name,
      isSet: text !== undefined,
      text: variable.secret ? null : text || variable.default || null,
    };
  });
}

type Value<V> = V extends { readonly parser: Parser<infer T> }
  ? V extends { readonly default: string }
    ? T
    : V extends { readonly unset: string }
      ? T | null
      : T
  : never;

type Values = {
  readonly [Name in VariableName]: Value<(typeof variables)[Name]>;
};

/** Undefined where the variable has a fault. */
type ReadValues = { [Name in VariableName]?: unknown };

function readVariables(
  env: Readonly<Record<string, string | undefined>>,
  faults: ConfigFault[],
  names = Object.keys(variables) as readonly VariableName[],
): ReadValues {
  const values: ReadValues = {};
  for (const name of names) {
    const variable: Variable = variables[name];
    const text = textOf(env[name], variable) ?? variable.default;
    if (text === undefined) {
      if (variable.unset === undefined)
        faults.push({ name, problem: "is required" });
      else values[name] = null;
      continue;
    }
    const read = variable.parser.safeParse(text);
    if (read.success) values[name] = read.data;
    else
      for (const issue of read.error.issues)
        faults.push({ name, problem: issue.message });
  }
  return values;
}

/** Variables are often set to nothing to unset them, and come with stray blanks from files. */
function textOf(
  raw: string | undefined,
  variable: Variable,
): string | undefined {
  const text = variable.secret ? raw : raw?.trim();
  return text?.trim() ? text : undefined;
}

/** What one variable asks of another. A variable that has a fault of its own is not named again. */
function requireTogether(values: ReadValues, faults: ConfigFault[]): void {
  const require = (because: string, names: readonly VariableName[]) => {
    for (const name of names)
      if (values[name] === null)
        faults.push({ name, problem: `is required ${because}` });
  };

  if (values.BOT_TYPE === "SingleTenant")
    require("when BOT_TYPE is SingleTenant", ["BOT_PASSWORD"]);

  const keys = values.LOGON_REPORT_KEYS;
  if (values.LOGON_REPORT_AUTH === "shared-key") {
    require("when LOGON_REPORT_AUTH is shared-key", ["LOGON_REPORT_KEYS"]);
    if (Array.isArray(keys) && keys.length === 0)
      faults.push({
        name: "LOGON_REPORT_KEYS",
        problem: "must hold at least one key",
      });
  }

  const credential = (
    [
      "AZURE_CLIENT_SECRET",
      "AZURE_CLIENT_CERTIFICATE_PATH",
      "AZURE_FEDERATED_TOKEN_FILE",
    ] as const
  ).find((name) => values[name]);
  if (credential)
    require(`with ${credential}`, ["AZURE_TENANT_ID", "AZURE_CLIENT_ID"]);

  if (values.SERVICENOW_URL)
    require("with SERVICENOW_URL", [
      "SERVICENOW_CLIENT_ID",
      "SERVICENOW_CLIENT_SECRET",
    ]);
}

function inTableOrder(faults: readonly ConfigFault[]): ConfigFault[] {
  const order = Object.keys(variables);
  return faults.toSorted(
    (a, b) => order.indexOf(a.name) - order.indexOf(b.name),
  );
}

function assemble(values: Values): Config {
  return {
    server: {
      port: values.PORT,
      host: values.HOST,
      publicUrl: values.PUBLIC_URL,
    },
    metrics:
      values.METRICS_PORT === null
        ? null
        : { port: values.METRICS_PORT, host: values.METRICS_HOST },
    logLevel: values.LOG_LEVEL,
    tab: {
      clientId: values.TAB_CLIENT_ID ?? values.BOT_ID,
      appId: values.TEAMS_APP_ID ?? values.BOT_ID,
    },
    bot: {
      id: values.BOT_ID,
      tenantId: values.BOT_TENANT_ID,
      credentials: botCredentials(values),
      openIdMetadataUrl: values.BOT_OPENID_METADATA_URL,
      loginUrl:
        values.BOT_LOGIN_URL ??
        `https://login.microsoftonline.com/${values.BOT_TENANT_ID}`,
    },
    graph: {
      url: values.GRAPH_URL,
      authorityHost: values.AZURE_AUTHORITY_HOST,
      credentials: graphCredentials(values),
    },
    storage: databaseChoice(values),
    groups: {
      approvers: values.APPROVERS_GROUP_ID as GroupId,
      admins: values.ADMINS_GROUP_ID as GroupId,
      technicians: values.TECHNICIANS_GROUP_ID as GroupId | null,
    },
    settings: settingValues(values),
    logonReports: logonReports(values),
    remediation: values.REMEDIATION_SCRIPT_ID
      ? {
          scriptId: values.REMEDIATION_SCRIPT_ID,
          tenantId: values.BOT_TENANT_ID,
        }
      : null,
    signInEvidence: values.SIGN_IN_EVIDENCE === "on",
    warehouse: values.WAREHOUSE_URL
      ? { url: values.WAREHOUSE_URL, resource: values.WAREHOUSE_RESOURCE }
      : null,
    serviceNow: serviceNow(values),
  };
}

function databaseChoice(
  values: Pick<Values, (typeof DATABASE_VARIABLES)[number]>,
): Config["storage"] {
  return values.DATABASE_URL
    ? { kind: "postgres", url: values.DATABASE_URL }
    : { kind: "embedded", dataDir: values.DATA_DIR };
}

function botCredentials(values: Values): BotCredentials {
  switch (values.BOT_TYPE) {
    case "SingleTenant":
      return { kind: "password", password: present(values.BOT_PASSWORD) };
    case "UserAssignedMSI":
      return { kind: "managed-identity" };
  }
}

function graphCredentials(values: Values): GraphCredentials {
  const application = () => ({
    tenantId: present(values.AZURE_TENANT_ID),
    clientId: present(values.AZURE_CLIENT_ID),
  });
  if (values.AZURE_CLIENT_SECRET)
    return {
      kind: "secret",
      ...application(),
      clientSecret: values.AZURE_CLIENT_SECRET,
    };
  if (values.AZURE_CLIENT_CERTIFICATE_PATH)
    return {
      kind: "certificate",
      ...application(),
      certificatePath: values.AZURE_CLIENT_CERTIFICATE_PATH,
      certificatePassword: values.AZURE_CLIENT_CERTIFICATE_PASSWORD,
    };
  if (values.AZURE_FEDERATED_TOKEN_FILE)
    return {
      kind: "federated-token",
      ...application(),
      tokenFile: values.AZURE_FEDERATED_TOKEN_FILE,
    };
  return { kind: "managed-identity", clientId: values.AZURE_CLIENT_ID };
}

function settingValues(values: Values): SettingValues {
  return {
    affinity: {
      mode: values.AFFINITY_MODE,
      multiplier: values.AFFINITY_MULTIPLIER,
      minLogons: values.AFFINITY_MIN_LOGONS,
      windowDays: values.AFFINITY_WINDOW_DAYS,
    },
    stagingAccounts: values.STAGING_ACCOUNTS,
    stagingLeads: values.STAGING_LEADS,
    // Only admins set these, in Teams.
    technicians: [],
    pairedAccounts: values.PAIRED_ACCOUNTS,
    channelScopes: {},
    channelLanguages: {},
    userDomains: values.USER_DOMAINS,
    excludedDevices: values.EXCLUDED_DEVICES,
    excludedDevicesGroupId: values.EXCLUDED_DEVICES_GROUP_ID,
    excludedUsers: values.EXCLUDED_USERS,
    excludedUsersGroupId: values.EXCLUDED_USERS_GROUP_ID,
    proposing: values.PROPOSING,
    firstRunProposalsPerDay: values.FIRST_RUN_PROPOSALS_PER_DAY,
    openCardsPerChannel: values.OPEN_CARDS_PER_CHANNEL,
    proposalExpiresHours: values.PROPOSAL_EXPIRES_HOURS,
    workingHours: values.WORKING_HOURS,
    dailyLine: values.DAILY_LINE,
    undoWindowHours: values.UNDO_WINDOW_HOURS,
    sweepIntervalMinutes: values.SWEEP_INTERVAL_MINUTES,
  };
}

function logonReports(values: Values): ReportAuthentication {
  switch (values.LOGON_REPORT_AUTH) {
    case "shared-key":
      return { kind: "shared-key", keys: present(values.LOGON_REPORT_KEYS) };
    case "device-certificate":
      return { kind: "device-certificate" };
    case "off":
      return { kind: "off" };
  }
}

function serviceNow(values: Values): Config["serviceNow"] {
  if (values.SERVICENOW_URL === null) return null;
  return {
    url: values.SERVICENOW_URL,
    clientId: present(values.SERVICENOW_CLIENT_ID),
    clientSecret: present(values.SERVICENOW_CLIENT_SECRET),
  };
}

/** `requireTogether` has seen to it; a null here is a rule missing there. */
function present<T>(value: T | null): T {
  if (value === null) throw new Error("A required variable was not checked");
  return value;
}

function deepFreeze<T>(value: T): T {
  // A Buffer's bytes cannot be frozen.
  if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value))
    for (const part of Object.values(Object.freeze(value))) deepFreeze(part);
  return value;
}
