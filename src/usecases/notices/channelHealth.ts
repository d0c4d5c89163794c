import { AppError } from "../../domain/appError.ts";
import type { ChannelId } from "../../domain/channels/channel.ts";
import { message } from "../../domain/message.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Messenger } from "../../ports/messenger.ts";
import type { Storage } from "../../ports/storage.ts";
import { reasonOf, tryOne } from "../../ports/tryOne.ts";
import { catchUp } from "./catchUp.ts";
import { markChannelLost } from "./markChannelLost.ts";

interface Deps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
}

/** One answer of a remote service is no lasting fact: a channel is lost when it has taken nothing for this long. */
const LOST_AFTER_MS = 3 * 60 * 1000;

/** Teams says that the bot is not in the channel; whether that stays so is seen by trying again. */
class ChannelRefuses extends AppError {
  readonly code = "teams.channel-refuses";
  readonly userMessage = message("teams.channel-refuses");
  override readonly retryable = true;
  override readonly retryAfterMs = 60_000;

  constructor(id: ChannelId) {
    super(`Channel ${id} refuses messages`);
  }
}

/**
 * The channel refused a message in words that mean it. Lost only when it has refused all there was for minutes.
 *
 * @throws {ChannelRefuses} not yet: to be tried again.
 */
export async function noteChannelRefusal(
  deps: Deps,
  id: ChannelId,
): Promise<void> {
  const now = deps.clock.now();
  const since = await deps.storage.channels.noteRefusal(id, now);
  if (since === null) return;
  if (now.getTime() - since.getTime() < LOST_AFTER_MS)
    throw new ChannelRefuses(id);
  await markChannelLost(deps, id, "refusing");
}

/** The channel took a message: one that was lost for taking none can be posted to again. */
export async function noteChannelTaken(
  deps: Deps,
  id: ChannelId,
): Promise<void> {
  const lost = await deps.storage.channels.noteAlive(id, "took-message");
  if (lost === "refusing") await regain(deps, id, "took-message");
}

/** Something came from the channel, however it was lost: the bot is in it. */
export async function noteHeardFrom(deps: Deps, id: ChannelId): Promise<void> {
  if (await deps.storage.channels.noteAlive(id, "sent-something"))
    await regain(deps, id, "sent-something");
}

/**
 * Asks Teams, for each channel that was lost for taking nothing, whether the bot is in it again. One that cannot be
 * asked for keeps none of the others from being.
 *
 * Teams may say so of a channel in which the bot's messages are blocked. So its word counts once: a channel that is
 * lost again before it took anything comes back only when it takes a card, when something comes from it, or after an
 * admin changed something. Otherwise it would be lost again every few minutes, and admins told each time.
 */
export async function regainChannels(
  deps: Deps & { readonly messenger: Pick<Messenger, "reaches"> },
): Promise<void> {
  for (const channel of await deps.storage.channels.listRefusing()) {
    const tried = await tryOne(
      deps.storage,
      async () => {
        if (await deps.messenger.reaches(channel))
          await regain(deps, channel.id, "at-its-word");
      },
      "may-be-its-own",
    );
    if (!tried.done)
      deps.log[tried.error instanceof AppError ? "info" : "error"](
        { channelId: channel.id, ...reasonOf(tried.error) },
        "A lost channel could not be asked for",
      );
  }
}

/** Its cards are brought up to date, and what waits is posted. */
async function regain(
  { storage, clock, log }: Deps,
  id: ChannelId,
  how: "took-message" | "sent-something" | "at-its-word",
): Promise<void> {
  await storage.transaction(async (unit) => {
    // Read again: another replica may have been faster, or an admin may have given the channel up.
    const channel = await unit.channels.find(id);
    if (!channel?.lostAt) return;
    await unit.channels.save({ ...channel, lostAt: null });
    if (how === "at-its-word")
      await unit.channels.takeAtItsWord(id, clock.now());
    await catchUp(unit, id);
    await unit.queue.send("postHeldProposals", {});
    await unit.audit.append({
      kind: "channel.regained",
      at: clock.now(),
      actor: null,
      deviceId: null,
      proposalId: null,
      details: { channelId: id, lostAt: channel.lostAt, how },
    });
    log.info({ channelId: id }, "A lost channel takes cards again");
  });
}
