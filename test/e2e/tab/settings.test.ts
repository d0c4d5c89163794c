import { afterEach, expect, it } from "@jest/globals";
import type { Frame } from "playwright-core";
import type { SettingsView } from "../../../bot/tab/api/shapes.ts";
import { describeInBrowser } from "../../support/describeInBrowser.ts";
import {
  goTo,
  PATIENCE_MS,
  type OpenTab,
  type TabApp,
} from "../../support/tabApp.ts";
import { useTabApp } from "./useTabApp.ts";

describeInBrowser("the settings in the tab", () => {
  let app: TabApp;
  let open: OpenTab | null = null;

  useTabApp(async (ready) => {
    app = ready;
    // People are found by the directory.
    await app.sweep();
  });
  afterEach(async () => {
    await open?.close();
    open = null;
  });

  const openSettings = async (): Promise<Frame> => {
    open = await app.open({ person: app.cloud.contoso.cast.admin });
    await goTo(open.tab, "settings");
    return open.tab;
  };

  const stored = async (): Promise<SettingsView> =>
    (await app.ask(app.cloud.contoso.cast.admin, "settings"))
      .body as SettingsView;

  const storedValue = async (id: string): Promise<string | undefined> =>
    (await stored()).sections
      .flatMap(({ groups }) => groups.flatMap(({ fields }) => fields))
      .find((field) => field.id === id)?.value;

  const sectionOf = (tab: Frame, name: string) =>
    tab.getByRole("button", { name });

  const save = (tab: Frame) =>
    tab.getByRole("button", { name: "Save", exact: true }).click();

  it(
    "keep what was typed, open the section with the fault, and say who changed a value last",
    async () => {
      const tab = await openSettings();
      await sectionOf(tab, "Proposals").click();
      await tab.getByLabel("Open cards in one channel").fill("0");
      await sectionOf(tab, "Times").click();
      await tab.getByLabel("Hours in which a change can be undone").fill("24");
      await save(tab);

      await tab.getByText("Nothing saved yet.").first().waitFor();
      const cards = tab.getByLabel("Open cards in one channel");
      expect(await cards.inputValue()).toBe("0");
      expect(await cards.getAttribute("aria-invalid")).toBe("true");
      expect(await sectionOf(tab, "Times").getAttribute("aria-expanded")).toBe(
        "false",
      );
      expect(await storedValue("undoWindowHours")).not.toBe("24");

      await cards.fill("20");
      await save(tab);

      await tab
        .getByText(/^Saved as version/)
        .first()
        .waitFor();
      expect(await storedValue("openCardsPerChannel")).toBe("20");
      expect(await storedValue("undoWindowHours")).toBe("24");
      await tab
        .getByRole("link", {
          name: `Changed by ${app.cloud.contoso.cast.admin.displayName}`,
        })
        .first()
        .click();
      await tab.getByRole("heading", { name: "Audit log" }).waitFor();
      await tab.getByRole("row").nth(1).waitFor();
      expect(await tab.getByLabel("Kind").inputValue()).toBe("settings");
      expect(open?.problems).toEqual([]);
    },
    3 * PATIENCE_MS,
  );

  it(
    "tell whoever saves second what somebody else changed meanwhile, and keep what they typed",
    async () => {
      const { admin } = app.cloud.contoso.cast;
      const tab = await openSettings();
      await sectionOf(tab, "Times").click();
      await tab.getByLabel("Minutes between two scans").fill("90");
      const { version } = await stored();
      await app.ask(admin, "settings", {
        body: { version, texts: { proposalExpiresHours: "100" } },
      });

      await save(tab);
      await tab
        .getByText(`Nothing was saved: ${admin.displayName} changed`)
        .first()
        .waitFor();
      await tab.getByText("There now: 100").waitFor();
      expect(await storedValue("sweepIntervalMinutes")).not.toBe("90");
      expect(
        await tab.getByLabel("Hours until a proposal expires").inputValue(),
      ).toBe("100");

      await save(tab);
      await tab
        .getByText(/^Saved as version/)
        .first()
        .waitFor();
      expect(await storedValue("sweepIntervalMinutes")).toBe("90");
      expect(await storedValue("proposalExpiresHours")).toBe("100");
    },
    3 * PATIENCE_MS,
  );

  it(
    "ask before what was typed is left behind",
    async () => {
      const tab = await openSettings();
      await sectionOf(tab, "Proposals").click();
      await tab.getByLabel("Open cards in one channel").fill("33");
      await tab.getByRole("link", { name: "Search" }).click();

      await tab.getByRole("button", { name: "Stay here" }).click();
      expect(
        await tab.getByLabel("Open cards in one channel").inputValue(),
      ).toBe("33");
      expect(await tab.evaluate("location.hash")).toBe("#/settings");

      await tab.getByRole("link", { name: "Search" }).click();
      await tab.getByRole("button", { name: "Leave without saving" }).click();
      await tab.getByRole("heading", { name: "Search" }).waitFor();
      expect(await storedValue("openCardsPerChannel")).not.toBe("33");

      // With nothing typed, nothing is asked.
      await goTo(tab, "settings");
      await tab.getByRole("link", { name: "Search" }).click();
      await tab.getByRole("heading", { name: "Search" }).waitFor();
    },
    3 * PATIENCE_MS,
  );

  it(
    "take a lead who is found by name",
    async () => {
      const { employee } = app.cloud.contoso.cast;
      const tab = await openSettings();
      await sectionOf(tab, "Staging").click();
      await tab
        .getByRole("button", { name: /^Change the lead: All other/ })
        .click();
      await tab.getByRole("searchbox").fill(employee.displayName);
      await tab.getByRole("radio").first().check();
      await tab.getByRole("button", { name: "Take as lead" }).click();
      await tab.getByText(employee.displayName, { exact: true }).waitFor();
      await save(tab);

      await tab
        .getByText(/^Saved as version/)
        .first()
        .waitFor();
      expect(await storedValue("lead-rest")).toBe(
        employee.userPrincipalName.toLowerCase(),
      );
    },
    3 * PATIENCE_MS,
  );

  it(
    "give up a channel, by keyboard, once somebody says that they mean it",
    async () => {
      const tab = await openSettings();
      const { page } = open!;
      await sectionOf(tab, "Channels").focus();
      await page.keyboard.press("Enter");
      const stop = tab.getByRole("button", { name: /^Stop using .+ › / });
      await stop.focus();
      await page.keyboard.press("Enter");
      await tab.getByText("Its open cards stay").waitFor();
      await page.keyboard.press("Escape");
      expect(await stop.getAttribute("aria-expanded")).toBe("false");

      await page.keyboard.press("Enter");
      await tab.getByText("Its open cards stay").waitFor();
      await page.keyboard.press("Enter");
      await tab
        .getByText(/ isn't used any more\.$/)
        .first()
        .waitFor();
      await tab.getByText("There's no channel yet.").waitFor();
    },
    3 * PATIENCE_MS,
  );

  it(
    "aren't offered to others, nor shown by a link",
    async () => {
      open = await app.open({ person: app.cloud.contoso.cast.approver });
      await goTo(open.tab, "settings");
      await open.tab.getByText("Only admins see the settings").waitFor();
      expect(
        await open.tab.getByRole("link", { name: "Settings" }).count(),
      ).toBe(0);
    },
    2 * PATIENCE_MS,
  );
});
