import { createHash, createPublicKey, X509Certificate } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from "@jest/globals";
import { ClientSecretCredential } from "@azure/identity";
import { ConfidentialClientApplication } from "@azure/msal-node";
import {
  ActivityHandler,
  CardFactory,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  TeamsInfo,
  TurnContext,
  type InvokeResponse,
  type Response as BotResponse,
} from "botbuilder";
import { MsalServiceClientCredentialsFactory } from "botframework-connector";
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from "jose";
import { startCloud, type Cloud } from "../simulator/cloud.ts";
import { createContoso } from "../simulator/contoso.ts";
import { growContoso } from "../simulator/growContoso.ts";
import { isSuperlinear } from "../support/growth.ts";
import { enrolDeviceCertificate } from "../simulator/reports.ts";

/** As much of Graph's answers as is looked at here. */
interface GraphBody {
  readonly value: {
    readonly id: string;
    readonly deviceName?: string;
    readonly enrolledByUserPrincipalName?: string;
    readonly deviceCategoryDisplayName?: string;
    readonly usersLoggedOn?:
      | readonly {
          readonly userId: string;
          readonly lastLogOnDateTime: string;
        }[]
      | null;
    readonly alternativeSecurityIds: readonly [{ readonly key: string }];
  }[];
  readonly error: { readonly code: string; readonly message: string };
  readonly "@odata.nextLink"?: string;
}

