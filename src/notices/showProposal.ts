import { AppError } from "../appError.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Observer } from "../observer.ts";
import type { Proposal, ProposalId } from "../proposals/proposal.ts";
import { isCardRefused, next } from "../proposals/states.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import { storeChange } from "../proposals/storeChange.ts";
import type { Storage, UnitOfWork } from "../storage/storage.ts";
import {
  ChannelLost,
  MessageGone,
  MessageRefused,
  TeamsUnavailable,
  type Channel,
  type Messenger,
  type PostedMessage,
} from "./messenger.ts";
import { loseChannel } from "./loseChannel.ts";
import { refuseCard } from "./refuseCard.ts";
import type { CardPost } from "./ports.ts";

export interface ShowDeps {
  readonly storage: Storage;
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly log: Log;
  readonly observer: Observer;
}

const HOUR_MS = 60 * 60 * 1000;

/** Longer than one post to Teams may take, with its own retries. */
const POSTING_LEASE_MS = 45_000;

/** Someone else is posting this card, or died doing so: it is theirs until the lease ends. */
class CardBeingPosted extends AppError {
  readonly code = "notices.card-being-posted";
  readonly userMessage = "The card is being posted.";
  override readonly retryable = true;
  override readonly retryAfterMs = 5000;

  constructor(proposalId: ProposalId) {
    super(`The card of proposal ${proposalId} is being posted elsewhere`);
  }
}

/**
 * Makes the card in Teams show the proposal as it is stored: posts it once, and edits it in place afterwards. What it
 * shows already is not sent again, so that any number of jobs may ask.
 *
 * @param redraw edit even when the stored version is shown: some buttons go with time.
 * A version that Teams refuses is not sent again; see `refuseCard`.
 *
 * @throws {TeamsThrottled | TeamsUnavailable | CardBeingPosted} to be tried again.
 */
export async function showProposal(
  deps: ShowDeps,
  proposalId: ProposalId,
  redraw: boolean,
): Promise<void> {
  const proposal = await deps.storage.proposals.find(proposalId);
  if (!proposal) return;
  const post = await deps.storage.cardPosts.find(proposalId);
  if (post?.message) await edit(deps, proposal, post, redraw);
  else if (isWorthPosting(proposal) && !isCardRefused(proposal))
    await postFirst(deps, proposal);
}

async function edit(
  deps: ShowDeps,
  proposal: Proposal,
  post: CardPost,
  redraw: boolean,
): Promise<void> {
  const { storage, messenger } = deps;
  if (!post.message || (!redraw && post.shownVersion >= proposal.version))
    return;
  try {
    await messenger.editProposal(post.message, proposal);
  } catch (error) {
    if (error instanceof MessageGone) {
      deps.log.warn(
        { proposalId: proposal.id },
        "A card is gone from its channel",
      );
      await storage.cardPosts.forgetMessage(proposal.id);
      if (isWorthPosting(proposal)) await postFirst(deps, proposal);
      return;
    }
    if (error instanceof ChannelLost) {
      await loseChannel(deps, post.channelId);
      return;
    }
    if (error instanceof MessageRefused) {
      await refuseCard(deps, proposal, error);
      return;
    }
    throw error;
  }
  await storage.cardPosts.shown(proposal.id, proposal.version);
  await redrawSuccessor(storage, proposal.id);
}

/** The message was given to another proposal while it was being edited: what it shows now is the old one. */
async function redrawSuccessor(
  storage: Storage,
  id: ProposalId,
): Promise<void> {
  if (await storage.cardPosts.find(id)) return;
  const state = (await storage.proposals.find(id))?.state;
  if (state?.kind !== "superseded" || state.by.kind !== "proposal") return;
  const { proposalId } = state.by;
  await storage.queue.send(
    "showProposal",
    { proposalId, redraw: true },
    { key: proposalId },
  );
}

