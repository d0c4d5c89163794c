import { randomUUID } from "node:crypto";
import type { Person } from "./contoso.ts";
import { parseJson, type Answer, type Call, type Endpoint } from "./server.ts";
import type { BotAnswer, Deliver } from "./teams/client.ts";
import type { Activity } from "./teams/teams.ts";

/** A dialog as the bot answered it, for whoever pressed the button: the Playground itself opens none. */
export interface OpenDialog {
  /** Where the button was pressed, as the Playground names it. */
  readonly conversationId: string;
  /** The dialog that this one follows; null for a new one. */
  readonly follows: string | null;
  /** The card's message. */
  readonly replyToId: string;
  /** The card to show; null when the bot says a sentence in its place, or closes it. */
  readonly card: Fields | null;
  readonly title: string;
}

/** What stands between an Agents Playground and the bot. */
export interface PlaygroundProxy extends Endpoint {
  /** Whoever sits at the Playground is this person from now on; null: whom the Playground itself says. */
  actAs(person: Person | null): void;
  /** Called with each dialog that a button opened, or that a dialog's own button led to. */
  showDialog: (dialog: OpenDialog) => void;
}

/** With it, what a dialog's button submits says which dialog it is of. No part of what the bot gets. */
export const DIALOG_FIELD = "playgroundDialog";

/** How a button says to Teams that it opens a dialog. The Playground's page fails on it when the button is pressed. */
const FETCHES = { msteams: { type: "task/fetch" } };

/** The same in words that the page hands on. */
const FETCHES_HERE = { playgroundOpens: "a dialog" };

/** A card, as JSON, whose buttons can be pressed in the Playground. */
export function withButtonsForPage(json: string): string {
  const inside = (data: object): string => JSON.stringify(data).slice(1, -1);
  return json.replaceAll(inside(FETCHES), inside(FETCHES_HERE));
}

/** Each person has a chat of their own with the bot; the Playground has one for all of them. */
export function personalChatOf(chatId: string, person: Person): string {
  return `${chatId}~${person.id}`;
}

/**
 * Stands between an Agents Playground and the bot. The Playground posts activities without a token; here they get one
 * that names the Playground's own connector, so that the bot verifies them as it verifies everything. What Teams would
 * send otherwise is translated: who says it, ids of people, and buttons that open a dialog.
 *
 * @param people those who can be picked there.
 */
export function createPlaygroundProxy(
  deliver: Deliver,
  people: Iterable<Person>,
): PlaygroundProxy {
  const entraIds = new Map<unknown, string>();
  for (const { teamsUserId, id } of people) entraIds.set(teamsUserId, id);
  let actor: Person | null = null;

  async function handOn(call: Call): Promise<Answer> {
    const posted = parseJson(call.text);
    if (call.method !== "POST" || !isObject(posted)) return { status: 400 };
    const activity = withEntraIds(
      actor ? said(posted, actor) : posted,
      entraIds,
    );
    if (opensDialog(activity) || submitsDialog(activity))
      return answerDialog(posted, activity);
    const { status, body } = await deliver(activity);
    if (body === null) return { status };
    if (activity["name"] === "composeExtension/query")
      return { status, body: await chooseAhead(activity, body, deliver) };
    return { status, body };
  }

  /** Teams sends an invoke and opens what comes back. The Playground sends a message, and waits for no answer. */
  async function answerDialog(
    posted: Activity,
    message: Activity,
  ): Promise<Answer> {
    const {
      [DIALOG_FIELD]: follows,
      playgroundOpens,
      ...sent
    } = message["value"] as Fields;
    const data = playgroundOpens === undefined ? sent : { ...sent, ...FETCHES };
    const invoke: Activity = {
      ...message,
      type: "invoke",
      id: randomUUID(),
      name: follows === undefined ? "task/fetch" : "task/submit",
      value: { data, context: { theme: "default" } },
    };
    const { body } = await deliver(invoke);
    proxy.showDialog({
      conversationId: String((posted["conversation"] as Fields)["id"]),
      follows: typeof follows === "string" ? follows : null,
      replyToId: String(message["replyToId"]),
      ...readDialog(body),
    });
    return { status: 200 };
  }

  const proxy: PlaygroundProxy = {
    service: "connector",
    answer: handOn,
    refuse: () => ({ status: 503 }),
    actAs: (person) => {
      actor = person;
    },
    showDialog: () => undefined,
  };
  return proxy;
}

