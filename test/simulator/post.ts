import type { BotAnswer } from "./teams/client.ts";
import { parseJson } from "./server.ts";

/** Posts to the bot and times it. */
export async function post(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<BotAnswer> {
  const startedAt = performance.now();
  const response = await fetch(url, { method: "POST", body, headers });
  const text = await response.text();
  return {
    status: response.status,
    body: text === "" ? null : (parseJson(text) ?? text),
    ms: performance.now() - startedAt,
  };
}