async function postFirst(deps: ShowDeps, seen: Proposal): Promise<void> {
  const { storage, messenger } = deps;
  const begun = await beginPosting(deps, seen.id);
  if (!begun) return;
  const { post, channel, proposal } = begun;
  if (post.attempts > 1) {
    deps.observer.cardPostedAgain();
    deps.log.warn(
      { proposalId: proposal.id, attempt: post.attempts },
      "A card is posted again",
    );
  }
  try {
    const message = await messenger.postProposal(channel, proposal);
    if (!(await storePosted(deps, post, proposal, message)))
      deps.log.warn(
        { proposalId: proposal.id },
        "A card was posted after another had taken its place",
      );
  } catch (error) {
    if (error instanceof ChannelLost) {
      await storage.cardPosts.notPosted(proposal.id, post.attempts);
      await loseChannel(deps, channel.id);
      return;
    }
    if (error instanceof MessageRefused) {
      await storage.cardPosts.notPosted(proposal.id, post.attempts);
      await refuseCard(deps, proposal, error);
      return;
    }
    if (error instanceof TeamsUnavailable && error.maybeDone) {
      await storage.cardPosts.answerLost(proposal.id, post.attempts);
    } else if (error instanceof AppError) {
      await storage.cardPosts.notPosted(proposal.id, post.attempts);
    }
    throw error;
  }
}

/** @returns false when this message is not the proposal's: another took its place. */
async function storePosted(
  { storage, clock }: ShowDeps,
  post: CardPost,
  proposal: Proposal,
  message: PostedMessage,
): Promise<boolean> {
  return await storage.transaction(async (unit) => {
    // Rows in the order in which all others lock them.
    await unit.proposals.getForUpdate(proposal.id);
    const isTheOne = await unit.cardPosts.posted(
      proposal.id,
      post.attempts,
      message,
      proposal.version,
    );
    if (!isTheOne) return false;
    await unit.audit.append({
      kind: "proposal.posted",
      at: clock.now(),
      actor: null,
      deviceId: proposal.device.id,
      proposalId: proposal.id,
      details: {
        channelId: post.channelId,
        attempt: post.attempts,
        expiresAt: proposal.expiresAt,
      },
    });
    return true;
  });
}

/**
 * Takes the right to post, and stores when the card was posted before it is: its expiry, which the card shows, counts
 * from here, and the version that the card carries must be the stored one.
 *
 * @returns null when there is nothing to post (any more).
 */
async function beginPosting(
  { storage, clock, log }: ShowDeps,
  proposalId: ProposalId,
): Promise<{ post: CardPost; channel: Channel; proposal: Proposal } | null> {
  const { values } = await currentSettings(storage);
  return await storage.transaction(async (unit) => {
    const current = await unit.proposals.getForUpdate(proposalId);
    const channel =
      current.channelId && (await unit.channels.find(current.channelId));
    const now = clock.now();
    if (!isWorthPosting(current)) return null;
    if (!channel || channel.lostAt) {
      if (current.state.kind === "pending")
        await holdAgain(unit, log, current, now);
      return null;
    }
    const post = await unit.cardPosts.beginPosting(
      proposalId,
      channel.id,
      now,
      new Date(now.getTime() + POSTING_LEASE_MS),
    );
    if (!post) {
      const existing = await unit.cardPosts.find(proposalId);
      if (existing?.message) return null;
      throw new CardBeingPosted(proposalId);
    }
    if (current.state.kind !== "pending")
      return { post, channel, proposal: current };
    const proposal = next(current, {
      postedAt: now,
      expiresAt: new Date(
        now.getTime() + values.proposalExpiresHours * HOUR_MS,
      ),
    });
    await unit.proposals.save(proposal);
    log.info({ proposalId, attempt: post.attempts }, "A card is being posted");
    return { post, channel, proposal };
  });
}

/** Its channel was given up before the card stood there: it waits for another one. */
async function holdAgain(
  unit: UnitOfWork,
  log: Log,
  pending: Proposal,
  at: Date,
): Promise<void> {
  const held = next(pending, {
    state: { kind: "held" },
    channelId: null,
    postedAt: null,
    expiresAt: null,
  });
  await storeChange(unit, log, pending, held, {
    kind: "proposal.held-again",
    at,
    actor: null,
    details: { channelId: pending.channelId },
  });
}

/** A card that asks or offers something. What ended without ever being seen needs no message. */
function isWorthPosting({ state }: Proposal): boolean {
  switch (state.kind) {
    case "pending":
    case "approved":
    case "applying":
    case "applied":
    case "verified":
    case "failed":
    case "unconfirmed":
    case "undoing":
    case "undo-failed":
      return true;
    case "held":
    case "snoozed":
    case "rejected":
    case "expired":
    case "superseded":
    case "undone":
      return false;
  }
}
