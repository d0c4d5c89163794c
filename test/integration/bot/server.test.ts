import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { request } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { Readable } from "node:stream";
import { DatabaseAway } from "../../../src/ports/databaseErrors.ts";
import { createMetrics } from "../../../bot/telemetry/metrics.ts";
import { createMetricsServer } from "../../../bot/http/metricsServer.ts";
import type { Custodian } from "../../../src/custodian.ts";
import { aClock } from "../../support/builders.ts";
import { settled } from "../../support/until.ts";
import { channelMessage, startBot, type RunningBot } from "./harness.ts";

let bot: RunningBot;
let reports: { body: string; header: string | undefined }[];
let ready: boolean;
let isAway: boolean;
let timesAsked: number;
let clock: ReturnType<typeof aClock>;
let reportAnswer: Awaited<ReturnType<Custodian["receiveReport"]>>;

beforeEach(async () => {
  reports = [];
  ready = true;
  isAway = false;
  timesAsked = 0;
  clock = aClock();
  reportAnswer = { status: 202 };
  bot = await startBot({
    onTurn: () =>
      isAway
        ? Promise.reject(new DatabaseAway("ECONNREFUSED"))
        : Promise.resolve(),
    clock,
    limits: { headersMs: 1_000, requestMs: 2_000, connections: 20 },
    custodian: {
      ready: () => {
        timesAsked += 1;
        return ready
          ? Promise.resolve()
          : Promise.reject(new Error("migrating"));
      },
      receiveReport: ({ rawBody, header }) => {
        if (isAway) throw new DatabaseAway("ECONNREFUSED");
        reports.push({
          body: Buffer.from(rawBody).toString("utf8"),
          header: header("X-Custodian-Key-Id"),
        });
        return Promise.resolve(reportAnswer);
      },
      audit: {
        openExport: async (query: URLSearchParams) => {
          if (isAway) throw new DatabaseAway("ECONNREFUSED");
          if (query.get("signature") === "crash")
            throw new Error("secret detail");
          return query.get("signature") === "good"
            ? {
                format: "csv",
                fileName: "audit.csv",
                body: Readable.from(["seq,at\n", "1,now\n"]),
              }
            : null;
        },
      } as unknown as Custodian["audit"],
    },
  });
});
afterEach(() => bot.close());

/** Bytes as no HTTP client would send them; resolves with all that came back once the other side has closed. */
function sendRaw(
  text: string,
  then: "listen" | "hang up" = "listen",
): Promise<string> {
  const closed = new Promise<string>((resolve) => {
    const socket = connect(Number(new URL(bot.url).port), "127.0.0.1");
    let answer = "";
    socket.on("data", (chunk: Buffer) => (answer += chunk.toString()));
    socket.on("close", () => resolve(answer));
    socket.on("error", () => undefined);
    socket.write(text, () => {
      if (then === "hang up") socket.destroy();
    });
  });
  return settled("the bot closes the connection", closed);
}

