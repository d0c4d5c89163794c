import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it,
} from "@jest/globals";
import { chromiumIsMissing } from "../../support/renderCard.ts";
import {
  openTabHouse,
  PATIENCE_MS,
  type OpenTab,
  type Proposed,
  type TabHouse,
} from "../../support/tabHouse.ts";

if (chromiumIsMissing)
  console.warn(`The tab's connection: ${chromiumIsMissing}`);

(chromiumIsMissing ? describe.skip : describe)("the tab's connection", () => {
  let house: TabHouse;
  let proposed: Proposed;
  let open: OpenTab;

  beforeAll(async () => {
    house = await openTabHouse();
    proposed = await house.propose();
    open = await house.open({
      link: house.host.linkTo(`proposals/${proposed.id}`),
    });
  }, 3 * PATIENCE_MS);
  afterEach(() => open.page.context().setOffline(false));
  afterAll(async () => {
    await open?.close();
    await house?.close();
  }, PATIENCE_MS);

  const approve = () =>
    open.tab.getByRole("button", { name: "Approve", exact: true });

  it(
    "says that it is offline, keeps what it shows, and catches up by itself",
    async () => {
      const { nestedApprover } = house.cloud.contoso.cast;
      await approve().waitFor();

      await open.page.context().setOffline(true);
      await open.tab
        .getByText(/No connection/)
        .first()
        .waitFor();
      expect(await open.tab.locator("body").innerText()).toContain(
        proposed.device.deviceName,
      );
      await house.cloud.teams
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
    "says that a page cannot be shown whose part of the build a newer one replaced, and shows it once it is loaded anew",
    async () => {
      const part = "**/tab/assets/BoardPage-*";
      await open.page.route(part, (route) => route.fulfill({ status: 404 }));
      await open.tab.getByRole("link", { name: "Staging board" }).click();
      const status = open.tab.getByRole("status").first();
      await status.filter({ hasText: "cannot be shown" }).waitFor({
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
      const { nestedApprover } = house.cloud.contoso.cast;
      const next = await house.propose();
      await open.tab.getByText(next.device.deviceName).first().click();
      await approve().waitFor();

      const { faults } = house.cloud;
      const slow = faults.slow("graph", 2_000);
      const toldLess = open.page.waitForResponse(
        async (response) =>
          response.url().endsWith(`/proposals/${next.id}`) &&
          (await response.text()).includes('"isAllSaid":false'),
      );
      await house.stopBot();
      await house.startBot();
      await toldLess;
      await approve().waitFor();
      slow.remove();
      await house.cloud.teams
        .as(nestedApprover)
        .click(next.card, "Reject", { reason: "Not hers" });

      await open.tab.getByText("Not hers").first().waitFor();
    },
    4 * PATIENCE_MS,
  );
});
