import type { Channel, ChannelId } from "../../domain/channels/channel.ts";

export interface ChannelStore {
  /** Chosen and not lost, first chosen first. */
  listUsable(): Promise<readonly Channel[]>;
  find(id: ChannelId): Promise<Channel | null>;
  /** Adds it, or makes a lost one usable again. */
  save(channel: Channel): Promise<void>;
  /** @returns false when it was not chosen. */
  remove(id: ChannelId): Promise<boolean>;
  /** @returns false when it was lost already or not chosen: whoever gets true tells the admins. */
  markLost(id: ChannelId, at: Date): Promise<boolean>;
  listOfTeam(teamId: string): Promise<readonly Channel[]>;
}
