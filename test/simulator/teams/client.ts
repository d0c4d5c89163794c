import { randomUUID } from "node:crypto";
import type { Contoso, Person } from "../contoso.ts";
import {
  actionsIn,
  Teams,
  type Activity,
  type Card,
  type Channel,
  type Conversation,
  type Message,
  type Team,
} from "./teams.ts";

/** How the bot answered. */
export interface BotAnswer {
  readonly status: number;
  /** Parsed JSON; the text when it is none; null when empty. */
  readonly body: unknown;
  readonly ms: number;
}

export interface InvokeAnswer extends BotAnswer {
  /** The activity as it was sent. */
  readonly invoke: Activity;
  /** The text shown to the clicker alone; null when the answer was something else. */
  readonly refusal: string | null;
  /** The card that replaces the clicked one for the clicker; null when the answer was something else. */
  readonly card: Card | null;
  /** Sends it once more, as Teams does when it had no answer in time. */
  redeliver(how: "same id" | "new id"): Promise<InvokeAnswer>;
}

/** Signs an activity as Teams does and posts it to the bot. */
export type Deliver = (activity: Activity) => Promise<BotAnswer>;

/** `personal`: the person's own chat with the bot. */
type Place = Channel | "personal";

/** Teams with people in it who can do things. */
export class TeamsWithClients extends Teams {
  readonly #deliver: Deliver;
  readonly #serviceUrl: () => string;

  constructor(
    contoso: Contoso,
    botId: string,
    deliver: Deliver,
    serviceUrl: () => string,
  ) {
    super(contoso, botId);
    this.#deliver = deliver;
    this.#serviceUrl = serviceUrl;
  }

  as(person: Person): TeamsClient {
    return new TeamsClient({
      person,
      teams: this,
      deliver: this.#deliver,
      serviceUrl: this.#serviceUrl,
    });
  }
}

/** Teams in the hands of one person. */
class TeamsClient {
  readonly person: Person;
  readonly #teams: Teams;
  readonly #deliver: Deliver;
  readonly #serviceUrl: () => string;

  constructor(about: {
    person: Person;
    teams: Teams;
    deliver: Deliver;
    serviceUrl: () => string;
  }) {
    this.person = about.person;
    this.#teams = about.teams;
    this.#deliver = about.deliver;
    this.#serviceUrl = about.serviceUrl;
  }

