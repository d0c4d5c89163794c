import type { Clock } from "../../src/clock.ts";
import type { Custodian } from "../../src/custodian.ts";
import type { ChannelId } from "../../src/proposals/proposal.ts";
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
    const { held } = await deps.custodian.channels.use({
      id,
      teamId: team?.id ?? null,
      serviceUrl: activity.serviceUrl,
      tenantId: deps.tenantId,
      chosenBy: userId,
      chosenAt: deps.clock.now(),
      lostAt: null,
    });
    const waiting =
      held === 0
        ? ""
        : ` ${held} waiting ${held === 1 ? "proposal follows" : "proposals follow"}.`;
    return {
      text: `Proposals are posted in this channel from now on.${waiting}`,
    };
  };
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
