import type { Sweep, SweepId, SweepKind } from "../../domain/sweep/sweep.ts";

export interface SweepStore {
  find(id: SweepId): Promise<Sweep | null>;

  /**
   * Reads a sweep and keeps others from changing it until the transaction ends.
   *
   * @returns null when no sweep has this id.
   */
  findForUpdate(id: SweepId): Promise<Sweep | null>;

  /** The one that runs; null when none does. */
  findRunning(): Promise<Sweep | null>;

  /** The one that began last, however it ended; null before the first. */
  findLast(): Promise<Sweep | null>;

  /** Ended ones that began since `since` and are shown somewhere. */
  listShownSince(since: Date): Promise<readonly Sweep[]>;

  /** The newest that was done; of this kind, if one is given. */
  findLastDone(kind?: SweepKind): Promise<Sweep | null>;

  /**
   * Begins a sweep.
   *
   * @returns false when another one runs: nothing was written.
   */
  insert(sweep: Sweep): Promise<boolean>;

  /**
   * Writes `next` over version `next.version - 1`.
   *
   * @returns false when the stored version is another: someone was first, nothing was written.
   */
  save(next: Sweep): Promise<boolean>;

  /** Forgets ended sweeps that began before `before`, but the newest done one of each kind. @returns how many. */
  purge(before: Date): Promise<number>;
}
