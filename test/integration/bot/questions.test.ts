import { beforeEach, describe, expect, it } from "@jest/globals";
import { Verb } from "../../../bot/cards/verbs.ts";
import { readCommandText } from "../../../bot/text/commandText.ts";
import { TeamsThrottled } from "../../../src/ports/messenger.ts";
import { USER_PAGE } from "../../../src/domain/lookups/lookup.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { Person, SimulatedDevice } from "../../simulator/contoso.ts";
import type { CustodianOnCloud } from "../../support/custodianOnCloud.ts";
import { MINUTE_MS } from "../../support/builders.ts";
import { piecesOfSuperlinearWork } from "../../support/growth.ts";
import { aListedDevice } from "../../support/stagingExamples.ts";
import { until } from "../../support/until.ts";
import {
  buttonTitles,
  textsOf,
  walkCard,
  type Node,
} from "../../support/walkCard.ts";
import { from, group, personal, TENANT, type RunningBot } from "./harness.ts";
import { useSweptApp } from "./sweptApp.ts";

let app: CustodianOnCloud;
let bot: RunningBot;

useSweptApp((ready) => {
  ({ app, bot } = ready);
});

const channel = {};

interface Said {
  readonly text?: string;
  readonly summary?: string;
  readonly card: Node | undefined;
  /** All that the card shows. */
  readonly shown: string;
}

/** What is typed, and what is posted in answer to it; no card and no text where the answer takes another way. */
async function say(
  text: string,
  where: object = personal,
  by: Person = app.contoso.cast.approver,
  more: object = {},
): Promise<Said> {
  bot.connector.play({ status: 201, body: { id: "1" } });
  const before = bot.connector.requests.length;
  const response = await bot.send({
    ...where,
    text: `<at>Custodian</at> ${text}`,
    ...from(by),
    ...more,
  });
  expect(response.status).toBe(200);
  const body = JSON.parse(bot.connector.requests[before]?.body ?? "{}") as {
    text?: string;
    summary?: string;
    attachments?: { content: Node }[];
  };
  const card = body.attachments?.[0]?.content;
  return { ...body, card, shown: textsOf(card).join("\n") };
}

interface Clicked {
  readonly type: string;
  readonly value: unknown;
  readonly shown: string;
}

async function click(
  verb: string,
  data: object,
  by: Person = app.contoso.cast.approver,
  where: object = personal,
): Promise<Clicked> {
  const response = await bot.send({
    ...where,
    type: "invoke",
    name: "adaptiveCard/action",
    value: { action: { type: "Action.Execute", verb, data } },
    ...from(by),
  });
  expect(response.status).toBe(200);
  const body = (await response.json()) as { type: string; value: unknown };
  return { ...body, shown: textsOf(body.value).join("\n") };
}

const CARD = "application/vnd.microsoft.card.adaptive";
const MESSAGE = "application/vnd.microsoft.activity.message";

/** What the buttons of this verb send, in their order. */
const dataOf = (card: unknown, verb: string) =>
  [...walkCard(card)]
    .filter((node) => node["verb"] === verb)
    .map(({ data }) => data as Record<string, string>);

const upnOf = (device: SimulatedDevice) =>
  app.primaryUser(device)?.userPrincipalName ?? "";

