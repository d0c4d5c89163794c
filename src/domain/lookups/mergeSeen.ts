import type { LastLogon } from "../devices/lastLogon.ts";
import {
  normalizeUpn,
  toPersonRef,
  type User,
  type UserId,
} from "../people/user.ts";
import type { SeenUser } from "./lookup.ts";

/**
 * Puts together who logged on how often, by a report, and who logged on when last, by Intune. A person who was
 * reported under two names is one, with the sum of both.
 *
 * @param logonsByUpn of the report; empty without one.
 * @param reported UPN as in the report → the user, as far as Entra knows them.
 * @param people who the ids of the last logons are, as far as Entra knows them.
 * @returns most logons first, then newest, then by name.
 */
export function mergeSeen(
  logonsByUpn: ReadonlyMap<string, number>,
  reported: ReadonlyMap<string, User | null>,
  lastLogons: readonly LastLogon[],
  people: ReadonlyMap<UserId, User>,
): readonly SeenUser[] {
  const seen = new Map<string, SeenUser>();
  for (const [upn, logons] of logonsByUpn) {
    if (logons <= 0) continue;
    const user = reported.get(upn) ?? null;
    const key = user?.id ?? upn;
    const before = seen.get(key);
    seen.set(key, {
      person: user && toPersonRef(user),
      name: before?.name ?? upn,
      logons: (before?.logons ?? 0) + logons,
      lastAt: null,
    });
  }
  for (const { userId, at } of lastLogons) {
    const user = people.get(userId) ?? null;
    const before =
      seen.get(userId) ??
      (user && seen.get(normalizeUpn(user.userPrincipalName)));
    const key = before && !before.person ? before.name : userId;
    seen.set(key, {
      person: user ? toPersonRef(user) : (before?.person ?? null),
      name: before?.name ?? user?.userPrincipalName ?? userId,
      logons: before?.logons ?? null,
      lastAt: at,
    });
  }
  return [...seen.values()].sort(
    (a, b) =>
      (b.logons ?? 0) - (a.logons ?? 0) ||
      Number(b.lastAt) - Number(a.lastAt) ||
      (a.name < b.name ? -1 : 1),
  );
}
