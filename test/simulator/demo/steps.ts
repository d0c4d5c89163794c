import { setTimeout as delay } from "node:timers/promises";
import type { Cloud } from "../cloud.ts";
import type { InvokeAnswer } from "../teams/client.ts";
import type { Message } from "../teams/teams.ts";

/** A step did not happen. */
export class StepFailed extends Error {}

export type Step = ReturnType<typeof createSteps>;

/** Numbers the steps and prints each with what was seen. */
export function createSteps(startedAt: number) {
  let number = 0;
  return async <T>(
    title: string,
    act: () => Promise<T>,
    describe: (seen: T) => string,
  ): Promise<T> => {
    number++;
    try {
      const seen = await act();
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      console.log(
        `✔ ${number}. ${title}\n     ${seconds} s  ${describe(seen)}`,
      );
      return seen;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new StepFailed(
        `✘ ${number}. ${title}\n     did not happen. ${why.replaceAll("\n", "\n     ")}`,
        { cause: error },
      );
    }
  };
}

export function expectThat(
  holds: boolean,
  expected: string,
  seen: string,
): asserts holds {
  if (!holds) throw new Error(`Expected: ${expected}\nSeen: ${seen}`);
}

/** @throws {Error} it did not hold in time; says what was seen instead. */
export async function waitUntil(
  holds: () => boolean,
  expected: string,
  seen: () => string,
  timeoutMs: number,
): Promise<void> {
  const giveUpAt = Date.now() + timeoutMs;
  while (!holds()) {
    expectThat(
      Date.now() < giveUpAt,
      `${expected}, within ${timeoutMs / 1000} s`,
      seen(),
    );
    await delay(50);
  }
}

/** In words, for a step's line. */
export function editedTimes({ edits }: Pick<Message, "edits">): string {
  return edits === 1 ? "edited once" : `edited ${edits} times`;
}

/** Waits until this one message, edited in place, is as expected. */
export async function waitForCard(
  card: Message,
  teams: Cloud["teams"],
  isIt: (message: Message) => boolean,
  expected: string,
): Promise<Message> {
  return teams.waitForMessage(
    expected,
    (message) => message === card && isIt(message),
    25_000,
  );
}

export function buttonsOf(message: Message): string {
  return [...new Set(message.buttons)].join(" | ");
}

export function describeAnswer(answer: InvokeAnswer): string {
  return `status ${answer.status}: ${JSON.stringify(answer.body).slice(0, 300)}`;
}
