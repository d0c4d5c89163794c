import { setImmediate } from "node:timers/promises";
import { expect, it } from "@jest/globals";
import { openTestStorage } from "../../support/testStorage.ts";

it("hears others between one table and the next while it maintains the embedded database", async () => {
  const test = await openTestStorage();
  const { storage } = test;
  let isOver = false;
  let heard = 0;
  const maintaining = storage.maintain().finally(() => {
    isOver = true;
  });
  while (!isOver) {
    // As every request from outside does.
    await setImmediate();
    await storage.ping();
    heard += 1;
  }
  await maintaining;
  await test.dispose();
  expect(heard).toBeGreaterThan(10);
});
