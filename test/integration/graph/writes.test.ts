import {
  afterEach,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { GraphCall } from "../../../src/adapters/graph/connection.ts";
import { createGraph } from "../../../src/adapters/graph/createGraph.ts";
import type { Graph } from "../../../src/ports/graph.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import {
  startScriptedServer,
  type ScriptedServer,
  type Step,
} from "../../support/scriptedServer.ts";
import { saying } from "../../support/saying.ts";

const DEVICE = "f61dc341-c9c9-40c1-abbd-6997016f4c9e" as DeviceId;
const ANA = "87d349ed-44d7-43e1-9a83-5f2406dee5bd" as UserId;
const REFERENCE = `/beta/deviceManagement/managedDevices(%27${DEVICE}%27)/users/$ref`;

/** Intune's envelope: its own JSON, as a string, in Graph's. */
const intuneError = (message: string, httpHeaders = "{}") => ({
  error: {
    code: "BadRequest",
    message: JSON.stringify(
      {
        _version: 3,
        Message: `${message} - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000 - Activity ID: 7e0c6a0e-0000-4000-8000-000000000000 - Url: https://fef.msub05.manage.microsoft.com/DeviceFE/x`,
        CustomApiErrorPhrase: "",
        RetryAfter: null,
        HttpHeaders: httpHeaders,
      },
      null,
      2,
    ).replaceAll("\n", "\r\n"),
    innerError: { date: "2026-11-20T08:00:00" },
  },
});

/** What a look shows before a write: no primary user. */
const LOOK: Step = { status: 200, body: { value: [] } };

let server: ScriptedServer;
let graph: Graph;
let calls: GraphCall[];
const take = jest.fn<(key: string) => Promise<number>>();
const getToken =
  jest.fn<() => Promise<{ token: string; expiresOnTimestamp: number }>>();
const renew = jest.fn<() => void>();

beforeEach(async () => {
  server = await startScriptedServer();
  calls = [];
  take.mockReset().mockResolvedValue(0);
  renew.mockReset();
  getToken
    .mockReset()
    .mockResolvedValue({ token: "a-token", expiresOnTimestamp: 0 });
  graph = openGraph();
});

function openGraph(more: Partial<Parameters<typeof createGraph>[0]> = {}) {
  return createGraph({
    url: server.url,
    credential: { getToken, renew },
    settingsToCheck: ["AZURE_CLIENT_SECRET"],
    rates: { take },
    onCall: (call) => calls.push(call),
    ...more,
  });
}

afterEach(async () => {
  await server.close();
  expect(server.unused()).toBe(0);
});

/** Whatever is shown. */
const change = (userId: UserId | null) =>
  graph.primaryUsers.change(DEVICE, userId, () => true);

const writes = () => server.requests.filter(({ method }) => method !== "GET");

