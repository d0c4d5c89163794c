import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { AppError } from "../../../src/domain/appError.ts";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import { createGraph } from "../../../src/adapters/graph/createGraph.ts";
import {
  createCredential,
  settingsToCheck,
  type CredentialSettings,
} from "../../../src/adapters/graph/credential.ts";
import { createDeviceCertificateFor } from "../../simulator/certificates.ts";
import {
  startScriptedServer,
  type ScriptedServer,
  type Step,
} from "../../support/scriptedServer.ts";
import { saying } from "../../support/saying.ts";

const TENANT = "aaaaaaaa-0000-4000-8000-000000000000";
const CLIENT = "bbbbbbbb-0000-4000-8000-000000000000";
const SECRET = "a secret nobody may see";
const DEVICE = "f61dc341-c9c9-40c1-abbd-6997016f4c9e" as DeviceId;

let login: ScriptedServer;
let graphServer: ScriptedServer;
let folder: string;

beforeEach(async () => {
  [login, graphServer] = await Promise.all([
    startScriptedServer(),
    startScriptedServer(),
  ]);
  folder = await mkdtemp(path.join(tmpdir(), "sign-in-"));
});

afterEach(async () => {
  await Promise.all([login.close(), graphServer.close()]);
  await rm(folder, { recursive: true });
});

const metadata = (): Step => ({
  status: 200,
  body: {
    authorization_endpoint: `${login.url}/${TENANT}/oauth2/v2.0/authorize`,
    token_endpoint: `${login.url}/${TENANT}/oauth2/v2.0/token`,
    issuer: `${login.url}/${TENANT}/v2.0`,
    jwks_uri: `${login.url}/${TENANT}/discovery/v2.0/keys`,
  },
});
const token: Step = {
  status: 200,
  body: { token_type: "Bearer", expires_in: 3599, access_token: "the-token" },
};
const refused = (status: number, error: string, number: number): Step => ({
  status,
  body: {
    error,
    error_description: `AADSTS${number}: Invalid client secret '${SECRET}' provided.\r\nTrace ID: x`,
    error_codes: [number],
  },
});

const application = () => ({
  authorityHost: login.url,
  tenantId: TENANT,
  clientId: CLIENT,
});
const withSecret = (): CredentialSettings => ({
  kind: "client-secret",
  ...application(),
  clientSecret: SECRET,
});

function readWith(
  settings: CredentialSettings,
  more: { readonly readTimeoutMs?: number } = {},
) {
  return createGraph({
    url: graphServer.url,
    credential: createCredential(settings),
    settingsToCheck: settingsToCheck(settings.kind),
    rates: { take: () => Promise.resolve(0) },
    random: () => 0,
    ...more,
  }).devices.find(DEVICE);
}

