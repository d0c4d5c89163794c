import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterEach, expect, it } from "@jest/globals";
import type { Frame, Page } from "playwright-core";
import { describeInBrowser } from "../../support/describeInBrowser.ts";
import {
  countTabBytes,
  goTo,
  PATIENCE_MS,
  type OpenTab,
  type Proposed,
  type TabApp,
} from "../../support/tabApp.ts";
import { until } from "../../support/until.ts";
import { useTabApp } from "./useTabApp.ts";

const AXE = readFileSync(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);

describeInBrowser("how the tab looks", () => {
  let app: TabApp;
  let proposed: Proposed;
  let open: OpenTab | null = null;

  useTabApp(async (ready) => {
    app = ready;
    const settled = await app.propose();
    await app.cloud.teams
      .as(app.cloud.contoso.cast.approver)
      .click(settled.card, "Reject", { reason: "Only borrowed" });
    await app.propose();
    proposed = await app.propose();
  });
  afterEach(async () => {
    await open?.close();
    open = null;
  });

  /** Every page of the tab, by the end of a link to it. */
  const pages = (): readonly string[] => [
    "proposals",
    `proposals/${proposed.id}`,
    "board",
    "decisions",
    "search",
    `devices/${proposed.device.id}`,
    `people/${proposed.to.id}`,
    "audit",
    "settings",
  ];

  /** What is in its sections is looked at, too. */
  const openUp = async (tab: Frame): Promise<void> => {
    for (const header of await tab.locator("main h2 button").all())
      await header.click();
  };

  it.each(["default", "dark", "contrast"] as const)(
    "axe finds no violation on any page in the theme %s",
    async (theme) => {
      open = await app.open({
        person: app.cloud.contoso.cast.admin,
        theme,
      });
      for (const place of pages()) {
        await goTo(open.tab, place);
        if (place === "settings") await openUp(open.tab);
        expect([place, await violations(open.tab)]).toEqual([place, []]);
      }
      expect(open.problems).toEqual([]);
    },
    4 * PATIENCE_MS,
  );

  it(
    "fits a phone: nothing is wider than 360 pixels, and everything can be reached",
    async () => {
      open = await app.open(
        { person: app.cloud.contoso.cast.admin, width: 360 },
        { viewport: { width: 360, height: 740 }, hasTouch: true },
      );
      const { tab } = open;
      for (const place of pages()) {
        await goTo(tab, place);
        if (place === "settings") await openUp(tab);
        expect([place, await tooWide(tab)]).toEqual([place, []]);
      }
      await goTo(tab, "proposals");
      await tab.getByText(proposed.device.deviceName).first().tap();
      for (const name of ["Approve", "Reject", "Someone else…", "Snooze"])
        await tab
          .getByRole("button", { name, exact: true })
          .click({ trial: true });
    },
    3 * PATIENCE_MS,
  );

  it.each([640, 800, 960])(
    "has room for an admin's pages in German, %d pixels wide",
    async (width) => {
      open = await app.open(
        { person: app.cloud.contoso.cast.admin, locale: "de-de", bare: true },
        { viewport: { width, height: 800 } },
      );
      await goTo(open.tab, "settings");
      expect(await tooWide(open.tab)).toEqual([]);
    },
    2 * PATIENCE_MS,
  );

  it(
    "follows Teams when it changes its theme",
    async () => {
      open = await app.open();
      const { page, tab } = open;
      await tab.getByText(proposed.device.deviceName).first().waitFor();
      const light = await brightness(tab);

      await page.getByLabel("Theme").selectOption("dark");
      await untilIn(tab, async () => (await brightness(tab)) < 0.3);
      await page.getByLabel("Theme").selectOption("contrast");
      await untilIn(tab, async () => (await brightness(tab)) === 0);

      expect(light).toBeGreaterThan(0.9);
      // Without being loaded again.
      expect(page.frame("tab")).toBe(tab);
    },
    2 * PATIENCE_MS,
  );

  it(
    "speaks German to somebody whose Teams does, the sentences about a proposal included",
    async () => {
      open = await app.open({
        locale: "de-de",
        link: app.host.linkTo(`proposals/${proposed.id}`),
      });
      const { tab } = open;

      await tab
        .getByRole("button", { name: "Genehmigen", exact: true })
        .waitFor();

      expect(await tab.locator("html").getAttribute("lang")).toMatch(/^de/);
      const text = await tab.locator("body").innerText();
      expect(text).toMatch(/Anmeldung/);
      expect(text).not.toMatch(
        /\b(the|and|logons?|primary user|Approve|Reject|Proposals|Search|Decisions)\b/,
      );
    },
    2 * PATIENCE_MS,
  );

  it(
    "writes times in the zone of whoever looks",
    async () => {
      const { createdAt } = await app.read(proposed);
      const inTokyo = new Intl.DateTimeFormat("en-GB", {
        timeZone: "Asia/Tokyo",
        hour: "2-digit",
        minute: "2-digit",
      }).format(new Date(createdAt));
      open = await app.open(
        {
          locale: "en-gb",
          link: app.host.linkTo(`proposals/${proposed.id}`),
        },
        { timezoneId: "Asia/Tokyo" },
      );
      await open.tab
        .getByRole("button", { name: "Approve", exact: true })
        .waitFor();

      expect(await open.tab.locator("body").innerText()).toContain(inTokyo);
    },
    2 * PATIENCE_MS,
  );

  it(
    "weighs less than 250 KB until the proposals are drawn",
    async () => {
      const context = await app.browser.newContext();
      const page = await context.newPage();
      const readBytes = await countTabBytes(page);
      try {
        await page.goto(app.host.address());
        await page
          .frameLocator("iframe")
          .getByText(proposed.device.deviceName)
          .first()
          .waitFor({ timeout: PATIENCE_MS });

        expect(readBytes()).toBeGreaterThan(50_000);
        expect(readBytes()).toBeLessThan(250_000);
      } finally {
        await context.close();
      }
    },
    2 * PATIENCE_MS,
  );
});

