import { parseJson, type Answer, type Call, type Endpoint } from "./server.ts";
import type { Deliver } from "./teams/client.ts";

/**
 * Stands between an Agents Playground and the bot. The Playground posts activities without a token; here they get one
 * that names the Playground's own connector, so that the bot verifies them as it verifies everything.
 */
export function createPlaygroundProxy(deliver: Deliver): Endpoint {
  return {
    service: "connector",
    answer: (call) => handOn(call, deliver),
    refuse: () => ({ status: 503 }),
  };
}

async function handOn(call: Call, deliver: Deliver): Promise<Answer> {
  const activity = parseJson(call.text);
  if (call.method !== "POST" || typeof activity !== "object" || !activity)
    return { status: 400 };
  const answer = await deliver(activity as Readonly<Record<string, unknown>>);
  return {
    status: answer.status,
    ...(answer.body === null ? {} : { body: answer.body }),
  };
}