describe("who <device>", () => {
  it.each([
    ["who", (device: SimulatedDevice) => device.deviceName],
    ["who owns", (device: SimulatedDevice) => device.deviceName.toLowerCase()],
    ["owner of", (device: SimulatedDevice) => device.serialNumber],
    ["whose is", (device: SimulatedDevice) => device.id],
  ])("says in the personal chat whose it is: %s", async (messages, name) => {
    const { owned } = app.contoso.stories;
    const { cast } = app.contoso;
    const { card, shown, summary } = await say(`${messages} ${name(owned)}?`);
    expect(shown).toContain(cast.owner.displayName);
    expect(shown).toContain(cast.owner.userPrincipalName);
    expect(shown).toContain("Who used it recently");
    expect(summary).toContain(owned.deviceName);
    expect(shown).not.toContain("This is from");
    expect(card && buttonTitles(card)).toContain("Open in Intune");
    expect(JSON.stringify(card)).toContain(`mdmDeviceId/${owned.id}`);
  });

  it.each([
    ["a channel", channel],
    ["a group chat", group],
  ])(
    "says in %s what the question needs, and no more",
    async (_name, where) => {
      const { owned } = app.contoso.stories;
      const { technician, owner } = app.contoso.cast;
      const privately = await say(`who ${owned.deviceName}`);
      expect(privately.shown).toContain(technician.displayName);
      const { shown } = await say(`who ${owned.deviceName}`, where);
      expect(shown).toContain(upnOf(owned));
      expect(shown).not.toContain(technician.displayName);
      expect(shown).not.toMatch(/Manager|Who used it recently/);
      if (owner.department) expect(shown).not.toContain(owner.department);
    },
  );

  it("shows nobody else's logons to who is no technician", async () => {
    const { owned } = app.contoso.stories;
    const { technician, employee } = app.contoso.cast;
    const { shown } = await say(`who ${owned.deviceName}`, personal, employee);
    expect(shown).toContain(upnOf(owned));
    expect(shown).not.toContain(technician.displayName);
    expect(shown).toContain("Only technicians");
  });

  it("refuses a guest", async () => {
    const { owned } = app.contoso.stories;
    const { guest } = app.contoso.cast;
    const { card, text } = await say(`who ${owned.deviceName}`, channel, guest);
    expect(card).toBeUndefined();
    expect(text).toMatch(/guest/i);
  });

  it("offers those of one name to choose from, and shows the chosen one", async () => {
    const { sameName, sameNameOther } = app.contoso.stories;
    const { card, shown } = await say(`who ${sameName.deviceName}`);
    expect(shown).toContain("Which device is");
    for (const { serialNumber } of [sameName, sameNameOther])
      expect(shown).toContain(serialNumber);
    const choices = dataOf(card, Verb.lookUpWho);
    expect(choices.map(({ id }) => id).sort()).toEqual(
      [sameName.id, sameNameOther.id].sort(),
    );
    const chosen = await click(Verb.lookUpWho, { id: sameNameOther.id });
    expect(chosen.type).toBe(CARD);
    expect(chosen.shown).toContain(upnOf(sameNameOther));
  });

  it("says that nothing has the name, and what looks like it", async () => {
    const { owned } = app.contoso.stories;
    const misspelt = owned.deviceName.replace(/(.)(.)$/, "$2$1x");
    const { card, shown } = await say(`who ${misspelt}`);
    expect(shown).toContain("No device has");
    expect(dataOf(card, Verb.lookUpWho).length).toBeGreaterThan(0);
    expect((await say("who xyzzyplugh")).shown).toContain("Check the spelling");
  });

  it("says how to ask when nothing is named", async () => {
    expect((await say("who?")).text).toContain("who LT-0042");
    expect((await say("device")).text).toContain("device LT-0042");
    expect((await say("user")).text).toContain("user ana@contoso.com");
  });

  it("takes what is longer than any command for none, however long it is", async () => {
    const short = await say(`who ${"?".repeat(9_000)}x`);
    const long = await say(`who ${"?".repeat(90_000)}x`);
    expect(short.text).toContain("longer than any command");
    expect(long.text).toContain("longer than any command");
    const recipient = { id: "28:bot", name: "Custodian" };
    expect(
      piecesOfSuperlinearWork(["?"], 90_000, (marks) =>
        readCommandText({ text: `who ${marks}x`, entities: [], recipient }),
      ),
    ).toEqual([]);
  });

  it("answers one delivery once", async () => {
    const { owned } = app.contoso.stories;
    const id = "once-only";
    const first = await say(`who ${owned.deviceName}`, personal, undefined, {
      id,
    });
    const before = bot.connector.requests.length;
    await say(`who ${owned.deviceName}`, personal, undefined, { id });
    expect(first.card).toBeDefined();
    expect(bot.connector.requests).toHaveLength(before);
  });
});

