import { describe } from "@jest/globals";
import { chromiumIsMissing } from "./renderCard.ts";

/** Describes what only a browser shows. Skipped where there is none, which is said. */
export function describeInBrowser(what: string, tests: () => void): void {
  if (chromiumIsMissing) console.warn(`${what}: ${chromiumIsMissing}`);
  (chromiumIsMissing ? describe.skip : describe)(what, tests);
}