  /** Types a message: in a channel with a mention of the bot, as a new thread or in `thread`. */
  async say(
    place: Place,
    text: string,
    more: { thread?: Conversation; activity?: Activity } = {},
  ): Promise<BotAnswer & { readonly message: Message }> {
    const bot = { id: `28:${this.#teams.botId}`, name: this.#teams.botName };
    const mention = `<at>${bot.name}</at>`;
    const inChannel = place !== "personal";
    const content = {
      type: "message",
      textFormat: "plain",
      text: inChannel ? `${mention} ${text}\n` : text,
    };
    const chat = this.#teams.chatOf(this.person);
    // Whoever can type to a bot in private has it installed.
    if (!inChannel) chat.botInstalled = true;
    const where = inChannel ? (more.thread ?? place) : chat;
    const message = this.#teams.post(where, this.person, content);
    const answer = await this.#deliver({
      ...this.#envelope(message.conversation),
      ...content,
      id: message.id,
      attachments: inChannel
        ? [
            {
              contentType: "text/html",
              content: `<div><div>${mention} ${text}</div></div>`,
            },
          ]
        : [],
      entities: [
        ...(inChannel
          ? [{ type: "mention", text: mention, mentioned: bot }]
          : []),
        CLIENT_INFO,
      ],
      ...more.activity,
    });
    return { ...answer, message };
  }

  /**
   * Presses a button, found by its title, in a ShowCard too. Inputs are given by id and, like their initial values, go
   * with the action.
   *
   * @throws {Error} there is no such button, the person cannot see the message, or Teams would not send the action:
   * an unknown input, or a required one left empty.
   */
  async click(
    message: Message,
    title: string,
    inputs: Readonly<Record<string, string>> = {},
  ): Promise<InvokeAnswer> {
    if (message.visibleTo && message.visibleTo !== this.person)
      throw new Error(`${this.person.displayName} does not see this message`);
    const card = message.cardFor(this.person);
    const actions = card ? actionsIn(card) : [];
    // "Reject" is the title of the ShowCard and of the button in it: the one that sends is meant.
    const named = actions.filter((one) => one.title === title);
    const sends = named.find(({ action }) =>
      ["Action.Execute", "Action.Submit"].includes(String(action["type"])),
    );
    if (!sends)
      throw new Error(
        `The card has no button "${title}" that sends anything. It has: ${actions.map((one) => one.title).join(", ") || "none"}`,
      );
    const data = {
      ...(typeof sends.action["data"] === "object" ? sends.action["data"] : {}),
      ...(sends.action["associatedInputs"] === "none"
        ? {}
        : fillIn(sends.inputs, inputs)),
    };
    if (sends.action["type"] === "Action.Submit") {
      const activity = {
        ...this.#envelope(message.conversation),
        type: "message",
        id: this.#teams.nextMessageId(),
        replyToId: message.id,
        value: data,
      };
      return this.#sendInvoke(message, activity);
    }
    return this.execute(message, {
      type: "Action.Execute",
      ...(sends.action["id"] === undefined ? {} : { id: sends.action["id"] }),
      title,
      verb: sends.action["verb"],
      data,
    });
  }

  /** Sends any action with a message's card, which is what somebody with their own client can do. */
  async execute(
    message: Message,
    action: Readonly<Record<string, unknown>>,
    trigger: "manual" | "automatic" = "manual",
  ): Promise<InvokeAnswer> {
    return this.#sendInvoke(message, {
      ...this.#envelope(message.conversation),
      type: "invoke",
      name: "adaptiveCard/action",
      id: `f:${randomUUID()}`,
      replyToId: message.id,
      value: { action, trigger },
    });
  }

  /** What the client does by itself when it shows a card with `refresh`. */
  async refresh(message: Message): Promise<InvokeAnswer | null> {
    const refresh = message.card?.["refresh"] as
      { action?: Record<string, unknown> } | undefined;
    return refresh?.action
      ? this.execute(message, refresh.action, "automatic")
      : null;
  }

  /** Sends an invoke of any other kind from a conversation: a message extension's query, a dialog. */
  async invoke(
    place: Place,
    name: string,
    value: unknown,
  ): Promise<InvokeAnswer> {
    return this.#sendInvoke(null, {
      ...this.#envelope(this.#conversationFor(place)),
      type: "invoke",
      name,
      id: `f:${randomUUID()}`,
      value,
    });
  }

  /** Adds the app to a channel's team or to the person's own apps, with the events Teams sends. */
  async installTo(place: Place): Promise<BotAnswer> {
    if (place === "personal")
      this.#teams.chatOf(this.person).botInstalled = true;
    else place.team.botInstalled = true;
    await this.#deliver(this.#membersChanged(place, "membersAdded"));
    return this.#deliver(this.#installation(place, "add"));
  }

  async uninstallFrom(place: Place): Promise<BotAnswer> {
    if (place === "personal")
      this.#teams.chatOf(this.person).botInstalled = false;
    else place.team.botInstalled = false;
    await this.#deliver(this.#membersChanged(place, "membersRemoved"));
    return this.#deliver(this.#installation(place, "remove"));
  }

  async #sendInvoke(
    message: Message | null,
    activity: Activity,
  ): Promise<InvokeAnswer> {
    const answer = await this.#deliver(activity);
    const body =
      typeof answer.body === "object" && answer.body !== null
        ? (answer.body as Record<string, unknown>)
        : {};
    const card =
      body["type"] === "application/vnd.microsoft.card.adaptive"
        ? (body["value"] as Card)
        : null;
    const refusal =
      body["type"] === "application/vnd.microsoft.activity.message"
        ? String(body["value"])
        : null;
    if (card && message) message.views.set(this.person.id, card);
    return {
      ...answer,
      invoke: activity,
      card,
      refusal,
      redeliver: (how) =>
        this.#sendInvoke(
          message,
          how === "same id"
            ? activity
            : { ...activity, id: `f:${randomUUID()}` },
        ),
    };
  }

  #conversationFor(place: Place): Conversation {
    if (place === "personal") return this.#teams.chatOf(this.person);
    return {
      id: place.id,
      kind: "thread",
      channel: place,
      person: null,
      messages: [],
    };
  }

  #envelope(conversation: Conversation): Record<string, unknown> {
    const tenantId = this.#teams.contoso.tenantId;
    const { channel } = conversation;
    return {
      timestamp: new Date().toISOString(),
      localTimezone: "Europe/Berlin",
      serviceUrl: this.#serviceUrl(),
      channelId: "msteams",
      from: {
        id: this.person.teamsUserId,
        name: this.person.displayName,
        aadObjectId: this.person.id,
      },
      recipient: {
        id: `28:${this.#teams.botId}`,
        name: this.#teams.botName,
      },
      conversation: channel
        ? {
            isGroup: true,
            conversationType: "channel",
            tenantId,
            id: conversation.id,
          }
        : { conversationType: "personal", tenantId, id: conversation.id },
      channelData: channel
        ? {
            teamsChannelId: channel.id,
            teamsTeamId: channel.team.id,
            channel: { id: channel.id },
            team: { id: channel.team.id },
            tenant: { id: tenantId },
          }
        : { tenant: { id: tenantId } },
      entities: [CLIENT_INFO],
      locale: "en-US",
    };
  }

  #membersChanged(
    place: Place,
    how: "membersAdded" | "membersRemoved",
  ): Activity {
    const envelope = this.#envelope(this.#conversationFor(place));
    const bot = { id: `28:${this.#teams.botId}` };
    return {
      ...envelope,
      type: "conversationUpdate",
      id: `f:${randomUUID()}`,
      [how]:
        place === "personal"
          ? [bot, { id: this.person.teamsUserId, aadObjectId: this.person.id }]
          : [bot],
      ...(place === "personal"
        ? {}
        : {
            channelData: {
              ...installData(place, this.#teams.contoso.tenantId),
              eventType:
                how === "membersAdded"
                  ? "teamMemberAdded"
                  : "teamMemberRemoved",
            },
          }),
    };
  }

  #installation(place: Place, action: "add" | "remove"): Activity {
    const envelope = this.#envelope(this.#conversationFor(place));
    return {
      ...envelope,
      type: "installationUpdate",
      action,
      id: `f:${randomUUID()}`,
      ...(place === "personal"
        ? {}
        : { channelData: installData(place, this.#teams.contoso.tenantId) }),
    };
  }
}

const CLIENT_INFO = {
  type: "clientInfo",
  locale: "en-US",
  country: "US",
  platform: "Windows",
  timezone: "Europe/Berlin",
};

function installData(channel: Channel, tenantId: string): object {
  const team: Team = channel.team;
  return {
    settings: { selectedChannel: { id: channel.id } },
    channel: { id: channel.id },
    team: { aadGroupId: team.aadGroupId, name: team.name, id: team.id },
    tenant: { id: tenantId },
    source: { name: "message" },
  };
}

function fillIn(
  inputs: readonly Readonly<Record<string, unknown>>[],
  given: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const known = new Set(inputs.map((input) => String(input["id"])));
  const unknown = Object.keys(given).find((id) => !known.has(id));
  if (unknown !== undefined)
    throw new Error(
      `The card has no input "${unknown}". It has: ${[...known].join(", ") || "none"}`,
    );
  const values: Record<string, unknown> = {};
  for (const input of inputs) {
    const id = String(input["id"]);
    const value = given[id] ?? input["value"];
    if (input["isRequired"] === true && (value === undefined || value === ""))
      throw new Error(`Teams would not send this: "${id}" must be filled in`);
    if (value !== undefined) values[id] = value;
  }
  return values;
}
