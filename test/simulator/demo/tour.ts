import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startBotProcess, type BotProcess } from "../botProcess.ts";
import { startCloud, type Cloud } from "../cloud.ts";
import { startHostPage } from "../teams/hostPage.ts";
import type { Message } from "../teams/teams.ts";
import { playLookUps } from "./lookUpTour.ts";
import { playStaging } from "./stagingTour.ts";
import { playTab } from "./tabTour.ts";
import {
  buttonsOf,
  createSteps,
  describeAnswer,
  editedTimes,
  expectThat,
  StepFailed,
  waitForCard,
  waitUntil,
  type Step,
} from "./steps.ts";

/**
 * Plays one proposal through its whole life, then a batch of staged devices from the sweep to Intune, then look-ups
 * and the tab, and prints each step when it was seen in Teams or in Intune. What the bot thinks of itself is not
 * asked.
 *
 * @returns the exit code: 1 at the first step that did not happen.
 */
export async function runTour(options: {
  readonly seed: number;
  readonly verbose: boolean;
}): Promise<number> {
  const startedAt = performance.now();
  const dataDir = mkdtempSync(join(tmpdir(), "custodian-tour-"));
  process.once("exit", () => rmSync(dataDir, { recursive: true, force: true }));
  // Leaving through exit() takes the bot and the folders along, which a signal by itself would not.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => process.exit(130));
  const cloud = await startCloud({ seed: options.seed });
  // In the real Intune it is up to ten minutes.
  cloud.faults.propagationMs = 3_000;
  const host = await startHostPage({
    contoso: cloud.contoso,
    signIn: (person) => cloud.ssoToken(person),
  });
  let bot: BotProcess | null = null;
  try {
    console.log(
      "The whole product without a browser: a simulated Microsoft cloud, and the bot as production runs it.\n",
    );
    const step = createSteps(startedAt);
    bot = await step(
      "The bot is ready",
      () =>
        startBotProcess({
          environment: cloud.environment({
            STAGING_LEADS: `${cloud.contoso.cast.staging.userPrincipalName}=${cloud.contoso.cast.stagingLead.userPrincipalName}`,
            // The tour asks for its sweep itself, so that every step has one cause.
            SWEEP_INTERVAL_MINUTES: "0",
            PUBLIC_URL: host.url,
          }),
          dataDir,
          ...(options.verbose ? { onLine: console.log } : {}),
        }),
      ({ url }) => `it answers at ${url}`,
    );
    cloud.connectBot(bot.url);
    host.connectBot(bot.url);
    await play(cloud, step);
    await playStaging(cloud, step);
    await playLookUps(cloud, step);
    await playTab(cloud, host, step);
    console.log("\nEverything happened, and was seen to happen.");
    return 0;
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    console.error(error.message);
    if (bot)
      console.error(
        `\nThe last lines of the bot's log:\n${bot.output.slice(-15).join("\n")}`,
      );
    return 1;
  } finally {
    await bot?.stop();
    await host.stop();
    await cloud.close();
  }
}

