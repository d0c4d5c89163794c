/** `capacity` tokens at most, `refillPerSecond` coming back. */
export interface Bucket {
  readonly capacity: number;
  readonly refillPerSecond: number;
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
