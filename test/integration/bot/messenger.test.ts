import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createLanguages } from "../../../bot/channel/languages.ts";
import { createMessenger } from "../../../bot/channel/messenger.ts";
import { createPacing } from "../../../bot/protocol/pacing.ts";
import {
  createMetrics,
  type BotMetrics,
} from "../../../bot/telemetry/metrics.ts";
import {
  ChannelLost,
  MessageGone,
  MessageRefused,
  PersonUnreachable,
  TeamsThrottled,
  TeamsUnavailable,
  type Messenger,
} from "../../../src/ports/messenger.ts";
import type {
  Recipient,
  PostedMessage,
  Channel,
  ChannelId,
} from "../../../src/domain/channels/channel.ts";
import type { TrackedCard } from "../../../src/domain/cards/trackedCard.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { RateStore } from "../../../src/ports/stores/rateStore.ts";
import { aPerson, someSettings } from "../../support/builders.ts";
import { exampleProposal, NOON } from "../../support/cardExamples.ts";
import { aBatch, aHandoff } from "../../support/stagingExamples.ts";
import { aSweep } from "../../support/sweepExamples.ts";
import {
  ANA,
  BOT_ID,
  startBot,
  TENANT,
  UNLIMITED,
  type RunningBot,
} from "./harness.ts";
import { message } from "../../../src/domain/message.ts";

const HELPDESK = "19:helpdesk@thread.tacv2" as ChannelId;

let bot: RunningBot;
let messenger: Messenger;
let metrics: BotMetrics;
let personalChat: unknown;
let knownServiceUrl: string | null;
let rates: RateStore;

/** What the settings and the stored locales say. */
let channelLanguages: Record<string, string>;
let locales: Record<string, string>;
let viewers: () => Promise<readonly string[]>;
let channel: Channel;
let posted: PostedMessage;

beforeEach(async () => {
  bot = await startBot({ onTurn: () => Promise.resolve() });
  personalChat = null;
  knownServiceUrl = null;
  channelLanguages = {};
  locales = {};
  viewers = () => Promise.resolve([]);
  rates = UNLIMITED;
  metrics = createMetrics();
  messenger = createMessenger({
    adapter: bot.adapter,
    installations: { findPersonal: () => Promise.resolve(personalChat) },
    listViewers: () => viewers(),
    findServiceUrl: () => Promise.resolve(knownServiceUrl),
    languages: createLanguages({
      settings: {
        current: () =>
          Promise.resolve({
            version: 1,
            values: someSettings({ channelLanguages }),
            changedByAdmins: [],
            changedBy: null,
            changedAt: NOON,
          }),
      },
      locales: {
        find: (userId) => Promise.resolve(locales[userId] ?? null),
        save: () => Promise.resolve(),
      },
      clock: { now: () => NOON },
      log: bot.log,
    }),
    pacing: createPacing({ take: (...asked) => rates.take(...asked) }, TENANT),
    botId: BOT_ID,
    tenantId: TENANT,
    clock: { now: () => NOON },
    metrics,
    log: bot.log,
  });
  channel = {
    id: HELPDESK,
    teamId: "19:general@thread.tacv2",
    serviceUrl: bot.serviceUrl,
    tenantId: TENANT,
    chosenBy: ANA as UserId,
    chosenAt: NOON,
    lostAt: null,
  };
  posted = {
    channelId: HELPDESK,
    serviceUrl: bot.serviceUrl,
    conversationId: `${HELPDESK};messageid=17`,
    activityId: "17",
  };
});
afterEach(() => bot.close());

const inChannel = () => ({ kind: "channel", channel }) as const;
const aCard = () =>
  ({ kind: "proposal", proposal: exampleProposal() }) as const;
const failure = (status: number, code: string, headers = {}) => ({
  status,
  body: { error: { code, message: "no" } },
  headers,
});
const sent = () =>
  bot.connector.requests.map(({ method, url, body }) => ({
    method,
    url: decodeURIComponent(url),
    body: JSON.parse(body) as Record<string, unknown>,
  }));

