import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import {
  channelClaims,
  createBadTokens,
  createSigningKey,
  signToken,
} from "../../simulator/tokens.ts";
import { BOT_ID, startBot, TENANT, type RunningBot } from "./harness.ts";

let bot: RunningBot;
let turns: string[];

beforeEach(async () => {
  turns = [];
  bot = await startBot({
    onTurn: async (context) => {
      turns.push(context.activity.type);
      if (context.activity.type === "message")
        await context.sendActivity("seen");
    },
  });
});
afterEach(() => bot.close());

describe("a message with a good token", () => {
  it("is answered 200 and the reply is posted into its thread", async () => {
    bot.connector.play({ status: 201, body: { id: "1" } });

    const response = await bot.send();

    expect(response.status).toBe(200);
    expect(turns).toHaveLength(1);
    expect(bot.connector.requests).toMatchObject([
      {
        method: "POST",
        url: expect.stringMatching(
          /^\/emea\/v3\/conversations\/19%3Ahelpdesk%40thread\.tacv2%3Bmessageid%3D1732090201234\/activities\//,
        ),
        authorization: "Bearer bot-token",
      },
    ]);
    expect(JSON.parse(bot.connector.requests[0]?.body ?? "")).toMatchObject({
      text: "seen",
    });
  });

  it.each(["RS384", "RS512"])("may be signed with %s", async (alg) => {
    const { SignJWT } = await import("jose");
    const { privateKey, kid } = bot.keyServer.keys.good;
    bot.connector.play({ status: 201, body: { id: "1" } });
    const token = await new SignJWT(
      channelClaims(BOT_ID, bot.serviceUrl, Date.now()),
    )
      .setProtectedHeader({ alg, kid })
      .sign(privateKey);

    expect((await bot.send({}, token)).status).toBe(200);
  });
});

describe("a message with an unusual token", () => {
  it("is answered when the token does not say from when on it is valid", async () => {
    bot.connector.play({ status: 201, body: { id: "1" } });
    const token = bot.token({ nbf: undefined });
    expect(
      Buffer.from(token.split(".")[1] ?? "", "base64url").toString(),
    ).not.toContain("nbf");

    expect((await bot.send({}, token)).status).toBe(200);
  });

  it.each<[string, (address: string) => string]>([
    ["without its last slash", (address) => address.replace(/\/$/, "")],
    ["with a slash more", (address) => `${address.replace(/\/$/, "")}/`],
    [
      "in another case of scheme and host",
      (address) => address.replace(/^[^/]+\/\/[^/]+/, (s) => s.toUpperCase()),
    ],
  ])(
    "is answered when the token names the service address %s",
    async (_how, write) => {
      bot.connector.play({ status: 201, body: { id: "1" } });
      const serviceUrl = bot.serviceUrl.replace("127.0.0.1", "localhost");
      const token = bot.token({ serviceurl: write(serviceUrl) });

      expect((await bot.send({ serviceUrl }, token)).status).toBe(200);
      expect(bot.connector.requests).toHaveLength(1);
    },
  );
});

describe("a message with a bad token", () => {
  it("is refused with 401 and nothing happens, whatever is wrong with it", async () => {
    const bad = createBadTokens(
      { ...bot.keyServer.keys, unknown: await createSigningKey() },
      BOT_ID,
      bot.serviceUrl,
      Date.now(),
    );
    const claims = channelClaims(BOT_ID, bot.serviceUrl, Date.now());
    const without = (name: string) =>
      Object.fromEntries(
        Object.entries(claims).filter(([claim]) => claim !== name),
      );
    const { good } = bot.keyServer.keys;
    const tokens: Record<string, string | null> = {
      ...bad,
      "no token": null,
      "a start that is no time": bot.token({ nbf: "yesterday" }),
      "valid only in six minutes": bot.token({
        nbf: Math.floor(Date.now() / 1000) + 360,
      }),
      "no exp": signToken(good, without("exp")),
      "expired six minutes ago": bot.token({
        exp: Math.floor(Date.now() / 1000) - 360,
      }),
      "issued by the emulator": bot.token({
        iss: "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/",
        ver: "1.0",
        appid: BOT_ID,
      }),
      "a service address that is no text": bot.token({ serviceurl: 1 }),
      "an audience among others": bot.token({ aud: [randomUUID()] }),
    };

    const statuses: Record<string, number> = {};
    for (const [name, token] of Object.entries(tokens))
      statuses[name] = (await bot.send({}, token)).status;

    expect(statuses).toEqual(
      Object.fromEntries(Object.keys(tokens).map((name) => [name, 401])),
    );
    expect(turns).toEqual([]);
    expect(bot.connector.requests).toEqual([]);
  });

  it.each([
    ["ended", { exp: -240 }],
    ["begins", { nbf: 240 }],
  ])(
    "is accepted when it %s within five minutes of clock skew",
    async (_when, claims) => {
      bot.connector.play({ status: 201, body: { id: "1" } });
      const now = Math.floor(Date.now() / 1000);
      const token = bot.token(
        Object.fromEntries(
          Object.entries(claims).map(([claim, at]) => [claim, now + at]),
        ),
      );

      expect((await bot.send({}, token)).status).toBe(200);
    },
  );

  it("does not say in the log what the token was", async () => {
    const token = bot.token({ aud: randomUUID() });

    await bot.send({}, token);

    expect(JSON.stringify(bot.lines)).not.toContain(token.slice(0, 20));
  });

  it("is refused before its body is read", async () => {
    const response = await fetch(`${bot.url}/api/messages`, {
      method: "POST",
      body: "{ not json",
    });

    expect(response.status).toBe(401);
  });
});

