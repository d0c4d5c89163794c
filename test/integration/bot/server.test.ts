import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { request } from "node:http";
import { connect } from "node:net";
import { Readable } from "node:stream";
import type { Custodian } from "../../../src/custodian.ts";
import { settled } from "../../support/until.ts";
import { channelMessage, startBot, type RunningBot } from "./harness.ts";

let bot: RunningBot;
let reports: { body: string; header: string | undefined }[];
let ready: boolean;
let reportAnswer: Awaited<ReturnType<Custodian["receiveReport"]>>;

beforeEach(async () => {
  reports = [];
  ready = true;
  reportAnswer = { status: 202 };
  bot = await startBot({
    onTurn: () => Promise.resolve(),
    custodian: {
      ready: () =>
        ready ? Promise.resolve() : Promise.reject(new Error("migrating")),
      receiveReport: ({ rawBody, header }) => {
        reports.push({
          body: Buffer.from(rawBody).toString("utf8"),
          header: header("X-Custodian-Key-Id"),
        });
        return Promise.resolve(reportAnswer);
      },
      audit: {
        openExport: async (query: URLSearchParams) => {
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
  it.each(["[", "a b", "a/../..@", "%", "[::1"])(
    "with the Host header %p is answered 400 or 404 and does not end the process",
    async (host) => {
      const answer = await sendRaw(
        `GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      );

      expect(answer).toMatch(/^HTTP\/1\.1 (400|404|200)/);
      expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
    },
  );

  it("with the Host header [ is answered 400", async () => {
    const answer = await sendRaw(
      "GET /healthz HTTP/1.1\r\nHost: [\r\nConnection: close\r\n\r\n",
    );

    expect(answer).toMatch(/^HTTP\/1\.1 400/);
  });

  it.each(["//", "http://[/", "/%E0%A4%A", "/%", "*", "/healthz%00"])(
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

  it("shows metrics as Prometheus text", async () => {
    await bot.send({}, null);

    const response = await fetch(`${bot.url}/metrics`);

    expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
    expect(await response.text()).toContain(
      'custodian_http_requests_total{route="/api/messages",status="401"} 1',
    );
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

  it("is taken even when something in it is nested a hundred thousand times", async () => {
    const deep = `${"[".repeat(1e5)}${"]".repeat(1e5)}`;
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