describe("posting a proposal", () => {
  it("starts a thread in the channel and says where it stands", async () => {
    bot.connector.play({
      status: 201,
      body: { id: `${HELPDESK};messageid=17`, activityId: "17" },
    });

    expect(await messenger.post(inChannel(), aCard())).toEqual(posted);
    expect(sent()).toMatchObject([
      {
        method: "POST",
        url: "/emea/v3/conversations",
        body: {
          isGroup: true,
          tenantId: TENANT,
          channelData: { channel: { id: HELPDESK }, tenant: { id: TENANT } },
          activity: {
            type: "message",
            summary: expect.stringContaining("LT-0042"),
            attachments: [
              {
                contentType: "application/vnd.microsoft.card.adaptive",
                content: { type: "AdaptiveCard" },
              },
            ],
          },
        },
      },
    ]);
  });

  it("finds the thread when the answer names only one of its ids", async () => {
    bot.connector.play(
      { status: 201, body: { id: `${HELPDESK};messageid=17` } },
      { status: 201, body: { id: HELPDESK, activityId: "17" } },
    );

    for (let i = 0; i < 2; i += 1)
      expect(await messenger.post(inChannel(), aCard())).toEqual(posted);
  });

  it.each([
    ["the connection broke", "reset" as const],
    ["no answer came in time", "hang" as const],
    ["the answer broke off", "break-off" as const],
    ["a server error", failure(500, "ServiceError")],
    ["a bad gateway", failure(502, "ServiceError")],
    ["the service was busy", failure(503, "ServiceError")],
    ["a gateway time-out", failure(504, "ServiceError")],
    ["an answer without an id", { status: 201, body: { unexpected: true } }],
  ])("is sent once and perhaps done when %s", async (_name, step) => {
    bot.connector.play(step);

    const error = await messenger
      .post(inChannel(), aCard())
      .catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(TeamsUnavailable);
    expect(error).toMatchObject({ maybeDone: true, retryable: true });
    expect(bot.connector.requests).toHaveLength(1);
  });

  it("is sent again after a definite no that passes", async () => {
    bot.connector.play(
      failure(429, "Throttled"),
      failure(412, "PreconditionFailed"),
      { status: 201, body: { id: `${HELPDESK};messageid=17` } },
    );

    expect(await messenger.post(inChannel(), aCard())).toEqual(posted);
  });

  it("gives up on a long Retry-After, saying how long, and nothing was posted", async () => {
    bot.connector.play(failure(429, "Throttled", { "retry-after": "30" }));

    const error = await messenger
      .post(inChannel(), aCard())
      .catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(TeamsThrottled);
    expect(error).toMatchObject({ retryAfterMs: 30_000 });
    expect(bot.connector.requests).toHaveLength(1);
  });

  it.each(["0", "-5", "0.001", "Fri, 20 Nov 2020 12:00:00 GMT", "soon"])(
    "is sent a few times and no more while Teams throttles with Retry-After: %s",
    async (header) => {
      bot.connector.play(
        ...Array.from({ length: 8 }, () =>
          failure(429, "Throttled", { "retry-after": header }),
        ),
      );

      await expect(messenger.post(inChannel(), aCard())).rejects.toBeInstanceOf(
        TeamsThrottled,
      );
      expect(bot.connector.requests.length).toBeGreaterThan(1);
      expect(bot.connector.requests.length).toBeLessThanOrEqual(4);
    },
  );

  it("waits an hour at most, however long Teams asks for", async () => {
    bot.connector.play(
      failure(429, "Throttled", { "retry-after": "99999999999" }),
    );

    await expect(messenger.post(inChannel(), aCard())).rejects.toMatchObject({
      code: "teams.throttled",
      retryAfterMs: 3_600_000,
    });
  });

  it.each([
    ["403 with a page", { status: 403, body: "<html>Blocked</html>" }],
    ["404 with nothing", { status: 404, body: "" }],
    ["404 NotFound", failure(404, "NotFound")],
    ["400 with a page", { status: 400, body: "<html>Bad request</html>" }],
  ])(
    "does not take %s for a lasting no, posted, edited or to a person",
    async (_what, step) => {
      bot.connector.play(step, step, step);
      knownServiceUrl = bot.serviceUrl;

      for (const attempt of [
        () => messenger.post(inChannel(), aCard()),
        () => messenger.edit(posted, aCard()),
        () =>
          messenger.notify(
            {
              userId: ANA as UserId,
              teamsUserId: null,
              serviceUrl: null,
              conversationId: null,
            },
            { kind: "no-channel" },
          ),
      ])
        await expect(attempt()).rejects.toMatchObject({
          code: "teams.unavailable",
          maybeDone: false,
          retryable: true,
        });
    },
  );

  it("is perhaps done when a page comes instead of Teams' answer", async () => {
    bot.connector.play({ status: 200, body: "<html>Sign in</html>" });

    await expect(messenger.post(inChannel(), aCard())).rejects.toMatchObject({
      code: "teams.unavailable",
      maybeDone: true,
    });
    expect(bot.connector.requests).toHaveLength(1);
  });

  it("is certainly not done when nobody listens there", async () => {
    await bot.connector.close();

    const error = await messenger
      .post(inChannel(), aCard())
      .catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(TeamsUnavailable);
    expect(error).toMatchObject({ maybeDone: false });
  });

  it.each([
    [403, "BotNotInConversationRoster"],
    [403, "BotDisabledByAdmin"],
    [403, "MessageWritesBlocked"],
    [404, "ConversationNotFound"],
  ])("finds the channel lost on %i %s", async (status, code) => {
    bot.connector.play(failure(status, code));

    await expect(messenger.post(inChannel(), aCard())).rejects.toBeInstanceOf(
      ChannelLost,
    );
  });

  it("does not blame the channel when the bot's own token is refused", async () => {
    bot.connector.play(failure(401, "BotNotRegistered"));

    await expect(messenger.post(inChannel(), aCard())).rejects.toMatchObject({
      code: "teams.unavailable",
      maybeDone: false,
    });
  });
});

