import { writeFile } from "node:fs/promises";
import { renderBatch } from "../../bot/cards/renderBatch.ts";
import { renderChoice } from "../../bot/cards/renderChoice.ts";
import { renderDevice } from "../../bot/cards/renderDevice.ts";
import { renderHandoff } from "../../bot/cards/renderHandoff.ts";
import { renderProposal } from "../../bot/cards/renderProposal.ts";
import {
  EMPTY_PROPOSAL,
  renderProposeForm,
} from "../../bot/cards/renderProposeForm.ts";
import { renderMatches } from "../../bot/cards/renderMatches.ts";
import { renderUser } from "../../bot/cards/renderUser.ts";
import { exampleBatch } from "./batchCards.ts";
import { exampleProposal, NOON } from "./cardExamples.ts";
import {
  aDeviceAnswer,
  aDeviceChoice,
  aDirectoryDevice,
  aUser,
  aUserAnswer,
} from "./lookUpExamples.ts";
import { openCardViewer } from "./renderCard.ts";
import { aHandoffCard } from "./stagingCards.ts";

// Draws the README's pictures from the templates: node test/support/pictures.ts
const folder = new URL("../../.github/", import.meta.url);
const context = { now: NOON };
const privately = { ...context, isPrivate: true };
const answer = aDeviceAnswer();
/** Without the account that Entra does not know. */
const whoAnswer = {
  ...answer,
  seen: answer.seen.filter(({ person }) => person !== null),
};
const pictures = {
  "approval-card": renderProposal(exampleProposal(), context),
  "handoff-card": renderHandoff(aHandoffCard(), {
    ...context,
    isInChannel: false,
  }),
  "digest-card": renderBatch(exampleBatch([{}, {}, {}]), context),
  "who-card": renderDevice("who", whoAnswer, privately),
  "user-card": renderUser(aUserAnswer(), privately),
  "choice-card": renderChoice(
    { what: "device", choice: aDeviceChoice() },
    { kind: "who" },
  ),
  "link-card": renderDevice("device", whoAnswer, {
    ...context,
    isPrivate: false,
  }),
  "matches-card": renderMatches([
    aDirectoryDevice(),
    aDirectoryDevice({ name: "LT-0077", serialNumber: "5CG9876ABC" }),
  ]),
  "propose-form": renderProposeForm({
    texts: EMPTY_PROPOSAL,
    devices: [aDirectoryDevice()],
    people: [aUser()],
    fault: null,
  }),
};
const viewer = await openCardViewer();
try {
  for (const [name, { card }] of Object.entries(pictures)) {
    for (const [suffix, theme] of [
      ["", "light"],
      ["-dark", "dark"],
    ] as const) {
      const { png } = await viewer.show(card, { theme, width: 800, scale: 2 });
      await writeFile(new URL(`${name}${suffix}.png`, folder), png);
    }
  }
} finally {
  await viewer.close();
}
