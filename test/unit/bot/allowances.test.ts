import { describe, expect, it } from "@jest/globals";
import { createAllowances } from "../../../bot/turn/allowances.ts";
import type { UserId } from "../../../src/domain/people/user.ts";

const ana = "ana" as UserId;
const ben = "ben" as UserId;

const tooMany: unknown = expect.objectContaining({ code: "turn.too-many" });

function open() {
  let now = 0;
  const allowances = createAllowances(() => now);
  return {
    ...allowances,
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
    /** How many of so many, one after the other, are done. */
    doneOf: async (count: number, userId = ana) => {
      let done = 0;
      for (let n = 0; n < count; n += 1)
        await allowances
          .run(userId, "question", async () => void (done += 1))
          .catch((error: unknown) => expect(error).toEqual(tooMany));
      return done;
    },
  };
}

describe("what one person may ask for", () => {
  it("is sixty at once and three a second, whatever others ask", async () => {
    const { doneOf, pass } = open();
    expect(await doneOf(100)).toBe(60);
    expect(await doneOf(10, ben)).toBe(10);
    pass(2);
    expect(await doneOf(10)).toBe(6);
    pass(3600);
    expect(await doneOf(100)).toBe(60);
  });

  it("leaves their decisions alone", async () => {
    const { doneOf, run } = open();
    await doneOf(100);
    expect(await run(ana, "decision", async () => "decided")).toBe("decided");
  });

  it("is worked three at a time, in the order in which it came, and no more than 20 wait", async () => {
    const { run } = open();
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const work = (n: number) => () => {
      begun.push(n);
      return new Promise<void>((end) => ends.push(end));
    };
    const all = Array.from({ length: 24 }, (_, n) =>
      run(ana, "question", work(n)),
    );
    await expect(all[23]).rejects.toEqual(tooMany);
    expect(begun).toEqual([0, 1, 2]);

    // Another one's, and a decision, are begun at once.
    await run(ben, "question", async () => undefined);
    await run(ana, "decision", async () => undefined);

    for (let n = 0; n < 23; n += 1) {
      ends[n]?.();
      await all[n];
    }
    expect(begun).toEqual(Array.from({ length: 23 }, (_, n) => n));
  });

  it("gives a place back when the work fails", async () => {
    const { run, doneOf } = open();
    for (let n = 0; n < 5; n += 1)
      await expect(
        run(ana, "question", () => Promise.reject(new Error("no"))),
      ).rejects.toThrow("no");
    expect(await doneOf(3)).toBe(3);
  });

  it("keeps a place taken until what goes on after the answer has ended, well or not", async () => {
    const { run } = open();
    let begun = 0;
    const ends: { well(): void; badly(): void }[] = [];
    const answeredEarly = () =>
      run(ana, "question", async (goesOn) => {
        begun += 1;
        goesOn(
          new Promise<void>((well, refuse) =>
            ends.push({ well, badly: () => refuse(new Error("no")) }),
          ),
        );
        return "later";
      });
    for (let n = 0; n < 3; n += 1) expect(await answeredEarly()).toBe("later");

    const waiting = [answeredEarly(), answeredEarly()];
    await run(ben, "question", async () => undefined);
    expect(begun).toBe(3);

    ends[1]?.badly();
    ends[2]?.well();
    expect(await Promise.all(waiting)).toEqual(["later", "later"]);
    expect(begun).toBe(5);
  });
});