describe("editing a proposal's card", () => {
  it("replaces the message in its thread", async () => {
    bot.connector.play({ status: 200, body: { id: "17" } });

    await messenger.edit(posted, aCard());

    expect(sent()).toMatchObject([
      {
        method: "PUT",
        url: `/emea/v3/conversations/${HELPDESK};messageid=17/activities/17`,
        body: {
          id: "17",
          attachments: [{ content: { type: "AdaptiveCard" } }],
        },
      },
    ]);
  });

  it("names whose clients are to ask for their own view", async () => {
    viewers = () => Promise.resolve(["29:ana", "8:orgid:ben"]);
    bot.connector.play({ status: 200, body: { id: "17" } });
    await messenger.edit(posted, aCard());
    expect(sent()).toMatchObject([
      {
        body: {
          attachments: [
            { content: { refresh: { userIds: ["29:ana", "8:orgid:ben"] } } },
          ],
        },
      },
    ]);
  });

  it("is done without them when nobody can say who they are", async () => {
    viewers = () => Promise.reject(new Error("no database"));
    bot.connector.play({ status: 200, body: { id: "17" } });
    await messenger.edit(posted, aCard());
    expect(sent()).toHaveLength(1);
    expect(JSON.stringify(sent())).not.toContain("refresh");
  });

  it("is tried again after a lost answer, because an edit done twice is one edit", async () => {
    bot.connector.play(failure(502, "ServiceError"), "reset", {
      status: 200,
      body: { id: "17" },
    });

    await messenger.edit(posted, aCard());

    expect(bot.connector.requests).toHaveLength(3);
  });

  it("is not done when a page comes instead of Teams' answer, and is tried again", async () => {
    bot.connector.play(
      { status: 200, body: "<html>Sign in</html>" },
      { status: 200, body: { id: "17" } },
    );

    await messenger.edit(posted, aCard());

    expect(bot.connector.requests).toHaveLength(2);
  });

  it("finds the message gone", async () => {
    bot.connector.play(failure(404, "ActivityNotFoundInConversation"));

    await expect(messenger.edit(posted, aCard())).rejects.toBeInstanceOf(
      MessageGone,
    );
  });

  it("finds the channel lost", async () => {
    bot.connector.play(failure(403, "BotNotInConversationRoster"));

    await expect(messenger.edit(posted, aCard())).rejects.toBeInstanceOf(
      ChannelLost,
    );
  });
});