describe("device <device> and user <user>", () => {
  it("shows everything about a device, in a channel without people's details", async () => {
    const { owned } = app.contoso.stories;
    const { shown } = await say(`device ${owned.deviceName}`, channel);
    expect(shown).toContain(owned.id);
    expect(shown).toContain("Compliance");
    expect(shown).not.toContain("Enrolled by");
    expect((await say(`device ${owned.deviceName}`)).shown).toContain(
      "Enrolled by",
    );
  });

  it("shows a person's devices, and the chosen one of them", async () => {
    const { owned } = app.contoso.stories;
    const { owner } = app.contoso.cast;
    for (const name of [
      owner.userPrincipalName,
      owner.displayName.toUpperCase(),
      `"${owner.displayName}"`,
    ]) {
      const { card, shown } = await say(`user ${name}`);
      expect(shown).toContain(owned.deviceName);
      expect(dataOf(card, Verb.lookUpWho)).toContainEqual({ id: owned.id });
    }
    const { shown } = await say(`user ${owner.userPrincipalName}`, channel);
    expect(shown).toContain("Compliance");
    expect(shown).not.toMatch(/Manager|without being the primary user/);
  });

  it("offers people of one name to choose from", async () => {
    const { namesake, otherNamesake } = app.contoso.cast;
    const { card } = await say(`user ${namesake.displayName}`);
    expect(dataOf(card, Verb.lookUpUser).map(({ id }) => id)).toEqual(
      expect.arrayContaining([namesake.id, otherNamesake.id]),
    );
  });
});

describe("the pages of a person's devices", () => {
  const page = (id: string, page: number, ...rest: [Person?, object?]) =>
    click(Verb.lookUpUserPage, { id, page }, ...rest);
  const idsShown = (card: unknown) =>
    dataOf(card, Verb.lookUpWho).map(({ id }) => id);
  const buttons = (card: unknown) => dataOf(card, Verb.lookUpUserPage);

  it("are turned by buttons that carry an id and a number, and end with the last there is", async () => {
    const { newOwner } = app.contoso.cast;
    const id = newOwner.id as UserId;
    const devices = Array.from({ length: 2 * USER_PAGE }, () =>
      aListedDevice({ listedUser: { ...newOwner, id }, lastLogons: [] }),
    );
    await app.storage.devices.saveAll(devices, new Date(0));
    const { card } = await say(`user ${newOwner.userPrincipalName}`);
    expect(buttons(card)).toEqual([{ id, page: 1 }]);
    const second = await page(id, 1);
    expect(second.type).toBe(CARD);
    expect(buttons(second.value)).toEqual([
      { id, page: 0 },
      { id, page: 2 },
    ]);
    expect(idsShown(second.value)).toHaveLength(USER_PAGE);
    const first = new Set(idsShown(card));
    expect(idsShown(second.value).filter((one) => first.has(one))).toEqual([]);
    const last = await page(id, 1_000_000);
    expect(buttons(last.value)).toHaveLength(1);
    expect(last.shown).toMatch(/Page (\d+) of \1\b/);
  });

  it("show each clicker what they may see, and where others read along no uses", async () => {
    const { newOwner, employee, guest, technician } = app.contoso.cast;
    const uses = "without being the primary user";
    expect((await page(newOwner.id, 9, technician)).shown).toContain(uses);
    expect((await page(newOwner.id, 9, newOwner)).shown).toContain(uses);
    expect((await page(newOwner.id, 9, employee)).shown).not.toContain(uses);
    const inGroup = await page(newOwner.id, 9, technician, group);
    expect(inGroup.shown).not.toContain(uses);
    expect(idsShown(inGroup.value).length).toBeGreaterThan(0);
    expect((await page(newOwner.id, 0, guest)).type).toBe(MESSAGE);
    await app.storage.devices.forgetUnseen(new Date(1));
  });
});

