import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from "@jest/globals";
import type { TurnContext } from "botbuilder";
import { Verb } from "../../../bot/cards/verbs.ts";
import { systemClock } from "../../../src/ports/clock.ts";
import type { Custodian } from "../../../src/custodian.ts";
import {
  languageField,
  scopeField,
} from "../../../src/domain/settings/channelFields.ts";
import { leadField } from "../../../src/domain/settings/leadFields.ts";
import type { Person } from "../../simulator/contoso.ts";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { textsOf, walkCard, type Node } from "../../support/walkCard.ts";
import {
  createTurns,
  from,
  personal,
  startBot,
  TENANT,
  type RunningBot,
} from "./harness.ts";

let app: CustodianOnCloud;
let bot: RunningBot;
let custodian: Custodian;
let onTurn: (context: TurnContext) => Promise<void>;

beforeAll(async () => {
  bot = await startBot({ onTurn: (context) => onTurn(context) });
  app = await startCustodianOnCloud();
});
afterAll(async () => {
  await bot.close();
  await app.close();
});

beforeEach(() => serve(app.custodian));
afterEach(() => app.cloud.faults.clear());

function serve(served: Custodian): void {
  custodian = served;
  onTurn = createTurns({ ...app, custodian, clock: systemClock });
}

interface Answer {
  readonly statusCode?: number;
  readonly type?: string;
  readonly value?: unknown;
  readonly task?: {
    readonly type: string;
    readonly value: {
      readonly title?: string;
      readonly height?: unknown;
      readonly width?: unknown;
      readonly card?: { readonly contentType: string; readonly content: Node };
    };
  };
}

