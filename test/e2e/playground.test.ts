import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Locator, Page } from "playwright-core";
import { choosePerson } from "../support/choosePerson.ts";
import { findFreePort, startBotProcess } from "../simulator/botProcess.ts";
import { startCloud, type Cloud } from "../simulator/cloud.ts";
import type { SimulatedDevice } from "../simulator/contoso.ts";
import { startPlayground } from "../simulator/demo/playground.ts";
import { chromiumIsMissing, openPage } from "../support/renderCard.ts";
import { until } from "../support/until.ts";
import { PATIENCE_MS } from "../support/until.ts";

if (chromiumIsMissing)
  console.warn(`The Agents Playground in a browser: ${chromiumIsMissing}`);

// The parts of the demo, started here because only their own process can look into the simulated Intune.
(chromiumIsMissing ? describe.skip : describe)(
  "the Agents Playground in a browser",
  () => {
    const running: (() => Promise<unknown>)[] = [];
    let cloud: Cloud;
    let page: Page;

    beforeAll(async () => {
      const folder = await mkdtemp(join(tmpdir(), "custodian-playground-"));
      running.push(() => rm(folder, { recursive: true, force: true }));
      cloud = await startCloud({ seed: 1 });
      running.push(() => cloud.close());
      // A while in which the card says that Intune does not show it yet.
      cloud.faults.propagationMs = 2_000;
      const bot = await startBotProcess({
        // Its proposals would take the channel's places before the reports come.
        environment: cloud.environment({ SWEEP_INTERVAL_MINUTES: "0" }),
        dataDir: join(folder, "data"),
      });
      running.push(() => bot.stop());
      cloud.connectBot(bot.url);
      const playground = await startPlayground(
        cloud,
        await findFreePort(),
        folder,
      );
      running.push(() => playground.stop());
      const { channel } = cloud.teams;
      const browser = await openPage({ width: 1400, height: 1000 });
      running.push(browser.close);
      page = browser.page;
      page.setDefaultTimeout(PATIENCE_MS);
      // Its fonts are elsewhere, and no test should wait for them.
      await page.route(
        ({ hostname }) => hostname !== "127.0.0.1",
        (route) => route.abort(),
      );

      // As in the demo: what is posted waits for whoever opens the page.
      await playground.install(channel.id);
      await playground.sayInChannel(channel, "use this channel");
      await page.goto(playground.url, { waitUntil: "domcontentloaded" });
      await page.getByText(channel.name, { exact: true }).first().click();
      await page
        .getByText("From now on Custodian posts proposals in this channel.")
        .last()
        .waitFor();
    }, 3 * PATIENCE_MS);

    afterAll(async () => {
      for (const stop of running.reverse()) await stop();
    });

    /** The card about the device, once its logons are known. */
    const report = async (device: SimulatedDevice): Promise<Locator> => {
      const { status } = await cloud.report(device);
      expect(status).toBe(202);
      const card = page
        .locator(".ac-adaptiveCard")
        .filter({ hasText: device.deviceName })
        // A ShowCard is drawn as a card within the card.
        .first();
      await button(card, "Approve").waitFor();
      return card;
    };
    const primaryUser = (device: SimulatedDevice): string | undefined =>
      cloud.contoso.people.get(cloud.intune.primaryUser(device) ?? "")
        ?.displayName;
    const writes = (device: SimulatedDevice): number =>
      cloud
        .seen("graph", undefined, /users\/\$ref/)
        .filter(({ path }) => path.includes(device.id)).length;

    it(
      "changes Intune when Approve is pressed, and takes it back when Undo is",
      async () => {
        const { admin, owner, newOwner } = cloud.contoso.cast;
        const device = cloud.contoso.stories.handedOver;
        const card = await report(device);
        expect(primaryUser(device)).toBe(owner.displayName);

        await button(card, "Approve").click();

        await reads(card, `Approved by ${admin.displayName}`);
        await button(card, "Approve").waitFor({ state: "detached" });
        await until(
          "the new primary user is in Intune",
          () => primaryUser(device) === newOwner.displayName,
          PATIENCE_MS,
        );
        await reads(card, `Done: ${newOwner.displayName} is the primary user`);
        expect(await card.innerText()).toContain(
          `Approved by ${admin.displayName}`,
        );

        await button(card, "Undo").click();

        await until(
          "the previous primary user is back",
          () => primaryUser(device) === owner.displayName,
          PATIENCE_MS,
        );
        await reads(card, `Undo requested by ${admin.displayName}`);
        await reads(
          card,
          `Undone: ${owner.displayName} is the primary user again`,
        );
        expect(await card.getByRole("button").allInnerTexts()).toEqual([
          "▸ History and reasons",
          "Details",
        ]);
        expect(writes(device)).toBe(2);
      },
      3 * PATIENCE_MS,
    );

    it(
      "leaves Intune alone when a proposal is rejected, and shows who rejected it and why",
      async () => {
        const { admin, leaver } = cloud.contoso.cast;
        const device = cloud.contoso.stories.leftBehind;
        const card = await report(device);

        await button(card, "Reject").click();
        const reason = card.getByRole("textbox").last();
        await reason.fill("Only borrowed until Friday");
        // The first opened the inner card.
        await button(card, "Reject").nth(1).click();

        await reads(card, `Rejected by ${admin.displayName}`);
        expect(await card.innerText()).toContain("Only borrowed until Friday");
        expect(await card.getByRole("button").allInnerTexts()).toEqual([
          "▸ History and reasons",
          "Details",
        ]);
        expect(primaryUser(device)).toBe(leaver.displayName);
        expect(writes(device)).toBe(0);
      },
      2 * PATIENCE_MS,
    );

    it(
      "proposes the person who was picked under Someone else…",
      async () => {
        const { admin, newOwner, staging } = cloud.contoso.cast;
        const device = cloud.contoso.stories.staged;
        const card = await report(device);

        await button(card, "Someone else…").click();
        const picker = card.getByLabel("People Picker");
        await choosePerson(picker, newOwner, PATIENCE_MS);
        await button(card, "Propose").click();

        await reads(
          card,
          `Requested by ${admin.displayName}. Someone else has to approve it.`,
        );
        expect(await card.innerText()).toContain(newOwner.userPrincipalName);
        expect(primaryUser(device)).toBe(staging.displayName);
        expect(writes(device)).toBe(0);
      },
      2 * PATIENCE_MS,
    );
  },
);

function button(card: Locator, title: string): Locator {
  return card.getByRole("button", { name: title, exact: true });
}

/** Waits until the card says so. Its runs of text are elements of their own, so it is read as a whole. */
async function reads(card: Locator, text: string): Promise<void> {
  await card.filter({ hasText: text }).waitFor();
}
