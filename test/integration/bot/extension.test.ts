import { describe, expect, it } from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { ListedDevice } from "../../../src/domain/devices/directory.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { Person, SimulatedDevice } from "../../simulator/contoso.ts";
import type { CustodianOnCloud } from "../../support/custodianOnCloud.ts";
import { hostileTexts } from "../../support/hostileText.ts";
import { aListedDevice } from "../../support/stagingExamples.ts";
import { textsOf, walkCard, type Node } from "../../support/walkCard.ts";
import { from, type RunningBot } from "./harness.ts";
import { useSweptApp } from "./sweptApp.ts";

let app: CustodianOnCloud;
let bot: RunningBot;
let logged: readonly object[];

useSweptApp((ready) => {
  ({ app, bot, logged } = ready);
});

interface Preview {
  readonly title: string;
  readonly subtitle: string;
  readonly text: string;
  readonly tap?: { readonly type: string; readonly value: unknown };
}

interface Answer {
  readonly statusCode?: number;
  readonly type?: string;
  readonly value?: { readonly results: { title: string; value: string }[] };
  readonly composeExtension?: {
    readonly type: string;
    readonly text?: string;
    readonly attachmentLayout?: string;
    readonly attachments?: {
      readonly contentType: string;
      readonly content: Node;
      readonly preview?: {
        readonly contentType: string;
        readonly content: Preview;
      };
    }[];
  };
  readonly task?: {
    readonly type: string;
    readonly value:
      | string
      | { readonly title: string; readonly card: { readonly content: Node } };
  };
}

/** The person whom most tests are about: an approver, whom Entra allows everything there is to see. */
const asker = () => app.contoso.cast.approver;

