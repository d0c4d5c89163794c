import type { Activity } from "../protocol/wire.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { LocaleStore } from "../../src/ports/stores/localeStore.ts";
import type { UserId } from "../../src/domain/people/user.ts";
import type { ChannelId } from "../../src/domain/channels/channel.ts";
import type { SettingsStore } from "../../src/ports/stores/settingsStore.ts";
import { baseConversationId, localeOf } from "../protocol/activity.ts";
import type { Logger } from "../telemetry/log.ts";
import { english, messagesFor } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

interface Deps {
  readonly settings: Pick<SettingsStore, "current">;
  readonly locales: Pick<LocaleStore, "find" | "save">;
  readonly clock: Clock;
  readonly log: Logger;
}

/** In which language whom is written to, and where. */
export interface Languages {
  /**
   * The messages for whoever sent this, by what their client speaks; kept for what is said to them later. A client that
   * says nothing of it changes nothing. Does not fail with the database.
   */
  recordLocale(
    userId: UserId,
    activity: Pick<Activity, "locale" | "entities">,
  ): Promise<Messages>;
  /**
   * The messages for all who read a conversation.
   *
   * @param own those of whoever acts in it: the language of a personal chat, and of a group chat for which nobody
   * chose one.
   */
  ofConversation(
    activity: Pick<Activity, "conversation">,
    own: Messages,
  ): Promise<Messages>;
  /** The same where only the conversation's id is known; `asker` null for nobody. */
  ofConversationWith(
    conversationId: string,
    asker: UserId | null,
  ): Promise<Messages>;
  /** What an admin chose for the channel, or English. */
  ofChannel(channelId: ChannelId): Promise<Messages>;
  /** The messages for a person, by the locale recorded last; English before that. */
  ofPerson(userId: UserId): Promise<Messages>;
}

export function createLanguages({
  settings,
  locales,
  clock,
  log,
}: Deps): Languages {
  /** What is stored of people already, so that not every click writes. */
  const recorded = new Map<UserId, { readonly locale: string; at: number }>();

  return {
    async recordLocale(userId, activity) {
      const tag = localeOf(activity);
      if (tag === null) return await known(userId);
      const messages = messagesFor(tag);
      await keep(userId, messages.formats.locale);
      return messages;
    },

    async ofConversation({ conversation }, own) {
      const { conversationType } = conversation;
      if (conversationType === "personal") return own;
      return (
        (await chosenFor(conversation.id)) ??
        (conversationType === "channel" ? english : own)
      );
    },

    async ofConversationWith(conversationId, asker) {
      const chosen = await chosenFor(conversationId);
      if (chosen) return chosen;
      return asker === null || isChannelId(conversationId)
        ? english
        : await known(asker);
    },

    ofChannel: async (channelId) => (await chosenFor(channelId)) ?? english,
    ofPerson: known,
  };

  async function known(userId: UserId): Promise<Messages> {
    try {
      return messagesFor(await locales.find(userId));
    } catch (error) {
      log.warn({ err: error }, "A person's language could not be read");
      return english;
    }
  }

  async function keep(userId: UserId, locale: string): Promise<void> {
    const now = clock.now();
    const last = recorded.get(userId);
    if (last?.locale === locale && now.getTime() - last.at < AGAIN_AFTER_MS)
      return;
    try {
      await locales.save(userId, locale, now);
    } catch (error) {
      log.warn({ err: error }, "A person's language could not be kept");
      return;
    }
    const [oldest] = recorded.keys();
    if (recorded.size >= MOST_RECORDED && oldest !== undefined)
      recorded.delete(oldest);
    recorded.delete(userId);
    recorded.set(userId, { locale, at: now.getTime() });
  }

  async function chosenFor(conversationId: string): Promise<Messages | null> {
    try {
      const languages = (await settings.current())?.values.channelLanguages;
      const id = baseConversationId(conversationId);
      return languages && Object.hasOwn(languages, id)
        ? messagesFor(languages[id])
        : null;
    } catch (error) {
      log.warn({ err: error }, "A channel's language could not be read");
      return null;
    }
  }
}

/** Often enough to tell who is still there from who left. */
const AGAIN_AFTER_MS = 24 * 3_600_000;
const MOST_RECORDED = 10_000;

/** As Teams names channels; its group chats end in `@thread.v2`. */
function isChannelId(conversationId: string): boolean {
  return /@thread\.(?:tacv2|skype)$/.test(baseConversationId(conversationId));
}
