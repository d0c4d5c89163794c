import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createAllowances } from "../../../bot/turn/allowances.ts";
import type { Custodian } from "../../../src/custodian.ts";
import { aProposal } from "../../support/builders.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import {
  createTurns,
  from,
  personal,
  startBot,
  type RunningBot,
} from "./harness.ts";

let app: CustodianOnCloud;
let bot: RunningBot;
/** Dialogs that are being answered, and what lets the slow ones go on. */
let open = 0;
let mostOpen = 0;
const waiting: (() => void)[] = [];

beforeAll(async () => {
  app = await startCustodianOnCloud();
  const { custodian } = app;
  const slow: Custodian = {
    ...custodian,
    lookUps: {
      ...custodian.lookUps,
      async access(asker, budgetMs) {
        open += 1;
        mostOpen = Math.max(mostOpen, open);
        await new Promise<void>((resolve) => waiting.push(resolve));
        open -= 1;
        return await custodian.lookUps.access(asker, budgetMs);
      },
    },
    applyAction: async () => ({ kind: "done", proposal: aProposal() }),
  };
  bot = await startBot({
    onTurn: createTurns({
      ...app,
      custodian: slow,
      allowances: createAllowances(),
    }),
  });
});
afterAll(async () => {
  await bot.close();
  await app.close();
});

const invoke = (name: string, value: object) =>
  bot.send({
    type: "invoke",
    name,
    value,
    ...from(app.contoso.cast.approver),
    ...personal,
  });

describe("somebody who opens many dialogs at the same time", () => {
  it("has few of them worked at once, is told so for those over their limit, and decides at once all the same", async () => {
    const answers = Array.from({ length: 40 }, () =>
      invoke("composeExtension/fetchTask", { commandId: "proposePrimaryUser" }),
    );
    // Those over the limit are answered while the first still wait.
    const over = await Promise.race(answers);
    expect(over.status).toBe(200);
    expect(await over.json()).toEqual({
      task: {
        type: "message",
        value: expect.stringContaining("a lot at once"),
      },
    });
    expect(mostOpen).toBe(3);

    const { id, version } = aProposal();
    const decided = await invoke("adaptiveCard/action", {
      action: {
        type: "Action.Execute",
        verb: "proposal.approve",
        data: { id, version },
      },
    });
    expect(await decided.json()).toMatchObject({
      statusCode: 200,
      type: "application/vnd.microsoft.card.adaptive",
    });

    const letGo = setInterval(() => waiting.splice(0).forEach((go) => go()), 5);
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    clearInterval(letGo);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});