it.each([
  [{ status: 200, body: { members: [] } }, true],
  [failure(403, "BotNotInConversationRoster"), false],
])("says whether the bot is in a channel: %j, %s", async (step, expected) => {
  bot.connector.play(step);

  expect(await messenger.reaches(channel)).toBe(expected);
  expect(bot.connector.requests).toMatchObject([{ method: "GET" }]);
});

describe("a card that Teams does not take", () => {
  it.each([
    [400, "BadSyntax"],
    [413, "MessageSizeTooBig"],
  ])(
    "is refused for good with %i %s, posted or edited, and nothing is sent again",
    async (status, code) => {
      bot.connector.play(failure(status, code), failure(status, code));

      for (const attempt of [
        messenger.post(inChannel(), aCard()),
        messenger.edit(posted, aCard()),
      ]) {
        const error = await attempt.catch((caught: unknown) => caught);
        expect(error).toBeInstanceOf(MessageRefused);
        expect(error).toMatchObject({
          retryable: false,
          message: expect.stringContaining(code),
        });
      }

      expect(bot.connector.requests).toHaveLength(2);
      const text = await metrics.registry.metrics();
      for (const call of ["post", "edit"])
        expect(text).toContain(
          `teams_calls_total{call="${call}",outcome="teams.message-refused"} 1`,
        );
    },
  );
});

it("each call is counted by how it ended", async () => {
  bot.connector.play(
    { status: 201, body: { id: `${HELPDESK};messageid=17` } },
    failure(404, "ActivityNotFoundInConversation"),
  );

  await messenger.post(inChannel(), aCard());
  await messenger.edit(posted, aCard()).catch(() => undefined);

  const text = await metrics.registry.metrics();
  expect(text).toContain('teams_calls_total{call="post",outcome="ok"} 1');
  expect(text).toContain(
    'teams_calls_total{call="edit",outcome="teams.message-gone"} 1',
  );
});

it("a reply goes into the card's thread as text that does nothing", async () => {
  bot.connector.play({ status: 201, body: { id: "18" } });

  await messenger.reply(
    posted,
    message("graph.refused", { detail: "**<at>all</at>** [x](https://x)" }),
  );

  expect(sent()).toMatchObject([
    {
      method: "POST",
      url: `/emea/v3/conversations/${HELPDESK};messageid=17/activities`,
      body: {
        text: "Microsoft refused this: **<at>all</at>** [x](https://x)",
        textFormat: "plain",
      },
    },
  ]);
  expect(sent()[0]?.body).not.toHaveProperty("entities");
});