async function play(cloud: Cloud, step: Step): Promise<void> {
  const { teams, contoso, intune } = cloud;
  const { admin, approver, owner, newOwner, technician } = contoso.cast;
  const device = contoso.stories.handedOver;
  const nameOf = (userId: string | null): string =>
    (userId && contoso.people.get(userId)?.displayName) || "nobody";
  const inIntune = (): string => nameOf(intune.primaryUser(device));
  const seenNow = (card: Message): string =>
    `the primary user in Intune is ${inIntune()}; the card says: ${card.summary}`;

  await step(
    `${admin.displayName}, an admin, adds Custodian to the helpdesk's team and says "use this channel"`,
    async () => {
      await teams.as(admin).installTo(teams.channel);
      await teams.as(admin).say(teams.channel, "use this channel");
      return teams.waitForMessage(
        "an answer in the channel",
        ({ conversation }) => conversation.channel === teams.channel,
      );
    },
    (message) => `the bot answers: ${message.allText}`,
  );

  await step(
    `Evidence: ${device.deviceName} reports a week of logons, signed with its device certificate`,
    async () => {
      const { status } = await cloud.report(device);
      expectThat(status === 202, "202 Accepted", `status ${status}`);
    },
    () =>
      `accepted; ${Object.entries(contoso.userHash(device))
        .map(([upn, count]) => `${upn} ${count}×`)
        .join(", ")}`,
  );

  const card = await step(
    "Proposal: a card asks the channel",
    async () => {
      const message = await teams.waitForMessage(
        `a card about ${device.deviceName} with a button Approve`,
        (one) =>
          one.allText.includes(device.deviceName) &&
          one.buttons.includes("Approve"),
      );
      for (const person of [owner, newOwner])
        expectThat(
          message.allText.includes(person.userPrincipalName),
          `${person.userPrincipalName} on the card`,
          message.allText,
        );
      expectThat(
        inIntune() === owner.displayName,
        "nothing changed in Intune yet",
        `the primary user is ${inIntune()}`,
      );
      return message;
    },
    (message) => `${message.summary} [${buttonsOf(message)}]`,
  );

  await step(
    `${technician.displayName}, who is no approver, presses Approve`,
    async () => {
      const answer = await teams.as(technician).click(card, "Approve");
      expectThat(
        answer.refusal !== null,
        "a refusal for him alone",
        describeAnswer(answer),
      );
      await delay(500);
      expectThat(
        inIntune() === owner.displayName,
        `${owner.displayName} still the primary user`,
        inIntune(),
      );
      return answer.refusal ?? "";
    },
    (refusal) => `refused, and nothing changed: ${refusal}`,
  );

  await step(
    `Approval: ${approver.displayName}, an approver, presses Approve`,
    async () => {
      const answer = await teams.as(approver).click(card, "Approve");
      expectThat(
        answer.status === 200 && answer.card !== null,
        "a card in answer",
        describeAnswer(answer),
      );
      return answer;
    },
    ({ ms }) => `answered in ${Math.round(ms)} ms`,
  );

  await step(
    "Reassignment: the change arrives in Intune",
    () =>
      waitUntil(
        () => inIntune() === newOwner.displayName,
        `${newOwner.displayName} as primary user`,
        () => seenNow(card),
        15_000,
      ),
    () => `the primary user of ${device.deviceName} is ${inIntune()}`,
  );

  await step(
    "Verified: Intune shows it everywhere, and the card in the channel says so",
    () =>
      waitForCard(
        card,
        teams,
        (message) => message.buttons.includes("Undo"),
        "the card edited in place, with the button Undo",
      ),
    (message) =>
      `${message.summary} [${buttonsOf(message)}] (the same message, ${editedTimes(message)})`,
  );

  await step(
    `Undo: ${approver.displayName} presses Undo`,
    async () => {
      const answer = await teams.as(approver).click(card, "Undo");
      expectThat(
        answer.status === 200 && answer.card !== null,
        "a card in answer",
        describeAnswer(answer),
      );
      await waitUntil(
        () => inIntune() === owner.displayName,
        `${owner.displayName} as primary user again`,
        () => seenNow(card),
        15_000,
      );
    },
    () => `the primary user of ${device.deviceName} is ${inIntune()} again`,
  );

  await step(
    "Undone: the card says so and asks for nothing more",
    () =>
      waitForCard(
        card,
        teams,
        (message) =>
          message.buttons.every((title) => LOOKS_ONLY.test(title)) &&
          /undone/i.test(message.allText),
        "the card edited in place, with no button that changes anything",
      ),
    (message) => message.summary,
  );

  await step(
    "All that in one message, with two writes to Intune",
    async () => {
      const cards = teams.botMessages.filter(({ allText }) =>
        allText.includes(device.deviceName),
      );
      expectThat(cards.length === 1, "1 card", `${cards.length} cards`);
      const writes = cloud.seen("graph", "POST", /users\/\$ref/);
      expectThat(writes.length === 2, "2 writes", `${writes.length} writes`);
    },
    () => `${editedTimes(card)}; no second post`,
  );
}

/** Buttons that show something, and change nothing. */
const LOOKS_ONLY = /^([▸▾] )?(History( and reasons)?|Details|Open in the tab)$/;