describe("the simulated Graph", () => {
  /** Intune's time, which stands until a test moves it. */
  let intuneNow = Date.now();
  let cloud: Cloud;
  let token: string;

  beforeAll(async () => {
    cloud = await startCloud({ intuneNow: () => intuneNow });
    token = await graphToken(cloud);
  });
  afterAll(() => cloud.close());

  const get = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(cloud.urls.graph + path, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...init.headers },
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: JSON.parse(text || "{}") as GraphBody,
    };
  };
  const setPrimaryUser = (deviceId: string, userId: string) =>
    get(`/v1.0/deviceManagement/managedDevices('${deviceId}')/users/$ref`, {
      method: "POST",
      body: JSON.stringify({
        "@odata.id": `https://graph.microsoft.com/beta/users/${userId}`,
      }),
    });
  const primaryUser = async (deviceId: string): Promise<string | null> => {
    const { body } = await get(
      `/v1.0/deviceManagement/managedDevices/${deviceId}/users`,
    );
    return body.value[0]?.id ?? null;
  };

  it.each([
    ["deviceName eq 'lt-twin'", 2],
    ["serialNumber eq 'Default string' and deviceName eq 'LT-0011'", 1],
    ["contains(deviceName,'TWIN')", 2],
    ["deviceName eq 'LT-TWIN' or userDisplayName eq 'nobody'", 2],
    ["userId eq '00000000-0000-0000-0000-000000000000'", 50],
    ["userPrincipalName eq ''", 50],
  ])("answers the filter %s with %i devices", async (filter, count) => {
    const { status, body } = await get(
      `/v1.0/deviceManagement/managedDevices?$filter=${encodeURIComponent(filter)}`,
    );

    expect(status).toBe(200);
    expect(body.value).toHaveLength(count);
  });

  it("refuses on v1.0 a property that only beta has", async () => {
    const path = "/deviceManagement/managedDevices?$select=id,usersLoggedOn";

    expect(await get(`/v1.0${path}`)).toMatchObject({ status: 400 });
    expect(await get(`/beta${path}`)).toMatchObject({ status: 200 });
  });

  it("pages a fleet by links to be followed as they are", async () => {
    const ids = new Set<string>();
    let link: string | undefined =
      `${cloud.urls.graph}/beta/deviceManagement/managedDevices?$top=20&$select=id`;
    const pages: number[] = [];
    while (link) {
      const { body } = await get(link.slice(cloud.urls.graph.length));
      for (const { id } of body.value) ids.add(id);
      link = body["@odata.nextLink"];
      pages.push(body.value.length);
    }

    expect(pages).toEqual([20, 20, 10]);
    expect(ids).toEqual(new Set(cloud.contoso.devices.keys()));
  });

  it("lists who logged on as loosely as Intune does", async () => {
    const { stories, cast, deletedUserId } = cloud.contoso;
    stories.freshOnBench.listedLogons = null;
    const { body } = await get(
      "/beta/deviceManagement/managedDevices?$top=1000&$select=id,deviceName,usersLoggedOn,enrolledByUserPrincipalName,deviceCategoryDisplayName",
    );
    const listed = (device: { readonly id: string }) => {
      const row = body.value.find(({ id }) => id === device.id);
      return {
        enrolledBy: row?.enrolledByUserPrincipalName,
        category: row?.deviceCategoryDisplayName,
        users: row?.usersLoggedOn?.map(({ userId }) => userId) ?? null,
      };
    };

    expect(listed(stories.handedOff)).toEqual({
      enrolledBy: cast.staging.userPrincipalName,
      category: "Berlin",
      users: [cast.staging.id, cast.newOwner.id, cast.staging.id],
    });
    expect(listed(stories.enrolledByManager).enrolledBy).toBe(
      "dem.porto@contoso.com",
    );
    expect(listed(stories.selfDeployed)).toEqual({
      enrolledBy: "",
      category: "Unknown",
      users: [cast.owner.id],
    });
    expect(listed(stories.deletedOnTop).users).toContain(deletedUserId);
    expect(listed(stories.handedOffUnlisted).users).toEqual([]);
    expect(stories.handedOffUnlisted.logons).not.toEqual([]);
    expect(listed(stories.freshOnBench).users).toBeNull();
    expect((await get(`/v1.0/users/${deletedUserId}?$select=id`)).status).toBe(
      404,
    );
  });

  it("pages users by 100 unless asked for more, and skips none", async () => {
    growContoso(cloud.contoso, { devices: 50, people: 230 });
    const first = await get("/v1.0/users?$select=id");
    const ids = new Set<string>();
    const pages: number[] = [];
    let link: string | undefined =
      `${cloud.urls.graph}/v1.0/users?$select=id&$top=120`;
    while (link) {
      const { body } = await get(link.slice(cloud.urls.graph.length));
      for (const { id } of body.value) ids.add(id);
      link = body["@odata.nextLink"];
      pages.push(body.value.length);
    }

    expect(first.body.value).toHaveLength(100);
    expect(pages).toEqual([120, 110]);
    expect(ids).toEqual(new Set(cloud.contoso.people.keys()));
    expect((await get("/v1.0/users?$top=1000")).status).toBe(400);
    expect((await get("/v1.0/users?$skip=100")).status).toBe(400);
  });

  it("knows whose manager somebody is, and who has none", async () => {
    const { staging, stagingLead, admin } = cloud.contoso.cast;
    const manager = async (id: string) =>
      get(`/v1.0/users/${id}/manager?$select=id,displayName`);

    expect((await manager(staging.userPrincipalName)).body).toMatchObject({
      "@odata.type": "#microsoft.graph.user",
      id: stagingLead.id,
    });
    expect((await manager(admin.id)).status).toBe(404);
  });

  it.each([
    ["/beta/deviceManagement/managedDevices?$top=20&$select=id", 400],
    ["/v1.0/users?$top=20&$select=id", 410],
  ] as const)(
    "lets a link of %s be followed twice, until such links expire with %i",
    async (path, status) => {
      const next = (await get(path)).body["@odata.nextLink"] ?? "";
      const follow = () => get(next.slice(cloud.urls.graph.length));

      const [once, twice] = [await follow(), await follow()];
      expect(once.body.value).toHaveLength(20);
      expect(twice.body.value).toEqual(once.body.value);

      cloud.faults.expirePageTokens(status);
      expect((await follow()).status).toBe(status);
      expect((await get(path)).status).toBe(200);
    },
  );

  it("counts requests by what they ask for", async () => {
    const before = cloud.requests.length;
    const { handedOver } = cloud.contoso.stories;
    await get("/beta/deviceManagement/managedDevices?$top=1");
    await get(
      "/beta/deviceManagement/managedDevices?$filter=lastSyncDateTime%20gt%202026-01-01T00:00:00Z",
    );
    await get(
      "/beta/deviceManagement/managedDevices?$filter=deviceName%20eq%20'x'",
    );
    await primaryUser(handedOver.id);
    await setPrimaryUser(handedOver.id, cloud.contoso.cast.owner.id);
    await get("/v1.0/users?$top=1");
    await get("/v1.0/users('o''hara@contoso.com')");

    expect(cloud.graphRequests(before)).toEqual({
      total: 7,
      byKind: {
        "list devices": 2,
        "find devices": 1,
        "read primary user": 1,
        "write primary user": 1,
        "list users": 1,
        "read user": 1,
      },
    });
  });

  it("shows the old primary user until a write has spread, then both in turn while it flaps", async () => {
    const device = cloud.contoso.stories.handedOver;
    const { owner, newOwner } = cloud.contoso.cast;
    cloud.faults.propagationMs = 150;
    cloud.faults.flappingMs = 200;

    expect((await setPrimaryUser(device.id, newOwner.id)).status).toBe(204);
    expect(await primaryUser(device.id)).toBe(owner.id);
    intuneNow += 150;
    const flapping = [
      await primaryUser(device.id),
      await primaryUser(device.id),
    ];
    expect(new Set(flapping)).toEqual(new Set([owner.id, newOwner.id]));
    intuneNow += 200;
    expect([
      await primaryUser(device.id),
      await primaryUser(device.id),
    ]).toEqual([newOwner.id, newOwner.id]);
    cloud.faults.propagationMs = 0;
    cloud.faults.flappingMs = 0;
  });

  it("does the write whose answer it loses, and not the one it never took", async () => {
    const device = cloud.contoso.stories.leftBehind;
    const { leaver, owner, namesake } = cloud.contoso.cast;
    const path = /users\/\$ref/;

    cloud.faults.add({ path, fault: { kind: "reset", when: "before" } });
    await expect(setPrimaryUser(device.id, owner.id)).rejects.toThrow();
    expect(await primaryUser(device.id)).toBe(leaver.id);

    cloud.faults.add({ path, fault: { kind: "reset", when: "after" } });
    await expect(setPrimaryUser(device.id, namesake.id)).rejects.toThrow();
    expect(await primaryUser(device.id)).toBe(namesake.id);
    expect(
      cloud
        .seen("graph", "POST", path)
        .slice(-2)
        .map(({ status }) => status),
    ).toEqual([0, 0]);
  });

  it("refuses a primary user without an Intune licence, a device that is no Windows, a name that is no id", async () => {
    const { unlicensed, owner } = cloud.contoso.cast;
    const { owned, mac, registeredOnly } = cloud.contoso.stories;

    for (const answer of [
      await setPrimaryUser(owned.id, unlicensed.id),
      await setPrimaryUser(mac.id, owner.id),
      await setPrimaryUser(registeredOnly.id, owner.id),
      await setPrimaryUser(owned.id, owner.userPrincipalName),
    ]) {
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.body.error.message)).toMatchObject({
        _version: 3,
      });
    }
    expect(cloud.intune.primaryUser(owned)).toBe(owner.id);
  });

  it("counts nested membership, and only membership", async () => {
    const { approvers, admins, cast } = cloud.contoso;
    const check = async (userId: string): Promise<unknown> =>
      (
        await get(`/v1.0/users/${userId}/checkMemberGroups`, {
          method: "POST",
          body: JSON.stringify({ groupIds: [approvers.id, admins.id] }),
        })
      ).body.value;

    expect(await check(cast.nestedApprover.id)).toEqual([approvers.id]);
    expect(await check(cast.admin.id)).toEqual([approvers.id, admins.id]);
    expect(await check(cast.technician.id)).toEqual([]);
  });

  it("searches users only with ConsistencyLevel", async () => {
    const path = '/v1.0/users?$search="displayName:wilb"';

    expect((await get(path)).body.error.code).toBe("Request_UnsupportedQuery");
    const found = await get(path, {
      headers: { consistencylevel: "eventual" },
    });
    expect(found.body.value).toHaveLength(2);
  });

  it("goes by the permissions in the token and names what is missing", async () => {
    const weak = await startCloud({
      seed: 2,
      graphPermissions: ["User.Read.All"],
    });
    try {
      const response = await fetch(
        `${weak.urls.graph}/v1.0/deviceManagement/managedDevices`,
        { headers: { authorization: `Bearer ${await graphToken(weak)}` } },
      );

      expect(response.status).toBe(403);
      expect(await response.text()).toContain(
        "DeviceManagementManagedDevices.Read.All",
      );
      // Another tenant's token is none.
      const foreign = await fetch(`${weak.urls.graph}/v1.0/users`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(foreign.status).toBe(401);
    } finally {
      await weak.close();
    }
  });

  it("keeps a device certificate's key where and how Entra keeps it", async () => {
    const device = cloud.contoso.stories.owned;
    const certificate = new X509Certificate(enrolDeviceCertificate(device).der);

    const { body } = await get(
      `/v1.0/devices?$filter=deviceId eq '${device.entraDeviceId}'&$select=id,alternativeSecurityIds`,
    );

    const publicKey = createPublicKey(
      certificate.publicKey.export({ type: "spki", format: "pem" }),
    );
    expect(certificate.subject).toBe(`CN=${device.entraDeviceId}`);
    expect(
      Buffer.from(
        body.value[0]?.alternativeSecurityIds[0].key ?? "",
        "base64",
      ).toString("utf16le"),
    ).toBe(
      "X509:<SHA1-TP-PUBKEY>" +
        certificate.fingerprint.replaceAll(":", "") +
        createHash("sha256")
          .update(publicKey.export({ type: "pkcs1", format: "der" }))
          .digest("base64"),
    );
  });
});

