import { randomBytes } from "node:crypto";
import type { Contoso, Person } from "../contoso.ts";

/** What the bot sends, loosely: a test looks into it, the simulator only stores it. */
export type Activity = Readonly<Record<string, unknown>>;
export type Card = Readonly<Record<string, unknown>>;

/** A message as it stands now, with everything it was before. */
export class Message {
  readonly id: string;
  readonly conversation: Conversation;
  /** Null for the bot. */
  readonly from: Person | null;
  readonly postedAt: Date;
  /** Who alone sees it; null for everyone in the conversation. */
  readonly visibleTo: Person | null;
  /** Every version, oldest first. */
  readonly versions: { readonly at: Date; readonly activity: Activity }[];
  deletedAt: Date | null = null;
  /** Cards that an answered invoke showed to one person alone, by Entra object id; an edit removes them. */
  readonly views = new Map<string, Card>();

  constructor(about: {
    id: string;
    conversation: Conversation;
    from: Person | null;
    activity: Activity;
    visibleTo: Person | null;
  }) {
    this.id = about.id;
    this.conversation = about.conversation;
    this.from = about.from;
    this.visibleTo = about.visibleTo;
    this.postedAt = new Date();
    this.versions = [{ at: this.postedAt, activity: about.activity }];
  }

  get activity(): Activity {
    return this.versions.at(-1)?.activity ?? {};
  }

  get edits(): number {
    return this.versions.length - 1;
  }

  get text(): string {
    return textOf(this.activity["text"]);
  }

  get summary(): string {
    return textOf(this.activity["summary"]);
  }

  /** The first Adaptive Card; null when it has none. */
  get card(): Card | null {
    const attachments = this.activity["attachments"];
    if (!Array.isArray(attachments)) return null;
    for (const attachment of attachments as Record<string, unknown>[])
      if (
        attachment["contentType"] === "application/vnd.microsoft.card.adaptive"
      )
        return attachment["content"] as Card;
    return null;
  }

  /** The card as this person sees it. */
  cardFor(person: Person): Card | null {
    return this.views.get(person.id) ?? this.card;
  }

  /** All text a reader sees: the message's own and that of every element of its card, one a line. */
  get allText(): string {
    return [this.text, ...(this.card ? textsIn(this.card) : [])]
      .filter((line) => line !== "")
      .join("\n");
  }

  /** Titles of the buttons, those inside of ShowCards included. */
  get buttons(): readonly string[] {
    return this.card ? actionsIn(this.card).map(({ title }) => title) : [];
  }

  /** Deleted by a user: edits find it gone from then on. */
  delete(): void {
    this.deletedAt = new Date();
  }
}

/** A place messages are in: a thread of a channel or somebody's chat with the bot. */
export interface Conversation {
  /** `19:…@thread.tacv2;messageid=…` or `a:…`. */
  readonly id: string;
  readonly kind: "thread" | "personal";
  readonly channel: Channel | null;
  readonly person: Person | null;
  readonly messages: Message[];
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly team: Team;
  readonly threads: Conversation[];
}

export interface Team {
  /** The id of its General channel. */
  readonly id: string;
  readonly aadGroupId: string;
  readonly name: string;
  readonly channels: Channel[];
  readonly memberIds: Set<string>;
  botInstalled: boolean;
}

interface PersonalChat extends Conversation {
  readonly kind: "personal";
  readonly person: Person;
  botInstalled: boolean;
}

/** Everything Teams holds: teams, channels, threads, chats and messages. */
export class Teams {
  readonly contoso: Contoso;
  readonly botId: string;
  readonly botName = "Custodian";
  readonly teams: Team[] = [];
  /** The IT helpdesk's team: everyone of the cast is a member. */
  readonly helpdesk: Team;
  /** Its General channel. */
  readonly general: Channel;
  /** Its channel for devices. */
  readonly channel: Channel;
  readonly #chats = new Map<string, PersonalChat>();
  #listeners: (() => void)[] = [];
  #lastId = 0;

