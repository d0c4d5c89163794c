import {
  anyText,
  baseUrl,
  decimalNumber,
  devicePatterns,
  domains,
  feedUrl,
  guid,
  hostName,
  oneOf,
  pairedAccounts,
  postgresUrl,
  type Parser,
  reportKeys,
  stagingLeads,
  tenant,
  upns,
  userPatterns,
  wholeNumber,
  wholeUrl,
  workingHours,
} from "./parsers.ts";

/** One environment variable: what the parser, `.env.example` and docs/configuration.md are made from. */
export interface Variable<T = unknown> {
  readonly group: string;
  /** A sentence part in Markdown. */
  readonly meaning: string;
  readonly parser: Parser<T>;
  /** The value is a secret: its text is taken as it is, blanks included, and it is never shown. */
  readonly secret?: true;
  /** Text that is read when the variable is unset. */
  readonly default?: string;
  /** Where there is no default text: what being unset means. Without either, the variable is required. */
  readonly unset?: string;
}

const LISTENING = "Listening";
const BOT = "The bot's registration";
const GRAPH = "Microsoft Graph";
const STORAGE = "Storage";
const PEOPLE = "Who may do what";
const STAGING = "Staging";
const AFFINITY = "When a primary user should change";
const PROPOSALS = "Proposals";
const EVIDENCE = "Evidence";
const WAREHOUSE = "Intune Data Warehouse";
const SERVICENOW = "ServiceNow";
const LOGS = "Logs";

/**
 * Every variable Custodian reads. The order is that of the documents. An empty text counts as unset.
 */
