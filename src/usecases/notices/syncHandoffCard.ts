import { AppError } from "../../domain/appError.ts";
import type {
  Handoff,
  HandoffDigestId,
  HandoffId,
} from "../../domain/handoffs/handoff.ts";
import { channelOf } from "../proposals/placeProposal.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { Stores } from "../../ports/storage.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { cardKey } from "../../domain/cards/cardKey.ts";
import type { Place } from "../../domain/channels/channel.ts";
import type { TrackedCard } from "../../domain/cards/trackedCard.ts";
import {
  letGoOfVersion,
  syncCard,
  type SyncDeps,
  type Shown,
  type Subject,
} from "./syncCard.ts";
import { notifyAdminsOnceADay } from "../proposals/notifyAdminsOnceADay.ts";
import { message } from "../../domain/message.ts";

/** There is neither a chat with the lead nor a channel: it is posted as soon as there is one. */
export class NoPlaceForHandoff extends AppError {
  readonly code = "notices.no-place-for-handoff";
  readonly userMessage = message("notices.no-place-for-handoff");
  override readonly retryable = true;
  override readonly retryAfterMs = 60_000;

  constructor(handoffId: HandoffId) {
    super(`There is no place for the notice of handoff ${handoffId}`);
  }
}

/**
 * Tells the staging lead that a device has found its person, once, and keeps the card in step as the proposal moves
 * on; see `syncCard`. In the lead's chat; where there is none, in the channel of the device's helpdesk. While there
 * is neither it waits, and the admins are told. Whoever was told is not told again for a chat or a channel that takes
 * no edits any more; only a message that is gone is posted anew.
 *
 * @throws {TeamsThrottled | TeamsUnavailable | CardBeingPosted | NoPlaceForHandoff} to be tried again.
 */
export async function syncHandoffCard(
  deps: SyncDeps,
  handoffId: HandoffId,
): Promise<void> {
  try {
    await sync(deps, handoffId, true);
  } catch (error) {
    if (error instanceof NoPlaceForHandoff) {
      deps.log.warn({ handoffId }, "A staging lead waits to be told");
      await deps.storage.transaction((unit) =>
        notifyAdminsOnceADay(unit, { noPlaceForNotices: true }),
      );
    }
    throw error;
  }
}

/**
 * The lead could not be told in their chat: they are told in the channel, unless they were told before.
 *
 * @throws what `syncHandoffCard` throws.
 */
export async function tellLeadInChannel(
  deps: SyncDeps,
  handoffId: HandoffId,
): Promise<void> {
  await sync(deps, handoffId, false);
}

async function sync(
  deps: SyncDeps,
  handoffId: HandoffId,
  usesChat: boolean,
): Promise<void> {
  const handoff = await deps.storage.handoffs.find(handoffId);
  if (handoff?.digestId)
    await syncCard(deps, digestSubject(handoff.digestId, usesChat));
  else await syncCard(deps, subject(handoffId, usesChat));
}

type HandoffCard = Extract<TrackedCard, { kind: "handoff" }>;

function subject(
  handoffId: HandoffId,
  usesChat: boolean,
): Subject<HandoffCard> {
  const name = {
    key: cardKey("handoff", handoffId),
    ids: { handoffId },
  };
  return {
    ...name,

    async read(storage) {
      const handoff = await storage.handoffs.find(handoffId);
      if (!handoff) return null;
      return {
        ...(await toShown(storage, handoff)),
        isWorthPosting: isToBeTold(handoff),
      };
    },

    async choosePlace(unit, _now, closed) {
      const handoff = await unit.handoffs.find(handoffId);
      if (!handoff || !isToBeTold(handoff)) return null;
      const place = await findPlace(unit, handoff, usesChat, closed);
      return { place, take: () => toShown(unit, handoff) };
    },

    async refused(deps, shown, refusal) {
      await letGoOfVersion(deps, name, shown, refusal);
      const { device } = shown.card.handoff;
      await deps.storage.transaction((unit) =>
        notifyAdminsOnceADay(unit, { refusedCardOf: device.name }),
      );
    },
  };
}

