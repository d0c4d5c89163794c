/**
 * For how long whoever claimed an activity has it alone. Longer than a command takes with its answer, and no longer
 * than somebody who typed it would wait before the process that died with it is given up.
 */
export const DELIVERY_LEASE_MS = 15_000;

/** Remembers what was delivered: Teams sends the same activity again when it saw no answer. */
export interface DeliveryStore {
  /**
   * Takes the activity for `DELIVERY_LEASE_MS`. Of any number of replicas that ask at once, one gets it.
   *
   * @returns false when it is settled, or somebody else has it.
   */
  claim(
    conversationId: string,
    activityId: string,
    now: Date,
  ): Promise<boolean>;
  /** It is answered, or a stored job answers it: nobody gets it any more. */
  settle(conversationId: string, activityId: string): Promise<void>;
  /** Whoever had one is dead: what is not settled can be claimed at once. */
  endLeases(): Promise<void>;
  purge(claimedBefore: Date): Promise<number>;
}
