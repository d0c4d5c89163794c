/** `capacity` tokens at most, `refillPerSecond` coming back. */
export interface Bucket {
  readonly capacity: number;
  readonly refillPerSecond: number;
  /** Tokens that who takes must leave for others, who share the key and leave fewer; none unless given. */
  readonly leaves?: number;
}

/** Rate limits that hold across replicas. */
export interface RateStore {
  /**
   * Takes one token from each of the buckets kept under `key`, or from none.
   *
   * @returns 0 when taken, otherwise the milliseconds until it can be.
   */
  take(key: string, buckets: readonly Bucket[]): Promise<number>;
}

/** What the housekeeping sees of the rate limits. */
export interface PurgeableRateStore extends RateStore {
  /**
   * Forgets what nobody took from since `before`, which must be longer ago than any bucket takes to fill: then
   * forgetting gives nobody a token more.
   *
   * @returns how many keys.
   */
  purge(before: Date): Promise<number>;
}
