import type { Person } from "./contoso.ts";
import { parseJson, type Answer, type Call, type Endpoint } from "./server.ts";
import type { Deliver } from "./teams/client.ts";
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
  const answer = await deliver(withEntraIds(activity, entraIds));
  return {
    status: answer.status,
    ...(answer.body === null ? {} : { body: answer.body }),
  };
}

/** A person picked on a card: Teams sends the Entra object id, the Playground its own user id. */
function withEntraIds(
  activity: Activity,
  entraIds: ReadonlyMap<unknown, string>,
): Activity {
  const { value } = activity;
  if (!isObject(value) || !isObject(value["action"])) return activity;
  const { data } = value["action"];
  if (!isObject(data)) return activity;
  const translated = Object.fromEntries(
    Object.entries(data).map(([input, typed]) => [
      input,
      entraIds.get(typed) ?? typed,
    ]),
  );
  return {
    ...activity,
    value: { ...value, action: { ...value["action"], data: translated } },
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
