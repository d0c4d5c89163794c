import { AppError } from "../../domain/appError.ts";
import type { ChosenChannel } from "../../domain/channels/channel.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Messenger } from "../../ports/messenger.ts";
import type { Storage } from "../../ports/storage.ts";

interface NamingDeps {
  readonly storage: Pick<Storage, "channels">;
  readonly messenger: Pick<Messenger, "namesOf">;
  readonly clock: Clock;
  readonly log: Log;
}

/** Channels are renamed now and then. */
const ASKED_AGAIN_AFTER_MS = 24 * 3_600_000;

/** A tenant has a few; more are named the next time. */
const MOST_ASKED = 10;

/**
 * Asks Teams what people call the channels that were chosen, where that is not known or was asked a day ago, and
 * remembers it. Only for those without a name is waited, and no longer than `withinMs`: the others go by their last
 * names meanwhile. What cannot be had is asked for the next time.
 */
export async function nameChannels(
  deps: NamingDeps,
  withinMs: number,
): Promise<void> {
  const chosen = await deps.storage.channels.listChosen();
  const staleSince = deps.clock.now().getTime() - ASKED_AGAIN_AFTER_MS;
  const due = chosen
    .filter(
      ({ lostAt, namedAt }) =>
        (lostAt === null || namedAt === null) &&
        (namedAt?.getTime() ?? 0) <= staleSince,
    )
    .slice(0, MOST_ASKED);
  const asked = due.map((channel) => nameOne(deps, channel));
  const missing = asked.filter((_one, index) => due[index]?.names === null);
  if (missing.length === 0) return;
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    Promise.all(missing),
    new Promise((resolve) => {
      timer = setTimeout(resolve, withinMs);
    }),
  ]);
  clearTimeout(timer);
}

/** Never throws: a form without a name is better than none. */
async function nameOne(
  { storage, messenger, clock, log }: NamingDeps,
  channel: ChosenChannel,
): Promise<void> {
  try {
    const names = await messenger.namesOf(channel);
    if (names) await storage.channels.saveNames(channel.id, names, clock.now());
  } catch (error) {
    const code = error instanceof AppError ? error.code : "unknown";
    log.info({ code }, "Teams did not say what a channel is called");
  }
}
