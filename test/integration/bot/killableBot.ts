import { afterEach, beforeEach } from "@jest/globals";
import {
  startBotProcess,
  type BotProcess,
} from "../../simulator/botProcess.ts";
import { startCloud, type Cloud } from "../../simulator/cloud.ts";
import type {
  describeOnEachEngine,
  TestStorage,
} from "../../support/testStorage.ts";

/** What each test has of its own. */
export interface KillableBot {
  readonly test: TestStorage;
  readonly cloud: Cloud;
  /** Starts the bot as a process of its own, on the same database each time. The last one is killed after the test. */
  readonly start: () => Promise<BotProcess>;
}

type Engine = Parameters<Parameters<typeof describeOnEachEngine>[1]>[0];

/** Before each test: a database of this engine and a cloud, for a bot that dies. */
export function useKillableBot(
  engine: Engine,
  onReady: (ready: KillableBot) => void,
): void {
  let test: TestStorage;
  let cloud: Cloud;
  let bot: BotProcess | undefined;

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

  beforeEach(async () => {
    test = await engine.open();
    // The embedded database serves one process: the bot's.
    await test.storage.close();
    cloud = await startCloud();
    onReady({ test, cloud, start });
  }, 60_000);
  afterEach(async () => {
    await bot?.kill();
    bot = undefined;
    await cloud.close();
    await test.dispose();
  });
}