type DigestCard = Extract<TrackedCard, { kind: "handoffDigest" }>;

/** So many are named on a digest; the card counts the others. */
const MOST_NAMED = 50;

/** Of many at once, in one place: all of them have the same lead, or the same channel. */
function digestSubject(
  digestId: HandoffDigestId,
  usesChat: boolean,
): Subject<DigestCard> {
  const name = {
    key: cardKey("handoffDigest", digestId),
    ids: { digestId },
  };
  return {
    ...name,

    async read(storage) {
      const shown = await digestToShown(storage, digestId);
      return shown && { ...shown, isWorthPosting: true };
    },

    async choosePlace(unit, _now, closed) {
      const shown = await digestToShown(unit, digestId);
      const first = shown?.card.handoffs[0]?.handoff;
      if (!shown || !first) return null;
      const place = await findPlace(unit, first, usesChat, closed);
      return { place, take: () => Promise.resolve(shown) };
    },

    async refused(deps, shown, refusal) {
      await letGoOfVersion(deps, name, shown, refusal);
      const refusedCardOf = shown.card.handoffs[0]?.handoff.device.name ?? "";
      await deps.storage.transaction((unit) =>
        notifyAdminsOnceADay(unit, { refusedCardOf }),
      );
    },
  };
}

async function digestToShown(
  stores: Stores,
  digestId: HandoffDigestId,
): Promise<Shown<DigestCard> | null> {
  const { first, total, version } = await stores.handoffs.readDigest(
    digestId,
    MOST_NAMED,
  );
  const [one] = first;
  if (!one) return null;
  const handoffs = [];
  for (const handoff of first)
    handoffs.push({ handoff, proposal: await findProposal(stores, handoff) });
  return {
    card: {
      kind: "handoffDigest",
      digestId,
      handoffs,
      total,
      lead: one.lead,
    },
    version,
  };
}

/**
 * Before somebody looked for the lead it would go to the channel for want of one. A cycle that ended since still is
 * told of: the lead was promised to hear of every handoff.
 */
function isToBeTold({ moments, leadChosenAt, isWithheld }: Handoff): boolean {
  return (
    moments["handed-off"] !== undefined &&
    leadChosenAt !== undefined &&
    !isWithheld
  );
}

/** @throws {NoPlaceForHandoff} neither the lead's chat nor a channel. */
async function findPlace(
  stores: Stores,
  handoff: Handoff,
  usesChat: boolean,
  closed: ReadonlySet<Place["kind"]>,
): Promise<Place> {
  if (handoff.lead && usesChat && !closed.has("personal"))
    return { kind: "personal", userId: handoff.lead.id };
  const place = await findChannel(stores, handoff);
  if (!place) throw new NoPlaceForHandoff(handoff.id);
  return place;
}

/** The channel whose helpdesk is asked about the device; null while there is none. */
export async function findChannel(
  stores: Stores,
  { device }: Handoff,
): Promise<Place | null> {
  const { values } = await currentSettings(stores);
  const channels = await stores.channels.listUsable();
  const channel = channelOf(device, channels, values);
  return channel && { kind: "channel", channel };
}

async function toShown(
  stores: Stores,
  handoff: Handoff,
): Promise<Shown<HandoffCard>> {
  const proposal = await findProposal(stores, handoff);
  return {
    card: { kind: "handoff", handoff, proposal, lead: handoff.lead },
    version: handoff.version,
  };
}

async function findProposal(
  { proposals }: Pick<Stores, "proposals">,
  { proposal }: Handoff,
): Promise<Proposal | null> {
  return proposal && (await proposals.find(proposal.id));
}

/** The card of whoever is told of it, as it stands now: its own, or the one that tells of many. */
export async function readLeadCard(
  stores: Stores,
  handoffId: HandoffId,
): Promise<HandoffCard | DigestCard | null> {
  const handoff = await stores.handoffs.find(handoffId);
  if (!handoff) return null;
  const shown = handoff.digestId
    ? await digestToShown(stores, handoff.digestId)
    : await toShown(stores, handoff);
  return shown && shown.card;
}
