import { describe, expect, it } from "@jest/globals";
import { listViewers } from "../../../src/usecases/people/listViewers.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import type { Person } from "../../simulator/contoso.ts";
import type { CustodianOnCloud } from "../../support/custodianOnCloud.ts";
import {
  buttonTitles,
  textsOf,
  walkCard,
  type Node,
} from "../../support/walkCard.ts";
import { from, TENANT, type RunningBot } from "./harness.ts";
import { useSweptApp } from "./sweptApp.ts";

let app: CustodianOnCloud;
let bot: RunningBot;

useSweptApp(async (ready) => {
  ({ app, bot } = ready);
  await app.deps.approvers.list(10_000);
});

interface Answer {
  readonly statusCode?: number;
  readonly type?: string;
  readonly value?: unknown;
  readonly task?: {
    readonly type: string;
    readonly value:
      | string
      | { readonly title: string; readonly card: { readonly content: Node } };
  };
}

async function invoke(
  name: string,
  value: unknown,
  by: Person,
  more: object = {},
): Promise<Answer> {
  const response = await bot.send({
    type: "invoke",
    name,
    value,
    ...from(by),
    conversation: {
      id: `${app.channel.id};messageid=1732090201234`,
      conversationType: "channel",
      isGroup: true,
      tenantId: TENANT,
    },
    ...more,
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

const elsewhere = {
  conversation: {
    id: "a:chat",
    conversationType: "personal",
    tenantId: TENANT,
  },
};

const refresh = (
  { id, version }: Pick<Proposal, "id" | "version">,
  by: Person,
  more: object = {},
  trigger = "automatic",
) =>
  invoke(
    "adaptiveCard/action",
    {
      action: {
        type: "Action.Execute",
        verb: "proposal.refresh",
        data: { id, version },
      },
      trigger,
    },
    by,
    more,
  );

function cardOf(answer: Answer): Node {
  expect(answer).toMatchObject({
    statusCode: 200,
    type: "application/vnd.microsoft.card.adaptive",
  });
  return answer.value as Node;
}

function sentenceOf(answer: Answer): string {
  expect(answer).toMatchObject({
    statusCode: 200,
    type: "application/vnd.microsoft.activity.message",
  });
  return answer.value as string;
}

const graphCalls = () =>
  app.cloud.requests.filter(({ service }) => service === "graph").length;
const sent = () => bot.connector.requests.length + app.messenger.said.length;

const ANSWERS = ["Approve", "Reject", "Someone else…", "Snooze"];

/** Proposed by the evidence, for Ben, and posted. */
async function aProposal(): Promise<Proposal> {
  const proposal = await app.reportLogons(app.aDevice());
  if (!proposal) throw new Error("The evidence proposes nothing");
  return app.show(proposal.id);
}

/** Proposed by a person, and posted. */
async function proposedBy(by: Person, to: Person): Promise<Proposal> {
  const { id } = await app.propose(by, app.aDevice(), to);
  return app.show(id);
}

describe("the refresh of a proposal's card", () => {
  it.each(["automatic", "manual"])(
    "answers an approver with the card as it is and sends nothing (%s)",
    async (trigger) => {
      const proposal = await aProposal();
      const before = sent();
      const card = cardOf(
        await refresh(proposal, app.contoso.cast.approver, {}, trigger),
      );
      expect(buttonTitles(card)).toEqual([...ANSWERS, "Details"]);
      expect(card["refresh"]).toMatchObject({
        action: { verb: "proposal.refresh", data: { id: proposal.id } },
      });
      expect(sent()).toBe(before);
    },
  );

  it.each([
    ["approve", {}],
    ["reject", { reason: "No" }],
    ["snooze", { snoozeDays: "3" }],
    ["someone-else", { who: "ana@contoso.com" }],
    ["undo", {}],
    ["try-again", {}],
  ])("is all that comes of %s when nobody clicked", async (verb, inputs) => {
    const { approver } = app.contoso.cast;
    const proposal = await aProposal();
    const { id, version } = proposal;
    const before = sent();
    const action = {
      type: "Action.Execute",
      verb: `proposal.${verb}`,
      data: { id, version, ...inputs },
    };

    const answer = await invoke(
      "adaptiveCard/action",
      { action, trigger: "automatic" },
      approver,
    );

    expect(buttonTitles(cardOf(answer))).toEqual([...ANSWERS, "Details"]);
    expect(await app.storage.proposals.find(id)).toEqual(proposal);
    expect(sent()).toBe(before);
  });

  it.each([
    ["command.scan", {}],
    ["command.use-this-channel", {}],
    ["command.stop-using-this-channel", {}],
    ["lookup.propose", { device: "LT-0042", user: null }],
    ["settings.save", {}],
  ])("%s does nothing either when nobody clicked", async (verb, data) => {
    const { admin } = app.contoso.cast;
    const { storage, channel } = app;
    const stored = async () => [
      await storage.channels.find(channel.id),
      await storage.audit.head(),
      await storage.queue.depth(),
    ];
    const before = await stored();

    const answer = await invoke(
      "adaptiveCard/action",
      {
        action: { type: "Action.Execute", verb, data },
        trigger: "automatic",
      },
      admin,
    );

    expect(sentenceOf(answer)).toContain("Type help");
    expect(await stored()).toEqual(before);
  });

  it("tells an approver who would gain by it why they may not decide", async () => {
    const { approver, admin, employee } = app.contoso.cast;
    const proposal = await proposedBy(employee, approver);
    const own = cardOf(await refresh(proposal, approver));
    expect(buttonTitles(own)).toEqual(["Details"]);
    expect(textsOf(own).join()).toContain("You'd become");
    expect(buttonTitles(cardOf(await refresh(proposal, admin)))).toEqual([
      ...ANSWERS,
      "Details",
    ]);
  });

  it("tells an approver who asked for it why they may not decide", async () => {
    const { nestedApprover, newOwner } = app.contoso.cast;
    const proposal = await proposedBy(nestedApprover, newOwner);
    const own = cardOf(await refresh(proposal, nestedApprover));
    expect(buttonTitles(own)).toEqual(["Details"]);
    expect(textsOf(own).join()).toContain("You requested this change");
  });

  it("shows everybody's card to whoever reads the channel and is no approver", async () => {
    const { employee, newOwner, admin } = app.contoso.cast;
    const proposal = await proposedBy(employee, newOwner);
    const base = cardOf(await refresh(proposal, admin));
    // Even to those whom it is about: they could not decide anyway.
    for (const reader of [employee, newOwner])
      expect(cardOf(await refresh(proposal, reader))).toEqual(base);
  });

  it("refuses somebody whose account is known to be disabled, also where the card stands", async () => {
    const { leaver, newOwner } = app.contoso.cast;
    const proposal = await aProposal();
    expect(sentenceOf(await refresh(proposal, leaver))).toContain("disabled");
    cardOf(await refresh(proposal, newOwner));
  });

  it("refuses guests, and shows no evidence elsewhere to whom it is not for", async () => {
    const { guest, employee } = app.contoso.cast;
    const proposal = await aProposal();
    expect(sentenceOf(await refresh(proposal, guest))).toContain("Guests");
    const told = sentenceOf(await refresh(proposal, employee, elsewhere));
    expect(told).toContain(proposal.device.name);
    expect(told).not.toMatch(/logon|times/);
  });

  it("shows how it was settled, and asks for no more refreshes then", async () => {
    const { admin, approver } = app.contoso.cast;
    const proposal = await aProposal();
    await app.answer(admin, proposal, { kind: "reject", reason: "No." });
    const card = cardOf(await refresh(proposal, approver));
    expect(textsOf(card).join()).toContain("Rejected by");
    expect(card).not.toHaveProperty("refresh");
  });

  it("of sixty at once edits and sends nothing, and asks Graph nothing", async () => {
    const { admin, approver, nestedApprover } = app.contoso.cast;
    const proposal = await aProposal();
    const [before, callsBefore] = [sent(), graphCalls()];
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => [admin, approver, nestedApprover])
        .flat()
        .map((person) => refresh(proposal, person)),
    );
    for (const answer of answers) cardOf(answer);
    expect(sent()).toBe(before);
    expect(graphCalls()).toBe(callsBefore);
    expect(await app.get(proposal.id)).toEqual(proposal);
  });

  it("asks Entra once for a burst after ten minutes, and does not wait for it", async () => {
    const proposal = await aProposal();
    app.clock.advance(11 * 60 * 1000);
    app.cloud.faults.hold("graph");
    const callsBefore = graphCalls();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        refresh(proposal, app.contoso.cast.approver),
      ),
    );
    for (const answer of answers) {
      expect(buttonTitles(cardOf(answer))).toContain("Approve");
    }
    expect(graphCalls() - callsBefore).toBeLessThanOrEqual(1);
  });

  it("is answered again when Teams delivers it again", async () => {
    const proposal = await aProposal();
    const { approver } = app.contoso.cast;
    const before = sent();
    const first = await refresh(proposal, approver, { id: "f:again" });
    const again = await refresh(proposal, approver, { id: "f:again" });
    expect(cardOf(again)).toEqual(cardOf(first));
    expect(sent()).toBe(before);
  });

  it.each([
    [undefined],
    [null],
    ["p"],
    [{}],
    [{ id: 7 }],
    [{ id: "" }],
    [{ id: "x".repeat(101) }],
    [{ id: ["p"] }],
    [{ id: "no-such-proposal", version: "x" }],
  ])("answers %j with a sentence", async (data) => {
    const answer = await invoke(
      "adaptiveCard/action",
      { action: { verb: "proposal.refresh", data }, trigger: "automatic" },
      app.contoso.cast.approver,
    );
    expect(sentenceOf(answer)).toMatch(/\w\.$/);
  });
});

