import type { ProposalId } from "../../domain/proposals/proposal.ts";
import type { ChannelId } from "../../domain/channels/channel.ts";
import type { UnitOfWork } from "../../ports/storage.ts";

const PAGE = 500;

/**
 * A channel that was lost can be posted to again: its cards may show what was true before, and those are edited.
 */
export async function catchUp(
  unit: UnitOfWork,
  channelId: ChannelId,
  pageSize = PAGE,
): Promise<void> {
  let after: ProposalId | null = null;
  do {
    const ids: readonly ProposalId[] = await unit.cardPosts.listBehind(
      channelId,
      pageSize,
      after,
    );
    for (const id of ids)
      await unit.queue.send(
        "syncProposalCard",
        { proposalId: id },
        { key: id },
      );
    after = ids.length < pageSize ? null : (ids.at(-1) ?? null);
  } while (after !== null);
}
