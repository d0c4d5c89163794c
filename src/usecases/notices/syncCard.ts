import { AppError } from "../../domain/appError.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Metrics } from "../../ports/metrics.ts";
import type { Storage, UnitOfWork } from "../../ports/storage.ts";
import type { CardKey } from "../../domain/cards/cardKey.ts";
import { noteChannelRefusal, noteChannelTaken } from "./channelHealth.ts";
import {
  ChannelLost,
  MessageGone,
  MessageRefused,
  PersonUnreachable,
  TeamsUnavailable,
  type Messenger,
} from "../../ports/messenger.ts";
import type {
  ChannelId,
  Place,
  PostedMessage,
} from "../../domain/channels/channel.ts";
import type { TrackedCard } from "../../domain/cards/trackedCard.ts";
import type { CardPost } from "../../ports/stores/cardPostStore.ts";
import { message } from "../../domain/message.ts";

export interface SyncDeps {
  readonly storage: Storage;
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** What a card shows. */
export interface Shown<Card extends TrackedCard = TrackedCard> {
  readonly card: Card;
  /** The stored version of what it is about; a card that shows it is not sent again. */
  readonly version: number;
}

/** What `syncCard` has to know of one card, beside what all of them have in common. */
export interface Subject<Card extends TrackedCard> {
  readonly key: CardKey;
  /** For the log. */
  readonly ids: Readonly<Record<string, string>>;

  /** @returns how it is stored now, and whether that is worth a first message; null when there is no such thing. */
  read(
    storage: Storage,
  ): Promise<(Shown<Card> & { readonly isWorthPosting: boolean }) | null>;

  /**
   * Says where it is to be posted, in the transaction that takes the right to. Whoever is to be locked is locked here.
   *
   * @param closed kinds of places beside channels that did not take it in this run.
   * @returns null when there is nothing to post (any more). `take` is called when the right to post is taken, and
   * gives
   *   the card that is sent.
   * @throws {AppError} retryable, when it has to wait for a place.
   */
  choosePlace(
    unit: UnitOfWork,
    now: Date,
    closed: ReadonlySet<Place["kind"]>,
  ): Promise<{ readonly place: Place; take(): Promise<Shown<Card>> } | null>;

  /** Runs `store`, which stores Teams' answer, in a transaction with whatever else belongs to it. */
  storePosted?(
    unit: UnitOfWork,
    now: Date,
    post: CardPost,
    shown: Shown<Card>,
    store: () => Promise<boolean>,
  ): Promise<boolean>;

  /** Teams will not take the card as it is. Left out: it is logged. The version is not sent again. */
  refused?(
    deps: SyncDeps,
    shown: Shown<Card>,
    refusal: MessageRefused,
  ): Promise<void>;

  /** After each edit. */
  edited?(storage: Storage): Promise<void>;
}

/** Longer than one post to Teams may take, with its own retries: to a person it is up to three calls. */
const POSTING_LEASE_MS = 60_000;

/** Someone else is posting this card, or died doing so: it is theirs until the lease ends. */
class CardBeingPosted extends AppError {
  readonly code = "notices.card-being-posted";
  readonly userMessage = message("notices.card-being-posted");
  override readonly retryable = true;
  override readonly retryAfterMs = 5000;

