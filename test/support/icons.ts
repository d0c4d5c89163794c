import { readFile, writeFile } from "node:fs/promises";
import { openPage } from "./renderCard.ts";

// Draws the app package's icons from the SVGs beside them: node test/support/icons.ts
const folder = new URL("../../appPackage/", import.meta.url);
for (const [name, size] of [
  ["color", 192],
  ["outline", 32],
] as const) {
  const svg = await readFile(new URL(`${name}.svg`, folder), "utf8");
  const { page, close } = await openPage({ width: size, height: size });
  try {
    await page.setContent(
      `<style>body { margin: 0 } svg { display: block }</style>${svg}`,
    );
    const png = await page.screenshot({ omitBackground: true });
    await writeFile(new URL(`${name}.png`, folder), png);
  } finally {
    await close();
  }
}
