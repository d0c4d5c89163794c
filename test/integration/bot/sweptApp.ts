import { afterAll, afterEach, beforeAll } from "@jest/globals";
import type { UserId } from "../../../src/domain/people/user.ts";
import { scan } from "../../../src/usecases/sweep/startSweep.ts";
import { isRunning } from "../../../src/domain/sweep/sweep.ts";
import { sweepStep } from "../../../src/usecases/sweep/sweepStep.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import {
  createKeptLog,
  createTurns,
  startBot,
  type RunningBot,
} from "./harness.ts";

interface SweptApp {
  readonly app: CustodianOnCloud;
  readonly bot: RunningBot;
  /** What the bot logged of its turns. */
  readonly logged: readonly object[];
}

/**
 * For all tests of a file: Custodian and its bot, when a sweep has filled the directory. Faults end with each test.
 */
export function useSweptApp(
  onReady: (ready: SweptApp) => void | Promise<void>,
): void {
  let swept: SweptApp;
  beforeAll(async () => {
    swept = await startSweptApp();
    await onReady(swept);
  });
  afterEach(() => swept.app.cloud.faults.clear());
  afterAll(async () => {
    await swept.bot.close();
    await swept.app.close();
  });
}

async function startSweptApp(): Promise<SweptApp> {
  const app = await startCustodianOnCloud();
  const { log, lines } = createKeptLog();
  const bot = await startBot({ onTurn: createTurns({ ...app, log }) });
  await sweepOnce(app);
  return { app, bot, logged: lines };
}

/** Reads the whole tenant into the directory. */
export async function sweepOnce(app: CustodianOnCloud): Promise<void> {
  const { sweep } = await scan(app.deps, {
    requestedBy: app.contoso.cast.admin.id as UserId,
    showIn: {
      serviceUrl: "https://teams.example/emea/",
      conversationId: "a:chat",
    },
  });
  for (;;) {
    const now = await app.storage.sweeps.find(sweep.id);
    if (!now || !isRunning(now)) return;
    await sweepStep(app.deps, sweep.id);
  }
}
