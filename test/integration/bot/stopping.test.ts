import { afterEach, beforeEach, expect, it } from "@jest/globals";
import {
  startBotProcess,
  type BotProcess,
} from "../../simulator/botProcess.ts";
import { startCloud, type Cloud } from "../../simulator/cloud.ts";
import {
  describeOnEachEngine,
  type TestStorage,
} from "../../support/testStorage.ts";
import { until } from "../../support/until.ts";

describeOnEachEngine("A bot that is stopped", (engine) => {
  let test: TestStorage;
  let cloud: Cloud;
  let bot: BotProcess | undefined;
  beforeEach(async () => {
    test = await engine.open();
    // The embedded database serves one process: the bot's.
    await test.storage.close();
    cloud = await startCloud();
  });
  afterEach(async () => {
    await bot?.kill();
    bot = undefined;
    await cloud.close();
    await test.dispose();
  });

  async function start(): Promise<BotProcess> {
    const { database } = test;
    bot = await startBotProcess({
      environment: cloud.environment({
        SWEEP_INTERVAL_MINUTES: "0",
        ...(database.kind === "postgres" ? { DATABASE_URL: database.url } : {}),
      }),
      dataDir: database.kind === "embedded" ? database.dataDir : "/nowhere",
    });
    cloud.connectBot(bot.url);
    return bot;
  }

  it.each(["who", "propose"])(
    "finishes %p, which Microsoft is too slow for, before it goes, and the rest after its next start",
    async (command) => {
      const { technician, newOwner } = cloud.contoso.cast;
      const { id, deviceName } = cloud.contoso.stories.owned;
      const first = await start();
      await cloud.teams.as(technician).installTo("personal");
      const hanging = cloud.faults.hold("graph");
      const saying = cloud.teams
        .as(technician)
        .say(
          "personal",
          command === "who"
            ? `who ${deviceName}`
            : `propose ${id} ${newOwner.userPrincipalName}`,
        );
      await until("the bot asks Graph", () => hanging.struck > 0);

      expect(await first.stop()).toBe(0);

      expect((await saying).status).toBe(200);
      const said = cloud.teams.botMessages.map(({ allText }) => allText);
      expect(said).toHaveLength(1);
      expect(said[0]).not.toMatch(/went wrong/);
      expect(first.output.join("\n")).not.toMatch(/"level":"error"/);

      hanging.remove();
      await start();
      await cloud.teams.waitForMessage(
        "the whole answer in place of the first",
        ({ from, allText }) =>
          from === null && allText !== said[0] && allText.includes(deviceName),
      );
      expect(cloud.teams.botMessages).toHaveLength(1);
    },
    60_000,
  );
});
