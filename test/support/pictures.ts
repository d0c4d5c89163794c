import { writeFile } from "node:fs/promises";
import { renderBatch } from "../../bot/cards/renderBatch.ts";
import { renderHandoff } from "../../bot/cards/renderHandoff.ts";
import { renderProposal } from "../../bot/cards/renderProposal.ts";
import { exampleBatch } from "./batchCards.ts";
import { exampleProposal, NOON } from "./cardExamples.ts";
import { openCardViewer } from "./renderCard.ts";
import { aHandoffCard } from "./stagingCards.ts";
import { takeTabPictures } from "./tabPictures.ts";

// Draws the documents' pictures, the cards from their templates and the tab in Chromium: node test/support/pictures.ts
// Those of the look-ups are taken in the Agents Playground, by test/e2e/lookUps.test.ts.
const folder = new URL("../../.github/", import.meta.url);
const context = { now: NOON };
const pictures = {
  "approval-card": renderProposal(exampleProposal(), context),
  "handoff-card": renderHandoff(aHandoffCard(), {
    ...context,
    isInChannel: false,
  }),
  "digest-card": renderBatch(exampleBatch([{}, {}, {}]), context),
};
const viewer = await openCardViewer();
try {
  for (const [name, { card }] of Object.entries(pictures)) {
    for (const [suffix, theme] of [
      ["", "light"],
      ["-dark", "dark"],
    ] as const) {
      const png = await viewer.draw(card, { theme, width: 800, scale: 2 });
      await writeFile(new URL(`${name}${suffix}.png`, folder), png);
    }
  }
} finally {
  await viewer.close();
}
await takeTabPictures(folder);
