import { EVERY_ENTRY } from "../../../src/domain/audit/auditFilter.ts";
import type { AuditQuestion } from "../../../src/domain/audit/auditQuestion.ts";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from "@jest/globals";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BotBuilderCloudAdapter } from "@microsoft/teamsfx";
import { createInstallations } from "../../../bot/channel/installations.ts";
import { REPLY_WITHIN_MS } from "../../../bot/onTurn.ts";
import { Verb } from "../../../bot/cards/verbs.ts";
import type { Custodian } from "../../../src/custodian.ts";
import type { Role } from "../../../src/usecases/people/findRole.ts";
import { systemClock } from "../../../src/ports/clock.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import { GraphThrottled } from "../../../src/ports/graphErrors.ts";
import { openStorage } from "../../../src/adapters/storage/openStorage.ts";
import type { OpenStorage } from "../../../src/ports/storage.ts";
import { exampleProposal } from "../../support/cardExamples.ts";
import { aSweepCard, exampleBoard } from "../../support/stagingCards.ts";
import {
  ANA,
  BOT_ID,
  createKeptLog,
  createTurns,
  startBot,
  type LogLine,
  TENANT,
  type RunningBot,
} from "./harness.ts";
import { english } from "../../../bot/messages/languages.ts";
import { message } from "../../../src/domain/message.ts";

let storage: OpenStorage;
let dataDir: string;
let bot: RunningBot;
let calls: { call: string; with: unknown }[];
let custodian: Record<string, unknown>;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "custodian-bot-"));
  storage = await openStorage({
    database: { kind: "embedded", dataDir },
    jobNames: [],
    clock: systemClock,
    log: createKeptLog().log,
  });
});
afterAll(async () => {
  await storage.close();
  await rm(dataDir, { recursive: true });
});

const record =
  <T>(call: string, result: T | (() => Promise<T>)) =>
  (...args: unknown[]): Promise<T> => {
    calls.push({ call, with: args.length === 1 ? args[0] : args });
    return typeof result === "function"
      ? (result as () => Promise<T>)()
      : Promise.resolve(result);
  };

let role: Role;
let logged: LogLine[];

beforeEach(async () => {
  calls = [];
  role = { kind: "admin" };
  custodian = {
    propose: record("propose", {
      kind: "proposed",
      proposal: exampleProposal(),
    }),
    liftSilence: record("liftSilence", { kind: "lifted", device: "LT-0042" }),
    preview: {
      read: record("preview.read", {
        kind: "made",
        preview: {
          madeAt: new Date(0),
          proposing: "observe",
          firstRunPerDay: null,
          rows: [],
          weighed: 3,
          open: 0,
          knowsExcluded: true,
        },
      }),
      createExportLink: record("preview.createExportLink", "format=csv"),
    },
    scan: record("scan", { kind: "started", sweep: aSweepCard().sweep }),
    handoffs: { board: record("handoffs.board", exampleBoard()) },
    listPending: record("listPending", {
      proposals: [],
      page: 0,
      pages: 1,
      counts: { waiting: 0, snoozed: 0, "under-way": 0 },
      held: 0,
    }),
    findRole: () => Promise.resolve(role),
    lookUps: {
      access: () =>
        Promise.resolve(role.kind === "none" ? role : { kind: "full" }),
    },
    requireAdmin: () => Promise.resolve({ allowed: true }),
    applyAction: record("applyAction", {
      kind: "done",
      proposal: exampleProposal(),
    }),
    channels: {
      use: record("channels.use", { held: 2, share: "everything" }),
      stop: record("channels.stop", true),
      lost: record("channels.lost", undefined),
    },
    subscriptions: {
      add: record("subscriptions.add", { kind: "subscribed" }),
      remove: record("subscriptions.remove", { kind: "stopped" }),
    },
    audit: {
      list: record("audit.list", []),
      nameActors: () => Promise.resolve(new Map()),
      findFilter: (question: AuditQuestion) => {
        const { device, person, ...rest } = question;
        calls.push({ call: "audit.findFilter", with: question });
        return Promise.resolve(
          device === null
            ? {
                kind: "found",
                filter: {
                  ...rest,
                  deviceId: null,
                  actor: person === null ? null : ANA,
                },
              }
            : { kind: "unknown-device", device },
        );
      },
      verify: record("audit.verify", {
        kind: "intact",
        rows: 3,
        headHash: "abc",
        erased: { rows: 0, by: [], unrecorded: 0 },
      }),
      erase: record("audit.erase", {
        kind: "erased",
        seq: 4,
        rows: 2,
        altered: 0,
      }),
      createExportLink: record("audit.createExportLink", "until=1&signature=x"),
    },
  };
  const { log, lines } = createKeptLog();
  logged = lines;
  const onTurn = createTurns({
    custodian: custodian as unknown as Custodian,
    storage,
    clock: systemClock,
    log,
    publicUrl: "https://bot.contoso.com",
  });
  bot = await startBot({ onTurn });
  new BotBuilderCloudAdapter.ConversationBot({
    adapter: bot.adapter,
    notification: {
      enabled: true,
      botAppId: BOT_ID,
      store: createInstallations(storage.installations),
    },
  });
});
afterEach(() => bot.close());

