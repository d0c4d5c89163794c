import type { ChannelId } from "../../domain/channels/channel.ts";
import type { SaidLine } from "../../domain/proposals/dailyLine.ts";

/** What channels were told in the morning of what waits in them. */
export interface DailyLineStore {
  /**
   * Says that a channel's line of this day is being looked at, so that only one process does; in a transaction.
   *
   * @returns null where it was before; otherwise what was said last, which may be nothing.
   */
  claim(
    channelId: ChannelId,
    day: Date,
  ): Promise<{ readonly said: SaidLine | null } | null>;
  said(channelId: ChannelId, line: SaidLine): Promise<void>;
  /** Nothing was said, for certain: it is looked at again, as if it had not been. */
  release(channelId: ChannelId, said: SaidLine | null): Promise<void>;
}
