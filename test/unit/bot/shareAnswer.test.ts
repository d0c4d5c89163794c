import { describe, expect, it } from "@jest/globals";
import { shareAnswer } from "../../../bot/http/shareAnswer.ts";
import { aClock } from "../../support/builders.ts";

describe("an answer that is shared", () => {
  it("is made once for all who ask while it is made, and until it is too old", async () => {
    const clock = aClock();
    let made = 0;
    let finish = (_value: number): void => undefined;
    const ask = shareAnswer(
      () => {
        made += 1;
        return new Promise<number>((resolve) => (finish = resolve));
      },
      { forMs: 2_000, clock },
    );
    const early = [ask(), ask()];
    clock.advance(60_000);
    const late = ask();
    finish(1);
    expect(await Promise.all([...early, late])).toEqual([1, 1, 1]);
    clock.advance(1_999);
    expect(await ask()).toBe(1);
    clock.advance(1);
    const next = ask();
    finish(2);
    expect(await next).toBe(2);
    expect(made).toBe(2);
  });

  it("is made anew when the clock was set back", async () => {
    const clock = aClock();
    let made = 0;
    const ask = shareAnswer(() => Promise.resolve(++made), {
      forMs: 2_000,
      clock,
    });
    await ask();
    clock.advance(-1);
    expect(await ask()).toBe(2);
  });

  it("may be a failure, for as long", async () => {
    const clock = aClock();
    let made = 0;
    const ask = shareAnswer(() => Promise.reject(new Error(`${++made}`)), {
      forMs: 2_000,
      clock,
    });
    await expect(ask()).rejects.toThrow("1");
    await expect(ask()).rejects.toThrow("1");
    clock.advance(2_000);
    await expect(ask()).rejects.toThrow("2");
  });
});
