import type { SignInReading } from "../../domain/evidence/signInReading.ts";

/** How far Entra's log of sign-ins was read. */
export interface SignInReadingStore {
  /** `NOTHING_READ` before the first page. */
  find(): Promise<SignInReading>;

  /**
   * Writes `next` over version `next.version - 1`, and keeps others from doing so until the transaction ends.
   *
   * @returns false when the stored version is another: somebody else read the same page.
   */
  save(next: SignInReading): Promise<boolean>;

  /** As if nothing had ever been read. @returns whether anything was. */
  forget(): Promise<boolean>;
}
