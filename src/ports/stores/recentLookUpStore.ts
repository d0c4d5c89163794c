import type { UserId } from "../../domain/people/user.ts";
import type { LookedUp } from "../../domain/lookups/lookup.ts";

/** What each person looked up lately. */
export interface RecentLookUpStore {
  /** Puts it first; older ones beyond twenty of a kind are forgotten. */
  record(by: UserId, what: LookedUp, at: Date): Promise<void>;
  /** Newest first. */
  list<Kind extends LookedUp["kind"]>(
    by: UserId,
    kind: Kind,
    limit: number,
  ): Promise<readonly Extract<LookedUp, { kind: Kind }>["id"][]>;
  /** @returns how many were looked up before `before` and are forgotten now. */
  purge(before: Date): Promise<number>;
}
