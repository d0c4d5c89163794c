import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Card } from "../../../bot/cards/parts/template.ts";
import { renderTrackedCard } from "../../../bot/cards/renderTrackedCard.ts";
import type { ProposalId } from "../../../src/domain/proposals/proposal.ts";
import { collectBatches } from "../../../src/usecases/proposals/batches/collectBatches.ts";
import { DAY_MS } from "../../support/builders.ts";
import {
  eventually,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import {
  aStagedProposal,
  openBatch,
  useFreshChannel,
} from "../../support/stagedProposals.ts";
import { buttonTitles, textsOf, walkCard } from "../../support/walkCard.ts";
import { createTurns, startBot, type RunningBot } from "./harness.ts";
import { createPresses } from "./presses.ts";

let app: CustodianOnCloud;
let bot: RunningBot;

beforeAll(async () => {
  app = await startCustodianOnCloud();
  bot = await startBot({ onTurn: createTurns(app) });
});
afterAll(async () => {
  await bot.close();
  await app.close();
});

const { send, press } = createPresses(() => bot);

const toggles = (card: Card) =>
  [...walkCard(card)]
    .filter(({ type }) => type === "Input.Toggle")
    .map(({ id }) => String(id));

it("changes of a digest are undone by ticking them, once, and a row that isn't says why", async () => {
  const { approver, nestedApprover, technician } = app.contoso.cast;
  const channelId = await useFreshChannel(app);
  for (let i = 0; i < 3; i += 1) await aStagedProposal(app);
  await collectBatches(app.deps);
  const { id: batchId, rows } = await openBatch(app, channelId);
  const ids = rows.map(({ proposalId }) => proposalId) as [
    ProposalId,
    ProposalId,
    ProposalId,
  ];
  const cardOf = async (): Promise<Card> => {
    const found = await app.custodian.batches.find(batchId);
    if (!found) throw new Error("The batch is gone");
    const { clock } = app;
    return renderTrackedCard(
      { kind: "batch", ...found },
      { now: clock.now(), isInChannel: true },
    ).card;
  };
  expect(buttonTitles(await cardOf())).not.toContain("Undo these…");
  for (const id of ids) {
    await app.answer(approver, await app.get(id), { kind: "approve" });
    await app.apply(id);
    const written = app.contoso.devices.get((await app.get(id)).device.id);
    if (written) app.letWritesShow(written);
    await app.verify(id);
    expect(await app.stateOf(id)).toBe("verified");
  }

  const offering = await cardOf();
  const undo = "Undo the ticked ones";
  const form = (await press(technician, offering, "Undo these…")).value as Card;
  expect(toggles(form)).toEqual(["undo0", "undo1", "undo2"]);
  const nothings: readonly Record<string, string>[] = [
    {},
    { undo0: "1", undo1: "yes", undoX: "true" },
  ];
  for (const nothing of nothings)
    expect(await press(approver, form, undo, nothing)).toMatchObject({
      value: "Tick the devices whose change you want to undo.",
    });
  const sentence = { type: "application/vnd.microsoft.activity.message" };
  for (const data of [{ id: batchId }, { id: "b-0", page: 0, undo0: "true" }])
    expect(
      await send(approver, {
        action: { verb: "batch.undo", data },
        trigger: "manual",
      }),
    ).toMatchObject(sentence);
  expect(await press(technician, form, undo, { undo0: "true" })).toMatchObject({
    value: expect.stringContaining("approvers group") as unknown,
  });

  // Somebody undid it on its own card meanwhile: the form still has it.
  await app.answer(nestedApprover, await app.get(ids[2]), { kind: "undo" });
  const ticked = { undo0: "true", undo1: "false", undo2: "true", why: "Bench" };
  const [answer] = await Promise.all([
    press(approver, form, undo, ticked),
    press(approver, form, undo, ticked),
  ]);
  const text = textsOf(answer.value).join("\n");
  expect(text).toContain("Undoing 2 changes");
  await app.work();
  await eventually(
    () => app.stateOf(ids[0]),
    (kind) => kind === "undoing" || kind === "undone",
  );
  expect(
    (await app.auditOf(ids[0])).filter((kind) => kind === "undo.requested"),
  ).toHaveLength(1);
  expect(await app.stateOf(ids[1])).toBe("verified");

  // Whoever has the card before them when the time is over is told so.
  app.clock.advance(4 * DAY_MS);
  expect(await press(approver, offering, "Undo these…")).toMatchObject({
    ...sentence,
    value: "There's nothing to undo here.",
  });
  const late = await press(approver, form, undo, { undo1: "true" });
  expect(textsOf(late.value).join("\n")).toContain(
    "It's too late to undo this.",
  );
  expect(await app.stateOf(ids[1])).toBe("verified");
});
