import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import type { Me } from "../../../bot/tab/api/shapes.ts";
import type { Contoso } from "../../simulator/contoso.ts";
import { startTabServer, type TabServer } from "./tabServer.ts";

let tab: TabServer;
let contoso: Contoso;

beforeAll(async () => {
  tab = await startTabServer();
  ({ contoso } = tab.app);
});
afterAll(() => tab.close());

describe("signing in to the tab", () => {
  it("tells each person who they are and what they may, by the groups of Entra", async () => {
    const { cast } = contoso;
    const rightsOf = async (person: (typeof cast)["admin"]) =>
      (await tab.get<Me>("/me", person)).body;

    expect(await rightsOf(cast.admin)).toEqual({
      id: cast.admin.id,
      name: cast.admin.displayName,
      may: { decide: true, administer: true, seeLogons: true },
      isObserving: false,
      isComplete: true,
      isAllSaid: true,
    });
    expect((await rightsOf(cast.nestedApprover)).may).toEqual({
      decide: true,
      administer: false,
      seeLogons: true,
    });
    expect((await rightsOf(cast.technician)).may).toEqual({
      decide: false,
      administer: false,
      seeLogons: true,
    });
    expect((await rightsOf(cast.employee)).may).toEqual({
      decide: false,
      administer: false,
      seeLogons: false,
    });
  });

  it("answers what no browser may keep, frame or take for something else", async () => {
    const { headers } = await tab.get("/me", contoso.cast.admin);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
    expect(headers.get("content-security-policy")).toContain(
      "frame-ancestors 'none'",
    );
    expect(headers.has("access-control-allow-origin")).toBe(false);
  });

  it("takes the tokens of both versions, by any name of the tab's registration", async () => {
    const { admin } = contoso.cast;
    const { botApp } = tab.app.cloud;
    const host = "custodian.contoso.com";
    const v1 = {
      ver: "1.0",
      iss: `https://sts.windows.net/${contoso.tenantId}/`,
      azp: undefined,
      appid: "5e3ce6c0-2b1f-4285-8d4b-75ee78787346",
    };
    const good = [
      {},
      { aud: `api://${host}/botid-${botApp.id}` },
      { aud: `api://${host}/${botApp.id}` },
      { ...v1, aud: `api://${host}/botid-${botApp.id}` },
      { scp: "openid access_as_user profile" },
      { nbf: Math.floor(Date.now() / 1000) + 240 },
      { exp: Math.floor(Date.now() / 1000) - 240 },
    ];
    for (const claims of good) {
      const token = tab.app.cloud.ssoToken(admin, claims);
      expect([claims, (await tab.get("/me", token)).status]).toEqual([
        claims,
        200,
      ]);
    }
  });

  it("is refused with 401 for every bad token, on reads and writes, and nothing is told of why", async () => {
    const { admin } = contoso.cast;
    const { cloud } = tab.app;
    const now = Math.floor(Date.now() / 1000);
    const tokens: Record<string, string | null> = {
      ...cloud.badSsoTokens(admin),
      "no token": null,
      "expired six minutes ago": cloud.ssoToken(admin, { exp: now - 360 }),
      "valid only in six minutes": cloud.ssoToken(admin, { nbf: now + 360 }),
      "for another host": cloud.ssoToken(admin, {
        aud: `api://evil.example/botid-${cloud.botApp.id}`,
      }),
      "an audience among others": cloud.ssoToken(admin, {
        aud: [cloud.botApp.id],
      }),
      "the v1 issuer of another tenant": cloud.ssoToken(admin, {
        iss: `https://sts.windows.net/${randomUUID()}/`,
      }),
      "an object id that is none": cloud.ssoToken(admin, { oid: "' or 1=1" }),
      "a scope that only begins so": cloud.ssoToken(admin, {
        scp: "access_as_user_impersonation",
      }),
    };
    const answers: Record<string, unknown> = {};
    for (const [name, token] of Object.entries(tokens)) {
      const { status, body, headers } = await tab.get<{
        error: { code: string };
      }>("/proposals", token);
      answers[name] = [
        status,
        body.error.code,
        headers.has("www-authenticate"),
      ];
    }
    expect(answers).toEqual(
      Object.fromEntries(
        Object.keys(tokens).map((name) => [
          name,
          [
            401,
            name === "no token"
              ? "sign-in-missing"
              : name.startsWith("expired")
                ? "sign-in-expired"
                : "sign-in-refused",
            true,
          ],
        ]),
      ),
    );
    for (const token of Object.values(tokens).filter((one) => one !== null))
      expect(
        (await tab.post("/proposals/x/answer", token, { act: "approve" }))
          .status,
      ).toBe(401);
  });

  it("says 503 while the tenant's keys cannot be had, so that nobody is told to sign in anew", async () => {
    const away = await startTabServer();
    const fault = away.app.cloud.faults.add({
      service: "login",
      path: /openid-configuration/,
      fault: { kind: "status", status: 500 },
    });
    try {
      const reply = await away.get<{ error: { code: string } }>(
        "/me",
        away.app.contoso.cast.admin,
      );
      expect([reply.status, reply.body.error.code]).toEqual([
        503,
        "keys-unavailable",
      ]);
      expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
      fault.remove();
      expect((await away.get("/me", away.app.contoso.cast.admin)).status).toBe(
        200,
      );
    } finally {
      await away.close();
    }
  });

  it("goes by a registration of the tab's own where there is one", async () => {
    const clientId = randomUUID();
    const own = await startTabServer({ clientId });
    try {
      const { cloud, contoso } = own.app;
      const { admin } = contoso.cast;
      const statusFor = async (aud: string) =>
        (await own.get("/me", cloud.ssoToken(admin, { aud }))).status;
      expect(await statusFor(clientId)).toBe(200);
      expect(await statusFor(`api://custodian.contoso.com/${clientId}`)).toBe(
        200,
      );
      expect(await statusFor(cloud.botApp.id)).toBe(401);
      expect(
        await statusFor(`api://custodian.contoso.com/botid-${cloud.botApp.id}`),
      ).toBe(401);
    } finally {
      await own.close();
    }
  });
});

