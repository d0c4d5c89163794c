import { message, type Message } from "./message.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long something still takes, or has taken, rounded to what is worth saying. */
export function timeLeft(ms: number): Message {
  if (ms < 1.5 * HOUR_MS)
    return message("time.minutes", {
      count: Math.max(1, Math.round(ms / MINUTE_MS)),
    });
  if (ms < 2 * DAY_MS)
    return message("time.hours", { count: Math.round(ms / HOUR_MS) });
  return message("time.days", { count: Math.round(ms / DAY_MS) });
}