  constructor(contoso: Contoso, botId: string) {
    this.contoso = contoso;
    this.botId = botId;
    this.helpdesk = this.addTeam(
      "IT helpdesk",
      Object.values(contoso.cast) as Person[],
    );
    this.general = this.addChannel(this.helpdesk, "General", this.helpdesk.id);
    this.channel = this.addChannel(this.helpdesk, "Devices");
  }

  addTeam(name: string, members: readonly Person[]): Team {
    const team: Team = {
      id: newThreadId(),
      aadGroupId: crypto.randomUUID(),
      name,
      channels: [],
      memberIds: new Set(members.map((person) => person.id)),
      botInstalled: false,
    };
    this.teams.push(team);
    return team;
  }

  addChannel(team: Team, name: string, id: string = newThreadId()): Channel {
    const channel: Channel = { id, name, team, threads: [] };
    team.channels.push(channel);
    return channel;
  }

  deleteChannel(channel: Channel): void {
    channel.team.channels.splice(channel.team.channels.indexOf(channel), 1);
  }

  findChannel(id: string): Channel | undefined {
    return this.teams
      .flatMap((team) => team.channels)
      .find((channel) => channel.id === id);
  }

  /** The chat of this person with the bot; there is one whether or not the bot is installed in it. */
  chatOf(person: Person): PersonalChat {
    let chat = this.#chats.get(person.id);
    if (!chat) {
      chat = {
        id: `a:1${randomBytes(48).toString("base64url")}`,
        kind: "personal",
        channel: null,
        person,
        messages: [],
        botInstalled: false,
      };
      this.#chats.set(person.id, chat);
    }
    return chat;
  }