describe("a card for one person", () => {
  const lead = { id: ANA as UserId, displayName: "<at>Ana</at>" };
  const card = {
    kind: "handoff",
    handoff: aHandoff({
      toUser: aPerson("Ben"),
      moments: { "handed-off": { at: NOON, source: "users-logged-on" } },
    }),
    proposal: null,
    lead: { ...lead, userPrincipalName: "ana@contoso.com" },
  } as const;
  const inPerson = { kind: "personal", userId: lead.id } as const;
  const chat = () => ({
    serviceUrl: bot.serviceUrl,
    conversation: { id: "a:ana", conversationType: "personal" },
  });
  const attachment = (body: Record<string, unknown> | undefined) =>
    (body?.["attachments"] as { content: Record<string, unknown> }[])[0]
      ?.content;

  it("goes to their chat with the bot, and mentions nobody there", async () => {
    personalChat = chat();
    bot.connector.play({ status: 201, body: { id: "1" } });

    expect(await messenger.post(inPerson, card)).toEqual({
      channelId: null,
      serviceUrl: bot.serviceUrl,
      conversationId: "a:ana",
      activityId: "1",
    });
    const [request] = sent();
    expect(request?.url).toBe("/emea/v3/conversations/a:ana/activities");
    expect(attachment(request?.body)?.["msteams"]).not.toHaveProperty(
      "entities",
    );
  });

  it("goes to a new chat when there is none, or when the one there was is closed", async () => {
    knownServiceUrl = bot.serviceUrl;
    personalChat = chat();
    bot.connector.play(
      failure(403, "BotNotInConversationRoster"),
      { status: 201, body: { id: "a:new" } },
      { status: 201, body: { id: "2" } },
    );

    expect(await messenger.post(inPerson, card)).toMatchObject({
      channelId: null,
      conversationId: "a:new",
      activityId: "2",
    });
    expect(sent()[1]?.body).toMatchObject({
      isGroup: false,
      members: [{ id: ANA }],
    });
  });

  it("says that they cannot be reached when no chat takes it", async () => {
    knownServiceUrl = bot.serviceUrl;
    personalChat = chat();
    bot.connector.play(
      failure(404, "ConversationNotFound"),
      failure(403, "BotNotInstalled"),
    );

    await expect(messenger.post(inPerson, card)).rejects.toBeInstanceOf(
      PersonUnreachable,
    );
  });

  it("was certainly not sent when only the answer about the new chat is lost", async () => {
    knownServiceUrl = bot.serviceUrl;
    bot.connector.play("reset");

    await expect(messenger.post(inPerson, card)).rejects.toMatchObject({
      code: "teams.unavailable",
      maybeDone: false,
    });
  });

  it.each([
    ["the answer is lost", "reset" as const],
    ["the answer has no id", { status: 201, body: {} }],
  ])(
    "may have been sent when %s, and goes nowhere else",
    async (_how, step) => {
      knownServiceUrl = bot.serviceUrl;
      personalChat = chat();
      bot.connector.play(step);

      await expect(messenger.post(inPerson, card)).rejects.toMatchObject({
        code: "teams.unavailable",
        maybeDone: true,
      });
      expect(bot.connector.requests).toHaveLength(1);
    },
  );

  it("mentions them in a channel, and only them, posted or edited", async () => {
    bot.connector.play(
      { status: 201, body: { id: `${HELPDESK};messageid=17` } },
      { status: 200, body: { id: "17" } },
    );

    await messenger.post(inChannel(), card);
    await messenger.edit(posted, card);

    const [post, edit] = sent().map(({ body }) => body);
    for (const content of [
      attachment(post?.["activity"] as Record<string, unknown>),
      attachment(edit),
    ]) {
      const { entities } = content?.["msteams"] as {
        entities: { text: string; mentioned: { id: string } }[];
      };
      expect(entities).toMatchObject([
        { type: "mention", mentioned: { id: ANA } },
      ]);
      const text = entities[0]?.text ?? "";
      expect(text).toMatch(/^<at>[^<>]*<\/at>$/);
      const shown = JSON.stringify(content?.["body"]);
      expect(shown.split("<at>")).toHaveLength(2);
      expect(shown).toContain(text);
    }
  });

  it.each([
    [403, "BotNotInConversationRoster", "teams.channel-lost"],
    [404, "ConversationNotFound", "teams.channel-lost"],
    [404, "ActivityNotFoundInConversation", "teams.message-gone"],
    [413, "MessageSizeTooBig", "teams.message-refused"],
  ])(
    "cannot be edited in its chat on %i %s: %s",
    async (status, code, expected) => {
      bot.connector.play(failure(status, code));

      await expect(
        messenger.edit(
          { ...posted, channelId: null, conversationId: "a:ana" },
          card,
        ),
      ).rejects.toMatchObject({ code: expected });
    },
  );
});

