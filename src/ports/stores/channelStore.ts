import type {
  Channel,
  ChannelId,
  ChannelNames,
  ChosenChannel,
} from "../../domain/channels/channel.ts";

export interface ChannelStore {
  /** Chosen and not lost, first chosen first. */
  listUsable(): Promise<readonly Channel[]>;
  /** Chosen, lost ones too, first chosen first. */
  listChosen(): Promise<readonly ChosenChannel[]>;
  /** Remembers what people call it; of one that is not chosen nothing is kept. */
  saveNames(id: ChannelId, names: ChannelNames, at: Date): Promise<void>;
  find(id: ChannelId): Promise<Channel | null>;
  /** Adds it, or makes a lost one usable again. */
  save(channel: Channel): Promise<void>;
  /**
   * Notes that it is usable again only because Teams says that the bot is in it. Until it takes a message,
   * `listRefusing` leaves it out from now on.
   */
  takeAtItsWord(id: ChannelId, at: Date): Promise<void>;
  /** Lets Teams' word count once more for every channel: somebody may have changed what keeps messages out. */
  forgetWords(): Promise<void>;
  /** @returns false when it was not chosen. */
  remove(id: ChannelId): Promise<boolean>;
  /** @returns false when it was lost already or not chosen: whoever gets true tells the admins. */
  markLost(id: ChannelId, at: Date, how: HowLost): Promise<boolean>;
  /**
   * Notes that a channel in use refused a message.
   *
   * @returns since when it has taken none; null when it is lost already or not chosen.
   */
  noteRefusal(id: ChannelId, at: Date): Promise<Date | null>;
  /**
   * It took a message, or something came from it: what it refused before says nothing.
   *
   * @param sign only a message that it took says that it takes messages.
   * @returns how it is lost; null for one that is in use or not chosen.
   */
  noteAlive(
    id: ChannelId,
    sign: "took-message" | "sent-something",
  ): Promise<HowLost | null>;
  listOfTeam(teamId: string): Promise<readonly Channel[]>;
  /**
   * Lost because it took nothing, first chosen first; without those that took nothing either since Teams' word was
   * last taken for them.
   */
  listRefusing(): Promise<readonly Channel[]>;
}

/**
 * The bot was removed from it, as Teams said by itself; or it took nothing for a while. After a removal Teams sometimes
 * still takes messages, which nobody sees.
 */
export type HowLost = "removed" | "refusing";
