import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { renderTrackedCard } from "../../../bot/cards/renderTrackedCard.ts";
import type { Card } from "../../../bot/cards/parts/template.ts";
import type { ChannelId } from "../../../src/domain/channels/channel.ts";
import { collectBatches } from "../../../src/usecases/proposals/batches/collectBatches.ts";
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
let channelId: ChannelId;

beforeAll(async () => {
  app = await startCustodianOnCloud();
  channelId = await useFreshChannel(app);
  bot = await startBot({ onTurn: createTurns(app) });
});
afterAll(async () => {
  await bot.close();
  await app.close();
});

const { send, press } = createPresses(() => bot);

/** The digest as everybody in the channel sees it now. */
const shown = (): Card => {
  const edit = app.messenger.cards("edit", "batch").at(-1);
  const post = app.messenger.cards("post", "batch").at(-1);
  const card = (edit ?? post)?.card;
  if (!card) throw new Error("No digest was posted");
  return renderTrackedCard(card, { now: app.clock.now(), isInChannel: true })
    .card;
};

const toggles = (card: Card) =>
  [...walkCard(card)]
    .filter(({ type }) => type === "Input.Toggle")
    .map(({ id }) => String(id));

it("a digest is paged, vetoed, approved and followed to the end", async () => {
  const { approver, technician, employee } = app.contoso.cast;
  for (let i = 0; i < 12; i += 1) await aStagedProposal(app);
  await collectBatches(app.deps);
  const batch = await openBatch(app, channelId);
  const places = batch.rows.map(({ proposalId }) => proposalId);
  await app.work();
  await eventually(() => app.messenger.cards("post", "batch").length === 1);

  const first = shown();
  expect(toggles(first)).toHaveLength(10);
  expect(buttonTitles(first)).toEqual([
    "Approve up to 10",
    "Reject the ticked ones…",
    "Next",
  ]);

  const next = await press(employee, first, "Next");
  expect(next.type).toBe("application/vnd.microsoft.card.adaptive");
  const second = next.value as Card;
  expect(toggles(second)).toEqual(["leaveOut10", "leaveOut11"]);
  expect(buttonTitles(second)).toEqual([
    "Approve up to 2",
    "Reject the ticked ones…",
    "Previous",
  ]);
  expect(
    toggles((await press(employee, second, "Previous")).value as Card),
  ).toEqual(toggles(first));

  // A whole page is asked about once more, and nothing is decided by the question.
  const question = (await press(approver, first, "Approve up to 10"))
    .value as Card;
  expect(buttonTitles(question)).toEqual(["Approve 10", "Back"]);
  expect(await app.storage.batches.find(batch.id)).toEqual(batch);
  expect(
    toggles((await press(approver, question, "Back")).value as Card),
  ).toEqual(toggles(first));
  expect(await press(technician, question, "Approve 10")).toMatchObject({
    type: "application/vnd.microsoft.activity.message",
    value: expect.stringContaining("approvers group") as unknown,
  });
  // Whoever can send a click can choose what it carries.
  expect(
    await send(approver, {
      action: { verb: "batch.approve", data: { id: batch.id, page: 0 } },
    }),
  ).toMatchObject({ type: "application/vnd.microsoft.activity.message" });

  // Nor is it an approval when nobody clicked: the page as it is.
  const nobodys = await send(approver, {
    action: {
      verb: "batch.approve",
      data: { id: batch.id, version: batch.version, page: 0 },
    },
    trigger: "automatic",
  });
  expect(nobodys.type).toBe("application/vnd.microsoft.card.adaptive");
  expect(toggles(nobodys.value as Card)).toEqual(toggles(first));
  expect(await app.storage.batches.find(batch.id)).toEqual(batch);

  // What is no plain no, whatever it is, approves nothing.
  const vetoes = {
    leaveOut2: "true",
    leaveOut5: "false",
    leaveOut7: "1",
    leaveOut11: "true",
  };
  const answer = await press(approver, first, "Approve up to 10", vetoes);
  expect(answer.type).toBe("application/vnd.microsoft.card.adaptive");
  expect(textsOf(answer.value).join("\n")).toContain(
    "Left out, still open on its own card",
  );
  expect(buttonTitles(answer.value as Card)).toEqual(["Next"]);
  // Teams delivers it again.
  await press(approver, first, "Approve up to 10", vetoes);

  await eventually(
    async () => {
      const found = await Promise.all(places.map((id) => app.stateOf(id)));
      return found.filter((kind) => kind === "applied" || kind === "verified");
    },
    (done) => done.length === 8,
  );
  const states = await Promise.all(places.map((id) => app.stateOf(id)));
  expect([2, 7, 10, 11].map((place) => states[place])).toEqual(
    Array(4).fill("pending"),
  );
  expect(app.writes()).toHaveLength(8);

  // Everybody's card goes on to the page where something is left.
  await eventually(() => toggles(shown()).join() === "leaveOut10,leaveOut11");
  const moved =
    /Changed, not confirmed in Intune|Done: Ben Fischer is the primary user/;
  // A click that Entra is too slow for brings a sentence, and may be repeated.
  await eventually(
    async () => (await press(approver, shown(), "Previous")).value as Card,
    (back) => moved.test(textsOf(back).join("\n")),
  );
  // What everybody's message was last edited to knows as much.
  await eventually(
    () => app.messenger.cards("edit", "batch").at(-1)?.card.proposals ?? [],
    (proposals) =>
      proposals.filter(({ state }) => "appliedAt" in state).length === 8,
  );

  const reject = "Reject the ticked ones…";
  const ticked = { leaveOut10: "true", leaveOut11: "false" };
  expect(await press(approver, shown(), reject)).toMatchObject({
    value: "Tick the devices you want to reject.",
  });
  const form = (await press(approver, shown(), reject, ticked)).value as Card;
  expect(buttonTitles(form)).toEqual(["Reject 1", "Back"]);
  const because = { choice: "only-helped-out" };
  expect(await press(approver, form, "Reject 1")).toMatchObject({
    type: "application/vnd.microsoft.activity.message",
    value: expect.stringContaining("Choose why you reject it") as unknown,
  });
  expect(await press(technician, form, "Reject 1", because)).toMatchObject({
    value: expect.stringContaining("approvers group") as unknown,
  });
  expect(await app.stateOf(places[10]!)).toBe("pending");
  const done = await press(approver, form, "Reject 1", because);
  expect(textsOf(done.value).join("\n")).toContain("Rejecting 1 device");
  await eventually(
    () => toggles(shown()),
    (open) => open.join() === "leaveOut11",
  );
  expect(await app.get(places[10]!)).toMatchObject({
    state: { decision: { verdict: "reject", choice: "only-helped-out" } },
  });
  expect(await app.stateOf(places[11]!)).toBe("pending");
});
