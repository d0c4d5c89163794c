import {
  isSamePerson,
  normalizeUpn,
  type PersonRef,
  type UserId,
} from "./user.ts";

/** Accounts of one human: an account and another one of theirs, both UPNs, normalized. */
export type PairedAccounts = Readonly<Record<string, string>>;

/** What tells whose an account is. */
export interface KnownAccounts {
  readonly pairs: PairedAccounts;
  /**
   * The UPNs and addresses that an account has and had, normalized: of whoever has or had one that is paired, and of
   * those who are to be compared. An account that is missing could not be found.
   */
  readonly names: ReadonlyMap<UserId, readonly string[]>;
}

export const NO_PAIRS: KnownAccounts = { pairs: {}, names: new Map() };

/**
 * Whether an account is `person`'s: their own or one that is paired with it, directly or by others between them. A
 * person with an account for administering and one for every day is one person.
 *
 * Names change and are handed on while a pair goes on naming whom it named, so an account is gone by all that it has
 * and had. A name that both have is none of a pair: accounts are told apart by their ids. `unknown` where the person
 * has another account and nobody knows what this one is called now.
 */
export function compareHumans(
  account: PersonRef | null,
  person: PersonRef | null,
  known: KnownAccounts,
): "same" | "other" | "unknown" {
  if (!account || !person) return "other";
  if (isSamePerson(account, person)) return "same";
  const paired = namesOfOtherAccounts(person, known);
  if (paired.size === 0) return "other";
  if (namesOf(account, known).some((name) => paired.has(name))) return "same";
  return known.names.has(account.id) ? "other" : "unknown";
}

/** All names of the accounts that are paired with the person's, without the person's own. */
export function namesOfOtherAccounts(
  person: PersonRef,
  known: KnownAccounts,
): ReadonlySet<string> {
  const own = new Set(namesOf(person, known));
  const found = new Set<string>();
  const waiting = [...own];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop())
    for (const next of [
      ...pairedWith(name, known.pairs),
      ...(own.has(name) ? [] : sharedWith(name, person.id, known)),
    ])
      if (!own.has(next) && !found.has(next)) {
        found.add(next);
        waiting.push(next);
      }
  return found;
}

function pairedWith(name: string, pairs: PairedAccounts): readonly string[] {
  return Object.entries(pairs).flatMap(([account, other]) =>
    account === name ? [other] : other === name ? [account] : [],
  );
}

/** What else an account of this name is called, or was. */
function sharedWith(
  name: string,
  except: UserId,
  { names }: KnownAccounts,
): readonly string[] {
  return [...names].flatMap(([id, all]) =>
    id !== except && all.includes(name) ? all : [],
  );
}

function namesOf(
  { id, userPrincipalName }: PersonRef,
  { names }: KnownAccounts,
): readonly string[] {
  const upn = normalizeUpn(userPrincipalName);
  return [...(upn === "" ? [] : [upn]), ...(names.get(id) ?? [])];
}
