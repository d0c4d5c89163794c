import type { Clock } from "../../ports/clock.ts";
import type { Graph } from "../../ports/graph.ts";
import type { UnknownPerson } from "../../domain/evidence/activeDays.ts";
import { looksLikeId } from "../../domain/matching/nameOf.ts";
import { recordAccount } from "./recordAccount.ts";
import type { Storage } from "../../ports/storage.ts";
import type { PeopleStore } from "../../ports/stores/peopleStore.ts";
import type { User, UserId } from "../../domain/people/user.ts";

interface Deps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly clock: Clock;
}

/** A shared desk reports the same people every hour; asking Entra once an hour for each is enough to count them. */
const FRESH_MS = 60 * 60 * 1000;

/** Enough to be quick, few enough to leave room for a person who waits. */
const AT_ONCE = 6;

/**
 * Finds the users behind the names of a report, mostly UPNs, from what was read of Entra within the hour or else live.
 * Only what Entra knows is remembered, so a new account or a new licence is seen at once.
 *
 * Good for counting logons. Whoever is about to gain a device is read again.
 */
export async function findPeople(
  deps: Deps,
  names: readonly string[],
): Promise<Map<string, User | null>> {
  const { people } = deps.storage;
  const since = new Date(deps.clock.now().getTime() - FRESH_MS);
  return await someAtOnce(names, async (name) => {
    const known = await people.findByUpn(name, since);
    if (known?.accountEnabled && known.hasIntunePlan) return known;
    const user = isAskable(name) ? await readPerson(deps, name) : null;
    if (user) return user;
    // Renamed since, or told of by a mail address or a SID.
    const id = await findOtherwiseNamed(people, name);
    if (id === null) return null;
    const kept = await people.find(id);
    return kept && kept.readAt >= since && kept.user.hasIntunePlan
      ? kept.user
      : await readPerson(deps, id);
  });
}

/** The same from what was read of Entra, whenever it was. */
export async function findKnownPeople(
  { storage: { people } }: Pick<Deps, "storage">,
  names: readonly string[],
): Promise<Map<string, User | null>> {
  return await someAtOnce(names, async (name) => {
    const id = looksLikeId(name)
      ? (name as UserId)
      : ((await people.findByUpn(name, LONG_AGO))?.id ??
        (await findOtherwiseNamed(people, name)));
    return id === null ? null : ((await people.find(id))?.user ?? null);
  });
}

const LONG_AGO = new Date(0);

/** Entra is asked by object id and UPN alone. */
function isAskable(name: string): boolean {
  return name.includes("@") || looksLikeId(name);
}

async function findOtherwiseNamed(
  people: PeopleStore,
  name: string,
): Promise<UserId | null> {
  const named = asUnknown(name);
  return (await people.findNamed([named])).get(named) ?? null;
}

/** A name of a tally as days of use have it. */
function asUnknown(name: string): UnknownPerson {
  return /^(sid|hash):/.test(name) ? (name as UnknownPerson) : `upn:${name}`;
}

/** Reads people live, by their ids. */
export async function readPeople(
  deps: Deps,
  ids: readonly UserId[],
): Promise<Map<UserId, User | null>> {
  return await someAtOnce(ids, (id) => readPerson(deps, id));
}

/** @returns null when Entra does not know them. */
export async function readPerson(
  { storage, graph, clock }: Deps,
  idOrUpn: string,
): Promise<User | null> {
  const askedAt = clock.now();
  const user = await graph.users.find(idOrUpn);
  await recordAccount(storage.people, idOrUpn, user, askedAt);
  return user;
}

async function someAtOnce<Name extends string>(
  names: readonly Name[],
  find: (name: Name) => Promise<User | null>,
): Promise<Map<Name, User | null>> {
  const found = new Map<Name, User | null>();
  const waiting = [...names];
  const worker = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift())
      found.set(one, await find(one));
  };
  await Promise.all(
    Array.from({ length: Math.min(AT_ONCE, names.length) }, worker),
  );
  return found;
}
