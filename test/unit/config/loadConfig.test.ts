import { describe, expect, it } from "@jest/globals";
import {
  ConfigError,
  loadConfig,
} from "../../../src/adapters/config/loadConfig.ts";
import type { Config } from "../../../src/ports/config.ts";
import { settingsTable } from "../../../src/domain/settings/variables.ts";

const ID = "0a1b2c3d-0000-4000-8000-00000000000f";
const KEY = Buffer.alloc(32, 7).toString("base64");

/** The least a bot can start with. */
const least = {
  BOT_ID: ID,
  BOT_TYPE: "UserAssignedMSI",
  BOT_TENANT_ID: ID,
  APPROVERS_GROUP_ID: ID,
  ADMINS_GROUP_ID: ID,
};

const load = (more: Record<string, string | undefined> = {}) =>
  loadConfig({ ...least, ...more });

function faultsOf(env: Record<string, string | undefined>): ConfigError {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error("No fault was found");
}

const names = (error: ConfigError) => error.faults.map(({ name }) => name);

describe("loadConfig", () => {
  it("takes every default when only what is required is set", () => {
    expect(load()).toEqual({
      server: { port: 3978, host: null, publicUrl: null },
      metrics: null,
      logLevel: "info",
      tab: { clientId: ID, appId: ID },
      bot: {
        id: ID,
        tenantId: ID,
        credentials: { kind: "managed-identity" },
        openIdMetadataUrl:
          "https://login.botframework.com/v1/.well-known/openidconfiguration",
        loginUrl: `https://login.microsoftonline.com/${ID}`,
      },
      graph: {
        url: "https://graph.microsoft.com",
        authorityHost: "https://login.microsoftonline.com",
        credentials: { kind: "managed-identity", clientId: null },
      },
      storage: { kind: "embedded", dataDir: "./data" },
      groups: { approvers: ID, admins: ID, technicians: null },
      settings: {
        affinity: {
          mode: "active-days",
          multiplier: 1.5,
          minLogons: 3,
          windowDays: 7,
        },
        stagingAccounts: [],
        stagingLeads: {},
        pairedAccounts: {},
        technicians: [],
        channelScopes: {},
        channelLanguages: {},
        userDomains: [],
        excludedDevices: [],
        excludedDevicesGroupId: null,
        excludedUsers: [],
        excludedUsersGroupId: null,
        proposing: "on",
        firstRunProposalsPerDay: 20,
        openCardsPerChannel: 50,
        proposalExpiresHours: 72,
        workingHours: "",
        dailyLine: "on",
        undoWindowHours: 72,
        sweepIntervalMinutes: 60,
      },
      logonReports: { kind: "device-certificate" },
      remediation: null,
      signInEvidence: false,
      warehouse: null,
      serviceNow: null,
    } satisfies Record<keyof Config, unknown>);
  });

  it("reads an empty or blank value as unset", () => {
    const blank = Object.fromEntries(
      settingsTable
        .filter(({ name }) => !(name in least))
        .map(({ name }, index) => [name, index % 2 ? "" : "  "]),
    );
    expect(load(blank)).toEqual(load());
  });

  it("names every missing required variable at once", () => {
    expect(names(faultsOf({}))).toEqual([
      "BOT_ID",
      "BOT_TYPE",
      "BOT_TENANT_ID",
      "APPROVERS_GROUP_ID",
      "ADMINS_GROUP_ID",
    ]);
  });

  it("names missing, malformed and conditionally required variables together, in the table's order", () => {
    const error = faultsOf({
      ...least,
      LOGON_REPORT_AUTH: "shared-key",
      BOT_TYPE: "SingleTenant",
      GRAPH_URL: "graph",
      PORT: "http",
      ADMINS_GROUP_ID: "",
      AZURE_CLIENT_SECRET: "s",
    });
    expect(names(error)).toEqual([
      "PORT",
      "BOT_PASSWORD",
      "AZURE_TENANT_ID",
      "AZURE_CLIENT_ID",
      "GRAPH_URL",
      "ADMINS_GROUP_ID",
      "LOGON_REPORT_KEYS",
    ]);
    expect(error.message.split("\n")).toHaveLength(8);
    expect(error.exitCode).toBe(78);
  });

  it.each(
    (
      [
        ["PORT", "65536", "-1", "3978x", "1e3", "0x50", "80.5"],
        ["HOST", "ho st", "http://h"],
        ["METRICS_PORT", "65536", "none"],
        ["METRICS_HOST", "ho st"],
        ["PUBLIC_URL", "http://bot.example", "bot.example", "ftp://x.example"],
        ["BOT_ID", "not-a-guid", `${ID}0`, `{${ID}}`],
        ["BOT_TYPE", "MultiTenant", "singletenant"],
        ["BOT_TENANT_ID", "contoso.example"],
        [
          "BOT_OPENID_METADATA_URL",
          "http://evil.example/keys",
          "http://127.0.0.1.evil.example/keys",
          "http://localhost.evil.example/keys",
        ],
        ["BOT_LOGIN_URL", "http://127.0.0.1/tenant"],
        ["AZURE_TENANT_ID", "a/b", "a b"],
        ["AZURE_CLIENT_ID", "client"],
        ["AZURE_AUTHORITY_HOST", "http://localhost:8080"],
        [
          "GRAPH_URL",
          "http://127.0.0.1:9000",
          "https://user:pass@graph.example",
          "https://graph.example/?a=b",
          "https://graph.example/#f",
          "graph.example",
        ],
        ["DATABASE_URL", "mysql://db/x", "postgres:db", "db"],
        ["APPROVERS_GROUP_ID", "Approvers"],
        ["ADMINS_GROUP_ID", "Admins"],
        ["TECHNICIANS_GROUP_ID", "Technicians"],
        ["USER_DOMAINS", "contoso..example", "a b.example", "x@y.example"],
        [
          "STAGING_ACCOUNTS",
          "dem",
          "dem@a@b.example",
          "a@b.example,two words@b.example",
          "a@b.example;c@b.example",
          `${"a".repeat(320)}@b.example`,
        ],
        [
          "STAGING_LEADS",
          "dem@b.example",
          "*=",
          "=a@b.example",
          "*=a@b.example=c@b.example",
          "*=a@b.example,*=c@b.example",
          "DEM@b.example=a@b.example,dem@b.example=a@b.example",
        ],
        ["AFFINITY_MODE", "strict"],
        ["AFFINITY_MULTIPLIER", "0.9", "0", "-2", "1,5", "Infinity", "NaN"],
        ["AFFINITY_MIN_LOGONS", "0", "2.5"],
        ["AFFINITY_WINDOW_DAYS", "0", "91"],
        ["OPEN_CARDS_PER_CHANNEL", "0"],
        ["PROPOSAL_EXPIRES_HOURS", "0", "8761"],
        [
          "WORKING_HOURS",
          "Mo-Fr 08:00-17:00 UTC",
          "Mon-Fri 08:00-17:00 Europe/Nowhere",
        ],
        ["UNDO_WINDOW_HOURS", "0", "8761"],
        ["SWEEP_INTERVAL_MINUTES", "-5", "often"],
        ["LOGON_REPORT_AUTH", "none"],
        [
          "LOGON_REPORT_KEYS",
          KEY,
          `a:${Buffer.alloc(31, 7).toString("base64")}`,
          `a:${KEY},a:${KEY}`,
          `a:${KEY}!`,
          `:${KEY}`,
        ],
        ["REMEDIATION_SCRIPT_ID", "script"],
        ["SIGN_IN_EVIDENCE", "true"],
        ["WAREHOUSE_URL", "http://fef.example"],
        ["WAREHOUSE_RESOURCE", "api.manage.microsoft.com"],
        ["SERVICENOW_URL", "http://127.0.0.1/now"],
        ["LOG_LEVEL", "trace", "INFO"],
      ] as const
    ).flatMap(([name, ...values]) =>
      values.map((value): [string, string] => [name, value]),
    ),
  )("refuses %s=%s by name and does not repeat the value", (name, value) => {
    const error = faultsOf({ ...least, [name]: value });
    expect(new Set(names(error))).toContain(name);
    expect(error.message).toContain(`\n  ${name} `);
    const problems = error.faults.map(({ problem }) => problem).join("\n");
    for (const part of value.split(/[,=;]/))
      if (part.length > 3) expect(problems).not.toContain(part);
  });

  it("says which entry of a list is wrong, without repeating it", () => {
    const error = faultsOf({
      ...least,
      STAGING_ACCOUNTS: "a@b.example,hunter2,c@b.example",
    });
    expect(error.faults).toEqual([
      {
        name: "STAGING_ACCOUNTS",
        problem: "must be a UPN (name@domain) (entry 2 is not)",
      },
    ]);
  });

  it("keeps secrets out of the message wherever they are wrong or in the wrong place", () => {
    const error = faultsOf({
      BOT_ID: "hunter2-id",
      DATABASE_URL: "postgress://u:hunter2@db/x",
      LOGON_REPORT_KEYS: "hunter2",
      GRAPH_URL: "https://u:hunter2@graph.example",
      BOT_TYPE: "SingleTenant-hunter2",
    });
    expect(names(error)).toContain("DATABASE_URL");
    expect(`${error.message}${JSON.stringify(error)}`).not.toContain("hunter2");
  });

  it("normalises addresses to what paths are appended to", () => {
    const config = load({
      GRAPH_URL: "https://Graph.Example:8443//",
      AZURE_AUTHORITY_HOST: "https://login.microsoftonline.us/",
      BOT_LOGIN_URL: "https://login.example/tenant/",
      PUBLIC_URL: "http://127.0.0.1:3978/",
      SERVICENOW_URL: "https://now.example/",
      SERVICENOW_CLIENT_ID: "id",
      SERVICENOW_CLIENT_SECRET: " kept as it is ",
      WAREHOUSE_URL:
        "https://fef.x.example/ReportingService/DataWarehouseFEService?api-version=v1.0",
      BOT_OPENID_METADATA_URL: "http://[::1]:9000/keys?appid=1",
    });
    expect(config.graph.url).toBe("https://graph.example:8443");
    expect(config.graph.authorityHost).toBe("https://login.microsoftonline.us");
    expect(config.bot.loginUrl).toBe("https://login.example/tenant");
    expect(config.bot.openIdMetadataUrl).toBe("http://[::1]:9000/keys?appid=1");
    expect(config.server.publicUrl).toBe("http://127.0.0.1:3978");
    expect(config.warehouse).toEqual({
      url: "https://fef.x.example/ReportingService/DataWarehouseFEService",
      resource: "https://api.manage.microsoft.com/",
    });
    expect(config.serviceNow).toEqual({
      url: "https://now.example",
      clientId: "id",
      clientSecret: " kept as it is ",
    });
  });

  it("reads lists trimmed, in lower case and each entry once", () => {
    const { settings } = load({
      STAGING_ACCOUNTS:
        " DEM@Contoso.example , dem@contoso.example,b@c.example,",
      USER_DOMAINS: "@Contoso.example, contoso.example,fabrikam.example",
      STAGING_LEADS:
        "DEM@contoso.example = Lea@contoso.example,*=max@c.example",
      PAIRED_ACCOUNTS: "Adm.Lea@contoso.example = lea@contoso.example,",
    });
    expect(settings.pairedAccounts).toEqual({
      "adm.lea@contoso.example": "lea@contoso.example",
    });
    expect(settings.stagingAccounts).toEqual([
      "dem@contoso.example",
      "b@c.example",
    ]);
    expect(settings.userDomains).toEqual([
      "contoso.example",
      "fabrikam.example",
    ]);
    expect(settings.stagingLeads).toEqual({
      "dem@contoso.example": "lea@contoso.example",
      "*": "max@c.example",
    });
  });

  it("reads ids in lower case, so that they compare equal to those of Graph", () => {
    const config = load({ APPROVERS_GROUP_ID: ID.toUpperCase() });
    expect(config.groups.approvers).toBe(ID);
  });

  it("takes the edges of every range", () => {
    expect(
      load({
        PORT: "0",
        AFFINITY_MULTIPLIER: "1",
        AFFINITY_WINDOW_DAYS: "90",
        SWEEP_INTERVAL_MINUTES: "0",
        UNDO_WINDOW_HOURS: "8760",
        PROPOSAL_EXPIRES_HOURS: "1",
      }),
    ).toMatchObject({
      server: { port: 0 },
      settings: {
        affinity: { multiplier: 1, windowDays: 90 },
        sweepIntervalMinutes: 0,
        undoWindowHours: 8760,
        proposalExpiresHours: 1,
      },
    });
  });

  it("chooses PostgreSQL when there is a DATABASE_URL", () => {
    const url = "postgresql://user@db.example/custodian?sslmode=require";
    expect(load({ DATABASE_URL: ` ${url}\n`, DATA_DIR: "/x" }).storage).toEqual(
      {
        kind: "postgres",
        url,
      },
    );
  });

  it.each([
    "postgres://db.example/x",
    "postgres://u:hunter2@10.0.0.5:5432/x?application_name=y",
    "postgres://127.0.0.1.example/x",
    "postgres://localhost/x?host=db.example",
    "postgres://db.example/x?sslmode=require&sslmode=allow",
    "postgres://db.example/x?sslmode=",
    "postgres:///x",
  ])(
    "does not start on a way to another machine that is not said to be encrypted: %s",
    (url) => {
      const error = faultsOf({ ...least, DATABASE_URL: url });
      expect(error.exitCode).toBe(78);
      expect(error.message).toContain(
        "DATABASE_URL must say how the way to another machine is encrypted: add ?sslmode=verify-full, or ?sslmode=disable",
      );
      expect(error.message).not.toContain("hunter2");
    },
  );

  it.each([
    "postgres://localhost/x",
    "postgres://u@127.0.0.1:5432/x",
    "postgres://[::1]/x",
    "postgres://%2Fvar%2Frun%2Fpostgresql/x",
    "postgres:///x?host=/var/run/postgresql",
    "postgres://db.example/x?sslmode=disable",
    "postgres://db.example/x?sslmode=verify-full",
    "postgres://db.example/x?ssl=true",
  ])("starts on %s", (url) => {
    expect(load({ DATABASE_URL: url }).storage).toEqual({
      kind: "postgres",
      url,
    });
  });

  it("serves metrics only where a port is given, and on loopback unless told otherwise", () => {
    expect(load({}).metrics).toBeNull();
    expect(load({ METRICS_PORT: "0" }).metrics).toEqual({
      port: 0,
      host: "127.0.0.1",
    });
    expect(
      load({ METRICS_PORT: "9464", METRICS_HOST: "0.0.0.0" }).metrics,
    ).toEqual({ port: 9464, host: "0.0.0.0" });
  });

  it("takes a bot password as it is, and needs one for SingleTenant only", () => {
    expect(
      load({ BOT_TYPE: "SingleTenant", BOT_PASSWORD: " p=a,ss " }).bot
        .credentials,
    ).toEqual({ kind: "password", password: " p=a,ss " });
    expect(load({ BOT_PASSWORD: "unused" }).bot.credentials).toEqual({
      kind: "managed-identity",
    });
  });

  const application = { AZURE_TENANT_ID: ID, AZURE_CLIENT_ID: ID };
  it.each([
    ["nothing", {}, { kind: "managed-identity", clientId: null }],
    [
      "a client id alone",
      { AZURE_CLIENT_ID: ID },
      { kind: "managed-identity", clientId: ID },
    ],
    [
      "a secret, before all else",
      {
        ...application,
        AZURE_CLIENT_SECRET: "s",
        AZURE_CLIENT_CERTIFICATE_PATH: "/c.pem",
        AZURE_FEDERATED_TOKEN_FILE: "/t",
      },
      { kind: "secret", tenantId: ID, clientId: ID, clientSecret: "s" },
    ],
    [
      "a certificate, before a federated token",
      {
        ...application,
        AZURE_CLIENT_CERTIFICATE_PATH: "/c.pem",
        AZURE_CLIENT_CERTIFICATE_PASSWORD: "p",
        AZURE_FEDERATED_TOKEN_FILE: "/t",
      },
      {
        kind: "certificate",
        tenantId: ID,
        clientId: ID,
        certificatePath: "/c.pem",
        certificatePassword: "p",
      },
    ],
    [
      "a federated token, with the tenant's domain",
      {
        AZURE_TENANT_ID: "Contoso.example",
        AZURE_CLIENT_ID: ID,
        AZURE_FEDERATED_TOKEN_FILE: "/t",
      },
      {
        kind: "federated-token",
        tenantId: "contoso.example",
        clientId: ID,
        tokenFile: "/t",
      },
    ],
  ])("calls Graph with %s", (_name, env, credentials) => {
    expect(load(env).graph.credentials).toEqual(credentials);
  });

  it.each([
    "AZURE_CLIENT_SECRET",
    "AZURE_CLIENT_CERTIFICATE_PATH",
    "AZURE_FEDERATED_TOKEN_FILE",
  ])("asks for tenant and client when %s is set", (name) => {
    expect(names(faultsOf({ ...least, [name]: "x" }))).toEqual([
      "AZURE_TENANT_ID",
      "AZURE_CLIENT_ID",
    ]);
  });

  it("asks for ServiceNow's client when its address is set", () => {
    expect(
      names(faultsOf({ ...least, SERVICENOW_URL: "https://now.example" })),
    ).toEqual(["SERVICENOW_CLIENT_ID", "SERVICENOW_CLIENT_SECRET"]);
  });

  it("reads several report keys, and asks for one with shared-key", () => {
    const other = Buffer.alloc(48, 9);
    expect(
      load({
        LOGON_REPORT_AUTH: "shared-key",
        LOGON_REPORT_KEYS: `2025:${KEY},2026:${other.toString("base64")}`,
      }).logonReports,
    ).toEqual({
      kind: "shared-key",
      keys: [
        { id: "2025", key: Buffer.alloc(32, 7) },
        { id: "2026", key: other },
      ],
    });
    for (const LOGON_REPORT_KEYS of ["", ","])
      expect(
        names(
          faultsOf({
            ...least,
            LOGON_REPORT_AUTH: "shared-key",
            LOGON_REPORT_KEYS,
          }),
        ),
      ).toEqual(["LOGON_REPORT_KEYS"]);
  });

  it("is frozen through and through", () => {
    const config = load({ STAGING_ACCOUNTS: "dem@contoso.example" });
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.settings.affinity)).toBe(true);
    expect(Object.isFrozen(config.settings.stagingAccounts)).toBe(true);
  });
});
