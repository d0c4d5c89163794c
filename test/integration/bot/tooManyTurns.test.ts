import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createAllowances } from "../../../bot/turn/allowances.ts";
import type { Custodian } from "../../../src/custodian.ts";
import { aProposal } from "../../support/builders.ts";
import type { Person } from "../../simulator/contoso.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { until } from "../../support/until.ts";
import {
  createTurns,
  from,
  personal,
  startBot,
  type RunningBot,
} from "./harness.ts";

let app: CustodianOnCloud;
let bot: RunningBot;
/** Answers clicks late, and on a clock that stands still. */
let late: RunningBot;
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
  late = await startBot({
    onTurn: createTurns({
      ...app,
      custodian: slow,
      allowances: createAllowances(() => 0),
      clicksWithinMs: 20,
    }),
  });
});
afterAll(async () => {
  await bot.close();
  await late.close();
  await app.close();
});

const invoke = (
  name: string,
  value: object,
  { to = bot, by = app.contoso.cast.approver } = {},
) => to.send({ type: "invoke", name, value, ...from(by), ...personal });

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

describe("somebody who goes on asking", () => {
  it("has few of it worked at once, also while the first is still worked after its answer", async () => {
    const by = app.contoso.cast.nestedApprover;
    mostOpen = 0;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        invoke(
          "composeExtension/fetchTask",
          { commandId: "proposePrimaryUser" },
          { to: late, by },
        ),
      ),
    );
    for (const { status } of answers) expect(status).toBe(200);
    expect(mostOpen).toBe(3);
    const said = await Promise.all(answers.map((answer) => answer.text()));
    expect(said.filter((text) => text.includes("a lot at once"))).toHaveLength(
      7,
    );

    const letGo = setInterval(() => waiting.splice(0).forEach((go) => go()), 5);
    await until("all of it was worked", () => open === 0);
    clearInterval(letGo);
  });

  it.each([
    [
      "messages that are too long to be read",
      "longer than any command",
      async (by: Person, n: number) => {
        late.connector.play({ status: 201, body: { id: `${n}` } });
        await late.send({
          type: "message",
          id: `long-${n}`,
          text: "x".repeat(2_000),
          ...from(by),
          ...personal,
        });
        return late.connector.requests.at(-1)?.body ?? "";
      },
      () => app.contoso.cast.employee,
    ],
    [
      "clicks on what there is no more",
      "doesn't know this button",
      async (by: Person) => {
        const action = { type: "Action.Execute", verb: "gone", data: {} };
        const answer = await invoke(
          "adaptiveCard/action",
          { action },
          { to: late, by },
        );
        return await answer.text();
      },
      () => app.contoso.cast.technician,
    ],
  ])(
    "is told so after sixty %s, as after anything else",
    async (_what, answered, ask, who) => {
      const said: string[] = [];
      for (let n = 0; n < 61; n += 1) said.push(await ask(who(), n));
      expect(said.filter((text) => text.includes("a lot at once"))).toEqual([
        said[60],
      ]);
      expect(said[59]).toContain(answered);
    },
  );
});
