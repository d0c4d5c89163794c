import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from "@jest/globals";
import type { Card } from "../../../bot/cards/parts/template.ts";
import { renderTrackedCard } from "../../../bot/cards/renderTrackedCard.ts";
import type { TrackedCard } from "../../../src/domain/cards/trackedCard.ts";
import type { Handoff } from "../../../src/domain/handoffs/handoff.ts";
import { syncObjectionCard } from "../../../src/usecases/notices/syncObjectionCard.ts";
import type { Person } from "../../simulator/contoso.ts";
import {
  eventually,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import {
  aToldHandoff,
  useFreshChannel,
} from "../../support/stagedProposals.ts";
import { buttonTitles, textsOf } from "../../support/walkCard.ts";
import { createTurns, personal, startBot, type RunningBot } from "./harness.ts";
import { createPresses } from "./presses.ts";

let app: CustodianOnCloud;
let bot: RunningBot;
let lead: Person;

beforeAll(async () => {
  app = await startCustodianOnCloud();
  lead = app.contoso.cast.technician;
  bot = await startBot({ onTurn: createTurns(app) });
});
beforeEach(async () => {
  await useFreshChannel(app);
});
afterAll(async () => {
  await bot.close();
  await app.close();
});

const { send, press } = createPresses(() => bot);

const draw = (card: TrackedCard | null, isInChannel = false): Card => {
  if (!card) throw new Error("There is no such card");
  return renderTrackedCard(card, { now: app.clock.now(), isInChannel }).card;
};

/** The lead's card as it stands in their chat. */
const leadCard = async ({ id }: Handoff): Promise<Card> =>
  draw(await app.custodian.handoffs.leadCard(id));

const objectionCard = async ({ id }: Handoff): Promise<Card> =>
  draw(await app.custodian.handoffs.objectionCard(id), true);

const objectionOf = async ({ id }: Handoff) =>
  (await app.storage.handoffs.find(id))?.objection;

const TELL = "Tell the helpdesk";

const tell = (by: Person, card: Card, inputs: Record<string, string>) =>
  press(by, card, TELL, inputs, personal);

const IS_CARD = { type: "application/vnd.microsoft.card.adaptive" };

const says = (text: string) => ({
  type: "application/vnd.microsoft.activity.message",
  value: expect.stringContaining(text) as unknown,
});

describe("This is wrong… on the staging lead's card", () => {
  it.each([
    [
      "a ready-made choice",
      { choice: "went-elsewhere", reason: "" },
      { choice: "went-elsewhere", reason: null },
      "The device went somewhere else",
    ],
    [
      "their own words",
      { reason: " It lies in the store " },
      { reason: "It lies in the store" },
      "It lies in the store",
    ],
    [
      "both",
      { choice: "went-elsewhere", reason: "To the store" },
      { choice: "went-elsewhere", reason: "To the store" },
      "The device went somewhere else: To the store",
    ],
  ])(
    "takes %s, once however often it is pressed, and then isn't offered any more",
    async (_what, inputs, stored, shown) => {
      const { handoff, proposal } = await aToldHandoff(app, lead);
      const neighbour = (await aToldHandoff(app, lead)).handoff;
      const card = await leadCard(handoff);
      expect(textsOf(card).join("\n")).not.toContain(shown);
      const answers = await Promise.all([
        tell(lead, card, inputs),
        tell(lead, card, inputs),
      ]);
      expect(answers).toMatchObject([IS_CARD, IS_CARD]);
      const after = answers[0]?.value as Card;
      expect(textsOf(after).join("\n")).toContain(shown);
      expect(buttonTitles(after)).not.toContain("This is wrong…");
      expect(await objectionOf(handoff)).toMatchObject({
        by: { id: lead.id },
        ...stored,
        ended: null,
      });
      if (!proposal) throw new Error("Nothing was proposed");
      expect(
        (await app.auditOf(proposal.id)).filter(
          (kind) => kind === "handoff.contradicted",
        ),
      ).toHaveLength(1);
      expect(await objectionOf(neighbour)).toBeUndefined();
    },
  );

  it.each([
    ["nothing", {}],
    ["what clients send for nothing", { choice: "", reason: "" }],
    ["blanks", { reason: "  " }],
    ["another reason that isn't said", { choice: "other" }],
  ])("asks for a reason when given %s", async (_what, inputs) => {
    const { handoff } = await aToldHandoff(app, lead);
    const card = await leadCard(handoff);
    expect(await tell(lead, card, inputs)).toMatchObject(
      says("Choose what's wrong, or say it"),
    );
    expect(await objectionOf(handoff)).toBeUndefined();
  });

  it.each(["employee", "guest", "approver"] as const)(
    "is refused to the %s to whom the card was forwarded",
    async (who) => {
      const { handoff } = await aToldHandoff(app, lead);
      const card = await leadCard(handoff);
      const refused = await press(app.contoso.cast[who], card, TELL, {
        reason: "Mine",
      });
      expect(refused.type).toBe("application/vnd.microsoft.activity.message");
      expect(await objectionOf(handoff)).toBeUndefined();
      const [newest] = await app.storage.audit.listLast(1);
      expect(newest).toMatchObject({
        kind: "proposal.answer-refused",
        deviceId: handoff.device.id,
      });
    },
  );

  it.each([
    ["no data", undefined],
    ["a choice of nobody's", { choice: "constructor", reason: "No" }],
    ["a reason that is no text", { reason: { text: "No" } }],
    ["more words than the field takes", { reason: "n".repeat(501) }],
    ["a list of handoffs", { id: ["a", "b"], reason: "No" }],
    ["a handoff that isn't there", { id: "h-0", reason: "No" }],
    ["no handoff", { id: "", which: "", reason: "No" }],
  ])("stores nothing of a click that carries %s", async (_what, data) => {
    const { handoff } = await aToldHandoff(app, lead);
    const answer = await send(lead, {
      action: {
        type: "Action.Execute",
        verb: "handoff.object",
        data: data && { id: handoff.id, ...data },
      },
      trigger: "manual",
    });
    expect(answer.type).toBe("application/vnd.microsoft.activity.message");
    expect(await objectionOf(handoff)).toBeUndefined();
  });

  it("isn't taken from a client that nobody clicked in", async () => {
    const { handoff } = await aToldHandoff(app, lead);
    await send(lead, {
      action: {
        verb: "handoff.object",
        data: { id: handoff.id, reason: "No" },
      },
      trigger: "automatic",
    });
    expect(await objectionOf(handoff)).toBeUndefined();
  });

  it("keeps an approver from what they approve on the card before, and shows them who says what", async () => {
    const { approver } = app.contoso.cast;
    const { handoff, proposal } = await aToldHandoff(app, lead);
    if (!proposal) throw new Error("Nothing was proposed");
    const before = draw({ kind: "proposal", proposal }, true);
    await tell(lead, await leadCard(handoff), { reason: "In the store" });
    const answer = await press(approver, before, "Approve");
    expect(await app.stateOf(proposal.id)).toBe("pending");
    expect(answer).toMatchObject(says("look again"));
    // What everybody's card is edited to.
    const now = draw(
      { kind: "proposal", proposal: await app.get(proposal.id) },
      true,
    );
    expect(textsOf(now).join("\n")).toContain("In the store");
    expect(await press(approver, now, "Approve")).toMatchObject(IS_CARD);
    expect(await app.stateOf(proposal.id)).not.toBe("pending");
  });
});

describe("the helpdesk's card of what a lead says", () => {
  /** Contradicted by the lead, and told to the helpdesk. */
  const contradicted = async (isProposed: boolean): Promise<Handoff> => {
    const { handoff } = await aToldHandoff(app, lead, { isProposed });
    await tell(lead, await leadCard(handoff), { reason: "In the store" });
    await syncObjectionCard(app.deps, handoff.id);
    return handoff;
  };

  it.each([true, false])(
    "ends with Done of an approver alone, once (proposed: %s)",
    async (isProposed) => {
      const { approver, admin, guest } = app.contoso.cast;
      const handoff = await contradicted(isProposed);
      const card = await objectionCard(handoff);
      for (const other of [lead, guest])
        expect((await press(other, card, "Done")).type).toBe(
          "application/vnd.microsoft.activity.message",
        );
      expect((await objectionOf(handoff))?.ended).toBeNull();
      const done = await press(approver, card, "Done");
      expect(done).toMatchObject(IS_CARD);
      expect(buttonTitles(done.value as Card)).toEqual([]);
      expect(await press(admin, card, "Done")).toMatchObject(IS_CARD);
      expect((await objectionOf(handoff))?.ended).toMatchObject({
        kind: "done",
        by: { id: approver.id },
      });
    },
  );

  it("proposes someone else where no proposal asks, as whoever chooses may", async () => {
    const { approver, guest, employee } = app.contoso.cast;
    const handoff = await contradicted(false);
    const card = await objectionCard(handoff);
    const propose = (by: Person) =>
      press(by, card, "Propose", { user: employee.id, why: "Asked the lead" });
    expect((await propose(guest)).type).toBe(
      "application/vnd.microsoft.activity.message",
    );
    const find = () => app.storage.proposals.findActive(handoff.device.id);
    expect(await find()).toBeNull();
    await propose(approver);
    await propose(approver);
    const proposal = await eventually(find);
    expect(proposal).toMatchObject({
      toUser: { id: employee.id },
      origin: { kind: "manual", requestedBy: { id: approver.id } },
    });
  });

  it("says nothing about a handoff that isn't contradicted, whatever a click says", async () => {
    const { handoff } = await aToldHandoff(app, lead);
    for (const id of [handoff.id, "h-0", ""])
      expect(
        await send(app.contoso.cast.approver, {
          action: { verb: "handoff.settle", data: { id } },
          trigger: "manual",
        }),
      ).toMatchObject({ type: "application/vnd.microsoft.activity.message" });
    expect(await objectionOf(handoff)).toBeUndefined();
  });
});
