import { cardKey } from "../../domain/cards/cardKey.ts";
import type { TrackedCard } from "../../domain/cards/trackedCard.ts";
import type { Place } from "../../domain/channels/channel.ts";
import type { Handoff, HandoffId } from "../../domain/handoffs/handoff.ts";
import { isContradicted } from "../../domain/handoffs/handoff.ts";
import type { Stores } from "../../ports/storage.ts";
import { showHandoff } from "../handoffs/tellLeads.ts";
import { notifyAdminsOnceADay } from "../proposals/notifyAdminsOnceADay.ts";
import {
  letGoOfVersion,
  syncCard,
  type Shown,
  type Subject,
  type SyncDeps,
} from "./syncCard.ts";
import { findChannel, NoPlaceForHandoff } from "./syncHandoffCard.ts";

/**
 * Tells the helpdesk what a staging lead says against a handoff, once, and keeps the card in step until somebody has
 * seen to it; see `syncCard`. In the thread of the proposal that followed from the handoff, where its card stands; else
 * as a thread of its own in the channel that is asked about the device. While there is none it waits, and the admins
 * are told; so are they, and the lead on their card, when Teams refuses it: it is not sent again before it changes.
 *
 * @throws {TeamsThrottled | TeamsUnavailable | CardBeingPosted | NoPlaceForHandoff} to be tried again.
 */
export async function syncObjectionCard(
  deps: SyncDeps,
  handoffId: HandoffId,
): Promise<void> {
  try {
    await syncCard(deps, subject(handoffId));
  } catch (error) {
    if (error instanceof NoPlaceForHandoff) {
      deps.log.warn(
        { handoffId },
        "What a staging lead says waits for a channel",
      );
      await deps.storage.transaction((unit) =>
        notifyAdminsOnceADay(unit, { noPlaceForNotices: true }),
      );
    }
    throw error;
  }
}

type ObjectionCard = Extract<TrackedCard, { kind: "objection" }>;

/** The card as it stands now; null where nothing is said against the handoff. */
export async function readObjectionCard(
  stores: Stores,
  handoffId: HandoffId,
): Promise<ObjectionCard | null> {
  const handoff = await stores.handoffs.find(handoffId);
  return handoff && ((await toShown(stores, handoff))?.card ?? null);
}

function subject(handoffId: HandoffId): Subject<ObjectionCard> {
  const key = cardKey("objection", handoffId);
  return {
    key,
    ids: { handoffId },

    async read(storage) {
      const handoff = await storage.handoffs.find(handoffId);
      const shown = handoff && (await toShown(storage, handoff));
      return shown && { ...shown, isWorthPosting: isContradicted(handoff) };
    },

    async choosePlace(unit, _now, closed) {
      const handoff = await unit.handoffs.find(handoffId);
      const shown = handoff && (await toShown(unit, handoff));
      // What was seen to before the helpdesk heard of it, by a decision say, is no news to them.
      if (!shown || !isContradicted(handoff)) return null;
      const place =
        (closed.has("thread") ? null : await findThread(unit, handoff)) ??
        (await findChannel(unit, handoff));
      if (!place) throw new NoPlaceForHandoff(handoffId);
      return { place, take: () => Promise.resolve(shown) };
    },

    async storePosted(unit, now, _post, shown, store) {
      const current = await unit.handoffs.findForUpdate(handoffId);
      if (!(await store())) return false;
      if (!current?.objection || current.objection.toldAt) return true;
      const after: Handoff = {
        ...current,
        version: current.version + 1,
        objection: { ...current.objection, toldAt: now },
      };
      await unit.handoffs.save(after);
      // That they were told changes nothing on their own card.
      if (current.version === shown.version)
        await unit.cardPosts.shown(key, after.version);
      await showHandoff(unit, after);
      return true;
    },

    async refused(deps, shown, refusal) {
      await letGoOfVersion(deps, { key, ids: { handoffId } }, shown, refusal);
      const { name } = shown.card.handoff.device;
      await deps.storage.transaction(async (unit) => {
        const current = await unit.handoffs.findForUpdate(handoffId);
        await notifyAdminsOnceADay(unit, { refusedCardOf: name });
        // Whoever said so reads that the helpdesk doesn't know; what changed meanwhile is sent anyway.
        if (!current?.objection || current.version !== shown.version) return;
        const { toldAt, refusedAt } = current.objection;
        if (toldAt || refusedAt) return;
        const after: Handoff = {
          ...current,
          version: current.version + 1,
          objection: { ...current.objection, refusedAt: deps.clock.now() },
        };
        await unit.handoffs.save(after);
        // Nothing that Teams would take is on this version either.
        await unit.cardPosts.shown(key, after.version);
        await showHandoff(unit, after);
      });
    },
  };
}

/** The thread of the proposal's card, where that stands in a channel that takes messages. */
async function findThread(
  { cardPosts, channels }: Pick<Stores, "cardPosts" | "channels">,
  { proposal }: Handoff,
): Promise<Place | null> {
  const post =
    proposal && (await cardPosts.find(cardKey("proposal", proposal.id)));
  const message = post?.message;
  if (!message?.channelId) return null;
  const channel = await channels.find(message.channelId);
  if (!channel || channel.lostAt) return null;
  const { channelId, serviceUrl, conversationId } = message;
  return { kind: "thread", channelId, serviceUrl, conversationId };
}

async function toShown(
  { proposals }: Pick<Stores, "proposals">,
  handoff: Handoff,
): Promise<Shown<ObjectionCard> | null> {
  const { objection, proposal } = handoff;
  if (!objection) return null;
  return {
    card: {
      kind: "objection",
      handoff,
      objection,
      proposal: proposal && (await proposals.find(proposal.id)),
    },
    version: handoff.version,
  };
}