async function invoke(
  by: Person | null,
  name: string,
  value: unknown,
  more: object = {},
): Promise<Answer> {
  const response = await bot.send({
    type: "invoke",
    name,
    value,
    ...(by ? from(by) : { from: { id: "29:nobody" } }),
    ...more,
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

const fetchForm = (by: Person) =>
  invoke(by, "task/fetch", {
    data: { msteams: { type: "task/fetch" }, kind: "settings" },
    context: { theme: "default" },
  });
const submit = async (by: Person, inputs: object, madeFrom?: number) =>
  invoke(by, "task/submit", {
    data: {
      kind: "settings",
      version: madeFrom ?? (await version()),
      ...inputs,
    },
    context: { theme: "default" },
  });
const save = async (by: Person, inputs: object, madeFrom?: number) =>
  invoke(
    by,
    "adaptiveCard/action",
    {
      action: {
        type: "Action.Execute",
        verb: Verb.saveSettings,
        data: { version: madeFrom ?? (await version()), ...inputs },
      },
      trigger: "manual",
    },
    personal,
  );

async function say(by: Person, text: string, more: object = {}) {
  bot.connector.play({ status: 201, body: { id: "1" } });
  const before = bot.connector.requests.length;
  const response = await bot.send({ text, entities: [], ...from(by), ...more });
  expect(response.status).toBe(200);
  return JSON.parse(bot.connector.requests[before]?.body ?? "{}") as {
    text?: string;
    summary?: string;
    attachments?: { contentType: string; content: Node }[];
  };
}

const formOf = ({ task }: Answer): Node => {
  expect(task).toMatchObject({
    type: "continue",
    value: {
      title: "Settings",
      card: { contentType: "application/vnd.microsoft.card.adaptive" },
    },
  });
  const card = task?.value.card?.content;
  if (!card) throw new Error("There is no card");
  return card;
};

/** Every input of a form with what stands in it, as a client sends it. */
const inputsOf = (card: unknown): Record<string, string> =>
  Object.fromEntries(
    [...walkCard(card)]
      .filter(({ type }) => String(type).startsWith("Input."))
      .map(({ id, value }) => [String(id), String(value)]),
  );

const version = async () =>
  (await app.storage.settings.current())?.version ?? 0;

let versionBefore: number;
beforeEach(async () => {
  versionBefore = await version();
});

describe("settings, typed", () => {
  it("opens a dialog from a channel, where everybody reads along", async () => {
    const { admin } = app.contoso.cast;
    const reply = await say(admin, "settings");
    const card = reply.attachments?.[0]?.content;
    expect(inputsOf(card)).toEqual({});
    expect(card?.["actions"]).toMatchObject([
      {
        type: "Action.Submit",
        data: { msteams: { type: "task/fetch" }, kind: "settings" },
      },
    ]);
    expect(reply.summary).toContain("settings");
  });

  it("is the form itself in the personal chat, and offers the dialog too", async () => {
    const { admin } = app.contoso.cast;
    const reply = await say(admin, "Settings", personal);
    const card = reply.attachments?.[0]?.content;
    expect(inputsOf(card)).toMatchObject({ openCardsPerChannel: "50" });
    expect(card?.["actions"]).toMatchObject([
      {
        type: "Action.Execute",
        verb: Verb.saveSettings,
        data: { version: versionBefore },
      },
      {
        type: "Action.Submit",
        data: { msteams: { type: "task/fetch" }, kind: "settings" },
      },
    ]);
  });

  it.each(["approver", "guest"] as const)(
    "is refused to the %s in both",
    async (who) => {
      const person = app.contoso.cast[who];
      for (const where of [{}, personal]) {
        const reply = await say(person, "settings", where);
        expect(reply.attachments).toBeUndefined();
        expect(reply.text).toMatch(/admins|Guests/);
      }
    },
  );
});

describe("the dialog", () => {
  it("shows the settings as they are, and saves what was changed in it", async () => {
    const { admin, employee } = app.contoso.cast;
    const form = formOf(await fetchForm(admin));
    const inputs = inputsOf(form);
    expect(inputs).toEqual({
      affinityMode: "intent",
      affinityMultiplier: "1.5",
      affinityMinLogons: "3",
      affinityWindowDays: "7",
      proposing: "on",
      firstRunProposalsPerDay: "20",
      excludedDevices: "",
      excludedDevicesGroupId: "",
      excludedUsers: "",
      excludedUsersGroupId: "",
      openCardsPerChannel: "50",
      proposalExpiresHours: "72",
      workingHours: "",
      dailyLine: "on",
      undoWindowHours: "72",
      sweepIntervalMinutes: "0",
      stagingAccounts: "staging@contoso.com",
      [leadField("staging@contoso.com")]: "",
      [leadField("*")]: "",
      technicians: "",
      pairedAccounts: "",
      userDomains: "",
      [scopeField("categories", app.channel.id)]: "",
      [scopeField("prefixes", app.channel.id)]: "",
      [languageField(app.channel.id)]: "en",
    });
    expect(form["actions"]).toEqual([
      {
        type: "Action.Submit",
        title: "Save",
        style: "positive",
        data: { kind: "settings", version: versionBefore },
      },
    ]);

    const answer = await submit(admin, {
      ...inputs,
      openCardsPerChannel: "12",
      technicians: employee.userPrincipalName,
      [leadField("*")]: employee.id,
      [scopeField("prefixes", app.channel.id)]: "LT-\nWS-",
    });
    const saved = formOf(answer);
    expect(textsOf((saved["body"] as Node[]).at(-1))).toContain(
      `Saved as version ${versionBefore + 1}.`,
    );
    expect(textsOf(saved).join()).toContain(
      `Last changed by ${admin.displayName}`,
    );
    expect(inputsOf(saved)).toMatchObject({ openCardsPerChannel: "12" });
    expect((await app.storage.settings.current())?.values).toMatchObject({
      openCardsPerChannel: 12,
      technicians: [employee.userPrincipalName.toLowerCase()],
      stagingLeads: { "*": employee.userPrincipalName.toLowerCase() },
      channelScopes: {
        [app.channel.id]: { categories: [], namePrefixes: ["LT-", "WS-"] },
      },
    });
  });

  it("has people pickers that ask Entra for people", async () => {
    const form = formOf(await fetchForm(app.contoso.cast.admin));
    const pickers = [...walkCard(form)].filter(
      ({ id }) => id === leadField("*"),
    );
    expect(pickers).toMatchObject([
      {
        type: "Input.ChoiceSet",
        style: "filtered",
        "choices.data": {
          type: "Data.Query",
          dataset: "graph.microsoft.com/users",
        },
      },
    ]);
  });

  it("comes again with what was typed and every fault beside its field", async () => {
    const { admin } = app.contoso.cast;
    const form = formOf(
      await submit(admin, {
        openCardsPerChannel: "0",
        technicians: "one@contoso.com\n<b>two</b>",
      }),
    );
    expect(inputsOf(form)).toMatchObject({
      openCardsPerChannel: "0",
      technicians: "one@contoso.com\n<b>two</b>",
    });
    const said = textsOf(form).join("\n").replaceAll("\u2060", "");
    expect(said).toContain("Nothing saved yet");
    for (const [id, problem] of [
      ["openCardsPerChannel", "whole number from 1 to 1000"],
      ["technicians", "<b>two</b>"],
    ] as const) {
      const field = [...walkCard(form)].find(
        ({ items }) =>
          Array.isArray(items) && items.some((item: Node) => item["id"] === id),
      );
      expect(textsOf(field).join().replaceAll("\u2060", "")).toContain(problem);
    }
    expect(await version()).toBe(versionBefore);
  });

  it("refuses a text that is longer than any form's, and cuts nothing off it", async () => {
    const { admin } = app.contoso.cast;
    const before = await version();
    const technicians = `${"tim@contoso.com\n".repeat(1_500)}last@contoso.com`;
    const answer = await save(admin, { technicians });
    expect(JSON.stringify(answer)).toContain("too long");
    expect(await version()).toBe(before);
  });

  it("shows what another admin saved meanwhile instead of overwriting it, and keeps what was typed", async () => {
    const { admin } = app.contoso.cast;
    await submit(admin, { undoWindowHours: "24" });
    const form = formOf(
      await submit(
        admin,
        { undoWindowHours: "72", openCardsPerChannel: "9" },
        versionBefore,
      ),
    );
    expect(inputsOf(form)).toMatchObject({
      undoWindowHours: "24",
      openCardsPerChannel: "9",
    });
    expect(textsOf(form).join()).toContain(
      `${admin.displayName} changed the settings after you opened them`,
    );
    expect(form["actions"]).toMatchObject([
      { data: { version: versionBefore + 1 } },
    ]);
    expect(await version()).toBe(versionBefore + 1);
    expect((await app.storage.settings.current())?.values).toMatchObject({
      openCardsPerChannel: 12,
    });

    await submit(admin, inputsOf(form));
    expect((await app.storage.settings.current())?.values).toMatchObject({
      undoWindowHours: 24,
      openCardsPerChannel: 9,
    });
  });

  it.each(["approver", "technician", "guest", "leaver"] as const)(
    "is refused to the %s when it opens and when it saves",
    async (who) => {
      const person = app.contoso.cast[who];
      for (const answer of [
        await fetchForm(person),
        await submit(person, { openCardsPerChannel: "9" }),
      ]) {
        expect(answer).toEqual({
          task: {
            type: "message",
            value: expect.stringMatching(/admins|Guests|disabled/),
          },
        });
      }
      const saved = await save(person, { openCardsPerChannel: "9" });
      expect(saved.type).toBe("application/vnd.microsoft.activity.message");
      expect(await version()).toBe(versionBefore);
    },
  );

  it("is refused at saving to who was an admin when it opened", async () => {
    const { admin } = app.contoso.cast;
    formOf(await fetchForm(admin));
    admin.accountEnabled = false;
    const answer = await submit(admin, { undoWindowHours: "25" });
    admin.accountEnabled = true;
    expect(answer.task?.type).toBe("message");
    expect(await version()).toBe(versionBefore);
  });

  it.each([
    ["no data", {}],
    ["no kind", { data: {} }],
    ["data that is text", { data: "settings" }],
    ["another kind", { data: { kind: "setting" } }],
    ["a kind of every object", { data: { kind: "constructor" } }],
    ["a prototype", { data: { kind: "__proto__" } }],
    ["a kind that is a list", { data: { kind: ["settings"] } }],
    ["nothing", null],
  ])("answers %s with a sentence", async (_what, value) => {
    for (const name of ["task/fetch", "task/submit"])
      expect(
        await invoke(app.contoso.cast.admin, name, value ?? undefined),
      ).toEqual({ task: { type: "message", value: expect.any(String) } });
  });

  it.each([
    ["no version", { kind: "settings" }],
    ["a version as text", { kind: "settings", version: "1" }],
    ["a version that is none", { kind: "settings", version: -1 }],
  ])("answers a form with %s with a sentence", async (_what, data) => {
    expect(
      await invoke(app.contoso.cast.admin, "task/submit", {
        data: { openCardsPerChannel: "9", ...data },
      }),
    ).toEqual({
      task: {
        type: "message",
        value: expect.stringContaining("Type settings"),
      },
    });
    expect(await version()).toBe(versionBefore);
  });

  it("says to someone whom Teams does not name that it cannot tell", async () => {
    expect(
      await invoke(null, "task/fetch", { data: { kind: "settings" } }),
    ).toEqual({
      task: { type: "message", value: expect.stringContaining("who you are") },
    });
  });
});

describe("the form in the personal chat", () => {
  it("becomes the form as it is after saving, and says so", async () => {
    const { admin } = app.contoso.cast;
    const answer = await save(admin, { openCardsPerChannel: "13" });
    expect(answer.type).toBe("application/vnd.microsoft.card.adaptive");
    expect(inputsOf(answer.value)).toMatchObject({ openCardsPerChannel: "13" });
    expect(textsOf(answer.value)).toContain(
      `Saved as version ${versionBefore + 1}.`,
    );
    expect((answer.value as Node)["actions"]).toMatchObject([
      { data: { version: versionBefore + 1 } },
      {},
    ]);
  });

  it("is saved once when Teams delivers the click twice", async () => {
    const { admin } = app.contoso.cast;
    const [first, second] = [
      await save(admin, { openCardsPerChannel: "14" }, versionBefore),
      await save(admin, { openCardsPerChannel: "14" }, versionBefore),
    ];
    expect(textsOf(first.value)).toContain(
      `Saved as version ${versionBefore + 1}.`,
    );
    expect(textsOf(second.value).join()).toContain("are like this already");
    expect(await version()).toBe(versionBefore + 1);
  });
});

describe("while Entra is slow", () => {
  it("answers everything before Entra does, and changes nothing", async () => {
    const { admin } = app.contoso.cast;
    app.cloud.faults.hold("graph");
    for (const act of [
      () => fetchForm(admin),
      () => submit(admin, { undoWindowHours: "24" }),
      () => save(admin, { undoWindowHours: "24" }),
    ]) {
      const answer = await act();
      expect(JSON.stringify(answer)).toContain("Entra didn't answer in time");
    }
    expect(await version()).toBe(versionBefore);
  });

  it("does not claim to know what became of a form when the database is slow", async () => {
    const never = () => new Promise<never>(() => undefined);
    serve({
      ...app.custodian,
      settings: { open: never, change: never },
    });
    const { admin } = app.contoso.cast;
    for (const [act, said] of [
      [() => fetchForm(admin), "Nothing changed"],
      [() => submit(admin, {}), "to see whether it worked"],
      [() => save(admin, {}), "to see whether it worked"],
    ] as const) {
      expect(JSON.stringify(await act())).toContain(said);
    }
  });
});

describe("use this channel", () => {
  const inChannel = (name: string) => ({
    conversation: {
      id: `19:${name}@thread.tacv2`,
      conversationType: "channel",
      tenantId: TENANT,
    },
  });

  it("keeps the turn of a channel that is in use, and says what is true of a later one", async () => {
    const { admin } = app.contoso.cast;
    await app.custodian.channels.stop(app.channel.id, app.channel.chosenBy);
    const first = await say(admin, "use this channel", inChannel("first"));
    expect(first.text).toContain("From now on Custodian posts");
    const second = await say(admin, "use this channel", inChannel("second"));
    expect(second.text).toContain("posts nothing here yet");

    const again = await say(admin, "use this channel", inChannel("first"));
    expect(again.text).toContain("From now on Custodian posts");
    const inUse = await app.storage.channels.listUsable();
    expect(inUse.map(({ id }) => id)).toEqual([
      "19:first@thread.tacv2",
      "19:second@thread.tacv2",
    ]);
  });

  it("says what a channel with a scope gets", async () => {
    const { admin } = app.contoso.cast;
    await say(admin, "use this channel", inChannel("site"));
    await submit(admin, {
      [scopeField("categories", "19:site@thread.tacv2")]: "Warehouse",
    });
    const site = await say(admin, "use this channel", inChannel("site"));
    expect(site.text).toContain("in this channel's scope");
  });
});