describe("a tenant grown to the size of a real one", () => {
  const now = new Date("2026-11-20T12:00:00Z");
  const grow = (seed: number, share = 1) => {
    const contoso = createContoso({ now });
    growContoso(contoso, {
      devices: 20_000 * share,
      people: 15_000 * share,
      seed,
      now,
    });
    return contoso;
  };

  it("is there with work that grows with it, the same for the same seed, and keeps those who were there", () => {
    const contoso = grow(1);

    expect([contoso.devices.size, contoso.people.size]).toEqual([
      20_000, 15_000,
    ]);
    expect(
      isSuperlinear(
        () => grow(1, 0.1),
        () => grow(1),
      ),
    ).toBe(false);
    expect([...grow(1).devices.values()]).toEqual([
      ...contoso.devices.values(),
    ]);
    expect([...grow(2).devices.keys()]).not.toEqual([
      ...contoso.devices.keys(),
    ]);
    const small = createContoso({ now });
    expect([...contoso.devices.values()].slice(0, 50)).toEqual([
      ...small.devices.values(),
    ]);
  });

  it("has its share of every turn that staging can take", () => {
    const stories = Object.entries(
      Object.groupBy(grow(1).devices.values(), ({ story }) => story),
    ).map(([story, devices]) => [story, devices.length] as const);
    const share = Object.fromEntries(stories);

    expect(share["handed-off"]).toBeGreaterThan(200);
    expect(share["bench"]).toBeGreaterThan(150);
    expect(share["stuck"]).toBeGreaterThan(30);
    expect(share["self-deployed"]).toBeGreaterThan(100);
    expect(share["kiosk"]).toBeGreaterThan(60);
    expect(share["owned"]).toBeGreaterThan(18_000);
  });
});

