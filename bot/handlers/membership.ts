import type { Activity } from "../protocol/wire.ts";
import type { Custodian } from "../../src/custodian.ts";
import type { ChannelId } from "../../src/domain/channels/channel.ts";
import { baseConversationId } from "../protocol/activity.ts";

type Where = Parameters<Custodian["channels"]["lost"]>[0];

interface Deps {
  readonly custodian: {
    readonly channels: Pick<Custodian["channels"], "lost">;
  };
}

/** Notices that the bot was taken out of a team, or a channel or team was deleted: its cards have to wait then. */
export function createMembershipHandler({ custodian }: Deps) {
  return async (activity: Activity): Promise<void> => {
    const where = findPlaceLost(activity);
    if (where !== null) await custodian.channels.lost(where);
  };
}

/** Notices that a channel is there: somebody wrote or clicked in it, or the bot was added to it. */
export function createPresenceHandler({
  custodian,
}: {
  readonly custodian: {
    readonly channels: Pick<Custodian["channels"], "heardFrom">;
  };
}) {
  return async ({ conversation }: Activity): Promise<void> => {
    if (conversation.conversationType === "channel")
      await custodian.channels.heardFrom(
        baseConversationId(conversation.id) as ChannelId,
      );
  };
}

/** Whether the activity says that the bot was added where it comes from. */
export function isAdded({
  type,
  action,
  membersAdded,
  recipient,
}: Activity): boolean {
  return type === "installationUpdate"
    ? action?.toLowerCase() === "add"
    : (membersAdded ?? []).some(({ id }) => id === recipient.id);
}

/** Null when the activity says nothing of that kind. */
export function findPlaceLost(activity: Activity): Where | null {
  const { team, channel, eventType } = (activity.channelData ?? {}) as {
    team?: { id?: string };
    channel?: { id?: string };
    eventType?: string;
  };

  if (eventType === "channelDeleted" && channel?.id)
    return { channelId: baseConversationId(channel.id) as ChannelId };

  const teamIsGone =
    eventType === "teamDeleted" || eventType === "teamHardDeleted";
  const botWasRemoved =
    activity.type === "conversationUpdate" &&
    (activity.membersRemoved ?? []).some(
      ({ id }) => id === activity.recipient.id,
    );
  // "remove-upgrade" is not meant: the new version is added in the same breath.
  const wasUninstalled =
    activity.type === "installationUpdate" &&
    activity.action?.toLowerCase() === "remove";
  if (!teamIsGone && !botWasRemoved && !wasUninstalled) return null;

  if (team?.id) return { teamId: team.id };
  return activity.conversation.conversationType === "channel"
    ? { channelId: baseConversationId(activity.conversation.id) as ChannelId }
    : null;
}
