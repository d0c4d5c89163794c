import { PLACES } from "../../src/domain/proposals/places.ts";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  Browser,
  BrowserContextOptions,
  Frame,
  Page,
} from "playwright-core";
import type {
  ProposalDetail,
  ProposalSummary,
  ProposalPage,
} from "../../bot/tab/api/shapes.ts";
import { systemClock } from "../../src/ports/clock.ts";
import { openStorage } from "../../src/adapters/storage/openStorage.ts";
import type { OpenStorage } from "../../src/ports/storage.ts";
import { jobNames } from "../../src/workers.ts";
import { startBotProcess, type BotProcess } from "../simulator/botProcess.ts";
import { startCloud, type Cloud } from "../simulator/cloud.ts";
import type { Person, SimulatedDevice } from "../simulator/contoso.ts";
import {
  startHostPage,
  type HostPage,
  type HostPageView,
} from "../simulator/teams/hostPage.ts";
import type { Message } from "../simulator/teams/teams.ts";
import { openPage } from "./renderCard.ts";
import { PATIENCE_MS } from "./until.ts";

export { PATIENCE_MS };

/** The simulated cloud, the bot as its own process, Teams around its tab, and a browser. */
export interface TabApp {
  readonly cloud: Cloud;
  readonly host: HostPage;
  readonly browser: Browser;
  readonly bot: BotProcess;
  /**
   * Reads the whole tenant into the directory that searches go by, which also makes the proposals of staged devices.
   */
  sweep(): Promise<void>;
  /**
   * Has a device report a week in which `to` alone used it. By default the next one that has no proposal yet, and
   * Ben.
   */
  propose(about?: {
    readonly device?: SimulatedDevice;
    readonly to?: Person;
  }): Promise<Proposed>;
  /** The open proposal about a device, by the tab's API. */
  find(device: SimulatedDevice): Promise<ProposalSummary>;
  /** How it stands, by the same. */
  read(proposed: Proposed): Promise<ProposalDetail>;
  /** Opens the tab in a browser of its own, in Berlin. */
  open(view?: HostPageView, more?: BrowserContextOptions): Promise<OpenTab>;
  /** Asks the tab's API as somebody's own client could. */
  ask(
    person: Person,
    path: string,
    more?: {
      readonly body?: object;
      readonly headers?: Readonly<Record<string, string>>;
    },
  ): Promise<{ readonly status: number; readonly body: unknown }>;
  stopBot(): Promise<void>;
  /** On the same port and with the same database. */
  startBot(): Promise<void>;
  close(): Promise<void>;
}

export interface Proposed {
  /** The proposal's. */
  readonly id: string;
  readonly device: SimulatedDevice;
  /** Whose device it is, and whose it should be. */
  readonly from: Person | null;
  readonly to: Person;
  /** In the channel. */
  readonly card: Message;
}

export interface OpenTab {
  readonly page: Page;
  /** The tab itself. It is another one after the tab was opened anew. */
  readonly tab: Frame;
  /** What went wrong where nobody looks: errors, breaches of the content security policy, dialogs. */
  readonly problems: readonly string[];
  /** Addresses outside of this machine that anything asked for. None of them was reached. */
  readonly elsewhere: readonly string[];
  close(): Promise<void>;
}

/**
 * @param options.prepare changes the tenant before anything reads it.
 * @param options.fill writes into the database before the bot starts for the first time.
 */