/** The activity as if this person had sent it, from their own chat where it is the personal one. */
function said(activity: Activity, person: Person): Activity {
  const from = {
    id: person.teamsUserId,
    name: person.displayName,
    aadObjectId: person.id,
  };
  const { conversation, membersAdded, membersRemoved } = activity;
  const sender = isObject(activity["from"]) ? activity["from"]["id"] : null;
  const renamed = (members: unknown): readonly Fields[] =>
    asObjects(members).map((member) =>
      member["id"] === sender ? from : member,
    );
  return {
    ...activity,
    from,
    ...(membersAdded ? { membersAdded: renamed(membersAdded) } : {}),
    ...(membersRemoved ? { membersRemoved: renamed(membersRemoved) } : {}),
    ...(isObject(conversation) &&
    conversation["conversationType"] === "personal"
      ? {
          conversation: {
            ...conversation,
            id: personalChatOf(String(conversation["id"]), person),
          },
        }
      : {}),
  };
}

function opensDialog({ type, value }: Activity): boolean {
  return type === "message" && isObject(value) && "playgroundOpens" in value;
}

function submitsDialog({ type, value }: Activity): boolean {
  return type === "message" && isObject(value) && DIALOG_FIELD in value;
}

/** An empty answer closes the dialog. */
function readDialog(body: unknown): Pick<OpenDialog, "card" | "title"> {
  const task = isObject(body) ? body["task"] : undefined;
  if (!isObject(task)) return { card: null, title: "Done." };
  const { value } = task;
  if (!isObject(value)) return { card: null, title: String(value) };
  const { title, card } = value;
  return {
    title: typeof title === "string" ? title : "",
    card: isObject(card) && isObject(card["content"]) ? card["content"] : null,
  };
}

/** A person picked on a card or in a dialog: Teams sends the Entra object id, the Playground its own user id. */
function withEntraIds(
  activity: Activity,
  entraIds: ReadonlyMap<unknown, string>,
): Activity {
  const { value } = activity;
  if (!isObject(value)) return activity;
  const translate = (data: Fields): Fields =>
    Object.fromEntries(
      Object.entries(data).map(([input, typed]) => [
        input,
        entraIds.get(typed) ?? typed,
      ]),
    );
  const { action, data } = value;
  return {
    ...activity,
    value: {
      ...value,
      ...(isObject(data) ? { data: translate(data) } : {}),
      ...(isObject(action) && isObject(action["data"])
        ? { action: { ...action, data: translate(action["data"]) } }
        : {}),
    },
  };
}

/** Each is a look-up of its own, while a person chooses one. The Playground does not page either. */
const MOST_CHOSEN = 5;

/**
 * A message extension's list with the cards of its entries in it.
 *
 * Teams asks for the card of the entry that is chosen, with `composeExtension/selectItem` and what its `tap` holds.
 * The Playground (0.2.28) refuses to send that, shows "Unable to reach app" for a list with any `tap` in it whatever
 * its shape, and inserts what came with the list. So the first entries are chosen here, and those after them left
 * out.
 */
async function chooseAhead(
  query: Activity,
  body: unknown,
  deliver: Deliver,
): Promise<unknown> {
  if (!isObject(body) || !isObject(body["composeExtension"])) return body;
  const list = body["composeExtension"];
  if (list["type"] !== "result") return body;
  const entries = asObjects(list["attachments"]).slice(0, MOST_CHOSEN);
  const chosen = await Promise.all(
    entries.map(async (entry) => {
      const { preview } = entry;
      if (!isObject(preview) || !isObject(preview["content"])) return [entry];
      const { tap, ...content } = preview["content"];
      if (!isObject(tap)) return [entry];
      const answer = await deliver({
        ...query,
        id: randomUUID(),
        name: "composeExtension/selectItem",
        value: tap["value"],
      });
      return cardsIn(answer).map((card) => ({
        ...card,
        preview: { ...preview, content },
      }));
    }),
  );
  return {
    ...body,
    composeExtension: { ...list, attachments: chosen.flat() },
  };
}

/** None when the bot says a sentence instead, as it does when Microsoft is slow. */
function cardsIn({ body }: BotAnswer): readonly Fields[] {
  const list = isObject(body) ? body["composeExtension"] : undefined;
  return isObject(list) ? asObjects(list["attachments"]) : [];
}

function asObjects(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