  constructor(key: CardKey) {
    super(`The card ${key} is being posted elsewhere`);
  }
}

/**
 * Makes the card in Teams show its subject as it is stored: posts it once, and edits it in place afterwards. What it
 * shows already is not sent again, so that any number of jobs may ask.
 *
 * Posted once: the right to post is stored with a lease before anything is sent. Whoever dies with it leaves it to the
 * next after the lease; since nobody knows whether the message was sent, that one is counted as a second. What Teams
 * definitely did not post does not count.
 *
 * A version that Teams refuses is not sent again.
 *
 * @param redraw edit even when the stored version is shown: some buttons go with time.
 * @throws {TeamsThrottled | TeamsUnavailable | ChannelRefuses | CardBeingPosted} to be tried again; and what
 * `choosePlace` throws.
 */
export async function syncCard<Card extends TrackedCard>(
  deps: SyncDeps,
  subject: Subject<Card>,
  redraw = false,
): Promise<void> {
  const shown = await subject.read(deps.storage);
  if (!shown) return;
  const post = await deps.storage.cardPosts.find(subject.key);
  const isShown = post !== null && post.shownVersion >= shown.version;
  // Without a message it is the version that Teams refused.
  if (isShown && (!redraw || !post.message)) return;
  const outcome = post?.message
    ? await edit(deps, subject, shown, post.message)
    : "not-there";
  if (outcome === "not-there" && shown.isWorthPosting)
    await postFirst(deps, subject);
}

/** @returns `not-there` when there is no message of it (any more) that can be edited, and it is to be posted. */
async function edit<Card extends TrackedCard>(
  deps: SyncDeps,
  subject: Subject<Card>,
  shown: Shown<Card>,
  message: PostedMessage,
): Promise<"done" | "not-there"> {
  const { storage, messenger, log } = deps;
  const { key, ids } = subject;
  try {
    await messenger.edit(message, shown.card);
  } catch (error) {
    if (error instanceof MessageGone) {
      log.warn(ids, "A card is gone from where it stood");
      await storage.cardPosts.forgetMessage(key);
      return "not-there";
    }
    if (error instanceof ChannelLost) {
      if (message.channelId !== null)
        await noteChannelRefusal(deps, message.channelId);
      else log.warn(ids, "The chat with a card takes no messages any more");
      // It was read where it stands, or can be: a second one elsewhere would tell of the same thing twice.
      return "done";
    }
    if (error instanceof MessageRefused) {
      await refuse(deps, subject, shown, error);
      return "done";
    }
    throw error;
  }
  await storage.cardPosts.shown(key, shown.version);
  if (message.channelId !== null)
    await noteChannelTaken(deps, message.channelId);
  await subject.edited?.(storage);
  return "done";
}

async function postFirst<Card extends TrackedCard>(
  deps: SyncDeps,
  subject: Subject<Card>,
): Promise<void> {
  const closed = new Set<Place["kind"]>();
  // Ends: each place that takes nothing is a lost channel from then on, or closed.
  for (;;) {
    const begun = await beginPosting(deps, subject, closed);
    if (!begun || (await post(deps, subject, begun)) === "done") return;
    if (begun.place.kind !== "channel") closed.add(begun.place.kind);
  }
}

interface Begun<Card extends TrackedCard> {
  readonly post: CardPost;
  readonly place: Place;
  readonly shown: Shown<Card>;
}

async function post<Card extends TrackedCard>(
  deps: SyncDeps,
  subject: Subject<Card>,
  { post, place, shown }: Begun<Card>,
): Promise<"done" | "place-closed"> {
  const { storage, messenger, log } = deps;
  const { key, ids } = subject;
  const countAgain = () => {
    if (post.attempts === 1) return;
    deps.metrics.cardPostedAgain();
    log.warn({ ...ids, attempt: post.attempts }, "A card was posted again");
  };
  try {
    const message = await messenger.post(place, shown.card);
    countAgain();
    if (!(await storePosted(deps, subject, post, shown, message)))
      log.warn(ids, "A card was posted after another had taken its place");
    const channelId = channelIdOf(place);
    if (channelId !== null) await noteChannelTaken(deps, channelId);
    return "done";
  } catch (error) {
    if (error instanceof TeamsUnavailable && error.maybeDone) {
      countAgain();
      await storage.cardPosts.answerLost(key, post.attempts);
      throw error;
    }
    if (!(error instanceof AppError)) throw error;
    await storage.cardPosts.notPosted(key, post.attempts);
    if (error instanceof MessageRefused) {
      await refuse(deps, subject, shown, error);
      return "done";
    }
    if (error instanceof ChannelLost) {
      if (place.kind === "channel")
        await noteChannelRefusal(deps, place.channel.id);
      else log.warn(ids, "The conversation for a card takes no messages");
      return "place-closed";
    }
    // The message whose thread it was meant for.
    if (error instanceof MessageGone && place.kind === "thread")
      return "place-closed";
    if (error instanceof PersonUnreachable) {
      log.info(ids, "The person to be told has no chat with the bot");
      return "place-closed";
    }
    throw error;
  }
}

/**
 * Takes the right to post, and stores what the card says of it (when it was posted) before it is: the version that the
 * card carries must be the stored one.
 *
 * @returns null when there is nothing to post (any more).
 */
async function beginPosting<Card extends TrackedCard>(
  { storage, clock, log }: SyncDeps,
  subject: Subject<Card>,
  closed: ReadonlySet<Place["kind"]>,
): Promise<Begun<Card> | null> {
  return await storage.transaction(async (unit) => {
    const now = clock.now();
    const chosen = await subject.choosePlace(unit, now, closed);
    if (!chosen) return null;
    const { place } = chosen;
    const post = await unit.cardPosts.beginPosting(
      subject.key,
      channelIdOf(place),
      now,
      new Date(now.getTime() + POSTING_LEASE_MS),
    );
    if (!post) {
      const existing = await unit.cardPosts.find(subject.key);
      if (existing?.message) return null;
      throw new CardBeingPosted(subject.key);
    }
    const shown = await chosen.take();
    log.info(
      { ...subject.ids, attempt: post.attempts },
      "A card is being posted",
    );
    return { post, place, shown };
  });
}

function channelIdOf(place: Place): ChannelId | null {
  switch (place.kind) {
    case "channel":
      return place.channel.id;
    case "thread":
      return place.channelId;
    case "conversation":
    case "personal":
      return null;
  }
}

/** @returns false when this message is not the card's: another took its place. */
async function storePosted<Card extends TrackedCard>(
  { storage, clock }: SyncDeps,
  subject: Subject<Card>,
  post: CardPost,
  shown: Shown<Card>,
  message: PostedMessage,
): Promise<boolean> {
  return await storage.transaction(async (unit) => {
    const store = () =>
      unit.cardPosts.posted(subject.key, post.attempts, message, shown.version);
    return subject.storePosted
      ? await subject.storePosted(unit, clock.now(), post, shown, store)
      : await store();
  });
}

async function refuse<Card extends TrackedCard>(
  deps: SyncDeps,
  subject: Subject<Card>,
  shown: Shown<Card>,
  refusal: MessageRefused,
): Promise<void> {
  if (subject.refused) {
    await subject.refused(deps, shown, refusal);
    return;
  }
  await letGoOfVersion(deps, subject, shown, refusal);
}

/** Logs that Teams refused the card, and keeps this version from being sent again. */
export async function letGoOfVersion<Card extends TrackedCard>(
  { storage, log }: SyncDeps,
  { key, ids }: Pick<Subject<Card>, "key" | "ids">,
  { version }: Shown<Card>,
  { code, message }: MessageRefused,
): Promise<void> {
  log.error(
    { ...ids, version, code, detail: message },
    "Teams refused a card: it is not sent again before it changes",
  );
  await storage.cardPosts.shown(key, version);
}
