import { cardKey } from "../../domain/cards/cardKey.ts";
import type { ChannelId } from "../../domain/channels/channel.ts";
import { message, type Message } from "../../domain/message.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { chooseReminders } from "../../domain/proposals/reminders.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Messenger } from "../../ports/messenger.ts";
import type { Storage } from "../../ports/storage.ts";
import { reasonOf, tryOne } from "../../ports/tryOne.ts";
import { sayOnce } from "./sayOnce.ts";
import { timeLeft } from "../../domain/timeLeft.ts";

interface Deps {
  readonly storage: Storage;
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly log: Log;
}

/** More are left for the next minute. */
const PAGE = 500;

/** Of those in one message, so many are named. */
const MOST_NAMED = 10;

/**
 * Reminds people once of each proposal that nobody has decided when two thirds of its time have passed. A channel that
 * takes no messages keeps none of the others from being reminded.
 */
export async function remindOfProposals(deps: Deps): Promise<void> {
  const { storage, clock, log } = deps;
  const now = clock.now();
  const candidates = await storage.proposals.listToRemind(now, PAGE);
  const byChannel = Map.groupBy(candidates, ({ channelId }) => channelId);
  for (const [channelId, ofChannel] of byChannel) {
    const reminders = chooseReminders(ofChannel, now);
    if (channelId === null || !reminders) continue;
    const { kind, proposals } = reminders;
    for (const told of kind === "list"
      ? [proposals]
      : proposals.map((one) => [one])) {
      const tried = await tryOne(
        storage,
        () => remindOf(deps, channelId, told),
        "may-be-its-own",
      );
      if (!tried.done)
        log.info(
          { channelId, ...reasonOf(tried.error) },
          "People could not be reminded of proposals",
        );
    }
  }
}

/** Of one in its thread, of several in a message of their own. */
async function remindOf(
  deps: Deps,
  channelId: ChannelId,
  due: readonly Proposal[],
): Promise<void> {
  const { storage, clock, log } = deps;
  const claimed = await storage.proposals.claimReminders(
    due.map(({ id }) => id),
    clock.now(),
  );
  // As they were listed: those that expire first come first.
  const proposals = due.filter(({ id }) => claimed.some((c) => c.id === id));
  const [first] = proposals;
  if (!first) return;
  const isSaid = await sayOnce(
    deps,
    channelId,
    () =>
      due.length === 1
        ? remindInThread(deps, first)
        : remindOfSeveral(deps, channelId, proposals),
    () => storage.proposals.releaseReminders(proposals.map(({ id }) => id)),
  );
  if (!isSaid) return;
  log.info(
    { channelId, proposalIds: proposals.map(({ id }) => id) },
    "People were reminded of proposals",
  );
}

/** @returns false where its card stands nowhere any more. */
async function remindInThread(
  { storage, messenger, clock }: Deps,
  proposal: Proposal,
): Promise<boolean> {
  const post = await storage.cardPosts.find(cardKey("proposal", proposal.id));
  if (!post?.message) return false;
  await messenger.reply(
    post.message,
    message("notices.remind", { left: leftOf(proposal, clock.now()) }),
  );
  return true;
}

/** @returns false where the channel is used no more. */
async function remindOfSeveral(
  { storage, messenger, clock }: Deps,
  channelId: ChannelId,
  proposals: readonly Proposal[],
): Promise<boolean> {
  const [first] = proposals;
  const channel = await storage.channels.find(channelId);
  if (!first || !channel) return false;
  await messenger.say(
    channel,
    message("notices.remind-several", {
      count: proposals.length,
      left: leftOf(first, clock.now()),
      some: proposals
        .slice(0, MOST_NAMED)
        .map(({ device }) => device.name)
        .join(", "),
      more: Math.max(0, proposals.length - MOST_NAMED),
    }),
  );
  return true;
}

function leftOf({ expiresAt }: Proposal, now: Date): Message {
  return timeLeft((expiresAt?.getTime() ?? 0) - now.getTime());
}