describe("a card in the conversation in which it was asked for", () => {
  const card = { kind: "sweep", sweep: aSweep() } as const;
  const place = () =>
    ({
      kind: "conversation",
      serviceUrl: bot.serviceUrl,
      conversationId: `${HELPDESK};messageid=17`,
    }) as const;

  it("answers there", async () => {
    bot.connector.play({ status: 201, body: { id: "18" } });

    expect(await messenger.post(place(), card)).toEqual({
      channelId: null,
      serviceUrl: bot.serviceUrl,
      conversationId: `${HELPDESK};messageid=17`,
      activityId: "18",
    });
    expect(sent()).toMatchObject([
      {
        method: "POST",
        url: `/emea/v3/conversations/${HELPDESK};messageid=17/activities`,
      },
    ]);
  });

  it.each([
    [403, "BotNotInConversationRoster", "teams.channel-lost"],
    [413, "MessageSizeTooBig", "teams.message-refused"],
  ])("is not taken there on %i %s: %s", async (status, code, expected) => {
    bot.connector.play(failure(status, code));

    await expect(messenger.post(place(), card)).rejects.toMatchObject({
      code: expected,
    });
  });
});

it("a batch is posted in its channel like a proposal", async () => {
  bot.connector.play({ status: 201, body: { id: `${HELPDESK};messageid=17` } });

  expect(
    await messenger.post(inChannel(), {
      kind: "batch",
      batch: aBatch({
        rows: [
          {
            proposalId: exampleProposal().id,
            toUser: aPerson("Ben"),
            result: { kind: "waiting" },
          },
        ],
      }),
      proposals: [exampleProposal()],
    }),
  ).toEqual(posted);
});

/** Of the card that was sent. */
const languageOf = (request: object | undefined) =>
  (request as { body: { attachments: { content: { lang: string } }[] } }).body
    .attachments[0]?.content.lang;

describe("the language of a card", () => {
  const proposal: TrackedCard = {
    kind: "proposal",
    proposal: exampleProposal(),
  };
  const lookUp: TrackedCard = {
    kind: "lookUp",
    reply: { kind: "gone", what: "device" },
    asker: ANA as UserId,
    isPrivate: false,
    waits: false,
  };
  const inChat = (conversationId: string) => ({
    channelId: null,
    serviceUrl: bot.serviceUrl,
    conversationId,
    activityId: "17",
  });

  it.each([
    ["English", {}, "en"],
    ["what an admin chose for it", { [HELPDESK]: "de" }, "de"],
    ["English where nobody speaks what was chosen", { [HELPDESK]: "xx" }, "en"],
    ["not what was chosen for another", { "19:other": "de" }, "en"],
  ])("in a channel is %s", async (_what, chosen, language) => {
    channelLanguages = chosen;
    locales[ANA] = "de-DE";
    bot.connector.play({ status: 200, body: { id: "17" } });

    await messenger.edit(posted, proposal);

    expect(languageOf(sent()[0])).toBe(language);
  });

  it("follows another choice with the next edit", async () => {
    bot.connector.play(
      { status: 200, body: { id: "17" } },
      { status: 200, body: { id: "17" } },
    );
    await messenger.edit(posted, proposal);
    channelLanguages = { [HELPDESK]: "de" };
    await messenger.edit(posted, proposal);

    expect(sent().map(languageOf)).toEqual(["en", "de"]);
  });

  it.each([
    ["a personal chat", "a:ana", {}, "de"],
    ["a group chat", "19:g@thread.v2", {}, "de"],
    [
      "a group chat of its own",
      "19:g@thread.v2",
      { "19:g@thread.v2": "en" },
      "en",
    ],
    ["a thread of a channel", `${HELPDESK};messageid=17`, {}, "en"],
    [
      "a thread of a German channel",
      `${HELPDESK};messageid=17`,
      { [HELPDESK]: "de" },
      "de",
    ],
  ])(
    "in %s is that of whoever asked, unless it has another",
    async (_where, conversationId, chosen, language) => {
      channelLanguages = chosen;
      locales[ANA] = "de-DE";
      bot.connector.play({ status: 200, body: { id: "17" } });

      await messenger.edit(inChat(conversationId), lookUp);

      expect(languageOf(sent()[0])).toBe(language);
    },
  );

  it("for a person is theirs", async () => {
    const handoff: TrackedCard = {
      kind: "handoff",
      handoff: aHandoff(),
      proposal: null,
      lead: { ...aPerson("Lea"), id: ANA as UserId },
    };
    locales[ANA] = "de-DE";
    personalChat = {
      serviceUrl: bot.serviceUrl,
      conversation: { id: "a:ana", conversationType: "personal" },
    };
    bot.connector.play(
      { status: 201, body: { id: "1" } },
      { status: 200, body: { id: "1" } },
    );

    const at = await messenger.post(
      { kind: "personal", userId: ANA as UserId },
      handoff,
    );
    await messenger.edit(at, handoff);

    expect(sent().map(languageOf)).toEqual(["de", "de"]);
  });
});

