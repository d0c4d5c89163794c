import { createServer, type Server } from "node:http";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Frame, Page } from "playwright-core";
import { createContoso } from "../simulator/contoso.ts";
import { startHostPage, type HostPage } from "../simulator/teams/hostPage.ts";
import { describeInBrowser } from "../support/describeInBrowser.ts";
import { openPage } from "../support/renderCard.ts";

/** What runs in the tab here: the real teams-js, and nothing else. */
interface TabWindow {
  readonly microsoftTeams: {
    readonly app: {
      initialize(): Promise<void>;
      getContext(): Promise<unknown>;
      notifySuccess(): Promise<unknown>;
      openLink(link: string): Promise<void>;
      registerOnThemeChangeHandler(handler: (theme: string) => void): void;
    };
    readonly authentication: { getAuthToken(): Promise<string> };
    readonly pages: {
      readonly currentApp: {
        navigateTo(to: { pageId: string; subPageId: string }): Promise<void>;
      };
    };
    readonly geoLocation: { hasPermission(): Promise<boolean> };
  };
  themes: string[];
}

describeInBrowser("the Teams host page", () => {
  const contoso = createContoso();
  const { approver, technician } = contoso.cast;
  let bot: Server;
  let host: HostPage;
  let page: Page;
  let closeBrowser: () => Promise<void>;

  beforeAll(async () => {
    bot = createServer((request, response) => {
      if (request.url?.endsWith("/teams.js"))
        response.end(
          readFileSync(
            createRequire(import.meta.url).resolve("@microsoft/teams-js"),
          ),
        );
      else if (request.url?.startsWith("/api/tab/slow")) {
        response.setHeader("x-bot", "as it is");
        response.write("first");
      } else
        response
          .setHeader("content-type", "text/html")
          .end('<!doctype html><script src="/tab/teams.js"></script>');
    });
    await new Promise<void>((resolve) => bot.listen(0, "127.0.0.1", resolve));
    host = await startHostPage({
      contoso,
      signIn: (person) => `token of ${person.displayName}`,
    });
    host.connectBot(`http://127.0.0.1:${(bot.address() as AddressInfo).port}`);
    ({ page, close: closeBrowser } = await openPage({
      width: 1000,
      height: 700,
    }));
  });

  afterAll(async () => {
    await closeBrowser?.();
    await host?.stop();
    bot.closeAllConnections();
    bot.close();
  });

  const openTab = async (address: string): Promise<Frame> => {
    await page.goto(address);
    return theTab();
  };
  const theTab = async (): Promise<Frame> => {
    const frame = page.frame("tab");
    if (!frame) throw new Error("The host page has no tab.");
    await frame.waitForURL(/\/tab\//);
    await frame.waitForLoadState("load");
    await frame.evaluate(() =>
      (globalThis as unknown as TabWindow).microsoftTeams.app.initialize(),
    );
    return frame;
  };
  const tabStartsAnew = (): Promise<Frame> =>
    page.waitForEvent("framenavigated", (frame) => frame.name() === "tab");
  const contextOf = (frame: Frame): Promise<unknown> =>
    frame.evaluate(() =>
      (globalThis as unknown as TabWindow).microsoftTeams.app.getContext(),
    );

  it("tells teams-js who looks, in which theme and language", async () => {
    const frame = await openTab(
      host.address({ person: technician, theme: "dark", locale: "de-de" }),
    );

    expect(await contextOf(frame)).toMatchObject({
      app: { theme: "dark", locale: "de-de", host: { name: "Teams" } },
      page: { frameContext: "content" },
      user: {
        id: technician.id,
        userPrincipalName: technician.userPrincipalName,
        tenant: { id: contoso.tenantId },
      },
    });
  });

  it("fills in what the tab's address asks of Teams", async () => {
    const frame = await openTab(host.address({ theme: "contrast" }));

    const { pathname, search } = new URL(frame.url());
    expect(pathname + search).toBe("/tab/?theme=contrast");
  });

  it("gives the token of whoever looks, or what Teams says instead", async () => {
    const getToken = (frame: Frame): Promise<string> =>
      frame.evaluate(() =>
        (
          globalThis as unknown as TabWindow
        ).microsoftTeams.authentication.getAuthToken(),
      );
    const frame = await openTab(host.address({ person: approver }));

    expect(await getToken(frame)).toBe(`token of ${approver.displayName}`);

    const { signIn } = host;
    host.signIn = () => {
      throw new Error("resourceRequiresConsent");
    };
    await expect(getToken(frame)).rejects.toThrow("resourceRequiresConsent");
    host.signIn = signIn;
  });

  it("tells of another theme at once, and starts the tab anew for another person", async () => {
    const frame = await openTab(host.address());
    await frame.evaluate(() => {
      const tab = globalThis as unknown as TabWindow;
      tab.themes = [];
      tab.microsoftTeams.app.registerOnThemeChangeHandler((theme) =>
        tab.themes.push(theme),
      );
    });

    await page.getByLabel("Theme").selectOption("contrast");
    await frame.waitForFunction(
      () => (globalThis as unknown as TabWindow).themes[0] === "contrast",
    );
    await Promise.all([
      tabStartsAnew(),
      page.getByLabel("Person").selectOption("technician"),
    ]);

    expect(await contextOf(await theTab())).toMatchObject({
      app: { theme: "contrast" },
      user: { id: technician.id },
    });
  });

  it("opens the tab where a link points, from outside or clicked in it", async () => {
    const frame = await openTab(
      host.address({ link: host.linkTo("proposals/1") }),
    );
    expect(await contextOf(frame)).toMatchObject({
      page: { subPageId: "proposals/1" },
    });

    await Promise.all([
      tabStartsAnew(),
      frame.evaluate(
        (link) =>
          (globalThis as unknown as TabWindow).microsoftTeams.app.openLink(
            link,
          ),
        host.linkTo("proposals/2"),
      ),
    ]);
    expect(await contextOf(await theTab())).toMatchObject({
      page: { subPageId: "proposals/2" },
    });
  });

  it("answers what it does not know with an error", async () => {
    const frame = await openTab(host.address());

    const answer = frame.evaluate(
      () =>
        new Promise((resolve) => {
          const tab = globalThis as unknown as {
            addEventListener(
              name: "message",
              listener: (event: { data: unknown }) => void,
            ): void;
            parent: { postMessage(message: object, to: string): void };
          };
          tab.addEventListener("message", ({ data }) => resolve(data));
          tab.parent.postMessage(
            { id: 77, func: "camera.look", args: [] },
            "*",
          );
        }),
    );

    expect(await answer).toMatchObject({
      id: 77,
      args: [
        { errorCode: 100, message: expect.stringContaining("camera.look") },
      ],
    });
  });

  it("hands the bot's answer on as it comes, and lets go of the bot when the page does", async () => {
    const gone = new Promise<void>((resolve) =>
      bot.once("request", (_request, response) =>
        response.once("close", resolve),
      ),
    );
    const stop = new AbortController();
    const answer = await fetch(`${host.url}/api/tab/slow`, {
      signal: stop.signal,
    });

    const { value } = (await answer.body?.getReader().read()) ?? {};
    expect(Buffer.from(value ?? "").toString()).toBe("first");
    expect(answer.headers.get("x-bot")).toBe("as it is");
    stop.abort();
    await gone;
  });
});
