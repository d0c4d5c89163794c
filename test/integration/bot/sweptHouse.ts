import { createLanguages } from "../../../bot/channel/languages.ts";
import { createTurnHandler } from "../../../bot/onTurn.ts";
import { createRoutes } from "../../../bot/routes.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import { scan } from "../../../src/usecases/sweep/startSweep.ts";
import { isRunning } from "../../../src/domain/sweep/sweep.ts";
import { sweepStep } from "../../../src/usecases/sweep/sweepStep.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { createKeptLog, startBot, TENANT, type RunningBot } from "./harness.ts";

/** Custodian and its bot, when a sweep has filled the directory. */
export async function startSweptApp(): Promise<{
  readonly app: CustodianOnCloud;
  readonly bot: RunningBot;
  /** What the bot logged of its turns. */
  readonly logged: readonly object[];
}> {
  const app = await startCustodianOnCloud();
  const { log, lines } = createKeptLog();
  const onTurn = createTurnHandler({
    routes: createRoutes({
      custodian: app.custodian,
      clock: app.clock,
      tenantId: TENANT,
      publicUrl: null,
    }),
    deliveries: app.storage.deliveries,
    languages: createLanguages({
      ...app.storage,
      clock: app.clock,
      log: log,
    }),
    clock: app.clock,
    log,
  });
  const bot = await startBot({ onTurn });
  const { sweep } = await scan(app.deps, {
    requestedBy: app.contoso.cast.admin.id as UserId,
    showIn: {
      serviceUrl: "https://teams.example/emea/",
      conversationId: "a:chat",
    },
  });
  for (;;) {
    const now = await app.storage.sweeps.find(sweep.id);
    if (!now || !isRunning(now)) return { app, bot, logged: lines };
    await sweepStep(app.deps, sweep.id);
  }
}
