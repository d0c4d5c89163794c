import { expect } from "@jest/globals";
import type { Card } from "../../../bot/cards/parts/template.ts";
import type { Person } from "../../simulator/contoso.ts";
import { walkCard } from "../../support/walkCard.ts";
import { from, type RunningBot } from "./harness.ts";

/** What the bot answers a click with, a card or a sentence. */
interface Answer {
  readonly statusCode: number;
  readonly type: string;
  readonly value: unknown;
}

/** People who press the buttons of cards, through the whole bot. */
export function createPresses(bot: () => Pick<RunningBot, "send">) {
  /** Whoever can send a click can choose what it carries. */
  const send = async (
    by: Person,
    value: unknown,
    more: Record<string, unknown> = {},
  ): Promise<Answer> => {
    const response = await bot().send({
      type: "invoke",
      name: "adaptiveCard/action",
      ...from(by),
      ...more,
      value,
    });
    expect(response.status).toBe(200);
    return (await response.json()) as Answer;
  };

  /** Presses a card's button as Teams does: with its data, and what stands in the inputs. */
  const press = async (
    by: Person,
    card: Card,
    title: string,
    inputs: Record<string, string> = {},
    more: Record<string, unknown> = {},
  ): Promise<Answer> => {
    const action = [...walkCard(card)].find(
      (one) => one["type"] === "Action.Execute" && one["title"] === title,
    );
    if (!action) throw new Error(`The card has no button ${title}`);
    const { verb, data } = action;
    return await send(
      by,
      {
        action: {
          type: "Action.Execute",
          verb,
          data: { ...(data as object), ...inputs },
        },
        trigger: "manual",
      },
      more,
    );
  };

  return { send, press };
}