describe("the viewers of a proposal's card", () => {
  const viewersOf = (proposal: Proposal, ids?: readonly string[]) =>
    listViewers(
      {
        approvers: ids
          ? { list: () => Promise.resolve(ids as readonly UserId[]) }
          : app.deps.approvers,
        installations: app.storage.installations,
      },
      proposal,
      5_000,
    );

  it("are the approvers, nested ones too, by the ids that Teams takes", async () => {
    const { admin, approver, nestedApprover } = app.contoso.cast;
    await app.storage.installations.add(
      "priya",
      {
        conversation: { conversationType: "personal", id: "a:priya" },
        user: { id: approver.teamsUserId, aadObjectId: approver.id },
      },
      true,
    );
    const viewers = await viewersOf(await aProposal());
    expect([...viewers].sort()).toEqual(
      [
        approver.teamsUserId,
        `8:orgid:${admin.id}`,
        `8:orgid:${nestedApprover.id}`,
      ].sort(),
    );
  });

  it("are sixty at most, always the same, and among them whose view differs", async () => {
    const many = Array.from(
      { length: 200 },
      (_, index) =>
        `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    );
    const proposal = await aProposal();
    const last = many.at(-1) as UserId;
    const toUser = { id: last, displayName: "L", userPrincipalName: "l@c.d" };
    const viewers = await viewersOf({ ...proposal, toUser }, many);
    expect(viewers).toEqual(
      [last, ...many.slice(0, 59)].map((id) => `8:orgid:${id}`),
    );
  });

  it("are none where nobody says who the approvers are, and of what is settled", async () => {
    const proposal = await aProposal();
    expect(
      await listViewers(
        {
          approvers: { list: () => Promise.resolve(null) },
          installations: app.storage.installations,
        },
        proposal,
        0,
      ),
    ).toEqual([]);
    const { admin } = app.contoso.cast;
    await app.answer(admin, proposal, { kind: "reject", reason: "No." });
    expect(await viewersOf(await app.get(proposal.id))).toEqual([]);
  });
});

const fetchDialog = (data: unknown, by: Person, more: object = {}) =>
  invoke("task/fetch", { data, context: { theme: "default" } }, by, more);
const submitDialog = (data: unknown, by: Person) =>
  invoke("task/submit", { data, context: { theme: "default" } }, by);

function dialogOf({ task }: Answer): Node {
  expect(task?.type).toBe("continue");
  const value = task?.value as { title: string; card: { content: Node } };
  expect(value.title).not.toBe("");
  return value.card.content;
}

function dialogSentenceOf({ task }: Answer): string {
  expect(task?.type).toBe("message");
  return task?.value as string;
}

/** What a button of the card sends when it is pressed, as a client puts it. */
function pressed(card: Node, title: string): unknown {
  const button = [...walkCard(card)].find((node) => node["title"] === title);
  expect(button?.["type"]).toBe("Action.Submit");
  return button?.["data"];
}

describe("the dialog of a proposal", () => {
  it("opens from its card with the evidence, what happened and the audit log", async () => {
    const { admin, approver } = app.contoso.cast;
    const proposal = await aProposal();
    await app.answer(admin, proposal, { kind: "reject", reason: "Lent." });
    const shown = cardOf(await refresh(proposal, approver));
    const opened = await fetchDialog(pressed(shown, "Details"), approver);
    const text = textsOf(dialogOf(opened)).join("\n");
    for (const part of [
      proposal.device.name,
      "11 sign-ins",
      "ben.fischer@contoso.com",
      `Rejected by ${admin.displayName}`,
      "Lent.",
      "Audit log",
      "Proposal made",
    ])
      expect(text).toContain(part);
  });

  it("tells whoever may not see logons and history when what happened", async () => {
    const { admin, employee, technician } = app.contoso.cast;
    const proposal = await aProposal();
    await app.answer(admin, proposal, { kind: "reject", reason: "Lent." });
    const data = { kind: "proposal-details", id: proposal.id };
    const short = JSON.stringify(dialogOf(await fetchDialog(data, employee)));
    expect(short).toContain("Rejected");
    expect(short).not.toMatch(/Lent|11 sign-ins|@contoso/);
    expect(short).not.toContain(admin.displayName);
    const whole = JSON.stringify(dialogOf(await fetchDialog(data, technician)));
    expect(whole).toContain("11 sign-ins");
  });

  it("refuses guests and disabled accounts", async () => {
    const { guest, leaver } = app.contoso.cast;
    const { id } = await aProposal();
    const data = { kind: "proposal-details", id };
    expect(dialogSentenceOf(await fetchDialog(data, guest))).toContain(
      "Guests",
    );
    expect(dialogSentenceOf(await fetchDialog(data, leaver))).toContain(
      "disabled",
    );
  });

  it("hands the proposal over to an approver, and says why not where that cannot be", async () => {
    const { approver, nestedApprover, technician } = app.contoso.cast;
    const proposal = await aProposal();
    const details = dialogOf(
      await fetchDialog(
        { kind: "proposal-details", id: proposal.id },
        approver,
      ),
    );
    const act = pressed(details, "Hand over") as object;
    const handTo = async (who: string) =>
      dialogSentenceOf(await submitDialog({ ...act, who }, approver));
    expect(await handTo(technician.id)).toContain("isn't an approver");
    expect(await handTo(nestedApprover.id)).toContain(
      `for ${nestedApprover.displayName} now`,
    );
    const { handedTo } = await app.get(proposal.id);
    expect(handedTo?.person.id).toBe(nestedApprover.id);
    await app.answer(approver, await app.get(proposal.id), {
      kind: "reject",
      reason: "Lent.",
    });
    expect(await handTo(approver.id)).toContain(
      "can't be handed over as it stands: Rejected",
    );
    expect(await handTo("Nobody")).toContain("Choose a person");
  });

  it("leads to the device and back", async () => {
    const { approver } = app.contoso.cast;
    const proposal = await aProposal();
    const details = dialogOf(
      await fetchDialog(
        { kind: "proposal-details", id: proposal.id },
        approver,
      ),
    );
    const device = dialogOf(
      await submitDialog(pressed(details, "About the device"), approver),
    );
    expect(textsOf(device).join()).toContain(proposal.device.serialNumber);
    for (const { type } of walkCard(device))
      expect(type).not.toBe("Action.Execute");
    const back = dialogOf(
      await submitDialog(pressed(device, "Back to the proposal"), approver),
    );
    expect(back).toEqual(details);
  });

  it("comes while Graph does not answer", async () => {
    const { id } = await aProposal();
    app.clock.advance(11 * 60 * 1000);
    app.cloud.faults.hold("graph");
    const { approver } = app.contoso.cast;
    const answer = await fetchDialog(
      { kind: "proposal-details", id },
      approver,
    );
    dialogOf(answer);
  });

  it.each([
    [{}],
    [{ id: 3 }],
    [{ id: "x".repeat(101) }],
    [{ id: "p", page: -1 }],
    [{ id: "p", page: "1" }],
    [{ id: "p", page: 1e9 }],
    [{ id: "no-such-proposal" }],
  ])("answers %j with a sentence, fetched or submitted", async (data) => {
    const sent = { kind: "proposal-details", ...data };
    const { approver } = app.contoso.cast;
    for (const answer of [
      await fetchDialog(sent, approver),
      await submitDialog(sent, approver),
    ])
      expect(dialogSentenceOf(answer)).toMatch(/\w\.$/);
  });
});

describe("the dialog of a device", () => {
  it("shows in a channel, to whoever asks alone, what the card there leaves out", async () => {
    const { approver, employee, guest } = app.contoso.cast;
    const { device } = await aProposal();
    // A slow answer of Entra's to an earlier question may still be on its way.
    await app.custodian.lookUps.access(approver.id as UserId, 10_000);
    const card = cardOf(
      await invoke(
        "adaptiveCard/action",
        { action: { verb: "lookup.device", data: { id: device.id } } },
        approver,
      ),
    );
    expect(textsOf(card).join()).not.toContain("11 sign-ins");
    const data = pressed(card, "Details");
    const whole = textsOf(dialogOf(await fetchDialog(data, approver))).join();
    expect(whole).toContain("11 sign-ins");
    const basic = textsOf(dialogOf(await fetchDialog(data, employee))).join();
    expect(basic).toContain("Only technicians");
    expect(basic).not.toContain("11 sign-ins");
    expect(dialogSentenceOf(await fetchDialog(data, guest))).toContain(
      "Guests",
    );
  });

  it("comes from the directory while Graph does not answer", async () => {
    const { device } = await aProposal();
    app.cloud.faults.hold("graph");
    const answer = await fetchDialog(
      { kind: "device-details", id: device.id },
      app.contoso.cast.approver,
    );
    expect(textsOf(dialogOf(answer)).join()).toContain("This is from");
  });

  it.each([
    [{}],
    [{ id: "LT-1" }],
    [{ id: 7 }],
    [{ id: "5b0c2f9e-7c39-4a6e-9a55-0d2f3c1e8b17" }],
    [{ id: "5b0c2f9e-7c39-4a6e-9a55-0d2f3c1e8b17", proposal: 7 }],
  ])("answers %j with a sentence", async (data) => {
    const answer = await fetchDialog(
      { kind: "device-details", ...data },
      app.contoso.cast.approver,
    );
    expect(dialogSentenceOf(answer)).toMatch(/\w\.$/);
  });
});
