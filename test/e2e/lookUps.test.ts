import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Locator, Page } from "playwright-core";
import { choosePerson } from "../support/choosePerson.ts";
import { findFreePort, startBotProcess } from "../simulator/botProcess.ts";
import { startCloud, type Cloud } from "../simulator/cloud.ts";
import type { SimulatedDevice } from "../simulator/contoso.ts";
import {
  PERSONAL_CHAT_ID,
  startPlayground,
  type Playground,
} from "../simulator/demo/playground.ts";
import { chromiumIsMissing, openPage } from "../support/renderCard.ts";
import { until } from "../support/until.ts";
import { PATIENCE_MS } from "../support/until.ts";

if (chromiumIsMissing)
  console.warn(`Look-ups in the Agents Playground: ${chromiumIsMissing}`);

/** As in appPackage/manifest.json, which the Playground does not read. */
const Command = {
  devices: "searchDevices",
  people: "searchPeople",
  propose: "proposePrimaryUser",
  message: "lookUpInMessage",
};
const PARAMETER = "query";

/**
 * Set to anything, the documents' pictures of the Playground are taken while it is played:
 * `DRAW_PICTURES=1 npm test -- test/e2e/lookUps.test.ts`. It has no dark theme.
 */
const drawsPictures = process.env["DRAW_PICTURES"] !== undefined;
const pictures = new URL("../../.github/", import.meta.url);

