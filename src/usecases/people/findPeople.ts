import type { Clock } from "../../ports/clock.ts";
import type { Graph } from "../../ports/graph.ts";
import type { Storage } from "../../ports/storage.ts";
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
 * Finds the users behind UPNs, from what was read of Entra within the hour or else live. Only what Entra knows is
 * remembered, so a new account or a new licence is seen at once.
 *
 * Good for counting logons. Whoever is about to gain a device is read again.
 */
export async function findPeople(
  deps: Deps,
  upns: readonly string[],
): Promise<Map<string, User | null>> {
  const since = new Date(deps.clock.now().getTime() - FRESH_MS);
  return await someAtOnce(upns, async (upn) => {
    const known = await deps.storage.people.findByUpn(upn, since);
    return known?.accountEnabled && known.hasIntunePlan
      ? known
      : await readPerson(deps, upn);
  });
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
  const user = await graph.users.find(idOrUpn);
  if (user) await storage.people.save(user, clock.now());
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
