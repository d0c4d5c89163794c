import { expect, it } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { drawFolders } from "../../support/drawFolders.ts";
import { ARCHITECTURE, withDrawing } from "../../support/drawings.ts";
import { drawStates } from "../../support/drawStates.ts";
import { drawWaits } from "../../support/drawWaits.ts";

it.each([
  ["states", drawStates],
  ["waits", drawWaits],
  ["folders", drawFolders],
])(
  "the drawing of %s is in step with the code: `npm run docs`",
  async (name, draw) => {
    const text = await readFile(
      join(import.meta.dirname, "../../..", ARCHITECTURE),
      "utf8",
    );
    expect(text).toBe(withDrawing(text, name, await draw()));
  },
);