describe("the simulated login", () => {
  let cloud: Cloud;

  beforeAll(async () => {
    cloud = await startCloud();
  });
  afterAll(() => cloud.close());

  it("signs people in to the tab with a key that the tenant's metadata leads to", async () => {
    const { contoso, urls, botApp } = cloud;
    const metadata = (await (
      await fetch(
        `${urls.login}/${contoso.tenantId}/v2.0/.well-known/openid-configuration`,
      )
    ).json()) as { issuer: string; jwks_uri: string };
    const { keys } = (await (
      await fetch(metadata.jwks_uri)
    ).json()) as JSONWebKeySet;
    const published = createLocalJWKSet({ keys });
    const expected = { issuer: metadata.issuer, audience: botApp.id };
    const { approver } = contoso.cast;

    const { payload } = await jwtVerify(
      cloud.ssoToken(approver),
      published,
      expected,
    );
    expect(payload).toMatchObject({
      oid: approver.id,
      tid: contoso.tenantId,
      scp: "access_as_user",
    });
    await expect(
      jwtVerify(
        cloud.ssoToken(approver, { aud: "another" }),
        published,
        expected,
      ),
    ).rejects.toThrow(/aud/);
    await expect(
      jwtVerify(
        cloud.badSsoTokens(approver)["a published key id on another key"] ?? "",
        published,
        expected,
      ),
    ).rejects.toThrow(/signature/);
  });
});

