import { isSamePerson, normalizeUpn, sameUpn, type PersonRef } from "./user.ts";

/** Accounts of one human: an account and another one of theirs, both UPNs, normalized. */
export type PairedAccounts = Readonly<Record<string, string>>;

/**
 * Whether both accounts are the same human's: one and the same, or paired, directly or by others between them. A person
 * with an account for administering and one for every day is one person.
 */
export function isSameHuman(
  a: PersonRef | null,
  b: PersonRef | null,
  pairs: PairedAccounts,
): boolean {
  if (!a || !b) return false;
  if (isSamePerson(a, b)) return true;
  // A name that was given to another account since says nothing: accounts are told apart by their ids.
  if (sameUpn(a.userPrincipalName, b.userPrincipalName)) return false;
  return (
    humanOf(a.userPrincipalName, pairs) === humanOf(b.userPrincipalName, pairs)
  );
}

/** The same name for all accounts of a human. */
function humanOf(upn: string, pairs: PairedAccounts): string {
  const seen = new Set<string>();
  let account = normalizeUpn(upn);
  while (!seen.has(account)) {
    seen.add(account);
    if (Object.hasOwn(pairs, account)) account = pairs[account] ?? account;
  }
  // Where they lead in a circle, its first by name; otherwise the last one names itself.
  return [...circleFrom(account, pairs)].sort()[0] ?? account;
}

function circleFrom(start: string, pairs: PairedAccounts): ReadonlySet<string> {
  const circle = new Set<string>();
  for (let account = start; !circle.has(account);) {
    circle.add(account);
    if (Object.hasOwn(pairs, account)) account = pairs[account] ?? account;
  }
  return circle;
}
