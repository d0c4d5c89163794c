import type { User } from "./user.ts";

/** People as Entra described them lately. Never used for a permission. */
export interface PeopleStore {
  /** By UPN, read from Entra at `readAfter` or later. */
  findByUpn(upn: string, readAfter: Date): Promise<User | null>;
  save(user: User, readAt: Date): Promise<void>;
  purge(readBefore: Date): Promise<number>;
}
