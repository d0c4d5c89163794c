import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from "@jest/globals";
import {
  createHmac,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  randomUUID,
  sign,
} from "node:crypto";
import type { Device, DeviceId } from "../../../src/domain/devices/device.ts";
import {
  receiveReport,
  type ReportAuthentication,
  type ReceiveReportDeps,
} from "../../../src/usecases/reports/receiveReport.ts";
import {
  createIdentityChecks,
  type IdentityChecks,
} from "../../../src/usecases/reports/identityChecks.ts";
import type { ReportAnswer } from "../../../src/domain/evidence/reportRequest.ts";
import {
  GraphForbidden,
  GraphThrottled,
  GraphUnavailable,
} from "../../../src/ports/graphErrors.ts";
import type { EntraDevice } from "../../../src/ports/graph.ts";
import type { OpenStorage } from "../../../src/ports/storage.ts";
import {
  alternativeSecurityKeyOf,
  type Certificate,
  createDeviceCertificateFor,
} from "../../simulator/certificates.ts";
import type { ListedDevice } from "../../../src/domain/devices/directory.ts";
import type { SweepId } from "../../../src/domain/sweep/sweep.ts";
import { aListedDevice, aUser } from "../../support/stagingExamples.ts";
import { aSweep } from "../../support/sweepExamples.ts";
import {
  openTestStorage,
  type TestStorage,
} from "../../support/testStorage.ts";

const START = Date.parse("2026-11-20T12:00:00Z");
const HOUR_MS = 3_600_000;

let storage: OpenStorage;
let nowMs = START;
const clock = { now: () => new Date(nowMs) };
const logged: string[] = [];
const write = (fields: object, message: string) =>
  void logged.push(`${JSON.stringify(fields)} ${message}`);
const log = { info: write, warn: write, error: write };

let opened: TestStorage;
beforeAll(async () => {
  opened = await openTestStorage(clock);
  storage = opened.storage;
  // A job sent in the very first transaction must not wait for ever: if it did, so would every test below.
  await storage.transaction(({ queue }) =>
    queue.send("evaluateDevice", { deviceId: newDevice() }),
  );
});
afterAll(() => opened.dispose());

let graph: FakeGraph;
let identityChecks: IdentityChecks;
beforeEach(() => {
  nowMs += 48 * HOUR_MS; // Buckets are full again and bindings old.
  logged.length = 0;
  graph = createFakeGraph();
  identityChecks = createIdentityChecks({ graph, storage, clock });
});

const KEY = { id: "2026", key: randomBytes(32) };
const OLD_KEY = { id: "2025", key: randomBytes(40) };

const SHARED: ReportAuthentication = {
  kind: "shared-key",
  keys: [OLD_KEY, KEY],
};
const CERTIFICATE: ReportAuthentication = { kind: "device-certificate" };

type Headers = Record<string, string | undefined>;

interface Sent {
  readonly body: string | Buffer;
  readonly headers: Headers;
}

