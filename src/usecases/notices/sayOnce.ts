import type { ChannelId } from "../../domain/channels/channel.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import {
  ChannelLost,
  TeamsThrottled,
  TeamsUnavailable,
} from "../../ports/messenger.ts";
import type { Storage } from "../../ports/storage.ts";
import { noteChannelRefusal, noteChannelTaken } from "./channelHealth.ts";

interface Deps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Says something in a channel for which the right was claimed, and stored, before. The claim is given back only where
 * Teams did not take the message for certain: when a process dies in between, or the answer is lost, it is never said
 * a second time. It may so be said not at all; the card says the same, and nagging twice is worse.
 *
 * @param say false where there was nothing to say it in: the claim is given back, too.
 * @returns whether it was said.
 * @throws {TeamsThrottled | TeamsUnavailable | ChannelRefuses} to be tried again another time.
 */
export async function sayOnce(
  deps: Deps,
  channelId: ChannelId,
  say: () => Promise<boolean>,
  release: () => Promise<void>,
): Promise<boolean> {
  try {
    if (!(await say())) {
      await release();
      return false;
    }
  } catch (error) {
    if (isCertainlyNotSaid(error)) await release();
    if (error instanceof ChannelLost) {
      await noteChannelRefusal(deps, channelId);
      return false;
    }
    throw error;
  }
  await noteChannelTaken(deps, channelId);
  return true;
}

/** And may be said later: what Teams refuses as it is, or whose thread is gone, stays unsaid. */
function isCertainlyNotSaid(error: unknown): boolean {
  return (
    error instanceof TeamsThrottled ||
    error instanceof ChannelLost ||
    (error instanceof TeamsUnavailable && !error.maybeDone)
  );
}
