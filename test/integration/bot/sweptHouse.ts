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
export async function startSweptHouse(): Promise<{
  readonly house: CustodianOnCloud;
  readonly bot: RunningBot;
  /** What the bot logged of its turns. */
  readonly logged: readonly object[];
}> {
  const house = await startCustodianOnCloud();
  const { log, lines } = createKeptLog();
  const onTurn = createTurnHandler({
    routes: createRoutes({
      custodian: house.custodian,
      clock: house.clock,
      tenantId: TENANT,
      publicUrl: null,
    }),
    deliveries: house.storage.deliveries,
    languages: createLanguages({
      ...house.storage,
      clock: house.clock,
      log: log,
    }),
    clock: house.clock,
    log,
  });
  const bot = await startBot({ onTurn });
  const { sweep } = await scan(house.deps, {
    requestedBy: house.contoso.cast.admin.id as UserId,
    showIn: {
      serviceUrl: "https://teams.example/emea/",
      conversationId: "a:chat",
    },
  });
  for (;;) {
    const now = await house.storage.sweeps.find(sweep.id);
    if (!now || !isRunning(now)) return { house, bot, logged: lines };
    await sweepStep(house.deps, sweep.id);
  }
}
