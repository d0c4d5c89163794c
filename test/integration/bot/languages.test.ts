import { describe, expect, it } from "@jest/globals";
import { Verb } from "../../../bot/cards/verbs.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import { languageField } from "../../../src/domain/settings/channelFields.ts";
import type { Person } from "../../simulator/contoso.ts";
import type { CustodianOnCloud } from "../../support/custodianOnCloud.ts";
import { textsOf, type Node } from "../../support/walkCard.ts";
import { from, group, personal, TENANT, type RunningBot } from "./harness.ts";
import { useSweptApp } from "./sweptApp.ts";

let app: CustodianOnCloud;
let bot: RunningBot;

useSweptApp((ready) => {
  ({ app, bot } = ready);
});

const inChannel = () => ({
  conversation: {
    id: `${app.channel.id};messageid=1`,
    conversationType: "channel",
    tenantId: TENANT,
  },
  channelData: {
    tenant: { id: TENANT },
    channel: { id: app.channel.id },
    team: { id: "19:team@thread.tacv2" },
  },
});
const german = { locale: "de-DE" };

interface Message {
  readonly text?: string;
  readonly card: Node | undefined;
}

async function say(text: string, more: object): Promise<Message> {
  bot.connector.play({ status: 201, body: { id: "1" } });
  const before = bot.connector.requests.length;
  const { admin } = app.contoso.cast;
  const response = await bot.send({
    text: `<at>Custodian</at> ${text}`,
    ...from(admin),
    ...more,
  });
  expect(response.status).toBe(200);
  const body = JSON.parse(bot.connector.requests[before]?.body ?? "{}") as {
    text?: string;
    attachments?: { content: Node }[];
  };
  return { ...body, card: body.attachments?.[0]?.content };
}