describe("telling a person", () => {
  const notice = {
    kind: "refusal",
    deviceName: "LT-0042",
    message: "You are not an approver.",
  } as const;
  let recipient: Recipient;

  beforeEach(() => {
    recipient = {
      userId: ANA as UserId,
      teamsUserId: "29:ana",
      serviceUrl: bot.serviceUrl,
      conversationId: `${HELPDESK};messageid=17`,
    };
  });

  it("uses their chat with the bot", async () => {
    personalChat = {
      serviceUrl: bot.serviceUrl,
      conversation: { id: "a:ana", conversationType: "personal" },
    };
    bot.connector.play({ status: 201, body: { id: "1" } });

    await messenger.notify(recipient, notice);

    expect(sent()).toMatchObject([
      { method: "POST", url: "/emea/v3/conversations/a:ana/activities" },
    ]);
  });

  it("opens a chat when there is none", async () => {
    bot.connector.play(
      { status: 201, body: { id: "a:new" } },
      { status: 201, body: { id: "1" } },
    );

    await messenger.notify(recipient, notice);

    expect(sent()).toMatchObject([
      {
        url: "/emea/v3/conversations",
        body: { isGroup: false, members: [{ id: "29:ana" }], tenantId: TENANT },
      },
      { url: "/emea/v3/conversations/a:new/activities" },
    ]);
  });

  it("shows it to them alone where they acted when no chat can be opened", async () => {
    bot.connector.play(failure(403, "ForbiddenOperationException"), {
      status: 201,
      body: { id: "1" },
    });

    await messenger.notify(recipient, notice);

    expect(sent()[1]).toMatchObject({
      method: "POST",
      url: `/emea/v3/conversations/${HELPDESK};messageid=17/activities?isTargetedActivity=true`,
      body: { recipient: { id: "29:ana" } },
    });
    expect(bot.connector.requests[1]?.authorization).toBe("Bearer bot-token");
  });

  it.each([
    ["in the language of their client, as it was heard last", "de-AT", "de"],
    ["in English where it was never heard", null, "en"],
  ])("speaks %s", async (_how, locale, language) => {
    if (locale !== null) locales[ANA] = locale;
    personalChat = {
      serviceUrl: bot.serviceUrl,
      conversation: { id: "a:ana", conversationType: "personal" },
    };
    bot.connector.play({ status: 201, body: { id: "1" } });

    await messenger.notify(recipient, notice);

    expect(languageOf(sent()[0])).toBe(language);
  });

  it("says that they cannot be reached when every way is closed", async () => {
    bot.connector.play(
      failure(403, "ForbiddenOperationException"),
      failure(404, "BotNotInConversationRoster"),
    );

    await expect(messenger.notify(recipient, notice)).rejects.toBeInstanceOf(
      PersonUnreachable,
    );
  });

  it("says so when nothing is known of them", async () => {
    await expect(
      messenger.notify(
        {
          userId: ANA as UserId,
          teamsUserId: null,
          serviceUrl: null,
          conversationId: null,
        },
        notice,
      ),
    ).rejects.toBeInstanceOf(PersonUnreachable);
  });

  it("opens a chat by their Entra id when they never clicked anything", async () => {
    knownServiceUrl = bot.serviceUrl;
    bot.connector.play(
      { status: 201, body: { id: "a:new" } },
      { status: 201, body: { id: "1" } },
    );

    await messenger.notify(
      {
        userId: ANA as UserId,
        teamsUserId: null,
        serviceUrl: null,
        conversationId: null,
      },
      notice,
    );

    expect(sent()).toMatchObject([
      { url: "/emea/v3/conversations", body: { members: [{ id: ANA }] } },
      { url: "/emea/v3/conversations/a:new/activities" },
    ]);
  });

  it("does not try another way when the first may have worked", async () => {
    bot.connector.play({ status: 201, body: { id: "a:new" } }, "reset");

    await expect(messenger.notify(recipient, notice)).rejects.toMatchObject({
      code: "teams.unavailable",
      maybeDone: true,
    });
    expect(bot.connector.requests).toHaveLength(2);
  });
});