describe("the simulated Teams", () => {
  let cloud: Cloud;
  let bot: Server;

  beforeAll(async () => {
    cloud = await startCloud();
    bot = await startLibraryBot(cloud);
  });
  afterAll(async () => {
    bot.close();
    await cloud.close();
  });

  it("takes a bot made of the real libraries through a thread: mention, card, click, edit", async () => {
    const { channel } = cloud.teams;
    const client = cloud.teams.as(cloud.contoso.cast.approver);
    await client.installTo(channel);

    const { status } = await client.say(channel, "lookup LT-0042");
    const message = await cloud.teams.waitForMessage(
      "the card",
      ({ card }) => card !== null,
    );

    expect(status).toBe(200);
    expect(message.allText).toContain("lookup LT-0042");
    expect(message.allText).toContain("19 members");
    expect(message.conversation.channel).toBe(channel);
    await expect(client.click(message, "Reject")).rejects.toThrow("reason");
    const answer = await client.click(message, "Reject", {
      reason: "not theirs",
    });
    expect(answer).toMatchObject({
      status: 200,
      refusal: "reject not theirs 7",
    });
    expect(message.edits).toBe(1);
    expect(message.text).toBe("edited");
    const again = await answer.redeliver("new id");
    expect(again.invoke["id"]).not.toBe(answer.invoke["id"]);
  });

  it("refuses a bot where it is not installed", async () => {
    const { general } = cloud.teams;
    const admin = cloud.teams.as(cloud.contoso.cast.admin);
    await admin.uninstallFrom(general);

    await admin.say(general, "anybody there?");

    expect(cloud.requests.at(-1)).toMatchObject({
      service: "connector",
      status: 403,
    });
  });

  it("has every bad token refused by the real library that ours replaces", async () => {
    // The library prints what it refuses.
    const print = jest.spyOn(console, "error").mockReturnValue();
    // Stock botbuilder lets a token without `serviceurl` pass when the activity has one; ours must not.
    const accepted = "no service address";
    for (const [why, token] of Object.entries(cloud.badTokens())) {
      if (why === accepted) continue;
      const { status } = await cloud.deliver(
        {
          type: "event",
          channelId: "msteams",
          serviceUrl: cloud.urls.serviceUrl,
        },
        { token },
      );
      expect([why, status]).not.toEqual([why, 200]);
    }
    print.mockRestore();
  });
});