async function invoke(
  name: string,
  value: object,
  more: object,
): Promise<Record<string, unknown>> {
  const { admin } = app.contoso.cast;
  const response = await bot.send({
    ...personal,
    ...german,
    ...from(admin),
    type: "invoke",
    name,
    value,
    ...more,
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

const click = (verb: string, data: object, more: object = {}) =>
  invoke(
    "adaptiveCard/action",
    { action: { type: "Action.Execute", verb, data } },
    more,
  );

async function choose(language: string): Promise<void> {
  const version = (await app.storage.settings.current())?.version;
  const data = {
    kind: "settings",
    version,
    [languageField(app.channel.id)]: language,
  };
  const answer = await invoke("task/submit", { data }, {});
  expect(JSON.stringify(answer)).toContain("Als Version");
}

describe("in a personal chat", () => {
  it.each([
    "help",
    "pending",
    "handoffs",
    "settings",
    "audit",
    "make me a coffee",
    "who nobody-has-this",
    "device nobody-has-this",
    "user nobody-is-called-so",
  ])("%p is answered with a German card to a German client", async (text) => {
    expect((await say(text, { ...personal, ...german })).card?.["lang"]).toBe(
      "de",
    );
  });

  it.each([
    ["who", "Nennen Sie das Gerät"],
    ["propose", "Nennen Sie Gerät und Person"],
    ["use this channel", "im Kanal eines Teams"],
    ["audit verify", "Das Überwachungsprotokoll ist unversehrt"],
    ["audit export", "Ein Export braucht"],
    ["audit nobody-has-this", "Kein Gerät heißt „nobody-has-this“"],
    ["x".repeat(2_000), "Das ist länger als jeder Befehl"],
  ])("%p is answered with a German sentence", async (text, expected) => {
    const answer = await say(text, { ...personal, ...german });
    expect(answer.text).toContain(expected);
  });

  it("the language is taken from what Teams tells of the client, where the activity has none", async () => {
    const entities = [{ type: "clientInfo", locale: "de-AT" }];
    const answer = await say("pending", { ...personal, entities });
    expect(answer.card?.["lang"]).toBe("de");
  });

  it.each([undefined, "", "fr-FR", "nonsense!", "x".repeat(100)])(
    "of a client that says %p, English is spoken to somebody new",
    async (locale) => {
      const { employee } = app.contoso.cast;
      const answer = await say("pending", {
        ...personal,
        ...from(employee),
        locale,
        entities: [],
      });
      expect(answer.card?.["lang"]).toBe("en");
    },
  );
});

describe("what somebody's client speaks", () => {
  const heard = (person: Person) =>
    app.storage.locales.find(person.id as UserId);

  it("is kept, and replaced when it is another", async () => {
    const { approver } = app.contoso.cast;
    for (const [locale, kept] of [
      ["de-CH", "de-CH"],
      ["en-US", "en-US"],
      ["fr-FR", "en-GB"],
    ]) {
      await say("pending", { ...personal, ...from(approver), locale });
      expect(await heard(approver)).toBe(kept);
    }
  });

  it("is heard of a click, and of whoever installs the bot", async () => {
    const { owner, newOwner } = app.contoso.cast;
    await click(Verb.pending, {}, { ...from(owner), locale: "de-AT" });
    expect(await heard(owner)).toBe("de-AT");
    const response = await bot.send({
      ...personal,
      ...from(newOwner),
      type: "installationUpdate",
      action: "add",
      locale: "de-DE",
    });
    expect(response.status).toBe(200);
    expect(await heard(newOwner)).toBe("de-DE");
  });

  it("is spoken again where a later activity does not say it", async () => {
    const { owner } = app.contoso.cast;
    await app.storage.locales.save(
      owner.id as UserId,
      "de-DE",
      new Date(app.clock.now().getTime() + 60_000),
    );
    const answer = await say("pending", {
      ...personal,
      ...from(owner),
      entities: [],
    });
    expect(answer.card?.["lang"]).toBe("de");
  });
});

describe("where many read", () => {
  it("a command is answered in the channel's language, which is English until an admin chooses another", async () => {
    const before = await say("pending", { ...inChannel(), ...german });
    await choose("de");
    const after = await say("pending", { ...inChannel(), locale: "en-US" });
    const refusal = await say("audit nobody", {
      ...inChannel(),
      locale: "en-US",
    });
    await choose("en");
    const again = await say("pending", { ...inChannel(), ...german });

    expect(before.card?.["lang"]).toBe("en");
    expect(after.card?.["lang"]).toBe("de");
    expect(refusal.text).toContain("Kein Gerät heißt");
    expect(again.card?.["lang"]).toBe("en");
  });

  it("a group chat is answered in the language of whoever asks", async () => {
    const answer = await say("pending", { ...group, ...german });
    expect(answer.card?.["lang"]).toBe("de");
  });

  it("a choice is audited", async () => {
    await choose("de");
    const [row] = await app.custodian.audit.last(1);
    await choose("en");
    expect(row).toMatchObject({
      kind: "settings.changed",
      details: {
        changed: "channelLanguages",
        new: { channelLanguages: { [app.channel.id]: "de" } },
      },
    });
  });

  it("what the clicker alone sees is in theirs", async () => {
    const here = inChannel();
    const refused = await click(Verb.approve, { id: "x", version: 1 }, here);
    const reason = await click(Verb.reject, { id: "x", version: 1 }, here);
    const unknown = await click("proposal.unheard-of", {}, here);
    const list = await click(Verb.pending, {}, here);
    const page = await click(Verb.boardPage, { page: "x" }, here);

    expect(refused["type"]).toBe("application/vnd.microsoft.activity.message");
    expect(reason["value"]).toContain("in höchstens 500 Zeichen");
    expect(unknown["value"]).toContain("kennt diese Schaltfläche nicht");
    expect(list["value"]).toMatchObject({ lang: "de" });
    expect(page["value"]).toContain("Geben Sie handoffs");
  });

  it("a view of a card of the channel is in the channel's", async () => {
    const { approver } = app.contoso.cast;
    const proposal = await app.reportLogons(app.aDevice());
    if (!proposal) throw new Error("The evidence proposes nothing");
    const { id } = await app.show(proposal.id);
    const see = async () =>
      (
        await click(
          Verb.refreshProposal,
          { id, version: 1 },
          { ...inChannel(), ...from(approver) },
        )
      )["value"];
    const english = await see();
    await choose("de");
    const germanView = await see();
    await choose("en");

    expect(textsOf(english).join()).toMatch(/Make .+ the primary user of /);
    expect(textsOf(germanView).join()).toMatch(
      /als primären Benutzer von .+ eintragen\?/,
    );
  });
});

describe("what is for one person alone", () => {
  it("is a dialog in their language", async () => {
    const opened = await invoke(
      "task/fetch",
      { data: { kind: "settings" } },
      inChannel(),
    );
    expect(opened).toMatchObject({
      task: {
        value: { title: "Einstellungen", card: { content: { lang: "de" } } },
      },
    });
  });

  it("is a result of the message extension in their language", async () => {
    const nothing = await invoke(
      "composeExtension/query",
      {
        commandId: "searchDevices",
        parameters: [{ name: "text", value: "zzz" }],
      },
      {},
    );
    const form = await invoke(
      "composeExtension/fetchTask",
      { commandId: "proposePrimaryUser" },
      {},
    );
    expect(JSON.stringify(nothing)).toContain("Custodian kennt kein Gerät");
    expect(form).toMatchObject({
      task: { value: { title: "Primären Benutzer vorschlagen" } },
    });
  });

  it("is what a field offers in their language", async () => {
    const offered = await invoke(
      "application/search",
      { dataset: "devices", queryText: "LT-" },
      {},
    );
    expect(JSON.stringify(offered)).toContain("Seriennummer");
    expect(JSON.stringify(offered)).not.toContain("serial number");
  });
});
