/** Remembers what was delivered: Teams sends the same activity again when it saw no answer. */
export interface DeliveryStore {
  /** @returns false when this activity of this conversation was claimed before. */
  claim(
    conversationId: string,
    activityId: string,
    now: Date,
  ): Promise<boolean>;
  purge(claimedBefore: Date): Promise<number>;
}
