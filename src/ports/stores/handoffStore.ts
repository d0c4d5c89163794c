import type { DeviceId } from "../../domain/devices/device.ts";
import type { ProposalId } from "../../domain/proposals/proposal.ts";
import type {
  Handoff,
  HandoffDigestId,
  HandoffId,
  HandoffStage,
  WaitingHandoff,
} from "../../domain/handoffs/handoff.ts";

export interface HandoffStore {
  find(id: HandoffId): Promise<Handoff | null>;

  /**
   * Reads a handoff and keeps others from changing it until the transaction ends.
   *
   * @returns null when no handoff has this id.
   */
  findForUpdate(id: HandoffId): Promise<Handoff | null>;

  /** The device's present cycle: the newest that has not ended. */
  findCurrent(deviceId: DeviceId): Promise<Handoff | null>;

  /** The present cycles of these devices, in no order. */
  findCurrentOf(deviceIds: readonly DeviceId[]): Promise<readonly Handoff[]>;

  /** The cycle that names this proposal as what followed from it, ended or not. */
  findByProposal(proposalId: ProposalId): Promise<Handoff | null>;

  /**
   * Cycles of devices that were handed off, ended or not, of which nobody was looked for to tell, in the order of
   * their ids.
   */
  listUntold(
    limit: number,
    after: string | null,
  ): Promise<readonly HandoffId[]>;

  /** Those whose lead was chosen in this time and of which no message stands or stood, in the order of their ids. */
  listUnshown(
    edges: { readonly chosenAfter: Date; readonly chosenBefore: Date },
    limit: number,
    after: string | null,
  ): Promise<readonly HandoffId[]>;

  /** Those that are contradicted, and that nobody has seen to: the oldest objections first, and how many there are. */
  listContradicted(limit: number): Promise<{
    readonly first: readonly Handoff[];
    readonly total: number;
  }>;

  /**
   * What is told on one card, in the order of the devices' names: the first of them, how many there are, and the sum
   * of their versions, which grows with every change of any.
   */
  readDigest(
    id: HandoffDigestId,
    limit: number,
  ): Promise<{
    readonly first: readonly Handoff[];
    readonly total: number;
    readonly version: number;
  }>;

  /**
   * Begins a cycle.
   *
   * @returns false when the device has one that began at the same instant: nothing was written.
   */
  insert(handoff: Handoff): Promise<boolean>;

  /**
   * Writes `next` over version `next.version - 1`.
   *
   * @returns false when the stored version is another: someone was first, nothing was written.
   */
  save(next: Handoff): Promise<boolean>;

  /**
   * Begins many cycles. One that begins at the same instant as another of its device is left out; where that one
   * ended because the device was gone, it goes on: the device is back.
   */
  insertAll(handoffs: readonly Handoff[]): Promise<void>;

  /** Writes each over its version before; one that someone else changed meanwhile stays as it is. */
  saveAll(next: readonly Handoff[]): Promise<void>;

  /** Cycles that have not ended, of devices that the directory saw last before `before` or does not have. */
  listUnseen(before: Date, limit: number): Promise<readonly Handoff[]>;

  /** How many cycles stand at each stage, those that ended left out. */
  countByStage(): Promise<ReadonlyMap<HandoffStage, number>>;

  /**
   * Cycles that wait for their person (enrolled or provisioned): stuck ones first, then the oldest.
   *
   * Stuck: enrolled before `stagedBefore`, or last heard of before `checkedInBefore` without a logon since.
   */
  listWaiting(
    stuck: { readonly stagedBefore: Date; readonly checkedInBefore: Date },
    limit: number,
    offset: number,
  ): Promise<readonly WaitingHandoff[]>;

  countWaiting(stuck: {
    readonly stagedBefore: Date;
    readonly checkedInBefore: Date;
  }): Promise<{ readonly waiting: number; readonly stuck: number }>;
}