function receive(
  authentication: ReportAuthentication,
  { body, headers }: Sent,
  deps: Partial<ReceiveReportDeps> = {},
): Promise<ReportAnswer> {
  const byName = new Map(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return receiveReport(
    { storage, graph, identityChecks, authentication, clock, log, ...deps },
    {
      rawBody: Buffer.from(body),
      header: (name) => byName.get(name.toLowerCase()),
    },
  );
}

const newDevice = () => randomUUID() as DeviceId;

const bodyFor = (deviceId: string, logons: object = { "ana@b.example": 5 }) =>
  JSON.stringify({ ManagedDeviceID: deviceId, UserHash: logons });

interface Signing {
  readonly atMs?: number;
  readonly nonce?: string;
}

function stamp({ atMs = nowMs, nonce }: Signing) {
  return {
    timestamp: String(Math.floor(atMs / 1000)),
    nonce: nonce ?? randomBytes(16).toString("base64url"),
  };
}

function signWithKey(
  body: string | Buffer,
  options: Signing = {},
  { id, key } = KEY,
): Sent {
  const { timestamp, nonce } = stamp(options);
  const signature = createHmac("sha256", key)
    .update(`${timestamp}.${nonce}.`)
    .update(body)
    .digest("base64");
  return {
    body,
    headers: {
      "X-Custodian-Key-Id": id,
      "X-Custodian-Timestamp": timestamp,
      "X-Custodian-Nonce": nonce,
      "X-Custodian-Signature": signature,
    },
  };
}

function signWithCertificate(
  certificate: Certificate,
  body: string | Buffer,
  options: Signing = {},
): Sent {
  const { timestamp, nonce } = stamp(options);
  const text = Buffer.concat([
    Buffer.from(`${timestamp}.${nonce}.`),
    Buffer.from(body),
  ]);
  return {
    body,
    headers: {
      "X-Custodian-Device-Certificate": certificate.der.toString("base64"),
      "X-Custodian-Timestamp": timestamp,
      "X-Custodian-Nonce": nonce,
      "X-Custodian-Signature": sign(
        "sha256",
        text,
        certificate.privateKey,
      ).toString("base64"),
    },
  };
}

async function tallyOf(deviceId: DeviceId) {
  const [tally] = await storage.evidence.list(deviceId);
  return tally && { ...tally, logonsByUpn: [...tally.logonsByUpn] };
}

describe("a report of version 2", () => {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const version2 = (
    deviceId: string,
    Users: readonly object[],
    more: object = {},
  ) =>
    JSON.stringify({
      Version: 2,
      ManagedDeviceID: deviceId,
      LogFrom: new Date(nowMs - 20 * 24 * HOUR_MS).toISOString(),
      Users,
      ...more,
    });
  const daysOf = async (deviceId: DeviceId) => {
    const kept = await storage.days.find(deviceId);
    return kept && new Map(kept.days.people);
  };
  const number = (ms: number) => Math.floor(ms / (24 * HOUR_MS));

  it("is kept by person, whatever it names them by, and one who has two names is one", async () => {
    const [deviceId, neighbour] = [newDevice(), newDevice()];
    const [ana, ben] = [aUser(), aUser()];
    const cloud = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
    const benSid = "S-1-5-21-1004336348-1177238915-682003330-1104";
    await storage.people.saveAll(
      [
        { ...ana, otherNames: ["ana.old@contoso.com"] },
        { ...ben, onPremisesSid: benSid },
      ],
      new Date(nowMs),
    );
    const [one, two, three] = [1, 2, 3].map(
      (n) => nowMs - n * 24 * HOUR_MS,
    ) as [number, number, number];
    const sent = signWithKey(
      version2(
        deviceId,
        [
          // The object id, four numbers of four bytes each.
          {
            Sid: "S-1-12-1-169552957-1248546399-262045068-1295788826",
            Sessions: 4,
            Days: [day(one)],
          },
          {
            Sid: benSid,
            Upn: ana.userPrincipalName,
            Sessions: 2,
            Days: [day(two)],
          },
          { Upn: ben.userPrincipalName, Sessions: 1, Days: [day(one)] },
          { Upn: "ana.old@contoso.com", Sessions: 5, Days: [day(three)] },
          {
            Sid: "S-1-5-21-9-9-9-500",
            Name: "x",
            Sessions: 1,
            Days: [day(one)],
          },
        ],
        { Unattributed: 2 },
      ),
    );

    expect(await receive(SHARED, sent)).toEqual({ status: 202 });
    expect(await daysOf(deviceId)).toEqual(
      new Map<string, number[]>([
        [cloud, [number(one)]],
        [ben.id, [number(two), number(one)]],
        [ana.id, [number(three)]],
        ["sid:S-1-5-21-9-9-9-500", [number(one)]],
      ]),
    );
    expect((await storage.days.find(deviceId))?.days.unattributed).toBe(2);
    expect(new Map((await tallyOf(deviceId))?.logonsByUpn)).toEqual(
      new Map([
        [cloud, 4],
        [ben.userPrincipalName.toLowerCase(), 3],
        [ana.userPrincipalName.toLowerCase(), 5],
        ["sid:S-1-5-21-9-9-9-500", 1],
      ]),
    );
    expect(await daysOf(neighbour)).toBeNull();
  });

  it("adds days to those known, takes none away, and finds whom it did not know before", async () => {
    const deviceId = newDevice();
    const ana = aUser();
    const Sid = "S-1-5-21-1004336348-1177238915-682003330-1207";
    const first = nowMs;
    await receive(
      SHARED,
      signWithKey(version2(deviceId, [{ Sid, Days: [day(first)] }])),
    );
    nowMs += 24 * HOUR_MS;
    await storage.people.save({ ...ana, onPremisesSid: Sid }, new Date(nowMs));
    await receive(
      SHARED,
      signWithKey(version2(deviceId, [{ Sid, Days: [day(nowMs)] }])),
    );

    expect(await daysOf(deviceId)).toEqual(
      new Map([[ana.id, [number(first), number(nowMs)]]]),
    );
  });

  it("has the device evaluated, and changes nothing when an older one comes late", async () => {
    const deviceId = newDevice();
    const before = await storage.queue.depth();
    const Upn = "ana@b.example";
    await receive(SHARED, signWithKey(version2(deviceId, [{ Upn }])));
    expect(await storage.queue.depth()).toBe(before + 1);
    const kept = await daysOf(deviceId);
    const late = signWithKey(
      version2(deviceId, [{ Upn, Days: [day(nowMs)] }]),
      { atMs: nowMs - 60_000 },
    );

    expect((await receive(SHARED, late)).status).toBe(202);
    expect(await daysOf(deviceId)).toEqual(kept);
    expect(await storage.queue.depth()).toBe(before + 1);
  });

  it("is refused in the same order as the first one", async () => {
    const deviceId = newDevice();
    const wrong = version2(deviceId, [{ Name: "x" }]);
    const unsigned = { body: wrong, headers: {} };
    expect((await receive(SHARED, unsigned)).status).toBe(401);
    const sent = signWithKey(wrong);
    expect(await receive(SHARED, sent)).toMatchObject({
      status: 400,
      message: "Every user needs a Sid or a Upn.",
    });
    expect((await receive(SHARED, sent)).status).toBe(409);
    const large = signWithKey(
      version2(deviceId, [], { More: "x".repeat(65_536) }),
    );
    expect((await receive(SHARED, large)).status).toBe(413);
    expect(await daysOf(deviceId)).toBeNull();
  });
});

describe("a report of counts", () => {
  it("tells the days on which counts went up", async () => {
    const deviceId = newDevice();
    const start = nowMs;
    for (const [n, counts] of [
      { "ana@b.example": 5, "ben@b.example": 1 },
      { "ana@b.example": 7, "ben@b.example": 1 },
    ].entries()) {
      nowMs = start + n * 24 * HOUR_MS;
      await receive(SHARED, signWithKey(bodyFor(deviceId, counts)));
    }

    const people = (await storage.days.find(deviceId))?.days.people;
    expect(people?.get("upn:ana@b.example")).toHaveLength(2);
    expect(people?.get("upn:ben@b.example")).toHaveLength(1);
  });
});

describe("a report signed with a shared key", () => {
  it("is kept with its signed time, and the device is considered, before 202", async () => {
    const deviceId = newDevice();
    const neighbour = newDevice();
    const before = await storage.queue.depth();
    const sent = signWithKey(bodyFor(deviceId), { atMs: nowMs - 200_000 });
    expect(await receive(SHARED, sent)).toEqual({ status: 202 });
    expect(await tallyOf(deviceId)).toEqual({
      deviceId,
      source: "device-report",
      observedAt: new Date(nowMs - 200_000),
      receivedAt: new Date(nowMs),
      logonsByUpn: [["ana@b.example", 5]],
    });
    expect(await storage.queue.depth()).toBe(before + 1);
    expect(await tallyOf(neighbour)).toBeUndefined();
    expect(graph.asked).toEqual([]);
  });

  it("has its device considered once at a time, however fast another follows", async () => {
    const deviceId = newDevice();
    const keys: (string | undefined)[] = [];
    const recording: OpenStorage = {
      ...storage,
      transaction: (work) =>
        storage.transaction((unit) =>
          work({
            ...unit,
            queue: {
              send: (_name, _data, options) => {
                keys.push(options?.key);
                return Promise.resolve();
              },
            },
          }),
        ),
    };
    for (const atMs of [nowMs - 1000, nowMs])
      await receive(SHARED, signWithKey(bodyFor(deviceId), { atMs }), {
        storage: recording,
      });
    expect(keys).toEqual([deviceId, deviceId]);
  });

  it("may use any of the keys while they are rotated", async () => {
    const sent = signWithKey(bodyFor(newDevice()), {}, OLD_KEY);
    expect((await receive(SHARED, sent)).status).toBe(202);
  });

  it.each([-300, 300])("counts when it is %d seconds off", async (seconds) => {
    const sent = signWithKey(bodyFor(newDevice()), {
      atMs: nowMs + seconds * 1000,
    });
    expect((await receive(SHARED, sent)).status).toBe(202);
  });

  it.each<[string, (sent: Sent) => Sent]>([
    ["too old", ({ body }) => signWithKey(body, { atMs: nowMs - 301_000 })],
    ["too new", ({ body }) => signWithKey(body, { atMs: nowMs + 301_000 })],
    [
      "another body",
      ({ body, headers }) => ({ body: `${body.toString()} `, headers }),
    ],
    [
      "another time",
      without("X-Custodian-Timestamp", (at) => String(Number(at) + 1)),
    ],
    ["another nonce", without("X-Custodian-Nonce", (nonce) => `${nonce}A`)],
    ["another known key", without("X-Custodian-Key-Id", () => OLD_KEY.id)],
    ["an unknown key", without("X-Custodian-Key-Id", () => "2027")],
    [
      "a key named like a property",
      without("X-Custodian-Key-Id", () => "constructor"),
    ],
    ["no key", without("X-Custodian-Key-Id")],
    ["no time", without("X-Custodian-Timestamp")],
    [
      "a time in another form",
      without("X-Custodian-Timestamp", (at) => `${at}.0`),
    ],
    ["no nonce", without("X-Custodian-Nonce")],
    [
      "a nonce of 15 bytes",
      ({ body }) =>
        signWithKey(body, { nonce: randomBytes(15).toString("base64url") }),
    ],
    ["no signature", without("X-Custodian-Signature")],
    ["an empty signature", without("X-Custodian-Signature", () => "")],
    [
      "half a signature",
      without("X-Custodian-Signature", (s) => s.slice(0, 20)),
    ],
    [
      "a signature in hex",
      without("X-Custodian-Signature", (s) =>
        Buffer.from(s, "base64").toString("hex"),
      ),
    ],
  ])(
    "is answered 401 with %s, and leaves nothing behind",
    async (_name, spoil) => {
      const deviceId = newDevice();
      const good = signWithKey(bodyFor(deviceId));
      const before = await storage.queue.depth();
      expect(await receive(SHARED, spoil(good))).toEqual({
        status: 401,
        code: "report.not-authenticated",
        message: expect.any(String),
      });
      expect(await tallyOf(deviceId)).toBeUndefined();
      expect(await storage.queue.depth()).toBe(before);
      expect((await receive(SHARED, good)).status).toBe(202);
    },
  );

  it("is answered 409 the second time, also when both come at once", async () => {
    const sent = signWithKey(bodyFor(newDevice()));
    const answers = await Promise.all([
      receive(SHARED, sent),
      receive(SHARED, sent),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    expect((await receive(SHARED, sent)).code).toBe("report.replayed");
  });

  it("may use a nonce that another key used", async () => {
    const nonce = randomBytes(16).toString("base64url");
    const body = bodyFor(newDevice());
    await receive(SHARED, signWithKey(body, { nonce }));
    expect(
      (await receive(SHARED, signWithKey(body, { nonce }, OLD_KEY))).status,
    ).toBe(202);
  });

  it("changes nothing when an older one arrives late, and is answered 202", async () => {
    const deviceId = newDevice();
    await receive(SHARED, signWithKey(bodyFor(deviceId)));
    const kept = await tallyOf(deviceId);
    const before = await storage.queue.depth();
    const older = signWithKey(bodyFor(deviceId, { "ben@b.example": 90 }), {
      atMs: nowMs - 60_000,
    });
    expect((await receive(SHARED, older)).status).toBe(202);
    expect(await tallyOf(deviceId)).toEqual(kept);
    expect(await storage.queue.depth()).toBe(before);
  });

  it("replaces an older one", async () => {
    const deviceId = newDevice();
    await receive(SHARED, signWithKey(bodyFor(deviceId)));
    nowMs += 1000;
    await receive(SHARED, signWithKey(bodyFor(deviceId, { "b@b.example": 9 })));
    expect((await tallyOf(deviceId))?.logonsByUpn).toEqual([
      ["b@b.example", 9],
    ]);
  });

  it("is answered 429 after thirty at once, and taken again two minutes later", async () => {
    const deviceId = newDevice();
    for (let n = 0; n < 30; n++)
      expect(
        (await receive(SHARED, signWithKey(bodyFor(deviceId)))).status,
      ).toBe(202);
    expect(await receive(SHARED, signWithKey(bodyFor(deviceId)))).toEqual({
      status: 429,
      code: "report.too-many",
      message: expect.any(String),
      retryAfterSeconds: 120,
    });
    expect(
      (await receive(SHARED, signWithKey(bodyFor(newDevice())))).status,
    ).toBe(202);
    nowMs += 120_000;
    expect((await receive(SHARED, signWithKey(bodyFor(deviceId)))).status).toBe(
      202,
    );
  });

  it("keeps neither evidence nor job when the job cannot be sent", async () => {
    const deviceId = newDevice();
    const failing: OpenStorage = {
      ...storage,
      transaction: (work) =>
        storage.transaction((unit) =>
          work({
            ...unit,
            queue: { send: () => Promise.reject(new Error("disk full")) },
          }),
        ),
    };
    await expect(
      receive(SHARED, signWithKey(bodyFor(deviceId)), { storage: failing }),
    ).rejects.toThrow("disk full");
    expect(await tallyOf(deviceId)).toBeUndefined();
    const again = signWithKey(bodyFor(deviceId));
    expect((await receive(SHARED, again)).status).toBe(202);
  });
});

describe("the order of the checks", () => {
  const large = Buffer.alloc(64 * 1024 + 1, 0x20);

  it("asks for the size before the signature", async () => {
    expect(await receive(SHARED, { body: large, headers: {} })).toMatchObject({
      status: 413,
      code: "report.too-large",
    });
    const fits = large.subarray(1);
    expect((await receive(SHARED, { body: fits, headers: {} })).status).toBe(
      401,
    );
  });

  it("asks for the nonce before the form", async () => {
    const sent = signWithKey("{}");
    expect((await receive(SHARED, sent)).status).toBe(400);
    expect((await receive(SHARED, sent)).status).toBe(409);
  });

  it("asks for the form before the device", async () => {
    const { certificate } = registeredDevice();
    expect(
      (await receive(CERTIFICATE, signWithCertificate(certificate, "{}")))
        .status,
    ).toBe(400);
  });

  it("answers that Graph is away only where nothing else is wrong", async () => {
    const { certificate, managedDeviceId } = registeredDevice();
    graph.failWith = new GraphUnavailable("find device", "no answer");
    const sent = signWithCertificate(certificate, bodyFor(managedDeviceId));
    expect((await receive(CERTIFICATE, sent)).status).toBe(503);
    expect((await receive(CERTIFICATE, sent)).status).toBe(409);
    expect(
      (await receive(CERTIFICATE, signWithCertificate(certificate, "{}")))
        .status,
    ).toBe(400);
  });
});

describe("a report signed with a device certificate", () => {
  it("is taken from the device that Entra and Intune know, which are then not asked for a day", async () => {
    const { certificate, managedDeviceId } = registeredDevice();
    const body = bodyFor(managedDeviceId.toUpperCase());
    const send = async () =>
      (await receive(CERTIFICATE, signWithCertificate(certificate, body)))
        .status;
    expect(await send()).toBe(202);
    expect(await tallyOf(managedDeviceId)).toBeDefined();
    expect(graph.asked).toHaveLength(2);

    nowMs += 24 * HOUR_MS - 1;
    expect(await send()).toBe(202);
    expect(graph.asked).toHaveLength(2);

    nowMs += 1;
    expect(await send()).toBe(202);
    expect(graph.asked).toHaveLength(4);
  });

  it("is refused from a device that was disabled, once a day has passed", async () => {
    const device = registeredDevice();
    const body = bodyFor(device.managedDeviceId);
    const send = async () =>
      (
        await receive(
          CERTIFICATE,
          signWithCertificate(device.certificate, body),
        )
      ).status;
    await send();
    graph.entra.set(device.entraDeviceId, {
      ...entraDevice(device.entraDeviceId, device.certificate),
      accountEnabled: false,
    });
    expect(await send()).toBe(202);
    nowMs += 24 * HOUR_MS;
    expect(await send()).toBe(401);
  });

  it.each<[string, (device: Registered) => void]>([
    [
      "Entra does not know",
      ({ entraDeviceId }) => graph.entra.delete(entraDeviceId),
    ],
    [
      "Entra has no key of",
      ({ entraDeviceId, certificate }) =>
        graph.entra.set(entraDeviceId, {
          ...entraDevice(entraDeviceId, certificate),
          alternativeSecurityKeys: [],
        }),
    ],
    [
      "Entra has another key of",
      ({ entraDeviceId }) =>
        graph.entra.set(
          entraDeviceId,
          entraDevice(
            entraDeviceId,
            createDeviceCertificateFor(entraDeviceId, otherKey),
          ),
        ),
    ],
    [
      "is disabled in Entra",
      ({ entraDeviceId, certificate }) =>
        graph.entra.set(entraDeviceId, {
          ...entraDevice(entraDeviceId, certificate),
          accountEnabled: false,
        }),
    ],
  ])("is answered 401 from a device that %s", async (_name, change) => {
    const device = registeredDevice();
    change(device);
    const sent = signWithCertificate(
      device.certificate,
      bodyFor(device.managedDeviceId),
    );
    expect((await receive(CERTIFICATE, sent)).status).toBe(401);
    expect(await tallyOf(device.managedDeviceId)).toBeUndefined();
  });

  it("is answered 401 with a certificate anyone made for the id of a device", async () => {
    const victim = registeredDevice();
    const forged = createDeviceCertificateFor(victim.entraDeviceId, otherKey);
    const body = bodyFor(victim.managedDeviceId);
    await receive(CERTIFICATE, signWithCertificate(victim.certificate, body));
    expect(
      (await receive(CERTIFICATE, signWithCertificate(forged, body))).status,
    ).toBe(401);
  });

  it("is answered 401 with the device's certificate and another key's signature", async () => {
    const { certificate, managedDeviceId } = registeredDevice();
    const stolen = { ...certificate, privateKey: otherKey };
    const sent = signWithCertificate(stolen, bodyFor(managedDeviceId));
    expect((await receive(CERTIFICATE, sent)).status).toBe(401);
    expect(graph.asked).toEqual([]);
  });

  it("is answered 401 with a shared key's signature", async () => {
    const sent = signWithKey(bodyFor(newDevice()));
    expect((await receive(CERTIFICATE, sent)).status).toBe(401);
    expect(
      (
        await receive(SHARED, {
          ...signWithCertificate(registeredDevice().certificate, sent.body),
        })
      ).status,
    ).toBe(401);
  });

  it("is answered 403 about another device, and about one that Intune does not know", async () => {
    const device = registeredDevice();
    const other = registeredDevice();
    const own = signWithCertificate(
      device.certificate,
      bodyFor(device.managedDeviceId),
    );
    expect((await receive(CERTIFICATE, own)).status).toBe(202);
    for (const target of [other.managedDeviceId, newDevice()]) {
      const sent = signWithCertificate(device.certificate, bodyFor(target));
      expect(await receive(CERTIFICATE, sent)).toMatchObject({
        status: 403,
        code: "report.other-device",
      });
      expect(await tallyOf(target)).toBeUndefined();
    }
  });

  it("is answered 403 about a device that Intune knows without Entra id", async () => {
    const device = registeredDevice();
    graph.managed.set(device.managedDeviceId, null);
    const sent = signWithCertificate(
      device.certificate,
      bodyFor(device.managedDeviceId),
    );
    expect((await receive(CERTIFICATE, sent)).status).toBe(403);
  });

  it("is taken from a device that was enrolled again, though it was known as another", async () => {
    const device = registeredDevice();
    const body = (id: string) => bodyFor(id);
    await receive(
      CERTIFICATE,
      signWithCertificate(device.certificate, body(device.managedDeviceId)),
    );
    const enrolledAgain = newDevice();
    graph.managed.set(enrolledAgain, device.entraDeviceId);
    graph.asked.length = 0;
    const send = () =>
      receive(
        CERTIFICATE,
        signWithCertificate(device.certificate, body(enrolledAgain)),
      );
    expect((await send()).status).toBe(202);
    expect(graph.asked).toEqual([`managed ${enrolledAgain}`]);
    expect((await send()).status).toBe(202);
    expect(graph.asked).toHaveLength(1);
  });

  it.each([
    ["throttles", new GraphThrottled("find device", 17_200), 18],
    ["is away", new GraphUnavailable("find device", "no answer"), 60],
    [
      "forbids us to ask",
      new GraphForbidden("find device", "Device.Read.All"),
      60,
    ],
  ])(
    "is answered 503 when Graph %s, and taken when it does not any more",
    async (_name, failure, retryAfterSeconds) => {
      const { certificate, managedDeviceId } = registeredDevice();
      const send = () =>
        receive(
          CERTIFICATE,
          signWithCertificate(certificate, bodyFor(managedDeviceId)),
        );
      graph.failWith = failure;
      expect(await send()).toEqual({
        status: 503,
        code: "report.cannot-be-checked",
        message: expect.not.stringContaining("Device.Read.All"),
        retryAfterSeconds,
      });
      expect(logged.join()).toContain(failure.message);
      expect(await tallyOf(managedDeviceId)).toBeUndefined();
      graph.failWith = null;
      expect((await send()).status).toBe(202);
    },
  );

  it("is taken from a device confirmed today while Graph is away", async () => {
    const { certificate, managedDeviceId } = registeredDevice();
    const send = () =>
      receive(
        CERTIFICATE,
        signWithCertificate(certificate, bodyFor(managedDeviceId)),
      );
    await send();
    graph.failWith = new GraphUnavailable("find device", "no answer");
    expect((await send()).status).toBe(202);
  });

  it("is limited for the device that signs, and unproven ones do not use up its reports", async () => {
    const victim = registeredDevice();
    const forged = createDeviceCertificateFor(victim.entraDeviceId, otherKey);
    const body = bodyFor(victim.managedDeviceId);
    graph.failWith = new GraphUnavailable("find device", "no answer");
    for (let n = 0; n < 31; n++)
      await receive(CERTIFICATE, signWithCertificate(forged, body));
    graph.failWith = null;
    const send = async () =>
      (
        await receive(
          CERTIFICATE,
          signWithCertificate(victim.certificate, body),
        )
      ).status;
    for (let n = 0; n < 30; n++) expect(await send()).toBe(202);
    expect(await send()).toBe(429);
  });

  it("makes no more than thirty questions to Intune about other devices", async () => {
    const { certificate } = registeredDevice();
    const statuses = new Set<number>();
    for (let n = 0; n < 31; n++)
      statuses.add(
        (
          await receive(
            CERTIFICATE,
            signWithCertificate(certificate, bodyFor(newDevice())),
          )
        ).status,
      );
    expect([...statuses]).toEqual([403, 429]);
    expect(graph.asked.filter((it) => it.startsWith("managed"))).toHaveLength(
      30,
    );
  });
});

describe("a certificate that somebody made up", () => {
  it("costs one question however often its request is copied, and the copies are replays", async () => {
    const { managedDeviceId, entraDeviceId } = registeredDevice();
    const forged = createDeviceCertificateFor(entraDeviceId, otherKey);
    const sent = signWithCertificate(forged, bodyFor(managedDeviceId));
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => receive(CERTIFICATE, sent)),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([401, ...Array<number>(19).fill(409)]);
    expect(graph.asked).toEqual([`entra ${entraDeviceId}`]);
  });

  it("has its nonce used up before Graph is asked", async () => {
    const stranger = createDeviceCertificateFor(randomUUID(), otherKey);
    const sent = signWithCertificate(stranger, bodyFor(newDevice()));
    graph.failWith = new GraphUnavailable("find device", "no answer");
    expect((await receive(CERTIFICATE, sent)).status).toBe(503);
    graph.failWith = null;
    expect((await receive(CERTIFICATE, sent)).status).toBe(409);
    expect(graph.asked).toHaveLength(1);
  });

  it("costs the less the more certificates name a device that it does not have, a question in four hours at last", async () => {
    const { managedDeviceId, entraDeviceId, certificate } = registeredDevice();
    const body = bodyFor(managedDeviceId);
    const forge = async () => {
      const forged = createDeviceCertificateFor(entraDeviceId, otherKey);
      const sent = signWithCertificate(forged, body);
      return (await receive(CERTIFICATE, sent)).status;
    };
    const minutesOfQuestions: number[] = [];
    for (let minute = 0; minute < 1440; minute += 5) {
      const before = graph.asked.length;
      expect(await forge()).toBe(401);
      if (graph.asked.length > before) minutesOfQuestions.push(minute);
      nowMs += 5 * 60 * 1000;
    }
    expect(minutesOfQuestions).toEqual([
      0, 5, 15, 35, 75, 155, 315, 555, 795, 1035, 1275,
    ]);
    // The device itself is known by then.
    const own = signWithCertificate(certificate, body);
    expect((await receive(CERTIFICATE, own)).status).toBe(202);
    expect(graph.asked.at(-1)).toBe(`managed ${managedDeviceId}`);
    expect(graph.asked).toHaveLength(minutesOfQuestions.length + 1);
  });

  it("costs no question for four hours, whoever names a device whose key Entra has confirmed", async () => {
    const { managedDeviceId, entraDeviceId, certificate } = registeredDevice();
    const body = bodyFor(managedDeviceId);
    const own = signWithCertificate(certificate, body);
    expect((await receive(CERTIFICATE, own)).status).toBe(202);
    graph.asked.length = 0;
    for (let hour = 0; hour < 4; hour++) {
      const forged = createDeviceCertificateFor(entraDeviceId, otherKey);
      const sent = signWithCertificate(forged, body);
      expect((await receive(CERTIFICATE, sent)).status).toBe(401);
      nowMs += HOUR_MS - 1;
    }
    expect(graph.asked).toEqual([]);
  });

  it("counts for a day from when Entra was asked, also when that was some hours ago", async () => {
    const { managedDeviceId, entraDeviceId, certificate } = registeredDevice();
    const body = bodyFor(managedDeviceId);
    // Asked about once for a forged one, and about its own a moment later; its report is about another device.
    const askedAt = nowMs;
    const send = (of = certificate, about = body) =>
      receive(CERTIFICATE, signWithCertificate(of, about));
    await send(createDeviceCertificateFor(entraDeviceId, otherKey));
    expect((await send(certificate, bodyFor(newDevice()))).status).toBe(403);
    nowMs += 3 * HOUR_MS;
    expect((await send()).status).toBe(202);
    const device = graph.entra.get(entraDeviceId)!;
    graph.entra.set(entraDeviceId, { ...device, accountEnabled: false });
    nowMs = askedAt + 24 * HOUR_MS - 1;
    expect((await send()).status).toBe(202);
    nowMs = askedAt + 24 * HOUR_MS;
    expect((await send()).status).toBe(401);
  });

  it("about devices that the directory knows costs 500 questions at once and 150 a minute at most", async () => {
    const known = Array.from({ length: 700 }, () => ({
      managedDeviceId: newDevice(),
      entraDeviceId: randomUUID(),
    }));
    await storage.devices.saveAll(known.map(listed), clock.now());
    const askAboutAll = () =>
      Promise.all(
        known.map(({ entraDeviceId }) =>
          identityChecks.find(entraDeviceId, false, () => false, {}),
        ),
      );
    await askAboutAll();
    expect(graph.asked).toHaveLength(500);
    nowMs += 60 * 1000;
    await askAboutAll();
    expect(graph.asked).toHaveLength(650);
  });

  it("costs one question a device, whatever certificates name it", async () => {
    const { managedDeviceId, entraDeviceId, certificate } = registeredDevice();
    const body = bodyFor(managedDeviceId);
    const forge = async () => {
      const forged = createDeviceCertificateFor(entraDeviceId, newKey());
      return (await receive(CERTIFICATE, signWithCertificate(forged, body)))
        .status;
    };
    for (let n = 0; n < 3; n++) expect(await forge()).toBe(401);
    expect(graph.asked).toEqual([`entra ${entraDeviceId}`]);
    // What Entra said of the device serves the device as well.
    const own = signWithCertificate(certificate, body);
    expect((await receive(CERTIFICATE, own)).status).toBe(202);
    expect(graph.asked).toHaveLength(2);
  });

  it("costs next to nothing where the directory does not know its device, and no known device waits for it", async () => {
    await sweep();
    const known = [registeredDevice(), registeredDevice()];
    await storage.devices.saveAll(known.map(listed), clock.now());
    const statuses = new Map<number, number>();
    for (let n = 0; n < 200; n++) {
      const forged = createDeviceCertificateFor(randomUUID(), otherKey);
      const sent = signWithCertificate(forged, bodyFor(newDevice()));
      const { status } = await receive(CERTIFICATE, sent);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(Object.fromEntries(statuses)).toEqual({ 401: 20, 503: 180 });
    expect(graph.asked).toHaveLength(20);
    for (const { certificate, managedDeviceId } of known) {
      const own = signWithCertificate(certificate, bodyFor(managedDeviceId));
      expect((await receive(CERTIFICATE, own)).status).toBe(202);
    }
  });

  it("takes nothing from a device that was confirmed before, whatever is known of the tenant", async () => {
    const { certificate, managedDeviceId } = registeredDevice();
    const send = async () =>
      (
        await receive(
          CERTIFICATE,
          signWithCertificate(certificate, bodyFor(managedDeviceId)),
        )
      ).status;
    expect(await send()).toBe(202);
    nowMs += 25 * HOUR_MS;
    graph.asked.length = 0;
    for (let n = 0; n < 110; n++) {
      const forged = createDeviceCertificateFor(randomUUID(), otherKey);
      await receive(CERTIFICATE, signWithCertificate(forged, bodyFor("x")));
    }
    expect(graph.asked).toHaveLength(100);
    expect(await send()).toBe(202);
  });

  it("is asked about again where the device was enrolled since the sweep", async () => {
    await sweep();
    const device = registeredDevice();
    const sent = signWithCertificate(
      device.certificate,
      bodyFor(device.managedDeviceId),
    );
    expect((await receive(CERTIFICATE, sent)).status).toBe(202);
  });
});

describe("a report that nobody has to sign", () => {
  it("is taken as seen now, and limited all the same", async () => {
    const deviceId = newDevice();
    const sent = { body: bodyFor(deviceId), headers: {} };
    expect(await receive({ kind: "off" }, sent)).toEqual({ status: 202 });
    expect((await tallyOf(deviceId))?.observedAt).toEqual(new Date(nowMs));
    for (let n = 0; n < 29; n++) await receive({ kind: "off" }, sent);
    expect((await receive({ kind: "off" }, sent)).status).toBe(429);
  });
});

it("no answer and no log line repeats names or secrets", async () => {
  const answers = [
    await receive(SHARED, signWithKey('{"ManagedDeviceID":"hunter2"}')),
    await receive(
      SHARED,
      signWithKey(bodyFor(newDevice(), { "hunter2@b.example": -1 })),
    ),
    await receive(
      SHARED,
      without("X-Custodian-Key-Id", () => "hunter2")(signWithKey("{}")),
    ),
  ];
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 401]);
  expect(JSON.stringify(answers) + logged.join()).not.toContain("hunter2");
});

/** Changes one header; removes it when there is nothing to change it to. */
function without(
  name: string,
  change?: (value: string) => string,
): (sent: Sent) => Sent {
  return ({ body, headers }) => ({
    body,
    headers: { ...headers, [name]: change?.(headers[name] ?? "") },
  });
}

// Making keys is slow; every device of these tests has the same one, and a stranger the other.
const deviceKey = newKey();
const otherKey = newKey();

function newKey(): KeyObject {
  return generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
}

interface Registered {
  readonly entraDeviceId: string;
  readonly managedDeviceId: DeviceId;
  readonly certificate: Certificate;
}

/** A device that Entra and Intune know. */
function registeredDevice(): Registered {
  const entraDeviceId = randomUUID();
  const managedDeviceId = newDevice();
  const certificate = createDeviceCertificateFor(entraDeviceId, deviceKey);
  graph.entra.set(entraDeviceId, entraDevice(entraDeviceId, certificate));
  graph.managed.set(managedDeviceId, entraDeviceId);
  return { entraDeviceId, managedDeviceId, certificate };
}

/** As a sweep lists it. */
function listed({
  entraDeviceId,
  managedDeviceId,
}: Omit<Registered, "certificate">): ListedDevice {
  const found = aListedDevice();
  return {
    ...found,
    device: { ...found.device, id: managedDeviceId, entraDeviceId },
  };
}

/** A full sweep that found devices has just ended. */
async function sweep(): Promise<void> {
  const begun = aSweep({ id: randomUUID() as SweepId, startedAt: clock.now() });
  await storage.sweeps.insert({
    ...begun,
    step: { kind: "done" },
    endedAt: clock.now(),
    counts: { ...begun.counts, devices: 1 },
  });
}

function entraDevice(deviceId: string, certificate: Certificate): EntraDevice {
  return {
    deviceId,
    accountEnabled: true,
    alternativeSecurityKeys: [alternativeSecurityKeyOf(certificate)],
  };
}

type FakeGraph = ReturnType<typeof createFakeGraph>;

/** What the two questions need of Graph; `asked` tells which were asked. */
function createFakeGraph() {
  const fake = {
    entra: new Map<string, EntraDevice>(),
    /** Managed device → its Entra device. */
    managed: new Map<string, string | null>(),
    asked: [] as string[],
    failWith: null as Error | null,
    entraDevices: {
      find: (id: string) => answer(`entra ${id}`, fake.entra.get(id) ?? null),
    },
    devices: {
      find: (id: DeviceId): Promise<Device | null> =>
        answer(
          `managed ${id}`,
          fake.managed.has(id)
            ? ({ id, entraDeviceId: fake.managed.get(id) } as Device)
            : null,
        ),
      findListed: () => Promise.resolve(null),
      findByName: () => Promise.resolve([]),
      findByEntraDeviceId: () => Promise.resolve([]),
      findBySerialNumber: () => Promise.resolve([]),
      list: () => Promise.resolve({ devices: [], next: null, expected: 0 }),
    },
  };
  function answer<T>(question: string, value: T): Promise<T> {
    fake.asked.push(question);
    return fake.failWith
      ? Promise.reject(fake.failWith)
      : Promise.resolve(value);
  }
  return fake;
}
