import { writeFile } from "node:fs/promises";
import { renderProposal } from "../../bot/cards/renderProposal.ts";
import { exampleProposal, NOON } from "./cardExamples.ts";
import { openCardViewer } from "./renderCard.ts";

// Draws the README's pictures from the templates: node test/support/pictures.ts
const folder = new URL("../../.github/", import.meta.url);
const { card } = renderProposal(exampleProposal(), { now: NOON });
const viewer = await openCardViewer();
try {
  for (const [file, theme] of [
    ["approval-card.png", "light"],
    ["approval-card-dark.png", "dark"],
  ] as const) {
    const { png } = await viewer.show(card, { theme, width: 800, scale: 2 });
    await writeFile(new URL(file, folder), png);
  }
} finally {
  await viewer.close();
}
