export interface NonceStore {
  /**
   * Uses up a nonce. Durable when it resolves; atomic across replicas.
   *
   * @param scope who signed: a key id or a certificate's thumbprint.
   * @returns false when it was used before: a replay.
   */
  claim(scope: string, nonce: string, expiresAt: Date): Promise<boolean>;
  purge(expiredBefore: Date): Promise<number>;
}