describe("signing in", () => {
  it("with a client secret, at another login service, for the global Graph", async () => {
    login.play(metadata(), token);
    graphServer.play({ status: 404 });

    expect(await readWith(withSecret())).toBeNull();

    const form = new URLSearchParams(login.requests.at(-1)?.body);
    expect(form.get("scope")).toContain("https://graph.microsoft.com/.default");
    expect(form.get("client_secret")).toBe(SECRET);
    expect(graphServer.requests[0]?.authorization).toBe("Bearer the-token");
  });

  it("anew, past the library's memory, when Graph refuses the token it gave", async () => {
    const fresh: Step = {
      status: 200,
      body: { token_type: "Bearer", expires_in: 3599, access_token: "fresh" },
    };
    login.play(metadata(), token, metadata(), fresh);
    graphServer.play({ status: 401 }, { status: 404 });

    expect(await readWith(withSecret())).toBeNull();

    expect(
      graphServer.requests.map(({ authorization }) => authorization),
    ).toEqual(["Bearer the-token", "Bearer fresh"]);
    expect(login.unused()).toBe(0);
  });

  it("with a certificate", async () => {
    const certificate = createDeviceCertificateFor(CLIENT);
    const certificatePath = path.join(folder, "client.pem");
    await writeFile(
      certificatePath,
      `${String(certificate.privateKey.export({ type: "pkcs8", format: "pem" }))}${certificate.pem}`,
    );
    login.play(metadata(), token);
    graphServer.play({ status: 404 });

    await readWith({ kind: "certificate", ...application(), certificatePath });

    const form = new URLSearchParams(login.requests.at(-1)?.body);
    expect(form.get("client_assertion")).toMatch(/^ey/);
    expect(form.has("client_secret")).toBe(false);
  });

  it("with a federated token", async () => {
    const tokenFilePath = path.join(folder, "token");
    await writeFile(tokenFilePath, "federated");
    login.play(metadata(), token);
    graphServer.play({ status: 404 });

    await readWith({
      kind: "federated-token",
      ...application(),
      tokenFilePath,
    });

    const form = new URLSearchParams(login.requests.at(-1)?.body);
    expect(form.get("client_assertion")).toBe("federated");
  });

  it.each<[string, Step, string]>([
    [
      "a wrong secret",
      refused(401, "invalid_client", 7000215),
      "AADSTS7000215",
    ],
    [
      "an expired secret",
      refused(401, "invalid_client", 7000222),
      "AADSTS7000222",
    ],
    [
      "an unknown application",
      refused(400, "unauthorized_client", 700016),
      "AADSTS700016",
    ],
    [
      "an unknown tenant",
      refused(400, "invalid_request", 90002),
      "AADSTS90002",
    ],
  ])(
    "names the settings to check after %s, and never their values",
    async (_name, answer, number) => {
      login.play(metadata(), answer);

      const error = await readWith(withSecret()).then(
        () => null,
        (thrown: AppError) => thrown,
      );

      expect(error).toMatchObject({
        code: "graph.sign-in-failed",
        retryable: false,
        message: expect.stringContaining(number),
        userMessage: saying("AZURE_CLIENT_SECRET"),
      });
      expect(
        [error?.message, error?.userMessage, error?.stack, error?.cause].join(),
      ).not.toContain(SECRET);
      expect(graphServer.requests).toEqual([]);
    },
  );

  it("hints at the settings when the login service has no metadata of the tenant", async () => {
    login.play(refused(400, "invalid_tenant", 90002));

    await expect(readWith(withSecret())).rejects.toMatchObject({
      code: "graph.unavailable",
      message: expect.stringContaining("AZURE_TENANT_ID"),
    });
  });

  it.each<[string, () => CredentialSettings]>([
    [
      "certificate",
      () => ({
        kind: "certificate",
        ...application(),
        certificatePath: "/nowhere/client.pem",
      }),
    ],
    [
      "federated token",
      () => ({
        kind: "federated-token",
        ...application(),
        tokenFilePath: "/nowhere/token",
      }),
    ],
  ])(
    "fails by the settings when the file of a %s is not there",
    async (_name, settings) => {
      login.play(metadata());

      await expect(readWith(settings())).rejects.toMatchObject({
        code: "graph.sign-in-failed",
      });
    },
  );

  it.each<[string, () => Step[]]>([
    ["cannot be reached", () => []],
    ["breaks the connection at the token", () => [metadata()]],
    [
      "answers 503",
      () => [
        metadata(),
        ...Array.from({ length: 20 }, () => ({ status: 503, body: "busy" })),
      ],
    ],
    [
      "answers 500 with its own error",
      () => [
        metadata(),
        ...Array.from({ length: 20 }, () => ({
          status: 500,
          body: {
            error: "server_error",
            error_description: "AADSTS90033: A transient error has occurred.",
          },
        })),
      ],
    ],
    [
      "says it is temporarily unavailable",
      () => [
        metadata(),
        ...Array.from({ length: 20 }, () => ({
          status: 400,
          body: {
            error: "temporarily_unavailable",
            error_description: "AADSTS90033: A transient error has occurred.",
          },
        })),
      ],
    ],
    [
      "never answers",
      () => [metadata(), "hang", "hang", "hang", "hang", "hang"],
    ],
  ])(
    "is tried again later when the login service %s",
    async (_name, script) => {
      const steps = script();
      login.play(...steps);

      await expect(
        readWith(
          withSecret(),
          steps.includes("hang") ? { readTimeoutMs: 1_200 } : {},
        ),
      ).rejects.toMatchObject({
        code: "graph.unavailable",
        retryable: true,
      });
      expect(graphServer.requests).toEqual([]);
    },
  );
});
