import { randomUUID } from "node:crypto";
import type { Person } from "./contoso.ts";
import { parseJson, type Answer, type Call, type Endpoint } from "./server.ts";
import type { BotAnswer, Deliver } from "./teams/client.ts";
import type { Activity } from "./teams/teams.ts";

/**
 * Stands between an Agents Playground and the bot. The Playground posts activities without a token; here they get one
 * that names the Playground's own connector, so that the bot verifies them as it verifies everything.
 *
 * @param people those who can be picked there.
 */
export function createPlaygroundProxy(
  deliver: Deliver,
  people: Iterable<Person>,
): Endpoint {
  const entraIds = new Map<unknown, string>();
  for (const { teamsUserId, id } of people) entraIds.set(teamsUserId, id);
  return {
    service: "connector",
    answer: (call) => handOn(call, deliver, entraIds),
    refuse: () => ({ status: 503 }),
  };
}

async function handOn(
  call: Call,
  deliver: Deliver,
  entraIds: ReadonlyMap<unknown, string>,
): Promise<Answer> {
  const activity = parseJson(call.text);
  if (call.method !== "POST" || !isObject(activity)) return { status: 400 };
  const { status, body } = await deliver(withEntraIds(activity, entraIds));
  if (body === null) return { status };
  return {
    status,
    body:
      activity["name"] === "composeExtension/query"
        ? await chooseAhead(activity, body, deliver)
        : body,
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
