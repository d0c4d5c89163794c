import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import { createCredential } from "../../../src/adapters/graph/credential.ts";
import { createGraph } from "../../../src/adapters/graph/createGraph.ts";
import type { DevicePage, Graph, GroupId } from "../../../src/ports/graph.ts";
import { startCloud, type Cloud } from "../../simulator/cloud.ts";
import { growContoso } from "../../simulator/growContoso.ts";
import {
  startScriptedServer,
  type ScriptedServer,
  type Step,
} from "../../support/scriptedServer.ts";

const ANA = "87d349ed-44d7-43e1-9a83-5f2406dee5bd";
const BEN = "97d349ed-44d7-43e1-9a83-5f2406dee5bd";
const NOBODY = "00000000-0000-0000-0000-000000000000";

const row = {
  id: "F61DC341-C9C9-40C1-ABBD-6997016F4C9E",
  deviceName: "LAP-001",
  model: "Latitude 7440",
  manufacturer: "Dell Inc.",
  serialNumber: "5CG1",
  operatingSystem: "Windows",
  joinType: "azureADJoined",
  azureADDeviceId: NOBODY,
  lastSyncDateTime: "2026-11-18T03:45:42.4309247Z",
  enrolledDateTime: "2026-11-15T08:00:00Z",
  deviceCategoryDisplayName: "Berlin",
  deviceEnrollmentType: "deviceEnrollmentManager",
  enrolledByUserPrincipalName: "Staging@Contoso.com",
  complianceState: "inGracePeriod",
  userId: ANA.toUpperCase(),
  userPrincipalName: "",
  userDisplayName: "Ana",
  usersLoggedOn: [{ userId: ANA, lastLogOnDateTime: "2026-11-17T07:00:00Z" }],
};
const user = {
  id: ANA.toUpperCase(),
  userPrincipalName: "ana@contoso.com",
  displayName: "Ana",
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
const times = <T>(count: number, value: T): T[] =>
  Array.from({ length: count }, () => value);

let server: ScriptedServer;
let warned: unknown[];
let taken: string[];
let graph: Graph;

beforeEach(async () => {
  server = await startScriptedServer();
  warned = [];
  taken = [];
  graph = createGraph({
    url: server.url,
    credential: {
      getToken: async () => ({ token: "a-token", expiresOnTimestamp: 0 }),
      renew: () => undefined,
    },
    settingsToCheck: ["AZURE_CLIENT_SECRET"],
    rates: {
      take: async (key) => {
        taken.push(key);
        return 0;
      },
    },
    log: { warn: (fields) => warned.push(fields) },
    random: () => 0.01,
  });
});

afterEach(async () => {
  await server.close();
  expect(server.unused()).toBe(0);
});

describe("signIns.list", () => {
  const time = {
    from: new Date("2026-11-18T00:00:00Z"),
    until: new Date("2026-11-19T00:00:00Z"),
  };
  const entry = {
    createdDateTime: "2026-11-18T07:13:32Z",
    userId: ANA.toUpperCase(),
    appId: "38AA3B87-a06d-4817-b275-7a316988d93b",
    isInteractive: true,
    status: { errorCode: 0 },
    deviceDetail: { deviceId: BEN.toUpperCase() },
  };

  it("asks for what succeeded in Windows at that time, and leaves out again what is something else", async () => {
    server.play(
      list(
        entry,
        { ...entry, status: { errorCode: 50126 } },
        { ...entry, appId: "1fec8e78-bce4-4aaf-ab1b-5451cc387264" },
        { ...entry, isInteractive: false },
        { ...entry, createdDateTime: "2026-11-19T00:00:01Z" },
        { ...entry, userId: NOBODY },
        { ...entry, deviceDetail: { deviceId: "" } },
        { ...entry, deviceDetail: null },
      ),
    );

    expect(await graph.signIns.list(time, null)).toEqual({
      signIns: [
        {
          entraDeviceId: BEN,
          userId: ANA,
          at: new Date("2026-11-18T07:13:32Z"),
        },
      ],
      next: null,
    });
    const url = new URL(server.requests[0]?.url ?? "", server.url);
    expect(url.pathname).toBe("/v1.0/auditLogs/signIns");
    expect(url.searchParams.get("$filter")).toBe(
      "createdDateTime ge 2026-11-18T00:00:00.000Z and createdDateTime le 2026-11-19T00:00:00.000Z and appId eq '38aa3b87-a06d-4817-b275-7a316988d93b' and status/errorCode eq 0",
    );
  });

  it("has a pace of its own before that of the tenant, at each page", async () => {
    server.play(list(entry), list(entry));
    await graph.signIns.list(time, null);
    await graph.signIns.list(time, `${server.url}/v1.0/auditLogs/signIns?a=b`);

    expect(taken).toEqual([
      "graph.sign-ins",
      "graph.any",
      "graph.sign-ins",
      "graph.any",
    ]);
  });

  it("tells a tenant without the licence from one without the permission", async () => {
    const refusal = (code: string): Step => ({
      status: 403,
      body: { error: { code, message: "No." } },
    });
    server.play(
      refusal("Authentication_RequestFromNonPremiumTenantOrB2CTenant"),
      refusal("Authorization_RequestDenied"),
    );
    await expect(graph.signIns.list(time, null)).rejects.toMatchObject({
      code: "graph.not-licensed",
    });
    await expect(graph.signIns.list(time, null)).rejects.toMatchObject({
      code: "graph.forbidden",
      permission: "AuditLog.Read.All",
    });
  });
});

describe("devices.findListed", () => {
  const id = row.id.toLowerCase() as DeviceId;

  it("reads one device as a list shows it, in one request", async () => {
    server.play(list(row), ok(row));
    const page = await graph.devices.list(null, null);
    expect(await graph.devices.findListed(id)).toEqual(page.devices[0]);

    const [listing, single] = server.requests.map(({ url }) => url ?? "");
    expect(single?.split("?")[0]).toBe(
      `/beta/deviceManagement/managedDevices/${id}`,
    );
    expect(single?.split("$select=")[1]).toBe(listing?.split("$select=")[1]);
  });

  it("is null when Intune does not know the device, or the id names none", async () => {
    server.play({ status: 404 });
    expect(await graph.devices.findListed(id)).toBeNull();
    for (const text of ["", ".", ".."])
      expect(await graph.devices.findListed(text as DeviceId)).toBeNull();
  });

  it("does not tell what it does not understand for a device", async () => {
    server.play(ok({ value: [row] }));
    await expect(graph.devices.findListed(id)).rejects.toMatchObject({
      code: "graph.unexpected-answer",
    });
  });

  it("ends when the caller's time runs out", async () => {
    await expect(
      graph.devices.findListed(id, { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: "graph.unavailable" });
  });
});

describe("groups.listDeviceMembers", () => {
  const group = "0b3d1d67-5d1c-4a8f-9a2a-1c6a0e1d2f3a" as GroupId;
  const device = (more: object) => ({
    "@odata.type": "#microsoft.graph.device",
    id: BEN,
    deviceId: ANA.toUpperCase(),
    ...more,
  });

  it("reads the devices of all pages by their Entra device ids, and passes over other members", async () => {
    server.play(
      ok({
        "@odata.nextLink": `${server.url}/v1.0/groups/${group}/transitiveMembers?page=2`,
        value: [{ "@odata.type": "#microsoft.graph.user", id: BEN }],
      }),
      list(device({})),
    );
    expect(await graph.groups.listDeviceMembers(group)).toEqual([ANA]);
  });

  it("does not take a device that Graph says nothing of for no member", async () => {
    server.play(list(device({ deviceId: null })));
    await expect(graph.groups.listDeviceMembers(group)).rejects.toMatchObject({
      code: "graph.forbidden",
    });
  });
});

describe("remediations.listOutputs", () => {
  const script = "5a1c7f0e-0000-4000-8000-00000000dddd";
  const state = {
    id: `${script}:1`,
    managedDevice: { id: row.id },
    preRemediationDetectionScriptOutput: "C2;…",
    lastStateUpdateDateTime: "2026-11-18T03:45:42.4309247Z",
  };

  it("reads what was printed on which device, and asks for no more than that", async () => {
    const next = `${server.url}/beta/deviceManagement/deviceHealthScripts/${script}/deviceRunStates?$skiptoken=2`;
    server.play(
      ok({ value: [state], "@odata.nextLink": next }),
      list({
        ...state,
        preRemediationDetectionScriptOutput: "",
        lastStateUpdateDateTime: "0001-01-01T00:00:00Z",
      }),
    );

    const first = await graph.remediations.listOutputs(script, null);
    const deviceId = row.id.toLowerCase();
    expect(first).toEqual({
      outputs: [
        { deviceId, text: "C2;…", at: new Date("2026-11-18T03:45:42.430Z") },
      ],
      next,
    });
    const { outputs } = await graph.remediations.listOutputs(script, next);
    expect(outputs).toEqual([{ deviceId, text: null, at: null }]);
    expect(server.requests.map(({ url }) => url)).toEqual([
      `/beta/deviceManagement/deviceHealthScripts/${script}/deviceRunStates?$top=1000&$expand=managedDevice($select=id)`,
      next.slice(server.url.length),
    ]);
  });

  it("leaves out what Intune does not say the device of, and tells by where", async () => {
    server.play(list({ ...state, managedDevice: null }, state));
    const { outputs } = await graph.remediations.listOutputs(script, null);
    expect(outputs).toHaveLength(1);
    expect(warned).toEqual([
      {
        operation: "remediations.listOutputs",
        unreadable: 1,
        where: ["managedDevice: invalid_type"],
      },
    ]);
  });

  it("does not follow a link to another server with our token", async () => {
    await expect(
      graph.remediations.listOutputs(script, "https://elsewhere.example/beta"),
    ).rejects.toMatchObject({ code: "graph.unexpected-answer" });
    expect(server.requests).toEqual([]);
  });
});

describe("devices.list", () => {
  const only = async (more: object) => {
    server.play(list({ ...row, ...more }));
    const { devices } = await graph.devices.list(null, null);
    return devices[0];
  };

  it("reads a device in our words, and asks for no more than that", async () => {
    server.play(ok({ value: [row], "@odata.count": 1 }));

    expect(await graph.devices.list(null, null)).toEqual({
      devices: [
        {
          device: {
            id: row.id.toLowerCase(),
            name: "LAP-001",
            model: "Latitude 7440",
            manufacturer: "Dell Inc.",
            serialNumber: "5CG1",
            operatingSystem: "Windows",
            joinType: "joined",
            entraDeviceId: null,
            lastCheckInAt: new Date("2026-11-18T03:45:42.430Z"),
            enrolledAt: new Date("2026-11-15T08:00:00Z"),
            category: "Berlin",
          },
          enrolment: "device-enrolment-manager",
          enrolledByUpn: "staging@contoso.com",
          compliance: "in-grace-period",
          listedUser: { id: ANA, displayName: "Ana", userPrincipalName: "" },
          lastLogons: [{ userId: ANA, at: new Date("2026-11-17T07:00:00Z") }],
        },
      ],
      next: null,
      expected: 1,
    });
    expect(server.requests[0]?.url).toBe(
      "/beta/deviceManagement/managedDevices?$top=1000&$select=id,deviceName,model,manufacturer,serialNumber,operatingSystem,joinType,azureADDeviceId,lastSyncDateTime,enrolledDateTime,deviceEnrollmentType,deviceCategoryDisplayName,skuNumber,skuFamily,enrolledByUserPrincipalName,complianceState,userId,userPrincipalName,userDisplayName,usersLoggedOn",
    );
  });

  it.each([
    [{ skuNumber: 175, skuFamily: "Enterprise" }, "multi-session"],
    [{ skuFamily: "Enterprise multi-session" }, "multi-session"],
    [{ skuFamily: "ServerRdsh" }, "multi-session"],
    [{ skuNumber: 119, skuFamily: "" }, "room"],
    [{ skuFamily: "Team" }, "room"],
    [{ skuNumber: 4, skuFamily: "Enterprise" }, undefined],
    [{ skuNumber: "175", skuFamily: null }, undefined],
    [{}, undefined],
  ])("takes the edition from %j", async (sku, edition) => {
    expect((await only(sku))?.device.edition).toBe(edition);
  });

  it("asks for changes, and drops what did not change when Intune ignores that", async () => {
    const at = (lastSyncDateTime: string | null, id: string) => ({
      ...row,
      id,
      lastSyncDateTime,
    });
    server.play(
      list(
        at("2026-11-18T03:00:00Z", "old"),
        at("2026-11-18T03:00:00.001Z", "new"),
        at("0001-01-01T00:00:00Z", "never"),
        at(null, "untold"),
      ),
    );

    const { devices } = await graph.devices.list(
      new Date("2026-11-18T03:00:00Z"),
      null,
    );

    expect(devices.map(({ device }) => device.id)).toEqual(["new"]);
    const url = new URL(server.requests[0]?.url ?? "", server.url);
    expect(url.searchParams.get("$filter")).toBe(
      "lastSyncDateTime gt 2026-11-18T03:00:00.000Z",
    );
  });

  it("follows a link to the letter, and drops from its page what did not change, too", async () => {
    const link = `${server.url}/beta/x?$skiptoken=RFNwdAo%3D&$top=1&b=%2a`;
    server.play(
      list(row, { ...row, lastSyncDateTime: "2026-11-20T00:00:00Z" }),
    );

    const { devices } = await graph.devices.list(
      new Date("2026-11-19T00:00:00Z"),
      link,
    );

    expect(devices).toHaveLength(1);
    expect(server.requests[0]?.url).toBe(link.slice(server.url.length));
  });

  it.each([
    "https://evil.example/beta/x",
    "https://127.0.0.1:1/beta/x",
    "http://127.0.0.1/x",
    "not a link",
  ])("does not carry the token to %s", async (cursor) => {
    for (const page of [
      graph.devices.list(null, cursor),
      graph.users.list(cursor),
    ])
      await expect(page).rejects.toMatchObject({
        code: "graph.unexpected-answer",
      });
    expect(server.requests).toEqual([]);
  });

  it("notices a page that leads to itself", async () => {
    const link = `${server.url}/beta/x`;
    server.play(ok({ value: [], "@odata.nextLink": link }));

    await expect(graph.devices.list(null, link)).rejects.toMatchObject({
      code: "graph.unexpected-answer",
    });
  });

  it.each([400, 410])(
    "says that a link has expired when Graph answers it with %i, and only a link",
    async (status) => {
      server.play({ status }, { status }, { status });

      await expect(
        graph.devices.list(null, `${server.url}/beta/x`),
      ).rejects.toMatchObject({ code: "graph.cursor-expired" });
      await expect(
        graph.users.list(`${server.url}/v1.0/x`),
      ).rejects.toMatchObject({ code: "graph.cursor-expired" });
      await expect(graph.devices.list(null, null)).rejects.toMatchObject({
        code: "graph.refused",
      });
    },
  );

  it.each([
    [403, "graph.forbidden"],
    [404, "graph.not-found"],
    [409, "graph.refused"],
  ])("does not take a %i of a link for its age", async (status, code) => {
    server.play({ status });

    await expect(
      graph.devices.list(null, `${server.url}/beta/x`),
    ).rejects.toMatchObject({ code });
  });

  it("leaves out one odd device, and says so without its contents", async () => {
    server.play(
      list(
        row,
        { ...row, id: undefined, deviceName: "SECRET" },
        { ...row, id: "b", deviceName: 7 },
        null,
        { ...row, id: "last" },
      ),
    );

    const { devices } = await graph.devices.list(null, null);

    expect(devices.map(({ device }) => device.id)).toEqual([
      row.id.toLowerCase(),
      "last",
    ]);
    expect(warned).toEqual([
      {
        operation: "devices.list",
        unreadable: 3,
        where: [
          "id: invalid_type",
          "deviceName: invalid_type",
          "row: invalid_type",
        ],
      },
    ]);
  });

  it("passes over a short page of odd devices, but not a long one: then the answer is not understood", async () => {
    server.play(list(...times(10, { name: "?" })), list(...times(11, {})));

    expect((await graph.devices.list(null, null)).devices).toEqual([]);
    await expect(graph.devices.list(null, null)).rejects.toMatchObject({
      code: "graph.unexpected-answer",
    });
  });

  it("refuses what is no list", async () => {
    server.play(ok({ value: "none" }));

    await expect(graph.devices.list(null, null)).rejects.toMatchObject({
      code: "graph.unexpected-answer",
    });
  });

  it("orders logons, keeps each person's newest, and drops entries that say nothing", async () => {
    const device = await only({
      usersLoggedOn: [
        { userId: ANA, lastLogOnDateTime: "2026-11-10T07:00:00Z" },
        { userId: BEN, lastLogOnDateTime: "2026-11-12T07:00:00Z" },
        {
          userId: ANA.toUpperCase(),
          lastLogOnDateTime: "2026-11-11T07:00:00Z",
        },
        { userId: ANA, lastLogOnDateTime: "2026-11-09T07:00:00Z" },
        { userId: "never", lastLogOnDateTime: "0001-01-01T00:00:00Z" },
        { userId: "unreadable", lastLogOnDateTime: "yesterday" },
        { userId: "absent" },
        { userId: "", lastLogOnDateTime: "2026-11-13T07:00:00Z" },
        { userId: NOBODY, lastLogOnDateTime: "2026-11-13T07:00:00Z" },
        { userId: null, lastLogOnDateTime: "2026-11-13T07:00:00Z" },
        null,
        "odd",
      ],
    });

    expect(device?.lastLogons).toEqual([
      { userId: BEN, at: new Date("2026-11-12T07:00:00Z") },
      { userId: ANA, at: new Date("2026-11-11T07:00:00Z") },
    ]);
  });

  it.each([null, undefined, [], "none", {}])(
    "takes %p for nobody who logged on",
    async (usersLoggedOn) => {
      expect((await only({ usersLoggedOn }))?.lastLogons).toEqual([]);
    },
  );

  it.each(["", null, undefined, NOBODY])(
    "takes user id %p for no primary user, whatever else is told",
    async (userId) => {
      const listed = await only({
        userId,
        userPrincipalName: "ana@contoso.com",
      });

      expect(listed?.listedUser).toBeNull();
    },
  );

  it.each([
    ["deviceEnrollmentManager", "device-enrolment-manager"],
    ["windowsBulkUserless", "none"],
    ["windowsBulkAzureDomainJoin", "none"],
    ["windowsAzureADJoinUsingDeviceAuth", "none"],
    ["appleBulkWithoutUser", "none"],
    ["windowsAzureADJoin", "user"],
    ["somethingNew", "user"],
    [undefined, "user"],
  ])(
    "takes enrolment type %s for %s",
    async (deviceEnrollmentType, expected) => {
      expect((await only({ deviceEnrollmentType }))?.enrolment).toBe(expected);
    },
  );

  it.each([
    ["compliant", "compliant"],
    ["noncompliant", "noncompliant"],
    ["conflict", "conflict"],
    ["error", "error"],
    ["configManager", "config-manager"],
    ["unknown", "unknown"],
    ["brandNew", "unknown"],
    [null, "unknown"],
  ])("takes compliance state %s for %s", async (complianceState, expected) => {
    expect((await only({ complianceState }))?.compliance).toBe(expected);
  });

  it("goes by the kind of enrolment where Intune does not say how a device is joined, and asks nobody", async () => {
    const listed = await only({
      joinType: undefined,
      deviceEnrollmentType: "windowsAzureADJoin",
    });

    expect(listed?.device.joinType).toBe("joined");
    expect(server.requests).toHaveLength(1);
  });

  it.each<[string, object, number | null]>([
    ["counts the list", { "@odata.count": 5, value: times(2, row) }, 5],
    ["counts the page", { "@odata.count": 2, value: times(2, row) }, null],
    ["counts too little", { "@odata.count": 1, value: times(2, row) }, null],
    ["does not count", { value: [row] }, null],
    ["counts oddly", { "@odata.count": "5", value: [row] }, null],
  ])(
    "expects no more than it can know when Intune %s",
    async (_name, body, expected) => {
      server.play(ok({ ...body, "@odata.nextLink": `${server.url}/beta/x` }));

      expect((await graph.devices.list(null, null)).expected).toBe(expected);
    },
  );
});

describe("users.list", () => {
  it("reads a page of accounts as users.find reads one", async () => {
    const next = `${server.url}/v1.0/users?$skiptoken=x`;
    server.play(
      ok({ value: [user, { ...user, id: BEN }], "@odata.nextLink": next }),
      ok(user),
    );

    const page = await graph.users.list(null);

    expect(page.users[0]).toEqual(await graph.users.find(ANA));
    expect(page.users.map(({ id }) => id)).toEqual([ANA, BEN]);
    expect(page.next).toBe(next);
    expect(server.requests[0]?.url).toBe(
      "/v1.0/users?$top=500&$select=id,userPrincipalName,displayName,mail,department,officeLocation,accountEnabled,userType,assignedPlans,onPremisesSecurityIdentifier,proxyAddresses",
    );
  });

  it("leaves out whom it cannot judge, and takes one of unknown standing for disabled", async () => {
    server.play(
      list(
        user,
        { ...user, id: "odd", accountEnabled: null },
        { ...user, id: "hidden", accountEnabled: null, assignedPlans: null },
        { ...user, id: "nameless", userPrincipalName: null },
      ),
    );

    const { users } = await graph.users.list(null);

    expect(users.map(({ id, accountEnabled }) => [id, accountEnabled])).toEqual(
      [
        [ANA, true],
        ["odd", false],
      ],
    );
    expect(warned).toEqual([
      expect.objectContaining({ operation: "users.list", unreadable: 1 }),
      { operation: "users.list", leftOut: 1, enabledUntold: 1 },
    ]);
  });

  it("asks for the permission when nobody can be judged", async () => {
    const { id, userPrincipalName, displayName } = user;
    server.play(list({ id, userPrincipalName, displayName }));

    await expect(graph.users.list(null)).rejects.toMatchObject({
      code: "graph.forbidden",
      permission: "User.Read.All",
    });
  });
});

describe("users.findManager", () => {
  it("reads the manager of a whole name", async () => {
    server.play(ok({ "@odata.type": "#microsoft.graph.user", ...user }));

    expect(await graph.users.findManager("o'hara@contoso.com")).toMatchObject({
      id: ANA,
      displayName: "Ana",
    });
    expect(server.requests[0]?.url).toBe(
      "/v1.0/users(%27o%27%27hara%40contoso.com%27)/manager?$select=id,userPrincipalName,displayName,mail,department,officeLocation,accountEnabled,userType,assignedPlans,onPremisesSecurityIdentifier,proxyAddresses",
    );
  });

  it.each<[string, Step]>([
    ["there is none", { status: 404 }],
    [
      "it is a contact",
      ok({ "@odata.type": "#microsoft.graph.orgContact", id: "c" }),
    ],
  ])("finds nobody when %s", async (_name, step) => {
    server.play(step);

    expect(await graph.users.findManager(ANA)).toBeNull();
  });

  it("does not ask for nobody's manager", async () => {
    expect(await graph.users.findManager("")).toBeNull();
    expect(server.requests).toEqual([]);
  });
});

describe("a fleet", () => {
  let cloud: Cloud;
  let real: Graph;
  const now = new Date("2026-11-20T12:00:00Z");

  beforeAll(async () => {
    cloud = await startCloud({ now });
    growContoso(cloud.contoso, { devices: 3_400, people: 1_700, now });
    real = createGraph({
      url: cloud.urls.graph,
      credential: createCredential({
        kind: "client-secret",
        authorityHost: cloud.urls.login,
        tenantId: cloud.contoso.tenantId,
        clientId: cloud.graphApp.id,
        clientSecret: cloud.graphApp.secret,
      }),
      settingsToCheck: [],
      rates: { take: async () => 0 },
    });
  });
  afterAll(() => cloud.close());

  const sweep = async (changedSince: Date | null) => {
    const pages: DevicePage[] = [];
    let cursor: string | null = null;
    do {
      const page: DevicePage = await real.devices.list(changedSince, cursor);
      pages.push(page);
      cursor = page.next;
    } while (cursor !== null);
    return pages;
  };

  it("is read once by a thousand, and the tenant's people by five hundred", async () => {
    const before = cloud.requests.length;

    const pages = await sweep(null);
    const people: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await real.users.list(cursor);
      people.push(...page.users.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null);

    expect(pages.map(({ devices }) => devices.length)).toEqual([
      1000, 1000, 1000, 400,
    ]);
    expect(pages[0]?.expected).toBe(3_400);
    const ids = pages.flatMap(({ devices }) =>
      devices.map(({ device }) => String(device.id)),
    );
    expect(new Set(ids)).toEqual(new Set(cloud.contoso.devices.keys()));
    expect(new Set(people)).toEqual(new Set(cloud.contoso.people.keys()));
    expect(cloud.graphRequests(before)).toEqual({
      total: 8,
      byKind: { "list devices": 4, "list users": 4 },
    });
  });

  it("is read by its changes alone", async () => {
    const since = new Date(now.getTime() - 60 * 60_000);
    const changed = [...cloud.contoso.devices.values()].filter(
      ({ lastSyncAt }) => lastSyncAt > since,
    );

    const [page, ...more] = await sweep(since);

    expect(more).toEqual([]);
    expect(page?.devices.length).toBe(changed.length);
    expect(page?.expected).toBe(changed.length);
    expect(changed.length).toBeGreaterThan(100);
  });

  it("is begun again after its links expired", async () => {
    const { next } = await real.devices.list(null, null);
    cloud.faults.expirePageTokens();

    await expect(real.devices.list(null, next)).rejects.toMatchObject({
      code: "graph.cursor-expired",
    });
    expect((await real.devices.list(null, null)).devices).toHaveLength(1000);
  });

  it("tells a staged device as a staging bench leaves it", async () => {
    const { stories, cast } = cloud.contoso;
    const listed = (await sweep(null)).flatMap(({ devices }) => devices);
    const found = (device: { readonly id: string }) =>
      listed.find((one) => one.device.id === device.id);

    expect(found(stories.handedOff)).toMatchObject({
      enrolment: "device-enrolment-manager",
      enrolledByUpn: "staging@contoso.com",
      listedUser: { id: cast.staging.id },
      device: { category: "Berlin" },
      lastLogons: [{ userId: cast.newOwner.id }, { userId: cast.staging.id }],
    });
    expect(found(stories.selfDeployed)).toMatchObject({
      enrolment: "none",
      enrolledByUpn: null,
      listedUser: null,
      device: { category: null },
      lastLogons: [{ userId: cast.owner.id }],
    });
    expect(found(stories.enrolledByLookAlike)).toMatchObject({
      enrolment: "user",
      enrolledByUpn: "superstaging@contoso.com",
    });
    expect(found(stories.handedOffUnlisted)?.lastLogons).toEqual([]);
  });

  it("finds the manager of a staging account", async () => {
    const { staging, stagingLead, admin } = cloud.contoso.cast;

    expect(
      await real.users.findManager(staging.userPrincipalName),
    ).toMatchObject({ id: stagingLead.id });
    expect(await real.users.findManager(admin.id)).toBeNull();
  });
});