describe("an activity that its token does not speak for", () => {
  it.each([
    ["another service address", { serviceUrl: "https://evil.example/" }],
    ["no service address", { serviceUrl: undefined }],
    ["an empty service address", { serviceUrl: "" }],
    ["a channel that is not Teams", { channelId: "webchat" }],
    ["the emulator's channel", { channelId: "emulator" }],
    ["no channel", { channelId: undefined }],
  ])("is refused with 401: %s", async (_name, overrides) => {
    expect((await bot.send(overrides)).status).toBe(401);
    expect(turns).toEqual([]);
  });

  it.each<[string, (address: URL) => void]>([
    ["path", (url) => (url.pathname = "/amer/")],
    ["case of the path", (url) => (url.pathname = "/EMEA/")],
    ["two slashes at the end", (url) => (url.pathname += "/")],
    ["port", (url) => (url.port = "1")],
    ["scheme", (url) => (url.protocol = "http:")],
    ["user", (url) => (url.username = "emea")],
    ["query", (url) => (url.search = "?to=elsewhere")],
    ["fragment", (url) => (url.hash = "#elsewhere")],
    ["host that begins alike", (url) => (url.hostname += ".evil.example")],
  ])(
    "is refused when the token's address has another %s",
    async (_part, change) => {
      const other = new URL(bot.serviceUrl.replace("127.0.0.1", "localhost"));
      const serviceUrl = other.href;
      change(other);
      expect(other.href).not.toBe(serviceUrl);

      const token = bot.token({ serviceurl: other.href });

      expect((await bot.send({ serviceUrl }, token)).status).toBe(401);
      expect(turns).toEqual([]);
    },
  );

  it("is refused when neither address is one", async () => {
    const token = bot.token({ serviceurl: "emea" });

    expect((await bot.send({ serviceUrl: "emea" }, token)).status).toBe(401);
  });

  it("is refused when its service is neither https nor on this machine", async () => {
    const serviceUrl = "http://connector.example/";
    const token = bot.token({ serviceurl: serviceUrl });

    expect((await bot.send({ serviceUrl }, token)).status).toBe(401);
  });
});

describe("the tenant allow-list", () => {
  const here = { id: "a:1", conversationType: "personal" };
  it.each([
    [
      "in the conversation",
      { conversation: { ...here, tenantId: randomUUID() } },
    ],
    ["in the channel data", { channelData: { tenant: { id: randomUUID() } } }],
    [
      "in neither place",
      { conversation: here, channelData: { team: { id: "19:t" } } },
    ],
    [
      "in one of two places",
      {
        conversation: { ...here, tenantId: TENANT },
        channelData: { tenant: { id: randomUUID() } },
      },
    ],
  ])("refuses what names no or another tenant %s", async (_name, overrides) => {
    expect((await bot.send(overrides)).status).toBe(403);
    expect(turns).toEqual([]);
    expect(bot.connector.requests).toEqual([]);
  });

  it("does not mind the case of the tenant id, nor one place being empty", async () => {
    bot.connector.play({ status: 201, body: { id: "1" } });

    const response = await bot.send({
      conversation: { ...here, tenantId: TENANT.toUpperCase() },
      channelData: null,
    });

    expect(response.status).toBe(200);
  });
});

describe("the keys of inbound tokens", () => {
  it("are fetched once for many messages", async () => {
    await Promise.all(
      Array.from({ length: 5 }, () => bot.send({ type: "typing" })),
    );

    expect(bot.keyServer.requests()).toBeLessThanOrEqual(2 + 3);
    expect(turns).toHaveLength(5);
  });

  it("are fetched again when a new one is used, and messages signed with it are taken", async () => {
    await bot.send({ type: "typing" });
    const rotated = await createSigningKey();
    bot.keyServer.publish(rotated);
    const token = signToken(
      rotated,
      channelClaims(BOT_ID, bot.serviceUrl, Date.now()),
    );

    expect((await bot.send({ type: "typing" }, token)).status).toBe(200);
  });

  it("are not fetched for each of many unknown key ids", async () => {
    for (let i = 0; i < 20; i += 1) {
      const token = bot
        .token()
        .replace(
          /^[^.]+/,
          Buffer.from(
            JSON.stringify({ alg: "RS256", kid: `forged-${i}` }),
          ).toString("base64url"),
        );
      expect((await bot.send({}, token)).status).toBe(401);
    }

    expect(bot.keyServer.requests()).toBeLessThanOrEqual(8);
  });

  it("that cannot be had make the bot ask for redelivery, with no side effect", async () => {
    bot.keyServer.setDown(true);

    const response = await bot.send();

    expect(response.status).toBe(503);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(turns).toEqual([]);

    bot.keyServer.setDown(false);
    expect((await bot.send({ type: "typing" })).status).toBe(200);
  });
});
