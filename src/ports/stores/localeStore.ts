import type { UserId } from "../../domain/people/user.ts";

/** In which language and region people's Teams clients speak, as they were heard last. */
export interface LocaleStore {
  /** @returns a BCP 47 tag; null for whom nothing was heard of. */
  find(userId: UserId): Promise<string | null>;
  /** Replaces what was heard earlier; what was heard later than `heardAt` stays. */
  save(userId: UserId, locale: string, heardAt: Date): Promise<void>;
  /** @returns how many were forgotten. */
  purge(heardBefore: Date): Promise<number>;
}
