import type { Log } from "../../ports/log.ts";
import type { Proposal, ProposalId } from "../../domain/proposals/proposal.ts";
import {
  awaitsDecision,
  isCardRefused,
  next,
} from "../../domain/proposals/states.ts";
import { lifetimeFrom } from "../../domain/proposals/lifetime.ts";
import { postByOf } from "../../domain/proposals/postBy.ts";
import { has } from "../../domain/proposals/stateTable.ts";
import { storeChange } from "../proposals/storeChange.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { Storage, UnitOfWork } from "../../ports/storage.ts";
import { cardKey } from "../../domain/cards/cardKey.ts";
import type { TrackedCard } from "../../domain/cards/trackedCard.ts";
import { endIfUnposted } from "../proposals/endUnposted.ts";
import { refuseCard } from "./refuseCard.ts";
import {
  syncCard,
  type SyncDeps,
  type Shown,
  type Subject,
} from "./syncCard.ts";

/**
 * Makes the card in the proposal's channel show it as it is stored; see `syncCard`.
 *
 * @param redraw edit even when the stored version is shown: some buttons go with time.
 * @throws {TeamsThrottled | TeamsUnavailable | CardBeingPosted} to be tried again.
 */
export async function syncProposalCard(
  deps: SyncDeps,
  proposalId: ProposalId,
  redraw: boolean,
): Promise<void> {
  await syncCard(deps, subject(deps, proposalId), redraw);
}

type ProposalCard = Extract<TrackedCard, { kind: "proposal" }>;

function subject(
  { log }: SyncDeps,
  proposalId: ProposalId,
): Subject<ProposalCard> {
  return {
    key: cardKey("proposal", proposalId),
    ids: { proposalId },

    async read(storage) {
      const proposal = await storage.proposals.find(proposalId);
      if (!proposal) return null;
      return {
        ...toShown(proposal),
        isWorthPosting:
          has(proposal.state.kind, "isWorthPosting") &&
          !isCardRefused(proposal),
      };
    },

    async choosePlace(unit, now) {
      const current = await unit.proposals.getForUpdate(proposalId);
      if (!has(current.state.kind, "isWorthPosting")) return null;
      const channel =
        current.channelId && (await unit.channels.find(current.channelId));
      if (!channel || channel.lostAt) {
        if (awaitsDecision(current)) await holdAgain(unit, log, current, now);
        return null;
      }
      if (await endIfUnposted(unit, log, current, now)) return null;
      return {
        place: { kind: "channel", channel },
        take: async () => toShown(await stampPosted(unit, current, now)),
      };
    },

    async storePosted(unit, now, post, shown, store) {
      // Rows in the order in which all others lock them.
      const { device } = await unit.proposals.getForUpdate(proposalId);
      if (!(await store())) return false;
      if (post.channelId !== null)
        await unit.subscriptions.addNews(proposalId, post.channelId, now);
      await unit.audit.append({
        kind: "proposal.posted",
        at: now,
        actor: null,
        deviceId: device.id,
        proposalId,
        details: {
          channelId: post.channelId,
          attempt: post.attempts,
          expiresAt: shown.card.proposal.expiresAt,
        },
      });
      return true;
    },

    refused: (deps, { card }, refusal) =>
      refuseCard(deps, card.proposal, refusal),

    edited: (storage) => redrawSuccessor(storage, proposalId),
  };
}

function toShown(proposal: Proposal): Shown<ProposalCard> {
  return { card: { kind: "proposal", proposal }, version: proposal.version };
}

/** An open question's expiry, which the card shows, counts from here. */
async function stampPosted(
  unit: UnitOfWork,
  current: Proposal,
  now: Date,
): Promise<Proposal> {
  if (!awaitsDecision(current)) return current;
  const { values } = await currentSettings(unit);
  const proposal = next(current, {
    postedAt: now,
    ...lifetimeFrom(now, values),
  });
  await unit.proposals.save(proposal);
  // Posted anew it has all of its time again, and in another thread nobody was reminded.
  await unit.proposals.releaseReminders([current.id]);
  return proposal;
}

/** The message was given to another proposal while it was being edited: what it shows now is the old one. */
async function redrawSuccessor(
  storage: Storage,
  id: ProposalId,
): Promise<void> {
  if (await storage.cardPosts.find(cardKey("proposal", id))) return;
  const state = (await storage.proposals.find(id))?.state;
  if (state?.kind !== "superseded" || state.by.kind !== "proposal") return;
  const { proposalId } = state.by;
  await storage.queue.send(
    "syncProposalCard",
    { proposalId, redraw: true },
    { key: proposalId },
  );
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
    postBy: postByOf({ kind: "held" }, at, 0),
    postedAt: null,
    expiresAt: null,
  });
  await storeChange(unit, log, pending, held, {
    event: "hold",
    at,
    actor: null,
    details: { channelId: pending.channelId },
  });
}
