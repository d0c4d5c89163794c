import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { CustodianAdapter } from "../../../bot/protocol/adapter.ts";
import { createLanguages } from "../../../bot/channel/languages.ts";
import { createMessenger } from "../../../bot/channel/messenger.ts";
import { createPacing } from "../../../bot/protocol/pacing.ts";
import { createCredentialsFactory } from "../../../bot/protocol/credentials.ts";
import { createMetrics } from "../../../bot/telemetry/metrics.ts";
import { systemClock } from "../../../src/ports/clock.ts";
import type { Channel } from "../../../src/domain/channels/channel.ts";
import { exampleProposal } from "../../support/cardExamples.ts";
import {
  startScriptedServer,
  type ScriptedServer,
  type Step,
} from "../../support/scriptedServer.ts";
import { createKeptLog, TENANT, UNLIMITED, type LogLine } from "./harness.ts";

let login: ScriptedServer;
let teams: ScriptedServer;
let lines: LogLine[];

beforeEach(async () => {
  login = await startScriptedServer();
  teams = await startScriptedServer();
});
afterEach(async () => {
  await login.close();
  await teams.close();
});

const metadata = (): Step => ({
  status: 200,
  body: {
    issuer: `${login.url}/${TENANT}/v2.0`,
    authorization_endpoint: `${login.url}/${TENANT}/oauth2/v2.0/authorize`,
    token_endpoint: `${login.url}/${TENANT}/oauth2/v2.0/token`,
    jwks_uri: `${login.url}/${TENANT}/discovery/v2.0/keys`,
  },
});

/** Posts a card with credentials that were never used before: tokens are kept per application id. */
function post(loginTimeoutMs = 30_000): Promise<unknown> {
  const botId = randomUUID();
  const { log, lines: kept } = createKeptLog();
  lines = kept;
  const pacing = createPacing(UNLIMITED, TENANT);
  const adapter = new CustodianAdapter({
    botId,
    loginUrl: `${login.url}/${TENANT}`,
    openIdMetadataUrl: "https://metadata.invalid",
    credentials: createCredentialsFactory(
      {
        id: botId,
        credentials: { kind: "password", password: "hunter2hunter2" },
        loginUrl: `${login.url}/${TENANT}`,
      },
      loginTimeoutMs,
    ),
    pacing,
  });
  const messenger = createMessenger({
    adapter,
    installations: { findPersonal: () => Promise.resolve(null) },
    listViewers: () => Promise.resolve([]),
    findServiceUrl: () => Promise.resolve(null),
    languages: createLanguages({
      settings: { current: () => Promise.resolve(null) },
      locales: {
        find: () => Promise.resolve(null),
        save: () => Promise.resolve(),
      },
      clock: systemClock,
      log,
    }),
    pacing,
    botId,
    tenantId: TENANT,
    clock: systemClock,
    metrics: createMetrics(),
    log,
  });
  const channel = {
    id: "19:helpdesk@thread.tacv2",
    serviceUrl: `${teams.url}/emea/`,
    tenantId: TENANT,
  } as unknown as Channel;
  return messenger
    .post(
      { kind: "channel", channel },
      { kind: "proposal", proposal: exampleProposal() },
    )
    .catch((error: unknown) => error);
}

it("a post carries the token of the configured login service", async () => {
  login.play(metadata(), {
    status: 200,
    body: {
      token_type: "Bearer",
      expires_in: 3599,
      access_token: "from-login",
    },
  });
  teams.play({
    status: 201,
    body: { id: "19:helpdesk@thread.tacv2;messageid=1" },
  });

  await post();

  expect(teams.requests).toMatchObject([
    { authorization: "Bearer from-login" },
  ]);
  const form = new URLSearchParams(login.requests[1]?.body);
  expect(form.get("scope")).toContain("https://api.botframework.com/.default");
});

it.each<[string, () => Step[]]>([
  ["hangs at the start", () => ["hang"]],
  ["hangs at the token", () => [metadata(), "hang"]],
  ["drops the connection", () => ["reset", "reset", "reset"]],
  ["answers with a web page", () => [{ status: 200, body: "<html>" }]],
  [
    "refuses the secret",
    () => [
      metadata(),
      {
        status: 401,
        body: {
          error: "invalid_client",
          error_description: "AADSTS7000215: hunter2hunter2",
        },
      },
    ],
  ],
])(
  "a login service that %s means: certainly not posted, try later, and no secret in the log",
  async (_name, steps) => {
    const script = steps();
    login.play(...script);

    const error = await post(script.includes("hang") ? 300 : undefined);

    expect(error).toMatchObject({
      code: "teams.unavailable",
      maybeDone: false,
      retryable: true,
    });
    expect(teams.requests).toEqual([]);
    expect(
      `${JSON.stringify(lines)} ${(error as Error).message}`,
    ).not.toContain("hunter2");
  },
);
