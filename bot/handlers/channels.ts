import type { Clock } from "../../src/clock.ts";
import type { Custodian } from "../../src/custodian.ts";
import type { ChannelId } from "../../src/proposals/proposal.ts";
import type { ChannelShare } from "../../src/settings/channelScope.ts";
import { baseConversationId } from "../activity.ts";
import type { Reply, Turn } from "../turn.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "requireAdmin" | "channels">;
  readonly clock: Clock;
  readonly tenantId: string;
}

/** `use this channel`: proposals are posted where it was typed, also when that was in a thread. */
export function createUseChannelHandler(deps: Deps) {
  return async (turn: Turn): Promise<Reply> => {
    const { activity, userId } = turn;
    const permission = await deps.custodian.requireAdmin(userId);
    if (!permission.allowed) return { text: permission.message };

    const id = findChannel(turn);
    if (id === null) return NOT_A_CHANNEL;
    const { team } = (activity.channelData ?? {}) as { team?: { id?: string } };
    const { held, share } = await deps.custodian.channels.use({
      id,
      teamId: team?.id ?? null,
      serviceUrl: activity.serviceUrl,
      tenantId: deps.tenantId,
      chosenBy: userId,
      chosenAt: deps.clock.now(),
      lostAt: null,
    });
    return { text: describeShare(share, held) };
  };
}

function describeShare(share: ChannelShare, held: number): string {
  switch (share) {
    case "everything": {
      const waiting =
        held === 0
          ? ""
          : ` ${held} waiting ${held === 1 ? "proposal follows" : "proposals follow"}.`;
      return `Proposals are posted in this channel from now on.${waiting}`;
    }
    case "its scope":
      return "Proposals of the devices in this channel's scope are posted here from now on. An admin changes the scope with: settings.";
    case "the rest":
      return "Proposals of devices in no other channel's scope are posted in this channel from now on.";
    case "nothing":
      return "This channel is in use, but nothing is posted here yet: proposals go to another channel, chosen earlier. Give this channel a scope (device categories or name prefixes) with: settings. Or type stop using this channel in the other one.";
  }
}

/** `stop using this channel`: open cards stay where they are, new ones go elsewhere. */
export function createStopChannelHandler(deps: Deps) {
  return async (turn: Turn): Promise<Reply> => {
    const permission = await deps.custodian.requireAdmin(turn.userId);
    if (!permission.allowed) return { text: permission.message };

    const id = findChannel(turn);
    if (id === null) return NOT_A_CHANNEL;
    const wasInUse = await deps.custodian.channels.stop(id, turn.userId);
    return {
      text: wasInUse
        ? "No new proposals are posted in this channel. Cards that are open here can still be answered."
        : "This channel was not in use for proposals.",
    };
  };
}

const NOT_A_CHANNEL: Reply = {
  text: "This works in a channel of a team: add Custodian to the team, then mention it in the channel with these words.",
};

function findChannel({ activity }: Turn): ChannelId | null {
  const { conversation } = activity;
  return conversation.conversationType === "channel"
    ? (baseConversationId(conversation.id) as ChannelId)
    : null;
}
