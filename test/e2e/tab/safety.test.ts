import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "@jest/globals";
import { hostileTexts } from "../../support/hostileText.ts";
import { describeInBrowser } from "../../support/describeInBrowser.ts";
import {
  goTo,
  PATIENCE_MS,
  type OpenTab,
  type Proposed,
  type TabApp,
} from "../../support/tabApp.ts";
import { useTabApp } from "./useTabApp.ts";

/** One beside the other, those that would run something first: names are shown whole, or cut at their end. */
const HOSTILE = [
  "<img src=x onerror=alert(1)>",
  "<svg/onload=alert(2)>",
  "javascript:alert(3)",
  '"><script src=https://evil.example/x.js></script>',
  "{{constructor.constructor('alert(4)')()}}",
  ...hostileTexts.filter(
    (text) => text.length < 60 && !/[\u0000\uD800]/.test(text),
  ),
];

describeInBrowser("the tab's safety", () => {
  let app: TabApp;
  let proposed: Proposed;
  let all: Proposed[];

  useTabApp(
    async (ready) => {
      app = ready;
      const { contoso } = app.cloud;
      const named = [...contoso.devices.values()]
        .filter(
          ({ story, joinType, serialNumber }) =>
            story === "owned" &&
            serialNumber !== "Default string" &&
            joinType !== "azureADRegistered",
        )
        .slice(0, 4);
      named.forEach((device, index) => {
        device.deviceName = (HOSTILE[index] ?? "").slice(0, 60);
      });
      await app.sweep();
      all = [];
      for (const device of named) {
        proposed = await app.propose({ device });
        all.push(proposed);
      }
    },
    {
      prepare: ({ contoso }) => {
        const { newOwner, approver } = contoso.cast;
        newOwner.displayName = HOSTILE.join(" ").slice(0, 250);
        approver.displayName = "<b>Priya</b><img src=x onerror=alert(5)>";
      },
    },
  );

  const withTab = async (
    look: (open: OpenTab) => Promise<void>,
    ...view: Parameters<TabApp["open"]>
  ): Promise<void> => {
    const open = await app.open(...view);
    try {
      await look(open);
    } finally {
      await open.close();
    }
  };

  it(
    "shows hostile names of devices and people as text, on every page",
    () =>
      withTab(
        async (open) => {
          const { tab } = open;
          for (const { id, device } of all) {
            await goTo(tab, `proposals/${id}`);
            await tab
              .getByRole("heading", { name: device.deviceName })
              .first()
              .waitFor();
            await expectOnlyText(open);
          }
          expect(await tab.locator("body").innerText()).toContain(
            "<img src=x onerror=alert(1)>",
          );
          for (const place of [
            "board",
            "decisions",
            "audit",
            `devices/${proposed.device.id}`,
            `people/${proposed.to.id}`,
            "search",
          ]) {
            await goTo(tab, place);
            await expectOnlyText(open);
          }
          await tab.getByRole("searchbox").first().fill("<img");
          await tab.getByText("<img src=x").first().waitFor();
          await expectOnlyText(open);
        },
        { person: app.cloud.contoso.cast.admin },
      ),
    4 * PATIENCE_MS,
  );

  const expectOnlyText = async (open: OpenTab): Promise<void> => {
    const { tab } = open;
    expect(
      await tab
        .locator("b, img[src=x], svg[onload], script:not([src^='/tab/'])")
        .count(),
    ).toBe(0);
    const links = await tab
      .locator("a[href]")
      .evaluateAll((all) =>
        all.map((link) => String((link as unknown as { href: string }).href)),
      );
    for (const link of links)
      expect(link).toMatch(
        /^(https:\/\/(intune|entra|teams)\.microsoft\.com\/|http:\/\/127\.0\.0\.1:\d+\/tab\/)/,
      );
    expect(open.problems).toEqual([]);
    expect(open.elsewhere).toEqual([]);
  };

  it(
    "keeps nothing in the browser's storage, least of all a token",
    () =>
      withTab(
        async ({ tab, page }) => {
          await tab
            .getByRole("button", { name: "Approve", exact: true })
            .waitFor();

          expect(
            await tab.evaluate(() => {
              const { localStorage, sessionStorage, document } =
                globalThis as unknown as {
                  localStorage: object;
                  sessionStorage: object;
                  document: { cookie: string };
                };
              return [
                JSON.stringify(localStorage),
                JSON.stringify(sessionStorage),
                document.cookie,
              ];
            }),
          ).toEqual(["{}", "{}", ""]);
          expect(await page.context().cookies()).toEqual([]);
        },
        { link: app.host.linkTo(`proposals/${proposed.id}`) },
      ),
    2 * PATIENCE_MS,
  );

  it(
    "runs no script that stands in the page, and no style",
    () =>
      withTab(async (open) => {
        await open.tab.getByRole("navigation").waitFor();

        const ran = await open.tab.evaluate(() => {
          const page = globalThis as unknown as {
            document: {
              createElement(name: string): { textContent: string };
              body: { append(...elements: object[]): void };
            };
            inlineRan?: boolean;
            getComputedStyle(element: object): { opacity: string };
          };
          const script = page.document.createElement("script");
          script.textContent = "globalThis.inlineRan = true";
          const style = page.document.createElement("style");
          style.textContent = "body { opacity: 0.5 }";
          page.document.body.append(script, style);
          return [
            page.inlineRan ?? false,
            page.getComputedStyle(page.document.body).opacity,
          ];
        });

        expect(ran).toEqual([false, "1"]);
      }),
    2 * PATIENCE_MS,
  );

  it(
    "is not shown in a page of another origin",
    async () => {
      let address = "";
      const foreign: Server = createServer((_request, response) =>
        response
          .setHeader("content-type", "text/html")
          .end(`<iframe name="tab" src="${app.host.url}/tab/"></iframe>`),
      );
      await new Promise<void>((resolve) =>
        foreign.listen(0, "127.0.0.1", resolve),
      );
      address = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`;
      const page = await app.browser.newPage();
      try {
        const blocked = page.waitForEvent("console", (message) =>
          message.text().includes("frame-ancestors"),
        );
        await page.goto(address);
        await blocked;
        const frame = page.frame("tab");
        expect(frame?.url()).toMatch(/^chrome-error:/);
      } finally {
        await page.close();
        foreign.close();
        foreign.closeAllConnections();
      }
    },
    PATIENCE_MS,
  );

  it(
    "takes no write from another site",
    async () => {
      const { approver } = app.cloud.contoso.cast;
      const { version } = await app.read(proposed);
      const body = { act: "approve", version };
      const path = `proposals/${proposed.id}/answer`;

      const foreign: readonly Readonly<Record<string, string>>[] = [
        { origin: "https://evil.example" },
        { origin: "null" },
        { "sec-fetch-site": "cross-site" },
        { "content-type": "text/plain" },
      ];
      for (const headers of foreign)
        expect(await app.ask(approver, path, { body, headers })).toMatchObject({
          status: 403,
        });

      expect(await app.read(proposed)).toMatchObject({ state: "pending" });
    },
    PATIENCE_MS,
  );
});