describe("a button", () => {
  it("of the help card looks up what is typed beside it", async () => {
    const { owned } = app.contoso.stories;
    const found = await click(Verb.findDevice, {
      name: ` ${owned.deviceName} `,
    });
    expect(found.shown).toContain(upnOf(owned));
    const { owner } = app.contoso.cast;
    const person = await click(Verb.findUser, { name: owner.mail ?? owner.id });
    expect(person.shown).toContain(owner.userPrincipalName);
    for (const data of [{}, { name: "" }, { name: "   " }])
      expect(await click(Verb.findDevice, data)).toMatchObject({
        type: MESSAGE,
        value: expect.stringContaining("Type a name") as unknown,
      });
  });

  it.each([
    [Verb.lookUpWho, {}],
    [Verb.lookUpWho, { id: "LT-0042" }],
    [Verb.lookUpDevice, { id: 7 }],
    [Verb.lookUpUser, { id: "' or 1=1" }],
    [Verb.lookUpUserPage, { id: "0c6a3f0e-2f5b-4f0a-8a6e-8b1f2b9f5d21" }],
    [Verb.lookUpUserPage, { id: "ana@contoso.com", page: 0 }],
    [
      Verb.lookUpUserPage,
      { id: "0c6a3f0e-2f5b-4f0a-8a6e-8b1f2b9f5d21", page: -1 },
    ],
    [Verb.findDevice, { name: { evil: true } }],
    [Verb.lookUpProposal, {}],
    [Verb.lookUpPropose, { device: "x" }],
  ])("%s with %j is not understood, and says so", async (verb, data) => {
    expect(await click(verb, data)).toMatchObject({
      type: MESSAGE,
      value: expect.stringContaining("no longer works") as unknown,
    });
  });

  it("is answered with what the clicker may see", async () => {
    const { owned } = app.contoso.stories;
    const { guest, employee, technician } = app.contoso.cast;
    const data = { id: owned.id };
    const refused = await click(Verb.lookUpDevice, data, guest);
    expect(refused.type).toBe(MESSAGE);
    expect(
      (await click(Verb.lookUpDevice, data, employee)).shown,
    ).not.toContain(technician.displayName);
  });

  it("for what Intune does not know any more says so", async () => {
    const id = "99999999-9999-4999-8999-999999999999";
    expect(await click(Verb.lookUpDevice, { id })).toMatchObject({
      type: MESSAGE,
      value: "Intune doesn't know this device any more.",
    });
  });
});

describe("an open proposal", () => {
  it("is on the card of its device and in pending, and opens with its own buttons", async () => {
    const device = app.aDevice();
    const { admin, newOwner } = app.contoso.cast;
    const proposal = await app.propose(admin, device, newOwner);
    await app.show(proposal.id);

    const who = await say(`who ${device.id}`);
    expect(who.shown).toContain(newOwner.displayName);
    expect(dataOf(who.card, Verb.lookUpProposal)).toEqual([
      { id: proposal.id },
    ]);
    const pending = await say("pending");
    expect(dataOf(pending.card, Verb.lookUpProposal)).toContainEqual({
      id: proposal.id,
    });

    const opened = await click(Verb.lookUpProposal, { id: proposal.id });
    expect(opened.type).toBe(CARD);
    const approve = dataOf(opened.value, Verb.approve);
    expect(approve).toHaveLength(1);
    const { employee } = app.contoso.cast;
    expect(await click(Verb.approve, approve[0] ?? {}, employee)).toMatchObject(
      { type: MESSAGE },
    );
    expect(await app.stateOf(proposal.id)).toBe("pending");
    expect((await click(Verb.approve, approve[0] ?? {})).type).toBe(CARD);
    expect(await app.stateOf(proposal.id)).toBe("approved");
  });

  it("shows what it rests on to technicians only, and nothing to guests", async () => {
    const proposal = await app.reportLogons(app.aDevice());
    const { employee, guest } = app.contoso.cast;
    const data = { id: proposal?.id };
    expect(await click(Verb.lookUpProposal, data, employee)).toMatchObject({
      type: MESSAGE,
      value: expect.stringContaining("Technicians") as unknown,
    });
    expect(await click(Verb.lookUpProposal, data, guest)).toMatchObject({
      type: MESSAGE,
      value: expect.stringMatching(/guest/i) as unknown,
    });
    expect(
      await click(Verb.lookUpProposal, { id: "no-such-proposal" }),
    ).toMatchObject({ type: MESSAGE });
  });
});

