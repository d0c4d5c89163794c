import type { Channel } from "../../domain/channels/channel.ts";
import { message } from "../../domain/message.ts";
import {
  dailyLineDue,
  isWorthSaying,
  type SaidLine,
  type Waiting,
} from "../../domain/proposals/dailyLine.ts";
import { timeLeft } from "../../domain/timeLeft.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Messenger } from "../../ports/messenger.ts";
import type { Storage } from "../../ports/storage.ts";
import { reasonOf, tryOne } from "../../ports/tryOne.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import { sayOnce } from "./sayOnce.ts";

interface Deps {
  readonly storage: Storage;
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly log: Log;
}

/** Tells each channel in the morning, in one line, how many proposals wait in it. Once a day, whatever crashes. */
export async function sayWhatWaits(deps: Deps): Promise<void> {
  const { storage, clock, log } = deps;
  const { values } = await currentSettings(storage);
  if (values.dailyLine === "off") return;
  const day = dailyLineDue(clock.now(), values.workingHours);
  if (day === null) return;
  for (const channel of await storage.channels.listUsable()) {
    const tried = await tryOne(
      storage,
      () => sayIn(deps, channel, day),
      "may-be-its-own",
    );
    if (!tried.done)
      log.info(
        { channelId: channel.id, ...reasonOf(tried.error) },
        "A channel could not be told what waits in it",
      );
  }
}

async function sayIn(deps: Deps, channel: Channel, day: Date): Promise<void> {
  const { storage, messenger, clock } = deps;
  const now = clock.now();
  const chosen = await storage.transaction(async (unit) => {
    const claimed = await unit.dailyLines.claim(channel.id, day);
    if (!claimed) return null;
    const waiting = await unit.proposals.listWaiting(channel.id);
    if (!isWorthSaying(waiting, claimed.said, day, now)) return null;
    const line: SaidLine = { day, ids: waiting.map(({ id }) => id) };
    await unit.dailyLines.said(channel.id, line);
    return { waiting, before: claimed.said };
  });
  if (!chosen) return;
  await sayOnce(
    deps,
    channel.id,
    async () => {
      await messenger.say(channel, lineOf(chosen.waiting, now));
      return true;
    },
    () => storage.dailyLines.release(channel.id, chosen.before),
  );
}

/** @param waiting oldest first, and at least one. */
function lineOf(waiting: readonly Waiting[], now: Date) {
  const oldest = waiting[0]?.since ?? now;
  return message("notices.waiting", {
    count: waiting.length,
    time: timeLeft(now.getTime() - oldest.getTime()),
  });
}