describe("somebody who may not use Custodian", () => {
  it.each(["guest", "leaver"] as const)(
    "is refused everywhere: a %s",
    async (who) => {
      const person = contoso.cast[who];
      const id = randomUUID();
      const paths = [
        "/me",
        "/proposals?place=waiting",
        `/proposals/${id}`,
        "/board",
        "/decisions",
        "/search?q=LT",
        `/devices/${contoso.stories.owned.id}`,
        `/people/${contoso.cast.owner.id}`,
        "/audit",
        "/audit/verification",
        "/changes",
      ];
      const statuses = await Promise.all(
        paths.map(async (path) => (await tab.get(path, person)).status),
      );
      expect(statuses).toEqual(paths.map(() => 403));
      const answer = await tab.post(`/proposals/${id}/answer`, person, {
        version: 1,
        act: "approve",
      });
      expect(answer.status).toBe(403);
    },
  );

  it("is told so in the language of their Teams", async () => {
    const reply = await tab.get<{ error: { message: string } }>("/me", null, {
      "accept-language": "de-AT,de;q=0.9",
    });
    expect(reply.body.error.message).toContain("Anmeldung");
  });
});

describe("a tab without a public address", () => {
  it("is not there, and says what is missing", async () => {
    const { startBot } = await import("../bot/harness.ts");
    const bot = await startBot({ onTurn: () => Promise.resolve() });
    try {
      for (const path of ["/api/tab/me", "/tab/", "/tab/assets/x.js"]) {
        const response = await fetch(bot.url + path);
        expect(response.status).toBe(404);
        expect(await response.json()).toMatchObject({
          error: {
            code: "tab-off",
            message: expect.stringContaining("PUBLIC_URL"),
          },
        });
      }
    } finally {
      await bot.close();
    }
  });
});