describe("the simulated Bot Connector", () => {
  let cloud: Cloud;
  let token: string;
  let thread: string;

  beforeAll(async () => {
    cloud = await startCloud();
    token = await connectorToken(cloud);
    cloud.teams.helpdesk.botInstalled = true;
  });
  afterAll(() => cloud.close());
  beforeEach(async () => {
    cloud.faults.enforceLimits = false;
    const { body } = await send("POST", "", {
      isGroup: true,
      channelData: { channel: { id: cloud.teams.channel.id } },
      activity: { type: "message", text: "root" },
    });
    thread = `/${body.id}/activities`;
  });

  const send = async (method: string, path: string, content: unknown) => {
    const response = await fetch(
      `${cloud.urls.serviceUrl}v3/conversations${path}`,
      {
        method,
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify(content),
      },
    );
    return {
      status: response.status,
      retryAfter: response.headers.get("retry-after"),
      body: (await response.json()) as {
        id: string;
        activityId: string;
        error?: { code: string };
      },
    };
  };

  it("keeps a message whose answer it loses", async () => {
    cloud.faults.add({
      service: "connector",
      method: "POST",
      fault: { kind: "reset", when: "after" },
    });

    await expect(
      send("POST", thread, { type: "message", text: "lost answer" }),
    ).rejects.toThrow();

    expect(cloud.teams.botMessages.at(-1)?.text).toBe("lost answer");
  });

  it("throttles the eighth message of a second in one conversation, and in that alone", async () => {
    const first = thread;
    cloud.faults.enforceLimits = true;
    const statuses: number[] = [];
    for (let n = 0; n < 8; n++) {
      const answer = await send("POST", first, { type: "message", text: "x" });
      statuses.push(answer.status);
      if (answer.status === 429) expect(answer.retryAfter).toBe("1");
    }
    const other = await send("POST", `/${cloud.teams.channel.id}/activities`, {
      type: "message",
      text: "x",
    });

    expect(statuses).toEqual([201, 201, 201, 201, 201, 201, 201, 429]);
    expect(other.status).toBe(201);
  });

  it("does not find a message that a user deleted", async () => {
    const posted = await send("POST", thread, { type: "message", text: "x" });
    cloud.teams.botMessages.at(-1)?.delete();

    const edited = await send("PUT", `${thread}/${posted.body.id}`, {
      type: "message",
      text: "y",
    });

    expect(edited).toMatchObject({
      status: 404,
      body: { error: { code: "ActivityNotFoundInConversation" } },
    });
  });

  it("shows a targeted message to its recipient alone", async () => {
    const { approver, technician } = cloud.contoso.cast;
    await send("POST", `${thread}?isTargetedActivity=true`, {
      type: "message",
      text: "for you",
      recipient: { id: approver.teamsUserId },
    });

    const message = cloud.teams.botMessages.at(-1);
    expect(message?.visibleTo).toBe(approver);
    await expect(
      cloud.teams.as(technician).click(message!, "Approve"),
    ).rejects.toThrow("does not see");
    const outsider = await send("POST", `${thread}?isTargetedActivity=true`, {
      type: "message",
      text: "for you",
      recipient: { id: "29:nobody" },
    });
    expect(outsider.status).toBe(400);
  });
});

async function connectorToken(cloud: Cloud): Promise<string> {
  const response = await fetch(
    `${cloud.urls.login}/${cloud.contoso.tenantId}/oauth2/v2.0/token`,
    {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: cloud.botApp.id,
        client_secret: cloud.botApp.secret,
        scope: "https://api.botframework.com/.default",
      }),
    },
  );
  const { access_token } = (await response.json()) as { access_token: string };
  return access_token;
}

