import type { Clock } from "../../ports/clock.ts";
import type { Graph } from "../../ports/graph.ts";
import type { Storage } from "../../ports/storage.ts";
import type { User } from "../../domain/people/user.ts";

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
  const found = new Map<string, User | null>();
  const waiting = [...upns];
  const worker = async () => {
    for (let upn = waiting.shift(); upn !== undefined; upn = waiting.shift()) {
      found.set(upn, await findOne(deps, upn));
    }
  };
  await Promise.all(
    Array.from({ length: Math.min(AT_ONCE, upns.length) }, worker),
  );
  return found;
}

async function findOne(
  { storage, graph, clock }: Deps,
  upn: string,
): Promise<User | null> {
  const now = clock.now();
  const known = await storage.people.findByUpn(
    upn,
    new Date(now.getTime() - FRESH_MS),
  );
  if (known?.accountEnabled && known.hasIntunePlan) return known;
  const user = await graph.users.find(upn);
  if (user) await storage.people.save(user, now);
  return user;
}