describe("when notices, sweeps and look-ups have said all that they may", () => {
  const recipient: Recipient = {
    userId: ANA as UserId,
    teamsUserId: null,
    serviceUrl: null,
    conversationId: null,
  };
  const aBatchCard = (): TrackedCard => ({
    kind: "batch",
    batch: aBatch(),
    proposals: [],
  });

  beforeEach(() => {
    knownServiceUrl = bot.serviceUrl;
    rates = {
      take: (_key, [bucket]) =>
        Promise.resolve(bucket?.leaves === undefined ? 0 : 60_000),
    };
  });

  it.each<[string, () => Promise<unknown>]>([
    ["a proposal is posted", () => messenger.post(inChannel(), aCard())],
    ["a proposal's card is edited", () => messenger.edit(posted, aCard())],
    ["a digest is posted", () => messenger.post(inChannel(), aBatchCard())],
    ["a digest is edited", () => messenger.edit(posted, aBatchCard())],
    [
      "somebody is told that their click was refused",
      () =>
        messenger.notify(recipient, {
          kind: "refusal",
          deviceName: null,
          message: message("entra.no-answer"),
        }),
    ],
  ])("%s all the same", async (_what, say) => {
    bot.connector.play(
      { status: 201, body: { id: `${HELPDESK};messageid=17` } },
      { status: 201, body: { id: "18" } },
    );
    await say();
    expect(bot.connector.requests.length).toBeGreaterThan(0);
  });

  it.each<[string, () => Promise<unknown>]>([
    [
      "a sweep's card",
      () => messenger.edit(posted, { kind: "sweep", sweep: aSweep() }),
    ],
    [
      "a staging lead's card",
      () =>
        messenger.edit(posted, {
          kind: "handoff",
          handoff: aHandoff(),
          proposal: null,
          lead: null,
        }),
    ],
    ["a notice", () => messenger.notify(recipient, { kind: "no-channel" })],
    [
      "a word in a card's thread",
      () => messenger.reply(posted, message("notices.awake")),
    ],
    ["a look whether a channel is there", () => messenger.reaches(channel)],
  ])("%s waits", async (_what, say) => {
    await expect(say()).rejects.toMatchObject({ code: "teams.throttled" });
    expect(bot.connector.requests).toEqual([]);
  });
});