export const variables = {
  PORT: {
    group: LISTENING,
    meaning: "port the bot listens on; 0 takes any free one",
    parser: wholeNumber(0, 65_535),
    default: "3978",
  },
  HOST: {
    group: LISTENING,
    meaning: "address the bot listens on",
    parser: hostName,
    unset: "all interfaces",
  },
  METRICS_PORT: {
    group: LISTENING,
    meaning:
      "port on which `/metrics` is served, apart from the bot's; 0 takes any free one and logs it",
    parser: wholeNumber(0, 65_535),
    unset: "not served",
  },
  METRICS_HOST: {
    group: LISTENING,
    meaning:
      "address on which `/metrics` is served; `0.0.0.0` lets other machines read it",
    parser: hostName,
    default: "127.0.0.1",
  },
  PUBLIC_URL: {
    group: LISTENING,
    meaning:
      "the bot's public https address, for the personal tab and the link of `audit export`",
    parser: baseUrl("http-on-loopback"),
    unset: "no tab, no `audit export`",
  },
  BOT_ID: {
    group: BOT,
    meaning: "application (client) id of the bot registration",
    parser: guid,
  },
  BOT_TYPE: {
    group: BOT,
    meaning: "`SingleTenant` or `UserAssignedMSI`",
    parser: oneOf("SingleTenant", "UserAssignedMSI"),
  },
  BOT_TENANT_ID: {
    group: BOT,
    meaning:
      "tenant of the bot registration; only activities of this tenant are served",
    parser: guid,
  },
  BOT_PASSWORD: {
    group: BOT,
    meaning: "client secret of the bot registration",
    parser: anyText,
    secret: true,
    unset: "required for `SingleTenant`",
  },
  BOT_OPENID_METADATA_URL: {
    group: BOT,
    meaning:
      "where the keys of inbound tokens are published; plain http only on loopback",
    parser: wholeUrl("http-on-loopback"),
    default:
      "https://login.botframework.com/v1/.well-known/openidconfiguration",
  },
  BOT_LOGIN_URL: {
    group: BOT,
    meaning: "authority for the bot's outbound tokens, tenant included",
    parser: baseUrl("https-only"),
    unset: "`https://login.microsoftonline.com/{BOT_TENANT_ID}`",
  },
  TAB_CLIENT_ID: {
    group: BOT,
    meaning:
      "application (client) id of the registration that exposes `access_as_user` for the personal tab; needed with `UserAssignedMSI`, which cannot",
    parser: guid,
    unset: "`BOT_ID`",
  },
  TEAMS_APP_ID: {
    group: BOT,
    meaning:
      "id of the Teams app, as it was given to the app package: links on cards open the personal tab by it",
    parser: guid,
    unset: "`BOT_ID`",
  },
  AZURE_TENANT_ID: {
    group: GRAPH,
    meaning: "tenant of the identity that calls Graph",
    parser: tenant,
    unset: "managed identity",
  },
  AZURE_CLIENT_ID: {
    group: GRAPH,
    meaning:
      "client id of the identity that calls Graph; with nothing else set, a user-assigned managed identity",
    parser: guid,
    unset: "system-assigned managed identity",
  },
  AZURE_CLIENT_SECRET: {
    group: GRAPH,
    meaning: "its client secret; comes before a certificate",
    parser: anyText,
    secret: true,
    unset: "none",
  },
  AZURE_CLIENT_CERTIFICATE_PATH: {
    group: GRAPH,
    meaning:
      "file with its certificate and private key; comes before a federated token",
    parser: anyText,
    unset: "none",
  },
  AZURE_CLIENT_CERTIFICATE_PASSWORD: {
    group: GRAPH,
    meaning: "password of that file",
    parser: anyText,
    secret: true,
    unset: "none",
  },
  AZURE_FEDERATED_TOKEN_FILE: {
    group: GRAPH,
    meaning: "file with a federated token (workload identity)",
    parser: anyText,
    unset: "none",
  },
  AZURE_AUTHORITY_HOST: {
    group: GRAPH,
    meaning: "login service",
    parser: baseUrl("https-only"),
    default: "https://login.microsoftonline.com",
  },
  GRAPH_URL: {
    group: GRAPH,
    meaning: "root of Microsoft Graph, without version",
    parser: baseUrl("https-only"),
    default: "https://graph.microsoft.com",
  },
  DATABASE_URL: {
    group: STORAGE,
    meaning:
      "PostgreSQL, `postgres://…`; recommended for production. On another machine it must say how the way there is encrypted: `?sslmode=verify-full`, or `?sslmode=disable` where plain text is meant",
    parser: postgresUrl,
    secret: true,
    unset: "the embedded database",
  },
  DATA_DIR: {
    group: STORAGE,
    meaning: "folder of the embedded database, on a local disk",
    parser: anyText,
    default: "./data",
  },
  APPROVERS_GROUP_ID: {
    group: PEOPLE,
    meaning:
      "Entra group whose members (nested ones too) may decide on proposals",
    parser: guid,
  },
  ADMINS_GROUP_ID: {
    group: PEOPLE,
    meaning:
      "Entra group whose members (nested ones too) may administer Custodian",
    parser: guid,
  },
  TECHNICIANS_GROUP_ID: {
    group: PEOPLE,
    meaning:
      "Entra group of technicians (nested ones too), who log on to devices they work on: that one of them logged on last says nothing about who has a device. With it, only they, approvers and admins see other people's logons and history",
    parser: guid,
    unset: "only those named in `settings`",
  },
  PAIRED_ACCOUNTS: {
    group: PEOPLE,
    meaning:
      "accounts of one person, `adm.jdoe@contoso.com=jdoe@contoso.com,…`: they count as one for who gains by a change and who asked for it, so nobody approves with one what they asked for with the other",
    parser: pairedAccounts,
    default: "",
    unset: "every account is a person of its own",
  },
  USER_DOMAINS: {
    group: PEOPLE,
    meaning: "comma-separated UPN suffixes that count as people",
    parser: domains,
    default: "",
    unset: "every domain",
  },
  STAGING_ACCOUNTS: {
    group: STAGING,
    meaning:
      "comma-separated UPNs of accounts that prepare devices, compared whole and without case; never proposed",
    parser: upns,
    default: "",
    unset: "none",
  },
  STAGING_LEADS: {
    group: STAGING,
    meaning:
      "who is told of a handoff: `stagingUpn=leadUpn,…`, and `*=leadUpn` for the rest",
    parser: stagingLeads,
    default: "",
    unset: "the staging account's manager in Entra",
  },
  AFFINITY_MODE: {
    group: AFFINITY,
    meaning:
      "`active-days`: by days of use, the primary user who stopped and the one who took over; `intent`: by one window's counts; `as-published` for what the published logon script really did",
    parser: oneOf("active-days", "intent", "as-published"),
    default: "active-days",
  },
  AFFINITY_MULTIPLIER: {
    group: AFFINITY,
    meaning:
      "how many times the primary user's logons the leader needs, at least 1",
    parser: decimalNumber(1, 1000),
    default: "1.5",
  },
  AFFINITY_MIN_LOGONS: {
    group: AFFINITY,
    meaning:
      "logons the leader needs, and what makes a regular user of a shared device; `intent` only",
    parser: wholeNumber(1, 1_000_000),
    default: "3",
  },
  AFFINITY_WINDOW_DAYS: {
    group: AFFINITY,
    meaning: "evidence older than this many days does not count, 1 to 90",
    parser: wholeNumber(1, 90),
    default: "7",
  },
  EXCLUDED_DEVICES: {
    group: PROPOSALS,
    meaning:
      "devices that never get a proposal by evidence: comma-separated name patterns (`*` stands for anything) and `category:NAME`",
    parser: devicePatterns,
    default: "",
    unset: "none",
  },
  EXCLUDED_DEVICES_GROUP_ID: {
    group: PROPOSALS,
    meaning: "Entra group of devices, likewise; nested membership counts",
    parser: guid,
    unset: "no group",
  },
  EXCLUDED_USERS: {
    group: PROPOSALS,
    meaning:
      "people who are never proposed by evidence: comma-separated UPN patterns (`*` stands for anything)",
    parser: userPatterns,
    default: "",
    unset: "none",
  },
  EXCLUDED_USERS_GROUP_ID: {
    group: PROPOSALS,
    meaning: "Entra group of people, likewise; nested membership counts",
    parser: guid,
    unset: "no group",
  },
  PROPOSING: {
    group: PROPOSALS,
    meaning:
      "`on`; `observe`: evidence is collected and `preview` answers, and nothing is posted from it",
    parser: oneOf("on", "observe"),
    default: "on",
  },
  FIRST_RUN_PROPOSALS_PER_DAY: {
    group: PROPOSALS,
    meaning:
      "proposals by evidence posted a day in the first week after the first one; surest first. Counted anew when `PROPOSING` changes from `observe` to `on`",
    parser: wholeNumber(1, 1000),
    default: "20",
  },
  OPEN_CARDS_PER_CHANNEL: {
    group: PROPOSALS,
    meaning:
      "open proposal cards in one channel; the rest wait, strongest evidence first",
    parser: wholeNumber(1, 1000),
    default: "50",
  },
  PROPOSAL_EXPIRES_HOURS: {
    group: PROPOSALS,
    meaning: "hours until an unanswered proposal expires, 1 to 8760",
    parser: wholeNumber(1, 8760),
    default: "72",
  },
  WORKING_HOURS: {
    group: PROPOSALS,
    meaning:
      "when people work, such as `Mon-Fri 08:00-17:00 Europe/Berlin`: `PROPOSAL_EXPIRES_HOURS` counts these hours alone",
    parser: workingHours,
    default: "",
    unset: "none",
  },
  DAILY_LINE: {
    group: PROPOSALS,
    meaning:
      "`on`, `off`: channels are told how many proposals wait in them when the working day begins; without `WORKING_HOURS` at 09:00 UTC",
    parser: oneOf("on", "off"),
    default: "on",
  },
  UNDO_WINDOW_HOURS: {
    group: PROPOSALS,
    meaning: "hours in which an applied change can be undone, 1 to 8760",
    parser: wholeNumber(1, 8760),
    default: "72",
  },
  SWEEP_INTERVAL_MINUTES: {
    group: EVIDENCE,
    meaning:
      "minutes between two sweeps of the tenant, up to 10080; 0 turns them off",
    parser: wholeNumber(0, 10_080),
    default: "60",
  },
  LOGON_REPORT_AUTH: {
    group: EVIDENCE,
    meaning:
      "how devices prove who they are: `device-certificate`, `shared-key` or `off`",
    parser: oneOf("device-certificate", "shared-key", "off"),
    default: "device-certificate",
  },
  LOGON_REPORT_KEYS: {
    group: EVIDENCE,
    meaning:
      "for `shared-key`: `id:base64key,…`, at least 32 bytes each; several for rotation",
    parser: reportKeys,
    secret: true,
    unset: "required for `shared-key`",
  },
  REMEDIATION_SCRIPT_ID: {
    group: EVIDENCE,
    meaning: "the Intune Remediation whose output is evidence",
    parser: guid,
    unset: "source off",
  },
  SIGN_IN_EVIDENCE: {
    group: EVIDENCE,
    meaning:
      "`on` reads Entra's sign-in log; needs `AuditLog.Read.All` and Entra ID P1 or P2",
    parser: oneOf("on", "off"),
    default: "off",
  },
  WAREHOUSE_URL: {
    group: WAREHOUSE,
    meaning: "Data Warehouse address, as the Intune admin center shows it",
    parser: feedUrl,
    unset: "feature off",
  },
  WAREHOUSE_RESOURCE: {
    group: WAREHOUSE,
    meaning: "resource its tokens are for, spelled exactly as Entra knows it",
    parser: wholeUrl("https-only"),
    default: "https://api.manage.microsoft.com/",
  },
  SERVICENOW_URL: {
    group: SERVICENOW,
    meaning: "ServiceNow instance",
    parser: baseUrl("https-only"),
    unset: "feature off",
  },
  SERVICENOW_CLIENT_ID: {
    group: SERVICENOW,
    meaning: "OAuth client id (client credentials)",
    parser: anyText,
    unset: "required with `SERVICENOW_URL`",
  },
  SERVICENOW_CLIENT_SECRET: {
    group: SERVICENOW,
    meaning: "OAuth client secret",
    parser: anyText,
    secret: true,
    unset: "required with `SERVICENOW_URL`",
  },
  LOG_LEVEL: {
    group: LOGS,
    meaning:
      "`debug`, `info`, `warn` or `error`; logs are JSON lines on stdout",
    parser: oneOf("debug", "info", "warn", "error"),
    default: "info",
  },
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof variables;

/** A row of the table that documents the configuration. */
export interface SettingsRow {
  readonly name: VariableName;
  readonly group: string;
  readonly meaning: string;
  readonly secret: boolean;
  /** Null when unset means something that no text says. */
  readonly defaultText: string | null;
  /** In words, Markdown; `required` where there is neither a default nor a meaning of being unset. */
  readonly whenUnset: string;
}

export const settingsTable: readonly SettingsRow[] = Object.entries(
  variables,
).map(([name, variable]: [string, Variable]) => ({
  name: name as VariableName,
  group: variable.group,
  meaning: variable.meaning,
  secret: variable.secret === true,
  defaultText: variable.default || null,
  whenUnset:
    variable.unset ??
    (variable.default ? `\`${variable.default}\`` : "required"),
}));