describe("a hostile request", () => {
  it.each(["a b", "a/b", "a:port", "a:123456", "a@b", "%"])(
    "with the malformed Host header %p is answered 400",
    async (host) => {
      const answer = await sendRaw(
        `GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      );

      expect(answer).toMatch(/^HTTP\/1\.1 400/);
      expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
    },
  );

  it.each(["localhost:3978", "127.0.0.1", "[::1]:3978", "bot_1.contoso.com"])(
    "with the Host header %p is served",
    async (host) => {
      const answer = await sendRaw(
        `GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      );

      expect(answer).toMatch(/^HTTP\/1\.1 200/);
    },
  );

  it.each(["//", "/%", "*", "/healthz%20"])(
    "for the path %p is answered below 500",
    async (path) => {
      const answer = await sendRaw(
        `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
      );

      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d/);
      expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
    },
  );

  it("that wants another protocol does not keep its connection", async () => {
    const kept = sendRaw(
      "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    );

    await expect(kept).resolves.toBe("");
  });
});

describe("what is there", () => {
  it("says that it is alive and ready, without naming its software", async () => {
    const alive = await fetch(`${bot.url}/healthz`);

    expect(alive.status).toBe(200);
    expect(alive.headers.get("server")).toBeNull();
    expect(alive.headers.get("x-powered-by")).toBeNull();
    expect((await fetch(`${bot.url}/readyz`)).status).toBe(200);
  });

  it("says that it is not ready while something is missing, and not what", async () => {
    ready = false;

    const response = await fetch(`${bot.url}/readyz`);

    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain("migrating");
  });

  it("answers JSON for what is not there, and for a wrong method", async () => {
    const missing = await fetch(`${bot.url}/api/messages/x<script>`);
    const wrong = await fetch(`${bot.url}/api/messages`);

    expect(missing.status).toBe(404);
    expect(await missing.json()).toEqual({
      error: { code: "not-found", message: "There is nothing here." },
    });
    expect(wrong.status).toBe(405);
    expect(await wrong.json()).toMatchObject({
      error: { code: "method-not-allowed" },
    });
  });

  it("asks no more than once in two seconds whether it is ready, however many ask", async () => {
    const asked = () => fetch(`${bot.url}/readyz`).then(({ status }) => status);
    await Promise.all([asked(), asked(), asked()]);
    ready = false;
    expect(await asked()).toBe(200);
    expect(timesAsked).toBe(1);

    clock.advance(2_000);
    expect(await Promise.all([asked(), asked()])).toEqual([503, 503]);
    expect(timesAsked).toBe(2);
  });

  it("has no metrics on the port that everybody reaches", async () => {
    expect((await fetch(`${bot.url}/metrics`)).status).toBe(404);
  });

  it("hands out the audit log to the holder of a good link alone", async () => {
    const good = await fetch(`${bot.url}/api/audit/export?signature=good`);
    const forged = await fetch(`${bot.url}/api/audit/export?signature=x`);

    expect(good.status).toBe(200);
    expect(good.headers.get("content-disposition")).toBe(
      'attachment; filename="audit.csv"',
    );
    expect(await good.text()).toBe("seq,at\n1,now\n");
    expect(forged.status).toBe(403);
  });
});

describe("while the database is away", () => {
  it.each([
    ["a report", "/api/logons", { method: "POST", body: "{}" }],
    ["the audit log", "/api/audit/export", {}],
  ])("%s is answered 503 with when to come back", async (_name, path, init) => {
    isAway = true;

    const response = await fetch(`${bot.url}${path}`, init);

    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("5");
    expect(await response.json()).toMatchObject({
      error: { code: "storage.away" },
    });
  });

  it("so is a message, and a click gets a sentence", async () => {
    isAway = true;

    const message = await bot.send();
    const click = await bot.send({
      type: "invoke",
      name: "adaptiveCard/action",
      value: {},
    });

    expect(message.status).toBe(503);
    expect(message.headers.get("retry-after")).toBe("5");
    expect(click.status).toBe(200);
    expect(JSON.stringify(await click.json())).toContain(
      "can't reach its database",
    );
  });
});

describe("a connection", () => {
  const open = (text: string): Promise<Socket> =>
    new Promise((resolve) => {
      const socket = connect(Number(new URL(bot.url).port), "127.0.0.1");
      socket.on("error", () => undefined);
      socket.write(text, () => resolve(socket));
    });

  it.each([
    ["headers", "GET /healthz HTTP/1.1\r\nHost: a\r\n", "X-A: b\r\n"],
    [
      "a body",
      "POST /api/logons HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n",
      "{",
    ],
  ])(
    "on which %s come slowly is closed with 408",
    async (_name, begin, more) => {
      const socket = await open(begin);
      let answer = "";
      socket.on("data", (chunk: Buffer) => (answer += chunk.toString()));
      const slowly = setInterval(() => socket.write(more), 100);
      const closed = new Promise((resolve) => socket.on("close", resolve));
      await settled("the bot closes the connection", closed);
      clearInterval(slowly);
      expect(answer).toMatch(/^HTTP\/1\.1 408/);
      expect(reports).toEqual([]);
    },
  );

  it("too many is closed at once, and those that are there are served", async () => {
    const sockets = await Promise.all(
      Array.from({ length: 20 }, () => open("GET /healthz HTTP/1.1\r\n")),
    );
    expect(await sendRaw("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")).toBe("");
    const answered = new Promise<string>((resolve) =>
      sockets[0]?.on("data", (chunk: Buffer) => resolve(chunk.toString())),
    );
    sockets[0]?.write("Host: a\r\nConnection: close\r\n\r\n");
    expect(await answered).toMatch(/^HTTP\/1\.1 200/);
    for (const socket of sockets) socket.destroy();
  });
});

describe("the port of the metrics", () => {
  it("has them as Prometheus text, counted at most once in five seconds, and nothing else", async () => {
    const metrics = createMetrics();
    let counted = 0;
    metrics.observe({
      countProposals: () => {
        counted += 1;
        return Promise.resolve(new Map());
      },
      queueDepth: () => Promise.resolve(7),
    });
    const server = createMetricsServer({
      registry: metrics.registry,
      clock,
      log: bot.log,
    });
    await new Promise<void>((resolve) =>
      server.listen(0, "127.0.0.1", resolve),
    );
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const scrape = () => fetch(`${url}/metrics`);
    try {
      const all = await Promise.all(Array.from({ length: 10 }, scrape));
      expect(all[0]?.headers.get("content-type")).toMatch(/^text\/plain/);
      expect(await all[9]?.text()).toContain("custodian_queue_depth 7");
      expect(counted).toBe(1);
      clock.advance(4_999);
      await scrape();
      expect(counted).toBe(1);
      clock.advance(1);
      await scrape();
      expect(counted).toBe(2);
      expect((await fetch(`${url}/healthz`)).status).toBe(404);
      const posted = await fetch(`${url}/metrics`, { method: "POST" });
      expect(posted.status).toBe(405);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  it("leaves out what is counted in the database while that is away", async () => {
    const metrics = createMetrics();
    const away = () => Promise.reject(new DatabaseAway("ECONNREFUSED"));
    metrics.observe({ countProposals: away, queueDepth: away });
    const text = await metrics.registry.metrics();
    expect(text).toContain("custodian_http_requests_total");
    expect(text).not.toMatch(/^custodian_queue_depth \d/m);
  });
});

it("a failure inside says nothing of itself to the caller, and all to the log", async () => {
  const response = await fetch(`${bot.url}/api/audit/export?signature=crash`);

  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({
    error: { code: "internal", message: "Something went wrong." },
  });
  expect(JSON.stringify(bot.lines)).toContain("secret detail");
});

describe("a logon report", () => {
  it("is read byte for byte whatever type it claims to have", async () => {
    const body = '{"ManagedDeviceID":"é","UserHash":{"a+b@c&d=e":1}}';

    const response = await fetch(`${bot.url}/api/logons`, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "x-custodian-key-id": "k1",
      },
      body,
    });

    expect(response.status).toBe(202);
    expect(reports).toEqual([{ body, header: "k1" }]);
  });

  it("that is refused gets the reason as JSON, and when to come back", async () => {
    reportAnswer = {
      status: 429,
      code: "too-many",
      message: "Too many reports.",
      retryAfterSeconds: 60,
    };

    const response = await fetch(`${bot.url}/api/logons`, {
      method: "POST",
      body: "{}",
    });

    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("60");
    expect(await response.json()).toEqual({
      error: { code: "too-many", message: "Too many reports." },
    });
  });

  it("of exactly 64 KiB is taken, and of one byte more is 413", async () => {
    const post = (bytes: number) =>
      fetch(`${bot.url}/api/logons`, {
        method: "POST",
        body: Buffer.alloc(bytes, 97),
      });

    expect((await post(64 * 1024)).status).toBe(202);
    const refused = await post(64 * 1024 + 1);
    expect(refused.status).toBe(413);
    expect(await refused.json()).toMatchObject({
      error: { code: "too-large" },
    });
    expect(reports).toHaveLength(1);
  });

  it("in endless chunks is 413 long before its end", async () => {
    let sent = 0;
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const req = request(
        `${bot.url}/api/logons`,
        { method: "POST" },
        (response) => {
          response.resume();
          resolve(response.statusCode);
          req.destroy();
        },
      );
      req.on("error", reject);
      const pump = setInterval(() => {
        sent += 128 * 1024;
        req.write(Buffer.alloc(128 * 1024, 97));
      }, 5);
      req.on("close", () => clearInterval(pump));
    });

    expect(status).toBe(413);
    expect(sent).toBeLessThan(4 * 1024 * 1024);
    expect(reports).toEqual([]);
  });

  it("whose sender waits to be told to go on, as PowerShell does, is taken", async () => {
    const answer = await sendRaw(
      "POST /api/logons HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n{}",
    );

    expect(answer).toMatch(/^HTTP\/1\.1 100 /);
    expect(answer).toContain("HTTP/1.1 202 ");
  });

  it("that is broken off half way is never seen", async () => {
    await sendRaw(
      "POST /api/logons HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{",
      "hang up",
    );

    expect(reports).toEqual([]);
    expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
  });
});

describe("a genuine message with a bad body", () => {
  const post = (body: string | Buffer) =>
    fetch(`${bot.url}/api/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${bot.token()}` },
      body,
    });

  it.each([
    ["not JSON", "{"],
    ["empty", ""],
    ["an array", "[]"],
    ["null", "null"],
    ["text", '"message"'],
    ["an object without a type", "{}"],
    ["a type that is no text", '{"type":{"a":1}}'],
    ["an empty type", '{"type":""}'],
    ["a sender that is no object", '{"type":"message","from":"ana"}'],
    ["entities that are no list", '{"type":"message","entities":{}}'],
    ["text that is no text", '{"type":"message","text":["help"]}'],
    ["not UTF-8", Buffer.from([0xff, 0xfe, 0x00])],
  ])("is answered 400: %s", async (_name, body) => {
    expect((await post(body)).status).toBe(400);
  });

  it.each(["from", "recipient", "conversation"])(
    "is answered below 500 without %s",
    async (field) => {
      const status = (await bot.send({ [field]: null })).status;

      expect(status).toBe(400);
    },
  );

  it("is taken even when something in it is nested a thousand times", async () => {
    const deep = `${"[".repeat(1e3)}${"]".repeat(1e3)}`;
    const body = JSON.stringify({
      ...channelMessage(bot.serviceUrl),
      value: "deep",
    }).replace('"deep"', deep);

    expect((await post(body)).status).toBe(200);
  });

  it("is answered 413 over 256 KiB", async () => {
    expect((await post(Buffer.alloc(256 * 1024 + 1, 32))).status).toBe(413);
  });
});
