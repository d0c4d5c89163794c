import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { drawFolders } from "./drawFolders.ts";
import { drawStates } from "./drawStates.ts";
import { drawWaits } from "./drawWaits.ts";
import { ARCHITECTURE, withDrawing } from "./drawings.ts";

/**
 * `npm run docs`: draws in docs/architecture.md what is made from the code. With `states`, `waits` or `folders`, that
 * alone.
 */
const drawings = {
  states: drawStates,
  waits: drawWaits,
  folders: drawFolders,
};

const asked = process.argv.slice(2);
const path = join(import.meta.dirname, "../..", ARCHITECTURE);
let text = await readFile(path, "utf8");
for (const [name, draw] of Object.entries(drawings))
  if (asked.length === 0 || asked.includes(name))
    text = withDrawing(text, name, await draw());
await writeFile(path, text);