describe("propose", () => {
  const proposed = async () =>
    [...(await app.custodian.countProposals()).values()].reduce(
      (sum, count) => sum + count,
      0,
    );

  it("asks which device is meant, and proposes the chosen one", async () => {
    const { sameName, sameNameOther } = app.contoso.stories;
    const { newOwner } = app.contoso.cast;
    const before = await proposed();
    const { card } = await say(
      `propose ${sameName.deviceName} ${newOwner.userPrincipalName}`,
    );
    const choices = dataOf(card, Verb.lookUpPropose);
    expect(choices).toEqual(
      expect.arrayContaining(
        [sameName, sameNameOther].map(({ id }) => ({
          device: id,
          user: newOwner.userPrincipalName,
          why: "",
        })),
      ),
    );
    expect(await proposed()).toBe(before);

    const { approver } = app.contoso.cast;
    const chosen = choices.find(({ device }) => device === sameNameOther.id);
    expect(
      await click(Verb.lookUpPropose, chosen ?? {}, approver),
    ).toMatchObject({
      type: MESSAGE,
      value: expect.stringContaining("Proposed:") as unknown,
    });
    const open = await app.storage.proposals.findActive(
      sameNameOther.id as Parameters<
        typeof app.storage.proposals.findActive
      >[0],
    );
    expect(open).toMatchObject({
      toUser: { id: newOwner.id },
      origin: { kind: "manual", requestedBy: { id: approver.id } },
    });
  });

  it("does not take a part of a device's name for the device, even where only one has it", async () => {
    const device = app.contoso.stories.owned;
    const { newOwner } = app.contoso.cast;
    const before = await proposed();
    const part = device.serialNumber.slice(0, -1);
    const { card } = await say(`propose ${part} ${newOwner.userPrincipalName}`);
    expect(
      dataOf(card, Verb.lookUpPropose).map((data) => data["device"]),
    ).toContain(device.id);
    expect(await proposed()).toBe(before);
  });

  it("takes a whole display name that one person has, and asks about a part of it or one of two", async () => {
    const device = app.aDevice();
    const { newOwner, namesake, otherNamesake } = app.contoso.cast;
    const before = await proposed();
    const some = await say(
      `propose ${device.id} "${newOwner.displayName.slice(0, -1)}"`,
    );
    expect(dataOf(some.card, Verb.lookUpPropose)).toContainEqual({
      device: device.id,
      user: newOwner.id,
      why: "",
    });
    const two = await say(`propose ${device.id} "${namesake.displayName}"`);
    expect(
      dataOf(two.card, Verb.lookUpPropose).map(({ user }) => user),
    ).toEqual(expect.arrayContaining([namesake.id, otherNamesake.id]));
    expect(await proposed()).toBe(before);

    const whole = await say(`propose ${device.id} "${newOwner.displayName}"`);
    expect(whole.text).toMatch(/^Proposed:/);
  });

  it("says that nothing is called so where nothing looks like it", async () => {
    const { newOwner } = app.contoso.cast;
    const device = await say(
      `propose xyzzyplugh ${newOwner.userPrincipalName}`,
    );
    expect(device.text).toMatch(/xyzzyplugh/);
    expect(device.card).toBeUndefined();
    expect(
      (await say(`propose ${app.aDevice().id} xyzzy@plugh.example`)).text,
    ).toMatch(/can't be proposed/);
  });

  it("asks for the UPN where Entra was not asked, and does not say that it knows nobody", async () => {
    const { text } = await say(`propose ${app.aDevice().id} "Xyzzy Plugh"`);
    expect(text).toContain("Use the UPN");
    expect(text).not.toContain("doesn't know");
  });
});

/** What Microsoft takes in a minute is counted by a clock that stands. */
const letAMinutePass = () => app.clock.advance(MINUTE_MS);

describe("a name alone", () => {
  it("is looked up in the bot's own chat, however other programs wrote it", async () => {
    const { owned } = app.contoso.stories;
    const { owner } = app.contoso.cast;
    for (const text of [
      owned.deviceName,
      `[${owned.deviceName}].`,
      `${owned.deviceName}.contoso.com`,
      `SN: ${owned.serialNumber}`,
      owned.id,
    ])
      expect((await say(text)).shown).toContain(owner.userPrincipalName);
    for (const text of [
      owner.userPrincipalName,
      owner.displayName,
      `${owner.displayName} &lt;${owner.userPrincipalName}&gt;`,
    ])
      expect((await say(text)).shown).toContain(owned.deviceName);
    expect((await say("LT-0000X")).shown).toContain("No device has");
    const { guest } = app.contoso.cast;
    const refused = await say(owned.deviceName, personal, guest);
    expect(refused.card).toBeUndefined();
    expect(refused.text).toMatch(/guest/i);
  });

  it("is none where others talk, nor is what names nothing", async () => {
    const { owned } = app.contoso.stories;
    expect((await say(owned.deviceName, channel)).text).toMatch(/don't know/);
    for (const text of ["hello", "make me a coffee", "thanks"])
      expect((await say(text)).text).toMatch(/don't know/);
    const serial = await say(`serial ${owned.serialNumber}`, channel);
    expect(serial.shown).toContain(upnOf(owned));
  });

  it("of a command with a slip in it gets one line with the command", async () => {
    const { text, card } = await say("pendign");
    expect(text).toBe("I don't know “pendign”. Did you mean: pending?");
    expect(card).toBeUndefined();
  });
});

describe("who about several", () => {
  beforeEach(letAMinutePass);

  const twelve = () =>
    [...app.contoso.devices.values()]
      .map(({ deviceName }) => deviceName)
      .filter((name) => name !== "LT-TWIN")
      .slice(0, 12);
  const namesIn = (shown: string, names: readonly string[]) =>
    names.filter((name) => shown.includes(name));

  it.each([
    ["commas and a word", (a: string, b: string) => `who ${a}, ${b}?`],
    ["und", (a: string, b: string) => `who owns ${a} und ${b}`],
    ["a slash", (a: string, b: string) => `who ${a}/${b}`],
    ["lines", (a: string, b: string) => `who\n${a}\n${b}\n\nMegan\nRoom B1`],
    ["paragraphs", (a: string, b: string) => `<p>who ${a}</p><p>${b}</p>`],
    ["nothing but names", (a: string, b: string) => `${a}, ${b}`],
  ])("answers each once: %s", async (_what, ask) => {
    const { owned, handedOver } = app.contoso.stories;
    const { card, shown, summary } = await say(
      ask(owned.deviceName, handedOver.deviceName),
    );
    for (const device of [owned, handedOver]) {
      expect(shown).toContain(device.deviceName);
      expect(shown).toContain(upnOf(device));
    }
    expect(dataOf(card, Verb.lookUpWho)).toEqual([
      { id: owned.id },
      { id: handedOver.id },
    ]);
    expect(shown).not.toMatch(/Megan$|B1/m);
    expect(summary).toContain(owned.deviceName);
  });

  it("answers ten and says that there are more", async () => {
    const names = twelve();
    const { card, shown } = await say(`who ${names.join(", ")}`);
    expect(namesIn(shown, names)).toEqual(names.slice(0, 10));
    expect(dataOf(card, Verb.lookUpWho)).toHaveLength(10);
    expect(shown).toContain("didn't look up 2 more: it takes up to 10 at once");
  });

  it("says of each what was not found, or is not one", async () => {
    const { owned, sameName } = app.contoso.stories;
    const { employee, guest } = app.contoso.cast;
    const text = `who ${owned.deviceName}, ${sameName.deviceName}, LT-0000X`;
    const { card, shown } = await say(text, channel);
    expect(shown).toContain("Which device is");
    expect(shown).toContain("No device has");
    const [choose] = dataOf(card, Verb.findDevice).filter(
      ({ name }) => name === sameName.deviceName,
    );
    const chosen = await click(Verb.findDevice, choose ?? {});
    expect(chosen.shown).toContain(sameName.serialNumber);
    const mine = await say(text, personal, employee);
    expect(mine.shown).toContain("Only technicians");
    expect((await say(text, personal, guest)).card).toBeUndefined();
  });

  it("takes a name with the separator in it for one, and a signature for none", async () => {
    const name = "Lab-1, Lab-2";
    const lab = aListedDevice({}, { name });
    await app.storage.devices.saveAll([lab], new Date(0));
    // Of the directory alone.
    expect((await say(`who ${name}`)).shown).toContain(
      "Intune doesn't know this device any more",
    );
    await app.storage.devices.forgetUnseen(new Date(1));
    const { owned } = app.contoso.stories;
    for (const below of [
      "\n\nMegan Bowen",
      "\n--\nLT-0002",
      "\nThanks\nLT-0002",
    ]) {
      const { shown } = await say(`who ${owned.deviceName}${below}`);
      expect(shown).toContain(upnOf(owned));
      expect(shown).toContain("Who used it recently");
    }
  });
});

describe("an answer to a card", () => {
  beforeEach(letAMinutePass);

  it("is about its device, by its thread, its quotation or what that shows", async () => {
    const device = app.aDevice();
    const { admin, newOwner } = app.contoso.cast;
    const proposal = await app.propose(admin, device, newOwner);
    await app.show(proposal.id);
    const posted = await app.custodian.findCard(proposal.id);
    if (!posted) throw new Error("It was not posted");
    const { activityId } = posted;
    const base = posted.conversationId.split(";")[0] ?? "";
    const inChannel = (more: object, id = base) => ({
      ...more,
      conversation: { id, conversationType: "channel", tenantId: TENANT },
    });
    for (const [text, where] of [
      ["who?", inChannel({}, `${base};messageid=${activityId}`)],
      ["who owns this", inChannel({ replyToId: activityId })],
      [`<quoted messageId="${activityId}"/> who`, inChannel({})],
    ] as const) {
      const { shown, card } = await say(text, where);
      expect(shown).toContain(device.deviceName);
      expect(dataOf(card, Verb.lookUpProposal)).toEqual([{ id: proposal.id }]);
    }
    const shownOnly = await say(
      `<quoted messageId="1">${device.deviceName} is slow</quoted>who?`,
    );
    expect(shownOnly.shown).toContain(device.serialNumber);
    // Of another conversation's message nothing is known.
    const elsewhere = await say(`<quoted messageId="${activityId}"/>who?`);
    expect(elsewhere.text).toContain("Say which device");
    expect((await say(`<quoted messageId="1"/> pending`)).card).toBeDefined();

    const approve = await say("approve", inChannel({ replyToId: activityId }));
    expect(dataOf(approve.card, Verb.approve)).toHaveLength(1);
  });
});

describe("approve <device> and undo <device>", () => {
  beforeEach(letAMinutePass);

  it("show the proposal's card, whose buttons alone decide", async () => {
    const device = app.aDevice();
    const { admin, newOwner, employee, guest } = app.contoso.cast;
    expect((await say(`approve ${device.deviceName}`)).text).toBe(
      `There's no proposal about ${device.deviceName}.`,
    );
    const proposal = await app.propose(admin, device, newOwner);
    const { card } = await say(`approve ${device.deviceName}.contoso.com`);
    const [approve] = dataOf(card, Verb.approve);
    expect(await app.stateOf(proposal.id)).toBe("pending");
    expect(await click(Verb.approve, approve ?? {}, employee)).toMatchObject({
      type: MESSAGE,
    });
    expect((await click(Verb.approve, approve ?? {})).type).toBe(CARD);
    await app.apply(proposal.id);
    app.letWritesShow(device);
    await app.verify(proposal.id);

    const undo = await say(`undo ${device.serialNumber}`);
    expect(dataOf(undo.card, Verb.undo)).toHaveLength(1);
    // Where others read along, each sees what they may by a button.
    const brief = await say(`undo ${device.deviceName}`, group);
    expect(dataOf(brief.card, Verb.undo)).toEqual([]);
    expect(dataOf(brief.card, Verb.lookUpProposal)).toEqual([
      { id: proposal.id },
    ]);
    const mine = await say(`undo ${device.deviceName}`, personal, employee);
    expect(mine.text).toContain("Technicians");
    const refused = await say(`undo ${device.deviceName}`, personal, guest);
    expect(refused.text).toMatch(/guest/i);
    const part = await say(`undo ${device.serialNumber.slice(0, -1)}`);
    expect(dataOf(part.card, Verb.lookUpWho)).toContainEqual({ id: device.id });
    expect((await say("undo")).text).toContain("undo LT-0042");
  });
});

describe("a device that somebody else uses more", () => {
  beforeEach(letAMinutePass);

  it("has a button that proposes them, where their logons are seen and nothing is open", async () => {
    const device = app.aDevice();
    const { approver, employee, newOwner, admin } = app.contoso.cast;
    const proposal = await app.reportLogons(device);
    if (!proposal) throw new Error("Nothing was proposed");
    const who = (...rest: [object?, Person?]) =>
      say(`who ${device.id}`, ...rest);
    const buttons = (card: unknown) => dataOf(card, Verb.lookUpPropose);
    expect(buttons((await who()).card)).toEqual([]);

    await app.answer(approver, proposal, {
      kind: "reject",
      reason: "On leave",
    });
    const { card, shown } = await who();
    expect(shown).toContain("Someone else uses it more.");
    expect(shown).toMatch(/Custodian won't propose .* again until/);
    expect([...walkCard(card)].map(({ title }) => title)).toContain(
      `Propose ${newOwner.displayName}`,
    );
    expect(buttons(card)).toEqual([{ device: device.id, user: newOwner.id }]);
    for (const [where, by] of [
      [group, approver],
      [channel, approver],
      [personal, employee],
    ] as const)
      expect(buttons((await who(where, by)).card)).toEqual([]);

    const proposed = await click(
      Verb.lookUpPropose,
      buttons(card)[0] ?? {},
      admin,
    );
    expect(proposed.value).toMatch(/^Proposed:/);
    expect(buttons((await who()).card)).toEqual([]);
  });
});

// Last, since it lets the jobs run.
describe("while Graph does not answer", () => {
  beforeEach(letAMinutePass);

  const posts = () => app.messenger.cards("post", "lookUp");
  const edits = () => app.messenger.cards("edit", "lookUp");

  it("answers what the directory knows, and stores the job before it posts", async () => {
    const { owned } = app.contoso.stories;
    app.cloud.faults.hold("graph");
    const { card } = await say(`who ${owned.deviceName}`);
    // The answer is a card that is edited, not a reply.
    expect(card).toBeUndefined();
    expect(posts()).toHaveLength(1);
    expect(posts()[0]).toMatchObject({
      place: { kind: "conversation", conversationId: "a:chat" },
      card: {
        waits: true,
        isPrivate: true,
        reply: { kind: "device", answer: { freshness: { kind: "directory" } } },
      },
    });
    expect(edits()).toHaveLength(0);
    expect(await app.storage.queue.depth()).toBeGreaterThan(0);
  });

  it("answers a click", async () => {
    const { owned } = app.contoso.stories;
    app.cloud.faults.hold("graph");
    const { shown } = await click(Verb.lookUpDevice, { id: owned.id });
    expect(shown).toContain("This is from");
    expect(shown).toContain(upnOf(owned));
  });

  it("leaves an answer that Teams did not take to the job, and edits the other when Intune answers", async () => {
    const { handedOver } = app.contoso.stories;
    app.cloud.faults.hold("graph");
    app.messenger.failNext("post", new TeamsThrottled(1_000));
    await say(`device ${handedOver.deviceName}`);
    expect(posts()).toHaveLength(1);

    app.cloud.faults.clear();
    await app.work();
    await until("the first answer is edited", () => edits().length === 1);
    await until("the second answer is posted", () => posts().length === 2);
    const live = {
      waits: false,
      reply: { answer: { freshness: { kind: "live" } } },
    };
    expect(edits()[0]).toMatchObject({
      message: posts()[0]?.message,
      card: live,
    });
    expect(posts()[1]).toMatchObject({ card: live });
  });
});