async function graphToken(cloud: Cloud): Promise<string> {
  const env = cloud.environment();
  const credential = new ClientSecretCredential(
    env["AZURE_TENANT_ID"] ?? "",
    env["AZURE_CLIENT_ID"] ?? "",
    env["AZURE_CLIENT_SECRET"] ?? "",
    { authorityHost: cloud.urls.login, disableInstanceDiscovery: true },
  );
  return (await credential.getToken("https://graph.microsoft.com/.default"))
    .token;
}

/** A bot as botbuilder alone makes one: answers a message with a card that it edits when it is clicked. */
async function startLibraryBot(cloud: Cloud): Promise<Server> {
  const appId = cloud.botApp.id;
  const scope = "https://api.botframework.com";
  const authority = `${cloud.urls.login}/${cloud.contoso.tenantId}`;
  const adapter = new CloudAdapter(
    new ConfigurationBotFrameworkAuthentication(
      {
        ToChannelFromBotLoginUrl: authority,
        ToChannelFromBotOAuthScope: scope,
        ToBotFromChannelTokenIssuer: scope,
        ToBotFromChannelOpenIdMetadataUrl: cloud.urls.openIdMetadata,
        ToBotFromEmulatorOpenIdMetadataUrl: cloud.urls.openIdMetadata,
        OAuthUrl: scope,
        CallerId: "urn:botframework:azure",
        ValidateAuthority: true,
      },
      new MsalServiceClientCredentialsFactory(
        appId,
        // The library's types name the CommonJS twin of the same class.
        new ConfidentialClientApplication({
          auth: {
            clientId: appId,
            clientSecret: cloud.botApp.secret,
            authority,
            knownAuthorities: [new URL(authority).host],
          },
        }) as never,
      ),
    ),
  );
  adapter.onTurnError = async () => undefined;
  const handler = new LibraryBot();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const botResponse: BotResponse = {
        socket: response.socket,
        end: (...args: unknown[]) => response.end(...(args as [])),
        header: (name: string, value: unknown) =>
          response.setHeader(name, String(value)),
        send: (body: unknown) => response.end(JSON.stringify(body)),
        status: (code: number) => {
          response.statusCode = code;
        },
      };
      const body = JSON.parse(Buffer.concat(chunks).toString());
      void adapter.process(
        Object.assign(request, { body }),
        botResponse,
        (context) => handler.run(context),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  cloud.connectBot(`http://127.0.0.1:${port}`);
  return server;
}

class LibraryBot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context) => {
      const members = await TeamsInfo.getPagedMembers(context);
      const text = TurnContext.removeRecipientMention(context.activity);
      await context.sendActivity({
        attachments: [
          CardFactory.adaptiveCard({
            type: "AdaptiveCard",
            version: "1.5",
            body: [
              {
                type: "TextBlock",
                text: `${text} for ${members.members.length} members`,
              },
            ],
            actions: [
              {
                type: "Action.ShowCard",
                title: "Reject",
                card: {
                  type: "AdaptiveCard",
                  body: [
                    { type: "Input.Text", id: "reason", isRequired: true },
                  ],
                  actions: [
                    {
                      type: "Action.Execute",
                      title: "Reject",
                      verb: "reject",
                      data: { version: 7 },
                    },
                  ],
                },
              },
            ],
          }),
        ],
      });
    });
  }

  protected override async onInvokeActivity(
    context: TurnContext,
  ): Promise<InvokeResponse> {
    const { action } = context.activity.value;
    const card = { type: "AdaptiveCard", version: "1.5", body: [] };
    await context.updateActivity({
      id: context.activity.replyToId ?? "",
      type: "message",
      text: "edited",
      attachments: [CardFactory.adaptiveCard(card)],
    });
    return {
      status: 200,
      body: {
        statusCode: 200,
        type: "application/vnd.microsoft.activity.message",
        value: `${action.verb} ${action.data.reason} ${action.data.version}`,
      },
    };
  }
}
