import { expect, it } from "@jest/globals";
import { findUnusedKeys, NEVER_SAID } from "../../support/unusedMessages.ts";

it("Every key of the catalogue is said somewhere, and one that is not is found", () => {
  expect(findUnusedKeys()).toEqual([NEVER_SAID]);
});
