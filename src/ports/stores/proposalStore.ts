import type { DeviceId } from "../../domain/devices/device.ts";
import type { UserId } from "../../domain/people/user.ts";
import type {
  Proposal,
  ProposalId,
  ProposalStateKind,
} from "../../domain/proposals/proposal.ts";
import type { Waiting } from "../../domain/proposals/dailyLine.ts";
import type { Place } from "../../domain/proposals/places.ts";
import type {
  QueueCursor,
  QueuedProposal,
  QueueFilter,
  QueueSort,
} from "../../domain/proposals/queue.ts";
import type { ChannelId } from "../../domain/channels/channel.ts";

/** What says whether a held proposal can have a place. */
export interface HeldProposal extends Pick<
  Proposal,
  | "id"
  | "version"
  | "device"
  | "origin"
  | "confirmedAt"
  | "createdAt"
  | "postedAt"
> {
  /** See `evidenceStrength`. */
  readonly strength: number;
  /** When it could last not be confirmed; null before. */
  readonly unconfirmedAt: Date | null;
}

export interface ProposalStore {
  /** @returns null when no proposal has this id. */
  find(id: ProposalId): Promise<Proposal | null>;

  /**
   * Reads a proposal and keeps others from changing it until the transaction ends.
   *
   * @throws {ProposalNotFound} no proposal has this id.
   */
  getForUpdate(id: ProposalId): Promise<Proposal>;

  /**
   * Stores a new proposal. Creating the row takes the device's only slot.
   *
   * @throws {SlotTaken} another proposal of this device holds it.
   */
  insert(proposal: Proposal): Promise<void>;

  /**
   * Writes `next` over version `next.version - 1`.
   *
   * @throws {StaleProposal} the stored version is another: someone wrote without `getForUpdate`.
   * @throws {SlotTaken} `next` wants the device's slot back, and another proposal has it.
   */
  save(next: Proposal): Promise<void>;

  /** The proposal that holds the device's slot; null when it is free. */
  findActive(deviceId: DeviceId): Promise<Proposal | null>;

  /** Which of these devices have a proposal in their slot. */
  listWithActive(
    deviceIds: readonly DeviceId[],
  ): Promise<ReadonlySet<DeviceId>>;

  /** Newest first. */
  listForDevice(
    deviceId: DeviceId,
    limit: number,
  ): Promise<readonly Proposal[]>;

  /** Those in one of `kinds`; strongest evidence first, then oldest. `skip` of them are passed over. */
  listInStates(
    kinds: readonly ProposalStateKind[],
    limit: number,
    skip?: number,
  ): Promise<readonly Proposal[]>;

  /**
   * One page of those in one of `kinds`, in the order of their ids.
   *
   * @param after the last one of the page before; null for the first page.
   */
  pageInStates(
    kinds: readonly ProposalStateKind[],
    after: ProposalId | null,
    limit: number,
  ): Promise<readonly Proposal[]>;

  /**
   * One page of the held ones: strongest evidence first, then oldest. Without their evidence, which is most of them,
   * since there may be thousands.
   *
   * @param after the last one of the page before; null for the first page.
   */
  listHeld(
    after: HeldProposal | null,
    limit: number,
  ): Promise<readonly HeldProposal[]>;

  /** Notes that a held one could not be confirmed. Its version stays: nothing that anybody sees has changed. */
  noteUnconfirmed(id: ProposalId, at: Date): Promise<void>;

  /** Pending ones whose card was posted in this channel, oldest first. */
  listWaiting(channelId: ChannelId): Promise<readonly Waiting[]>;

  /**
   * Pending ones of which nobody was reminded and that may be due for it, in channels that take messages; those that
   * expire first come first. What is due is said by `chooseReminders`.
   */
  listToRemind(now: Date, limit: number): Promise<readonly Proposal[]>;

  /**
   * Notes that people are being reminded of these, whoever else wants to at the same time. Their versions stay:
   * nothing that a card shows has changed.
   *
   * @returns those that are still pending, and of which nobody was reminded before.
   */
  claimReminders(
    ids: readonly ProposalId[],
    at: Date,
  ): Promise<readonly Proposal[]>;

  /** Of these nobody counts as reminded: nothing was said for certain, or their time begins anew. */
  releaseReminders(ids: readonly ProposalId[]): Promise<void>;

  /**
   * One page of a place, or of what `filter` leaves of it; ties go by age, then by id.
   *
   * @param after of the last one of the page before; null for the first page.
   */
  listInQueue(
    place: Place,
    sort: QueueSort,
    filter: QueueFilter,
    after: QueueCursor | null,
    limit: number,
  ): Promise<readonly QueuedProposal[]>;

  /** How many are in one of `kinds`; a kind without any is left out. */
  countInStates(
    kinds: readonly ProposalStateKind[],
  ): Promise<ReadonlyMap<ProposalStateKind, number>>;

  /** How many held ones rest on evidence and were never posted. */
  countHeldByEvidence(): Promise<number>;

  /** Pending ones whose `expiresAt` is not after `now`, and snoozed ones whose `until` is not: oldest first. */
  listDue(now: Date, limit: number): Promise<readonly ProposalId[]>;

  /** Held ones, and pending ones without a message, whose `postBy` is not after `now`, in the order of their ids. */
  listUnposted(
    now: Date,
    limit: number,
    after: ProposalId | null,
  ): Promise<readonly ProposalId[]>;

  /**
   * Those in one of `kinds` that nothing was written about since `before`, in the order of their ids.
   *
   * @param after the last one of the page before; null for the first page.
   */
  listStalled(
    kinds: readonly ProposalStateKind[],
    before: Date,
    limit: number,
    after: ProposalId | null,
  ): Promise<readonly ProposalId[]>;

  /**
   * Those whose card is missing or shows an older version, in the order of their ids. Without those whose channel is
   * lost, and without a version that Teams refused.
   *
   * @param edges unchanged since `changedBefore`; what does not wait for a decision was changed after `endedAfter`,
   *   and after `inUnusedChannelAfter` where no channel of its is in use.
   */
  listStaleCards(
    edges: {
      readonly changedBefore: Date;
      readonly endedAfter: Date;
      readonly inUnusedChannelAfter: Date;
    },
    limit: number,
    after: string | null,
  ): Promise<readonly ProposalId[]>;

  /**
   * One page of those that are looked after though their change has ended: verified ones that can be undone; those that
   * were verified or undone since `since`, or failed to be undone; and those that ended since then while a write was in
   * doubt; by id.
   *
   * @param after the last one of the page before; null for the first page.
   */
  listFollowed(
    now: Date,
    since: Date,
    after: ProposalId | null,
    limit: number,
  ): Promise<readonly Proposal[]>;

  /** Pending and snoozed ones of this channel: what counts against its open cards. `wishes`: see `isBareWish`. */
  countOpenCards(
    channelId: ChannelId,
  ): Promise<{ readonly all: number; readonly wishes: number }>;

  /** How many open ones this person asked for, wishes on others' included. */
  countOpenRequestsOf(userId: UserId): Promise<number>;

  /** How many this person asked for since `since`. */
  countRequestedBy(userId: UserId, since: Date): Promise<number>;

  countByState(): Promise<ReadonlyMap<ProposalStateKind, number>>;

  /** Lets the calling transactions that name the same key pass one after the other. */
  lock(key: string): Promise<void>;
}