async function ask(
  name: string,
  value: unknown,
  by: Person | null = asker(),
): Promise<Answer> {
  const response = await bot.send({
    type: "invoke",
    name,
    value,
    ...(by ? from(by) : { from: { id: "29:nobody" } }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

const query = (
  commandId: string,
  text: string,
  more: object = {},
  by?: Person | null,
) =>
  ask(
    "composeExtension/query",
    {
      commandId,
      parameters: [{ name: "query", value: text }],
      queryOptions: { skip: 0, count: 25 },
      ...more,
    },
    by,
  );
const initialRun = (commandId: string, by?: Person) =>
  ask(
    "composeExtension/query",
    {
      commandId,
      parameters: [{ name: "initialRun", value: "true" }],
      queryOptions: { skip: 0, count: 25 },
    },
    by,
  );
const select = (value: unknown, by?: Person) =>
  ask("composeExtension/selectItem", value, by);
const typeahead = (
  dataset: string,
  queryText: string | undefined,
  by?: Person,
) =>
  ask(
    "application/search",
    {
      kind: "search",
      queryText,
      queryOptions: { skip: 0, top: 15 },
      dataset,
    },
    by,
  );
const propose = (data: object, by?: Person) =>
  ask(
    "composeExtension/submitAction",
    { commandId: "proposePrimaryUser", commandContext: "compose", data },
    by,
  );
const lookUpInMessage = (content: string, by?: Person) =>
  ask(
    "composeExtension/fetchTask",
    {
      commandId: "lookUpInMessage",
      commandContext: "message",
      messagePayload: {
        id: "1700000000000",
        subject: null,
        body: { contentType: "html", content },
      },
    },
    by,
  );
const unfurl = (url: unknown, by?: Person | null) =>
  ask("composeExtension/queryLink", { url }, by);
const intuneLink = (id: string) =>
  `https://intune.microsoft.com/#view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/overview/mdmDeviceId/${id}`;
const userLink = (id: string) =>
  `https://intune.microsoft.com/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${id}`;

/** The list as the person sees it. */
function previewsOf({ composeExtension }: Answer): Preview[] {
  expect(composeExtension).toMatchObject({
    type: "result",
    attachmentLayout: "list",
  });
  return (composeExtension?.attachments ?? []).flatMap(({ preview }) =>
    preview ? [preview.content] : [],
  );
}
const titlesOf = (answer: Answer) =>
  previewsOf(answer).map(({ title }) => title);

/** The one card that goes into the message. */
function cardOf({ composeExtension }: Answer): Node {
  expect(composeExtension).toMatchObject({
    type: "result",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive" }],
  });
  const card = composeExtension?.attachments?.[0]?.content;
  if (!card) throw new Error("There is no card");
  return card;
}

/** Text of the one card that says why there is none of what was chosen, and of what a client shows before it. */
function notShownIn(answer: Answer): string {
  const said = textsOf(cardOf(answer)).join("\n");
  expect(said).toContain(
    answer.composeExtension?.attachments?.[0]?.preview?.content.title,
  );
  return said;
}

function dialogOf({ task }: Answer): { title: string; card: Node } {
  expect(task?.type).toBe("continue");
  if (!task || typeof task.value === "string")
    throw new Error("There is no dialog");
  return { title: task.value.title, card: task.value.card.content };
}

const inputsOf = (card: Node) =>
  Object.fromEntries(
    [...walkCard(card)]
      .filter(({ type }) => String(type).startsWith("Input."))
      .map((input) => [String(input["id"]), input]),
  );

const idOf = (device: SimulatedDevice) => device.id as DeviceId;

/** A device in the directory alone, under any name. */
async function addToDirectory(
  from: SimulatedDevice,
  more: Partial<ListedDevice["device"]>,
): Promise<ListedDevice> {
  const known = await app.storage.devices.find(idOf(from));
  if (!known) throw new Error(`${from.deviceName} is not in the directory`);
  const added = { ...known, device: { ...known.device, ...more } };
  await app.storage.devices.saveAll([added], app.clock.now());
  return added;
}

describe("the search Devices", () => {
  it("lists what the directory knows, each with the way to its card", async () => {
    const device = app.aDevice();
    const answer = await query("searchDevices", device.deviceName);
    const [preview] = previewsOf(answer);
    expect(preview).toMatchObject({
      title: device.deviceName,
      tap: { type: "invoke", value: { kind: "device", id: device.id } },
    });
    // First: lists cut the rest off, and it tells devices of one name and model apart.
    expect(preview?.text).toMatch(
      new RegExp(
        `^serial number ${device.serialNumber} · ${device.model} · last check-in`,
      ),
    );
    expect(answer.composeExtension?.attachments?.[0]).toMatchObject({
      contentType: "application/vnd.microsoft.card.thumbnail",
      preview: { contentType: "application/vnd.microsoft.card.thumbnail" },
    });
  });

  it("asks Graph nothing while the directory has the answer", async () => {
    const device = app.aDevice();
    await query("searchDevices", device.serialNumber);
    const before = app.cloud.requests.length;
    const found = await query("searchDevices", device.serialNumber);
    expect(titlesOf(found)).toContain(device.deviceName);
    expect(app.cloud.requests.slice(before)).toEqual([]);
  });

  it("gives a page at a time, and nothing after the last", async () => {
    const page = (skip: number) =>
      query("searchDevices", "LT-", { queryOptions: { skip, count: 4 } });
    const first = titlesOf(await page(0));
    const second = titlesOf(await page(4));
    expect(first).toHaveLength(4);
    expect(second).toHaveLength(4);
    expect(new Set([...first, ...second]).size).toBe(8);
    expect(previewsOf(await page(1_001))).toEqual([]);
    expect(previewsOf(await page(9_000_000))).toEqual([]);
  });

  it.each([
    ["none", undefined],
    ["more than a page", { skip: 0, count: 5_000 }],
    ["less than nothing", { skip: -1, count: 0 }],
    ["words", { skip: "x", count: "y" }],
  ])("gives a page of its own for a page of %s", async (_what, options) => {
    const answer = await query("searchDevices", "LT-", {
      queryOptions: options,
    });
    const { length } = previewsOf(answer);
    expect(length).toBeGreaterThan(4);
    expect(length).toBeLessThanOrEqual(25);
  });

  it("finds by its whole name what Intune has had since the sweep", async () => {
    const device = app.aDevice();
    device.deviceName = "BRANDNEW-7";
    const [preview] = previewsOf(await query("searchDevices", "brandnew-7"));
    expect(preview).toMatchObject({
      title: "BRANDNEW-7",
      tap: { value: { id: device.id } },
    });
  });

  it("asks Intune once in a minute for what it does not know, and never for what is hardly a whole name", async () => {
    const asked = async (text: string) => {
      const before = app.cloud.requests.length;
      const answer = await query("searchDevices", text);
      expect(answer.composeExtension?.text).toMatch(/knows no device/);
      return app.cloud.requests.slice(before).length;
    };
    // Who asks is known from here on.
    await query("searchDevices", "LT-");
    expect(await asked("QQZZX")).toBe(0);
    expect(await asked("QQZZXQ-9")).toBeGreaterThan(0);
    expect(await asked("qqzzxq-9")).toBe(0);
    app.clock.advance(61_000);
    expect(await asked("QQZZXQ-9")).toBeGreaterThan(0);
  });

  it("offers names that look alike where nothing has the name", async () => {
    const device = app.aDevice();
    const typo = `${device.deviceName.slice(0, -1)}${device.deviceName.endsWith("X") ? "Y" : "X"}`;
    const [preview] = previewsOf(await query("searchDevices", typo));
    expect(preview?.text).toMatch(/^similar name · /);
  });

  it("says that nothing was found, with what was typed as text", async () => {
    const answer = await query(
      "searchDevices",
      "<at>qqqq</at> [zzzz](https://evil.example)",
    );
    expect(answer.composeExtension).toMatchObject({ type: "message" });
    expect(answer.composeExtension?.text).toMatch(/knows no device/);
    expect(answer.composeExtension?.text).not.toMatch(/<at>|\]\(|:\/\//);
  });

  it.each(hostileTexts)("shows a device called %j as text", async (text) => {
    const added = await addToDirectory(app.contoso.stories.handedOver, {
      name: text,
      model: text,
    });
    const answer = await query("searchDevices", added.device.id);
    expect(previewsOf(answer)).toHaveLength(1);
    for (const node of walkCard(answer.composeExtension?.attachments))
      for (const value of Object.values(node))
        if (typeof value === "string") expect(value).not.toMatch(MARKUP);
  });
});

/** What a client would make something of. */
const MARKUP =
  /<[a-z/!]|&#?\w+;|\]\(|\]:|:\/\/|\bwww\.|\*\*|\b__|~~|`|\{\{|\$\{|\p{Cc}|\u202E/iu;

describe("the search People", () => {
  it("finds people by a part of their name, with what tells namesakes apart", async () => {
    const { namesake, otherNamesake } = app.contoso.cast;
    const previews = previewsOf(await query("searchPeople", "wilber"));
    const shown = previews.map(({ subtitle }) => subtitle);
    expect(shown).toContain(namesake.userPrincipalName);
    expect(shown).toContain(otherNamesake.userPrincipalName);
    expect(previews.map(({ tap }) => tap?.value)).toContainEqual({
      kind: "user",
      id: namesake.id,
    });
  });

  it("says that nobody was found", async () => {
    const answer = await query("searchPeople", "zzqqzz");
    expect(answer.composeExtension?.text).toMatch(/knows nobody/);
  });
});

describe("before anything is typed", () => {
  it("lists what the sender looked up, newest first, and nobody else's", async () => {
    const { nestedApprover, employee, owner } = app.contoso.cast;
    const [first, second] = [app.aDevice(), app.aDevice()];
    for (const { id } of [first, second]) {
      await select({ kind: "device", id }, nestedApprover);
      app.clock.advance(1_000);
    }
    await select({ kind: "user", id: owner.id }, nestedApprover);

    expect(titlesOf(await initialRun("searchDevices", nestedApprover))).toEqual(
      [second.deviceName, first.deviceName],
    );
    expect(
      titlesOf(await query("searchDevices", "  ", {}, nestedApprover)),
    ).toEqual([second.deviceName, first.deviceName]);
    expect(titlesOf(await initialRun("searchPeople", nestedApprover))).toEqual([
      owner.displayName,
    ]);
    expect(
      (await initialRun("searchDevices", employee)).composeExtension,
    ).toMatchObject({ type: "message" });
    expect(
      (await typeahead("devices", "", nestedApprover)).value?.results.map(
        ({ value }) => value,
      ),
    ).toEqual([second.id, first.id]);
  });
});

describe("what is chosen from the list", () => {
  it("becomes a card that says whose the device is, for everybody who reads the message", async () => {
    const device = app.aDevice();
    const { owner } = app.contoso.cast;
    const answer = await select({ kind: "device", id: device.id });
    const card = cardOf(answer);
    const said = textsOf(card).join("\n");
    expect(card["type"]).toBe("AdaptiveCard");
    expect(said).toContain(device.deviceName);
    expect(said).toContain(owner.userPrincipalName);
    // Those are for whoever asks alone.
    expect(said).not.toContain(String(owner.department));
    expect(said).not.toContain(String(owner.officeLocation));
    expect(said).not.toContain("Ben Fischer");
    expect(
      answer.composeExtension?.attachments?.[0]?.preview?.content,
    ).toMatchObject({ title: device.deviceName });
    expect(
      answer.composeExtension?.attachments?.[0]?.preview?.content.tap,
    ).toBe(undefined);
  });

  it("becomes a card of the person and their devices", async () => {
    const { owner } = app.contoso.cast;
    const answer = await select({ kind: "user", id: owner.id });
    const said = textsOf(cardOf(answer)).join("\n");
    expect(said).toContain(owner.userPrincipalName);
    expect(JSON.stringify(answer)).not.toContain(String(owner.officeLocation));
  });

  it("links to the card of its open proposal, and lets it be opened by whoever may see it", async () => {
    const { approver, newOwner } = app.contoso.cast;
    const device = app.aDevice();
    const proposal = await app.propose(approver, device, newOwner);
    await app.show(proposal.id);
    const posted = await app.custodian.findCard(proposal.id);
    const card = cardOf(await select({ kind: "device", id: device.id }));
    const channel = encodeURIComponent(
      posted?.conversationId.split(";")[0] ?? "",
    );
    expect(card["actions"]).toContainEqual({
      type: "Action.OpenUrl",
      title: "Go to the proposal",
      url: `https://teams.microsoft.com/l/message/${channel}/${posted?.activityId}`,
    });
    expect([...walkCard(card)]).toContainEqual(
      expect.objectContaining({
        type: "Action.Execute",
        verb: "lookup.proposal",
        data: { id: proposal.id },
      }),
    );
  });

  it("is not there any more", async () => {
    for (const kind of ["device", "user"]) {
      const id = "99999999-9999-4999-8999-999999999999";
      const said = notShownIn(await select({ kind, id }));
      expect(said).toMatch(/doesn't know this/);
      expect(said).toMatch(/Remove this card from your message/);
    }
  });

  it("is a card that says why when Microsoft does not answer and nobody has seen it", async () => {
    await query("searchDevices", "LT-");
    app.cloud.faults.hold("graph");
    const id = "99999999-9999-4999-8999-999999999998";
    const answer = await select({ kind: "device", id });
    expect(notShownIn(answer)).toMatch(/Microsoft didn't answer in time/);
  });

  it("is a card that says so in the language of whoever chose", async () => {
    // Nobody else asks as this person, whose language is remembered.
    const { stagingLead } = app.contoso.cast;
    const response = await bot.send({
      type: "invoke",
      name: "composeExtension/selectItem",
      value: { kind: "user", id: "99999999-9999-4999-8999-999999999999" },
      locale: "de-DE",
      from: { id: stagingLead.teamsUserId, aadObjectId: stagingLead.id },
    });
    const said = notShownIn((await response.json()) as Answer);
    expect(said).toMatch(/Custodian kann das nicht anzeigen/);
    expect(said).toMatch(/Entfernen Sie diese Karte/);
  });
});

describe("the action Propose a primary user", () => {
  /** What people proposed for it; the sweep may have proposed something, too. */
  const askedFor = async (device: SimulatedDevice) =>
    (await app.storage.proposals.listForDevice(idOf(device), 10)).filter(
      ({ origin }) => origin.kind === "manual",
    );

  const open = (by?: Person) =>
    ask(
      "composeExtension/fetchTask",
      { commandId: "proposePrimaryUser", commandContext: "compose" },
      by,
    );

  it("asks which device and who, with a picker that needs no typing of ids", async () => {
    const { card, title } = dialogOf(await open());
    expect(title).toBe("Propose a primary user");
    expect(inputsOf(card)).toMatchObject({
      device: { style: "filtered", "choices.data": { dataset: "devices" } },
      person: {
        style: "filtered",
        "choices.data": { dataset: "graph.microsoft.com/users" },
      },
      personKnown: { style: "filtered", "choices.data": { dataset: "people" } },
      shared: { type: "Input.Toggle" },
    });
    expect(card["actions"]).toMatchObject([{ type: "Action.Submit" }]);
  });

  it.each(["person", "personKnown"])(
    "proposes the one chosen in %s in the sender's name",
    async (field) => {
      const { newOwner } = app.contoso.cast;
      const device = app.aDevice();
      const { task } = await propose({
        device: device.id,
        [field]: newOwner.id,
        shared: "false",
      });
      expect(task).toMatchObject({ type: "message" });
      expect(task?.value).toContain("Proposed: Ben Fischer becomes");
      const proposal = await app.storage.proposals.findActive(idOf(device));
      expect(proposal).toMatchObject({
        toUser: { id: newOwner.id },
        origin: { kind: "manual", requestedBy: { id: asker().id } },
      });
    },
  );

  it("proposes a shared device, and once however often Teams sends it", async () => {
    const device = app.aDevice();
    const form = { device: device.id, person: "", shared: "true" };
    const first = await propose(form);
    const again = await propose(form);
    expect(first.task?.value).toContain("becomes a shared device");
    expect(again.task?.value).toContain("has proposed this already");
    expect(await askedFor(device)).toMatchObject([{ toUser: null }]);
  });

  it.each([
    ["no device", { person: "x" }, "Choose a device."],
    ["nobody", {}, "Choose a person"],
    ["two people", { person: "a", personKnown: "b" }, "Choose one person"],
    ["a person and nobody", { person: "a", shared: "true" }, "one person"],
  ])(
    "shows the form again with what was chosen when it names %s",
    async (what, fields, fault) => {
      const device = app.aDevice();
      const sent = what === "no device" ? {} : { device: device.id };
      const { card } = dialogOf(await propose({ ...sent, ...fields }));
      expect(textsOf(card).join("\n")).toContain(fault);
      const inputs = inputsOf(card);
      if (what !== "no device") {
        expect(inputs["device"]?.["value"]).toBe(device.id);
        expect(inputs["device"]?.["choices"]).toContainEqual({
          title: expect.stringContaining(device.deviceName) as unknown,
          value: device.id,
        });
      }
      expect(await askedFor(device)).toEqual([]);
    },
  );

  it("shows the form again with why it may not be", async () => {
    const { owner, guest } = app.contoso.cast;
    const device = app.aDevice();
    const same = dialogOf(
      await propose({ device: device.id, person: owner.id }),
    );
    expect(textsOf(same.card).join("\n")).toContain("already");
    expect(inputsOf(same.card)["person"]).toMatchObject({
      value: owner.id,
      choices: [{ value: owner.id }],
    });
    const toGuest = dialogOf(
      await propose({ device: device.id, person: guest.id }),
    );
    expect(textsOf(toGuest.card).join("\n")).toContain(
      `${guest.displayName} can't be proposed`,
    );
    expect(await askedFor(device)).toEqual([]);
  });
});

describe("the action Look up devices in this message", () => {
  it("lists the devices that the message names, and shows the one chosen, and the list again", async () => {
    const [one, other, link] = [app.aDevice(), app.aDevice(), app.aDevice()];
    const { card } = dialogOf(
      await lookUpInMessage(
        `<div><p>Is ${one.deviceName.slice(0, 3)}<b>${one.deviceName.slice(3)}</b> Ana's?</p>
         <p>${other.serialNumber.toLowerCase()}, too &amp; <a href="${intuneLink(link.id)}">this</a> &lt;script&gt;</p></div>`,
      ),
    );
    const said = textsOf(card).join("\n");
    for (const { deviceName } of [one, other, link])
      expect(said).toContain(deviceName);
    const buttons = [...walkCard(card)].filter(
      ({ type }) => type === "Action.Submit",
    );
    expect(buttons.map(({ data }) => data)).toEqual(
      expect.arrayContaining([{ show: one.id }, { show: other.id }]),
    );

    const { named } = inputsOf(card);
    const press = (data: object) =>
      ask("composeExtension/submitAction", {
        commandId: "lookUpInMessage",
        commandContext: "message",
        data,
      });
    const chosen = dialogOf(
      await press({ show: one.id, named: named?.["value"] }),
    );
    expect(chosen.title).toBe(one.deviceName);
    const shown = textsOf(chosen.card).join("\n");
    expect(shown).toContain(app.contoso.cast.owner.userPrincipalName);
    // The dialog is the asker's alone.
    expect(shown).toContain("Ben Fischer");
    expect(JSON.stringify(chosen.card)).not.toContain("Action.Execute");

    const back = (chosen.card["actions"] as Node[]).find(
      ({ title }) => title === "Back",
    );
    const list = dialogOf(await press(back?.["data"] as object));
    const namesIn = (shown: unknown) =>
      textsOf(shown).filter((text) => text.startsWith("LT-"));
    // Who has the chosen one was read live, so the list may tell that anew.
    expect(namesIn(list.card)).toEqual(namesIn(card));
    expect(titlesOf(await initialRun("searchDevices"))[0]).toBe(one.deviceName);
  });

  it("reads the cards, snippets and quotations of the message", async () => {
    const [card, code, quoted, fact] = [
      app.aDevice(),
      app.aDevice(),
      app.aDevice(),
      app.aDevice(),
    ];
    const { task, ...answer } = await ask("composeExtension/fetchTask", {
      commandId: "lookUpInMessage",
      commandContext: "message",
      messagePayload: {
        id: "1700000000000",
        body: {
          contentType: "html",
          content: '<attachment id="a"></attachment>',
        },
        attachments: [
          {
            contentType: "application/vnd.microsoft.card.adaptive",
            content: JSON.stringify({
              type: "AdaptiveCard",
              body: [
                { type: "TextBlock", text: `**${card.deviceName}** is slow` },
                {
                  type: "Container",
                  items: [
                    {
                      type: "FactSet",
                      facts: [{ title: "Serial", value: fact.serialNumber }],
                    },
                  ],
                },
              ],
            }),
          },
          {
            contentType: "application/vnd.microsoft.card.codesnippet",
            content: { lines: ["PS> hostname", code.deviceName] },
          },
          {
            contentType: "messageReference",
            content: JSON.stringify({
              messagePreview: `CONTOSO\\${quoted.deviceName}$`,
            }),
          },
          { contentType: "x", content: "[".repeat(50_000) },
        ],
      },
    });
    const said = textsOf(dialogOf({ task, ...answer }).card).join("\n");
    for (const { deviceName } of [card, code, quoted, fact])
      expect(said).toContain(deviceName);
  });

  it("turns the pages of a long list, and comes back to the same page", async () => {
    const listed = Array.from({ length: 59 }, (_, i) =>
      aListedDevice({}, { name: `PAGED-${1000 + i}` }),
    );
    await app.storage.devices.saveAll(listed, new Date(0));
    const { id, deviceName } = app.aDevice();
    const table = [...listed.map(({ device }) => device.name), deviceName].map(
      (name) => `<tr><td>${name}</td><td>x</td></tr>`,
    );
    let { card } = dialogOf(await lookUpInMessage(table.join("")));
    const named = inputsOf(card)["named"]?.["value"];
    const press = async (data: object) =>
      dialogOf(
        await ask("composeExtension/submitAction", {
          commandId: "lookUpInMessage",
          commandContext: "message",
          data: { named, page: inputsOf(card)["page"]?.["value"], ...data },
        }),
      );
    const shown: string[] = [];
    const buttonsOf = (node: Node) =>
      [...walkCard(node)]
        .filter(({ type }) => type === "Action.Submit")
        .map(({ data }) => data as { show?: string; turnTo?: number });
    for (let page = 0; ; page++) {
      const ids = buttonsOf(card).flatMap(({ show }) => show ?? []);
      shown.push(...ids);
      const next = buttonsOf(card).find(({ turnTo }) => turnTo === page + 1);
      if (!next) break;
      ({ card } = await press(next));
    }
    expect(shown).toEqual([...listed.map(({ device }) => device.id), id]);
    const before = textsOf(card);
    const device = await press({ show: shown.at(-1) });
    const back = (device.card["actions"] as Node[]).find(
      ({ title }) => title === "Back",
    );
    ({ card } = await press(back?.["data"] as object));
    // Whose it is was read live meanwhile.
    expect(textsOf(card).filter((text) => text !== "")).toHaveLength(
      before.filter((text) => text !== "").length,
    );
    await app.storage.devices.forgetUnseen(new Date(1));
  });

  it("says that a message may name more than was looked for", async () => {
    const { deviceName } = app.aDevice();
    const messages = Array.from({ length: 2_000 }, (_, i) => `w${i}x`).join(
      " ",
    );
    const { card } = dialogOf(
      await lookUpInMessage(`<p>${deviceName} ${messages}</p>`),
    );
    expect(textsOf(card).join("\n")).toMatch(/may name more/);
    const { task } = await lookUpInMessage(`<p>${messages}</p>`);
    expect(task?.value).toMatch(/names no device.*may name more/);
    const short = dialogOf(await lookUpInMessage(`<p>${deviceName}</p>`));
    expect(textsOf(short.card).join("\n")).not.toMatch(/may name more/);
  });

  it.each([
    ["no device", "<p>See you at 10 in room B-12!</p>"],
    ["nothing", ""],
    ["an endless row of tags", "<a".repeat(20_000)],
    ["many words", "LT-x9 ".repeat(5_000)],
  ])("says so when the message names %s", async (_what, content) => {
    const { task } = await lookUpInMessage(content);
    expect(task).toMatchObject({ type: "message" });
    expect(task?.value).toMatch(/names no device/);
  });
});

describe("a link into the admin centre", () => {
  it.each([
    ["Intune's name", (id: string) => intuneLink(id)],
    [
      "its older name",
      (id: string) =>
        intuneLink(id).replace("intune.microsoft", "endpoint.microsoft"),
    ],
    [
      "the portal",
      (id: string) =>
        `https://portal.azure.com/#blade/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/overview/mdmDeviceId/${id}`,
    ],
  ])("of a device becomes its card under %s", async (_what, link) => {
    const device = app.aDevice();
    const answer = await unfurl(link(device.id));
    expect(textsOf(cardOf(answer)).join("\n")).toContain(device.deviceName);
    expect(
      answer.composeExtension?.attachments?.[0]?.preview?.content.title,
    ).toBe(device.deviceName);
  });

  it("becomes a card of the version that Teams draws in place of a link", async () => {
    const device = app.aDevice();
    const card = cardOf(await unfurl(intuneLink(device.id)));
    expect(card["version"]).toBe("1.3");
    for (const node of walkCard(card))
      if (node["type"] === "Action.Execute")
        expect(node["fallback"]).toBe("drop");
  });

  it("of a user becomes their card", async () => {
    const { owner } = app.contoso.cast;
    const card = cardOf(await unfurl(userLink(owner.id)));
    expect(textsOf(card).join("\n")).toContain(owner.userPrincipalName);
  });

  it.each([
    ["of another place", "https://contoso.example/"],
    ["that only looks like one", intuneLink("x").replace("x", "y")],
    [
      "of a device that nobody knows",
      intuneLink(`${"9".repeat(8)}-9999-4999-8999-${"9".repeat(12)}`),
    ],
    ["that is none", "javascript:alert(1)"],
    ["that is missing", undefined],
    ["that is a number", 7],
  ])("%s stays as it is", async (_what, url) => {
    const answer = await unfurl(url);
    expect(previewsOf(answer)).toEqual([]);
    // Teams would go on showing nothing for half an hour.
    expect(answer.composeExtension).toMatchObject({
      attachments: [],
      suggestedActions: {
        actions: [{ type: "setCachePolicy", value: '{"type":"no-cache"}' }],
      },
    });
  });

  it("shows nothing where Teams does not say who pasted it", async () => {
    const device = app.aDevice();
    const url = intuneLink(device.id);
    for (const by of [null, asker()]) {
      const answer = await ask(
        "composeExtension/anonymousQueryLink",
        { url },
        by,
      );
      expect(answer.composeExtension).toEqual({
        type: "result",
        attachmentLayout: "list",
        attachments: [],
      });
    }
  });
});

describe("what is typed into a choice set", () => {
  const resultsOf = (answer: Answer) => {
    expect(answer).toMatchObject({
      statusCode: 200,
      type: "application/vnd.microsoft.search.searchResponse",
    });
    return answer.value?.results ?? [];
  };

  it("offers devices by name, with what tells them apart, and at most fifteen", async () => {
    const device = app.aDevice();
    expect(
      resultsOf(await typeahead("devices", device.deviceName)),
    ).toContainEqual({
      title: expect.stringContaining(device.serialNumber) as unknown,
      value: device.id,
    });
    expect(resultsOf(await typeahead("devices", "LT-"))).toHaveLength(15);
    const greedy = await ask("application/search", {
      queryText: "LT-",
      queryOptions: { skip: 0, top: 500 },
      dataset: "devices",
    });
    expect(resultsOf(greedy)).toHaveLength(15);
  });

  it("offers people by a part of their name", async () => {
    const { newOwner } = app.contoso.cast;
    expect(resultsOf(await typeahead("people", "fischer"))).toContainEqual({
      title: expect.stringContaining(newOwner.userPrincipalName) as unknown,
      value: newOwner.id,
    });
  });

  it.each([
    ["", undefined],
    ["", { skip: 0, top: 15 }],
    [undefined, undefined],
    [7, { skip: {}, top: [] }],
  ])("answers the text %j with options %j", async (queryText, queryOptions) => {
    for (const dataset of ["devices", "people"])
      resultsOf(
        await ask("application/search", { queryText, queryOptions, dataset }),
      );
  });

  it("shows hostile names as text", async () => {
    for (const text of hostileTexts) {
      const added = await addToDirectory(app.contoso.stories.handedOver, {
        name: text,
      });
      const [result] = resultsOf(await typeahead("devices", added.device.id));
      expect(result?.title).not.toMatch(MARKUP);
    }
  });
});

/** One of each invoke, about a device and a person that there are. */
function everyInvoke(): Record<string, [string, unknown]> {
  const device = app.contoso.stories.handedOver;
  const { owner } = app.contoso.cast;
  const searching = { queryOptions: { skip: 0, count: 25 } };
  return {
    "Devices by name": [
      "composeExtension/query",
      {
        commandId: "searchDevices",
        parameters: [{ name: "query", value: "LT-" }],
        ...searching,
      },
    ],
    "Devices that nobody knows": [
      "composeExtension/query",
      {
        commandId: "searchDevices",
        parameters: [{ name: "query", value: "nosuchdevice" }],
        ...searching,
      },
    ],
    "Devices at first": [
      "composeExtension/query",
      {
        commandId: "searchDevices",
        parameters: [{ name: "initialRun", value: "true" }],
        ...searching,
      },
    ],
    "People by name": [
      "composeExtension/query",
      {
        commandId: "searchPeople",
        parameters: [{ name: "query", value: "bowen" }],
        ...searching,
      },
    ],
    "People whom nobody knows": [
      "composeExtension/query",
      {
        commandId: "searchPeople",
        parameters: [{ name: "query", value: "no.body@contoso.com" }],
        ...searching,
      },
    ],
    "a device chosen": [
      "composeExtension/selectItem",
      { kind: "device", id: device.id },
    ],
    "a person chosen": [
      "composeExtension/selectItem",
      { kind: "user", id: owner.id },
    ],
    "a proposal's form": [
      "composeExtension/fetchTask",
      { commandId: "proposePrimaryUser", commandContext: "compose" },
    ],
    "a proposal": [
      "composeExtension/submitAction",
      {
        commandId: "proposePrimaryUser",
        data: { device: device.id, person: app.contoso.cast.employee.id },
      },
    ],
    "a message": [
      "composeExtension/fetchTask",
      {
        commandId: "lookUpInMessage",
        messagePayload: { body: { content: device.serialNumber } },
      },
    ],
    "a device of a message": [
      "composeExtension/submitAction",
      { commandId: "lookUpInMessage", data: { show: device.id } },
    ],
    "a device's link": [
      "composeExtension/queryLink",
      { url: intuneLink(device.id) },
    ],
    "a user's link": [
      "composeExtension/queryLink",
      { url: userLink(owner.id) },
    ],
    "typed devices": [
      "application/search",
      { dataset: "devices", queryText: "LT-" },
    ],
    "typed people": [
      "application/search",
      { dataset: "people", queryText: "bowen" },
    ],
  };
}

/** Says nothing of anybody, in a shape that Teams takes. */
function expectRefusal(answer: Answer, name: string): void {
  if (name === "application/search")
    expect(answer).toMatchObject({ statusCode: 200, value: { results: [] } });
  else if (name === "composeExtension/selectItem")
    expect(notShownIn(answer)).not.toMatch(/LT-|@/);
  else if (answer.task) {
    expect(answer.task.type).toBe("message");
    expect(answer.task.value).not.toBe("");
  } else {
    expect(answer.composeExtension?.type).toBe("message");
    expect(answer.composeExtension?.text).not.toBe("");
  }
}

describe("every answer", () => {
  it.each(["guest", "leaver"] as const)("is refused to the %s", async (who) => {
    for (const [name, value] of Object.values(everyInvoke()))
      expectRefusal(await ask(name, value, app.contoso.cast[who]), name);
    expect(
      await app.storage.recentLookUps.list(
        app.contoso.cast[who].id as UserId,
        "device",
        5,
      ),
    ).toEqual([]);
  });

  it("is refused to whom Teams does not name", async () => {
    for (const [name, value] of Object.values(everyInvoke()))
      expectRefusal(await ask(name, value, null), name);
  });

  it("comes while Graph does not answer", async () => {
    // A new answer of Entra's is needed for each who asks.
    app.clock.advance(11 * 60 * 1000);
    app.cloud.faults.hold("graph");
    const { serialNumber } = app.contoso.stories.handedOver;
    const { userPrincipalName } = app.contoso.cast.owner;
    const expected: Record<string, [kind: string, said: string]> = {
      "Devices by name": ["result", "LT-"],
      "Devices that nobody knows": ["message", "knows no device"],
      "Devices at first": ["result", serialNumber],
      "People by name": ["result", "bowen"],
      "People whom nobody knows": ["result", "similar name"],
      "a device chosen": ["result", serialNumber],
      "a person chosen": ["result", userPrincipalName],
      "a proposal's form": ["continue", "Input.ChoiceSet"],
      "a proposal": ["message", "checking"],
      "a message": ["continue", serialNumber],
      "a device of a message": ["continue", serialNumber],
      "a device's link": ["result", serialNumber],
      "a user's link": ["result", userPrincipalName],
      "typed devices": ["choices", "LT-"],
      "typed people": ["choices", "Bowen"],
    };
    await app.storage.recentLookUps.record(
      asker().id as UserId,
      { kind: "device", id: app.contoso.stories.handedOver.id as DeviceId },
      app.clock.now(),
    );
    const wrong: Record<string, unknown> = {};
    for (const [what, [name, value]] of Object.entries(everyInvoke())) {
      const answer = await ask(name, value);
      const kind =
        answer.composeExtension?.type ??
        answer.task?.type ??
        (answer.value?.results.length ? "choices" : "nothing");
      const [wanted, said = "?"] = expected[what] ?? [];
      const all = JSON.stringify(answer).toLowerCase();
      if (kind !== wanted || !all.includes(said.toLowerCase()))
        wrong[what] = answer;
    }
    expect(wrong).toEqual({});
  });

  it("leaves no name in the log", async () => {
    const before = logged.length;
    for (const [name, value] of Object.values(everyInvoke())) {
      await ask(name, value);
      await ask(name, value, app.contoso.cast.guest);
    }
    app.cloud.faults.hold("graph");
    for (const [name, value] of Object.values(everyInvoke()))
      await ask(name, value);
    const lines = JSON.stringify(logged.slice(before));
    expect(lines).toContain("A look-up was refused");
    const { handedOver } = app.contoso.stories;
    const people = Object.values<Person>({ ...app.contoso.cast }).flatMap(
      ({ displayName, userPrincipalName }) => [displayName, userPrincipalName],
    );
    for (const name of [
      ...people,
      handedOver.deviceName,
      handedOver.serialNumber,
      "nosuchdevice",
      "no.body@contoso.com",
    ])
      expect(lines.toLowerCase()).not.toContain(name.toLowerCase());
  });

  it("is what the directory knows while Graph does not answer", async () => {
    app.cloud.faults.hold("graph");
    const device = app.aDevice();
    const chosen = await select({ kind: "device", id: device.id });
    expect(textsOf(cardOf(chosen)).join("\n")).toContain(device.deviceName);
    const link = await unfurl(intuneLink(device.id));
    expect(textsOf(cardOf(link)).join("\n")).toContain(device.deviceName);
  });

  it.each([
    undefined,
    null,
    "text",
    7,
    [],
    {},
    { commandId: "nosuch" },
    { commandId: "constructor" },
    { commandId: "searchDevices", parameters: "x" },
    { commandId: "searchDevices", parameters: [{ name: "query", value: {} }] },
    { commandId: "searchDevices", parameters: [{ value: "x" }] },
    { commandId: "proposePrimaryUser" },
    { commandId: "proposePrimaryUser", data: 7 },
    { commandId: "proposePrimaryUser", data: { device: {}, person: [] } },
    { commandId: "proposePrimaryUser", data: { device: "x".repeat(5_000) } },
    { commandId: "lookUpInMessage" },
    { commandId: "lookUpInMessage", messagePayload: null },
    { commandId: "lookUpInMessage", messagePayload: { body: 7 } },
    { commandId: "lookUpInMessage", data: { show: "x" } },
    { commandId: "lookUpInMessage", data: { named: "x".repeat(9_000) } },
    { kind: "device", id: "'; drop table devices" },
    { kind: "constructor", id: "x" },
    { dataset: "constructor", queryText: "x" },
    { dataset: "nosuch" },
    { url: { toString: "x" } },
  ])("is well formed for the value %j", async (value) => {
    for (const name of [
      "composeExtension/query",
      "composeExtension/selectItem",
      "composeExtension/fetchTask",
      "composeExtension/submitAction",
      "composeExtension/queryLink",
      "composeExtension/anonymousQueryLink",
      "application/search",
    ]) {
      const answer = await ask(name, value);
      if (name === "application/search")
        expect(answer).toMatchObject({
          statusCode: 200,
          value: { results: expect.any(Array) as unknown },
        });
      else if (/Task|Action/.test(name))
        expect(["continue", "message"]).toContain(answer.task?.type);
      else
        expect(["result", "message"]).toContain(answer.composeExtension?.type);
      expect(JSON.stringify(answer)).not.toMatch(/reference/);
    }
  });
});
