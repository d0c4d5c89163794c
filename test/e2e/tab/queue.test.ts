import { afterEach, expect, it } from "@jest/globals";
import type { Locator } from "playwright-core";
import { describeInBrowser } from "../../support/describeInBrowser.ts";
import {
  goTo,
  PATIENCE_MS,
  type OpenTab,
  type Proposed,
  type TabApp,
} from "../../support/tabApp.ts";
import { until } from "../../support/until.ts";
import { useTabApp } from "./useTabApp.ts";

describeInBrowser("the queue in the tab", () => {
  let app: TabApp;
  let open: OpenTab | null = null;
  /** The newest first, as the list has them. */
  let made: readonly Proposed[] = [];

  useTabApp((ready) => {
    app = ready;
  });
  afterEach(async () => {
    await open?.close();
    open = null;
  });

  const look = async (place = "proposals"): Promise<OpenTab> => {
    open = await app.open({ person: app.cloud.contoso.cast.approver });
    await goTo(open.tab, place);
    return open;
  };
  const opened = (): OpenTab => {
    if (!open) throw new Error("No tab is open.");
    return open;
  };
  const make = async (count: number): Promise<void> => {
    const all: Proposed[] = [];
    for (let index = 0; index < count; index++)
      all.unshift(await app.propose());
    made = all;
  };
  const one = (index: number): Proposed => {
    const found = made[index];
    if (!found) throw new Error("There are not so many.");
    return found;
  };
  const row = ({ id }: Proposed): Locator =>
    opened().tab.locator(`a[data-proposal="${id}"]`);
  const choice = ({ device }: Proposed): Locator =>
    opened().tab.getByRole("checkbox", {
      name: `Choose ${device.deviceName}`,
      exact: true,
    });
  const button = (name: string): Locator =>
    opened().tab.getByRole("button", { name, exact: true });
  const stateIs = (proposed: Proposed, ...states: readonly string[]) =>
    until(
      `it is ${states.join(" or ")}`,
      async () => states.includes((await app.read(proposed)).state),
      PATIENCE_MS,
    );
  const APPROVED = ["approved", "applying", "applied", "verified"];
  const isFocused = (of: Locator) =>
    until(
      "it has the keyboard",
      async () => (await of.and(opened().tab.locator(":focus")).count()) > 0,
      PATIENCE_MS,
    );

  it(
    "keeps what it is narrowed to in its address, through Back and a reload",
    async () => {
      await make(3);
      const { page } = await look();
      await row(one(0)).waitFor();
      await opened()
        .tab.getByRole("searchbox", { name: "Device name or serial number" })
        .fill(one(1).device.serialNumber.toLowerCase());

      await row(one(0)).waitFor({ state: "detached" });
      await row(one(1)).waitFor();
      const { tab } = opened();
      expect(tab.url()).toContain("device=");
      await tab.evaluate("location.reload()");
      await row(one(1)).waitFor();
      expect(await row(one(0)).count()).toBe(0);

      await row(one(1)).click();
      await button("Approve").waitFor();
      await tab.evaluate("history.back()");
      await until(
        "nothing is open",
        () => Promise.resolve(!opened().tab.url().includes(one(1).id)),
        PATIENCE_MS,
      );
      await tab.evaluate("history.back()");
      await row(one(0)).waitFor();

      await button("Filter").click();
      await tab
        .getByRole("combobox", { name: "What changes" })
        .selectOption("clear");
      await tab.getByText("Nothing matches").waitFor();
      await button("Clear filters").last().click();
      await row(one(0)).waitFor();
      expect(page.isClosed()).toBe(false);
    },
    4 * PATIENCE_MS,
  );

  it(
    "approves several after a second look, and lists what was refused with why",
    async () => {
      const { approver, nestedApprover } = app.cloud.contoso.cast;
      await make(6);
      const own = await app.propose({ to: approver });
      const untouched = one(5);
      await look();
      await choice(own).click();
      await choice(one(4)).click({ modifiers: ["Shift"] });
      await opened().tab.getByText("6 chosen").waitFor();
      expect(await choice(untouched).isChecked()).toBe(false);

      await button("Approve").click();
      await opened()
        .tab.getByText(/Approve 6 changes\?/)
        .waitFor();
      expect((await app.read(one(0))).state).toBe("pending");
      await button("Approve 6").dblclick();

      const outcomes = opened().tab.getByRole("region", {
        name: "Result",
      });
      await outcomes.getByText("5 approved. 1 wasn't:").waitFor();
      await isFocused(outcomes.getByRole("heading"));
      await outcomes
        .getByRole("link", { name: own.device.deviceName })
        .waitFor();
      await outcomes.getByText(/primary user/).waitFor();
      for (const proposed of made.slice(0, 5))
        await stateIs(proposed, ...APPROVED);
      expect((await app.read(own)).state).toBe("pending");
      expect((await app.read(untouched)).state).toBe("pending");
      // What was refused stays chosen, until somebody else decides it.
      await opened().tab.getByText("1 chosen").waitFor();
      await app.cloud.teams
        .as(nestedApprover)
        .click(own.card, "Reject", { reason: "Only borrowed" });
      await choice(own).waitFor({ state: "detached" });
      await button("Choose none").waitFor({ state: "detached" });
    },
    4 * PATIENCE_MS,
  );

  it(
    "opens the next one after a decision, says what came of the last, and leads back to it",
    async () => {
      const { approver } = app.cloud.contoso.cast;
      await make(3);
      await look(`proposals/${one(0).id}`);
      await row(one(1)).waitFor();
      const { tab } = opened();
      await tab.getByRole("link", { name: "Next", exact: true }).click();
      await tab
        .getByRole("heading", { name: one(1).device.deviceName })
        .waitFor();
      await button("Approve").click();

      const heading = tab.getByRole("heading", {
        name: one(2).device.deviceName,
      });
      await heading.waitFor();
      await isFocused(heading);
      await until(
        "it is said",
        async () =>
          (await tab.getByRole("status").first().textContent())?.startsWith(
            `${one(1).device.deviceName}: `,
          ) ?? false,
        PATIENCE_MS,
      );
      await stateIs(one(1), ...APPROVED);
      expect((await app.read(one(0))).state).toBe("pending");
      expect((await app.read(one(2))).state).toBe("pending");
      await tab.getByRole("link", { name: "Show the proposal" }).click();
      await tab
        .getByText(`Approved by ${approver.displayName}`)
        .first()
        .waitFor();
    },
    4 * PATIENCE_MS,
  );

  it.each([360])(
    "decides by keys what is being read, not what is ticked beside or behind it, %s pixels wide",
    async (width) => {
      await make(3);
      const { page } = await look();
      await page.setViewportSize({ width, height: 800 });
      await choice(one(0)).click();
      await row(one(1)).click();
      await button("Reject").last().waitFor();
      await isFocused(
        opened().tab.getByRole("heading", { name: one(1).device.deviceName }),
      );

      await page.keyboard.press("a");

      await stateIs(one(1), ...APPROVED);
      expect((await app.read(one(0))).state).toBe("pending");
      expect((await app.read(one(2))).state).toBe("pending");
    },
    3 * PATIENCE_MS,
  );

  it(
    "keeps the order that is chosen while a word is still being typed",
    async () => {
      await make(1);
      const { tab } = await look();
      await row(one(0)).waitFor();
      await tab
        .getByRole("searchbox", { name: "Device name or serial number" })
        .fill(one(0).device.serialNumber);
      await tab.getByRole("combobox", { name: "Order" }).selectOption("oldest");

      await until(
        "it is searched for",
        () => Promise.resolve(opened().tab.url().includes("device=")),
        PATIENCE_MS,
      );
      expect(tab.url()).toContain("sort=oldest");
      await row(one(0)).waitFor();
    },
    2 * PATIENCE_MS,
  );

  it(
    "is worked through by keys, which do nothing in a field and can be turned off",
    async () => {
      await make(3);
      const { page } = await look();
      await row(one(0)).waitFor();
      const { tab } = opened();
      const press = (key: string) => page.keyboard.press(key);
      await tab.locator("body").focus();
      await tab.locator("h2").first().click();
      await press("j");
      await isFocused(row(one(0)));
      await press("j");
      await isFocused(row(one(1)));
      await press("k");
      await press("ArrowDown");
      await isFocused(row(one(1)));
      await press("x");
      await tab.getByText("1 chosen").waitFor();
      await press("s");
      await tab.getByText("Snooze for").waitFor();
      await button("3 days").click();
      await tab.getByRole("heading", { name: "1 snoozed." }).waitFor();
      await stateIs(one(1), "snoozed");

      await press("/");
      const search = tab.getByRole("searchbox", {
        name: "Device name or serial number",
      });
      await isFocused(search);
      await page.keyboard.type("xa?j");
      expect(await search.inputValue()).toBe("xa?j");
      expect(await tab.getByRole("dialog").count()).toBe(0);
      await search.fill("");
      await row(one(0)).waitFor();

      // Nothing is decided unseen: the first press opens it.
      await row(one(0)).focus();
      await press("a");
      await tab
        .getByRole("heading", { name: one(0).device.deviceName })
        .waitFor();
      expect((await app.read(one(0))).state).toBe("pending");
      await button("Approve").waitFor();
      await press("Control+a");
      await press("r");
      await tab.getByText("Why not?").waitFor();
      await press("Escape");
      await press("a");
      await stateIs(one(0), ...APPROVED);

      await press("?");
      await tab.getByRole("dialog").waitFor();
      await tab.getByRole("switch").click();
      await press("Escape");
      await tab.getByRole("dialog").waitFor({ state: "detached" });
      await press("?");
      await tab.evaluate("location.reload()");
      await row(one(2)).waitFor();
      await row(one(2)).focus();
      await press("x");
      expect(await tab.getByText("1 chosen").count()).toBe(0);
      expect(await tab.getByRole("dialog").count()).toBe(0);
      expect(opened().problems).toEqual([]);
    },
    4 * PATIENCE_MS,
  );
});