describe("a change of primary user", () => {
  it("names the user as Microsoft's global cloud does", async () => {
    server.play(LOOK, { status: 204 });

    await change(ANA);

    expect(writes()).toEqual([
      {
        method: "POST",
        url: REFERENCE,
        authorization: "Bearer a-token",
        body: `{"@odata.id":"https://graph.microsoft.com/beta/users/${ANA}"}`,
      },
    ]);
    expect(calls).toEqual([
      {
        operation: "primaryUsers.get",
        outcome: "ok",
        ms: expect.any(Number),
      },
      {
        operation: "primaryUsers.set",
        outcome: "ok",
        ms: expect.any(Number),
      },
    ]);
  });

  it("makes a shared device by taking the reference away", async () => {
    server.play(LOOK, { status: 204 });

    await change(null);

    expect(writes()).toMatchObject([
      { method: "DELETE", url: REFERENCE, body: "" },
    ]);
  });

  it("takes the permit for look and write first, and waits for nothing between the two", async () => {
    const order: string[] = [];
    const looked = Promise.withResolvers<undefined>();
    take.mockImplementation((key) => {
      order.push(key);
      return Promise.resolve(0);
    });
    getToken.mockImplementation(() => {
      order.push("token");
      // Whoever asks again after the look waits for ever.
      return order.includes("look")
        ? looked.promise.then(() => ({ token: "", expiresOnTimestamp: 0 }))
        : Promise.resolve({ token: "a-token", expiresOnTimestamp: 0 });
    });
    server.play(LOOK, { status: 204 });

    await graph.primaryUsers.change(DEVICE, ANA, (shown) => {
      order.push("look");
      return shown === null;
    });

    expect(order).toEqual([
      "graph.writes",
      "graph.any",
      "graph.any",
      "token",
      "look",
    ]);
    expect(writes()).toHaveLength(1);
  });

  it("writes nothing where what is shown is not what it was decided on", async () => {
    server.play({
      status: 200,
      body: { value: [{ id: ANA.toUpperCase(), displayName: "Ana" }] },
    });
    const seen: unknown[] = [];

    await graph.primaryUsers.change(DEVICE, null, (shown) => {
      seen.push(shown?.id);
      return false;
    });

    expect(seen).toEqual([ANA]);
    expect(writes()).toEqual([]);
  });

  it("repeats the look as every read, and writes after the one that was answered", async () => {
    server.play({ status: 503 }, "reset", LOOK, { status: 204 });
    graph = openGraph({ wait: () => Promise.resolve() });

    await change(ANA);

    expect(server.requests.map(({ method }) => method)).toEqual([
      "GET",
      "GET",
      "GET",
      "POST",
    ]);
  });

  describe.each<[string, UserId | null]>([
    ["setting it", ANA],
    ["taking it away", null],
  ])("by %s", (_name, userId) => {
    it.each<[string, Step]>([
      ["500", { status: 500 }],
      ["502", { status: 502, body: "<html>" }],
      ["503", { status: 503, headers: { "Retry-After": "0.01" } }],
      ["504", { status: 504 }],
      ["a reset connection", "reset"],
      ["an answer that breaks off", "break-off"],
      ["a time-out", "hang"],
    ])("is sent once, and left in doubt, after %s", async (_trouble, step) => {
      server.play(LOOK, step);
      // Long enough for the request to arrive.
      if (step === "hang") graph = openGraph({ writeTimeoutMs: 3_000 });

      await expect(change(userId)).rejects.toMatchObject({
        code: "graph.unavailable",
        retryable: true,
      });

      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(writes()).toHaveLength(1);
    });

    it.each([
      ["no wait at all", {}, undefined],
      ["a short wait", { "Retry-After": "0.1" }, 100],
      ["a long wait", { "Retry-After": "60" }, 60_000],
    ])(
      "is left to the job after a 429 that names %s",
      async (_wait, headers, retryAfterMs) => {
        server.play(LOOK, { status: 429, headers });

        await expect(change(userId)).rejects.toMatchObject({
          code: "graph.throttled",
          retryAfterMs,
        });
        expect(writes()).toHaveLength(1);
      },
    );

    it("is sent again with a fresh token and after a fresh look when a 401 let nothing in", async () => {
      getToken
        .mockResolvedValueOnce({ token: "revoked", expiresOnTimestamp: 0 })
        .mockResolvedValueOnce({ token: "fresh", expiresOnTimestamp: 0 });
      server.play(LOOK, { status: 401 }, LOOK, { status: 204 });

      await change(userId);

      const method = userId === null ? "DELETE" : "POST";
      expect(
        server.requests.map((request) => [
          request.method,
          request.authorization,
        ]),
      ).toEqual([
        ["GET", "Bearer revoked"],
        [method, "Bearer revoked"],
        ["GET", "Bearer fresh"],
        [method, "Bearer fresh"],
      ]);
      expect(renew).toHaveBeenCalledTimes(1);
      const permit = ["graph.writes", "graph.any", "graph.any"];
      expect(take.mock.calls.map(([key]) => key)).toEqual([
        ...permit,
        ...permit,
      ]);
    });

    it("says that the identity is refused when a fresh token is, too", async () => {
      server.play(LOOK, { status: 401 }, LOOK, { status: 401 });

      await expect(change(userId)).rejects.toMatchObject({
        code: "graph.sign-in-failed",
        retryable: false,
        userMessage: saying("AZURE_CLIENT_SECRET"),
      });
      expect(writes()).toHaveLength(2);
    });

    it("is left in doubt when a 503 follows the 401", async () => {
      server.play(LOOK, { status: 401 }, LOOK, { status: 503 });

      await expect(change(userId)).rejects.toMatchObject({
        code: "graph.unavailable",
      });
      expect(writes()).toHaveLength(2);
    });

    it("does not follow a redirect", async () => {
      server.play(LOOK, {
        status: 307,
        headers: { location: `${server.url}/elsewhere` },
      });

      await expect(change(userId)).rejects.toMatchObject({
        code: "graph.foreign-answer",
      });
      expect(writes()).toHaveLength(1);
    });

    it.each([200, 403, 404])(
      "is sent once, and left in doubt, where a page of HTML answers with %i",
      async (status) => {
        server.play(LOOK, { status, body: "<html>Sign in" });

        await expect(change(userId)).rejects.toMatchObject({
          code: "graph.foreign-answer",
          retryable: true,
        });
        expect(writes()).toHaveLength(1);
      },
    );
  });

  it.each<[string, Step, object]>([
    [
      "says what Intune said, without ids and addresses",
      {
        status: 400,
        body: intuneError("User id must be in the form of Guid"),
      },
      {
        code: "graph.refused",
        userMessage: saying(
          "Microsoft refused this: User id must be in the form of Guid",
        ),
      },
    ],
    [
      "names the scope that Intune asks for",
      {
        status: 403,
        body: intuneError(
          "Application is not authorized to perform this operation. Application must have one of the following scopes: DeviceManagementManagedDevices.PrivilegedOperations.All",
        ),
      },
      {
        code: "graph.forbidden",
        permission: "DeviceManagementManagedDevices.PrivilegedOperations.All",
      },
    ],
    [
      "names the usual permission when Intune names none",
      { status: 403 },
      {
        code: "graph.forbidden",
        permission:
          "DeviceManagementManagedDevices.PrivilegedOperations.All (or DeviceManagementManagedDevices.ReadWrite.All)",
      },
    ],
    [
      "says that the device is gone",
      { status: 404, body: intuneError("Not found") },
      { code: "graph.not-found" },
    ],
    [
      "needs a second administrator, by the header",
      {
        status: 412,
        headers: { "x-msft-approval-code": "a-code" },
        body: { error: { code: "BadRequest", message: "?" } },
      },
      { code: "graph.needs-approval", retryable: false },
    ],
    [
      "needs a second administrator, by the header inside the body",
      {
        status: 412,
        body: intuneError("?", '{"x-msft-approval-code":"a-code"}'),
      },
      { code: "graph.needs-approval" },
    ],
    [
      "needs a second administrator, by the text",
      { status: 400, body: intuneError("Approval Required: see Intune") },
      { code: "graph.needs-approval" },
    ],
  ])("%s", async (_name, step, expected) => {
    server.play(LOOK, step);

    await expect(change(ANA)).rejects.toMatchObject(expected);
    expect(writes()).toHaveLength(1);
  });
});
