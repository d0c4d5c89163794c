import {
  afterEach,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from "@jest/globals";
import type { GraphCall } from "../../../src/adapters/graph/connection.ts";
import { createGraph } from "../../../src/adapters/graph/createGraph.ts";
import type { GroupId, TenantGraph } from "../../../src/ports/graph.ts";
import type { Bucket } from "../../../src/ports/stores/rateStore.ts";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import {
  startScriptedServer,
  type ScriptedServer,
  type Step,
} from "../../support/scriptedServer.ts";
import { saying } from "../../support/saying.ts";
import { settled, until } from "../../support/until.ts";

const DEVICE = "f61dc341-c9c9-40c1-abbd-6997016f4c9e" as DeviceId;
const ANA = "87d349ed-44d7-43e1-9a83-5f2406dee5bd" as UserId;
const APPROVERS = "11111111-2222-4333-8444-555555555555" as GroupId;
const ADMINS = "99999999-2222-4333-8444-555555555555" as GroupId;

const ENTRA_DEVICE = "e7f59723-3b4c-4783-89bf-9e42d492f4ac";

const managedDevice = {
  id: DEVICE.toUpperCase(),
  deviceName: "LAP-001",
  model: "Latitude 7440",
  manufacturer: "Dell Inc.",
  serialNumber: "5CG1",
  operatingSystem: "Windows",
  joinType: "azureADJoined",
  azureADDeviceId: "E7F59723-3B4C-4783-89BF-9E42D492F4AC",
  lastSyncDateTime: "2026-11-18T03:45:42.4309247Z",
  enrolledDateTime: "0001-01-01T00:00:00Z",
  deviceCategoryDisplayName: "Berlin",
};
const entraUser = {
  id: ANA,
  userPrincipalName: "ana@contoso.com",
  displayName: "Ana",
  mail: null,
  accountEnabled: true,
  userType: "Member",
  assignedPlans: [
    {
      servicePlanId: "c1ec4a95-1f05-45b3-a911-aa3fa01094f5",
      capabilityStatus: "Enabled",
    },
  ],
};
const ok = (body: unknown): Step => ({ status: 200, body });
const list = (...value: unknown[]): Step => ok({ value });

let server: ScriptedServer;
let calls: GraphCall[];
let graph: TenantGraph;
/** How long it meant to wait, each time; no test does. */
let waited: number[];
const take =
  jest.fn<(key: string, buckets: readonly Bucket[]) => Promise<number>>();
const getToken =
  jest.fn<
    (
      scope: string | string[],
    ) => Promise<{ token: string; expiresOnTimestamp: number }>
  >();

const renew = jest.fn<() => void>();
const warn = jest.fn<(fields: object, message: string) => void>();

beforeEach(async () => {
  renew.mockReset();
  warn.mockReset();
  server = await startScriptedServer();
  calls = [];
  take.mockReset().mockResolvedValue(0);
  getToken
    .mockReset()
    .mockResolvedValue({ token: "a-token", expiresOnTimestamp: 0 });
  waited = [];
  graph = openGraph();
});

function openGraph(more: Partial<Parameters<typeof createGraph>[0]> = {}) {
  return createGraph({
    url: `${server.url}/`,
    credential: { getToken, renew },
    settingsToCheck: ["AZURE_CLIENT_SECRET"],
    rates: { take },
    log: { warn },
    onCall: (call) => calls.push(call),
    random: () => 0.01,
    wait: async (ms) => {
      waited.push(ms);
    },
    ...more,
  });
}

afterEach(async () => {
  await server.close();
  expect(server.unused()).toBe(0);
});

describe("a read", () => {
  it("gives another host the token of the global Graph", async () => {
    server.play(ok(managedDevice));

    await graph.devices.find(DEVICE);

    expect(getToken.mock.calls[0]?.[0]).toBe(
      "https://graph.microsoft.com/.default",
    );
    expect(server.requests).toEqual([
      {
        method: "GET",
        url: `/beta/deviceManagement/managedDevices/${DEVICE}?$select=id,deviceName,model,manufacturer,serialNumber,operatingSystem,joinType,azureADDeviceId,lastSyncDateTime,enrolledDateTime,deviceEnrollmentType,deviceCategoryDisplayName,skuNumber,skuFamily`,
        authorization: "Bearer a-token",
        body: "",
      },
    ]);
  });

  it("asks the tenant's limiter before each attempt, and waits as long as it says", async () => {
    take.mockResolvedValueOnce(60).mockResolvedValue(0);
    server.play({ status: 503 }, ok(managedDevice));

    await graph.devices.find(DEVICE);

    expect(waited).toEqual([60, 5]);
    expect(take.mock.calls.map(([key]) => key)).toEqual([
      "graph.any",
      "graph.any",
      "graph.any",
    ]);
  });

  it("leaves a part of the tenant's limit for decisions, whose reads may take it", async () => {
    server.play(ok(managedDevice), ok(managedDevice));

    await graph.devices.find(DEVICE);
    await graph.forDecisions.devices.find(DEVICE);

    const [others, decisions] = take.mock.calls.map(([, [any]]) => any);
    expect(others).toEqual({ ...decisions, leaves: 100 });
    expect(decisions).toEqual({ capacity: 500, refillPerSecond: 25 });
  });

  it("does not wait for a limiter that asks for too long", async () => {
    take.mockResolvedValue(21_000);

    await expect(graph.devices.find(DEVICE)).rejects.toMatchObject({
      code: "graph.throttled",
      retryAfterMs: 21_000,
    });
    expect(server.requests).toEqual([]);
  });

  it.each<[string, Step]>([
    ["429 without Retry-After", { status: 429 }],
    ["500", { status: 500 }],
    ["502 with a page of HTML", { status: 502, body: "<html>Bad Gateway" }],
    ["503", { status: 503 }],
    ["504", { status: 504 }],
    ["a reset connection", "reset"],
    ["an answer that breaks off", "break-off"],
    ["no answer in time", "hang"],
  ])("comes through after %s", async (_name, trouble) => {
    server.play(trouble, ok(managedDevice));
    // The second attempt has as long, and is answered.
    if (trouble === "hang") graph = openGraph({ readTimeoutMs: 3_000 });

    expect(await graph.devices.find(DEVICE)).toMatchObject({ id: DEVICE });
    expect(calls.map(({ outcome }) => outcome)).toEqual([
      trouble === "reset" || typeof trouble === "string"
        ? "graph.unavailable"
        : trouble.status === 429
          ? "graph.throttled"
          : "graph.unavailable",
      "ok",
    ]);
  });

  it("waits as long as Retry-After says", async () => {
    server.play(
      { status: 429, headers: { "Retry-After": "1" } },
      ok(managedDevice),
    );

    await graph.devices.find(DEVICE);

    expect(waited).toEqual([1_000]);
  });

  it("leaves a long Retry-After to the job", async () => {
    server.play({ status: 429, headers: { "Retry-After": "30" } });

    await expect(graph.devices.find(DEVICE)).rejects.toMatchObject({
      code: "graph.throttled",
      retryable: true,
      retryAfterMs: 30_000,
    });
    expect(server.requests).toHaveLength(1);
  });

  it("gives up after five tries", async () => {
    server.play(...Array.from({ length: 5 }, () => ({ status: 503 })));

    await expect(graph.devices.find(DEVICE)).rejects.toMatchObject({
      code: "graph.unavailable",
    });
    expect(server.requests).toHaveLength(5);
  });

  it("ends when the caller has no more time, and does not try again", async () => {
    server.play("hang");
    const time = new AbortController();
    const reading = graph.devices.find(DEVICE, { signal: time.signal });
    const ended = expect(reading).rejects.toMatchObject({
      code: "graph.unavailable",
    });
    await until("Graph is asked", () => server.requests.length === 1);

    time.abort();

    await settled("the read ends though Graph never answers", ended);
    expect(waited).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  it("ends while it waits to try again when the caller has no more time", async () => {
    server.play({ status: 429, headers: { "Retry-After": "5" } });
    const time = new AbortController();
    graph = openGraph({
      wait: () => {
        time.abort();
        return new Promise(() => undefined);
      },
    });

    const reading = graph.devices.find(DEVICE, { signal: time.signal });

    await settled(
      "the read ends though its wait does not",
      expect(reading).rejects.toMatchObject({ code: "graph.unavailable" }),
    );
    expect(server.requests).toHaveLength(1);
  });

  it("sends nothing for a caller who has no time at all", async () => {
    await expect(
      graph.devices.find(DEVICE, { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: "graph.unavailable" });
    expect(server.requests).toEqual([]);
  });

  it("leaves the token to the next caller when the first could not wait for it", async () => {
    let signIn = (): void => undefined;
    getToken.mockReturnValueOnce(
      new Promise((resolve) => {
        signIn = () => resolve({ token: "late", expiresOnTimestamp: 0 });
      }),
    );
    const hurried = graph.devices.find(DEVICE, {
      signal: AbortSignal.timeout(20),
    });
    const patient = graph.devices.find(DEVICE);

    await expect(hurried).rejects.toMatchObject({ code: "graph.unavailable" });
    server.play(ok(managedDevice));
    signIn();

    await patient;
    expect(getToken).toHaveBeenCalledTimes(1);
    expect(server.requests[0]?.authorization).toBe("Bearer late");
  });

  it.each<[string, Step]>([["another shape", ok({ value: "none" })]])(
    "does not try again after %s",
    async (_name, step) => {
      server.play(step);

      await expect(graph.devices.find(DEVICE)).rejects.toMatchObject({
        code: "graph.unexpected-answer",
        retryable: false,
      });
      expect(server.requests).toHaveLength(1);
    },
  );

  it.each<[string, Step, number]>([
    ["a page of HTML", { status: 200, body: "<html>Sign in" }, 200],
    ["nothing", { status: 204 }, 200],
    [
      "a redirect",
      { status: 302, headers: { location: "https://127.0.0.1:1/" } },
      302,
    ],
    ["a 403 in HTML", { status: 403, body: "<html>Blocked" }, 403],
    ["a 404 in HTML", { status: 404, body: "<html>Not here" }, 404],
    ["a 404 without words", { status: 404, body: "" }, 404],
  ])(
    "believes nothing of %s but that something stands in between",
    async (_name, step, status) => {
      server.play(step, ok(managedDevice));
      expect(await graph.devices.find(DEVICE)).toMatchObject({ id: DEVICE });

      server.play(step, step, step, step, step);
      await expect(graph.devices.find(DEVICE)).rejects.toMatchObject({
        code: "graph.foreign-answer",
        retryable: true,
        userMessage: { values: { status } },
      });
      expect(server.unused()).toBe(0);
    },
  );

  it("is let in with a fresh token after a 401", async () => {
    getToken
      .mockResolvedValueOnce({ token: "revoked", expiresOnTimestamp: 0 })
      .mockResolvedValueOnce({ token: "fresh", expiresOnTimestamp: 0 });
    server.play({ status: 401 }, ok(managedDevice));

    expect(await graph.devices.find(DEVICE)).toMatchObject({ id: DEVICE });

    expect(server.requests.map(({ authorization }) => authorization)).toEqual([
      "Bearer revoked",
      "Bearer fresh",
    ]);
    expect(calls.map(({ outcome }) => outcome)).toEqual([
      "graph.sign-in-failed",
      "ok",
    ]);
    expect(renew).toHaveBeenCalledTimes(1);
    expect(take).toHaveBeenCalledTimes(2);
  });

  it("asks for one fresh token when many reads are refused together", async () => {
    server.play(
      { status: 401, afterMs: 50 },
      { status: 401, afterMs: 50 },
      { status: 401, afterMs: 100 },
      ok(managedDevice),
      ok(managedDevice),
      ok(managedDevice),
    );
    getToken.mockResolvedValueOnce({ token: "revoked", expiresOnTimestamp: 0 });

    await Promise.all([1, 2, 3].map(() => graph.devices.find(DEVICE)));

    expect(renew).toHaveBeenCalledTimes(1);
    expect(server.requests).toHaveLength(6);
  });

  it("renews the token once, whatever follows", async () => {
    server.play(
      { status: 401 },
      { status: 503 },
      { status: 503 },
      { status: 401 },
    );

    await expect(graph.devices.find(DEVICE)).rejects.toMatchObject({
      code: "graph.sign-in-failed",
      retryable: false,
      userMessage: saying(/AZURE_CLIENT_SECRET/),
    });
    expect(server.requests).toHaveLength(4);
  });

  it("names the missing permission, and quotes nobody's data", async () => {
    server.play({
      status: 403,
      body: { error: { code: "Forbidden", message: "no ana@contoso.com" } },
    });

    await expect(graph.users.find("ana@contoso.com")).rejects.toMatchObject({
      code: "graph.forbidden",
      permission: "User.Read.All",
      message: expect.not.stringContaining("ana@"),
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe("devices.find", () => {
  it("reads a device in our words", async () => {
    server.play(ok(managedDevice));

    expect(await graph.devices.find(DEVICE)).toEqual({
      id: DEVICE,
      name: "LAP-001",
      model: "Latitude 7440",
      manufacturer: "Dell Inc.",
      serialNumber: "5CG1",
      operatingSystem: "Windows",
      joinType: "joined",
      entraDeviceId: "e7f59723-3b4c-4783-89bf-9e42d492f4ac",
      lastCheckInAt: new Date("2026-11-18T03:45:42.430Z"),
      enrolledAt: null,
      category: "Berlin",
    });
  });

  it.each([
    ["hybridAzureADJoined", "hybrid"],
    ["azureADRegistered", "registered"],
  ])("takes join type %s for %s", async (joinType, expected) => {
    server.play(ok({ ...managedDevice, joinType }));

    expect((await graph.devices.find(DEVICE))?.joinType).toBe(expected);
  });

  it.each(["unknown", "constructor", "", undefined, null])(
    "asks Entra how a device is joined when Intune says %p",
    async (joinType) => {
      server.play(
        ok({ ...managedDevice, joinType }),
        list(
          { deviceId: "another", trustType: "Workplace" },
          { deviceId: ENTRA_DEVICE.toUpperCase(), trustType: "ServerAd" },
        ),
      );

      expect((await graph.devices.find(DEVICE))?.joinType).toBe("hybrid");
      expect(server.requests[1]?.url).toBe(
        `/v1.0/devices?$filter=deviceId%20eq%20%27${ENTRA_DEVICE}%27&$select=id,deviceId,trustType`,
      );
      expect(warn).not.toHaveBeenCalled();
    },
  );

  it.each([
    ["AzureAd", "windowsCoManagement", "joined"],
    ["ServerAd", "windowsAzureADJoin", "hybrid"],
    ["Workplace", "windowsAzureADJoin", "registered"],
    ["workplace", "", "registered"],
    [null, "windowsAzureADJoin", "joined"],
    [undefined, "windowsBulkAzureDomainJoin", "joined"],
    ["New", "windowsAzureADJoinUsingDeviceAuth", "joined"],
    [null, "azureAdJoinUsingAzureVmExtension", "joined"],
    [null, "windowsCoManagement", "hybrid"],
    [null, "windowsAutoEnrollment", "unknown"],
    [null, "userEnrollment", "unknown"],
    [null, "deviceEnrollmentManager", "unknown"],
    [null, null, "unknown"],
    [null, undefined, "unknown"],
    ["constructor", "constructor", "unknown"],
  ])(
    "takes trust type %p and enrolment %p for %s",
    async (trustType, deviceEnrollmentType, expected) => {
      server.play(
        ok({ ...managedDevice, joinType: null, deviceEnrollmentType }),
        list({ deviceId: ENTRA_DEVICE, trustType }),
      );

      expect((await graph.devices.find(DEVICE))?.joinType).toBe(expected);
      expect(warn).toHaveBeenCalledTimes(expected === "unknown" ? 1 : 0);
    },
  );

  it("warns with ids alone when nobody tells how a device is joined", async () => {
    server.play(ok({ ...managedDevice, joinType: null }), list());

    expect((await graph.devices.find(DEVICE))?.joinType).toBe("unknown");
    expect(warn.mock.calls).toEqual([
      [
        { deviceId: DEVICE, entraDeviceId: ENTRA_DEVICE },
        "Neither Intune nor Entra tells how a device is joined",
      ],
    ]);
  });

  it("goes by the enrolment, and says which code stood in the way, when Entra must not be asked", async () => {
    const hidden = { ...managedDevice, joinType: null };
    const forbidden = { status: 403 };
    server.play(
      ok({ ...hidden, deviceEnrollmentType: "windowsAzureADJoin" }),
      forbidden,
      ok(hidden),
      forbidden,
    );

    expect((await graph.devices.find(DEVICE))?.joinType).toBe("joined");
    expect((await graph.devices.find(DEVICE))?.joinType).toBe("unknown");
    expect(warn.mock.calls.map(([fields]) => fields)).toEqual([
      {
        deviceId: DEVICE,
        entraDeviceId: ENTRA_DEVICE,
        code: "graph.forbidden",
      },
    ]);
  });

  it("does not guess while Entra does not answer", async () => {
    server.play(
      ok({
        ...managedDevice,
        joinType: null,
        deviceEnrollmentType: "windowsAzureADJoin",
      }),
      ...Array.from({ length: 5 }, () => ({ status: 503 })),
    );

    await expect(graph.devices.find(DEVICE)).rejects.toMatchObject({
      code: "graph.unavailable",
    });
  });

  it.each([
    ["is not Windows", { operatingSystem: "iOS" }],
    ["Entra does not know", { azureADDeviceId: null }],
  ])("does not ask Entra about a device that %s", async (_why, more) => {
    server.play(ok({ ...managedDevice, joinType: null, ...more }));

    expect((await graph.devices.find(DEVICE))?.joinType).toBe("unknown");
    expect(server.requests).toHaveLength(1);
  });

  it.each(["", null, undefined, "00000000-0000-0000-0000-000000000000"])(
    "takes Entra device id %p for none",
    async (azureADDeviceId) => {
      server.play(ok({ ...managedDevice, azureADDeviceId }));

      expect((await graph.devices.find(DEVICE))?.entraDeviceId).toBeNull();
    },
  );

  it.each(["Unknown", "", null, undefined])(
    "takes category %p for none",
    async (deviceCategoryDisplayName) => {
      server.play(ok({ ...managedDevice, deviceCategoryDisplayName }));

      expect((await graph.devices.find(DEVICE))?.category).toBeNull();
    },
  );

  it("finds nothing when Intune does not know the device", async () => {
    server.play({ status: 404, body: { error: { code: "x", message: "y" } } });

    expect(await graph.devices.find(DEVICE)).toBeNull();
  });

  it.each(["", ".", ".."])(
    "does not ask for %p, which would be another resource",
    async (id) => {
      expect(await graph.devices.find(id as DeviceId)).toBeNull();
      expect(server.requests).toEqual([]);
    },
  );
});

describe("devices.findByName", () => {
  it("asks for exactly the name, whatever is in it", async () => {
    server.play(list({ ...managedDevice, deviceName: "O'Brien & 50% #1?" }));

    const found = await graph.devices.findByName("o'brien & 50% #1?");

    expect(found.map(({ name }) => name)).toEqual(["O'Brien & 50% #1?"]);
    const url = new URL(server.requests[0]?.url ?? "", server.url);
    expect(url.searchParams.get("$filter")).toBe(
      "deviceName eq 'o''brien & 50% #1?'",
    );
    expect(url.hash).toBe("");
  });

  it("keeps look-alikes out when Intune ignored the filter", async () => {
    server.play(
      list(
        managedDevice,
        { ...managedDevice, deviceName: "LAP-0011" },
        { ...managedDevice, deviceName: "xLAP-001" },
        { ...managedDevice, id: "second", deviceName: "lap-001" },
      ),
    );

    const found = await graph.devices.findByName("LAP-001");

    expect(found.map(({ id }) => id)).toEqual([DEVICE, "second"]);
  });

  it("asks Entra how the one device found is joined, and of several asks for none", async () => {
    const hidden = { ...managedDevice, joinType: null };
    server.play(
      list(hidden),
      list({ deviceId: ENTRA_DEVICE, trustType: "AzureAd" }),
      list(hidden, { ...hidden, id: "second" }),
    );

    const one = await graph.devices.findByName("LAP-001");
    const several = await graph.devices.findByName("LAP-001");

    expect(one.map(({ joinType }) => joinType)).toEqual(["joined"]);
    expect(several.map(({ joinType }) => joinType)).toEqual([
      "unknown",
      "unknown",
    ]);
  });

  it("refuses when the filter was ignored on a list too long to search", async () => {
    const page = (n: number): Step =>
      ok({
        value: [managedDevice, { ...managedDevice, deviceName: "OTHER" }],
        "@odata.nextLink": `${server.url}/beta/next?page=${n}`,
      });
    server.play(page(1), page(2), page(3));

    await expect(graph.devices.findByName("LAP-001")).rejects.toMatchObject({
      code: "graph.unexpected-answer",
    });
  });

  it("does not ask for devices without a serial number", async () => {
    expect(await graph.devices.findBySerialNumber("")).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  it("finds every device of a serial number that is not unique", async () => {
    server.play(
      list(
        { ...managedDevice, serialNumber: "0" },
        { ...managedDevice, id: "second", serialNumber: "0" },
      ),
    );

    expect(await graph.devices.findBySerialNumber("0")).toHaveLength(2);
  });
});

describe("primaryUsers.get", () => {
  it("reads the one user, asking for no properties", async () => {
    server.play(
      list({ id: ANA.toUpperCase(), displayName: "Ana", mail: "x@y" }),
    );

    expect(await graph.primaryUsers.get(DEVICE)).toEqual({
      id: ANA,
      displayName: "Ana",
      userPrincipalName: "",
    });
    expect(server.requests[0]?.url).toBe(
      `/beta/deviceManagement/managedDevices/${DEVICE}/users`,
    );
  });

  it("finds no user on a shared device", async () => {
    server.play(list());

    expect(await graph.primaryUsers.get(DEVICE)).toBeNull();
  });

  it("tells a device that is gone from a shared one", async () => {
    server.play({ status: 404 });

    await expect(graph.primaryUsers.get(DEVICE)).rejects.toMatchObject({
      code: "graph.not-found",
    });
  });

  it("does not choose among several", async () => {
    server.play(list({ id: "a" }, { id: "b" }));

    await expect(graph.primaryUsers.get(DEVICE)).rejects.toMatchObject({
      code: "graph.unexpected-answer",
    });
  });
});

describe("an answer about another one than was asked for", () => {
  const OTHER = "0a0a0a0a-44d7-43e1-9a83-5f2406dee5bd";
  it.each<[string, object, () => Promise<unknown>]>([
    [
      "a person by id",
      { ...entraUser, id: OTHER },
      () => graph.users.find(ANA),
    ],
    ["a person by name", entraUser, () => graph.users.find("ben@contoso.com")],
    [
      "a device",
      { ...managedDevice, id: OTHER },
      () => graph.devices.find(DEVICE),
    ],
    [
      "a device as Intune lists it",
      { ...managedDevice, id: OTHER },
      () => graph.devices.findListed(DEVICE),
    ],
  ])("is not believed: %s", async (_what, answer, ask) => {
    server.play(ok(answer));

    await expect(ask()).rejects.toMatchObject({
      code: "graph.unexpected-answer",
    });
  });
});

describe("users.find", () => {
  it.each([
    [
      "ana_fabrikam.com#EXT#@contoso.com",
      "/ana_fabrikam.com%23EXT%23%40contoso.com",
    ],
    ["$ana@contoso.com", "(%27%24ana%40contoso.com%27)"],
    ["o'hara@contoso.com", "(%27o%27%27hara%40contoso.com%27)"],
    ["../groups/x", "/..%2Fgroups%2Fx"],
    ["a?$expand=manager", "/a%3F%24expand%3Dmanager"],
    ["\ud800", "/%EF%BF%BD"],
  ])("asks for %s as one name", async (name, key) => {
    server.play(ok({ ...entraUser, userPrincipalName: name }));

    await graph.users.find(name);

    expect(server.requests[0]?.url).toBe(
      `/v1.0/users${key}?$select=id,userPrincipalName,displayName,mail,department,officeLocation,accountEnabled,userType,assignedPlans,onPremisesSecurityIdentifier,proxyAddresses`,
    );
  });

  it("does not ask for an empty name, which would be everybody", async () => {
    expect(await graph.users.find("")).toBeNull();
    expect(server.requests).toEqual([]);
  });

  it.each([
    ["Guest", "ana@contoso.com", "guest"],
    ["Member", "ana_x.com#EXT#@contoso.com", "member"],
    [null, "ana_x.com#EXT#@contoso.com", "guest"],
    [undefined, "ana@contoso.com", "member"],
  ])("takes user type %p of %s for a %s", async (userType, upn, expected) => {
    server.play(ok({ ...entraUser, userType, userPrincipalName: upn }));

    expect((await graph.users.find(ANA))?.userType).toBe(expected);
  });

  it.each([null, undefined])(
    "asks for the permission when Entra hides plans and whether the account is enabled (%p)",
    async (hidden) => {
      server.play(
        ok({ ...entraUser, accountEnabled: hidden, assignedPlans: hidden }),
      );

      await expect(graph.users.find(ANA)).rejects.toMatchObject({
        code: "graph.forbidden",
        permission: "User.Read.All",
        userMessage: saying(
          "Entra doesn't show Custodian which accounts are enabled and licensed: grant Custodian the application permission User.Read.All, then try again.",
        ),
      });
      expect(warn).not.toHaveBeenCalled();
    },
  );

  it.each([
    [null, entraUser.assignedPlans],
    [undefined, entraUser.assignedPlans],
    [null, []],
  ])(
    "never takes an account for enabled of which Entra says %p and plans %j",
    async (accountEnabled, assignedPlans) => {
      server.play(ok({ ...entraUser, accountEnabled, assignedPlans }));

      expect(await graph.users.find(ANA)).toMatchObject({
        id: ANA,
        accountEnabled: false,
        hasIntunePlan: assignedPlans.length > 0,
      });
      expect(warn.mock.calls).toEqual([
        [
          { userId: ANA },
          "Entra does not tell whether an account is enabled, so it counts as disabled",
        ],
      ]);
    },
  );

  it.each([true, false])(
    "takes Entra's word that an account is enabled: %p",
    async (accountEnabled) => {
      server.play(ok({ ...entraUser, accountEnabled, assignedPlans: null }));

      expect(await graph.users.find(ANA)).toMatchObject({ accountEnabled });
      expect(warn).not.toHaveBeenCalled();
    },
  );
});

describe("groups.memberOf", () => {
  it("is tried again, since this POST only reads", async () => {
    server.play({ status: 503 }, list(APPROVERS.toUpperCase()));

    expect(await graph.groups.memberOf(ANA, [APPROVERS, ADMINS])).toEqual([
      APPROVERS,
    ]);
    expect(server.requests).toHaveLength(2);
    expect(server.requests[1]).toMatchObject({
      method: "POST",
      url: `/v1.0/users/${ANA}/checkMemberGroups`,
      body: JSON.stringify({ groupIds: [APPROVERS, ADMINS] }),
    });
  });

  it("grants no group that was not asked about", async () => {
    server.play(list(ADMINS));

    expect(await graph.groups.memberOf(ANA, [APPROVERS])).toEqual([]);
  });

  it("finds somebody Entra does not know in no group", async () => {
    server.play({ status: 404 });

    expect(await graph.groups.memberOf(ANA, [APPROVERS])).toEqual([]);
  });
});

describe("groups.listMembers", () => {
  it("follows the next link to the letter, through empty pages, and lists users once", async () => {
    const next =
      "/v1.0/groups/x/transitiveMembers?$skiptoken=RFNwdAo%3D&$top=999&$select=id";
    const device = { "@odata.type": "#microsoft.graph.device", id: "device" };
    const user = { "@odata.type": "#microsoft.graph.user", id: ANA };
    server.play(
      ok({ value: [user, device], "@odata.nextLink": server.url + next }),
      ok({ value: [], "@odata.nextLink": `${server.url}/v1.0/last` }),
      list(user, { id: "BEN" }),
    );

    expect(await graph.groups.listMembers(APPROVERS)).toEqual([ANA, "ben"]);
    expect(server.requests.map(({ url }) => url)).toEqual([
      `/v1.0/groups/${APPROVERS}/transitiveMembers?$select=id&$top=999`,
      next,
      "/v1.0/last",
    ]);
  });

  it.each([
    "https://evil.example/v1.0/x",
    "https://127.0.0.1:1/v1.0/x",
    "http://127.0.0.1/x",
    "not a link",
  ])("does not carry the token to %s", async (next) => {
    server.play(ok({ value: [], "@odata.nextLink": next }));

    await expect(graph.groups.listMembers(APPROVERS)).rejects.toMatchObject({
      code: "graph.unexpected-answer",
    });
    expect(server.requests).toHaveLength(1);
  });

  it("notices pages that go round in circles", async () => {
    const again = ok({ value: [], "@odata.nextLink": `${server.url}/v1.0/a` });
    server.play(again, again);

    await expect(graph.groups.listMembers(APPROVERS)).rejects.toMatchObject({
      code: "graph.unexpected-answer",
    });
  });
});

describe("entraDevices.find", () => {
  const entraDeviceId = "e7f59723-3b4c-4783-89bf-9e42d492f4ac";

  it("reads the keys a device certificate is checked against", async () => {
    server.play(
      list(
        { deviceId: "another", accountEnabled: true },
        {
          deviceId: entraDeviceId,
          accountEnabled: true,
          alternativeSecurityIds: [{ type: 2, key: "WAA1" }, { key: null }],
        },
      ),
    );

    expect(await graph.entraDevices.find(entraDeviceId.toUpperCase())).toEqual({
      deviceId: entraDeviceId,
      accountEnabled: true,
      alternativeSecurityKeys: ["WAA1"],
    });
    expect(server.requests[0]?.url).toBe(
      `/v1.0/devices?$filter=deviceId%20eq%20%27${entraDeviceId}%27&$select=id,deviceId,accountEnabled,alternativeSecurityIds`,
    );
  });

  it("trusts no device of which Entra does not say that it is enabled", async () => {
    server.play(list({ deviceId: entraDeviceId }));

    expect(await graph.entraDevices.find(entraDeviceId)).toEqual({
      deviceId: entraDeviceId,
      accountEnabled: false,
      alternativeSecurityKeys: [],
    });
  });

  it("finds nothing when the only answer is another device", async () => {
    server.play(list({ deviceId: "another", accountEnabled: true }));

    expect(await graph.entraDevices.find(entraDeviceId)).toBeNull();
  });
});
