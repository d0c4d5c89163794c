import { expect, it } from "@jest/globals";
import { startDatabaseClock } from "../../../src/adapters/storage/databaseClock.ts";
import { after, MINUTE_MS, NOON } from "../../support/builders.ts";

it("goes by the database's time, counts on between two answers, and while there is none", async () => {
  let elapsedMs = 5_000;
  let answer = () => Promise.resolve(NOON);
  const clock = await startDatabaseClock(
    () => answer(),
    () => elapsedMs,
  );
  expect(clock.now()).toEqual(NOON);
  elapsedMs += MINUTE_MS;
  expect(clock.now()).toEqual(after(MINUTE_MS));

  answer = () => Promise.reject(new Error("away"));
  await clock.ask();
  elapsedMs += MINUTE_MS;
  expect(clock.now()).toEqual(after(2 * MINUTE_MS));

  // The database was set right meanwhile, and takes a second for each way.
  answer = () => {
    elapsedMs += 2_000;
    return Promise.resolve(after(10 * MINUTE_MS));
  };
  await clock.ask();
  expect(clock.now()).toEqual(after(10 * MINUTE_MS + 1_000));
  clock.stop();
});