  findChat(id: string): PersonalChat | undefined {
    return [...this.#chats.values()].find((chat) => chat.id === id);
  }

  findThread(id: string): Conversation | undefined {
    const [channelId = ""] = id.split(";messageid=");
    return this.findChannel(channelId)?.threads.find(
      (thread) => thread.id === id,
    );
  }

  /** By `29:…`, Entra object id or `8:orgid:…`. */
  findPerson(id: string): Person | undefined {
    const wanted = id.replace(/^8:orgid:/, "");
    return (
      this.contoso.people.get(wanted.toLowerCase()) ??
      [...this.contoso.people.values()].find(
        (person) => person.teamsUserId === wanted,
      )
    );
  }

  post(
    place: Conversation | Channel,
    from: Person | null,
    activity: Activity,
    visibleTo: Person | null = null,
  ): Message {
    const id = this.nextMessageId();
    const conversation = "threads" in place ? startThread(place, id) : place;
    const message = new Message({
      id,
      conversation,
      from,
      activity,
      visibleTo,
    });
    conversation.messages.push(message);
    this.changed();
    return message;
  }

  edit(message: Message, activity: Activity): void {
    message.versions.push({ at: new Date(), activity });
    message.views.clear();
    this.changed();
  }

  /** Wakes those who wait; whoever changes a message beside `post` and `edit` calls it. */
  changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** Every message of the bot, oldest first. */
  get botMessages(): readonly Message[] {
    return this.allMessages().filter((message) => message.from === null);
  }

  allMessages(): readonly Message[] {
    const threads = this.teams.flatMap((team) =>
      team.channels.flatMap((channel) => channel.threads),
    );
    return [...threads, ...this.#chats.values()]
      .flatMap((conversation) => conversation.messages)
      .sort((a, b) => Number(a.id) - Number(b.id));
  }

  /**
   * Waits for a message of the bot, one that is there already or is posted or edited to match.
   *
   * @throws {Error} none did in time; says what the bot's messages were instead.
   */
  async waitForMessage(
    what: string,
    isIt: (message: Message) => boolean,
    timeoutMs = 90_000,
  ): Promise<Message> {
    const find = (): Message | undefined => this.botMessages.find(isIt);
    const found = find();
    if (found) return found;
    return new Promise((resolve, reject) => {
      const listener = (): void => {
        const now = find();
        if (now) finish(() => resolve(now));
      };
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        this.#listeners = this.#listeners.filter((other) => other !== listener);
        settle();
      };
      const timer = setTimeout(() => {
        finish(() =>
          reject(
            new Error(
              `No message came within ${timeoutMs} ms: ${what}.\nThe bot's messages are:\n${this.describe()}`,
            ),
          ),
        );
      }, timeoutMs);
      this.#listeners.push(listener);
    });
  }

  /** The bot's last messages in words, for the failure of a test. */
  describe(last = 10): string {
    const messages = this.botMessages.slice(-last);
    if (messages.length === 0) return "(none)";
    return messages
      .map(
        (message) =>
          `- in ${message.conversation.channel?.name ?? `the chat of ${message.conversation.person?.displayName ?? "?"}`}, edited ${message.edits} times: ${message.allText.replaceAll("\n", " | ").slice(0, 400)} [${message.buttons.join(", ")}]`,
      )
      .join("\n");
  }

  /** Milliseconds since 1970, as Teams numbers messages, but never the same twice. */
  nextMessageId(): string {
    this.#lastId = Math.max(Date.now(), this.#lastId + 1);
    return String(this.#lastId);
  }
}

interface CardAction {
  readonly title: string;
  readonly action: Readonly<Record<string, unknown>>;
  /** Inputs whose values go with it: those of its own card and of the cards around it. */
  readonly inputs: readonly Readonly<Record<string, unknown>>[];
}

/**
 * Every action of a card with a title, in the order they are drawn, those inside of ShowCards after the ShowCard
 * itself.
 */
export function actionsIn(card: Card): readonly CardAction[] {
  return collectActions(card, []);
}

function collectActions(
  card: Card,
  outerInputs: CardAction["inputs"],
): readonly CardAction[] {
  const found: CardAction[] = [];
  const actions: Record<string, unknown>[] = [];
  const inputs: Record<string, unknown>[] = [];
  // Actions and inputs sit at any depth: containers, columns, tables. Cards inside of actions are their own scope.
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== "object" || value === null) return;
    const element = value as Record<string, unknown>;
    const type = textOf(element["type"]);
    if (type.startsWith("Action.")) {
      actions.push(element);
      return;
    }
    if (type.startsWith("Input.")) inputs.push(element);
    for (const [name, inner] of Object.entries(element))
      if (name !== "refresh" && name !== "fallback") visit(inner);
  };
  visit(card);
  const scope = [...outerInputs, ...inputs];
  for (const action of actions) {
    found.push({ title: textOf(action["title"]), action, inputs: scope });
    if (action["type"] === "Action.ShowCard")
      found.push(...collectActions(action["card"] as Card, scope));
  }
  return found.filter(({ title }) => title !== "");
}

function textsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  const element = value as Record<string, unknown>;
  // What a click would unfold is not on the screen.
  if (textOf(element["type"]).startsWith("Action.")) return [];
  if (element["isVisible"] === false) return [];
  if (typeof element["title"] === "string" && "value" in element)
    return [`${element["title"]}: ${textOf(element["value"])}`];
  return Object.entries(element).flatMap(([name, inner]) => {
    if (name === "text" && typeof inner === "string") return [inner];
    return name === "refresh" || name === "fallback" ? [] : textsIn(inner);
  });
}

function startThread(channel: Channel, rootId: string): Conversation {
  const thread: Conversation = {
    id: `${channel.id};messageid=${rootId}`,
    kind: "thread",
    channel,
    person: null,
    messages: [],
  };
  channel.threads.push(thread);
  return thread;
}

function newThreadId(): string {
  return `19:${randomBytes(16).toString("hex")}@thread.tacv2`;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