const say = async (text: string, overrides = {}) => {
  bot.connector.play({ status: 201, body: { id: "1" } });
  const before = bot.connector.requests.length;
  const response = await bot.send({
    text: "entities" in overrides ? text : `<at>Custodian</at> ${text}\n`,
    ...overrides,
  });
  expect(response.status).toBe(200);
  const reply = bot.connector.requests[before];
  return JSON.parse(reply?.body ?? "{}") as {
    text?: string;
    summary?: string;
    textFormat?: string;
    attachments?: unknown[];
  };
};

const personal = {
  conversation: { id: "a:ana", conversationType: "personal", tenantId: TENANT },
  channelData: { tenant: { id: TENANT } },
  entities: [],
};

describe("a command", () => {
  it.each([
    ["propose LT-0042 ben@contoso.com", "LT-0042", "ben@contoso.com"],
    ["PROPOSE   LT-0042&nbsp;ben@contoso.com.", "LT-0042", "ben@contoso.com"],
    ['Propose "Front desk 1" shared', "Front desk 1", null],
  ])(
    "%s asks for a proposal in the sender's name",
    async (text, device, user) => {
      const reply = await say(text);

      expect(calls).toEqual([
        {
          call: "propose",
          with: [
            { device, user, requestedBy: ANA },
            expect.objectContaining({
              replyTo: expect.objectContaining({ userId: ANA }) as unknown,
            }),
          ],
        },
      ]);
      expect(reply.text).toMatch(/^Proposed: /);
      expect(reply.textFormat).toBe("plain");
    },
  );

  const HOSTILE = "\u202Egnp.exe\r\n**Approved** by\u2066 Ana";

  it("shows names as text that does nothing, in its answer and in a refusal", async () => {
    const proposal = exampleProposal();
    const { device, toUser } = proposal;
    custodian.propose = () =>
      Promise.resolve({
        kind: "proposed",
        proposal: {
          ...proposal,
          device: { ...device, name: HOSTILE },
          toUser: toUser && { ...toUser, displayName: HOSTILE },
        },
      });
    const answer = await say("propose LT-0042 ben@contoso.com");
    custodian.propose = () =>
      Promise.resolve({ kind: "refused", message: `${HOSTILE} is a Mac.` });
    const refusal = await say("propose LT-0042 ben@contoso.com");

    expect(answer.text).not.toMatch(/[\u202E\u2066\r\n]|\*\*/);
    expect(answer.text).toContain("gnp.exe");
    expect(refusal.text).toBe("gnp.exe **Approved** by Ana is a Mac.");
  });

  it("that is delivered twice is done once", async () => {
    const delivery = { id: "twice", text: "propose LT-0042 ben@contoso.com" };
    bot.connector.play(
      { status: 201, body: { id: "1" } },
      { status: 201, body: { id: "2" } },
    );

    await bot.send(delivery);
    await bot.send(delivery);

    expect(calls).toHaveLength(1);
    expect(bot.connector.requests).toHaveLength(1);
  });

  it("that is delivered twice at the same moment is done once", async () => {
    const delivery = { id: "race", text: "propose LT-0042 ben@contoso.com" };
    bot.connector.play({ status: 201, body: { id: "1" } });

    await Promise.all([bot.send(delivery), bot.send(delivery)]);

    expect(calls).toHaveLength(1);
  });

  it.each([
    ["412", { status: 412 }],
    ["429", { status: 429 }],
    ["500", { status: 500 }],
    ["502", { status: 502 }],
    ["503", { status: 503, headers: { "retry-after": "1" } }],
    ["504", { status: 504 }],
  ])(
    "is done once, and answered again while Teams says %s",
    async (_name, answer) => {
      bot.connector.play(answer, answer, { status: 201, body: { id: "1" } });

      const response = await bot.send({
        text: "propose LT-0042 ben@contoso.com",
      });

      expect(response.status).toBe(200);
      expect(calls).toHaveLength(1);
      const texts = bot.connector.requests.map(
        ({ body }) => (JSON.parse(body) as { text?: string }).text,
      );
      expect(texts).toHaveLength(3);
      expect(new Set(texts)).toEqual(
        new Set([expect.stringMatching(/^Proposed: /)]),
      );
    },
  );

  it("is answered again when the connection broke before Teams' answer", async () => {
    bot.connector.play("reset", { status: 201, body: { id: "1" } });

    expect((await bot.send({ text: "help", entities: [] })).status).toBe(200);

    expect(bot.connector.requests).toHaveLength(2);
  });

  it("is not answered again after a definite no", async () => {
    bot.connector.play({ status: 403, body: { error: { code: "X" } } });

    await bot.send({ text: "help", entities: [] });

    expect(bot.connector.requests).toHaveLength(1);
  });

  it("is given up with its answer within what Teams waits, and done again when it is delivered again later", async () => {
    const { deliveries } = storage;
    const delivery = { id: "given-up", text: "audit verify" };
    for (let i = 0; i < 20; i += 1) bot.connector.play({ status: 502 });

    expect((await bot.send(delivery)).status).toBe(200);

    // Teams waits for some 15 seconds.
    expect(REPLY_WITHIN_MS).toBeLessThanOrEqual(12_000);
    expect(bot.connector.requests.length).toBeGreaterThan(1);
    expect(bot.connector.requests.length).toBeLessThanOrEqual(7);
    expect(logged).toContainEqual(
      expect.objectContaining({ msg: "Reply could not be posted" }),
    );
    await bot.send(delivery);
    expect(calls).toHaveLength(1);

    await deliveries.endLeases();
    await bot.send(delivery);
    expect(calls).toHaveLength(2);
  });

  it("is not done again when its message is edited", async () => {
    await bot.send({
      type: "messageUpdate",
      text: "propose LT-0042 ben@contoso.com",
      channelData: { eventType: "editMessage", tenant: { id: TENANT } },
    });

    expect(calls).toEqual([]);
    expect(bot.connector.requests).toEqual([]);
  });

  it("of someone whom Teams does not name is refused", async () => {
    const reply = await say("propose LT-0042 ben@contoso.com", {
      from: { id: "29:ana", name: "Ana" },
    });

    expect(calls).toEqual([]);
    expect(reply.text).toMatch(/didn't say who you are/);
  });

  it("nobody knows gets the help card and a word that says so", async () => {
    const reply = await say("make me a coffee");

    expect(reply.text).toMatch(/don't know/);
    expect(reply.attachments).toHaveLength(1);
  });

  const card = {
    contentType: "application/vnd.microsoft.card.adaptive",
    content: { type: "AdaptiveCard", version: "1.5", body: [] },
  };

  it.each([
    ["no text", undefined],
    ["an empty text", ""],
    [
      "a client's placeholder",
      '\n<span class="inline-compose-card" itemid="0">\n <span content="0"></span>\n</span>\n',
    ],
    ["the link it stands for", "https://intune.microsoft.com/#view/Microsoft"],
  ])(
    "is not seen in a card that is put into the chat with %s",
    async (_what, text) => {
      await bot.send({ ...personal, text, attachments: [card] });

      expect(bot.connector.requests).toEqual([]);
    },
  );

  it("is read beside a card in the chat, and where the bot is mentioned with one", async () => {
    const beside = await say("help", { ...personal, attachments: [card] });
    const mentioned = await say("", { attachments: [card] });

    expect(beside.attachments).toHaveLength(1);
    expect(mentioned.attachments).toHaveLength(1);
  });

  it.each(["", "help", "Help?", "HELP."])(
    "%p gets the help card",
    async (text) => {
      const reply = await say(text);

      expect(reply.text).toBeUndefined();
      expect(reply.attachments).toHaveLength(1);
    },
  );

  it("pending? lists the open proposals", async () => {
    const reply = await say("pending?");

    expect(calls).toMatchObject([{ call: "listPending" }]);
    expect(reply.attachments).toHaveLength(1);
  });

  it.each(["help me", "Please help!", "pending please", "Handoffs, thanks."])(
    "%p is understood",
    async (text) => {
      const reply = await say(text);

      expect(reply.attachments).toHaveLength(1);
      expect(reply.text).toBeUndefined();
    },
  );

  it.each(["handoffs", "Handoffs?"])(
    "%p shows the staging board from its first page",
    async (text) => {
      const reply = await say(text);

      expect(calls).toEqual([{ call: "handoffs.board", with: 0 }]);
      expect(JSON.stringify(reply.attachments)).toContain("LT-0117");
      expect(reply.summary).toContain("25 devices are waiting");
    },
  );

  it.each(["help", "pending", "handoffs"])(
    "%p is answered while Entra does not say what somebody is",
    async (text) => {
      custodian.findRole = () => new Promise(() => undefined);

      const reply = await say(text);

      expect(reply.attachments).toHaveLength(1);
    },
  );

  it.each(["help", "pending", "handoffs", "make me a coffee"])(
    "%p from a guest is refused and shows nothing",
    async (text) => {
      role = { kind: "none", message: message("people.guest") };

      const reply = await say(text);

      expect(calls).toEqual([]);
      expect(reply.text).toBe("Guests can't use Custodian.");
      expect(reply.attachments ?? []).toHaveLength(0);
    },
  );

  it("that fails as expected says what to do, and is logged without a stack", async () => {
    custodian.propose = () => Promise.reject(new GraphThrottled("users.find"));

    const reply = await say("propose LT-0042 ben@contoso.com");

    expect(reply.text).toBe(english.t(new GraphThrottled("x").userMessage));
  });

  it("that fails by a bug gets a reference and nothing of the error", async () => {
    custodian.propose = () => Promise.reject(new Error("secret detail"));

    const reply = await say("propose LT-0042 ben@contoso.com");

    expect(reply.text).toMatch(/Something went wrong \(reference \w{8}\)/);
    expect(reply.text).not.toContain("secret");
  });

  it("is answered 200 even when its reply cannot be posted", async () => {
    bot.connector.play({ status: 403, body: { error: { code: "X" } } });

    expect((await bot.send({ text: "help", entities: [] })).status).toBe(200);
  });
});

describe("preview", () => {
  it.each(["preview", "preview csv"])(
    "%s is refused to somebody who is no admin",
    async (command) => {
      custodian.requireAdmin = record("requireAdmin", {
        allowed: false,
        message: message("people.admins-only"),
      });
      const reply = await say(command, personal);
      expect(reply.text).toContain("admins");
      expect(calls.map(({ call }) => call)).not.toContain("preview.read");
      expect(calls.map(({ call }) => call)).not.toContain(
        "preview.createExportLink",
      );
    },
  );

  it("shows an admin what would be proposed, and that only observing goes on", async () => {
    const reply = await say("preview", personal);
    expect(JSON.stringify(reply.attachments)).toContain("only observes");
  });

  it("gives the link to all of it in private only", async () => {
    expect((await say("preview csv")).text).toContain("personal chat");
  });
});

describe("scan", () => {
  const showIn = { conversationId: "a:ana" };

  it("begins a sweep whose progress is shown where it was typed", async () => {
    const reply = await say("scan", personal);

    expect(calls).toEqual([
      {
        call: "scan",
        with: {
          requestedBy: ANA,
          showIn: { ...showIn, serviceUrl: bot.serviceUrl },
        },
      },
    ]);
    expect(reply.text).toMatch(/^Scanning the tenant's people and devices/);
  });

  it.each([
    ["in this conversation", { ...showIn, serviceUrl: "" }],
    [
      "that requested it",
      { conversationId: "19:other@thread.tacv2", serviceUrl: "" },
    ],
  ])("points to the one that runs: %s", async (where, shownIn) => {
    const startedAt = new Date(Date.now() - 12 * 60_000);
    const { sweep } = aSweepCard(undefined, { startedAt, showIn: shownIn });
    custodian.scan = record("scan", { kind: "running", sweep });

    const reply = await say("scan", personal);

    expect(reply.text).toContain(
      "A scan is running already. It started 12 minutes ago and has read 5,000 of 20,000 devices.",
    );
    expect(reply.text).toContain(where);
  });

  it.each([
    ["A card here shows", showIn.conversationId],
    ["that requested the scan first", "19:other@thread.tacv2"],
  ])(
    "says that all is read after the changes: %s",
    async (where, conversationId) => {
      const { sweep } = aSweepCard(undefined, {
        kind: "changes",
        thenFull: {
          requestedBy: ANA as UserId,
          showIn: { conversationId, serviceUrl: "" },
        },
      });
      custodian.scan = record("scan", { kind: "running", sweep });

      const reply = await say("scan", personal);

      expect(reply.text).toContain("Then it scans the whole tenant");
      expect(reply.text).toContain(where);
    },
  );

  it("is refused to who is no admin", async () => {
    custodian.requireAdmin = () =>
      Promise.resolve({ allowed: false, message: "Only admins may do this." });

    const reply = await say("scan");

    expect(calls).toEqual([]);
    expect(reply.text).toBe("Only admins may do this.");
  });
});

describe("notify me", () => {
  const CHANNEL = "19:helpdesk@thread.tacv2";

  it.each([
    ["notify me", {}, "subscriptions.add", CHANNEL, /this channel/],
    ["Notify me please", personal, "subscriptions.add", null, /new proposals/],
    ["stop notifying me", {}, "subscriptions.remove", CHANNEL, /any more/],
    ["Stop notifying me", personal, "subscriptions.remove", null, /any more/],
  ])("%s %#: is of the channel, or of all", async (...args) => {
    const [text, where, call, scope, answer] = args;
    const reply = await say(text, where);
    expect(calls).toEqual([{ call, with: [ANA, scope] }]);
    expect(reply.text).toMatch(answer);
  });

  it("says why not to whoever may not decide", async () => {
    custodian.subscriptions = {
      add: () =>
        Promise.resolve({
          kind: "refused",
          message: message("notices.for-approvers"),
        }),
    };
    const { text } = await say("notify me", personal);
    expect(text).toMatch(/Only approvers/);
  });
});

describe("use this channel", () => {
  const chosen = {
    id: "19:helpdesk@thread.tacv2",
    teamId: "19:general@thread.tacv2",
    tenantId: TENANT,
    chosenBy: ANA,
    lostAt: null,
  };

  it("typed in a thread chooses the channel, not the thread", async () => {
    const reply = await say("use this channel");

    expect(calls).toMatchObject([
      {
        call: "channels.use",
        with: { ...chosen, serviceUrl: bot.serviceUrl },
      },
    ]);
    expect(reply.text).toContain("2 waiting proposals follow");
  });

  it("is refused to who is no admin", async () => {
    custodian.requireAdmin = () =>
      Promise.resolve({ allowed: false, message: "Only admins may do this." });

    const replies = [
      await say("use this channel"),
      await say("stop using this channel"),
      await say("audit verify"),
      await say("audit last 3"),
      await say("audit LT-0042"),
      await say("audit export", personal),
    ];

    expect(calls).toEqual([]);
    for (const { text } of replies)
      expect(text).toBe("Only admins may do this.");
  });

  it("says where it works when it is typed elsewhere", async () => {
    const reply = await say("use this channel", personal);

    expect(calls).toEqual([]);
    expect(reply.text).toMatch(/works in a team's channel/);
  });

  it("is taken back with stop using this channel", async () => {
    await say("stop using this channel");

    expect(calls).toEqual([
      { call: "channels.stop", with: ["19:helpdesk@thread.tacv2", ANA] },
    ]);
  });

  it("ends when the bot is removed from the team", async () => {
    const response = await bot.send({
      type: "conversationUpdate",
      text: null,
      membersRemoved: [{ id: `28:${BOT_ID}` }],
    });

    expect(response.status).toBe(200);
    expect(calls).toEqual([
      { call: "channels.lost", with: { teamId: "19:general@thread.tacv2" } },
    ]);
  });
});

describe("audit", () => {
  const newest = { filter: EVERY_ENTRY, upTo: null, skip: 0 };
  const anything = {
    device: null,
    person: null,
    kinds: null,
    since: null,
    until: null,
  };

  it.each(["audit last 0", "audit last 501", "audit last 99999999999999999"])(
    "%s is told how many it may be, and where the whole log is",
    async (text) => {
      expect((await say(text)).text).toMatch(/from 1 to 500\. .*audit export/);
      expect(calls).toEqual([]);
    },
  );

  it.each([
    ["audit", "audit.list", { ...newest, limit: 16 }],
    ["audit last 7", "audit.list", { ...newest, limit: 7 }],
    ["audit last 500", "audit.list", { ...newest, limit: 16 }],
  ])("%s", async (text, call, args) => {
    await say(text);

    expect(calls).toEqual([
      { call: "audit.findFilter", with: anything },
      { call, with: args },
    ]);
  });

  it.each([
    ['audit "Front desk 1"', { device: "Front desk 1" }],
    ["audit LT-0042", { device: "LT-0042" }],
    ["audit device LT-0042", { device: "LT-0042" }],
    ["audit last device LT-0042", { device: "LT-0042" }],
    ['audit "erase 12"', { device: "erase 12" }],
    ["audit Kind LT-0042", null],
    [
      "audit since 2026-11-01 until 2026-11-30 person Megan Bowen device LT-0042",
      {
        device: "LT-0042",
        person: "Megan Bowen",
        since: new Date("2026-11-01T00:00:00Z"),
        until: new Date("2026-12-01T00:00:00Z"),
      },
    ],
    [
      "audit device LT-0042 kind Undone last 5",
      { device: "LT-0042", kinds: ["undo.done"] },
    ],
    [
      "audit kind channel device LT-0042",
      {
        device: "LT-0042",
        kinds: [
          "channel.chosen",
          "channel.stopped",
          "channel.lost",
          "channel.regained",
        ],
      },
    ],
    [
      "audit device LT-0042 kind rejected",
      { device: "LT-0042", kinds: ["proposal.rejected"] },
    ],
  ])("%s asks for what it says", async (text, question) => {
    await say(text);

    expect(calls).toEqual(
      question === null
        ? []
        : [{ call: "audit.findFilter", with: { ...anything, ...question } }],
    );
  });

  it.each([
    ["audit device", /^Type audit/],
    ["audit device LT-0042 device LT-0043", /^Type audit/],
    ["audit kind of magic", /No entry is of the kind “of magic”.*reassignment/],
    ["audit since yesterday", /2026-11-30/],
    ["audit until 2026-02-30", /2026-11-30/],
    ["audit device LT-0042 last 0", /from 1 to 500/],
  ])("%s is told how to write it", async (text, answer) => {
    expect((await say(text)).text).toMatch(answer);
    expect(calls).toEqual([]);
  });

  it.each([
    [
      `audit verify 12 ${"AB".repeat(32)}`,
      "audit.verify",
      { seq: 12, hash: "ab".repeat(32) },
    ],
    ["audit verify", "audit.verify", undefined],
    [
      "audit erase 12, 15-20 asked for it",
      "audit.erase",
      [
        [
          [12, 12],
          [15, 20],
        ],
        "asked for it",
        ANA,
      ],
    ],
    ["ask again LT-0042", "liftSilence", ["LT-0042", ANA]],
    ['Ask again about "Front desk 1"', "liftSilence", ["Front desk 1", ANA]],
  ])("%s is understood as such", async (text, call, args) => {
    await say(text);

    expect(calls).toEqual([{ call, with: args }]);
  });

  it.each([
    "audit verify 12",
    "audit erase 12",
    "audit erase 999999999999999999 x",
    "audit erase LT-0042 x",
  ])("%s is told how to write it", async (text) => {
    expect((await say(text)).text).toMatch(/^Type/);
    expect(calls).toEqual([]);
  });

  it("verify says that the log is intact", async () => {
    expect((await say("audit verify")).text).toContain("intact: 3 rows");
  });

  it("export gives the link in the personal chat alone", async () => {
    expect((await say("audit export")).text).not.toContain("https://");
    expect((await say("audit export jsonl", personal)).text).toContain(
      "https://bot.contoso.com/api/audit/export?until=1&signature=x",
    );
    expect(calls).toEqual([
      { call: "audit.createExportLink", with: ["jsonl", ANA] },
    ]);
  });

  it("export takes what the log is filtered by", async () => {
    await say("audit export person Ana kind undo", personal);
    expect(calls).toMatchObject([
      { call: "audit.findFilter" },
      {
        call: "audit.createExportLink",
        with: ["csv", ANA, { actor: ANA, since: null }],
      },
    ]);
  });
});

describe("a click", () => {
  const click = (value: unknown, overrides = {}) =>
    bot.send({
      type: "invoke",
      name: "adaptiveCard/action",
      text: null,
      value,
      ...overrides,
    });
  const approve = {
    action: {
      type: "Action.Execute",
      verb: Verb.approve,
      data: { id: "p-7f3a", version: 1 },
    },
    trigger: "manual",
  };

  it("answers with the card as it stands now, for the clicker", async () => {
    const response = await click(approve);

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      statusCode: 200,
      type: "application/vnd.microsoft.card.adaptive",
      value: { type: "AdaptiveCard" },
    });
    expect(calls).toMatchObject([
      {
        call: "applyAction",
        with: [
          { proposalId: "p-7f3a", version: 1, kind: "approve" },
          {
            userId: ANA,
            replyTo: {
              userId: ANA,
              teamsUserId: "29:ana",
              serviceUrl: bot.serviceUrl,
              conversationId:
                "19:helpdesk@thread.tacv2;messageid=1732090201234",
            },
          },
          expect.any(Function),
        ],
      },
    ]);
    expect(bot.connector.requests).toEqual([]);
  });

  it("takes the clicker from the verified activity, lower-cased, whatever the card says", async () => {
    await click(
      {
        ...approve,
        action: {
          ...approve.action,
          data: { ...approve.action.data, userId: "someone-else" },
        },
      },
      { from: { id: "29:ana", aadObjectId: ANA.toUpperCase() } },
    );

    expect(calls).toMatchObject([
      { with: [{}, { userId: ANA }, expect.any(Function)] },
    ]);
  });

  it.each([
    [
      "refused",
      () => Promise.resolve({ kind: "refused", message: "Not you." }),
      "Not you.",
    ],
    [
      "checking",
      () => Promise.resolve({ kind: "checking" }),
      "Custodian is checking this. The card shows the result in a moment.",
    ],
    [
      "an expected failure",
      () => Promise.reject(new GraphThrottled("x")),
      english.t(new GraphThrottled("x").userMessage),
    ],
    [
      "a bug",
      () => Promise.reject(new Error("secret detail")),
      expect.stringMatching(/^Something went wrong \(reference \w{8}\)/),
    ],
  ])(
    "that is %s is answered 200 with a sentence",
    async (_name, result, text) => {
      custodian.applyAction = result;

      const response = await click(approve);

      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({
        statusCode: 200,
        type: "application/vnd.microsoft.activity.message",
        value: text,
      });
    },
  );

  it("is answered, however long the answer takes", async () => {
    custodian.applyAction = () => new Promise(() => undefined);

    const response = await click(approve);

    expect(await response.json()).toMatchObject({
      // Whether it was stored is not known then, so nothing of the kind is said.
      value: expect.stringMatching(/^This is taking longer.*click again/),
    });
  });

  it.each([
    ["a verb nobody knows", { action: { verb: "proposal.explode", data: {} } }],
    ["a verb that is a property of objects", { action: { verb: "toString" } }],
    ["the prototype as verb", { action: { verb: "__proto__", data: {} } }],
    ["no verb", { action: {} }],
    ["no action", {}],
    ["nothing", null],
    ["a list", [1]],
    [
      "data that is not the card's",
      { action: { verb: Verb.approve, data: 7 } },
    ],
  ])(
    "with %s is answered 200 with a sentence and does nothing",
    async (_name, value) => {
      const response = await click(value);

      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({
        statusCode: 200,
        type: "application/vnd.microsoft.activity.message",
        value: expect.any(String),
      });
      expect(calls).toEqual([]);
    },
  );

  it("of another kind is answered 200 with a sentence", async () => {
    for (const name of [
      "config/fetch",
      "actionableMessage/executeAction",
      null,
    ]) {
      const response = await click({}, { name });
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ statusCode: 200 });
    }
  });

  it("of someone whom Teams does not name is refused", async () => {
    const response = await click(approve, { from: { id: "29:ana" } });

    expect(await response.json()).toMatchObject({
      value: expect.stringContaining("didn't say who you are"),
    });
    expect(calls).toEqual([]);
  });

  it("on the help card's buttons shows the clicker alone what typing would", async () => {
    const response = await click({
      action: { type: "Action.Execute", verb: Verb.pending, data: {} },
    });

    expect(await response.json()).toMatchObject({
      type: "application/vnd.microsoft.card.adaptive",
    });
    expect(bot.connector.requests).toEqual([]);
  });

  const next = (data: unknown) => ({
    action: { type: "Action.Execute", verb: Verb.boardPage, data },
  });

  it("on Next of the staging board shows the clicker alone that page", async () => {
    const response = await click(next({ page: 2 }));

    expect(await response.json()).toMatchObject({
      type: "application/vnd.microsoft.card.adaptive",
      value: { type: "AdaptiveCard" },
    });
    expect(calls).toEqual([{ call: "handoffs.board", with: 2 }]);
    expect(bot.connector.requests).toEqual([]);
  });

  it("of a guest on the staging board is refused and shows nothing", async () => {
    role = { kind: "none", message: message("people.guest") };

    const response = await click(next({ page: 2 }));

    expect(await response.json()).toMatchObject({
      type: "application/vnd.microsoft.activity.message",
      value: "Guests can't use Custodian.",
    });
    expect(calls).toEqual([]);
  });

  it("for a page that no button of ours asks for says what to type", async () => {
    const response = await click(next({ page: "all" }));

    expect(await response.json()).toMatchObject({
      type: "application/vnd.microsoft.activity.message",
      value: expect.stringContaining("Type handoffs"),
    });
    expect(calls).toEqual([]);
  });
});

describe("where the bot is installed", () => {
  it("is kept in the database, and a person's chat is found by their Entra id", async () => {
    bot.connector.play({ status: 201, body: { id: "1" } });
    await bot.send({ ...personal, text: "help" });

    expect(await storage.installations.findPersonal(ANA)).toMatchObject({
      serviceUrl: bot.serviceUrl,
      conversation: { id: "a:ana" },
    });
    expect(await storage.installations.findPersonal(ANA)).not.toHaveProperty(
      "activityId",
    );

    await bot.send({
      ...personal,
      type: "installationUpdate",
      action: "remove",
      text: null,
    });

    expect(await storage.installations.findPersonal(ANA)).toBeNull();
    expect(calls).toEqual([]);
  });
});
