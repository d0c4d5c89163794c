import {
  namesOfOtherAccounts,
  type KnownAccounts,
  type PairedAccounts,
} from "../../domain/people/pairedAccounts.ts";
import type { PersonRef } from "../../domain/people/user.ts";
import type { Clock } from "../../ports/clock.ts";
import type { CallOptions, Graph } from "../../ports/graph.ts";
import type { Stores } from "../../ports/storage.ts";
import { recordAccount } from "./recordAccount.ts";

interface Deps {
  readonly storage: Pick<Stores, "people">;
  readonly graph: Pick<Graph, "users">;
  readonly clock: Clock;
}

/** What the directory knows of these people and of paired accounts. Good for showing. */
export async function findKnownAccounts(
  { people: directory }: Pick<Stores, "people">,
  pairs: PairedAccounts,
  people: readonly PersonRef[],
): Promise<KnownAccounts> {
  const paired = [...new Set(Object.entries(pairs).flat())];
  // Most tenants have none, and then nobody is looked up.
  if (paired.length === 0) return { pairs, names: new Map() };
  const holders = await directory.listHolders(paired);
  const ids = [...new Set([...holders, ...people.map(({ id }) => id)])];
  const names = await directory.listNames(ids);
  return {
    pairs,
    names: new Map(
      [...names].map(([id, all]) => [
        id,
        all.flatMap((name) => (name.startsWith("upn:") ? name.slice(4) : [])),
      ]),
    ),
  };
}

/**
 * The same for deciding: Entra is asked about whom the directory does not know, where the person who decides has
 * another account at all.
 *
 * @throws {GraphThrottled | GraphUnavailable}
 */
export async function readKnownAccounts(
  deps: Deps,
  pairs: PairedAccounts,
  person: PersonRef,
  others: readonly PersonRef[],
  options: CallOptions,
): Promise<KnownAccounts> {
  const find = () =>
    findKnownAccounts(deps.storage, pairs, [person, ...others]);
  const known = await find();
  const paired = namesOfOtherAccounts(person, known);
  if (paired.size === 0) return known;
  const held = new Set([...known.names.values()].flat());
  const unknown = new Set([
    ...[...paired].filter((name) => !held.has(name)),
    ...others.map(({ id }) => id).filter((id) => !known.names.has(id)),
  ]);
  if (unknown.size === 0) return known;
  for (const idOrUpn of unknown) {
    const askedAt = deps.clock.now();
    const user = await deps.graph.users.find(idOrUpn, options);
    await recordAccount(deps.storage.people, idOrUpn, user, askedAt);
  }
  return await find();
}
