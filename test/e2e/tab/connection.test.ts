import { afterEach, expect, it } from "@jest/globals";
import type { Frame } from "playwright-core";
import { describeInBrowser } from "../../support/describeInBrowser.ts";
import {
  PATIENCE_MS,
  type OpenTab,
  type Proposed,
  type TabApp,
} from "../../support/tabApp.ts";
import { until } from "../../support/until.ts";
import { useTabApp } from "./useTabApp.ts";

describeInBrowser("the tab's connection", () => {
  let app: TabApp;
  let proposed: Proposed;
  let open: OpenTab;

  useTabApp(async (ready) => {
    app = ready;
    proposed = await app.propose();
    open = await app.open({
      link: app.host.linkTo(`proposals/${proposed.id}`),
    });
  });
  afterEach(() => open.page.context().setOffline(false));

  const approve = () =>
    open.tab.getByRole("button", { name: "Approve", exact: true });

  it(
    "says that it is offline, keeps what it shows, and catches up by itself",
    async () => {
      const { nestedApprover } = app.cloud.contoso.cast;
      await approve().waitFor();

      await open.page.context().setOffline(true);
      await open.tab
        .getByText(/No connection/)
        .first()
        .waitFor();
      expect(await open.tab.locator("body").innerText()).toContain(
        proposed.device.deviceName,
      );
      await open.page.setViewportSize({ width: 360, height: 740 });
      const runsOver = await open.tab
        .getByRole("group")
        .filter({ hasText: /No connection/ })
        .evaluate(
          ({ scrollHeight, clientHeight }) => scrollHeight - clientHeight,
        );
      expect(runsOver).toBeLessThanOrEqual(0);
      await app.cloud.teams
        .as(nestedApprover)
        .click(proposed.card, "Reject", { reason: "Only borrowed" });
      await open.page.context().setOffline(false);

      await open.tab
        .getByText(`Rejected by ${nestedApprover.displayName}`)
        .first()
        .waitFor();
      await open.tab
        .getByText(/No connection/)
        .first()
        .waitFor({ state: "detached" });
    },
    3 * PATIENCE_MS,
  );

  it(
    "shows what was decided after it read the proposal and before it was told where changes begin",
    async () => {
      const { nestedApprover } = app.cloud.contoso.cast;
      const early = await app.propose();
      let letGo = (): void => undefined;
      const decided = new Promise<void>((resolve) => (letGo = resolve));
      const other = await app.open({ bare: true });
      try {
        await other.page.route("**/api/tab/changes", async (route) => {
          await decided;
          await route.continue();
        });
        await other.page.goto(
          app.host.address({
            link: app.host.linkTo(`proposals/${early.id}`),
          }),
        );
        await other.tab
          .getByRole("button", { name: "Approve", exact: true })
          .waitFor();
        await app.cloud.teams
          .as(nestedApprover)
          .click(early.card, "Reject", { reason: "Only borrowed" });
        await until(
          "it is rejected",
          async () => (await app.read(early)).state === "rejected",
          PATIENCE_MS,
        );
        letGo();

        await other.tab
          .getByText(`Rejected by ${nestedApprover.displayName}`)
          .first()
          .waitFor();
      } finally {
        letGo();
        await other.close();
      }
    },
    3 * PATIENCE_MS,
  );

  it(
    "asks anew at once when the connection is back, whatever became of what it asked before",
    async () => {
      const held = await app.open();
      try {
        let asked = 0;
        // Answered never: as by a connection of which nobody said that it is gone.
        await held.page.route("**/api/tab/changes?*", () => {
          asked += 1;
        });
        await held.tab.getByText("Waiting").first().waitFor();
        await until("it waits for changes", () => asked > 0, PATIENCE_MS);
        const before = asked;
        const readAgain = held.page.waitForRequest(/\/api\/tab\/proposals\?/);

        await tell(held.tab, "offline");
        await held.tab
          .getByText(/No connection/)
          .first()
          .waitFor();
        await tell(held.tab, "online");

        await readAgain;
        await until("it asks again", () => asked > before);
        await held.tab
          .getByText(/No connection/)
          .first()
          .waitFor({ state: "detached" });
      } finally {
        await held.close();
      }
    },
    2 * PATIENCE_MS,
  );

  it(
    "says that a page cannot be shown whose part of the build a newer one replaced, and shows it once it is loaded anew",
    async () => {
      const part = "**/tab/assets/BoardPage-*";
      await open.page.route(part, (route) => route.fulfill({ status: 404 }));
      await open.tab.getByRole("link", { name: "Staging board" }).click();
      const status = open.tab.getByRole("status").first();
      await status.filter({ hasText: "can't be shown" }).waitFor({
        state: "attached",
      });

      await open.page.unroute(part);
      await open.tab.getByRole("button", { name: "Load again" }).click();

      await open.tab
        .getByRole("heading", { name: "Staging board", level: 1 })
        .waitFor();
      await open.tab.getByRole("link", { name: "Proposals" }).click();
    },
    3 * PATIENCE_MS,
  );

  it(
    "survives a restart of the bot, also while Entra is slow to say who may decide",
    async () => {
      const { nestedApprover } = app.cloud.contoso.cast;
      const next = await app.propose();
      await open.tab.getByText(next.device.deviceName).first().click();
      await approve().waitFor();

      const { faults } = app.cloud;
      const slow = faults.hold("graph");
      const toldLess = open.page.waitForResponse(
        async (response) =>
          response.url().endsWith(`/proposals/${next.id}`) &&
          (await response.text()).includes('"isAllSaid":false'),
      );
      await app.stopBot();
      await app.startBot();
      await toldLess;
      // The page asks again by itself, and has its buttons when Entra has said who may decide.
      slow.remove();
      await approve().waitFor();
      await app.cloud.teams
        .as(nestedApprover)
        .click(next.card, "Reject", { reason: "Not hers" });

      await open.tab.getByText("Not hers").first().waitFor();
    },
    4 * PATIENCE_MS,
  );
});

/** An event of the window, as browsers fire it. */
async function tell(tab: Frame, name: "offline" | "online"): Promise<void> {
  await tab.evaluate((event) => {
    (globalThis as unknown as EventTarget).dispatchEvent(new Event(event));
  }, name);
}