// What is said of the Playground here holds for its version 0.2.28.
(chromiumIsMissing ? describe.skip : describe)(
  "look-ups in the Agents Playground",
  () => {
    const running: (() => Promise<unknown>)[] = [];
    let cloud: Cloud;
    let page: Page;
    let playground: Playground;

    beforeAll(async () => {
      const folder = await mkdtemp(join(tmpdir(), "custodian-look-ups-"));
      running.push(() => rm(folder, { recursive: true, force: true }));
      cloud = await startCloud({ seed: 1 });
      running.push(() => cloud.close());
      const bot = await startBotProcess({
        // What fills the directory is the sweep that is asked for below.
        environment: cloud.environment({ SWEEP_INTERVAL_MINUTES: "0" }),
        dataDir: join(folder, "data"),
      });
      running.push(() => bot.stop());
      cloud.connectBot(bot.url);
      playground = await startPlayground(cloud, await findFreePort(), folder);
      running.push(() => playground.stop());
      const browser = await openPage({ width: 1400, height: 1500 });
      running.push(browser.close);
      page = browser.page;
      page.setDefaultTimeout(PATIENCE_MS);
      // Its fonts are elsewhere, and no test should wait for them.
      await page.route(
        ({ hostname }) => hostname !== "127.0.0.1",
        (route) => route.abort(),
      );
      const { channel } = cloud.teams;
      await playground.install(channel.id);
      await playground.sayInChannel(channel, "use this channel");
      await playground.install(PERSONAL_CHAT_ID);
      await page.goto(playground.url, { waitUntil: "domcontentloaded" });
      await say("scan");
      await cardWith("Scan finished");
    }, 4 * PATIENCE_MS);

    afterAll(async () => {
      for (const stop of running.reverse()) await stop();
    });

    const say = async (text: string): Promise<void> => {
      const box = page.getByRole("textbox").last();
      await box.click();
      await box.pressSequentially(text);
      await page.keyboard.press("Enter");
    };
    const messages = (): Locator => page.getByLabel("Message header");
    /** Does what puts so many messages into the chat, and waits until they are there. */
    const adding = async (
      count: number,
      act: () => Promise<void>,
    ): Promise<void> => {
      const before = await messages().count();
      await act();
      await until(
        `${count} more messages`,
        async () => (await messages().count()) >= before + count,
        PATIENCE_MS,
      );
    };
    /** Asks something of which there may be an answer already, and waits for another. */
    const ask = (text: string): Promise<void> => adding(2, () => say(text));
    /** The newest card that says so. */
    const cardWith = async (text: string): Promise<Locator> => {
      const card = page
        .locator(".ac-adaptiveCard")
        .filter({ hasText: text })
        .last();
      await card.waitFor();
      return card;
    };
    /** How many help cards there are: the bot's answer to what it was not asked. */
    const helpCards = (): Promise<number> =>
      page.getByText("Look something up").count();
    /** Opens the menu of message extensions beside the text box. */
    const extension = async (item: string): Promise<void> => {
      await page
        .getByRole("button", { name: "Trigger Message Extension App" })
        .click();
      await page.getByRole("menuitem", { name: item }).click();
    };
    const results = (): Locator => page.locator(".fui-PopoverSurface");
    /** Searches by the message extension. In one stroke: while one types, the Playground loses answers. */
    const search = async (commandId: string, text: string): Promise<void> => {
      await extension("Search Command");
      const options = page.getByText("Specify Command ID or Parameter");
      await options.click();
      await page.getByPlaceholder("Command ID").fill(commandId);
      await page.getByPlaceholder("Parameter name").fill(PARAMETER);
      await options.click();
      await page.getByPlaceholder("Enter a search term").fill(text);
    };
    /** Chooses one of the list, and sends the message that it was put into. */
    const sendChosen = async (name: string): Promise<Locator> => {
      await results().getByText(name, { exact: true }).click();
      const box = page.getByRole("textbox").last();
      const inserted = box.locator(".ac-adaptiveCard");
      await inserted.waitFor();
      await box.click();
      await adding(1, () => page.keyboard.press("Enter"));
      await inserted.waitFor({ state: "detached" });
      return cardWith(name);
    };
    const dialog = (): Locator => page.getByRole("dialog");
    /** Starts an action of the message extension from the menu that is open. */
    const act = async (commandId: string): Promise<void> => {
      await page
        .getByPlaceholder("Input command id or leave blanks")
        .fill(commandId);
      await page.getByRole("button", { name: "Create", exact: true }).click();
    };
    const closeDialog = async (): Promise<void> => {
      await dialog().getByRole("button", { name: "Close" }).click();
      await dialog().waitFor({ state: "detached" });
    };
    /** What the Playground's page cannot ask, by the interface that the page itself uses. */
    const invoke = async (name: string, value: object): Promise<string> => {
      const response = await fetch(
        `${playground.url}/_conversation/v1/invoke`,
        {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({
            name,
            value,
            from: { id: cloud.contoso.cast.admin.teamsUserId },
            conversation: { id: PERSONAL_CHAT_ID },
          }),
        },
      );
      return response.text();
    };
    /** Takes a picture of what these cover together, and of as many pixels around it. */
    const picture = async (
      name: string,
      parts: readonly Locator[],
      around: { readonly left: number; readonly else: number },
    ): Promise<void> => {
      if (!drawsPictures) return;
      await page.mouse.move(0, 0);
      const boxes = (
        await Promise.all(parts.map((part) => part.boundingBox()))
      ).filter((box) => box !== null);
      const x = Math.min(...boxes.map((box) => box.x)) - around.left;
      const y = Math.min(...boxes.map((box) => box.y)) - around.else;
      const right = Math.max(...boxes.map((box) => box.x + box.width));
      const bottom = Math.max(...boxes.map((box) => box.y + box.height));
      await page.screenshot({
        path: fileURLToPath(new URL(`playground-${name}.png`, pictures)),
        clip: {
          x,
          y,
          width: right + around.else - x,
          height: bottom + around.else - y,
        },
      });
    };
    /** Takes one of what was typed last, and of the card that answers it with who speaks beside it. */
    const pictureOfAnswer = (name: string, card: Locator): Promise<void> =>
      picture(
        name,
        [page.getByLabel("Message header").nth(-2).locator("xpath=.."), card],
        { left: 62, else: 2 },
      );
    const pictureOfDialog = (name: string): Promise<void> =>
      picture(name, [dialog()], { left: 0, else: 0 });
    /** Takes one of the list without the empty space below. */
    const pictureOfResults = async (name: string): Promise<void> => {
      if (!drawsPictures) return;
      // What was looked up lately is listed first, until the answer to what was typed takes its place.
      await page.waitForTimeout(1_000);
      await picture(name, await results().locator("h1, h2, span").all(), {
        left: 12,
        else: 12,
      });
    };

    it(
      "answers who, device and user in the chat, with what only the asker should read",
      async () => {
        const { owner, newOwner, admin } = cloud.contoso.cast;
        const device = cloud.contoso.stories.handedOver;
        expect((await cloud.report(device)).status).toBe(202);
        await until(
          "what was reported led to a proposal",
          async () =>
            (
              await invoke("composeExtension/queryLink", linkTo(device))
            ).includes("Go to the proposal"),
          PATIENCE_MS,
        );

        await say(`whose is ${device.deviceName}?`);
        const who = await cardWith("Primary user");
        const said = await who.innerText();
        for (const text of [
          device.deviceName,
          owner.displayName,
          String(owner.department),
          `Manager: ${admin.displayName}`,
          newOwner.displayName,
        ])
          expect(said).toContain(text);
        await pictureOfAnswer("who", who);

        await say(`device ${device.serialNumber}`);
        const all = await cardWith("The device");
        expect(await all.innerText()).toContain(device.serialNumber);
        await pictureOfAnswer("device", all);

        const person = cloud.contoso.cast.owner.userPrincipalName;
        await say(`user ${person}`);
        const user = await cardWith("Primary user of");
        expect(await user.innerText()).toContain(owner.displayName);
        await pictureOfAnswer("user", user);
      },
      4 * PATIENCE_MS,
    );

    it(
      "lets a name that two devices have be chosen, and offers what is near an unknown one",
      async () => {
        const { sameName, owned } = cloud.contoso.stories;

        await say(`who ${sameName.deviceName}`);
        const choice = await cardWith(
          `Which device is “${sameName.deviceName}”`,
        );
        for (const { serialNumber } of [
          sameName,
          cloud.contoso.stories.sameNameOther,
        ])
          expect(await choice.innerText()).toContain(serialNumber);
        await pictureOfAnswer("choice", choice);
        await choice.getByRole("button", { name: "Show" }).first().click();
        const chosen = await cardWith(cloud.contoso.cast.lookAlike.displayName);
        expect(await chosen.innerText()).toContain("Primary user");

        await say(`who ${owned.deviceName}X`);
        const near = await cardWith(`${owned.deviceName}X`);
        expect(await near.innerText()).toContain(owned.serialNumber);
      },
      4 * PATIENCE_MS,
    );

    it(
      "offers the questions as buttons of help, and pending lists what is open",
      async () => {
        const device = cloud.contoso.stories.handedOver;
        await say("help");
        const help = await cardWith("Look something up");
        await pictureOfAnswer("help", help);
        await help.getByRole("textbox").fill(device.deviceName);
        await help
          .getByRole("button", { name: "Who has this device?" })
          .click();
        // Its answer stands in place of the card that was clicked.
        await help.waitFor({ state: "detached" });
        const answer = await cardWith("Primary user");
        expect(await answer.innerText()).toContain(device.deviceName);

        await say("pending");
        const pending = await cardWith("open proposals");
        expect(await pending.innerText()).toContain(device.deviceName);
        await pictureOfAnswer("pending", pending);
      },
      3 * PATIENCE_MS,
    );

    it(
      "searches devices by the message extension, and what is chosen goes into the message as its card",
      async () => {
        const { owner } = cloud.contoso.cast;
        const device = cloud.contoso.stories.handedOver;
        await search(Command.devices, "ZZ-NOTHING");
        await results()
          .getByText(/ZZ-NOTHING/)
          .waitFor();
        await page.keyboard.press("Escape");

        await search(Command.devices, "LT-000");
        await results().getByText(device.deviceName, { exact: true }).waitFor();
        const listed = await results().innerText();
        for (const text of [device.serialNumber, owner.displayName])
          expect(listed).toContain(text);
        await pictureOfResults("devices");
        const before = await helpCards();
        const sent = await sendChosen(device.deviceName);

        const said = await sent.innerText();
        expect(said).toContain(owner.userPrincipalName);
        for (const text of [String(owner.department), "Manager", "logons"])
          expect(said).not.toContain(text);
        // To the bot, whose chat it is, the card is no question.
        await ask(`device ${device.deviceName}`);
        expect(await helpCards()).toBe(before);
      },
      4 * PATIENCE_MS,
    );

    it(
      "searches people by the message extension, and what is chosen goes into the message as their card",
      async () => {
        const { newOwner } = cloud.contoso.cast;
        await search(Command.people, newOwner.givenName);
        await results()
          .getByText(newOwner.displayName, { exact: true })
          .waitFor();
        expect(await results().innerText()).toContain(
          newOwner.userPrincipalName,
        );
        await pictureOfResults("people");
        const sent = await sendChosen(newOwner.displayName);

        expect(await sent.innerText()).toContain("Primary user of");
      },
      3 * PATIENCE_MS,
    );

    it(
      "unfurls a link into Intune's admin centre to the device's card, without what others should not read",
      async () => {
        const { owner } = cloud.contoso.cast;
        const device = cloud.contoso.stories.sameName;
        const before = await helpCards();
        await extension("Link Unfurling");
        await page
          .getByRole("textbox", { name: "Enter an URL" })
          .fill(linkTo(device).url);
        const card = dialog().locator(".ac-adaptiveCard").first();
        await card.waitFor();
        const said = await card.innerText();
        expect(said).toContain(device.deviceName);
        expect(said).toContain(device.serialNumber);
        for (const text of [String(owner.department), "Manager"])
          expect(said).not.toContain(text);
        await pictureOfDialog("link");
        await adding(1, () =>
          page.getByRole("button", { name: "Send to Conversation" }).click(),
        );

        const sent = await cardWith(device.serialNumber);
        expect(await sent.innerText()).toBe(said);
        await ask("pending");
        expect(await helpCards()).toBe(before);
      },
      3 * PATIENCE_MS,
    );

    it(
      "proposes a primary user by the form of the message extension, and asks in the channel",
      async () => {
        const { admin, newOwner } = cloud.contoso.cast;
        const device = cloud.contoso.stories.owned;
        // It does not ask what a field offers for what is typed, and offers what came with the form: what was looked
        // up lately.
        await ask(`device ${device.deviceName}`);
        await extension("Action Command");
        await act(Command.propose);
        const form = dialog();
        await form.getByText("An approver decides in the channel.").waitFor();
        await form
          .getByPlaceholder("Name or serial number")
          .pressSequentially(device.deviceName);
        const offered = page
          .getByRole("option")
          .filter({ hasText: device.serialNumber });
        await offered.waitFor();
        await pictureOfDialog("propose");
        await offered.click();

        await form.getByRole("button", { name: "Propose" }).click();
        await form.getByText("Choose a person").waitFor();
        const picker = form.getByLabel("People Picker");
        await choosePerson(picker, newOwner, PATIENCE_MS);
        await form.getByRole("button", { name: "Propose" }).click();
        await form
          .getByText(
            new RegExp(
              `^Proposed: ${newOwner.displayName} becomes the primary user of ${device.deviceName}\\.` +
                // On a busy machine; its card comes all the same.
                "|is taking longer than",
            ),
          )
          .waitFor();
        await closeDialog();

        await page
          .getByText(cloud.teams.channel.name, { exact: true })
          .first()
          .click();
        const asked = await cardWith(`Requested by ${admin.displayName}`);
        expect(await asked.innerText()).toContain(device.deviceName);
        expect(await asked.getByRole("button").allInnerTexts()).toContain(
          "Approve",
        );
      },
      3 * PATIENCE_MS,
    );

    it(
      "looks up the devices that a message names, whoever wrote it and wherever",
      async () => {
        const { handedOver, owned } = cloud.contoso.stories;
        const { owner } = cloud.contoso.cast;
        await page.getByText("Group chat", { exact: true }).first().click();
        const text = `Who has ${handedOver.deviceName}? The other is ${owned.serialNumber}.`;
        // It is not to the bot, which hears nothing of it.
        await say(text);
        await page.getByText(text).last().waitFor();
        await page
          .getByRole("button", { name: "Show more information" })
          .last()
          .click();
        await page.getByRole("menuitem", { name: "Action Command" }).click();
        await act(Command.message);
        await dialog().getByText("The message names 2 devices.").waitFor();
        const listed = await dialog().innerText();
        for (const { deviceName, serialNumber } of [handedOver, owned]) {
          expect(listed).toContain(deviceName);
          expect(listed).toContain(serialNumber);
        }
        await pictureOfDialog("message");

        await dialog().getByRole("button", { name: "Show" }).first().click();
        await dialog().getByText("Who used it recently").waitFor();
        // Read by whoever looks alone.
        expect(await dialog().innerText()).toContain(String(owner.department));
        await dialog().getByRole("button", { name: "Back" }).click();
        await dialog().getByText("The message names 2 devices.").waitFor();
        await closeDialog();
      },
      3 * PATIENCE_MS,
    );

    it(
      "answers what the page of the Playground cannot ask",
      async () => {
        const { newOwner } = cloud.contoso.cast;
        const device = cloud.contoso.stories.handedOver;

        // The page sends no search before something is typed.
        expect(
          await invoke("composeExtension/query", {
            commandId: Command.devices,
            parameters: [{ name: "initialRun", value: "true" }],
            queryOptions: { skip: 0, count: 25 },
          }),
        ).toContain(device.serialNumber);
        // A sentence in place of a form is to the page a failure of the app.
        expect(
          await invoke("composeExtension/fetchTask", {
            commandId: Command.message,
            commandContext: "message",
            messagePayload: {
              body: { contentType: "html", content: "<p>Lunch at noon?</p>" },
            },
          }),
        ).toContain('"type":"message"');
        expect(
          await invoke("composeExtension/queryLink", {
            url: `https://portal.azure.com/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${newOwner.id}`,
          }),
        ).toContain(newOwner.userPrincipalName);
        expect(
          await invoke("composeExtension/anonymousQueryLink", linkTo(device)),
        ).toContain('"attachments":[]');
      },
      2 * PATIENCE_MS,
    );

    it(
      "says less in a channel, where others read along",
      async () => {
        const { owner } = cloud.contoso.cast;
        const device = cloud.contoso.stories.handedOver;
        const { channel } = cloud.teams;
        await page.reload({ waitUntil: "domcontentloaded" });
        await page.getByText(channel.name, { exact: true }).first().click();
        await playground.sayInChannel(channel, `who ${device.deviceName}`);

        const said = await (await cardWith(device.deviceName)).innerText();
        expect(said).toContain(owner.userPrincipalName);
        for (const text of [String(owner.department), "Manager", "logons"])
          expect(said).not.toContain(text);
      },
      2 * PATIENCE_MS,
    );
  },
);

function linkTo(device: SimulatedDevice): { readonly url: string } {
  return {
    url: `https://intune.microsoft.com/#view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/overview/mdmDeviceId/${device.id}`,
  };
}
