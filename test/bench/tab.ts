import { chromiumIsMissing } from "../support/renderCard.ts";
import {
  countTabBytes,
  openTabApp,
  type Proposed,
  type TabApp,
} from "../support/tabApp.ts";
import { reportLatency, type Report } from "./measurement.ts";

const OPENINGS = 10;
/** Whoever opens the tab should be able to work by then. */
const INTERACTIVE_WITHIN_MS = 2_000;
const WEIGHT_BELOW_KB = 250;

/**
 * The tab in Chromium, within the page that plays Teams, on the bot as its own process; through no network but
 * loopback.
 */
export async function benchTab(report: Report): Promise<void> {
  if (chromiumIsMissing) {
    console.warn(`The tab: ${chromiumIsMissing}`);
    return;
  }
  const app = await openTabApp({ environment: { LOG_LEVEL: "warn" } });
  try {
    let proposed = await app.propose();
    for (let i = 1; i < 10; i++) proposed = await app.propose();
    const first = await openNewly(app, proposed);
    report({
      name: "tab_first_view_kb",
      value: first.bytes / 1000,
      what: "tab: everything transferred until the proposals are drawn, nothing cached",
      samples: 1,
      below: WEIGHT_BELOW_KB,
    });
    const drawnMs: number[] = [];
    const interactiveMs: number[] = [];
    for (let i = 0; i < OPENINGS; i++) {
      const opened = await openNewly(app, proposed);
      drawnMs.push(opened.drawnMs);
      interactiveMs.push(opened.interactiveMs);
    }
    reportLatency(
      report,
      "tab_drawn",
      "tab: opened to the proposals drawn, nothing cached",
      drawnMs,
    );
    reportLatency(
      report,
      "tab_interactive",
      "tab: opened to a proposal clicked and its buttons drawn, nothing cached",
      interactiveMs,
      INTERACTIVE_WITHIN_MS,
    );
  } finally {
    await app.close();
  }
}

/** Times count from the moment at which Teams opens the tab: the page around it is not the tab's to answer for. */
async function openNewly(
  app: TabApp,
  { device }: Proposed,
): Promise<{ bytes: number; drawnMs: number; interactiveMs: number }> {
  // A context of its own has an empty cache.
  const context = await app.browser.newContext({
    viewport: { width: 1280, height: 800 },
  });
  try {
    const page = await context.newPage();
    const readBytes = await countTabBytes(page);
    let openedAt = 0;
    page.on("request", (request) => {
      if (new URL(request.url()).pathname === "/tab/")
        openedAt = performance.now();
    });
    await page.goto(app.host.address(), { waitUntil: "commit" });
    const tab = page.frameLocator("iframe");
    const line = tab.getByText(device.deviceName).first();
    await line.waitFor();
    const drawnMs = performance.now() - openedAt;
    const bytes = readBytes();
    await line.click();
    await tab.getByRole("button", { name: "Approve", exact: true }).waitFor();
    return { bytes, drawnMs, interactiveMs: performance.now() - openedAt };
  } finally {
    await context.close();
  }
}