export async function openTabApp(
  options: {
    readonly environment?: Readonly<Record<string, string>>;
    readonly prepare?: (cloud: Cloud) => void;
    readonly fill?: (storage: OpenStorage) => Promise<void>;
  } = {},
): Promise<TabApp> {
  const running: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const stop of running.splice(0).reverse()) await stop();
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), "custodian-tab-"));
    running.push(() => rm(folder, { recursive: true, force: true }));
    const cloud = await startCloud({ seed: 1, devices: 60 });
    running.push(() => cloud.close());
    options.prepare?.(cloud);
    // A while in which it is said that Intune does not show it yet.
    cloud.faults.propagationMs = 1_000;
    const host = await startHostPage({
      contoso: cloud.contoso,
      signIn: (person) => cloud.ssoToken(person),
    });
    running.push(() => host.stop());

    const dataDir = join(folder, "data");
    if (options.fill) {
      const storage = await openStorage({
        database: { kind: "embedded", dataDir },
        jobNames,
        clock: systemClock,
        log: {
          info: () => undefined,
          warn: console.warn,
          error: console.error,
        },
      });
      await options.fill(storage);
      await storage.close();
    }

    let bot: BotProcess;
    let port: number | undefined;
    const startBot = async (): Promise<void> => {
      bot = await startBotProcess({
        environment: cloud.environment({
          PUBLIC_URL: host.url,
          // Proposals come from reports alone, so that each has one cause.
          SWEEP_INTERVAL_MINUTES: "0",
          ...options.environment,
        }),
        dataDir,
        ...(port === undefined ? {} : { port }),
      });
      port = Number(new URL(bot.url).port);
    };
    await startBot();
    running.push(() => bot.stop());
    cloud.connectBot(bot!.url);
    host.connectBot(bot!.url);
    const { teams } = cloud;
    const admin = teams.as(cloud.contoso.cast.admin);
    await admin.installTo(teams.channel);
    await admin.say(teams.channel, "use this channel");
    const opened = await openPage({ width: 1280, height: 800 });
    running.push(() => opened.close());
    const browser = opened.page.context().browser();
    if (!browser) throw new Error("There is no browser.");

    const ask: TabApp["ask"] = async (
      person,
      path,
      { body, headers = {} } = {},
    ) => {
      const response = await fetch(`${host.url}/api/tab/${path}`, {
        method: body ? "POST" : "GET",
        headers: {
          authorization: `Bearer ${cloud.ssoToken(person)}`,
          origin: host.url,
          ...(body ? { "content-type": "application/json" } : {}),
          ...headers,
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: response.status, body: await response.json() };
    };
    const { people, devices, cast } = cloud.contoso;
    const unused = [...devices.values()].filter(
      ({ story, operatingSystem, joinType, serialNumber }) =>
        story === "owned" &&
        // Cards are told apart by it.
        serialNumber !== "Default string" &&
        operatingSystem === "Windows" &&
        joinType !== "azureADRegistered",
    );
    const find: TabApp["find"] = async (device) => {
      for (const place of PLACES) {
        const { body } = await ask(cast.approver, `proposals?place=${place}`);
        const found = (body as Partial<ProposalPage>).proposals?.find(
          (one) => one.device.id === device.id,
        );
        if (found) return found;
      }
      throw new Error("Its proposal is in none of the tab's lists.");
    };
    const propose: TabApp["propose"] = async (about = {}) => {
      const to = about.to ?? cast.newOwner;
      const device =
        about.device ??
        unused.splice(
          unused.findIndex((one) => cloud.intune.primaryUser(one) !== to.id),
          1,
        )[0];
      if (!device) throw new Error("Every device has its proposal.");
      const { status } = await cloud.report(device, {
        userHash: { [to.userPrincipalName]: 9 },
      });
      if (status !== 202)
        throw new Error(`A logon report was answered ${status}.`);
      const card = await teams.waitForMessage(
        `a card about ${device.deviceName}`,
        (message) =>
          message.allText.includes(device.serialNumber) &&
          message.buttons.includes("Someone else…"),
        PATIENCE_MS,
      );
      const { id } = await find(device);
      const from = people.get(cloud.intune.primaryUser(device) ?? "") ?? null;
      return { id, device, from, to, card };
    };

    return {
      cloud,
      host,
      browser,
      get bot() {
        return bot;
      },
      sweep: async () => {
        await admin.say("personal", "scan");
        await teams.waitForMessage(
          "the tenant is read",
          ({ summary }) => summary.startsWith("Scan finished"),
          PATIENCE_MS,
        );
      },
      propose,
      find,
      read: async ({ id }) => {
        const { status, body } = await ask(
          cloud.contoso.cast.approver,
          `proposals/${id}`,
        );
        if (status !== 200)
          throw new Error(`The proposal was answered ${status}.`);
        return body as ProposalDetail;
      },
      open: (view = {}, more = {}) => openTab(browser, host, view, more),
      ask,
      stopBot: async () => {
        await bot.stop();
      },
      startBot,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openTab(
  browser: Browser,
  host: HostPage,
  view: HostPageView,
  more: BrowserContextOptions,
): Promise<OpenTab> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    ...more,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const problems: string[] = [];
  const elsewhere: string[] = [];
  await context.route(
    ({ hostname }) => hostname !== "127.0.0.1",
    (route) => {
      elsewhere.push(route.request().url());
      return route.abort();
    },
  );
  await context.exposeFunction("tellBreach", (what: string) => {
    problems.push(what);
  });
  // In every frame, the tab's own policy notwithstanding.
  await context.addInitScript(() => {
    const { document, tellBreach } = globalThis as unknown as {
      document: {
        addEventListener(
          name: "securitypolicyviolation",
          listener: (breach: {
            effectiveDirective: string;
            blockedURI: string;
          }) => void,
        ): void;
      };
      readonly tellBreach: (what: string) => void;
    };
    document.addEventListener(
      "securitypolicyviolation",
      ({ effectiveDirective, blockedURI }) =>
        tellBreach(`policy: ${effectiveDirective} ${blockedURI}`),
    );
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(host.address(view));
  return {
    page,
    get tab() {
      const tab = page.frame("tab");
      if (!tab) throw new Error("The host page has no tab.");
      return tab;
    },
    problems,
    elsewhere,
    close: () => context.close(),
  };
}

/**
 * Counts what the tab's pages and data weigh as they are transferred, headers included; what the page around it loads
 * is not counted. Call it before that page is opened.
 *
 * @returns how many bytes it is by now.
 */
export async function countTabBytes(page: Page): Promise<() => number> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send("Network.enable");
  const ofTab = new Set<string>();
  let bytes = 0;
  devTools.on("Network.requestWillBeSent", ({ requestId, request }) => {
    if (/^\/(api\/)?tab\//.test(new URL(request.url).pathname))
      ofTab.add(requestId);
  });
  devTools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (ofTab.has(requestId)) bytes += encodedDataLength;
  });
  return () => bytes;
}

/** @param place as it stands behind the `#` of the tab's address, without the slash: "board", "proposals/<id>". */
export async function goTo(tab: Frame, place: string): Promise<void> {
  // Before that it does not notice.
  await tab.getByRole("navigation").waitFor();
  await tab.evaluate(async (hash) => {
    const { location, requestAnimationFrame } = globalThis as unknown as {
      location: { hash: string };
      readonly requestAnimationFrame: (done: () => void) => void;
    };
    location.hash = hash;
    // It is told of it by an event, and draws after that.
    for (let frames = 0; frames < 3; frames++)
      await new Promise<void>((done) => requestAnimationFrame(done));
  }, `#/${place}`);
  await tab.getByRole("heading").first().waitFor();
  await tab.waitForFunction(
    () =>
      (
        globalThis as unknown as {
          document: { querySelector(selector: string): unknown };
        }
      ).document.querySelector('[role="progressbar"], [aria-busy="true"]') ===
      null,
  );
}
