import type { MatchKind } from "../../domain/matching/foldText.ts";
import type { UnknownPerson } from "../../domain/evidence/activeDays.ts";
import type { User, UserId } from "../../domain/people/user.ts";

/** The tenant's people as Entra described them lately. Never used for a permission. */
export interface PeopleStore {
  /** By UPN, read from Entra at `readAfter` or later. */
  findByUpn(upn: string, readAfter: Date): Promise<User | null>;
  /** With when they were read; null when they are not known. */
  find(
    id: UserId,
  ): Promise<{ readonly user: User; readonly readAt: Date } | null>;
  /**
   * Whom SIDs of a domain, UPNs and hashes of SIDs name: present UPNs before mail and proxy addresses, and these before
   * former names. Names of nobody are left out.
   */
  findNamed(
    names: readonly UnknownPerson[],
  ): Promise<ReadonlyMap<UnknownPerson, UserId>>;
  /** Everybody who has one of these UPNs or addresses, or had it; normalized. In no order. */
  listHolders(names: readonly string[]): Promise<readonly UserId[]>;
  /** All the names by which `findNamed` finds these people. */
  listNames(
    ids: readonly UserId[],
  ): Promise<ReadonlyMap<UserId, readonly UnknownPerson[]>>;
  /**
   * Has the next `limit` people, in the order of their ids, found by the hashes of their SIDs from now on. Who is
   * already, by the SID they have now, costs no writing.
   *
   * @param after what was returned last; null for the first of them.
   * @returns the last of them; null when there are no more.
   */
  saveHashes(
    hashesOf: (
      id: UserId,
      onPremisesSid: string | null,
    ) => { readonly cloud: string; readonly domain: string | null },
    limit: number,
    after: UserId | null,
  ): Promise<UserId | null>;
  /** Those that are known, whenever they were read; in no order. */
  findAll(ids: readonly UserId[]): Promise<readonly User[]>;
  /**
   * All of them, in the order of their ids.
   *
   * @param after the last id of the page before; null for the first page.
   */
  listAll(limit: number, after: UserId | null): Promise<readonly User[]>;
  /** Replaces what was read of this person earlier, under whatever UPN; a former name goes on naming them. */
  save(user: User, readAt: Date): Promise<void>;
  /** Stores a page of the tenant's users; what was read of one of them later than `readAt` stays. */
  saveAll(users: readonly User[], readAt: Date): Promise<void>;
  /**
   * Entra did not know the account when it was asked. A row of theirs that was read earlier counts as disabled from
   * then on, until something that was read later is saved; whoever has no row gets none.
   */
  saveGone(id: UserId, askedAt: Date): Promise<void>;
  count(): Promise<number>;
  /**
   * People whose UPN, mail, object id or display name is the text, begins with it (a word of the display name, too),
   * or has it inside, in this order, then by the name or address that matched; an object id by the whole or its
   * beginning, as
   * `DeviceDirectory.search` has it. A part of an address's domain is sought together with the `@` alone. Letters are
   * compared as `foldText` leaves them. An empty text finds none.
   */
  search(
    text: string,
    limit: number,
    offset: number,
  ): Promise<readonly { readonly user: User; readonly match: MatchKind }[]>;
  /** People whose names look like the text, best first. */
  listNear(text: string, limit: number): Promise<readonly User[]>;
  purge(readBefore: Date): Promise<number>;
}