describeInBrowser("the tab by keyboard", () => {
  let app: TabApp;

  useTabApp((ready) => {
    app = ready;
  });

  it(
    "leads from opening it to an approval",
    async () => {
      const proposed = await app.propose();
      const open = await app.open({ bare: true });
      const { page, tab } = open;
      try {
        await tab.getByText(proposed.device.deviceName).first().waitFor();

        // Not the box beside it, which chooses it among several.
        await tabTo(
          page,
          tab,
          (name) =>
            name.includes(proposed.device.deviceName) &&
            !name.startsWith("Choose"),
        );
        await page.keyboard.press("Enter");
        await tab
          .getByRole("button", { name: "Approve", exact: true })
          .waitFor();
        await tabTo(page, tab, (name) => name === "Approve");
        await page.keyboard.press("Enter");

        await until(
          "it is approved",
          async () => (await app.read(proposed)).state !== "pending",
          PATIENCE_MS,
        );
        // Nobody should have to begin at the top after a decision.
        expect(await focused(tab)).not.toBe("BODY");
      } finally {
        await open.close();
      }
    },
    2 * PATIENCE_MS,
  );
});

/** What axe complains of, in short. */
async function violations(tab: Frame): Promise<readonly string[]> {
  await tab.evaluate(AXE);
  return tab.evaluate(async () => {
    const { axe, document } = globalThis as unknown as {
      document: {
        getAnimations(): readonly {
          readonly effect: { getComputedTiming(): { endTime: number } } | null;
          readonly finished: Promise<unknown>;
        }[];
      };
      axe: {
        run(): Promise<{
          violations: readonly {
            id: string;
            nodes: readonly { html: string; failureSummary: string }[];
          }[];
        }>;
      };
    };
    // Half faded in, no text has the contrast that it is given.
    await Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) =>
          Number.isFinite(effect?.getComputedTiming().endTime),
        )
        .map(({ finished }) => finished.catch(() => null)),
    );
    const found = await axe.run();
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ html, failureSummary }) =>
          `${id}: ${html.slice(0, 200)} ${failureSummary.slice(0, 300)}`,
      ),
    );
  });
}

/** Whatever scrolls sideways, and every text that ends outside of the page. */
async function tooWide(tab: Frame): Promise<readonly string[]> {
  return tab.evaluate(() => {
    interface Element {
      readonly scrollWidth: number;
      readonly clientWidth: number;
      readonly childElementCount: number;
      readonly textContent: string;
      readonly outerHTML: string;
      getBoundingClientRect(): { right: number; left: number; width: number };
    }
    const { document, getComputedStyle } = globalThis as unknown as {
      document: {
        documentElement: Element;
        querySelectorAll(selector: string): Iterable<Element>;
      };
      readonly getComputedStyle: (element: Element) => { overflowX: string };
    };
    const { clientWidth } = document.documentElement;
    return [...document.querySelectorAll("html, body, body *")]
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        const scrolls =
          element.scrollWidth > element.clientWidth + 1 &&
          /auto|scroll/.test(getComputedStyle(element).overflowX);
        const isOutside =
          element.childElementCount === 0 &&
          element.textContent.trim() !== "" &&
          // What is for screen readers alone has no size.
          width > 1 &&
          (right > clientWidth + 1 || left < -1);
        return scrolls || isOutside;
      })
      .map(({ outerHTML }) => outerHTML.slice(0, 200));
  });
}

/** Of what the page is painted on: 0 is black, 1 white. */
async function brightness(tab: Frame): Promise<number> {
  return tab.evaluate(() => {
    interface Element {
      readonly parentElement: Element | null;
    }
    const { document, getComputedStyle } = globalThis as unknown as {
      document: { querySelector(selector: string): Element | null };
      readonly getComputedStyle: (element: Element) => {
        backgroundColor: string;
      };
    };
    for (
      let element = document.querySelector("h1, h2, [role=tablist]");
      element;
      element = element.parentElement
    ) {
      const [red = 0, green = 0, blue = 0, opacity = 1] = (
        getComputedStyle(element).backgroundColor.match(/[\d.]+/g) ?? []
      ).map(Number);
      if (opacity > 0) return (red + green + blue) / (3 * 255);
    }
    return 1;
  });
}

async function untilIn(
  tab: Frame,
  condition: () => Promise<boolean>,
): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > giveUpAt)
      throw new Error(
        `Within ${PATIENCE_MS} ms the tab did not follow: ${String(condition)}`,
      );
    await tab.page().waitForTimeout(50);
  }
}

/** Presses Tab, and the arrows within what Tab does not enter, until what has the focus is it. */
async function tabTo(
  page: Page,
  tab: Frame,
  isIt: (name: string) => boolean,
): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 60; presses++) {
    const name = await focused(tab);
    if (isIt(name)) return;
    passed.push(name);
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab did not lead there, but to: ${passed.join(" · ")}`);
}

/** What has the focus: its name as read out, or its text. */
async function focused(tab: Frame): Promise<string> {
  return tab.evaluate(() => {
    const { activeElement } = (
      globalThis as unknown as {
        document: {
          activeElement: {
            tagName: string;
            innerText?: string;
            getAttribute(name: string): string | null;
          } | null;
        };
      }
    ).document;
    if (!activeElement || activeElement.tagName === "BODY") return "BODY";
    return (
      activeElement.getAttribute("aria-label") ??
      activeElement.innerText ??
      activeElement.tagName
    ).trim();
  });
}
